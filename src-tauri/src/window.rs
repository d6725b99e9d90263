//! The life of the window.
//!
//! Locking ends the webview and the process around it: emptying a page leaves its text in the memory of
//! both. A fresh start then shows the lock screen ([`crate::afresh`]).

use crate::afresh::{Afresh, Spot};
use crate::allowed;
use crate::clipboard;
use crate::display;
use app::App;
use app::settings::SettingsView;
use guide::Language;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tauri::{
    AppHandle, Emitter, Manager, PhysicalPosition, PhysicalSize, Runtime, WebviewUrl,
    WebviewWindow, WebviewWindowBuilder, Window, WindowEvent,
};

/// The title bar says no more than the neutral name: anyone may see it.
const TITLE: &str = "Waymark";

/// How long the screen may take to save what is being typed when the window is closed.
const LAST_SAVE: Duration = Duration::from_millis(1500);

/// How long the screen may take to save what is being typed when the laptop goes to sleep.
const LAST_SAVE_BEFORE_SLEEP: Duration = Duration::from_millis(700);

/// Sent to the screen when the laptop goes to sleep or is locked: cover, save, then call `lock`.
pub(crate) const LOCKING: &str = "locking";

/// Sent to the screen when the window is about to close: save, then call `quit`.
pub(crate) const CLOSING: &str = "closing";

/// What the browser of Windows is told at its start. Elsewhere nobody reads it.
///
/// This takes the place of what wry says there, so wry's own features come first. The rest stops what
/// the browser would do over the network by itself: its services, its updates, its reports, Translate,
/// autofill's server. No name is looked up either, but for those of our own pages, which never reach
/// the network. Some of what the browser of the system does cannot be told to it; a firewall can be.
/// Passwords are not saved by default there, and `spellcheck` is off in the pages.
const BROWSER_ARGUMENTS: &str = "\
    --disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection,\
Translate,AutofillServerCommunication,OptimizationHints,MediaRouter,DialMediaRouteProvider,\
NetworkTimeServiceQuerying \
    --disable-background-networking \
    --disable-component-update \
    --disable-domain-reliability \
    --disable-client-side-phishing-detection \
    --disable-breakpad \
    --disable-sync \
    --dns-prefetch-disable \
    --no-pings \
    --host-resolver-rules=\"MAP * ~NOTFOUND, EXCLUDE *.localhost\"";

/// The least width, in pixels of the page: WCAG 2.2 asks for no more, and every page fits in it.
const NARROWEST: f64 = 320.0;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Where vault and guide live. The journeys name a folder of their own.
pub(crate) fn data_folder<R: Runtime>(handle: &AppHandle<R>) -> tauri::Result<PathBuf> {
    #[cfg(any(feature = "journey", feature = "probe"))]
    if let Some(folder) = std::env::var_os("WAYMARK_DATA") {
        return Ok(folder.into());
    }
    handle.path().app_local_data_dir()
}

/// The language of the guide. What ships has one; a journey may name another.
pub(crate) fn language() -> Language {
    #[cfg(feature = "journey")]
    if let Ok(tag) = std::env::var("WAYMARK_LANGUAGE")
        && let Some(language) = Language::tagged(&tag)
    {
        return language;
    }
    Language::English
}

/// What a fresh window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Page {
    /// The app: the lock screen while the vault is locked.
    #[default]
    App,
    /// A neutral page that says nothing about what the app is for.
    Cover,
}

/// Opens the window of a start, in its place and with the keys if it takes over from another.
pub(crate) fn open<R: Runtime>(handle: &AppHandle<R>, afresh: Afresh) -> tauri::Result<()> {
    let window = build(handle, afresh.page)?;
    if let Some(Spot { corner, size }) = afresh.spot {
        let _ = window.set_size(PhysicalSize::<u32>::from(size));
        let _ = window.set_position(PhysicalPosition::<i32>::from(corner));
        let _ = window.set_focus();
    }
    Ok(())
}

