//! A lock ends this process and starts Waymark afresh, locked.
//!
//! Destroying the webview ends the process that showed the page, and what is written in Rust is emptied
//! when it is given back. But the system's own parts of the first process keep texts too: on Linux what
//! was typed stays in buffers for input methods, which nobody empties. The one memory that is sure to
//! be empty is that of a process that has ended.
//!
//! The new start opens its window first and only then does the old one end, so that the screen never
//! shows what lies behind Waymark. By then the vault is locked, and the old window is covered or away.
//! No socket and no pipe lies between the two: the new one leaves an empty file when its page is there.

use crate::window::Page;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// The first argument of such a start.
const AFRESH: &str = "--afresh";

/// Left by the new start when its page is there.
const READY: &str = "waymark.ready";

/// How often the old one looks for [`READY`].
const LOOK: Duration = Duration::from_millis(20);

/// How long the old one waits for it. A new start that is slower than this shows its window a little
/// later; what must be gone after a lock is not kept for it.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where the window stood, in pixels of the screen: the corner, then the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) corner: (i32, i32),
    pub(crate) size: (u32, u32),
}

/// How a start begins that takes the place of one that is ending. The default is that of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Afresh {
    pub(crate) page: Page,
    pub(crate) spot: Option<Spot>,
}

impl Afresh {
    /// What the program was started with, without its own name. None for a start by a person: also for
    /// arguments that were not made by [`Afresh::arguments`].
    pub(crate) fn from_arguments(arguments: impl IntoIterator<Item = String>) -> Option<Self> {
        let arguments: Vec<String> = arguments.into_iter().collect();
        let [first, page, spot @ ..] = &arguments[..] else {
            return None;
        };
        let page = match page.as_str() {
            "app" => Page::App,
            "cover" => Page::Cover,
            _ => return None,
        };
        let spot = match spot {
            [] => None,
            [x, y, width, height] => Some(Spot {
                corner: (x.parse().ok()?, y.parse().ok()?),
                size: (width.parse().ok()?, height.parse().ok()?),
            }),
            _ => return None,
        };
        (first == AFRESH).then_some(Self { page, spot })
    }

    /// Anyone can read the arguments of a process: these say nothing.
    fn arguments(self) -> Vec<String> {
        let page = match self.page {
            Page::App => "app",
            Page::Cover => "cover",
        };
        let mut arguments = vec![AFRESH.to_owned(), page.to_owned()];
        if let Some(Spot { corner, size }) = self.spot {
            arguments.extend([corner.0.to_string(), corner.1.to_string()]);
            arguments.extend([size.0.to_string(), size.1.to_string()]);
        }
        arguments
    }

    /// Starts Waymark anew and waits until it shows its page. False when it does not come up: then
    /// this process has to go on.
    pub(crate) fn begin(self, folder: &Path) -> bool {
        // One that was left by a start before asks for nothing any more.
        let _ = fs::remove_file(folder.join(READY));
        let started = std::env::current_exe()
            .and_then(|program| Command::new(program).args(self.arguments()).spawn());
        started.is_ok_and(|started| takes_over(started, folder))
    }
}

/// Waits for a new start. One that is slow counts as there; one that has ended does not.
fn takes_over(mut started: Child, folder: &Path) -> bool {
    let end = Instant::now() + PATIENCE;
    loop {
        if fs::remove_file(folder.join(READY)).is_ok() {
            return true;
        }
        if !matches!(started.try_wait(), Ok(None)) {
            return false;
        }
        if Instant::now() >= end {
            return true;
        }
        thread::sleep(LOOK);
    }
}

/// The page of this start is there: the one before may end.
pub(crate) fn ready(folder: &Path) {
    // Where nothing can be written the one before waits its time out.
    let _ = File::create(folder.join(READY));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_start_is_told_it_understands() {
        let spot = Spot {
            corner: (-3, 40),
            size: (1100, 740),
        };
        for page in [Page::App, Page::Cover] {
            for spot in [None, Some(spot)] {
                let told = Afresh { page, spot };
                assert_eq!(Afresh::from_arguments(told.arguments()), Some(told));
            }
        }
    }

    #[test]
    fn anything_else_is_the_start_of_a_person() {
        for words in [
            "",
            "--afresh",
            "--afresh window",
            "app cover",
            "--afresh app 1 2 3",
            "--afresh app 1 2 3 -4",
            "--afresh app 1 2 3 4 5",
        ] {
            let words = words.split_whitespace().map(str::to_owned);
            assert_eq!(Afresh::from_arguments(words), None);
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_one_before_waits_for_the_page_and_for_no_start_that_has_ended() {
        use rustix::process::{Pid, Signal, kill_process};
        let folder = tempfile::tempdir().unwrap();
        let failed = Command::new("false").spawn().unwrap();
        assert!(!takes_over(failed, folder.path()));

        let slow = Command::new("sleep").arg("60").spawn().unwrap();
        let process = Pid::from_child(&slow);
        ready(folder.path());
        let begun = Instant::now();
        assert!(takes_over(slow, folder.path()));
        assert!(begun.elapsed() < PATIENCE);
        assert!(!folder.path().join(READY).exists());
        kill_process(process, Signal::KILL).unwrap();
    }
}
