//! The home page: what is open, and the way in.

use crate::error::ErrorView;
use crate::places::is_synced;
use crate::session::App;
use casework::gate::Setting;
use casework::ids::{ActionId, ContactId, PersonId};
use casework::outcome::OutcomeKind;
use casework::when;
use casework::words::Words;
use serde::Serialize;
use specta::Type;
use vault::PersonRow;

/// How many rows each list of the home page has at most.
const RECENT: u32 = 20;

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
    /// The review date, if there is one.
    pub review: Option<String>,
    /// True when the review date is past.
    pub review_overdue: bool,
}

/// An action that nobody has said was done.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionCard {
    /// Its id.
    pub id: ActionId,
    /// The contact that it came from; none when it was decided by itself.
    pub contact: Option<ContactId>,
    /// Whom it is about, if anybody.
    pub person: Option<PersonId>,

    /// The person's initials.
    pub initials: String,
    /// What is to be done.
    pub what: Words,
    /// Who does it.
    pub who: Words,
    /// By when: "23 November 2026".
    pub due: String,
    /// True when that day is past.
    pub overdue: bool,
}

/// The home page.
#[derive(Clone, Debug, Serialize, Type)]
pub struct HomeView {
    /// Drafts, the one saved last first.
    pub drafts: Vec<DraftCard>,
    /// Open actions, the one due first first.
    pub actions: Vec<ActionCard>,
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
        self.unlocked(|open| {
            let vault = &open.vault;
            let last_backup_days = vault.last_backup()?.map(|at| {
                let days = (today - when::day_in_london(at)).num_days();
                u32::try_from(days).unwrap_or(0)
            });
            let due = vault.retention_due(today, RECENT)?;
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
            let actions = vault
                .open_actions(RECENT)?
                .into_iter()
                .map(|row| ActionCard {
                    id: row.id,
                    contact: row.contact,
                    person: row.person,
                    initials: row.person_name.initials(),
                    what: row.what,
                    who: row.who,
                    due: when::date(row.due),
                    overdue: row.due < today,
                });
            let recent: Vec<SealedCard> = vault
                .sealed_rows(RECENT)?
                .into_iter()
                .map(|row| SealedCard {
                    id: row.id,
                    initials: row.name.initials(),
                    reference: row.local_reference,
                    sealed: when::moment(row.sealed_at),
                    setting: row.setting,
                    outcome: row.outcome,
                    review: row.review_day.map(when::date),
                    review_overdue: row.review_day.is_some_and(|day| day < today),
                })
                .collect();
            Ok(HomeView {
                drafts: drafts.collect(),
                actions: actions.collect(),
                lead_missing: vault.settings()?.lead_name.is_blank(),
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
