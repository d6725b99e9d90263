//! Backup and restore.

use crate::support::{Laptop, NAME, OTHER, PASSPHRASE, draft, refusal, request, secret, whole};
use app::backup::{BackUpRequest, ProgressView, RestoreRequest, RestoreWith, StageView};
use app::error::Field;
use app::places::PlaceKind;
use app::start::StartView;
use app::{App, ErrorCode, ErrorView};
use std::fs;
use std::path::Path;

fn into(folder: &Path) -> BackUpRequest {
    BackUpRequest {
        folder: folder.to_string_lossy().into_owned(),
        even_if_synced: false,
    }
}

fn restore_with(
    app: &App,
    file: &str,
    with: RestoreWith,
    words: &str,
) -> Result<Option<String>, ErrorView> {
    let request = RestoreRequest {
        file: file.to_owned(),
        with,
        secret: secret(words),
    };
    app.restore(&request, &mut |_| ()).map(|view| view.aside)
}

fn restore(app: &App, file: &str) -> Result<Option<String>, ErrorView> {
    restore_with(app, file, RestoreWith::Passphrase, PASSPHRASE)
}

/// A laptop with one sealed contact and a backup of it on a stick.
fn backed_up() -> (Laptop, App, String) {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let view = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&view.id).expect("the backup is made");
    let made = app
        .back_up(&into(&laptop.stick()), &mut |_| ())
        .expect("the backup is made");
    (laptop, app, made.path)
}

#[test]
fn a_backup_is_one_file_with_a_neutral_name_and_tells_how_far_it_has_come() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let mut heard: Vec<ProgressView> = Vec::new();
    let made = app
        .back_up(&into(&laptop.stick()), &mut |progress| heard.push(progress))
        .unwrap();
    let files: Vec<String> = fs::read_dir(laptop.stick())
        .unwrap()
        .map(|file| file.unwrap().path().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, std::slice::from_ref(&made.path));
    let name = Path::new(&made.path).file_name().unwrap().to_string_lossy();
    assert!(
        name.starts_with("backup-20") && name.ends_with(".waymark"),
        "{name}"
    );
    for stage in [StageView::Copying, StageView::Checking, StageView::Writing] {
        assert!(
            heard.iter().any(|progress| progress.stage == stage),
            "{stage:?}"
        );
    }
    assert!(
        heard
            .iter()
            .all(|progress| progress.done <= progress.of.max(1))
    );
    let last = heard.last().unwrap();
    assert_eq!(
        (last.stage, last.done, last.of),
        (StageView::Writing, 100, 100)
    );
}

#[test]
fn home_says_when_the_last_backup_was_made_and_reminds_of_none_only_when_there_is_something() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let home = app.home().unwrap();
    assert_eq!((home.last_backup_days, home.backup_due), (None, false));
    let view = draft(&app, whole("person-1", "Jo Smith"));
    app.seal(&view.id).unwrap();
    let home = app.home().unwrap();
    assert_eq!((home.last_backup_days, home.backup_due), (None, true));
    app.back_up(&into(&laptop.stick()), &mut |_| ()).unwrap();
    let home = app.home().unwrap();
    assert_eq!((home.last_backup_days, home.backup_due), (Some(0), false));
}

#[test]
fn the_places_are_the_documents_and_every_drive_that_is_plugged_in() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    laptop.documents();
    laptop.stick();
    laptop.folder("media/OneDrive - Westshire");
    let places: Vec<(String, PlaceKind, bool)> = app
        .backup_places()
        .unwrap()
        .into_iter()
        .map(|place| {
            let name = Path::new(&place.path).file_name().unwrap();
            (
                name.to_string_lossy().into_owned(),
                place.kind,
                place.synced,
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            ("Documents".to_owned(), PlaceKind::Documents, false),
            ("OneDrive - Westshire".to_owned(), PlaceKind::Drive, true),
            ("stick".to_owned(), PlaceKind::Drive, false),
        ]
    );
}

