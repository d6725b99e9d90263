//! The places on this laptop where a backup may be kept, and where a file to be read may lie.
//!
//! They are looked for here because the system's own file dialog would leave the names of files among
//! those that were used last, where anyone may see them.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::session::App;
use casework::when;
use chrono::{DateTime, Utc};
use serde::Serialize;
use specta::Type;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Where to look for places.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    /// The folder for documents.
    pub documents: Option<PathBuf>,
    /// The folder into which browsers and mail programs put files. No place for a backup.
    pub downloads: Option<PathBuf>,
    /// Folders in which each folder is a drive.
    pub mounts: Vec<PathBuf>,
    /// Drives that have no such folder above them.
    pub drives: Vec<PathBuf>,
}

impl Roots {
    /// Those of this system. Which folders hold documents and downloads is for the shell to know.
    pub fn of_this_system(documents: Option<PathBuf>, downloads: Option<PathBuf>) -> Self {
        let user = std::env::var("USER").unwrap_or_default();
        let mounts = if cfg!(target_os = "macos") {
            vec![PathBuf::from("/Volumes")]
        } else if cfg!(unix) && !user.is_empty() {
            vec![
                Path::new("/media").join(&user),
                Path::new("/run/media").join(&user),
            ]
        } else {
            Vec::new()
        };
        let system = std::env::var("SystemDrive").unwrap_or_else(|_| "C:".to_owned());
        let drives = if cfg!(windows) {
            ('D'..='Z')
                .chain(['A', 'B', 'C'])
                .map(|letter| format!("{letter}:"))
                .filter(|drive| !drive.eq_ignore_ascii_case(&system))
                .map(|drive| PathBuf::from(format!("{drive}\\")))
                .collect()
        } else {
            Vec::new()
        };
        Self {
            documents,
            downloads,
            mounts,
            drives,
        }
    }
}

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// The folder for documents on this laptop.
    Documents,
    /// A stick or another drive.
    Drive,
}

/// A place for a backup.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PlaceView {
    /// The folder.
    pub path: String,
    /// Its kind.
    pub kind: PlaceKind,
    /// True when what is put there is probably copied to a company's computers.
    pub synced: bool,
}

/// A file that something could be taken from.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundFileView {
    /// The file.
    pub path: String,
    /// Its name.
    pub name: String,
    /// When it was last written.
    pub written_at: Option<String>,
}

/// How many files are offered.
const FILES: usize = 20;

/// The places that there are now.
pub(crate) fn places(roots: &Roots) -> Vec<PlaceView> {
    let documents = roots
        .documents
        .iter()
        .map(|path| (path.clone(), PlaceKind::Documents));
    let mounted = roots.mounts.iter().flat_map(|mount| folders_in(mount));
    let drives = mounted
        .chain(roots.drives.clone())
        .map(|path| (path, PlaceKind::Drive));
    documents
        .chain(drives)
        .filter(|(path, _)| path.is_dir())
        .filter_map(|(path, kind)| {
            Some(PlaceView {
                synced: is_synced(&path),
                path: path.to_str()?.to_owned(),
                kind,
            })
        })
        .collect()
}

/// The folders in a folder, by name. No links: on macOS one of them leads to the laptop's own disk.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

/// What the folders of services are called that copy what is in them to a company's computers, in
/// small letters and without spaces.
const SYNCED: [&str; 8] = [
    "onedrive",
    "dropbox",
    "icloud",
    "mobiledocuments",
    "cloudstorage",
    "googledrive",
    "mydrive",
    "nextcloud",
];

/// Whether a folder is probably kept in step with a company's computers. Links are followed: the
/// documents of many laptops are one.
pub(crate) fn is_synced(path: &Path) -> bool {
    let followed = fs::canonicalize(path);
    [Some(path), followed.as_deref().ok()]
        .into_iter()
        .flatten()
        .flat_map(Path::components)
        .any(|part| {
            let name = part.as_os_str().to_string_lossy().to_lowercase();
            let name = name.replace([' ', '-', '_'], "");
            SYNCED.iter().any(|service| name.contains(service))
        })
}

