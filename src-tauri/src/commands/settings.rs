//! Settings.

use app::settings::SettingsView;
use app::{App, ErrorView};
use tauri::State;

/// See [`App::settings`].
#[tauri::command(async)]
#[specta::specta]
pub fn settings(app: State<'_, App>) -> Result<SettingsView, ErrorView> {
    app.settings()
}

/// See [`App::save_settings`].
#[tauri::command(async)]
#[specta::specta]
pub fn save_settings(
    app: State<'_, App>,
    settings: SettingsView,
) -> Result<SettingsView, ErrorView> {
    app.save_settings(settings)
}
