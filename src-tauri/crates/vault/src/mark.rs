//! `vault.mark`: how many changes of drafts were acknowledged since the vault was opened.
//!
//! The ledger's head stands in `vault.keys`, which is written durably and therefore not at every
//! saved answer. This file is: one write of a few bytes in one sector, not synced. After a power cut
//! it may lag behind the database, which is fine; it never runs ahead, because it is written after
//! the commit. A database that does not reach it has lost its log, or is an older one.

use crate::files;
use crate::secret::{Key, MasterKey, hex, hmac};
use crate::slots::framed;
use hmac::Mac;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

/// The open file, and what its content is authenticated with.
pub(crate) struct Mark {
    file: File,
    tag: Tag,
}

/// Makes the tag of a number. Bound to the vault and to one opening of it, so that a mark of an
/// earlier session does not fit.
pub(crate) struct Tag {
    key: Key,
    opening: Vec<u8>,
}

impl Tag {
    /// For the vault `vault` in the opening that began with this generation of its key file.
    pub(crate) fn new(master: &MasterKey, vault: &str, since: u64) -> Self {
        Self {
            key: master.derive_head_key(),
            opening: framed(&[b"mark", vault.as_bytes(), &since.to_be_bytes()]),
        }
    }

    fn line(&self, number: u64) -> String {
        let mut mac = hmac(self.key.bytes());
        mac.update(&self.opening);
        mac.update(&number.to_be_bytes());
        let tag: [u8; 32] = mac.finalize().into_bytes().into();
        // Always as long: the file never changes its size.
        format!("{number:020} {}\n", hex(&tag))
    }

    /// The number that was noted; none when the file is not there or not ours.
    pub(crate) fn read(&self, folder: &Path) -> Option<u64> {
        let text = fs::read_to_string(folder.join(files::MARK)).ok()?;
        let number = text.split_once(' ')?.0.parse().ok()?;
        (self.line(number) == text).then_some(number)
    }
}

impl Mark {
    /// Makes the file anew, durably: from now on its absence means something.
    pub(crate) fn begin(folder: &Path, tag: Tag, number: u64) -> io::Result<Self> {
        let path = folder.join(files::MARK);
        files::replace(&path, tag.line(number).as_bytes())?;
        let file = OpenOptions::new().write(true).open(path)?;
        Ok(Self { file, tag })
    }

    /// Goes on with the file that is there.
    pub(crate) fn resume(folder: &Path, tag: Tag) -> io::Result<Self> {
        let file = OpenOptions::new()
            .write(true)
            .open(folder.join(files::MARK))?;
        Ok(Self { file, tag })
    }

    /// Notes a number. That it could not be noted is no reason to say that an answer, which is on the
    /// disk, was not saved.
    pub(crate) fn note(&mut self, number: u64) {
        let line = self.tag.line(number);
        let _ = self
            .file
            .seek(SeekFrom::Start(0))
            .and_then(|_| self.file.write_all(line.as_bytes()));
    }
}
