//! Practice with a made-up person. A window that begins it may call every command from then on: they reach
//! the practice and nothing else (`app::practice`). One that began it while locked is destroyed at its end.

use crate::window::{self, Page};
use app::compare::ComparisonView;
use app::practice::{PracticeRequest, ScenarioCard};
use app::start::StartView;
use app::{App, ErrorView};
use tauri::{AppHandle, State, WebviewWindow};

/// See [`App::rehearsals`].
#[tauri::command(async)]
#[specta::specta]
pub fn rehearsals(app: State<'_, App>) -> Result<Vec<ScenarioCard>, ErrorView> {
    Ok(app.rehearsals())
}

/// See [`App::begin_practice`].
#[tauri::command(async)]
#[specta::specta]
pub fn begin_practice(
    window: WebviewWindow,
    app: State<'_, App>,
    request: PracticeRequest,
) -> Result<StartView, ErrorView> {
    let was_open = app.is_unlocked();
    let view = app.begin_practice(&request)?;
    // A window that has opened the vault has the commands, and keeps what its settings say of pictures.
    if !was_open {
        window::unlocked(&window);
    }
    Ok(view)
}

/// See [`App::end_practice`]. Where no vault is open behind it, the window goes as at a lock, and with it
/// what it was allowed.
#[tauri::command(async)]
#[specta::specta]
pub fn end_practice(handle: AppHandle, app: State<'_, App>) -> Result<StartView, ErrorView> {
    let ended = app.end_practice();
    if !app.is_unlocked() {
        window::lock(&handle, Page::App)?;
    }
    ended
}

/// See [`App::comparison`].
#[tauri::command(async)]
#[specta::specta]
pub fn comparison(app: State<'_, App>) -> Result<ComparisonView, ErrorView> {
    app.comparison()
}