#[test]
fn a_folder_that_is_copied_to_a_company_needs_a_second_word() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    for name in [
        "OneDrive - Westshire",
        "My Dropbox/sub",
        "iCloud Drive",
        "Library/Mobile Documents",
        "Google Drive",
        "Nextcloud",
    ] {
        let folder = laptop.folder(name);
        let error = refusal(app.back_up(&into(&folder), &mut |_| ()));
        assert_eq!(
            (error.code, error.field),
            (ErrorCode::FolderSynced, Some(Field::Folder)),
            "{name}"
        );
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        let request = BackUpRequest {
            even_if_synced: true,
            ..into(&folder)
        };
        app.back_up(&request, &mut |_| ()).unwrap();
    }
    assert!(!app.home().unwrap().synced);
}

#[cfg(unix)]
#[test]
fn a_link_into_a_synchronised_folder_is_one() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let link = laptop.documents().join("plain");
    std::os::unix::fs::symlink(laptop.folder("OneDrive"), &link).unwrap();
    let error = refusal(app.back_up(&into(&link), &mut |_| ()));
    assert_eq!(error.code, ErrorCode::FolderSynced);
}

#[test]
fn a_folder_that_cannot_be_used_is_said_at_its_field() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let missing = laptop.documents().join("missing");
    let file = laptop.documents().join("file");
    fs::write(&file, "").unwrap();
    for (folder, code) in [
        (missing.as_path(), ErrorCode::FolderMissing),
        (file.as_path(), ErrorCode::FolderMissing),
        (Path::new(""), ErrorCode::FolderMissing),
        (Path::new("Documents"), ErrorCode::FolderMissing),
        (laptop.vault_folder().as_path(), ErrorCode::FolderIsOwn),
    ] {
        let error = refusal(app.back_up(&into(folder), &mut |_| ()));
        assert_eq!(
            (error.code, error.field),
            (code, Some(Field::Folder)),
            "{folder:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_said_to_be_that() {
    use std::os::unix::fs::PermissionsExt;
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let stick = laptop.stick();
    fs::set_permissions(&stick, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(stick.join("probe"), "").is_ok() {
        // The superuser may write everywhere.
        return;
    }
    let error = refusal(app.back_up(&into(&stick), &mut |_| ()));
    assert_eq!(
        (error.code, error.field),
        (ErrorCode::FolderReadOnly, Some(Field::Folder))
    );
    fs::set_permissions(&stick, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn stopping_leaves_no_file_and_the_vault_open() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let error = refusal(app.back_up(&into(&laptop.stick()), &mut |_| app.stop_work()));
    assert_eq!(error.code, ErrorCode::Stopped);
    assert_eq!(fs::read_dir(laptop.stick()).unwrap().count(), 0);
    assert!(app.is_unlocked());
    assert_eq!(app.home().unwrap().last_backup_days, None);
    // A stop holds for one backup only.
    app.back_up(&into(&laptop.stick()), &mut |_| ()).unwrap();
}

/// Hiding the screen locks. It must not wait until a slow drive has taken everything.
#[test]
fn locking_ends_a_backup_that_is_being_made_and_nobody_waits_to_learn_that_it_is_open() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    std::thread::scope(|scope| {
        let mut locking = None;
        let error = refusal(app.back_up(&into(&laptop.stick()), &mut |_| {
            assert!(app.is_unlocked());
            assert_eq!(app.idle_minutes(), Some(5));
            if locking.is_none() {
                locking = Some(scope.spawn(|| app.lock()));
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
        }));
        assert_eq!(error.code, ErrorCode::Stopped);
        locking.unwrap().join().unwrap().unwrap();
    });
    assert!(!app.is_unlocked());
    assert_eq!(fs::read_dir(laptop.stick()).unwrap().count(), 0);
}

#[test]
fn a_backup_is_found_and_restored_on_a_laptop_without_a_vault() {
    let (laptop, app, file) = backed_up();
    fs::write(laptop.stick().join("letter.waymark"), "no backup").unwrap();
    fs::write(laptop.stick().join("letter.txt"), "no backup").unwrap();
    app.lock().unwrap();
    fs::remove_dir_all(laptop.vault_folder()).unwrap();
    let app = laptop.start();
    let found = app.backups_found();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].path.as_str(), found[0].name.as_str()),
        (file.as_str(), NAME)
    );

    assert_eq!(restore(&app, &file).unwrap(), None);
    assert!(!app.is_unlocked(), "the unlock screen comes next");
    assert!(matches!(app.start().unwrap(), StartView::Locked { .. }));
    app.unlock(&request(PASSPHRASE)).unwrap();
    assert_eq!(app.home().unwrap().recent.len(), 1);
}

