//! The installed app's window, as a person at another desk would have it: keys in, and what stands on the
//! page out, by selecting it all. The shipped build says nothing of itself.

use crate::clean::Clean;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a person would wait before they say that it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// Asks a window to close, as the cross of a desktop does: there is no desktop here.
const CLOSE: &str = "\
    use X11::Protocol; my $x = X11::Protocol->new; \
    $x->SendEvent($ARGV[0], 0, 0, $x->pack_event(name => 'ClientMessage', window => $ARGV[0], \
    type => $x->atom('WM_PROTOCOLS'), format => 32, \
    data => pack('L5', $x->atom('WM_DELETE_WINDOW'), 0, 0, 0, 0))); $x->GetInputFocus;";

/// A running app with the only window on the display.
pub struct Window {
    app: Child,
    id: String,
}

impl Window {
    /// Starts the installed program and waits for its window.
    ///
    /// # Panics
    /// When it does not come.
    pub fn open(clean: &Clean) -> Self {
        let app = clean.by_person("/usr/bin/waymark").spawn();
        let mut window = Self {
            app: app.expect("unshare starts"),
            id: String::new(),
        };
        window.take_keys();
        window
    }

    /// Waits until these words stand on the page, and gives everything that stands there.
    ///
    /// # Panics
    /// When they do not come.
    pub fn sees(&mut self, words: &str) -> String {
        let end = Instant::now() + PATIENCE;
        let mut page = String::new();
        while Instant::now() < end {
            // A lock puts another window in the place of this one.
            self.take_keys();
            page = self.page();
            if page.contains(words) {
                return page;
            }
            std::thread::sleep(LOOK);
        }
        panic!("«{words}» does not come; there stands:\n{page}");
    }

    /// Presses keys, one after another, by their names: `Tab`, `shift+Tab`, `Return`.
    pub fn press(&self, keys: &[&str]) {
        let mut words = vec!["key", "--clearmodifiers"];
        words.extend(keys);
        assert!(xdotool(&words).is_some(), "{keys:?}");
    }

    /// Types words.
    pub fn write(&self, words: &str) {
        let typed = xdotool(&["type", "--delay", "20", "--clearmodifiers", words]);
        assert!(typed.is_some(), "{words}");
    }

    /// Closes the window as a person does, and waits until the app has ended.
    ///
    /// # Panics
    /// When it goes on.
    pub fn close(mut self) {
        let asked = Command::new("perl").args(["-e", CLOSE, &self.id]).status();
        assert!(
            asked.is_ok_and(|asked| asked.success()),
            "the window can be asked to close"
        );
        let end = Instant::now() + PATIENCE;
        while self.goes_on() {
            assert!(Instant::now() < end, "the app goes on");
            std::thread::sleep(LOOK);
        }
    }

    /// A lock puts another process in the place of the first, so the window is what tells.
    fn goes_on(&mut self) -> bool {
        let ended = self.app.try_wait().expect("a child can be asked").is_some();
        !ended || windows().is_some()
    }

    fn take_keys(&mut self) {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(id) = windows()
                && xdotool(&["windowfocus", "--sync", &id]).is_some()
            {
                self.id = id;
                return;
            }
            assert!(Instant::now() < end, "the app has no window");
            std::thread::sleep(LOOK);
        }
    }

    /// Everything that stands on the page, as a person gets it who selects all: the selection goes away
    /// again with the next key.
    fn page(&self) -> String {
        self.press(&["ctrl+a"]);
        let selected = Command::new("xclip")
            .args(["-out", "-selection", "primary"])
            .stderr(Stdio::null())
            .output()
            .expect("xclip is installed by `cargo xtask installed`");
        String::from_utf8_lossy(&selected.stdout).into_owned()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // All of it: what runs inside ends with what started it.
        let _ = self.app.kill();
        let _ = self.app.wait();
    }
}

/// The newest window of Waymark on the display: with the neutral title, and of the class that the desktop
/// entry names, so that a desktop shows one icon for both.
fn windows() -> Option<String> {
    let words = [
        "search",
        "--all",
        "--onlyvisible",
        "--class",
        "--name",
        "^Waymark$",
    ];
    let found = xdotool(&words)?;
    found.lines().last().map(str::to_owned)
}

/// What xdotool says, or nothing when it fails.
fn xdotool(words: &[&str]) -> Option<String> {
    let output = Command::new("xdotool")
        .args(words)
        .stderr(Stdio::null())
        .output()
        .expect("xdotool is installed by `cargo xtask installed`");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(said)
}
