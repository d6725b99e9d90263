//! Where the files of a run live: on the disk that cargo builds on, never in memory.

use crate::Trouble;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// File systems that keep nothing: a write there says nothing about a disk.
const IN_MEMORY: [&str; 2] = ["tmpfs", "ramfs"];

/// A folder of this run, removed at its end.
#[derive(Debug)]
pub struct Place {
    folder: TempDir,
    file_system: String,
}

impl Place {
    /// Makes it beside this program, in cargo's target folder: the system's temporary folder is
    /// kept in memory on many machines.
    ///
    /// # Errors
    /// When the folder cannot be made, or is kept in memory there too.
    pub fn on_disk() -> Result<Self, Trouble> {
        let program = std::env::current_exe()?.canonicalize()?;
        let beside = program.parent().ok_or("this program has no folder")?;
        let folder = tempfile::Builder::new()
            .prefix("waymark-bench-")
            .tempdir_in(beside)?;
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        let file_system = file_system(&mounts, folder.path())
            .unwrap_or("file system not known")
            .to_owned();
        if IN_MEMORY.contains(&file_system.as_str()) {
            return Err(format!(
                "{} is kept in memory ({file_system}); set CARGO_TARGET_DIR to a folder on a disk",
                beside.display()
            )
            .into());
        }
        Ok(Self {
            folder,
            file_system,
        })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The kind of file system that it is on.
    pub fn file_system(&self) -> &str {
        &self.file_system
    }

    /// The data folder of the app, with the vault in it.
    pub fn data(&self) -> PathBuf {
        self.folder().join("data")
    }

    /// The vault, where the app looks for it.
    pub fn vault(&self) -> PathBuf {
        self.data().join("vault")
    }
}

/// The kind of the file system that holds a path, by the system's list of mounts.
fn file_system<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((words.next()?, words.next()?))
        })
        .filter(|(mounted, _)| path.starts_with(mounted))
        // A later mount of the same place lies over an earlier one, and `max_by_key` takes the last.
        .max_by_key(|(mounted, _)| mounted.len())
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_and_latest_mount_holds_a_path() {
        let mounts = "/dev/vda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/vdb /tmp xfs rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/home/a")), Some("ext4"));
        assert_eq!(file_system(mounts, Path::new("/tmp/a")), Some("xfs"));
        assert_eq!(file_system(mounts, Path::new("/tmpx")), Some("ext4"));
        assert_eq!(file_system("", Path::new("/home")), None);
    }
}
