//! A disk without room, and files that may not be written.
#![cfg(target_os = "linux")]

use crate::directory::services;
use crate::support::{
    Child, Files, NAME, OTHER, PASSPHRASE, Place, action, assert_filled, at, changes, contact,
    contact_id, create, notes, program, refusal, save, sealed_about, secret, tell_parent,
    template_phrase,
};
use casework::contact::{Contact, PartKey};
use casework::ids::ContactId;
use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use vault::{CreateError, FolderState, KdfCost, Settings, StorageError, UnlockError, Vault, look};

const THROUGH: &str = "the child went through";

/// Starts the child, and makes sure that it ran and came to its end.
fn run(mut command: Command) {
    let ended = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .expect("the test can be started again");
    let said = String::from_utf8_lossy(&ended.stdout);
    let failed = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}\n{failed}");
    assert!(said.lines().any(|line| line == THROUGH), "{said}\n{failed}");
}

// ------------------------------------------------------------------------------ no room

/// A disk that is full, in one of two real ways.
///
/// A tmpfs of eight MiB, filled by one file. The child mounts it in a namespace of its own, which
/// takes no rights, and nobody else sees it. Where the system does not allow that, the child may
/// write no file past a size (RLIMIT_FSIZE), which the system does not call *full*: then it is only
/// required that nothing is lost and that an error is said.
enum Disk {
    Small { folder: PathBuf, filler: PathBuf },
    Limited { folder: PathBuf },
}

impl Disk {
    fn vault(&self) -> PathBuf {
        let (Self::Small { folder, .. } | Self::Limited { folder }) = self;
        folder.join("vault")
    }

    /// Takes all the room there is but for these pages.
    fn leave(&self, pages: u64) {
        match self {
            Self::Small { filler, .. } => {
                let mut file = File::options()
                    .create(true)
                    .append(true)
                    .open(filler)
                    .expect("a file without content needs no room");
                let full = loop {
                    if let Err(error) = file.write_all(&[7; 4096]) {
                        break error.kind();
                    }
                };
                assert_eq!(full, ErrorKind::StorageFull);
                let size = file.metadata().expect("it is open").len();
                file.set_len(size.saturating_sub(pages * 4096))
                    .expect("a file can be cut");
            }
            // The largest file is the database or its log: neither may grow by more than this.
            Self::Limited { .. } => {
                let sizes = Files::of(&self.vault())
                    .0
                    .into_values()
                    .map(|file| file.len());
                limit(&(sizes.max().unwrap_or(0) as u64 + pages * 4096).to_string());
            }
        }
    }

    fn give_room(&self) {
        match self {
            Self::Small { filler, .. } => fs::remove_file(filler).expect("it is there"),
            Self::Limited { .. } => limit("unlimited"),
        }
    }

    #[track_caller]
    fn assert_full(&self, error: StorageError) {
        let full = matches!(error, StorageError::DiskFull(_));
        let limited = matches!((self, error), (Self::Limited { .. }, StorageError::Io(_)));
        assert!(full || limited, "{error:?}");
    }
}

/// Limits the size of every file that this process writes from now on.
fn limit(size: &str) {
    let this = std::process::id().to_string();
    let done = Command::new("prlimit")
        .args(["--pid", &this, &format!("--fsize={size}:unlimited")])
        .status();
    assert!(done.expect("prlimit is there").success());
}

const IN_A_NAMESPACE: [&str; 4] = ["--map-root-user", "--mount", "sh", "-c"];

