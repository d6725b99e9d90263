//! From start to a painted window, and the memory it then takes: Waymark's unlock screen beside an
//! empty Tauri window.

use crate::Trouble;
use crate::figure::{Rounds, Unit, milliseconds, say};
use crate::place::Place;
use crate::tree;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// The title of the unlock screen, from `ui/src/app/copy.ts`. A window gets its title when its page
/// is painted.
const UNLOCK: &str = "Unlock - Waymark";
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

    /// One start: milliseconds until it is painted and, where the system says, MiB of all processes.
    fn round(&self, place: &Place) -> Result<(f64, Option<f64>), Trouble> {
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
        let painted = child
            .stdout
            .take()
            .map(|stdout| titles(stdout, started))
            .ok_or_else(|| "its standard output is not a pipe".into())
            .and_then(|titles| self.painted(&titles));
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

    /// Waits for the title of the painted page.
    fn painted(&self, titles: &Receiver<(String, Duration)>) -> Result<Duration, Trouble> {
        let mut seen = Vec::new();
        loop {
            match titles.recv_timeout(PATIENCE) {
                Ok((title, after)) if title == self.painted => return Ok(after),
                Ok((title, _)) => seen.push(title),
                Err(RecvTimeoutError::Timeout) => {
                    return Err(format!("no «{}», only {seen:?}", self.painted).into());
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(format!("it ended without «{}»: {seen:?}", self.painted).into());
                }
            }
        }
    }
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
pub fn measure(place: &Place, rounds: u32) -> Result<(), Trouble> {
    let ours = Program::named("WAYMARK_APP", UNLOCK)?;
    let bare = Program::named("WAYMARK_EMPTY", EMPTY)?;
    // The first start of each reads its files from the disk. That is the disk's speed, not ours.
    ours.round(place)?;
    bare.round(place)?;
    let (mut times, mut memory) = (Rounds::default(), Rounds::default());
    for round in 0..rounds {
        // By turns, so that neither is always the second.
        let ((our_time, our_memory), (bare_time, bare_memory)) = if round % 2 == 0 {
            let ours = ours.round(place)?;
            (ours, bare.round(place)?)
        } else {
            let bare = bare.round(place)?;
            (ours.round(place)?, bare)
        };
        times.push(our_time, bare_time);
        if let (Some(ours), Some(bare)) = (our_memory, bare_memory) {
            memory.push(ours, bare);
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
            "memory of all processes at the unlock screen (the aim is for unlocked with 10,000 \
             contacts) / of the empty window",
            Unit::Mebibytes,
            Some(1.2),
        );
    }
    Ok(())
}
