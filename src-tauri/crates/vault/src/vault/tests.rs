//! What needs the key of the database: rows and pages changed behind the vault's back. The master
//! key is kept, so that opening again costs no derivation.

mod search;

use super::*;
use crate::{ActionRow, PersonRow, SealedRow, Settings};
use casework::checklist::Checklist;
use casework::contact::{AboutPerson, Action, By, Change, Contact, Notes, Review};
use casework::ids::{ActionId, ContactId, ItemId, PersonId};
use casework::outcome::Judgement;
use casework::sealing::{Author, SealedContact, seal};
use casework::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use tempfile::TempDir;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_795_443_240 + seconds).unwrap()
}

fn record(number: u32) -> SealedContact {
    let changes = [
        Change::About {
            about: AboutPerson {
                id: PersonId::new(format!("person-{}", number % 2)),
                name: "Jo Smith".into(),
                local_reference: "WS-1".into(),
            },
        },
        Change::Judge {
            view: Judgement::NotSure,
            why: "not clear".into(),
        },
        Change::ShowOutcome,
        Change::Action {
            action: Action {
                id: ActionId::new(format!("action-{number}")),
                what: "ring back".into(),
                who: "me".into(),
                by: Some(By::ThisWeek),
                against: Vec::new(),
                telling: None,
            },
        },
        Change::Notes {
            notes: Notes {
                // More than a page.
                said: Words::new("what was said. ".repeat(400)),
                ..Notes::default()
            },
        },
        Change::Review {
            review: Review {
                day: None,
                none_because: "moved away".into(),
            },
        },
    ];
    let mut contact = Contact::default();
    for change in changes {
        contact.apply(change, at(0)).unwrap();
    }
    let checklist = Checklist {
        version: 1,
        indicators: vec![ItemId::new("risk.1")],
        warning_signs: vec![],
    };
    let id = ContactId::new(format!("contact-{number}"));
    let sealed_at = at(i64::from(number));
    seal(
        id,
        at(0),
        sealed_at,
        Author::default(),
        contact,
        &checklist,
        |_| None,
    )
    .unwrap()
}

/// The files of a vault, and the key to open them without a passphrase.
struct Kept {
    folder: TempDir,
    master: [u8; 32],
}

impl Kept {
    /// A vault with settings and four contacts: entries 1, 2 and 3 are settings, a person and a
    /// contact, 4 and 5 the other person and a contact, 6 and 7 a contact each.
    fn filled() -> (Self, Vault) {
        let folder = TempDir::new().unwrap();
        let passphrase = SecretString::from("ox fig jaw elk");
        let cost = KdfCost::floor();
        let (mut vault, _) =
            Vault::create(folder.path(), "Anna", &passphrase, cost, at(0)).unwrap();
        vault.save_settings(&Settings::default(), at(0)).unwrap();
        for number in 1..=4 {
            vault.seal(&record(number)).unwrap();
        }
        assert_eq!(vault.verify().unwrap().seq, 7);
        let master = *vault.master.0.bytes();
        (Self { folder, master }, vault)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn database(&self) -> PathBuf {
        self.path().join(files::DATABASE)
    }

    fn master(&self) -> MasterKey {
        let mut key = Key::zeroed();
        *key.bytes_mut() = self.master;
        MasterKey(key)
    }

    fn open(&self) -> Result<Vault, UnlockError> {
        let lock = FolderLock::take(self.path())?;
        Vault::open(self.path(), read_keys(self.path())?, self.master(), lock)
    }

    /// The database alone, as somebody with the key would open it.
    fn raw(&self) -> Connection {
        let key = self.master().derive_database_key();
        let (connection, _) = open::open(&self.database(), &key).unwrap();
        open::trust(&connection).unwrap();
        connection
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        fs::read_dir(self.path())
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read(entry.path()).unwrap())
            })
            .collect()
    }

    /// Opens, expects that this is said and that nothing can be written, and expects that nothing
    /// that was there has changed.
    #[track_caller]
    fn doubtful(&self, expected: LedgerFault) {
        let before = self.files();
        let mut vault = self.open().unwrap();
        assert_eq!(vault.fault(), Some(expected));
        let id = ContactId::new("new");
        let refused = Err(StorageError::Doubtful);
        assert_eq!(vault.start_draft(&id, at(0)), refused);
        assert_eq!(vault.save_settings(&Settings::default(), at(0)), refused);
        let written = vault.connection.execute("DELETE FROM draft", []);
        assert!(written.is_err());
        vault.lock().unwrap();
        let after = self.files();
        for (name, bytes) in before.iter().filter(|(name, _)| !name.ends_with("-shm")) {
            assert!(after.get(name) == Some(bytes), "{name} was changed");
        }
    }

    /// Opens, expects this error, and expects that nothing that was there has changed.
    fn refused(&self, expected: UnlockError) {
        let before = self.files();
        assert_eq!(self.open().err(), Some(expected));
        let after = self.files();
        for (name, bytes) in before.iter().filter(|(name, _)| !name.ends_with("-shm")) {
            assert!(after.get(name) == Some(bytes), "{name} was changed");
        }
    }
}

