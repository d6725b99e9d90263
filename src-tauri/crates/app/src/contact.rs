//! A contact while it is being made: open, save one answer, check, seal.

use crate::capture::{DismissedView, JottingView, dismissed, jottings, raises};
use crate::error::{ErrorCode, ErrorView, Field};
use crate::record::{
    OutcomeView, RecordTextView, RecordView, outcome_view, record_of_draft, record_of_sealed,
    record_text,
};
use crate::session::{App, Unlocked};
use casework::audience::{AskView, ask_view};
use casework::change;
use casework::checklist::{ItemAnswer, Presence};
use casework::contact::{
    AboutPerson, Account, Action, Change, Contact, JudgementGiven, Notes, Observation,
    QuestionAnswer, Response, Review, Route,
};
use casework::counter::{Counter, claims};
use casework::gate::{Answer, Before, Company, Gate, QuestionSet, Setting, gate, only_from_victim};
use casework::ids::{ContactId, ItemId, PersonId};
use casework::outcome::Judgement;
use casework::referral::{LeftOpen, Sharing, left_open};
use casework::sealing::{Amendment, SealBlocker, seal, seal_blockers};
use casework::steps::{Step, StepStatus, steps};
use casework::suggestion::{Suggestion, suggestions};
use casework::urgent::{Matter, Urgent, urgent};
use casework::when;
use casework::words::Words;
use guide::GateAnswer;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use vault::{Draft, PersonRecord};

/// A correction of a sealed contact, or something new about it.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct AmendRequest {
    /// The sealed contact.
    pub contact: ContactId,
    /// What is to be read as well.
    pub text: Words,
    /// Why it is added.
    pub reason: Words,
}

/// A step in the task list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct StepView {
    /// Which.
    pub step: Step,
    /// How far it has come.
    pub status: StepStatus,
}

/// An offer to mark an item of the checklist.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SuggestionView {
    /// What was heard, seen or answered, and where it points.
    pub offer: Suggestion,
    /// The label of the item it points to.
    pub label: String,
    /// The label of what points there.
    pub from_label: String,
}

/// What was answered before about the same person: *last time*, never *today*.
#[derive(Clone, Debug, Serialize, Type)]
pub struct EarlierView {
    /// The day of the last contact: "23 November 2026".
    pub last: String,
    /// How many there are.
    pub contacts: u32,
    /// By item; one that is not there was not in the checklist of last time.
    pub items: BTreeMap<ItemId, LastTimeView>,
}

/// What was answered about one item before.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct LastTimeView {
    /// At the last contact.
    pub presence: Presence,
    /// True when it counts as present from before, at whatever contact that was.
    pub present_before: bool,
}

/// Something urgent, with what stands in the banner.
#[derive(Clone, Debug, Serialize, Type)]
pub struct UrgentView {
    /// What.
    pub matter: Matter,
    /// Short name.
    pub label: String,
    /// What to know and do.
    pub text: String,
    /// All that stands where the person may see the screen; none when nothing of it may stand there.
    pub beside: Option<String>,
    /// Labels of what says so.
    pub from: Vec<String>,
    /// How many actions are still missing; none missing: no banner.
    pub missing: u32,
    /// The actions that may stand against it.
    pub actions: Vec<UrgentActionView>,
}

/// An action that may stand against something urgent.
#[derive(Clone, Debug, Serialize, Type)]
pub struct UrgentActionView {
    /// Short name.
    pub label: String,
    /// What is to be done, to begin with.
    pub what: String,
    /// True when it was added; it counts once it says who and by when.
    pub added: bool,
}

