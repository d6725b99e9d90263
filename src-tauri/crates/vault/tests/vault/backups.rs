//! Backup and restore: one file, whole or not at all.

use crate::support::{
    Files, NAME, OTHER, PASSPHRASE, Place, assert_filled, at, contact_id, create, sealed_about,
    secret, template_phrase,
};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use vault::{BackupError, KdfCost, RestoreKey, Stage, UnlockError, Vault, look_at_backup, restore};

/// A place with a vault in a folder of its own, and room beside it.
struct Desk(Place);

impl Desk {
    fn new() -> Self {
        let desk = Self(Place::empty());
        fs::create_dir(desk.vault()).expect("it is ours");
        Files::of(Place::filled().path()).write_to(&desk.vault());
        desk
    }

    fn vault(&self) -> PathBuf {
        self.0.path().join("vault")
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("backup.waymark")
    }

    fn unlock(&self) -> Vault {
        Vault::unlock(&self.vault(), &secret(PASSPHRASE), at(1000)).expect("it is ours")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("it is ours");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("it is ours")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    fn restore(&self) -> Result<Option<PathBuf>, BackupError> {
        restore_with(
            &self.file(),
            &self.vault(),
            &RestoreKey::Passphrase(&secret(PASSPHRASE)),
        )
    }
}

fn restore_with(
    from: &Path,
    folder: &Path,
    key: &RestoreKey<'_>,
) -> Result<Option<PathBuf>, BackupError> {
    restore(from, folder, key, at(3000), &mut |_| true)
}

fn back_up(vault: &mut Vault, to: &Path) -> Result<(), BackupError> {
    vault.backup(to, at(2000), &mut |_| true)
}

#[test]
fn a_backup_is_one_encrypted_file_that_says_whose_it_is_and_holds_everything() {
    let desk = Desk::new();
    let mut vault = desk.unlock();
    assert_eq!(vault.last_backup(), Ok(None));
    let mut stages = Vec::new();
    vault
        .backup(&desk.file(), at(2000), &mut |progress| {
            stages.push(progress.stage);
            progress.done <= progress.of
        })
        .unwrap();
    stages.dedup();
    assert_eq!(stages, [Stage::Copying, Stage::Checking, Stage::Writing]);
    assert_eq!(vault.last_backup(), Ok(Some(at(2000))));
    assert_eq!(desk.names(), ["backup.waymark", "vault"]);
    let info = look_at_backup(&desk.file()).unwrap();
    assert_eq!((info.name.as_str(), info.made_at), (NAME, at(2000)));
    let bytes = fs::read(desk.file()).unwrap();
    for word in ["SQLite format", "Jo Smith", "he said so", "ledger"] {
        let word = word.as_bytes();
        assert!(!bytes.windows(word.len()).any(|window| window == word));
    }

    // On another laptop.
    let fresh = Place::empty();
    let folder = fresh.path().join("vault");
    let key = secret(PASSPHRASE);
    let aside = restore_with(&desk.file(), &folder, &RestoreKey::Passphrase(&key));
    assert_eq!(aside, Ok(None));
    let vault = Vault::unlock(&folder, &key, at(3001)).unwrap();
    assert_eq!(vault.fault(), None);
    assert_filled(&vault);
    assert_eq!(vault.last_backup(), Ok(Some(at(2000))));
}

#[test]
fn restoring_puts_the_old_vault_aside_and_both_open() {
    let desk = Desk::new();
    let mut vault = desk.unlock();
    back_up(&mut vault, &desk.file()).unwrap();
    vault
        .seal(&sealed_about("contact-3", "person-1", at(2500)))
        .unwrap();
    vault.lock().unwrap();
    let aside = desk.restore().unwrap().unwrap();
    let vault = desk.unlock();
    assert_filled(&vault);
    assert_eq!(vault.sealed(&contact_id("contact-3")), Ok(None));
    let old = Vault::unlock(&aside, &secret(PASSPHRASE), at(3002)).unwrap();
    assert_eq!(old.fault(), None);
    assert!(old.sealed(&contact_id("contact-3")).unwrap().is_some());
}

#[test]
fn a_backup_opens_with_the_recovery_phrase_and_with_the_passphrase_of_its_time_alone() {
    let desk = Desk::new();
    let mut vault = desk.unlock();
    back_up(&mut vault, &desk.file()).unwrap();
    vault
        .change_passphrase(
            &secret(PASSPHRASE),
            &secret(OTHER),
            KdfCost::floor(),
            at(2100),
        )
        .unwrap();
    vault.lock().unwrap();
    let before = Files::of(&desk.vault());
    let other = secret(OTHER);
    let refused = restore_with(&desk.file(), &desk.vault(), &RestoreKey::Passphrase(&other));
    assert_eq!(
        refused,
        Err(BackupError::Unlock(UnlockError::WrongPassphrase))
    );
    before.assert_unchanged(&desk.vault());
    assert_eq!(desk.names(), ["backup.waymark", "vault"]);
    let phrase = secret(template_phrase());
    let key = RestoreKey::RecoveryPhrase(&phrase);
    restore_with(&desk.file(), &desk.vault(), &key).unwrap();
    assert_filled(&desk.unlock());
}

#[test]
fn every_byte_of_the_header_and_the_keys_and_some_of_the_rest_changed_is_noticed() {
    let desk = Desk::new();
    back_up(&mut desk.unlock(), &desk.file()).unwrap();
    let whole = fs::read(desk.file()).unwrap();
    let header = whole.len() - whole.len() / 4096 * 4096;
    for index in 0..header + 100 {
        let mut changed = whole.clone();
        changed[index] ^= 1;
        fs::write(desk.file(), changed).unwrap();
        if look_at_backup(&desk.file()).is_ok() {
            // Past what can be checked without a key.
            assert!(index >= header, "byte {index} of {header}");
        }
    }
    for index in (header..whole.len()).step_by(whole.len() / 20) {
        let mut changed = whole.clone();
        changed[index] ^= 1;
        fs::write(desk.file(), changed).unwrap();
        assert_eq!(desk.restore(), Err(BackupError::Damaged), "byte {index}");
    }
    for length in [0, 10, header, whole.len() - 1] {
        fs::write(desk.file(), &whole[..length]).unwrap();
        assert!(desk.restore().is_err(), "cut to {length}");
    }
    fs::write(desk.file(), [&whole[..], b"x"].concat()).unwrap();
    assert_eq!(desk.restore(), Err(BackupError::Damaged));
    assert_eq!(desk.names(), ["backup.waymark", "vault"]);
    fs::write(desk.file(), &whole).unwrap();
    desk.restore().unwrap();
}

/// By somebody who knows the format: the checksum is right, the vault's key is not theirs.
#[test]
fn a_header_that_was_written_anew_is_noticed_when_the_backup_is_opened() {
    let desk = Desk::new();
    back_up(&mut desk.unlock(), &desk.file()).unwrap();
    let whole = fs::read(desk.file()).unwrap();
    let lines: Vec<_> = whole.splitn(4, |byte| *byte == b'\n').collect();
    let header = String::from_utf8(lines[1].to_vec()).unwrap();
    let other = header.replace("\"made_at\":\"2026", "\"made_at\":\"2025");
    assert_ne!(header, other);
    let body = format!("waymark-backup 1\n{other}\n");
    let sum: String = Sha256::digest(body.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let signed = format!("{body}sha256:{sum}\n");
    fs::write(desk.file(), [signed.as_bytes(), lines[3]].concat()).unwrap();
    assert!(look_at_backup(&desk.file()).is_ok());
    assert_eq!(desk.restore(), Err(BackupError::Damaged));
}

#[test]
fn what_is_no_backup_or_a_newer_one_is_told_apart() {
    let desk = Desk::new();
    assert_eq!(desk.restore(), Err(BackupError::Missing));
    for (bytes, expected) in [
        (&b""[..], BackupError::NotABackup),
        (b"a letter", BackupError::NotABackup),
        (&[0xff; 5000], BackupError::NotABackup),
        (b"waymark-backup 2\nx\n", BackupError::NewerVersion),
        (b"waymark-backup 1\n{}\n", BackupError::Damaged),
    ] {
        fs::write(desk.file(), bytes).unwrap();
        assert_eq!(desk.restore(), Err(expected), "{bytes:?}");
    }
    let folder = desk.vault();
    assert_eq!(look_at_backup(&folder), Err(BackupError::NotABackup));
}

#[test]
fn a_backup_or_restore_that_is_stopped_leaves_everything_as_it_was() {
    let desk = Desk::new();
    let mut vault = desk.unlock();
    let stop_at = |stage| move |progress: vault::Progress| progress.stage != stage;
    for stage in [Stage::Copying, Stage::Checking, Stage::Writing] {
        let stopped = vault.backup(&desk.file(), at(2000), &mut stop_at(stage));
        assert_eq!(stopped, Err(BackupError::Stopped));
        assert_eq!(desk.names(), ["vault"]);
    }
    back_up(&mut vault, &desk.file()).unwrap();
    assert_eq!(
        back_up(&mut vault, &desk.file()),
        Err(BackupError::AlreadyThere)
    );
    vault.lock().unwrap();
    let before = Files::of(&desk.vault());
    for stage in [Stage::Copying, Stage::Checking, Stage::Writing] {
        let passphrase = secret(PASSPHRASE);
        let key = RestoreKey::Passphrase(&passphrase);
        let stopped = restore(
            &desk.file(),
            &desk.vault(),
            &key,
            at(3000),
            &mut stop_at(stage),
        );
        assert_eq!(stopped, Err(BackupError::Stopped));
        assert_eq!(desk.names(), ["backup.waymark", "vault"]);
        before.assert_unchanged(&desk.vault());
    }
}

#[test]
fn a_restore_that_was_killed_in_its_last_step_is_brought_to_its_end() {
    let desk = Desk::new();
    back_up(&mut desk.unlock(), &desk.file()).unwrap();
    desk.restore().unwrap();
    // The old one aside, the new one not in its place yet.
    fs::rename(desk.vault(), desk.0.path().join("vault.restored")).unwrap();
    let looked = vault::look(&desk.vault());
    assert_eq!(
        looked,
        vault::FolderState::Vault {
            name: NAME.to_owned()
        }
    );
    assert_filled(&desk.unlock());
}

#[test]
fn a_vault_that_is_open_elsewhere_is_not_restored_over() {
    let desk = Desk::new();
    let mut vault = desk.unlock();
    back_up(&mut vault, &desk.file()).unwrap();
    let refused = desk.restore();
    assert_eq!(refused, Err(BackupError::Unlock(UnlockError::InUse)));
    vault.lock().unwrap();
    assert_filled(&desk.unlock());
}

#[test]
fn an_empty_vault_is_backed_up_as_well() {
    let place = Place::empty();
    let (mut vault, _) = create(&place.path().join("vault"));
    let file = place.path().join("b.waymark");
    back_up(&mut vault, &file).unwrap();
    assert!(look_at_backup(&file).is_ok());
}