type Lists = (Vec<SealedRow>, Vec<PersonRow>, Vec<ActionRow>, Settings);

fn lists(vault: &Vault) -> Result<Lists, StorageError> {
    Ok((
        vault.sealed_rows(u32::MAX)?,
        vault.people(u32::MAX)?,
        vault.open_actions(u32::MAX)?,
        vault.settings()?,
    ))
}

const NO_TRIGGERS: &str = "DROP TRIGGER ledger_is_never_changed;
    DROP TRIGGER ledger_is_never_deleted;
    DROP TRIGGER ledger_payload_is_never_changed;
    DROP TRIGGER ledger_payload_is_only_erased;
    PRAGMA foreign_keys = OFF;";

#[test]
fn a_broken_chain_is_named_by_its_first_bad_entry_and_left_as_it_is() {
    for (statement, expected) in [
        (
            "UPDATE ledger SET author = 'x' WHERE seq = 3",
            LedgerFault::Broken { seq: 3 },
        ),
        (
            "DELETE FROM ledger WHERE seq = 1",
            LedgerFault::Broken { seq: 1 },
        ),
        // What is left holds, and does not reach the noted head.
        ("DELETE FROM ledger WHERE seq = 7", LedgerFault::OlderFile),
        ("DELETE FROM ledger", LedgerFault::OlderFile),
    ] {
        let (kept, vault) = Kept::filled();
        vault.lock().unwrap();
        let raw = kept.raw();
        raw.execute_batch(NO_TRIGGERS).unwrap();
        raw.execute_batch(statement).unwrap();
        drop(raw);
        kept.doubtful(expected);
    }
}

#[test]
fn a_chain_that_breaks_while_the_vault_is_open_is_found_on_demand() {
    let (_kept, vault) = Kept::filled();
    vault.connection.execute_batch(NO_TRIGGERS).unwrap();
    for (statement, expected) in [
        (
            "UPDATE ledger_payload SET payload = x'00' WHERE seq = 6",
            LedgerFault::Broken { seq: 6 },
        ),
        (
            "DELETE FROM ledger_payload WHERE seq = 2",
            LedgerFault::Broken { seq: 2 },
        ),
        (
            "UPDATE ledger SET at = 0 WHERE seq = 4",
            LedgerFault::Broken { seq: 4 },
        ),
        ("DELETE FROM ledger WHERE seq >= 6", LedgerFault::OlderFile),
    ] {
        vault.connection.execute_batch("BEGIN").unwrap();
        vault.connection.execute_batch(statement).unwrap();
        assert_eq!(vault.verify(), Err(expected), "{statement}");
        vault.connection.execute_batch("ROLLBACK").unwrap();
        vault.verify().unwrap();
    }
}

