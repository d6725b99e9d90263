//! Locks when the laptop goes to sleep or its screen is locked.
//!
//! - Linux: logind and the screen savers say so over D-Bus, which GTK speaks to already. Whoever can
//!   send such a signal can make us lock, and nothing more. The signal for sleep comes just before it:
//!   should the laptop be quicker, the lock follows as the first thing after it wakes. A journey
//!   says these signals.
//! - Windows and macOS: the files beside this one. Neither has been run there yet: until then the idle
//!   lock is what can be relied on.

#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use crate::window;
use app::App;
use std::thread::JoinHandle;
use tauri::{AppHandle, Manager, Runtime};

/// Listens from now on. Where nothing is to be heard the idle lock remains.
pub(crate) fn watch<R: Runtime>(handle: &AppHandle<R>) {
    #[cfg(target_os = "linux")]
    {
        linux::listen(gio::BusType::System, linux::LOGIND, handle);
        linux::listen(gio::BusType::Session, linux::SCREEN_SAVERS, handle);
    }
    #[cfg(windows)]
    {
        let handle = handle.clone();
        windows::listen(move || {
            // The system waits with its sleep until this returns: it sleeps locked.
            if let Some(locking) = leave(&handle) {
                let _ = locking.join();
            }
        });
    }
    #[cfg(target_os = "macos")]
    {
        let handle = handle.clone();
        // Called on the thread that the window needs for saving: nothing may be waited for.
        macos::listen(move || drop(leave(&handle)));
    }
}

/// Somebody went away: locks, when there is anything to lock. What is given ends when it is locked.
fn leave<R: Runtime>(handle: &AppHandle<R>) -> Option<JoinHandle<()>> {
    handle
        .state::<App>()
        .is_unlocked()
        .then(|| window::ask_to_lock(handle))
}

#[cfg(target_os = "linux")]
mod linux {
    use super::{AppHandle, Runtime};
    use gio::glib::Variant;
    use gio::{BusType, Cancellable, DBusConnection, DBusSignalFlags};

    /// A signal: its interface and its name.
    type Signal = (&'static str, &'static str);

    /// Going to sleep, and "lock this session".
    pub(super) const LOGIND: &[Signal] = &[
        ("org.freedesktop.login1.Manager", "PrepareForSleep"),
        ("org.freedesktop.login1.Session", "Lock"),
    ];

    /// The screen has been locked, by whichever desktop.
    pub(super) const SCREEN_SAVERS: &[Signal] = &[
        ("org.freedesktop.ScreenSaver", "ActiveChanged"),
        ("org.gnome.ScreenSaver", "ActiveChanged"),
        ("org.cinnamon.ScreenSaver", "ActiveChanged"),
        ("org.mate.ScreenSaver", "ActiveChanged"),
        ("org.xfce.ScreenSaver", "ActiveChanged"),
    ];

    /// Connects without holding up the start, and locks at each of the signals.
    pub(super) fn listen<R: Runtime>(
        bus: BusType,
        signals: &'static [Signal],
        handle: &AppHandle<R>,
    ) {
        let handle = handle.clone();
        gio::bus_get(bus, Cancellable::NONE, move |connection| {
            let Ok(connection) = connection else { return };
            for signal in signals {
                subscribe(&connection, *signal, handle.clone());
            }
            // Kept for as long as the app runs: without it nothing is heard any more.
            std::mem::forget(connection);
        });
    }

    fn subscribe<R: Runtime>(
        connection: &DBusConnection,
        (interface, name): Signal,
        handle: AppHandle<R>,
    ) {
        connection.signal_subscribe(
            None,
            Some(interface),
            Some(name),
            None,
            None,
            DBusSignalFlags::NONE,
            move |_, _, _, _, _, content| {
                if goes_away(content) {
                    super::leave(&handle);
                }
            },
        );
    }

    /// Sleep and screen savers say *true* when they begin and *false* when they end; "lock" says
    /// nothing.
    fn goes_away(content: &Variant) -> bool {
        match content.get::<(bool,)>() {
            Some((begins,)) => begins,
            None => true,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use gio::glib::prelude::ToVariant;

        #[test]
        fn the_beginning_counts_and_the_end_does_not() {
            assert!(goes_away(&(true,).to_variant()));
            assert!(!goes_away(&(false,).to_variant()));
            assert!(goes_away(&().to_variant()));
        }
    }
}