/// A path as somebody typed or pasted it, with quotation marks perhaps. It has to begin at the top:
/// nobody knows in which folder Waymark was started.
pub(crate) fn typed_path(text: &str) -> Option<PathBuf> {
    let path = PathBuf::from(text.trim().trim_matches('"'));
    path.is_absolute().then_some(path)
}

/// The bytes of a typed path: of a file, and of no more of it than one byte over `largest`.
pub(crate) fn read_file(path: &str, largest: usize) -> Result<Vec<u8>, ErrorCode> {
    let path = typed_path(path).ok_or(ErrorCode::ImportMissing)?;
    let unreadable = |error: io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput => {
            ErrorCode::ImportMissing
        }
        _ => ErrorCode::ImportUnreadable,
    };
    // Before it is opened: a pipe would keep whoever opens it waiting.
    if !fs::metadata(&path).map_err(unreadable)?.is_file() {
        return Err(ErrorCode::ImportUnreadable);
    }
    let mut bytes = Vec::new();
    File::open(&path)
        .map_err(unreadable)?
        .take(largest as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    Ok(bytes)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| endings.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

impl App {
    /// The files in the places of this laptop whose name ends in one of these, the one written last first.
    pub(crate) fn files_ending(&self, endings: &[&str]) -> Result<Vec<FoundFileView>, ErrorView> {
        self.for_real(|_| Ok(()))?;
        let places = places(&self.roots)
            .into_iter()
            .map(|place| place.path.into());
        let mut found: Vec<(Option<DateTime<Utc>>, FoundFileView)> = self
            .roots
            .downloads
            .clone()
            .into_iter()
            .chain(places)
            .flat_map(|place| fs::read_dir(place).into_iter().flatten().flatten())
            .map(|entry| entry.path())
            .filter(|path| has_ending(path, endings) && path.is_file())
            .filter_map(|path| {
                let written = fs::metadata(&path).and_then(|about| about.modified());
                let written = written.ok().map(DateTime::<Utc>::from);
                let view = FoundFileView {
                    path: path.to_str()?.to_owned(),
                    name: path.file_name()?.to_str()?.to_owned(),
                    written_at: written.map(when::moment),
                };
                Some((written, view))
            })
            .collect();
        found.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.path.cmp(&b.path)));
        found.truncate(FILES);
        Ok(found.into_iter().map(|(_, view)| view).collect())
    }

    /// The folder that somebody chose for a file that leaves, once it is known that a file can be made there.
    ///
    /// # Errors
    /// What is wrong with it, at [`Field::Folder`].
    pub(crate) fn folder_to_write(
        &self,
        typed: &str,
        even_if_synced: bool,
    ) -> Result<PathBuf, ErrorView> {
        let wrong = |code: ErrorCode| ErrorView::new(code).at(Field::Folder);
        let folder = typed_path(typed)
            .filter(|folder| folder.is_dir())
            .ok_or(wrong(ErrorCode::FolderMissing))?;
        if is_within(&folder, &self.data_folder) {
            return Err(wrong(ErrorCode::FolderIsOwn));
        }
        if !even_if_synced && is_synced(&folder) {
            return Err(wrong(ErrorCode::FolderSynced));
        }
        try_to_write(&folder).map_err(wrong)?;
        Ok(folder)
    }
}

fn is_within(folder: &Path, other: &Path) -> bool {
    match (fs::canonicalize(folder), fs::canonicalize(other)) {
        (Ok(folder), Ok(other)) => folder.starts_with(other),
        _ => false,
    }
}

/// Whether a file can be made in a folder: said before the vault is read for it.
fn try_to_write(folder: &Path) -> Result<(), ErrorCode> {
    let path = folder.join(format!(".{}", uuid::Uuid::now_v7().simple()));
    let made = OpenOptions::new().write(true).create_new(true).open(&path);
    match made {
        Ok(_) => {
            let _ = fs::remove_file(path);
            Ok(())
        }
        Err(error) => Err(refused(&error)),
    }
}

/// Why a file could not be made.
pub(crate) fn refused(error: &io::Error) -> ErrorCode {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => ErrorCode::FolderReadOnly,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::BackupNoRoom,
        _ => ErrorCode::BackupFailed,
    }
}
