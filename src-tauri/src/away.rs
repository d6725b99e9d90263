//! Locks when the laptop goes to sleep or its screen is locked.
//!
//! On Linux logind and the screen savers say so over D-Bus, which GTK speaks to already. Whoever can
//! send such a signal can make us lock, and nothing more. The signal for sleep comes just before it:
//! should the laptop be quicker, the lock follows as the first thing after it wakes.
//!
//! Windows and macOS are not heard yet; there the idle lock is what locks.

use tauri::{AppHandle, Runtime};

/// Listens from now on. Where there is no bus there is nothing to hear, and the idle lock remains.
#[cfg(target_os = "linux")]
pub(crate) fn watch<R: Runtime>(handle: &AppHandle<R>) {
    linux::listen(gio::BusType::System, linux::LOGIND, handle);
    linux::listen(gio::BusType::Session, linux::SCREEN_SAVERS, handle);
}

/// Nothing is heard on this system.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch<R: Runtime>(_handle: &AppHandle<R>) {}

#[cfg(target_os = "linux")]
mod linux {
    use super::{AppHandle, Runtime};
    use crate::window;
    use app::App;
    use gio::glib::Variant;
    use gio::{BusType, Cancellable, DBusConnection, DBusSignalFlags};
    use tauri::Manager;

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
                if !goes_away(content) || !handle.state::<App>().is_unlocked() {
                    return;
                }
                window::ask_to_lock(&handle);
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
