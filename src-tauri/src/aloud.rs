//! Says a line to whoever uses a screen reader, where the web view does not.
//!
//! WebKitGTK tells a screen reader of what comes into a live region by a signal that Orca passes over, and has
//! no other. So on Linux the line goes out as an announcement of the window (ATK 2.46, which Orca speaks from
//! version 45 on). Elsewhere the live regions of the page are spoken, and nothing is done here.

use tauri::{AppHandle, Runtime, WebviewWindow};

/// Says it. Where nothing listens, or the system is older than that, nothing happens: it stands in the page too.
#[cfg(target_os = "linux")]
pub(crate) fn say<R: Runtime>(handle: &AppHandle<R>, window: WebviewWindow<R>, text: String) {
    use gtk::glib::subclass::SignalId;
    use gtk::prelude::{ObjectExt, WidgetExt};

    // Should the window be gone by then, so is whoever would have heard it.
    let _ = handle.run_on_main_thread(move || {
        let accessible = window.gtk_window().ok().and_then(|gtk| gtk.accessible());
        if let Some(accessible) = accessible
            && SignalId::lookup("announcement", accessible.type_()).is_some()
        {
            accessible.emit_by_name::<()>("announcement", &[&text]);
        }
    });
}

/// Nothing to do: the live regions of the page are spoken.
#[cfg(not(target_os = "linux"))]
pub(crate) fn say<R: Runtime>(_: &AppHandle<R>, _: WebviewWindow<R>, _: String) {}