#[test]
fn a_contact_that_is_not_what_was_sealed_is_not_shown() {
    let (_kept, vault) = Kept::filled();
    let id = ContactId::new("contact-1");
    assert_eq!(vault.sealed(&id).unwrap().unwrap().sealed, record(1));
    vault.connection.execute_batch(NO_TRIGGERS).unwrap();
    vault
        .connection
        .execute(
            "UPDATE ledger_payload SET payload = CAST(replace(payload, 'said', 'told') AS BLOB) WHERE seq = 3",
            [],
        )
        .unwrap();
    assert_eq!(vault.sealed(&id), Err(StorageError::Damaged(Cause::Row)));
}

/// A cut between the commit and the note leaves the key file behind. It is noted by the next lock.
#[test]
fn a_ledger_that_is_ahead_of_its_note_opens_and_is_noted() {
    let (kept, mut vault) = Kept::filled();
    let note = fs::read(kept.path().join(files::KEYS)).unwrap();
    vault.seal(&record(5)).unwrap();
    let head = vault.head;
    vault.lock().unwrap();
    fs::write(kept.path().join(files::KEYS), note).unwrap();

    let vault = kept.open().unwrap();
    assert_eq!(vault.fault(), None);
    assert_eq!(vault.head, head);
    assert_ne!(vault.marked, head);
    vault.lock().unwrap();
    let keys = read_keys(kept.path()).unwrap();
    assert_eq!(keys.marked_head(&kept.master()), Some(head));
}

#[test]
fn a_note_that_is_not_this_vaults_is_a_damaged_key_file() {
    let (kept, vault) = Kept::filled();
    vault.lock().unwrap();
    let mut keys = read_keys(kept.path()).unwrap();
    let stranger = MasterKey(Key::make_random().unwrap());
    let closed = keys.state().unwrap().clone();
    keys.note(&Head::EMPTY, true, closed, &stranger);
    fs::write(kept.path().join(files::KEYS), keys.to_text()).unwrap();
    kept.refused(UnlockError::KeysDamaged);
}

#[test]
fn lists_that_were_lost_or_falsified_are_made_again_from_the_ledger() {
    let (_kept, mut vault) = Kept::filled();
    let before = lists(&vault).unwrap();
    for statement in [
        "DELETE FROM action; DELETE FROM contact; DELETE FROM person; DELETE FROM settings;",
        "UPDATE person SET name = 'x'; UPDATE contact SET outcome = 'act_now', name = 'y';",
        "UPDATE settings SET body = '{}'; UPDATE action SET due = '1999-01-01';",
    ] {
        vault.connection.execute_batch(statement).unwrap();
        assert_eq!(vault.lists_hold(), Ok(false), "{statement}");
        vault.rebuild().unwrap();
        assert_eq!(vault.lists_hold(), Ok(true), "{statement}");
        assert_eq!(lists(&vault).unwrap(), before, "{statement}");
    }
}

#[test]
fn a_rebuild_that_fails_leaves_the_lists_as_they_were() {
    let (_kept, mut vault) = Kept::filled();
    let before = lists(&vault).unwrap();
    vault.connection.execute_batch(NO_TRIGGERS).unwrap();
    vault
        .connection
        .execute_batch("UPDATE ledger_payload SET payload = x'00' WHERE seq = 7")
        .unwrap();
    assert_eq!(vault.rebuild(), Err(StorageError::Damaged(Cause::Row)));
    assert_eq!(lists(&vault).unwrap(), before);
}

