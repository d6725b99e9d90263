//! Waymark beside KeePassXC, another program that keeps an encrypted file behind a passphrase: from start to a
//! window on the screen, the memory it then takes, and its room on the disk.
//!
//! Nothing is asked of KeePassXC but to start. It is measured as it is installed here and is part of nothing
//! that ships.

use crate::figure::{Rounds, Unit, milliseconds, say, say_amount, say_beside};
use crate::place::Place;
use crate::tree;
use journeys::Trouble;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// After this a window counts as one that will never come.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked for a window. Asking takes about as long.
const LOOK: Duration = Duration::from_millis(2);

/// What an installed Waymark may take on the disk, in megabytes.
const INSTALLED: f64 = 60.0;

/// A program, and where its data goes.
struct Program {
    file: PathBuf,
    folder: PathBuf,
}

impl Program {
    /// One start: milliseconds until a window is on the screen, and the MiB of all its processes.
    fn round(&self) -> Result<(f64, Option<f64>), Trouble> {
        let mut command = Command::new(&self.file);
        command
            .env("WAYMARK_DATA", self.folder.join("data"))
            // What a desktop would say: without it Qt looks for another kind of display.
            .env("QT_QPA_PLATFORM", "xcb")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(name, self.folder.join(name));
        }
        let started = Instant::now();
        let mut child = command.spawn()?;
        let shown = self.window_of(child.id(), started);
        let memory = shown
            .is_ok()
            .then(|| tree::settled_memory(child.id()))
            .flatten();
        let ended = tree::end(&mut child);
        let shown = shown?;
        ended?;
        Ok((milliseconds(shown), memory))
    }

    fn window_of(&self, process: u32, started: Instant) -> Result<Duration, Trouble> {
        let process = process.to_string();
        while started.elapsed() < PATIENCE {
            let found = Command::new("xdotool")
                .args(["search", "--onlyvisible", "--pid", &process, "--name", "."])
                .stderr(Stdio::null())
                .output()?;
            if found.stdout.iter().any(u8::is_ascii_digit) {
                return Ok(started.elapsed());
            }
            std::thread::sleep(LOOK);
        }
        Err(format!("{} shows no window", self.file.display()).into())
    }
}

/// Measures Waymark beside it, and says what both take on the disk.
///
/// # Errors
/// When a window does not open or does not end.
pub fn measure(place: &Place, rounds: u32) -> Result<(), Trouble> {
    let app = PathBuf::from(std::env::var_os("WAYMARK_APP").ok_or("WAYMARK_APP is not set")?);
    let package = std::env::var_os("WAYMARK_PACKAGE").map(PathBuf::from);
    installed(&app, package.as_deref())?;
    let Some(other) = std::env::var_os("WAYMARK_BESIDE") else {
        say("   KeePassXC is not installed here: nothing stands beside Waymark");
        return Ok(());
    };
    let folder = |name: &str| place.folder().join(name);
    let ours = Program {
        file: app,
        folder: place.folder().to_owned(),
    };
    let other = Program {
        file: other.into(),
        folder: folder("beside"),
    };
    // Each once before: the files are read from the disk then.
    ours.round()?;
    other.round()?;
    let (mut times, mut memory) = (Rounds::default(), Rounds::default());
    for _ in 0..rounds {
        let (our_time, our_memory) = ours.round()?;
        let (time, its_memory) = other.round()?;
        times.push(our_time, time);
        if let (Some(ours), Some(its)) = (our_memory, its_memory) {
            memory.push(ours, its);
        }
    }
    times.say_ratio(
        "start to a window on the screen / of KeePassXC",
        Unit::Milliseconds,
        None,
    );
    if !memory.is_empty() {
        memory.say_ratio(
            "memory of all processes at the unlock screen / of KeePassXC",
            Unit::Mebibytes,
            None,
        );
    }
    if let Some(megabytes) = debian_says("keepassxc") {
        say_beside(
            "installed size of KeePassXC, without its libraries",
            megabytes,
            Unit::Megabytes,
        );
    }
    Ok(())
}

/// Says what the installed package takes; without a package, what its program alone does.
fn installed(app: &Path, package: Option<&Path>) -> Result<(), Trouble> {
    let of_package = package.and_then(|file| {
        let said = Command::new("dpkg-deb")
            .args(["--field"])
            .arg(file)
            .arg("Installed-Size")
            .output()
            .ok()?;
        kilobytes(&said.stdout)
    });
    let (what, megabytes) = match of_package {
        Some(megabytes) => ("installed size of the package", megabytes),
        None => {
            let bytes = u32::try_from(std::fs::metadata(app)?.len() / 1000)?;
            ("size of the program alone", f64::from(bytes) / 1000.0)
        }
    };
    say_amount(what, megabytes, Unit::Megabytes, INSTALLED);
    Ok(())
}

fn debian_says(package: &str) -> Option<f64> {
    let said = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Installed-Size}", package])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    kilobytes(&said.stdout)
}

/// Debian counts in 1024 bytes; in megabytes of 1,000,000.
fn kilobytes(said: &[u8]) -> Option<f64> {
    let kib: u32 = std::str::from_utf8(said).ok()?.trim().parse().ok()?;
    Some(f64::from(kib) * 1024.0 / 1_000_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_debian_says_becomes_megabytes() {
        assert_eq!(kilobytes(b"1000000\n"), Some(1024.0));
        assert_eq!(kilobytes(b""), None);
    }
}
