//! Settings.

use crate::window;
use app::settings::SettingsView;
use app::{App, ErrorView};
use tauri::{State, WebviewWindow};

/// See [`App::settings`].
#[tauri::command(async)]
#[specta::specta]
pub fn settings(app: State<'_, App>) -> Result<SettingsView, ErrorView> {
    app.settings()
}

/// See [`App::save_settings`]. This window follows them at once.
#[tauri::command(async)]
#[specta::specta]
pub fn save_settings(
    window: WebviewWindow,
    app: State<'_, App>,
    settings: SettingsView,
) -> Result<SettingsView, ErrorView> {
    let saved = app.save_settings(settings)?;
    window::protect(&window, &saved);
    Ok(saved)
}