fn build<R: Runtime>(handle: &AppHandle<R>, page: Page) -> tauri::Result<WebviewWindow<R>> {
    // Two windows never share a label: the old one may still be closing.
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let label = format!("waymark-{number}");
    let url = match page {
        Page::App => WebviewUrl::default(),
        Page::Cover => WebviewUrl::App("cover.html".into()),
    };
    let chosen = handle.state::<App>().display();
    let builder = WebviewWindowBuilder::new(handle, label, url)
        .title(TITLE)
        .inner_size(1100.0, 740.0)
        .min_inner_size(NARROWEST, 480.0)
        .initialization_script(display::script(chosen.theme))
        .theme(display::of_system(chosen.theme))
        .background_color(display::page(chosen.theme, None))
        .general_autofill_enabled(false)
        // Whatever the settings say: they are in the vault, and the lock screen has a name on it.
        .content_protected(true)
        .additional_browser_args(BROWSER_ARGUMENTS)
        .disable_drag_drop_handler();
    #[cfg(not(feature = "journey"))]
    let builder = {
        tidy(handle);
        private(builder, spare_folder(handle, number))
    };
    #[cfg(feature = "journey")]
    let builder = match language() {
        Language::Pseudo => builder.initialization_script(guide::pseudo::SCRIPT),
        Language::English => builder,
    };
    #[cfg(feature = "journey")]
    let builder = match std::env::var_os("WAYMARK_WEBVIEW") {
        Some(folder) => builder.data_directory(folder.into()),
        None => builder,
    };
    #[cfg(feature = "probe")]
    let builder = {
        tell("process", &std::process::id().to_string());
        builder.on_document_title_changed(|_, title| tell("title", &title))
    };
    let window = builder.build()?;
    // Before the page is read, so that no text jumps.
    display::complete(&window, chosen);
    Ok(window)
}

/// Says to the journeys by keyboard what they cannot see.
#[cfg(feature = "probe")]
fn tell(what: &str, it: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{what} {it}").and_then(|()| out.flush());
}

/// Closes the window, as a person does, when a line says so on standard input: a display without a
/// desktop has no cross to press.
#[cfg(feature = "probe")]
pub(crate) fn close_when_told<R: Runtime>(handle: AppHandle<R>) {
    std::thread::spawn(move || {
        let told = std::io::stdin().lines().map_while(Result::ok);
        for _ in told.filter(|line| line == "close") {
            for window in handle.webview_windows().into_values() {
                let _ = window.close();
            }
        }
    });
}

/// This window has opened the vault.
pub(crate) fn unlocked<R: Runtime>(window: &WebviewWindow<R>) {
    allowed::unlocked(window);
    // Settings that cannot be read change nothing.
    if let Ok(settings) = window.state::<App>().settings() {
        protect(window, &settings);
    }
}

/// Keeps other programs from taking pictures of a window, or lets them, as the settings say. On Linux
/// this does nothing.
pub(crate) fn protect<R: Runtime>(window: &WebviewWindow<R>, settings: &SettingsView) {
    let _ = window.set_content_protected(settings.block_capture);
}

/// Keeps nothing of the page on the disk.
#[cfg(not(feature = "journey"))]
fn private<'a, R: Runtime>(
    builder: WebviewWindowBuilder<'a, R, AppHandle<R>>,
    spare: Option<PathBuf>,
) -> WebviewWindowBuilder<'a, R, AppHandle<R>> {
    let builder = builder.incognito(true);
    match spare {
        Some(folder) => builder.data_directory(folder),
        None => builder,
    }
}

/// On Linux every incognito webview gets a web context of its own, but Tauri registers the scheme of
/// our pages once for each data folder: the window after a lock could not load its page. An empty
/// folder of its own makes Tauri register it again. Nothing is ever written there, and the next
/// window and the end take it away.
#[cfg(not(feature = "journey"))]
fn spare_folder<R: Runtime>(handle: &AppHandle<R>, number: u32) -> Option<PathBuf> {
    if !cfg!(target_os = "linux") || number == 1 {
        return None;
    }
    Some(data_folder(handle).ok()?.join(format!("window-{number}")))
}

/// Takes away what [`spare_folder`] made for the windows before this one: empty folders only.
pub(crate) fn tidy<R: Runtime>(handle: &AppHandle<R>) {
    let Ok(folder) = data_folder(handle) else {
        return;
    };
    // An old one that is still in use is looked at again next time.
    for number in 2..NEXT.load(Ordering::Relaxed) {
        let _ = std::fs::remove_dir(folder.join(format!("window-{number}")));
    }
}

