//! What a disk may hold after the power went, from what was asked of the system before.
//!
//! The rules are the least that a file system promises: what was written to a file before its last
//! sync is there; each later write is there or not, in sectors of 512 bytes, whatever came before or
//! after it; a length that was not synced may be the new one without the bytes. Names made, changed
//! and removed in a folder before its last sync are; of the later ones the first few are, in order.

use super::calls::{Event, FileId};
use super::chance::Chance;
use super::place::Files;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SECTOR: usize = 512;

/// A write or a new length that no sync has made last yet.
#[derive(Clone)]
enum Pending {
    Written(u64, Vec<u8>),
    Cut(u64),
}

/// A change of names that no sync has made last yet.
#[derive(Clone)]
enum Name {
    Made(PathBuf, Option<FileId>),
    Renamed(PathBuf, PathBuf),
    Removed(PathBuf),
}

impl Name {
    /// The folder whose sync makes it last.
    fn folder(&self) -> &Path {
        let (Self::Made(path, _) | Self::Renamed(_, path) | Self::Removed(path)) = self;
        path.parent().unwrap_or(path)
    }

    /// Says it of another place, when it was about something in `from`.
    fn follow(&mut self, from: &Path, to: &Path) {
        let moved = |path: &mut PathBuf| {
            if let Ok(below) = path.strip_prefix(from)
                && !below.as_os_str().is_empty()
            {
                *path = to.join(below);
            }
        };
        match self {
            Self::Made(path, _) | Self::Removed(path) => moved(path),
            Self::Renamed(one, two) => {
                moved(one);
                moved(two);
            }
        }
    }
}

#[derive(Clone, Default)]
struct Content {
    durable: Vec<u8>,
    pending: Vec<Pending>,
}

/// A disk: what lasts on it, and what is on its way.
#[derive(Clone, Default)]
pub struct Disk {
    /// `None`: a folder.
    names: BTreeMap<PathBuf, Option<FileId>>,
    pending: Vec<Name>,
    contents: BTreeMap<FileId, Content>,
}

/// How much of what is on its way arrives.
#[derive(Clone, Copy, Debug)]
enum Luck {
    Nothing,
    Everything,
    Each,
}

impl Disk {
    /// A disk with these files below `root`, which all last. Gives the numbers of the files too.
    pub fn with(files: &Files, root: &Path) -> (Self, Vec<(PathBuf, FileId)>) {
        let mut disk = Self::default();
        let mut known = Vec::new();
        for (number, (name, bytes)) in files.iter().enumerate() {
            let path = root.join(name);
            let id = bytes.as_ref().map(|bytes| {
                let content = Content {
                    durable: bytes.clone(),
                    pending: Vec::new(),
                };
                disk.contents.insert(number as FileId, content);
                known.push((path.clone(), number as FileId));
                number as FileId
            });
            disk.names.insert(path, id);
        }
        (disk, known)
    }

    /// Does what was done.
    pub fn follow(&mut self, event: &Event) {
        match event {
            Event::Acknowledged => {}
            Event::Made(path, id) => {
                self.contents.insert(*id, Content::default());
                self.pending.push(Name::Made(path.clone(), Some(*id)));
            }
            Event::FolderMade(path) => self.pending.push(Name::Made(path.clone(), None)),
            Event::Renamed(from, to) => {
                self.pending.push(Name::Renamed(from.clone(), to.clone()));
            }
            Event::Removed(path) => self.pending.push(Name::Removed(path.clone())),
            Event::Written(id, at, bytes) => {
                let written = Pending::Written(*at, bytes.clone());
                self.contents.entry(*id).or_default().pending.push(written);
            }
            Event::Cut(id, length) => {
                let content = self.contents.entry(*id).or_default();
                content.pending.push(Pending::Cut(*length));
            }
            Event::Synced(id) => {
                let content = self.contents.entry(*id).or_default();
                for change in std::mem::take(&mut content.pending) {
                    change.arrive(&mut content.durable);
                }
            }
            Event::FolderSynced(folder) => {
                for name in std::mem::take(&mut self.pending) {
                    if name.folder() != folder {
                        self.pending.push(name);
                        continue;
                    }
                    apply(&mut self.names, &name);
                    if let Name::Renamed(from, to) = &name {
                        // What was changed in a folder before it got its new name is changed there.
                        for earlier in &mut self.pending {
                            earlier.follow(from, to);
                        }
                    }
                }
            }
        }
    }

