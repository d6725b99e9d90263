//! A program with everything that it started: what it takes in memory, and its end.
//!
//! By `/proc`, so on Linux only; elsewhere a tree is its first process and its memory is not known.

use crate::Trouble;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a killed process may take to go, or memory to settle.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often either is looked at. No time is measured meanwhile.
const LOOK: Duration = Duration::from_millis(20);

/// Memory has settled when it moves by less than this share between two looks a tenth of a second
/// apart.
const STILL: f64 = 0.003;

/// A process: its number, and when it was born, because numbers are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Process {
    number: u32,
    born: u64,
}

/// A line of `/proc/*/stat`.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    process: Process,
    parent: u32,
    /// Ended, and only waiting for its parent to notice.
    ended: bool,
}

impl Stat {
    fn of(number: u32) -> Option<Self> {
        Self::parse(
            number,
            &fs::read_to_string(format!("/proc/{number}/stat")).ok()?,
        )
    }

    fn parse(number: u32, text: &str) -> Option<Self> {
        // A program's name may hold spaces and brackets; the numbers stand behind the last bracket.
        let (_, rest) = text.rsplit_once(')')?;
        let words: Vec<&str> = rest.split_whitespace().collect();
        Some(Self {
            process: Process {
                number,
                born: words.get(19)?.parse().ok()?,
            },
            parent: words.get(1)?.parse().ok()?,
            ended: matches!(*words.first()?, "Z" | "X"),
        })
    }
}

impl Process {
    fn is_there(self) -> bool {
        Stat::of(self.number).is_some_and(|stat| stat.process == self && !stat.ended)
    }

    /// Its share of memory in KiB: what it shares with others is divided among them.
    fn share(self) -> Option<u64> {
        share(&fs::read_to_string(format!("/proc/{}/smaps_rollup", self.number)).ok()?)
    }
}

fn share(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Everything that descends from a process, itself included.
fn descendants(root: u32, all: &[Stat]) -> Vec<Process> {
    let mut numbers = BTreeSet::from([root]);
    loop {
        let before = numbers.len();
        numbers.extend(
            all.iter()
                .filter(|stat| numbers.contains(&stat.parent))
                .map(|stat| stat.process.number)
                .collect::<Vec<_>>(),
        );
        if numbers.len() == before {
            break;
        }
    }
    all.iter()
        .filter(|stat| numbers.contains(&stat.process.number))
        .map(|stat| stat.process)
        .collect()
}

fn tree(root: u32) -> Vec<Process> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let all: Vec<Stat> = entries
        .flatten()
        .filter_map(|entry| Stat::of(entry.file_name().to_str()?.parse().ok()?))
        .collect();
    descendants(root, &all)
}

/// The memory of a program and of everything that it started, in MiB, once it has settled. `None`
/// where the system does not say.
pub fn settled_memory(root: u32) -> Option<f64> {
    let end = Instant::now() + PATIENCE;
    let mut before = memory(root)?;
    loop {
        std::thread::sleep(LOOK * 5);
        let now = memory(root)?;
        if (now - before).abs() < before * STILL || Instant::now() > end {
            return Some(now);
        }
        before = now;
    }
}

fn memory(root: u32) -> Option<f64> {
    let shares: Vec<u64> = tree(root).into_iter().filter_map(Process::share).collect();
    let all: u64 = shares.iter().sum();
    // Even the greatest machines have fewer KiB than a float holds exactly.
    #[expect(clippy::cast_precision_loss, reason = "see above")]
    let all = all as f64;
    (!shares.is_empty()).then_some(all / 1024.0)
}

/// Ends a program with everything that it started, and waits until it is gone.
///
/// # Errors
/// When something is still there after a long while.
pub fn end(child: &mut Child) -> Result<(), Trouble> {
    let all = tree(child.id());
    let _ = child.kill();
    if !all.is_empty() {
        // The children would notice by themselves, in their own time. Some may have by now.
        let _ = Command::new("kill")
            .arg("-9")
            .args(all.iter().map(|process| process.number.to_string()))
            .stderr(Stdio::null())
            .status();
    }
    child.wait()?;
    let end = Instant::now() + PATIENCE;
    while all.iter().any(|process| process.is_there()) {
        if Instant::now() > end {
            return Err("a process of the last round does not end".into());
        }
        std::thread::sleep(LOOK);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stat(number: u32, parent: u32) -> Stat {
        Stat {
            process: Process { number, born: 1 },
            parent,
            ended: false,
        }
    }

    #[test]
    fn a_tree_holds_grandchildren_and_no_strangers() {
        let all = [stat(4, 3), stat(2, 1), stat(3, 2), stat(5, 1)];
        let numbers: Vec<u32> = descendants(2, &all)
            .into_iter()
            .map(|process| process.number)
            .collect();
        assert_eq!(numbers, [4, 2, 3]);
    }

    #[test]
    fn a_name_with_brackets_does_not_confuse() {
        let text = "7 (a) b) S 3 7 7 0 -1 4194304 1 0 0 0 2 3 0 0 20 0 1 0 8765 1 1";
        let stat = Stat::parse(7, text).unwrap();
        assert_eq!(
            (stat.parent, stat.process.born, stat.ended),
            (3, 8765, false)
        );
    }

    #[test]
    fn the_share_of_memory_is_read() {
        assert_eq!(
            share("Rss:  99 kB\nPss:    1234 kB\nPss_Dirty: 1 kB\n"),
            Some(1234)
        );
        assert_eq!(share(""), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_program_that_was_ended_is_gone_with_its_children() {
        let mut child = Command::new("sh")
            .args(["-c", "sleep 600 & echo; wait"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // The line says that the grandchild is there.
        let mut line = [0];
        std::io::Read::read_exact(&mut child.stdout.take().unwrap(), &mut line).unwrap();
        let all = tree(child.id());
        assert_eq!(all.len(), 2);
        assert!(settled_memory(child.id()).unwrap() > 0.0);
        end(&mut child).unwrap();
        assert!(!all.iter().any(|process| process.is_there()));
    }
}
