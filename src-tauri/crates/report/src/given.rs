//! What a document is made from: the record as the vault has it, and nothing that was worked out for a
//! screen.

use casework::action::Due;
use casework::checklist::Checklist;
use casework::contact::AboutPerson;
use casework::ids::{ContactId, ItemId};
use casework::person::{Event, Person};
use casework::referral::ReferralState;
use casework::sealing::{Amendment, Author, SealedContact};
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// Where the practitioner works: what the texts for their own system are worded for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    /// A general practice record (EMIS, SystmOne).
    GeneralPractice,
    /// A community health record, as health visitors keep it.
    Health,
    /// A housing file.
    Housing,
    /// Social care.
    SocialCare,
    /// Something else, or nobody said.
    #[default]
    Other,
}

/// The record of one person, or a part of it that was chosen.
#[derive(Clone, Debug)]
pub struct Given {
    /// How the person is named in lists: the entry that stands for them.
    pub about: AboutPerson,
    /// Who they are, under every entry that is theirs; empty while nobody wrote it.
    pub entries: Vec<Person>,
    /// The contacts that were chosen, in the order in which they were sealed. At least one.
    pub contacts: Vec<ContactGiven>,
    /// True when these are all contacts with the person that were ever sealed and not erased.
    pub whole: bool,
    /// Actions as they stand now: of the contacts that were chosen, and, where the record is whole, those
    /// decided by themselves.
    pub actions: Vec<ActionGiven>,
    /// What came of referrals of the contacts that were chosen.
    pub referrals: Vec<ReferralGiven>,
    /// What happened in the person's life; none unless the record is whole.
    pub events: Vec<Event>,
    /// Who makes the document.
    pub by: Author,
    /// When.
    pub at: DateTime<Utc>,
    /// The code of the ledger's head.
    pub seal_code: String,
}

/// A sealed contact with what was added to it.
#[derive(Clone, Debug)]
pub struct ContactGiven {
    /// The contact as it was sealed.
    pub sealed: SealedContact,
    /// What was added later, in order.
    pub amendments: Vec<Amendment>,
    /// The version of the checklist that it was scored with: which items stand in which list, in order.
    pub checklist: Checklist,
    /// How to find out about each item of that version, as the guide says it.
    pub find_out: BTreeMap<ItemId, String>,
    /// Its number in the ledger.
    pub entry: u64,
    /// Seconds by which the laptop's clock was seen to run off before it was sealed.
    pub clock_off: Option<i64>,
}

/// An action as it stands now.
#[derive(Clone, Debug)]
pub struct ActionGiven {
    /// The contact that it was decided in; none when it was decided by itself.
    pub contact: Option<ContactId>,
    /// What is to be done.
    pub what: Words,
    /// Who does it.
    pub who: Words,
    /// The last day on which it is in time, London.
    pub due: NaiveDate,
    /// How today stands to it; none once it was done.
    pub is: Option<Due>,
    /// The day on which it was done.
    pub done_on: Option<NaiveDate>,
    /// What came of it.
    pub outcome: Words,
}

/// A referral as it stands now.
#[derive(Clone, Debug)]
pub struct ReferralGiven {
    /// The contact in which it was made.
    pub contact: ContactId,
    /// The route of the guide.
    pub route: ItemId,
    /// The service as it was named.
    pub service: Words,
    /// The day on which it was made, London.
    pub made_on: NaiveDate,
    /// Where it stands.
    pub state: ReferralState,
    /// What was heard last.
    pub words: Words,
}