/// A draft as the screens have it. Everything typed is in it; what follows from it is worked out
/// anew with every change.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ContactView {
    /// Its id.
    pub id: ContactId,
    /// When it was started: "23 November 2026 at 2:14pm".
    pub started: String,
    /// The time of the last save: "2:14pm". The bytes are on the disk.
    pub saved: String,
    /// The step at which it was left.
    pub place: Option<Step>,

    /// Whom it is about; the fields are empty until somebody is named.
    pub about: AboutPerson,
    /// *Before you start*.
    pub before: Before,
    /// The mark that earlier questions were answered openly.
    pub answered_openly: bool,
    /// What was heard and seen.
    pub observations: Vec<Observation>,
    /// The question cards by id.
    pub questions: BTreeMap<ItemId, QuestionAnswer>,
    /// The checklist by id; a missing one is *not asked*.
    pub answers: BTreeMap<ItemId, ItemAnswer>,
    /// The judgement.
    pub judgement: Option<JudgementGiven>,
    /// What the judgement can still be raised to, once the outcome was shown.
    pub may_raise_to: Vec<Judgement>,
    /// Step 4 by id.
    pub responses: BTreeMap<ItemId, Response>,
    /// Step 5 by id.
    pub routes: BTreeMap<ItemId, Route>,
    /// By route, the day on which somebody last looked at its service: "23 November 2026".
    pub services_checked: BTreeMap<ItemId, String>,
    /// What the routes leave open. Never on the ask screen.
    pub left_open: LeftOpen,
    /// Who else knows the family, and why nobody is told. Never on the ask screen.
    pub sharing: Sharing,
    /// Things to do.
    pub actions: Vec<Action>,
    /// What others said.
    pub accounts: Vec<Account>,
    /// The practitioner's notes.
    pub notes: Notes,
    /// When it is looked at again.
    pub review: Review,

    /// May the practitioner ask now?
    pub gate: Gate,
    /// What the place and the people there bring forward in step 4.
    pub brings_forward: Vec<GateAnswer>,
    /// True when every screen must say that what is known must not be used or hinted at.
    pub only_from_victim: bool,
    /// The task list.
    pub steps: Vec<StepView>,
    /// Offers to mark an item.
    pub suggestions: Vec<SuggestionView>,
    /// Everything that the ask screen may show. The person can see that screen: it takes nothing of the
    /// contact but this.
    pub ask: AskView,
    /// The labels of the checklist's items.
    pub item_labels: BTreeMap<ItemId, String>,
    /// Offers that were turned down.
    pub dismissed: Vec<DismissedView>,
    /// The notepad, the first line first. Never on the ask screen, but for how many there are.
    pub jottings: Vec<JottingView>,
    /// What was observed that calls for *Who does what to whom*; none when nothing does.
    pub claims: Vec<ItemId>,
    /// *Who does what to whom*; none while it was not opened. Never on the ask screen.
    pub counter: Option<Counter>,
    /// What was answered before about the same person.
    pub earlier: Option<EarlierView>,
    /// What is urgent, also where its actions stand already.
    pub urgent: Vec<UrgentView>,
    /// What the checklist says: only after the judgement was given and the outcome asked for.
    pub outcome: Option<OutcomeView>,
    /// What still stands between the draft and its seal.
    pub blockers: Vec<SealBlocker>,
}

impl App {
    /// Starts a draft.
    ///
    /// # Errors
    /// [`ErrorCode::RecoveryNotConfirmed`] until the recovery phrase was typed back: a record that
    /// a forgotten passphrase would lose is not begun.
    pub fn start_contact(&self) -> Result<ContactView, ErrorView> {
        let at = self.now();
        let id = ContactId::new(self.new_id());
        self.unlocked(|open| {
            if !open.vault.recovery_confirmed() {
                return Err(ErrorCode::RecoveryNotConfirmed.into());
            }
            open.vault.start_draft(&id, at)?;
            open.open_draft = None;
            let view = self.view(open.draft(&id)?);
            Ok(view)
        })
    }

    /// Opens a draft where it was left.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such draft.
    pub fn contact(&self, id: &ContactId) -> Result<ContactView, ErrorView> {
        self.unlocked(|open| Ok(self.view(open.draft(id)?)))
    }

