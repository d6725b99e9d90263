//! A byte changed anywhere: in the key file, in a backup, in the pages of a locked vault. It is noticed
//! every time: nothing opens, or the vault opens for reading only and says what is wrong.

use super::arguments::Arguments;
use super::chance::Chance;
use super::place::{self, BACKUP, Place, template};
use super::report::{Findings, share, split};
use super::words::{at, contact_id, sealed, secret};
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;
use vault::{BackupError, RestoreKey, look_at_backup, restore};

const PAGE: u64 = 4096;
/// How large the damaged vault is at least.
const LARGE: u64 = 1024 * 1024;
/// Places in each page that are changed.
const OFFSETS: u64 = 16;

/// What is changed.
#[derive(Clone, Copy, Debug)]
enum Part {
    Keys,
    Backup,
    Pages,
}

/// The line.
pub fn run(arguments: &Arguments) -> Findings {
    match pieces(arguments) {
        Ok(found) => found,
        Err(failure) => Findings::of([], vec![failure]),
    }
}

fn pieces(arguments: &Arguments) -> Result<Findings, String> {
    let large = large()?;
    let keys = size(&Place::filled()?.vault().join("vault.keys"))?;
    let backup = size(&Place::filled()?.root().join(BACKUP))?;
    let pages = size(&large.vault().join("vault.db"))? / PAGE;
    // The database is the rest of a backup: some of it in the short form, so that nothing is left out.
    let head = first_lines(&Place::filled()?.root().join(BACKUP))?;
    let rest = if arguments.long { 1 } else { 997 };
    let mut spots: Vec<(Part, u64)> = (0..keys).map(|at| (Part::Keys, at)).collect();
    spots.extend((0..head).map(|at| (Part::Backup, at)));
    spots.extend((head..backup).step_by(rest).map(|at| (Part::Backup, at)));
    let mut chance = Chance::new(arguments.seed, "damage", 0);
    for page in 0..pages {
        let each = PAGE / OFFSETS;
        spots.extend((0..OFFSETS).map(|number| {
            let offset = number * each + chance.below(each);
            (Part::Pages, page * PAGE + offset)
        }));
    }
    // One place serves many: a byte is changed, tried, and changed back.
    let jobs: Vec<&[(Part, u64)]> = spots.chunks(200).collect();
    let files = large.files()?;
    let (_, failures) = split(share(&jobs, |spots| {
        let (small, large) = (Place::filled()?, Place::with(&files)?);
        let failures: Vec<String> = spots
            .iter()
            .filter_map(|(part, at)| {
                let place = if matches!(part, Part::Pages) {
                    &large
                } else {
                    &small
                };
                let failure = change(place, *part, *at).err()?;
                Some(format!("{part:?}, byte {at}: {failure}"))
            })
            .collect();
        if failures.is_empty() {
            Ok(())
        } else {
            Err(failures.join("; "))
        }
    }));
    Ok(Findings::of(
        [
            format!("{keys} bytes of the key file"),
            format!(
                "{} of a backup",
                head + (backup - head).div_ceil(rest as u64)
            ),
            format!("{} of {pages} pages changed", pages * OFFSETS),
            if failures.is_empty() {
                "all noticed"
            } else {
                "not all noticed"
            }
            .to_owned(),
        ],
        failures,
    ))
}

/// A locked vault of a MiB, with the key and backup of the template.
fn large() -> Result<Place, String> {
    let place = Place::filled()?;
    let mut vault =
        place::open(&place.vault(), &template().key).map_err(|error| format!("{error:?}"))?;
    let path = place.vault().join("vault.db-wal");
    for number in 0.. {
        let id = format!("more-{number}");
        let record = sealed(&id, "person-1", &"words ".repeat(6000), at(100 + number));
        vault.seal(&record).map_err(|error| format!("{error:?}"))?;
        vault
            .start_draft(&contact_id(&format!("draft {id}")), at(1))
            .map_err(|error| format!("{error:?}"))?;
        // The log has every page that was written, some of them twice.
        if size(&path)? >= LARGE * 2 {
            break;
        }
    }
    vault.lock().map_err(|error| format!("{error:?}"))?;
    Ok(place)
}

fn size(path: &Path) -> Result<u64, String> {
    let metadata = fs::metadata(path);
    Ok(metadata.map_err(|error| format!("{error}"))?.len())
}

/// The bytes of a backup before its database: the three lines, and the three of the keys.
fn first_lines(path: &Path) -> Result<u64, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let mut ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let end = ends.nth(5).map(|(at, _)| at as u64 + 1);
    end.ok_or_else(|| "a backup has six lines at its head".to_owned())
}

/// Changes one byte, tries what is changed, and changes it back.
fn change(place: &Place, part: Part, at: u64) -> Result<(), String> {
    let path = match part {
        Part::Keys => place.vault().join("vault.keys"),
        Part::Pages => place.vault().join("vault.db"),
        Part::Backup => place.root().join(BACKUP),
    };
    let said = |error: std::io::Error| error.to_string();
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(&path)
        .map_err(said)?;
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).map_err(said)?;
    // Another bit each time.
    let changed = byte[0] ^ (1 << (at % 8));
    file.write_all_at(&[changed], at).map_err(said)?;
    let noticed = match part {
        Part::Keys | Part::Pages => opens_not(place),
        Part::Backup => restores_not(place),
    };
    file.write_all_at(&byte, at).map_err(said)?;
    for name in ["vault.db-wal", "vault.db-shm"] {
        let _ = fs::remove_file(place.vault().join(name));
    }
    noticed
}

fn opens_not(place: &Place) -> Result<(), String> {
    match place::open(&place.vault(), &template().key) {
        Err(_) => Ok(()),
        Ok(vault) if vault.fault().is_some() => Ok(()),
        Ok(_) => Err("it opens as if nothing were".to_owned()),
    }
}

fn restores_not(place: &Place) -> Result<(), String> {
    let from = place.root().join(BACKUP);
    let target = place.root().join("restored");
    let phrase = secret(&template().phrase);
    let key = RestoreKey::RecoveryPhrase(&phrase);
    let looked = look_at_backup(&from);
    match restore(&from, &target, &key, at(1), &mut |_| true) {
        Err(BackupError::Storage(error)) => Err(format!("it is called {error:?}")),
        Err(_) if !target.exists() => Ok(()),
        Err(error) => Err(format!("it says {error:?} and leaves something")),
        Ok(_) => Err(format!("it is restored; looked at, it is {looked:?}")),
    }
}