/// The log of a process that was killed, or of a power cut, may end anywhere. What was committed
/// before the end is whole, and nothing of the rest is there.
#[test]
fn a_log_cut_at_any_length_leaves_whole_entries_and_no_part_of_one() {
    let (kept, vault) = Kept::filled();
    let all = kept.files();
    let log = &all["vault.db-wal"];
    drop(vault);
    let cut = Kept {
        folder: TempDir::new().unwrap(),
        master: kept.master,
    };
    let mut seen = 0;
    for length in (0..log.len()).step_by(log.len() / 40).chain([log.len()]) {
        fs::write(cut.database(), &all["vault.db"]).unwrap();
        fs::write(cut.path().join("vault.db-wal"), &log[..length]).unwrap();
        let connection = match open::open(&cut.database(), &cut.master().derive_database_key()) {
            Ok((connection, schema)) => {
                open::migrate(&connection, schema).unwrap();
                connection
            }
            Err(error) => panic!("{length} of {}: {error:?}", log.len()),
        };
        let (head, _) = ledger::verify_chain(&connection, ledger::HEADERS, |_| ()).unwrap();
        assert!(ledger::verify_payloads(&connection, |_| true).unwrap());
        // A longer log never holds less, and a contact is listed exactly when it is sealed.
        assert!(head.seq >= seen, "{length}");
        seen = head.seq;
        let (sealed, listed): (u32, u32) = connection
            .query_row(
                "SELECT (SELECT count(*) FROM ledger WHERE kind = 'contact_sealed'),
                   (SELECT count(*) FROM contact)",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!(sealed, listed, "{length}");
        drop(connection);
        for name in ["vault.db", "vault.db-wal", "vault.db-shm"] {
            fs::remove_file(cut.path().join(name)).unwrap();
        }
    }
    assert_eq!(seen, 7);
}

/// Whatever page is damaged: either it is said, or everything there is to read is right.
#[test]
fn a_bit_changed_in_any_page_is_said_or_does_not_matter() {
    let (kept, vault) = Kept::filled();
    let before = lists(&vault).unwrap();
    vault.lock().unwrap();
    let whole = fs::read(kept.database()).unwrap();
    let pages = whole.len() / 4096;
    let mut said = 0;
    for page in 0..pages {
        let mut damaged = whole.clone();
        damaged[page * 4096 + 2000] ^= 1;
        fs::write(kept.database(), &damaged).unwrap();
        match kept.open() {
            Ok(vault) => {
                let damage = |error: StorageError| {
                    assert!(
                        matches!(error, StorageError::Damaged(_)),
                        "page {page}: {error:?}"
                    )
                };
                match lists(&vault) {
                    Ok(lists) => assert_eq!(lists, before, "page {page}"),
                    Err(error) => damage(error),
                }
                for number in 1..=4 {
                    match vault.sealed(&ContactId::new(format!("contact-{number}"))) {
                        Ok(found) => {
                            assert_eq!(found.unwrap().sealed, record(number), "page {page}")
                        }
                        Err(error) => damage(error),
                    }
                }
                match vault.verify() {
                    Ok(_) => {}
                    Err(fault @ (LedgerFault::OlderFile | LedgerFault::OlderKeys)) => {
                        panic!("page {page}: nothing is older, {fault:?}")
                    }
                    Err(LedgerFault::LogLost | LedgerFault::FilesChanged) => {
                        unreachable!("only an unlock says so")
                    }
                    Err(LedgerFault::Broken { .. }) => said += 1,
                    Err(LedgerFault::Unreadable(error)) => {
                        damage(error);
                        said += 1;
                    }
                }
            }
            Err(error) => {
                assert_eq!(error, UnlockError::DatabaseDamaged, "page {page}");
                said += 1;
            }
        }
        assert!(
            fs::read(kept.database()).unwrap() == damaged,
            "page {page} was written"
        );
    }
    assert!(said > pages / 3, "{said} of {pages}");
    fs::write(kept.database(), &whole).unwrap();
    assert_eq!(lists(&kept.open().unwrap()).unwrap(), before);
}

fn payloads(vault: &Vault, condition: &str) -> u64 {
    let statement = format!("SELECT count(*) FROM ledger_payload WHERE {condition}");
    let count = vault.connection.query_row(&statement, [], |row| row.get(0));
    count.unwrap()
}

#[test]
fn an_erasure_takes_payload_and_salt_of_what_it_names_and_of_nothing_else() {
    let (_kept, mut vault) = Kept::filled();
    let before = payloads(&vault, "true");
    let what = crate::Erase::Person(PersonId::new("person-1"));
    let erasure = vault
        .erase(
            &what,
            casework::sealing::ErasureReason::Request,
            &Words::default(),
            &Author::default(),
            at(9),
        )
        .unwrap();
    // The person and contacts 1 and 3.
    assert_eq!(erasure.entries, [2, 3, 6]);
    assert_eq!(payloads(&vault, "seq IN (2, 3, 6)"), 0);
    assert_eq!(payloads(&vault, "true"), before - 3 + 1);
    vault.verify().unwrap();
    assert_eq!(vault.lists_hold(), Ok(true));
}

/// The one gap in *never deleted* is as wide as an erasure that stands in the ledger.
#[test]
fn a_payload_that_no_erasure_names_cannot_be_deleted_and_a_missing_one_is_found() {
    let (_kept, mut vault) = Kept::filled();
    let what = crate::Erase::Contact(ContactId::new("contact-1"));
    let reason = casework::sealing::ErasureReason::Court;
    vault
        .erase(&what, reason, &Words::default(), &Author::default(), at(9))
        .unwrap();
    for statement in [
        "DELETE FROM ledger_payload WHERE seq = 5",
        // Named by an entry that is no erasure.
        "INSERT INTO erased VALUES (5, 1); DELETE FROM ledger_payload WHERE seq = 5",
        // The erasure itself.
        "INSERT INTO erased VALUES (8, 8); DELETE FROM ledger_payload WHERE seq = 8",
        "UPDATE ledger_payload SET payload = x'00' WHERE seq = 5",
        "DELETE FROM ledger WHERE seq = 3",
    ] {
        vault.connection.execute_batch("BEGIN").unwrap();
        assert!(
            vault.connection.execute_batch(statement).is_err(),
            "{statement}"
        );
        vault.connection.execute_batch("ROLLBACK").unwrap();
    }
    // A list that says so is not enough: the entries are asked.
    let list = "INSERT INTO erased VALUES (5, 8); DELETE FROM ledger_payload WHERE seq = 5";
    vault.connection.execute_batch(list).unwrap();
    assert_eq!(vault.verify(), Err(LedgerFault::Broken { seq: 5 }));
}

/// What people said is read when a record is opened, and not before: here nothing is left of it.
#[test]
fn no_list_of_the_home_page_opens_an_entry() {
    let (kept, vault) = Kept::filled();
    vault.lock().unwrap();
    let raw = kept.raw();
    raw.execute_batch(NO_TRIGGERS).unwrap();
    raw.execute_batch("DELETE FROM ledger_payload").unwrap();
    drop(raw);
    let vault = kept.open().unwrap();
    let today = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
    assert_eq!(vault.drafts(), Ok(vec![]));
    assert_eq!(vault.open_actions(9).unwrap().len(), 4);
    assert_eq!(vault.done_actions(9), Ok(vec![]));
    assert_eq!(vault.count_open_actions(today), Ok((4, 4)));
    assert_eq!(vault.reviews_due(today, 9), Ok(vec![]));
    assert_eq!(vault.count_reviews_due(today), Ok(0));
    assert_eq!(vault.sealed_rows(9).unwrap().len(), 4);
    assert_eq!(vault.retention_due(today, 9), Ok(vec![]));
    assert_eq!(vault.last_backup(), Ok(None));
    assert!(vault.settings().is_ok());
    let mut counted = 0;
    let ever = DateTime::<Utc>::MIN_UTC..DateTime::<Utc>::MAX_UTC;
    vault.counted(&ever, |_| counted += 1).unwrap();
    assert_eq!(counted, 4);
    assert_eq!(
        vault.sealed(&ContactId::new("contact-1")),
        Err(StorageError::Damaged(Cause::Row))
    );
}

/// Otherwise it would take longer the more is in the record.
#[test]
fn the_history_of_an_action_is_looked_up_and_not_searched_for() {
    let (_kept, vault) = Kept::filled();
    let plan: Vec<String> = vault
        .connection
        .prepare(&format!("EXPLAIN QUERY PLAN {}", crate::actions::HISTORY))
        .unwrap()
        .query_map((Some(3), "contact-1"), |row| row.get(3))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let plan = plan.join("\n");
    assert!(plan.contains("ledger_of_actions"), "{plan}");
    assert!(!plan.contains("SCAN ledger"), "{plan}");
}
