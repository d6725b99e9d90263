//! The home page.

use app::home::{HomeView, PersonCard};
use app::{App, ErrorView};
use tauri::State;

/// See [`App::home`].
#[tauri::command(async)]
#[specta::specta]
pub fn home(app: State<'_, App>) -> Result<HomeView, ErrorView> {
    app.home()
}

/// See [`App::people`].
#[tauri::command(async)]
#[specta::specta]
pub fn people(app: State<'_, App>) -> Result<Vec<PersonCard>, ErrorView> {
    app.people()
}
