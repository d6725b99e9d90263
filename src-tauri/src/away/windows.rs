//! Windows: a window that nobody sees hears that the session is locked or the laptop goes to sleep.
//!
//! Written against the crate `windows` 0.62.2 and checked against its types; not run on Windows yet.

use std::sync::OnceLock;
use windows::Win32::Foundation::{HANDLE, HINSTANCE, HWND, LPARAM, LRESULT, WPARAM};
use windows::Win32::System::LibraryLoader::GetModuleHandleW;
use windows::Win32::System::Power::RegisterSuspendResumeNotification;
use windows::Win32::System::RemoteDesktop::{
    NOTIFY_FOR_THIS_SESSION, WTSRegisterSessionNotification,
};
use windows::Win32::UI::WindowsAndMessaging::{
    CreateWindowExW, DEVICE_NOTIFY_WINDOW_HANDLE, DefWindowProcW, DispatchMessageW, GetMessageW,
    HWND_MESSAGE, MSG, PBT_APMSUSPEND, RegisterClassW, WINDOW_EX_STYLE, WINDOW_STYLE,
    WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WNDCLASSW, WTS_CONSOLE_DISCONNECT,
    WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK,
};
use windows::core::{PCWSTR, w};

/// What is called when somebody goes away. The system calls [`heard`] without a value of ours.
static GONE: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

/// Listens on a thread of its own for as long as the app runs. Windows waits about two seconds with
/// its sleep for `gone` to return.
pub(super) fn listen(gone: impl Fn() + Send + Sync + 'static) {
    if GONE.set(Box::new(gone)).is_ok() {
        // Where it cannot be heard, the idle lock remains.
        std::thread::spawn(|| run().is_ok());
    }
}

#[expect(unsafe_code, reason = "Windows says this to a window procedure alone")]
fn run() -> windows::core::Result<()> {
    // SAFETY: no name asks for the module of this program, which stays loaded.
    let module = unsafe { GetModuleHandleW(PCWSTR::null()) }?;
    let class = WNDCLASSW {
        lpfnWndProc: Some(heard),
        hInstance: HINSTANCE(module.0),
        lpszClassName: w!("WaymarkAway"),
        ..WNDCLASSW::default()
    };
    // SAFETY: the class lives through the call, its name is static, and `heard` has the signature of
    // a window procedure.
    unsafe { RegisterClassW(&raw const class) };
    // SAFETY: the class was registered above; the names are static; nothing is handed on. Without a
    // class there is no window, and this returns its error.
    let window = unsafe {
        CreateWindowExW(
            WINDOW_EX_STYLE(0),
            class.lpszClassName,
            PCWSTR::null(),
            WINDOW_STYLE(0),
            0,
            0,
            0,
            0,
            Some(HWND_MESSAGE),
            None,
            Some(class.hInstance),
            None,
        )
    }?;
    // Each is worth having without the other.
    // SAFETY: the window is this thread's own, and lives as long as the thread.
    let session = unsafe { WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION) };
    // SAFETY: as above; with this flag the handle is that of a window. A window that takes messages
    // alone hears of sleep by this call only.
    let sleep =
        unsafe { RegisterSuspendResumeNotification(HANDLE(window.0), DEVICE_NOTIFY_WINDOW_HANDLE) };
    session.or(sleep.map(|_| ()))?;
    let mut message = MSG::default();
    // SAFETY: the message lives through both calls. Minus one is an error, nought the end.
    while unsafe { GetMessageW(&raw mut message, None, 0, 0) }.0 > 0 {
        // SAFETY: the message was filled in just now.
        unsafe { DispatchMessageW(&raw const message) };
    }
    Ok(())
}

/// The window procedure.
#[expect(
    unsafe_code,
    reason = "Windows calls it, and has the rest of the messages"
)]
unsafe extern "system" fn heard(window: HWND, message: u32, what: WPARAM, more: LPARAM) -> LRESULT {
    if goes_away(message, what)
        && let Some(gone) = GONE.get()
    {
        gone();
    }
    // SAFETY: handed on as it came.
    unsafe { DefWindowProcW(window, message, what, more) }
}

/// The screen is locked, somebody else has it, or the laptop goes to sleep. The ends of these lock
/// nothing.
fn goes_away(message: u32, what: WPARAM) -> bool {
    let Ok(what) = u32::try_from(what.0) else {
        return false;
    };
    match message {
        WM_WTSSESSION_CHANGE => [
            WTS_SESSION_LOCK,
            WTS_CONSOLE_DISCONNECT,
            WTS_REMOTE_DISCONNECT,
        ]
        .contains(&what),
        WM_POWERBROADCAST => what == PBT_APMSUSPEND,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use windows::Win32::UI::WindowsAndMessaging::{
        PBT_APMRESUMEAUTOMATIC, WM_CLOSE, WTS_SESSION_UNLOCK,
    };

    #[test]
    fn the_beginning_counts_and_the_end_does_not() {
        let heard = |message, what: u32| goes_away(message, WPARAM(what as usize));
        assert!(heard(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK));
        assert!(heard(WM_POWERBROADCAST, PBT_APMSUSPEND));
        assert!(!heard(WM_WTSSESSION_CHANGE, WTS_SESSION_UNLOCK));
        assert!(!heard(WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC));
        // The same numbers in another message mean something else.
        assert!(!heard(WM_CLOSE, WTS_SESSION_LOCK));
        assert!(!heard(WM_POWERBROADCAST, WTS_SESSION_LOCK));
    }
}
