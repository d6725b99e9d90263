//! The app as it ships, driven by a keyboard alone: WebDriver cannot reach an incognito webview, and
//! the shipped window is one.
//!
//! The build that is driven differs from the shipped one in two things: it says each new title of its
//! page, and the process that shows it, on standard output, so that nothing has to wait for a time, and
//! it closes its window when it is told to, because there is no desktop here to do it.

use crate::Place;
use crate::desk::from_environment;
use crate::memory::is_running;
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a person would wait before they say that it hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// There is one display with one keyboard, and one journey at a time has it.
static DISPLAY: Mutex<()> = Mutex::new(());

/// A running app with the keyboard of a display of its own.
pub struct Keyboard {
    _display: MutexGuard<'static, ()>,
    app: Child,
    /// The one that shows the page: a lock puts another in its place.
    process: u32,
    lines: Receiver<String>,
    window: String,
}

impl Keyboard {
    /// Starts the app at a place, with every folder that a program may write to inside the place,
    /// and waits for the page with this title.
    ///
    /// # Panics
    /// When the app does not start or opens another page.
    pub fn open(place: &Place, title: &str) -> Self {
        Self::open_under(place, title, &[])
    }

    /// As [`Keyboard::open`], started by another program that becomes the app: its words, the app's
    /// name behind them.
    ///
    /// # Panics
    /// When the app does not start or opens another page.
    pub fn open_under(place: &Place, title: &str, starter: &[&str]) -> Self {
        // A journey that failed has let go of the display all the same.
        let guard = DISPLAY.lock().unwrap_or_else(PoisonError::into_inner);
        let mut app = at(place, starter)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the app starts");
        let lines = read(app.stdout.take().expect("a pipe was asked for"));
        let mut keyboard = Self {
            _display: guard,
            process: app.id(),
            app,
            lines,
            window: String::new(),
        };
        keyboard.page(title);
        keyboard
    }

    /// Waits for the page with this title, and gives its window the keys: it may be a new one.
    ///
    /// # Panics
    /// When the app ends before.
    pub fn page(&mut self, title: &str) {
        self.title(&format!("{title} - Waymark"));
        self.take_keys();
    }

