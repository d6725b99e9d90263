//! Lock, quit, and what keeps the window awake.

use crate::idle::Idle;
use crate::window::Page;
use app::display::DisplayView;
use app::{App, ErrorView};
use tauri::{AppHandle, State, WebviewWindow};

/// Locks the vault and destroys this window; a fresh one shows the lock screen.
#[tauri::command(async)]
#[specta::specta]
pub fn lock(handle: AppHandle) -> Result<(), ErrorView> {
    crate::window::lock(&handle, Page::App)
}

/// Locks the vault and destroys this window; a fresh one shows a neutral page. The screen has covered
/// itself before it asked for this.
#[tauri::command(async)]
#[specta::specta]
pub fn hide(handle: AppHandle) -> Result<(), ErrorView> {
    crate::window::lock(&handle, Page::Cover)
}

/// Closes the app. The screen has saved what was being typed.
#[tauri::command(async)]
#[specta::specta]
pub fn quit(handle: AppHandle) -> Result<(), ErrorView> {
    handle.exit(0);
    Ok(())
}

/// Somebody pressed a key or moved the pointer.
#[tauri::command(async)]
#[specta::specta]
pub fn touch(idle: State<'_, Idle>) -> Result<(), ErrorView> {
    idle.touch();
    Ok(())
}

/// See [`App::display`].
#[tauri::command(async)]
#[specta::specta]
pub fn display(app: State<'_, App>) -> Result<DisplayView, ErrorView> {
    Ok(app.display())
}

/// See [`App::save_display`]. This window follows at once; the page changes its colours by itself.
#[tauri::command(async)]
#[specta::specta]
pub fn save_display(
    window: WebviewWindow,
    app: State<'_, App>,
    display: DisplayView,
) -> Result<DisplayView, ErrorView> {
    let saved = app.save_display(display)?;
    crate::display::follow(&window, saved);
    Ok(saved)
}

/// Whether this system lets a window keep other programs from taking pictures of it. On Linux it does
/// not, and does not say so when it is asked to.
#[tauri::command(async)]
#[specta::specta]
pub fn can_block_capture() -> Result<bool, ErrorView> {
    Ok(cfg!(any(windows, target_os = "macos")))
}

/// Says a line of the page to whoever uses a screen reader, where the web view does not (`aloud.rs`).
#[tauri::command(async)]
#[specta::specta]
pub fn announce(handle: AppHandle, window: WebviewWindow, text: String) -> Result<(), ErrorView> {
    crate::aloud::say(&handle, window, text);
    Ok(())
}

/// See [`App::new_id`].
#[tauri::command(async)]
#[specta::specta]
pub fn new_id(app: State<'_, App>) -> Result<String, ErrorView> {
    Ok(app.new_id())
}