    /// Makes one change and saves it. When this returns, it is on the disk.
    ///
    /// # Errors
    /// A refusal (judgement and outcome out of order) or a storage code. The draft is then as it
    /// was, in memory and on the disk, and the screen still holds what was typed.
    pub fn save_change(&self, id: &ContactId, change: Change) -> Result<ContactView, ErrorView> {
        let at = self.now();
        self.unlocked(|open| {
            let draft = open.draft(id)?;
            let before = draft.contact.clone();
            let mut contact = before.clone();
            let mut keys = vec![contact.apply(change, at)?];
            if compares_anew(&before, &contact) {
                let earlier = match &contact.about {
                    Some(about) => change::earlier(&open.vault.sealed_about(&about.id)?),
                    None => None,
                };
                if earlier != contact.earlier {
                    keys.push(contact.compare_with(earlier));
                }
            }
            let parts: Vec<_> = keys.iter().map(|key| (key, contact.part(key))).collect();
            let parts: Vec<_> = parts
                .iter()
                .map(|(key, part)| (*key, part.as_ref()))
                .collect();
            open.vault.save_parts(id, &parts, at)?;
            let draft = open.draft(id)?;
            draft.contact = contact;
            draft.saved_at = at;
            Ok(self.view(draft))
        })
    }

    /// Throws a draft away for good. A sealed contact cannot be thrown away.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn discard_draft(&self, id: &ContactId) -> Result<(), ErrorView> {
        self.unlocked(|open| {
            open.vault.discard_draft(id)?;
            open.open_draft = None;
            Ok(())
        })
    }

    /// All answers of a draft, for *Check and seal*.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such draft.
    pub fn check(&self, id: &ContactId) -> Result<RecordView, ErrorView> {
        self.unlocked(|open| Ok(record_of_draft(open.draft(id)?, &self.guide)))
    }

    /// Seals a draft: from then on it can be read and amended, never changed.
    ///
    /// # Errors
    /// [`ErrorCode::NotReadyToSeal`] while something of [`ContactView::blockers`] is open; a storage
    /// code when nothing was sealed.
    pub fn seal(&self, id: &ContactId) -> Result<RecordView, ErrorView> {
        let at = self.now();
        self.unlocked(|open| {
            let author = open.vault.settings()?.author;
            let draft = open.draft(id)?.clone();
            let sealed = seal(
                draft.id,
                draft.started_at,
                at,
                author,
                draft.contact,
                &self.checklist(),
                |item| self.guide.label(item).map(str::to_owned),
            )
            .map_err(|_| ErrorCode::NotReadyToSeal)?;
            open.vault.seal(&sealed)?;
            open.open_draft = None;
            self.read_back(open, id)
        })
    }

    /// A sealed contact, to be read.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such record.
    pub fn record(&self, id: &ContactId) -> Result<RecordView, ErrorView> {
        self.unlocked(|open| self.read_back(open, id))
    }

    fn read_back(&self, open: &Unlocked, id: &ContactId) -> Result<RecordView, ErrorView> {
        let record = open.vault.sealed(id)?.ok_or(ErrorCode::NotFound)?;
        let actions = open.vault.actions_of_contact(id)?;
        let today = when::day_in_london(self.now());
        Ok(record_of_sealed(&record, actions, today, &self.guide))
    }

    /// Adds a correction or something new behind a sealed contact. What was sealed stays.
    ///
    /// # Errors
    /// [`ErrorCode::TextMissing`], [`ErrorCode::ReasonMissing`], [`ErrorCode::NotFound`] when there is
    /// no such record, or a storage code.
    pub fn amend(&self, request: AmendRequest) -> Result<RecordView, ErrorView> {
        let at = self.now();
        self.unlocked(|open| {
            if request.text.is_blank() {
                return Err(ErrorView::new(ErrorCode::TextMissing).at(Field::Text));
            }
            if request.reason.is_blank() {
                return Err(ErrorView::new(ErrorCode::ReasonMissing).at(Field::Reason));
            }
            let amendment = Amendment {
                contact: request.contact,
                text: request.text,
                reason: request.reason,
                author: open.vault.settings()?.author,
                at,
            };
            open.vault.amend(&amendment)?;
            self.read_back(open, &amendment.contact)
        })
    }

    /// A sealed contact as text for the practitioner's own system.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such record; a draft makes no text.
    pub fn record_text(&self, id: &ContactId) -> Result<RecordTextView, ErrorView> {
        self.unlocked(|open| {
            let record = open.vault.sealed(id)?.ok_or(ErrorCode::NotFound)?;
            let amendments: Vec<Amendment> = record
                .amendments
                .into_iter()
                .map(|record| record.amendment)
                .collect();
            let about = record.sealed.contact.about.as_ref();
            let person = about
                .map(|about| open.vault.person(&about.id))
                .transpose()?;
            let person = person.flatten();
            let household = person.iter().flat_map(PersonRecord::household);
            Ok(record_text(&record.sealed, &amendments, household))
        })
    }

    fn view(&self, draft: &Draft) -> ContactView {
        let checklist = self.checklist();
        let contact = &draft.contact;
        let outcome = contact
            .shown_outcome(&checklist)
            .map(|outcome| outcome_view(&outcome, contact, &|item| self.label(item), &self.guide));
        let ask = ask_view(
            contact,
            &self.guide.raises(),
            &self.leads_to(),
            &self.guide.urgent_rules(),
        );
        ContactView {
            id: draft.id.clone(),
            started: when::moment(draft.started_at),
            saved: when::time(draft.saved_at),
            place: contact.place,
            about: contact.about.clone().unwrap_or_else(|| self.nobody()),
            before: contact.before,
            answered_openly: contact.answered_openly,
            observations: contact.observations.values().cloned().collect(),
            questions: contact.questions.clone(),
            answers: contact.answers.clone(),
            judgement: contact.judgement.clone(),
            may_raise_to: contact
                .judgement
                .as_ref()
                .filter(|given| given.outcome_shown_at.is_some())
                .map(|given| given.current().graver())
                .unwrap_or_default(),
            responses: contact.responses.clone(),
            routes: contact.routes.clone(),
            services_checked: contact
                .routes
                .iter()
                .filter_map(|(item, route)| {
                    let day = route.chosen.as_ref()?.checked_on?;
                    Some((item.clone(), when::date(day)))
                })
                .collect(),
            left_open: left_open(contact),
            sharing: contact.sharing.clone(),
            actions: contact.actions.values().cloned().collect(),
            accounts: contact.accounts.values().cloned().collect(),
            notes: contact.notes.clone(),
            review: contact.review.clone(),
            gate: gate(&contact.before),
            brings_forward: brings_forward(&contact.before),
            only_from_victim: only_from_victim(&contact.before),
            steps: steps(contact)
                .into_iter()
                .map(|(step, status)| StepView { step, status })
                .collect(),
            dismissed: dismissed(contact, &|item| self.label(item)),
            jottings: jottings(contact, &|item| self.label(item)),
            claims: claims(contact),
            counter: contact.counter.clone(),
            suggestions: suggestions(contact, &raises(self.guide.raises(), &checklist))
                .into_iter()
                .map(|offer| SuggestionView {
                    label: self.label(&offer.item),
                    from_label: self.label(&offer.from),
                    offer,
                })
                .collect(),
            urgent: urgent(contact, &self.guide.urgent_rules())
                .into_iter()
                .filter_map(|urgent| self.urgent_view(contact, &ask, &urgent))
                .collect(),
            earlier: contact.earlier.as_ref().map(earlier_view),
            ask,
            item_labels: checklist
                .items()
                .map(|(_, item)| (item.clone(), self.label(item)))
                .collect(),
            outcome,
            blockers: seal_blockers(contact, &checklist),
        }
    }

    fn urgent_view(&self, contact: &Contact, ask: &AskView, urgent: &Urgent) -> Option<UrgentView> {
        let is_beside = ask
            .urgent
            .iter()
            .any(|one| one.matter == urgent.matter && one.said_by_person);
        let mut texts = self.guide.urgent.iter();
        let text = texts.find(|text| text.matter == urgent.matter)?;
        let added = |what: &str| {
            contact.actions.values().any(|action| {
                action.against.contains(&urgent.matter) && action.what.begins_with(what)
            })
        };
        Some(UrgentView {
            matter: urgent.matter,
            label: text.label.clone(),
            text: text.text.clone(),
            beside: is_beside.then(|| text.beside.clone()),
            from: urgent.from.iter().map(|item| self.label(item)).collect(),
            missing: urgent.missing,
            actions: text
                .actions
                .iter()
                .map(|action| UrgentActionView {
                    label: action.label.clone(),
                    what: action.what.clone(),
                    added: added(&action.what),
                })
                .collect(),
        })
    }

    /// The question set that each way of presenting leads to.
    fn leads_to(&self) -> BTreeMap<ItemId, QuestionSet> {
        let entries = self.guide.entries.iter();
        entries
            .filter_map(|entry| Some((entry.id.clone(), entry.leads_to?)))
            .collect()
    }

    fn nobody(&self) -> AboutPerson {
        AboutPerson {
            id: PersonId::new(self.new_id()),
            name: Words::default(),
            local_reference: Words::default(),
        }
    }

    pub(crate) fn label(&self, item: &ItemId) -> String {
        self.guide.label(item).unwrap_or(item.as_str()).to_owned()
    }
}

