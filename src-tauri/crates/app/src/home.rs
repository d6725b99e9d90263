//! The home page: what is open, and the way in.

use crate::actions::{ActionCard, ActionCounts, ReviewCard, card, counts, reviews};
use crate::error::ErrorView;
use crate::places::is_synced;
use crate::session::App;
use casework::gate::Setting;
use casework::ids::{ContactId, PersonId};
use casework::outcome::OutcomeKind;
use casework::when;
use casework::words::Words;
use serde::Serialize;
use specta::Type;
use vault::{PersonRow, SealedRow};

/// How many actions the home page has at most: what does not fit is one press away.
const ACTIONS: u32 = 5;

/// How many reviews and how many sealed contacts it has at most.
const FEW: u32 = 3;

/// How many records are listed at most of which it has to be decided whether they are kept.
const DUE: u32 = 20;

/// How many people are offered for a contact.
const PEOPLE: u32 = 200;

/// A draft on the home page. Names are initials: anyone may see this page.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DraftCard {
    /// Its id.
    pub id: ContactId,
    /// The person's initials, empty when nobody is named yet.
    pub initials: String,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// When it was started: "23 November 2026 at 2:14pm".
    pub started: String,
    /// When it was last saved.
    pub saved: String,
}

/// A sealed contact on the home page.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SealedCard {
    /// Its id.
    pub id: ContactId,
    /// The person's initials.
    pub initials: String,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// When it was sealed.
    pub sealed: String,
    /// Where it took place.
    pub setting: Option<Setting>,
    /// What the checklist said.
    pub outcome: OutcomeKind,
    /// The review date, if there is one and it was not reviewed since.
    pub review: Option<String>,
    /// True when the review date is past.
    pub review_overdue: bool,
}

/// The home page.
#[derive(Clone, Debug, Serialize, Type)]
pub struct HomeView {
    /// Drafts, the one saved last first.
    pub drafts: Vec<DraftCard>,
    /// A few open actions, the one due first first: what is overdue leads.
    pub actions: Vec<ActionCard>,
    /// How many there are.
    pub action_counts: ActionCounts,
    /// A few reviews that are due, the one due first first.
    pub reviews: Vec<ReviewCard>,
    /// How many are due, counted up to the same end as actions.
    pub reviews_due: u32,
    /// The latest sealed contacts.
    pub recent: Vec<SealedCard>,
    /// True while nobody has entered a safeguarding lead.
    pub lead_missing: bool,
    /// People of whom it has to be decided whether their record is still kept.
    pub retention: Vec<RetentionCard>,
    /// When the last backup was made, in days before today; none while there is none.
    pub last_backup_days: Option<u32>,
    /// True when it is time for a backup.
    pub backup_due: bool,
    /// True when the vault's own folder is probably copied to a company's computers.
    pub synced: bool,
}

/// A person whose retention review is due. Initials: anyone may see this page.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RetentionCard {
    /// Their id.
    pub person: PersonId,
    /// Their initials.
    pub initials: String,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// The day of the review.
    pub since: String,
}

/// After so many days without a backup the home page says so.
const BACKUP_DAYS: u32 = 7;

/// A person whom earlier contacts were about, for the start of the next.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonCard {
    /// Their id.
    pub id: PersonId,
    /// Name or initials as entered.
    pub name: Words,
    /// The reference of the practitioner's agency.
    pub reference: Words,
    /// How many sealed contacts there are.
    pub contacts: u32,
}

impl App {
    /// Everything on the home page, from lists alone: no contact is opened for it.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn home(&self) -> Result<HomeView, ErrorView> {
        let today = when::day_in_london(self.now());
        // Looked up before the session is taken: a drive may be slow.
        let synced = is_synced(&self.vault_folder());
        let pack = self.pack_content();
        let pack_has_lead = pack.is_some_and(|pack| !pack.leads.is_empty());
        self.unlocked(|open| {
            let vault = &open.vault;
            let last_backup_days = vault.last_backup()?.map(|at| {
                let days = (today - when::day_in_london(at)).num_days();
                u32::try_from(days).unwrap_or(0)
            });
            let due = vault.retention_due(today, DUE)?;
            let retention = due.into_iter().map(|row| RetentionCard {
                person: row.id,
                initials: row.name.initials(),
                reference: row.local_reference,
                since: row.retention_day.map(when::date).unwrap_or_default(),
            });
            let drafts = vault.drafts()?.into_iter().map(|row| DraftCard {
                id: row.id,
                initials: row.name.initials(),
                reference: row.local_reference,
                started: when::moment(row.started_at),
                saved: when::moment(row.saved_at),
            });
            let actions = vault.open_actions(ACTIONS)?;
            let actions = actions.into_iter().map(|row| card(row, today));
            // The next contact with the same person was the review.
            let to_come = |row: &SealedRow| row.review_day.filter(|_| !row.reviewed);
            let recent: Vec<SealedCard> = vault
                .sealed_rows(FEW)?
                .into_iter()
                .map(|row| SealedCard {
                    review_overdue: to_come(&row).is_some_and(|day| day < today),
                    review: to_come(&row).map(when::date),
                    id: row.id,
                    initials: row.name.initials(),
                    reference: row.local_reference,
                    sealed: when::moment(row.sealed_at),
                    setting: row.setting,
                    outcome: row.outcome,
                })
                .collect();
            Ok(HomeView {
                drafts: drafts.collect(),
                actions: actions.collect(),
                action_counts: counts(open, today)?,
                reviews: reviews(open, today, FEW, today)?,
                reviews_due: vault.count_reviews_due(today)?,
                lead_missing: !pack_has_lead && vault.settings()?.lead_name.is_blank(),
                retention: retention.collect(),
                last_backup_days,
                // Nothing to lose, nothing to remind of.
                backup_due: last_backup_days.map_or(!recent.is_empty(), |days| days >= BACKUP_DAYS),
                recent,
                synced,
            })
        })
    }

    /// People with earlier contacts.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn people(&self) -> Result<Vec<PersonCard>, ErrorView> {
        self.unlocked(|open| {
            let people = open.vault.people(PEOPLE)?;
            Ok(people.into_iter().map(PersonCard::from).collect())
        })
    }
}

impl From<PersonRow> for PersonCard {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            reference: row.local_reference,
            contacts: row.contacts,
        }
    }
}
