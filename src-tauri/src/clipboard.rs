//! The clipboard: one text of ours at a time, kept out of what a system remembers of it, and taken off again
//! after a while, at every lock and at the end, unless something else was copied since.
//!
//! It takes what [`app::App::copy_output`] hands over and nothing else. What a program has pasted or kept
//! meanwhile is out of our hands, and so is a program that reads the clipboard and minds no request.
//!
//! On Linux this is GTK's own clipboard, which gives the text only to whoever asks for it: it is never given
//! to the system, so it goes with this process too. Elsewhere `arboard`.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tauri::{AppHandle, Manager, Runtime};

/// How long a text stays there.
const STAYS: Duration = Duration::from_secs(if cfg!(feature = "journey") { 15 } else { 60 });

/// What of ours is on the clipboard.
#[derive(Default)]
pub struct Clipboard {
    held: Mutex<Option<system::Held>>,
    /// Grows with each text, so that the time of one does not take off the next.
    number: AtomicU64,
}

/// Puts a text there. Says for how many seconds it stays; none when the system did not take it.
pub(crate) fn put<R: Runtime>(handle: &AppHandle<R>, text: String) -> Option<u32> {
    let held = system::put(handle, text)?;
    let clipboard = handle.state::<Clipboard>();
    let number = clipboard.number.fetch_add(1, Ordering::Relaxed) + 1;
    if let Ok(mut slot) = clipboard.held.lock() {
        *slot = Some(held);
    }
    let handle = handle.clone();
    std::thread::spawn(move || {
        std::thread::sleep(STAYS);
        if handle.state::<Clipboard>().number.load(Ordering::Relaxed) == number {
            take_off(&handle);
        }
    });
    u32::try_from(STAYS.as_secs()).ok()
}

/// Takes off what is there, if it is still ours.
pub(crate) fn take_off<R: Runtime>(handle: &AppHandle<R>) {
    let clipboard = handle.state::<Clipboard>();
    let held = clipboard.held.lock().ok().and_then(|mut held| held.take());
    if let Some(held) = held {
        system::take_off(handle, held);
    }
}

#[cfg(target_os = "linux")]
mod system {
    use super::{AppHandle, Duration, Runtime};
    use gtk::{TargetEntry, TargetFlags, gdk};
    use std::sync::{Arc, Weak, mpsc};

    /// The names under which programs ask for text.
    const TEXT: [&str; 5] = [
        "UTF8_STRING",
        "text/plain;charset=utf-8",
        "text/plain",
        "STRING",
        "TEXT",
    ];

    /// By this, programs that keep what was copied know that it is to be kept out.
    const SECRET: (&str, &str) = ("x-kde-passwordManagerHint", "secret");

    /// How long the window's own thread may take. It never waits longer for the session than this.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// There as long as the clipboard is ours: whoever copies something else makes GTK let go of it.
    pub(super) type Held = Weak<String>;

    pub(super) fn put<R: Runtime>(handle: &AppHandle<R>, text: String) -> Option<Held> {
        let (say, hear) = mpsc::channel();
        let on_main = move || {
            let text = Arc::new(text);
            let held = Arc::downgrade(&text);
            let taken = offer(text);
            // Nobody waits any more: the screen says that it was not copied.
            if say.send(taken.then(|| held.clone())).is_err() {
                drop_if_ours(&held);
            }
        };
        handle.run_on_main_thread(on_main).ok()?;
        hear.recv_timeout(PATIENCE).ok()?
    }

    fn offer(text: Arc<String>) -> bool {
        let text_targets = (0..).zip(TEXT);
        let targets: Vec<TargetEntry> = text_targets
            .chain([(u32::MAX, SECRET.0)])
            .map(|(info, target)| TargetEntry::new(target, TargetFlags::empty(), info))
            .collect();
        let clipboard = gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD);
        clipboard.set_with_data(&targets, move |_, asked, info| {
            if info == u32::MAX {
                asked.set(&asked.target(), 8, SECRET.1.as_bytes());
            } else {
                let _ = asked.set_text(&text);
            }
        })
    }

    pub(super) fn take_off<R: Runtime>(handle: &AppHandle<R>, held: Held) {
        // Should the window's thread be gone, the clipboard goes with it.
        let _ = handle.run_on_main_thread(move || drop_if_ours(&held));
    }

    fn drop_if_ours(held: &Held) {
        if held.strong_count() > 0 {
            gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD).clear();
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{AppHandle, Runtime};
    #[cfg(target_os = "macos")]
    use arboard::SetExtApple;
    #[cfg(windows)]
    use arboard::SetExtWindows;

    /// The text, to be known again.
    pub(super) struct Held(String);

    pub(super) fn put<R: Runtime>(_: &AppHandle<R>, text: String) -> Option<Held> {
        let mut clipboard = arboard::Clipboard::new().ok()?;
        let set = clipboard.set();
        #[cfg(windows)]
        let set = set
            .exclude_from_monitoring()
            .exclude_from_cloud()
            .exclude_from_history();
        #[cfg(target_os = "macos")]
        let set = set.exclude_from_history();
        set.text(text.as_str()).ok()?;
        Some(Held(text))
    }

    pub(super) fn take_off<R: Runtime>(_: &AppHandle<R>, held: Held) {
        let Ok(mut clipboard) = arboard::Clipboard::new() else {
            return;
        };
        if clipboard.get_text().is_ok_and(|text| text == held.0) {
            let _ = clipboard.clear();
        }
    }
}