    /// The files below `root` as they would be if everything arrived.
    pub fn whole(&self, root: &Path) -> Files {
        self.after_a_cut(root, &mut Chance::new(0, "", 0), Luck::Everything)
    }

    /// The files below `root` as they may be after a cut at this moment.
    pub fn cut(&self, root: &Path, chance: &mut Chance) -> Files {
        let luck = match chance.below(10) {
            0 => Luck::Nothing,
            1 => Luck::Everything,
            _ => Luck::Each,
        };
        self.after_a_cut(root, chance, luck)
    }

    fn after_a_cut(&self, root: &Path, chance: &mut Chance, luck: Luck) -> Files {
        let mut names = self.names.clone();
        // In each folder the first few changes of names arrived.
        let mut left: BTreeMap<&Path, u64> = BTreeMap::new();
        for name in &self.pending {
            *left.entry(name.folder()).or_default() += 1;
        }
        for count in left.values_mut() {
            *count = match luck {
                Luck::Nothing => 0,
                Luck::Everything => *count,
                Luck::Each => chance.below(*count + 1),
            };
        }
        for name in &self.pending {
            if let Some(count) = left.get_mut(name.folder())
                && *count > 0
            {
                *count -= 1;
                apply(&mut names, name);
            }
        }
        let mut files = Files::new();
        for (path, id) in &names {
            // A file in a folder that is not there is nowhere.
            let reachable = path
                .ancestors()
                .skip(1)
                .take_while(|folder| *folder != root)
                .all(|folder| names.contains_key(folder));
            let Ok(name) = path.strip_prefix(root) else {
                continue;
            };
            if reachable {
                let bytes = id.map(|id| match self.contents.get(&id) {
                    Some(content) => content.after_a_cut(chance, luck),
                    None => Vec::new(),
                });
                files.insert(name.to_owned(), bytes);
            }
        }
        files
    }
}

/// A change of names, done. One of a name that is not there does nothing.
fn apply(names: &mut BTreeMap<PathBuf, Option<FileId>>, change: &Name) {
    match change {
        Name::Made(path, id) => {
            names.insert(path.clone(), *id);
        }
        Name::Removed(path) => {
            names.remove(path);
        }
        Name::Renamed(from, to) => {
            let moved: Vec<_> = names
                .keys()
                .filter(|path| path.starts_with(from))
                .cloned()
                .collect();
            for path in moved {
                let id = names.remove(&path).flatten();
                let below = path.strip_prefix(from).unwrap_or(Path::new(""));
                let now = if below.as_os_str().is_empty() {
                    to.clone()
                } else {
                    to.join(below)
                };
                names.insert(now, id);
            }
        }
    }
}

impl Pending {
    fn arrive(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Cut(length) => bytes.resize(*length as usize, 0),
            Self::Written(at, written) => put(bytes, *at as usize, written),
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, written: &[u8]) {
    let end = at + written.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(written);
}

impl Content {
    fn after_a_cut(&self, chance: &mut Chance, luck: Luck) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        // Some files lose nearly all, some nearly nothing.
        let odds = chance.below(101);
        let mut longest = bytes.len();
        for change in &self.pending {
            match luck {
                Luck::Nothing => {}
                Luck::Everything => change.arrive(&mut bytes),
                Luck::Each => match change {
                    Pending::Cut(_) if chance.percent(odds) => change.arrive(&mut bytes),
                    Pending::Cut(_) => {}
                    Pending::Written(at, written) => {
                        longest = longest.max(*at as usize + written.len());
                        for (at, piece) in sectors(*at as usize, written) {
                            if chance.percent(odds) {
                                put(&mut bytes, at, piece);
                            }
                        }
                    }
                },
            }
        }
        // The length arrived and the bytes did not.
        if matches!(luck, Luck::Each) && bytes.len() < longest && chance.percent(30) {
            bytes.resize(longest, 0);
        }
        bytes
    }
}

/// The pieces of a write that a disk does at once.
fn sectors(at: usize, bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let end = bytes.len().min(start + SECTOR - (at + start) % SECTOR);
        pieces.push((at + start, &bytes[start..end]));
        start = end;
    }
    pieces
}
