//! From start to a painted window, and the memory it then takes: Waymark's unlock screen beside an
//! empty Tauri window.

use crate::Trouble;
use crate::figure::{Rounds, Unit, milliseconds, say};
use crate::place::Place;
use crate::tree;
use crate::vaults::PASSPHRASE;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// The title of the unlock screen, from `ui/src/app/copy.ts`. A window gets its title when its page
/// is painted.
const UNLOCK: &str = "Unlock - Waymark";
/// The title of the home page, when the vault is open.
const HOME: &str = "Home - Waymark";
/// The title of the empty window, from `tests/empty-window/ui/painted.js`.
const EMPTY: &str = "Painted - Empty";

/// After this a window counts as one that will never paint.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program with a window.
struct Program {
    file: PathBuf,
    painted: &'static str,
}

impl Program {
    fn named(variable: &str, painted: &'static str) -> Result<Self, Trouble> {
        let file = std::env::var_os(variable)
            .ok_or_else(|| format!("{variable} is not set: run this by `cargo xtask bench`"))?;
        Ok(Self {
            file: file.into(),
            painted,
        })
    }

    /// One start: milliseconds until it is painted and, where the system says, MiB of all processes: then,
    /// or once the vault was opened by hand.
    fn round(&self, place: &Place, open: bool) -> Result<(f64, Option<f64>), Trouble> {
        let complaints = place.folder().join("complaints");
        let mut command = Command::new(&self.file);
        command
            .env("WAYMARK_DATA", place.data())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&complaints)?);
        // Nothing of the person at this machine is read, and nothing is left with them.
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(name, place.folder().join("xdg").join(name));
        }
        let started = Instant::now();
        let mut child = command.spawn()?;
        let painted: Result<Duration, Trouble> = child
            .stdout
            .take()
            .map(|stdout| titles(stdout, started))
            .ok_or_else(|| "its standard output is not a pipe".into())
            .and_then(|titles| {
                let time = titles_until(&titles, self.painted)?;
                if open {
                    unlock(child.id())?;
                    titles_until(&titles, HOME)?;
                }
                Ok(time)
            });
        let memory = painted
            .is_ok()
            .then(|| tree::settled_memory(child.id()))
            .flatten();
        let ended = tree::end(&mut child);
        match painted {
            Ok(time) => ended.map(|()| (milliseconds(time), memory)),
            Err(trouble) => Err(format!(
                "{}: {trouble}\n{}",
                self.file.display(),
                fs::read_to_string(&complaints).unwrap_or_default()
            )
            .into()),
        }
    }
}

/// Waits for a page with this title, and gives the time since the start.
fn titles_until(titles: &Receiver<(String, Duration)>, wanted: &str) -> Result<Duration, Trouble> {
    let mut seen = Vec::new();
    loop {
        match titles.recv_timeout(PATIENCE) {
            Ok((title, after)) if title == wanted => return Ok(after),
            Ok((title, _)) => seen.push(title),
            Err(RecvTimeoutError::Timeout) => {
                return Err(format!("no «{wanted}», only {seen:?}").into());
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(format!("it ended without «{wanted}»: {seen:?}").into());
            }
        }
    }
}

/// Types the passphrase into the window of a process, as a person does.
fn unlock(process: u32) -> Result<(), Trouble> {
    let process = process.to_string();
    let xdotool = |words: &[&str]| -> Result<String, Trouble> {
        let said = Command::new("xdotool").args(words).output()?;
        if said.status.success() {
            Ok(String::from_utf8_lossy(&said.stdout).trim().to_owned())
        } else {
            Err(format!("xdotool {} failed", words.join(" ")).into())
        }
    };
    let window = xdotool(&[
        "search",
        "--sync",
        "--onlyvisible",
        "--pid",
        &process,
        "--name",
        "Waymark",
    ])?;
    xdotool(&[
        "windowfocus",
        "--sync",
        window.lines().last().unwrap_or(&window),
    ])?;
    xdotool(&["key", "Tab"])?;
    xdotool(&["type", "--delay", "5", PASSPHRASE])?;
    xdotool(&["key", "Return"])?;
    Ok(())
}

/// The titles that a window says it has, each with the time since its start. Read to the end, so
/// that the window never stops on a full pipe.
fn titles(stdout: ChildStdout, started: Instant) -> Receiver<(String, Duration)> {
    let (say, hear) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let after = started.elapsed();
            if let Some(title) = line.strip_prefix("title ") {
                // Nobody listens any more once the title that was waited for has come.
                let _ = say.send((title.to_owned(), after));
            }
        }
    });
    hear
}

/// Measures both figures.
///
/// # Errors
/// When a window does not open or does not end.
pub fn measure(contacts: u32, place: &Place, rounds: u32) -> Result<(), Trouble> {
    let ours = Program::named("WAYMARK_APP", UNLOCK)?;
    let bare = Program::named("WAYMARK_EMPTY", EMPTY)?;
    // The first start of each reads its files from the disk. That is the disk's speed, not ours.
    ours.round(place, false)?;
    bare.round(place, false)?;
    let (mut times, mut memory, mut opened) =
        (Rounds::default(), Rounds::default(), Rounds::default());
    for round in 0..rounds {
        // By turns, so that neither is always the second.
        let ((our_time, our_memory), (bare_time, bare_memory)) = if round % 2 == 0 {
            let ours = ours.round(place, false)?;
            (ours, bare.round(place, false)?)
        } else {
            let bare = bare.round(place, false)?;
            (ours.round(place, false)?, bare)
        };
        times.push(our_time, bare_time);
        if let (Some(ours), Some(bare)) = (our_memory, bare_memory) {
            memory.push(ours, bare);
        }
        let (_, open_memory) = ours.round(place, true)?;
        if let (Some(ours), Some(bare)) = (open_memory, bare_memory) {
            opened.push(ours, bare);
        }
    }
    times.say_ratio(
        "start to painted unlock screen / to painted empty Tauri window",
        Unit::Milliseconds,
        Some(1.15),
    );
    if memory.is_empty() {
        say("   memory: this system does not say what a process takes");
    } else {
        memory.say_ratio(
            "memory of all processes at the unlock screen / of the empty window",
            Unit::Mebibytes,
            None,
        );
        opened.say_ratio(
            &format!(
                "memory of all processes, unlocked with {contacts} contacts / of the empty window"
            ),
            Unit::Mebibytes,
            Some(1.2),
        );
    }
    Ok(())
}