fn on_a_full_disk(test: &str, scenario: impl FnOnce(&Disk)) {
    if let Some(child) = Child::this() {
        let folder = child.folder;
        let filler = folder.join("filler");
        let disk = match child.number {
            0 => Disk::Small { folder, filler },
            _ => Disk::Limited { folder },
        };
        fs::create_dir(disk.vault()).expect("a folder can be made");
        scenario(&disk);
        return tell_parent(THROUGH);
    }
    let place = Place::empty();
    let mount = "mount -t tmpfs -o size=8m,mode=700 tmpfs \"$0\"";
    let may_mount = Command::new("unshare")
        .args(IN_A_NAMESPACE)
        .args([mount.as_ref(), place.path()])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|ended| ended.success());
    let mut command;
    if may_mount {
        command = Command::new("unshare");
        command
            .args(IN_A_NAMESPACE)
            .arg(format!("{mount} && exec \"$@\""));
    } else {
        eprintln!("no file system can be mounted here: files are limited in size instead");
        command = Command::new("sh");
        // Without this the system ends the process at the limit.
        command.args(["-c", "trap '' XFSZ && exec \"$@\""]);
    }
    command.arg(place.path()).arg(program());
    let child = Child {
        folder: place.path().to_owned(),
        number: u32::from(!may_mount),
    };
    run(child.command(command, test));
    let nothing_left = fs::read_dir(place.path())
        .expect("it is ours")
        .next()
        .is_none();
    assert_eq!(
        nothing_left, may_mount,
        "the small disk was the child's alone"
    );
}

#[test]
fn a_vault_that_has_no_room_to_be_made_leaves_nothing_that_looks_like_one() {
    let this = "disk::a_vault_that_has_no_room_to_be_made_leaves_nothing_that_looks_like_one";
    on_a_full_disk(this, |disk| {
        let folder = disk.vault();
        let mut failed = 0;
        // A few pages more of room each time, so that it fails at one step after the other.
        for pages in (0..).step_by(3) {
            disk.leave(pages);
            let made = Vault::create(&folder, NAME, &secret(PASSPHRASE), KdfCost::floor(), at(0));
            match made {
                Ok((vault, _)) => {
                    vault.verify().unwrap();
                    break;
                }
                Err(CreateError::DiskFull) => {}
                Err(CreateError::Storage(error)) => disk.assert_full(error),
                Err(error) => panic!("{pages} pages: {error:?}"),
            }
            failed += 1;
            assert_eq!(look(&folder), FolderState::Empty, "{pages} pages");
            let left = Files::of(&folder);
            assert_eq!(left.names(), ["vault.lock"], "{pages} pages");
        }
        assert!(failed > 3, "it failed at {failed} steps");
    });
}

#[test]
fn an_import_for_which_there_is_no_room_leaves_the_directory_as_it_was() {
    let this = "disk::an_import_for_which_there_is_no_room_leaves_the_directory_as_it_was";
    on_a_full_disk(this, |disk| {
        let folder = disk.vault();
        Files::of(Place::filled().path()).write_to(&folder);
        let unlock = || {
            Vault::unlock(&folder, &secret(PASSPHRASE), at(0))
                .ok()
                .unwrap()
        };
        let mut vault = unlock();
        let before = services(20, "before");
        vault.import(&before).unwrap();
        // More than the room that the log has already.
        let many = services(6000, "after");
        let mut failed = 0;
        // More room each time, so that it fails at the beginning, in the middle and near the end.
        for pages in (0..).step_by(60) {
            disk.leave(pages);
            match vault.import(&many) {
                Ok(()) => break,
                Err(error) => disk.assert_full(error),
            }
            failed += 1;
            let now = vault.all_services().unwrap();
            assert!(now.len() == 20, "{pages} pages: {} services", now.len());
            assert!(now.iter().all(|service| before.contains(service)));
            if failed == 2 {
                drop(vault);
                vault = unlock();
                assert_eq!(vault.fault(), None);
                assert_eq!(vault.service_count(), Ok(20));
            }
        }
        assert!(failed > 2, "it failed {failed} times");
        assert_eq!(vault.service_count(), Ok(6000));
        disk.give_room();
        assert_filled(&vault);
    });
}

/// Saves answers until there is no room for one more. Gives what was saved, and the error.
fn save_until_full(vault: &mut Vault, id: &ContactId) -> (Contact, StorageError) {
    let mut saved = Contact::default();
    loop {
        let mut next = saved.clone();
        let number = next.actions.len().to_string();
        let key = next
            .apply(action(&number, &"words ".repeat(400)), at(1))
            .expect("an allowed change");
        match vault.save_part(id, &key, next.part(&key).as_ref(), at(1)) {
            Ok(()) => saved = next,
            Err(error) => return (saved, error),
        }
    }
}

