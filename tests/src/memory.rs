//! What stands in the memory of a program and of everything that it started, read from outside.
//!
//! By `/proc`, so on Linux only. The kernel lets a program read the memory of what it started itself.

use crate::marks::Mark;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};

/// How much is looked at in one go.
const PIECE: usize = 1 << 20;

/// The length of a key of the database.
const KEY: usize = 32;

/// The size of a page of the database, and of its check at the end.
const PAGE: usize = 4096;
const CHECK: usize = 64;

/// A program and everything that descends from it: the number and the name of each.
///
/// # Panics
/// When there is no `/proc`.
pub fn processes(root: u32) -> BTreeMap<u32, String> {
    let all: Vec<(u32, u32, String)> = fs::read_dir("/proc")
        .expect("there is a /proc")
        .flatten()
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.parse().ok()?;
            let (parent, name) = running(number)?;
            Some((number, parent, name))
        })
        .collect();
    let mut family = BTreeSet::from([root]);
    loop {
        let before = family.len();
        for (number, parent, _) in &all {
            if family.contains(parent) {
                family.insert(*number);
            }
        }
        if family.len() == before {
            break;
        }
    }
    all.into_iter()
        .filter(|(number, _, _)| family.contains(number))
        .map(|(number, _, name)| (number, name))
        .collect()
}

/// Whether a process has not ended. One that has and was not asked after is no more than its number.
pub fn is_running(number: u32) -> bool {
    running(number).is_some()
}

/// The parent and the name of a process that has not ended.
fn running(number: u32) -> Option<(u32, String)> {
    let stat = fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    // The name may hold spaces and brackets; the numbers stand behind the last bracket.
    let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
    let mut rest = rest.split_whitespace();
    let ended = matches!(rest.next()?, "Z" | "X");
    let parent = rest.next()?.parse().ok()?;
    (!ended).then(|| (parent, name.to_owned()))
}

/// How often each word stands in the memory of a program and of what it started, one line for each
/// process and spelling that has it.
pub fn words(root: u32, marks: &[Mark]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, name) in processes(root) {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let spellings: Vec<(&str, &str, &[u8])> = marks
            .iter()
            .flat_map(|mark| {
                let word = mark.word.as_str();
                mark.spellings().map(move |(how, bytes)| (word, how, bytes))
            })
            .collect();
        let longest = spellings.iter().map(|(_, _, bytes)| bytes.len()).max();
        let first: [bool; 256] = std::array::from_fn(|byte| {
            let begins = |bytes: &[u8]| {
                bytes
                    .first()
                    .is_some_and(|first| usize::from(*first) == byte)
            };
            spellings.iter().any(|(_, _, bytes)| begins(bytes))
        });
        read(number, longest.unwrap_or_default(), |piece, new| {
            for at in 0..new {
                if !first[usize::from(piece[at])] {
                    continue;
                }
                for (word, how, bytes) in &spellings {
                    if piece[at..].starts_with(bytes) {
                        *counts.entry((word, how)).or_default() += 1;
                    }
                }
            }
        });
        for ((word, how), times) in counts {
            found.push(format!("{name} {number}: «{word}» as {how}, {times} times"));
        }
    }
    found
}

/// The master key of a vault, if a program has it in its memory: every 32 bytes that look random are
/// tried on the database. Nothing but the vault's first page is known, and how its key is derived.
///
/// # Panics
/// When the file is no database.
pub fn master_key(number: u32, database: &[u8]) -> Option<[u8; KEY]> {
    let page = database.get(..PAGE).expect("a database has a page");
    let mut found = None;
    read(number, KEY, |piece, new| {
        for at in 0..new {
            let Some(candidate) = piece.get(at..at + KEY) else {
                return;
            };
            if found.is_none() && looks_random(candidate) && opens(&derived(candidate), page) {
                found = candidate.try_into().ok();
            }
        }
    });
    found
}

/// The key of the database, as the vault derives it from its master key.
pub fn derived(master: &[u8]) -> [u8; KEY] {
    let mac = |key: &[u8], text: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
        mac.update(text);
        mac.finalize().into_bytes()
    };
    // HKDF with no salt, of which the first block alone is used.
    mac(&mac(&[], master), b"waymark database 1\x01").into()
}

/// How often these bytes stand in the memory of a program and of what it started.
pub fn times(root: u32, bytes: &[u8]) -> usize {
    let mut times = 0;
    for number in processes(root).into_keys() {
        read(number, bytes.len(), |piece, new| {
            times += (0..new)
                .filter(|at| piece[*at..].starts_with(bytes))
                .count();
        });
    }
    times
}