/// Whether the earlier contacts are looked up: when the person is named, and when the outcome is first
/// shown. From then on the outcome stands beside what it was compared with, unless the person is another.
fn compares_anew(before: &Contact, now: &Contact) -> bool {
    let shown = |contact: &Contact| {
        let given = contact.judgement.as_ref();
        given.is_some_and(|given| given.outcome_shown_at.is_some())
    };
    let person = |contact: &Contact| contact.about.as_ref().map(|about| about.id.clone());
    person(before) != person(now) || (shown(now) && !shown(before))
}

fn earlier_view(earlier: &change::Earlier) -> EarlierView {
    let answered = earlier.last_time.iter();
    let mut items: BTreeMap<ItemId, LastTimeView> = answered
        .map(|(item, presence)| {
            let last_time = LastTimeView {
                presence: *presence,
                present_before: earlier.present.contains(item),
            };
            (item.clone(), last_time)
        })
        .collect();
    // What was present before and was not answered last time was not asked then.
    for item in &earlier.present {
        items.entry(item.clone()).or_insert(LastTimeView {
            presence: Presence::NotAsked,
            present_before: true,
        });
    }
    EarlierView {
        last: when::date(when::day_in_london(earlier.last_sealed_at)),
        contacts: earlier.contacts,
        items,
    }
}