#[test]
fn a_full_disk_is_said_to_be_full_and_loses_nothing_and_work_goes_on_when_there_is_room() {
    let this = "disk::a_full_disk_is_said_to_be_full_and_loses_nothing_and_work_goes_on_when_there_is_room";
    on_a_full_disk(this, |disk| {
        let folder = disk.vault();
        Files::of(Place::filled().path()).write_to(&folder);
        let unlock = || {
            Vault::unlock(&folder, &secret(PASSPHRASE), at(0))
                .ok()
                .unwrap()
        };
        let id = contact_id("draft-2");
        let mut vault = unlock();
        vault.start_draft(&id, at(0)).unwrap();
        disk.leave(6);
        let (saved, error) = save_until_full(&mut vault, &id);
        disk.assert_full(error);
        assert!(!saved.actions.is_empty());
        let assert_holds = |vault: &Vault| {
            assert_filled(vault);
            assert_eq!(vault.draft(&id).unwrap().unwrap().contact, saved);
        };
        assert_holds(&vault);

        // Nothing larger is half done either.
        let code = vault.seal_code();
        let record = sealed_about("draft-1", "person-3", at(2));
        disk.assert_full(vault.seal(&record).unwrap_err());
        let settings = Settings {
            policy_where: "x".repeat(9000).as_str().into(),
            ..Settings::default()
        };
        disk.assert_full(vault.save_settings(&settings, at(2)).unwrap_err());
        assert_eq!(vault.seal_code(), code);
        assert_holds(&vault);

        // Locked, unlocked and read with no room at all. A limit on the size of files leaves room
        // for small ones, so only the full disk is a test of these.
        if let Disk::Small { .. } = disk {
            disk.leave(0);
            disk.assert_full(vault.renew_recovery_phrase().err().unwrap());
            disk.assert_full(vault.lock().unwrap_err());
            let phrase = secret(template_phrase());
            let recovered = Vault::unlock_with_recovery(&folder, &phrase, &secret(OTHER), at(3));
            assert_eq!(refusal(recovered), UnlockError::DiskFull);
            vault = unlock();
            assert_holds(&vault);
        }

        // With room, everything works in the vault that was open all the while.
        disk.give_room();
        save(
            &mut vault,
            "draft-1",
            &mut Contact::default(),
            notes("there is room"),
        );
        vault
            .seal(&sealed_about("contact-3", "person-3", at(4)))
            .unwrap();
        vault.lock().unwrap();
        let vault = unlock();
        vault.verify().unwrap();
        let draft = vault.draft(&contact_id("draft-1")).unwrap().unwrap();
        assert_eq!(draft.contact.notes.said.stored(), "there is room");
        assert_eq!(vault.draft(&id).unwrap().unwrap().contact, saved);
        assert!(vault.sealed(&contact_id("contact-3")).unwrap().is_some());
    });
}

// ------------------------------------------------------------------------------ no right to write

/// Nobody's user id, as on every Linux.
const NOBODY: u32 = 65_534;

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}

/// Runs a test in a process that permissions hold for: they do not for root, so root starts it as
/// nobody, from a copy of the program that nobody can read.
fn with_few_rights(test: &str, fill: bool, scenario: impl FnOnce(&Path)) {
    if let Some(child) = Child::this() {
        scenario(&child.folder);
        return tell_parent(THROUGH);
    }
    let place = if fill {
        Place::filled()
    } else {
        Place::empty()
    };
    let bin = Place::empty();
    let child = Child {
        folder: place.path().to_owned(),
        number: 0,
    };
    let root = fs::metadata("/proc/self").expect("it is Linux").uid() == 0;
    let command = if root {
        let copy = bin.path().join("program");
        fs::copy(program(), &copy).expect("there is room for a copy");
        allow(bin.path(), 0o755);
        chown(place.path(), Some(NOBODY), Some(NOBODY)).expect("root may");
        for name in Files::of(place.path()).names() {
            chown(place.path().join(name), Some(NOBODY), Some(NOBODY)).expect("root may");
        }
        let mut command = Command::new(copy);
        command.uid(NOBODY).gid(NOBODY).current_dir("/");
        command
    } else {
        Command::new(program())
    };
    run(child.command(command, test));
    // So that the folder can be cleared away.
    allow(place.path(), 0o700);
}