/// Of 32 random bytes hardly any is there twice; of text and of addresses many are.
fn looks_random(bytes: &[u8]) -> bool {
    // Most of memory is empty: that is known at once.
    if bytes[..4] == [0; 4] || bytes[28..] == [0; 4] {
        return false;
    }
    let mut seen = [false; 256];
    let mut different = 0;
    for byte in bytes {
        if !std::mem::replace(&mut seen[usize::from(*byte)], true) {
            different += 1;
        }
    }
    different >= 26
}

/// Whether a key made the check at the end of the first page, as SQLCipher 4 makes it.
fn opens(key: &[u8], page: &[u8]) -> bool {
    let salt: Vec<u8> = page[..16].iter().map(|byte| byte ^ 0x3a).collect();
    let mac = |key: &[u8], parts: &[&[u8]]| {
        let mut mac = Hmac::<Sha512>::new_from_slice(key).expect("any length is a key");
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes()
    };
    // PBKDF2 with two rounds, of which the first block alone is used.
    let once = mac(key, &[&salt, &1_u32.to_be_bytes()]);
    let twice = mac(key, &[&once]);
    let check_key: Vec<u8> = once
        .iter()
        .zip(&twice)
        .map(|(a, b)| a ^ b)
        .take(KEY)
        .collect();
    let check = mac(&check_key, &[&page[16..PAGE - CHECK], &1_u32.to_le_bytes()]);
    check[..] == page[PAGE - CHECK..]
}

/// Hands over the memory of a process piece by piece: the bytes, and how many of them are new. Behind
/// those stand as many as it takes to see whole what begins in them.
fn read(number: u32, longest: usize, mut look: impl FnMut(&[u8], usize)) {
    let folder = format!("/proc/{number}");
    // It may have ended since it was listed: then it has no memory.
    let (Ok(maps), Ok(mut memory)) = (
        fs::read_to_string(format!("{folder}/maps")),
        File::open(format!("{folder}/mem")),
    ) else {
        return;
    };
    let Ok(mut pages) = File::open(format!("{folder}/pagemap")) else {
        return;
    };
    let mut piece = vec![0; PIECE + longest];
    for line in maps.lines() {
        let Some((begin, end)) = written(line) else {
            continue;
        };
        for (mut at, end) in there(&mut pages, begin, end) {
            while at < end {
                let wanted = usize::try_from(end - at).unwrap_or(usize::MAX);
                let wanted = wanted.min(piece.len());
                let got = memory
                    .seek(SeekFrom::Start(at))
                    .and_then(|_| fill(&mut memory, &mut piece[..wanted]))
                    .unwrap_or_default();
                if got == 0 {
                    break;
                }
                look(&piece[..got], got.min(PIECE));
                at += PIECE as u64;
            }
        }
    }
}

/// The stretches of a part of memory that were ever used: a web view sets gigabytes aside.
fn there(pages: &mut File, begin: u64, end: u64) -> Vec<(u64, u64)> {
    const SIZE: u64 = 4096;
    /// In memory, or put out to the disk.
    const THERE: u64 = 0b11 << 62;
    let mut stretches: Vec<(u64, u64)> = Vec::new();
    let mut entries = vec![0; PIECE];
    let mut at = begin;
    while at < end {
        let wanted = usize::try_from((end - at) / SIZE * 8).unwrap_or(PIECE);
        let wanted = wanted.min(PIECE);
        let got = pages
            .seek(SeekFrom::Start(at / SIZE * 8))
            .and_then(|_| fill(pages, &mut entries[..wanted]))
            .unwrap_or_default();
        if got < 8 {
            break;
        }
        for entry in entries[..got].chunks_exact(8) {
            let flags = u64::from_le_bytes(entry.try_into().expect("eight bytes"));
            if flags & THERE != 0 {
                match stretches.last_mut() {
                    Some(last) if last.1 == at => last.1 = at + SIZE,
                    _ => stretches.push((at, at + SIZE)),
                }
            }
            at += SIZE;
        }
    }
    stretches
}

fn fill(memory: &mut File, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while got < piece.len() {
        match memory.read(&mut piece[got..]) {
            Ok(0) | Err(_) => break,
            Ok(more) => got += more,
        }
    }
    Ok(got)
}

/// The ends of a part of memory that a program can have written to.
fn written(line: &str) -> Option<(u64, u64)> {
    let mut words = line.split_whitespace();
    let (begin, end) = words.next()?.split_once('-')?;
    let rights = words.next()?;
    let number = |text| u64::from_str_radix(text, 16).ok();
    (rights.starts_with("rw") && !line.ends_with("[vvar]"))
        .then(|| Some((number(begin)?, number(end)?)))?
}