/// Locks the vault, starts Waymark afresh in the place of every window, and ends.
///
/// The vault is locked first: whatever happens to a window, the keys are gone. The screen has covered
/// itself before it asks for this.
pub(crate) fn lock<R: Runtime>(handle: &AppHandle<R>, page: Page) -> Result<(), app::ErrorView> {
    let locked = handle.state::<App>().lock();
    // After the vault: nothing can be copied any more.
    clipboard::take_off(handle);
    let afresh = Afresh {
        page,
        spot: handle.webview_windows().values().next().and_then(spot),
    };
    // WebDriver follows a window and no process, so the journeys stay in theirs.
    let begun = cfg!(not(feature = "journey"))
        && data_folder(handle).is_ok_and(|folder| afresh.begin(&folder));
    if begun {
        end(handle);
    } else {
        stay(handle, afresh);
    }
    locked
}

/// Ends this process, also when its window does not answer any more.
fn end<R: Runtime>(handle: &AppHandle<R>) {
    handle.exit(0);
    std::thread::spawn(|| {
        std::thread::sleep(LAST_SAVE);
        std::process::exit(0);
    });
}

/// No other start came up: puts a fresh window in the place of every old one, and destroys those.
fn stay<R: Runtime>(handle: &AppHandle<R>, afresh: Afresh) {
    let old: Vec<_> = handle.webview_windows().into_values().collect();
    if open(handle, afresh).is_err() {
        // No fresh window: close the app rather than leave what was on the screen.
        handle.exit(1);
        return;
    }
    for window in old {
        let _ = window.destroy();
    }
}

/// Where a window stands.
fn spot<R: Runtime>(window: &WebviewWindow<R>) -> Option<Spot> {
    let corner = window.outer_position().ok()?;
    let size = window.inner_size().ok()?;
    Some(Spot {
        corner: (corner.x, corner.y),
        size: (size.width, size.height),
    })
}

/// Asks the screen to save and lock, and locks without it when it does not answer. What is given ends
/// when it is locked either way.
pub(crate) fn ask_to_lock<R: Runtime>(handle: &AppHandle<R>) -> JoinHandle<()> {
    let asked = NEXT.load(Ordering::Relaxed);
    let _ = handle.emit(LOCKING, ());
    let handle = handle.clone();
    std::thread::spawn(move || {
        std::thread::sleep(LAST_SAVE_BEFORE_SLEEP);
        // Another window by now: the screen answered, and somebody may have unlocked it again.
        let answered = NEXT.load(Ordering::Relaxed) != asked;
        if !answered && handle.state::<App>().is_unlocked() {
            // It did not cover itself either.
            for window in handle.webview_windows().into_values() {
                let _ = window.hide();
            }
            let _ = lock(&handle, Page::App);
        }
    })
}

/// Closing the window saves what is being typed, then quits.
pub(crate) fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    let handle = window.app_handle().clone();
    if !handle.state::<App>().is_unlocked() {
        return;
    }
    api.prevent_close();
    let _ = window.emit(CLOSING, ());
    std::thread::spawn(move || {
        std::thread::sleep(LAST_SAVE);
        // The screen did not answer: whatever it showed as saved is on the disk.
        handle.exit(0);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_of_windows_keeps_what_wry_tells_it_and_gets_one_list_of_features() {
        // Of two lists the browser takes the last alone.
        let lists: Vec<&str> = BROWSER_ARGUMENTS
            .split_whitespace()
            .filter_map(|word| word.strip_prefix("--disable-features="))
            .collect();
        assert_eq!(lists.len(), 1);
        let features: Vec<&str> = lists[0].split(',').collect();
        for wrys in ["msWebOOUI", "msPdfOOUI", "msSmartScreenProtection"] {
            assert!(features.contains(&wrys), "{wrys}");
        }
        assert!(!features.contains(&""), "{features:?}");
        for argument in BROWSER_ARGUMENTS.split(" --") {
            assert!(argument.trim() == argument, "«{argument}»");
        }
    }
}