#[test]
fn no_vault_is_made_where_nothing_may_be_written() {
    let this = "disk::no_vault_is_made_where_nothing_may_be_written";
    with_few_rights(this, false, |folder| {
        allow(folder, 0o500);
        for target in [folder.to_owned(), folder.join("below")] {
            let made = Vault::create(&target, NAME, &secret(PASSPHRASE), KdfCost::floor(), at(0));
            assert_eq!(made.err().unwrap(), CreateError::FolderRefused);
        }
        assert!(Files::of(folder).0.is_empty());
        allow(folder, 0o700);
        create(folder);
    });
}

#[test]
fn a_vault_in_a_folder_that_may_not_be_written_is_refused_and_left_alone() {
    let this = "disk::a_vault_in_a_folder_that_may_not_be_written_is_refused_and_left_alone";
    with_few_rights(this, true, |folder| {
        let unlock = || Vault::unlock(folder, &secret(PASSPHRASE), at(0));
        let before = Files::of(folder);
        // The folder alone, then its files as well.
        allow(folder, 0o500);
        assert_eq!(refusal(unlock()), UnlockError::FolderRefused);
        before.assert_unchanged(folder);
        for name in before.names() {
            allow(&folder.join(name), 0o400);
        }
        assert_eq!(refusal(unlock()), UnlockError::FolderRefused);
        before.assert_unchanged(folder);

        for name in before.names() {
            allow(&folder.join(name), 0o600);
        }
        allow(folder, 0o700);
        assert_filled(&unlock().unwrap());
    });
}

/// An answer that only seems to be saved is the worst case.
#[test]
fn a_database_that_may_not_be_written_takes_no_answer_and_says_so() {
    let this = "disk::a_database_that_may_not_be_written_takes_no_answer_and_says_so";
    with_few_rights(this, true, |folder| {
        let unlock = || Vault::unlock(folder, &secret(PASSPHRASE), at(0));
        allow(&folder.join("vault.db"), 0o400);
        match unlock() {
            Err(error) => assert_eq!(error, UnlockError::FolderRefused),
            Ok(mut vault) => {
                assert_filled(&vault);
                let part = contact([notes("new")]);
                let id = contact_id("draft-1");
                let error = vault.save_part(&id, &PartKey::Notes, Some(&part), at(1));
                assert!(matches!(error, Err(StorageError::ReadOnly(_))), "{error:?}");
                assert_filled(&vault);
            }
        }
        allow(&folder.join("vault.db"), 0o600);
        assert_filled(&unlock().unwrap());
    });
}

#[test]
fn a_folder_that_stops_being_writable_loses_no_word_that_was_acknowledged() {
    let this = "disk::a_folder_that_stops_being_writable_loses_no_word_that_was_acknowledged";
    with_few_rights(this, true, |folder| {
        let unlock = || Vault::unlock(folder, &secret(PASSPHRASE), at(0));
        let mut vault = unlock().unwrap();
        let mut draft = Contact::default();
        save(&mut vault, "draft-1", &mut draft, notes("before"));
        allow(folder, 0o500);
        // The files are open: answers and the seal still reach them.
        for change in changes("draft-1", "person-3", "after") {
            save(&mut vault, "draft-1", &mut draft, change);
        }
        let code = vault
            .seal(&sealed_about("contact-3", "person-3", at(2)))
            .unwrap();
        // That the key file could not follow is said, and the vault is closed all the same.
        let error = vault.lock().unwrap_err();
        assert!(matches!(error, StorageError::ReadOnly(_)), "{error:?}");
        allow(folder, 0o700);

        let vault = unlock().unwrap();
        assert_eq!(vault.fault(), None);
        assert_ne!(vault.seal_code(), code, "the unlock is entered");
        let read = vault.draft(&contact_id("draft-1")).unwrap().unwrap();
        assert_eq!(read.contact, draft);
        assert!(vault.sealed(&contact_id("contact-3")).unwrap().is_some());
    });
}
