//! Parameters of key derivation outside what is allowed: refused at once, and nothing is allocated
//! for them.

use super::arguments::Arguments;
use super::child::command;
use super::place::Place;
use super::report::{Findings, say, share, split};
use super::words::{PASSPHRASE, at, secret};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;
use vault::{UnlockError, Vault};

/// The longest that a refusal may take, in microseconds.
const LONGEST: u128 = 50_000;
/// The most that the process may grow by, in KiB. The least that is allowed takes sixty times as much.
const MOST: u64 = 1024;

/// Each field with its value in a vault here, and values beyond floor and ceiling.
const FIELDS: [(&str, u32, &[u32]); 3] = [
    (
        "m_kib",
        65_536,
        &[
            0,
            1,
            8,
            65_535,
            1_048_577,
            4_194_304,
            i32::MAX as u32,
            u32::MAX,
        ],
    ),
    ("t", 3, &[0, 1, 2, 11, 1_000, i32::MAX as u32, u32::MAX]),
    ("p", 1, &[0, 17, 255, 65_536, i32::MAX as u32, u32::MAX]),
];

/// The line.
pub fn run(_: &Arguments) -> Findings {
    let jobs: Vec<(&str, u32, u32)> = FIELDS
        .iter()
        .flat_map(|(field, now, values)| values.iter().map(move |value| (*field, *now, *value)))
        .collect();
    let (measured, failures) = split(share(&jobs, |job| {
        refused(job).map_err(|failure| format!("{} = {}: {failure}", job.0, job.2))
    }));
    let slowest = measured.iter().map(|(time, _)| *time).max().unwrap_or(0);
    let largest = measured.iter().map(|(_, size)| *size).max().unwrap_or(0);
    Findings::of(
        [
            format!("{} costs out of range refused", measured.len()),
            format!("the slowest in {:.1} ms", slowest as f32 / 1000.0),
            format!("the largest {largest} KiB more"),
        ],
        failures,
    )
}

/// One cost, in a process of its own. Gives microseconds and KiB.
fn refused((field, now, value): &(&str, u32, u32)) -> Result<(u128, u64), String> {
    let place = Place::filled()?;
    let keys = place.vault().join("vault.keys");
    let text = fs::read_to_string(&keys).map_err(|error| error.to_string())?;
    let changed = text.replace(
        &format!("\"{field}\":{now},"),
        &format!("\"{field}\":{value},"),
    );
    if changed == text {
        return Err("the key file has no such field".to_owned());
    }
    fs::write(&keys, signed(&changed)).map_err(|error| error.to_string())?;
    let ended = command("kdf")?
        .arg(place.vault())
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&ended.stdout).trim().to_owned();
    let mut words = said.split(' ');
    let mut number = || words.next().and_then(|word| word.parse::<u64>().ok());
    let (Some(time), Some(size)) = (number(), number()) else {
        return Err(format!("it says {said}"));
    };
    if u128::from(time) > LONGEST {
        return Err(format!("refused only after {time} us"));
    }
    if size > MOST {
        return Err(format!("{size} KiB were taken for it"));
    }
    Ok((u128::from(time), size))
}

/// A key file with the checksum that belongs to it, as somebody writes it who knows the format.
pub fn signed(text: &str) -> String {
    let body = &text[..text.find("sha256:").unwrap_or(text.len())];
    let sum: String = Sha256::digest(body.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{body}sha256:{sum}\n")
}

/// The child: tries to unlock, and says how long that took and by how much it grew.
pub fn child(folder: &Path) -> Result<(), String> {
    let passphrase = secret(PASSPHRASE);
    let before = largest()?;
    let begun = Instant::now();
    let unlocked = Vault::unlock(folder, &passphrase, at(0)).map(drop);
    let took = begun.elapsed().as_micros();
    if unlocked != Err(UnlockError::KdfOutOfRange) {
        return Err(format!("{unlocked:?}"));
    }
    say(&format!("{took} {}", largest()?.saturating_sub(before)));
    Ok(())
}

/// The most memory that this process has asked for, in KiB, whether it was used or not.
fn largest() -> Result<u64, String> {
    let status = fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmPeak:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .ok_or_else(|| "the system does not say".to_owned())
}
