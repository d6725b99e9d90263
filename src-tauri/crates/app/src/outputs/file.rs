//! Writes a file that leaves.
//!
//! Nothing of it is there under its name before all of it is on the disk, nobody else on the laptop can read
//! it, and a file that is there is replaced only where somebody has said so.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::places::refused;
use chrono::NaiveDate;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// A name that says nothing about anybody: what it is in one word, the day, and the letters of the seal code
/// by which it is found again in the ledger.
pub(super) fn name(what: &str, day: NaiveDate, seal_code: Option<&str>, ending: &str) -> String {
    let mut name = format!("{what}-{}", day.format("%Y-%m-%d"));
    // "12-K3F7-9QRS": the number of the entry says how much there is about everybody, so it stays out.
    if let Some(letters) = seal_code.and_then(|code| code.split('-').nth(1)) {
        name.push('-');
        name.push_str(letters);
    }
    format!("{name}.{ending}")
}

/// Writes `bytes` beside `path`, then does what has to be done before anyone can have them, then gives them
/// their name. Whatever fails, nothing is left, and a file that was there is as it was.
pub(super) fn save(
    path: &Path,
    bytes: &[u8],
    replace: bool,
    before: impl FnOnce() -> Result<(), ErrorView>,
) -> Result<(), ErrorView> {
    let at_folder = |error: &std::io::Error| ErrorView::new(refused(error)).at(Field::Folder);
    // Holds the name, so that nobody else can take it between the question and the answer.
    let holds = match make(path) {
        Ok(_) => true,
        Err(error) if error.kind() == ErrorKind::AlreadyExists && replace => false,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(ErrorCode::OutputExists.into());
        }
        Err(error) => return Err(at_folder(&error)),
    };
    let beside = path.with_file_name(format!(".{}", uuid::Uuid::now_v7().simple()));
    let saved = write(&beside, bytes)
        .map_err(|error| at_folder(&error))
        .and_then(|()| before())
        .and_then(|()| fs::rename(&beside, path).map_err(|error| at_folder(&error)));
    if saved.is_err() {
        let _ = fs::remove_file(&beside);
        if holds {
            let _ = fs::remove_file(path);
        }
        return saved;
    }
    // A drive that cannot sync a folder has the file all the same.
    #[cfg(unix)]
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A new file that its owner alone can read.
fn make(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = make(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_name_of_a_file_is_a_day_and_letters_of_the_seal_code() {
        let found = name("record", day(), Some("12-K3F7-9QRS"), "pdf");
        assert_eq!(found, "record-2026-11-25-K3F7.pdf");
        assert_eq!(name("card", day(), None, "pdf"), "card-2026-11-25.pdf");
    }

    #[test]
    fn a_file_is_whole_alone_in_its_folder_and_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        save(&path, b"all of it", false, || Ok(())).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"all of it");
        assert_eq!(names(folder.path()), ["a.pdf"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_that_is_there_is_replaced_only_when_somebody_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::write(&path, b"theirs").unwrap();
        let mut asked = false;
        let refused = save(&path, b"ours", false, || {
            asked = true;
            Ok(())
        });
        assert_eq!(refused.unwrap_err().code, ErrorCode::OutputExists);
        assert!(!asked, "nothing is entered for a file that is not made");
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        save(&path, b"ours", true, || Ok(())).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours");
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn what_cannot_be_entered_leaves_no_file_and_changes_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        let no = || Err(ErrorCode::RecordDoubtful.into());
        assert!(save(&path, b"ours", false, no).is_err());
        assert!(names(folder.path()).is_empty());
        fs::write(&path, b"theirs").unwrap();
        assert!(save(&path, b"ours", true, no).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn nothing_has_its_name_before_it_is_entered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        save(&path, b"ours", false, || {
            // The name is held, and nothing is in it.
            assert_eq!(fs::read(&path).unwrap(), b"");
            Ok(())
        })
        .unwrap();
    }
}
