//! The home page, and what home offers to go on with.

use app::home::{HomeView, PersonCard};
use app::{App, ErrorView};
use casework::words::Words;
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

/// See [`App::keep_unsent`].
#[tauri::command(async)]
#[specta::specta]
pub fn keep_unsent(app: State<'_, App>, form: Option<Words>) -> Result<(), ErrorView> {
    app.keep_unsent(form.as_ref())
}

/// See [`App::unsent`].
#[tauri::command(async)]
#[specta::specta]
pub fn unsent(app: State<'_, App>) -> Result<Option<Words>, ErrorView> {
    app.unsent()
}