    /// Waits until the page has this title, whole, and until the process that it took over from, if it
    /// is a new one, has ended.
    ///
    /// # Panics
    /// When it does not come.
    pub fn title(&mut self, title: &str) {
        let before = self.process;
        let wanted = format!("title {title}");
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|why| panic!("«{title}» does not come: {why}"));
            if let Some(process) = line.strip_prefix("process ") {
                self.process = process.parse().expect("a process has a number");
            } else if line == wanted {
                break;
            }
        }
        if self.process != before {
            wait_for_end(before);
        }
    }

    /// Gives the app's window the keys.
    ///
    /// # Panics
    /// When there is none.
    pub fn take_keys(&mut self) {
        let process = self.process.to_string();
        let end = Instant::now() + PATIENCE;
        let words = [
            "search",
            "--onlyvisible",
            "--pid",
            &process,
            "--name",
            "Waymark",
        ];
        self.window = loop {
            // A search ends early when it meets a window that is just going: one of the start before.
            let found = self.try_xdotool(&words);
            if let Some(window) = found.as_deref().and_then(|found| found.lines().last()) {
                break window.to_owned();
            }
            assert!(Instant::now() < end, "the app has no window");
            std::thread::sleep(LOOK);
        };
        self.xdotool(&["windowfocus", "--sync", &self.window]);
    }

    /// Presses keys, one after another, by their names: `Tab`, `shift+Tab`, `Return`.
    pub fn press(&self, keys: &[&str]) {
        let mut words = vec!["key", "--clearmodifiers"];
        words.extend(keys);
        self.xdotool(&words);
    }

    /// Types words.
    pub fn write(&self, words: &str) {
        self.xdotool(&["type", "--delay", "5", "--clearmodifiers", words]);
    }

    /// Starts the app a second time at the same place, and waits until that start has ended.
    ///
    /// # Panics
    /// When it does not end.
    pub fn start_again(&self, place: &Place) -> ExitStatus {
        let mut second = at(place, &[]).spawn().expect("the app starts");
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(ended) = second.try_wait().expect("a child can be asked") {
                return ended;
            }
            if Instant::now() >= end {
                let _ = second.kill();
                let _ = second.wait();
                panic!("the second start goes on");
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Takes the window off the screen, as a desktop does with one that is made small.
    pub fn put_away(&self) {
        self.xdotool(&["windowunmap", "--sync", &self.window]);
        assert_eq!(self.windows(), [""; 0]);
    }

    /// Waits until the window is on the screen again.
    ///
    /// # Panics
    /// When it does not come.
    pub fn comes_forward(&self) {
        let end = Instant::now() + PATIENCE;
        while !self.windows().contains(&self.window) {
            assert!(Instant::now() < end, "the window stays away");
            std::thread::sleep(LOOK);
        }
    }

    /// The windows of any Waymark on the screen.
    pub fn windows(&self) -> Vec<String> {
        let found = Command::new("xdotool")
            .env("DISPLAY", display())
            .args(["search", "--onlyvisible", "--name", "Waymark"])
            .output()
            .expect("xdotool is installed by `cargo xtask test`");
        let found = String::from_utf8_lossy(&found.stdout).into_owned();
        found.lines().map(str::to_owned).collect()
    }

    /// The number of the app's first process, which a lock changes.
    pub fn process(&self) -> u32 {
        self.process
    }

    /// Closes the window as a person does, and waits until the app has ended.
    ///
    /// # Panics
    /// When it does not end.
    pub fn quit(mut self) {
        let mut told = self.app.stdin.take().expect("a pipe was asked for");
        writeln!(told, "close").expect("the app listens");
        wait_for_end(self.process);
    }

    /// Kills the app without warning.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // SIGKILL: the app gets no chance to tidy up.
        if is_running(self.process) {
            let process = i32::try_from(self.process).ok().and_then(Pid::from_raw);
            let _ = process.map(|process| kill_process(process, Signal::KILL));
        }
        let _ = self.app.kill();
        let _ = self.app.wait();
    }

    fn xdotool(&self, words: &[&str]) -> String {
        let said = self.try_xdotool(words);
        said.unwrap_or_else(|| panic!("xdotool {}", words.join(" ")))
    }

    fn try_xdotool(&self, words: &[&str]) -> Option<String> {
        let output = Command::new("xdotool")
            .env("DISPLAY", display())
            .args(words)
            .output()
            .expect("xdotool is installed by `cargo xtask test`");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success().then_some(said)
    }
}

/// The lines of the app, and of the one that takes over from it, as they come. Nothing blocks on them:
/// a page that does not come must be a failure, and not a journey that hangs.
fn read(out: ChildStdout) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

fn wait_for_end(process: u32) {
    let end = Instant::now() + PATIENCE;
    while is_running(process) {
        assert!(Instant::now() < end, "the app goes on");
        std::thread::sleep(LOOK);
    }
}

fn display() -> String {
    from_environment("WAYMARK_KEYBOARD_DISPLAY")
        .to_string_lossy()
        .into_owned()
}

/// What starts the app at a place, with every folder that a program may write to inside the place.
fn at(place: &Place, starter: &[&str]) -> Command {
    let home = place.everything().join("home");
    let folder = |name: &str| {
        let folder = home.join(name);
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        folder
    };
    let probe = from_environment("WAYMARK_PROBE");
    let mut app = match starter {
        [] => Command::new(probe),
        [program, words @ ..] => {
            let mut app = Command::new(program);
            app.args(words).arg(probe);
            app
        }
    };
    app.env("DISPLAY", display())
        .env("WAYMARK_DATA", place.data())
        .env("HOME", &home)
        .env("XDG_DATA_HOME", folder("share"))
        .env("XDG_CONFIG_HOME", folder("config"))
        .env("XDG_CACHE_HOME", folder("cache"))
        .env("XDG_STATE_HOME", folder("state"))
        .env("XDG_RUNTIME_DIR", folder("run"))
        .env("TMPDIR", folder("tmp"))
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    app
}

impl Drop for Keyboard {
    fn drop(&mut self) {
        self.end();
    }
}