/// Which entries of the guide come first here. A matter of order: all of them are shown. As in the
/// gate, what is not certain counts.
fn brings_forward(before: &Before) -> Vec<GateAnswer> {
    let unless_no = |answer| answer != Some(Answer::No);
    let home = matches!(
        before.setting,
        Some(Setting::PersonsHome | Setting::VictimsHome)
    );
    let alone = before.company != Some(Company::WithColleague);
    [
        (GateAnswer::Child, unless_no(before.child_can_hear)),
        (
            GateAnswer::PartnerPresent,
            unless_no(before.partner_can_hear),
        ),
        (GateAnswer::Intoxicated, unless_no(before.under_influence)),
        (GateAnswer::AloneHomeVisit, home && alone),
    ]
    .into_iter()
    .filter_map(|(answer, applies)| applies.then_some(answer))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_certain_brings_its_entries_forward() {
        use GateAnswer as G;
        let unanswered = brings_forward(&Before::default());
        assert_eq!(unanswered, [G::Child, G::PartnerPresent, G::Intoxicated]);
        let no = Some(Answer::No);
        let mut before = Before {
            child_can_hear: no,
            partner_can_hear: no,
            under_influence: no,
            setting: Some(Setting::VictimsHome),
            company: Some(Company::Alone),
            ..Before::default()
        };
        assert_eq!(brings_forward(&before), [G::AloneHomeVisit]);
        before.company = Some(Company::WithColleague);
        assert_eq!(brings_forward(&before), []);
        before.company = None;
        before.setting = Some(Setting::Clinic);
        assert_eq!(brings_forward(&before), []);
    }
}