#[test]
fn the_vault_that_was_there_is_kept_aside_and_its_folder_named() {
    let (laptop, app, file) = backed_up();
    let view = draft(&app, whole("person-2", "Al Hart"));
    app.seal(&view.id).unwrap();
    app.lock().unwrap();
    let aside = restore(&app, &file).unwrap().expect("there was a vault");
    assert!(aside.starts_with("vault-before-"), "{aside}");
    let aside = laptop.vault_folder().with_file_name(aside);
    assert!(aside.join("vault.db").exists() && aside.join("vault.keys").exists());
    app.unlock(&request(PASSPHRASE)).unwrap();
    assert_eq!(app.home().unwrap().recent.len(), 1);
}

#[test]
fn while_the_vault_is_open_nothing_is_restored() {
    let (_laptop, app, file) = backed_up();
    assert_eq!(refusal(restore(&app, &file)).code, ErrorCode::InUse);
    app.lock().unwrap();
    restore(&app, &file).unwrap();
}

#[test]
fn what_is_wrong_with_a_backup_or_its_key_is_said_at_the_field_and_changes_nothing() {
    let (laptop, app, file) = backed_up();
    app.lock().unwrap();
    let stick = laptop.stick();
    let path = |name: &str| stick.join(name).to_string_lossy().into_owned();
    fs::write(path("letter"), "no backup").unwrap();
    let mut bytes = fs::read(&file).unwrap();
    bytes.pop();
    fs::write(path("short"), bytes).unwrap();
    for (name, code) in [
        (path("nothing"), ErrorCode::BackupMissing),
        (String::new(), ErrorCode::BackupMissing),
        (path("letter"), ErrorCode::NotABackup),
        (path("short"), ErrorCode::BackupDamaged),
    ] {
        let error = refusal(restore(&app, &name));
        assert_eq!(
            (error.code, error.field),
            (code, Some(Field::File)),
            "{name}"
        );
    }
    for (with, words, code, field) in [
        (
            RestoreWith::Passphrase,
            OTHER,
            ErrorCode::PassphraseWrong,
            Field::Passphrase,
        ),
        (
            RestoreWith::RecoveryPhrase,
            "abandon",
            ErrorCode::PhraseWordCount,
            Field::Phrase,
        ),
    ] {
        let error = refusal(restore_with(&app, &file, with, words));
        assert_eq!((error.code, error.field), (code, Some(field)));
    }
    let stopped = RestoreRequest {
        file: file.clone(),
        with: RestoreWith::Passphrase,
        secret: secret(PASSPHRASE),
    };
    let error = refusal(app.restore(&stopped, &mut |_| app.stop_work()));
    assert_eq!(error.code, ErrorCode::Stopped);
    let beside = fs::read_dir(laptop.vault_folder().parent().unwrap()).unwrap();
    let left: Vec<String> = beside
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("vault") && name != "vault")
        .collect();
    assert!(left.is_empty(), "{left:?}");
    app.unlock(&request(PASSPHRASE)).unwrap();
}
