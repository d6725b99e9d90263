//! Finding a record again.

use app::find::{FindRequest, FindView};
use app::home::PersonCard;
use app::{App, ErrorView};
use casework::words::Words;
use tauri::State;

/// See [`App::find`].
#[tauri::command(async)]
#[specta::specta]
pub fn find(app: State<'_, App>, request: FindRequest) -> Result<FindView, ErrorView> {
    app.find(request)
}

/// See [`App::find_people`].
#[tauri::command(async)]
#[specta::specta]
pub fn find_people(app: State<'_, App>, text: Words) -> Result<Vec<PersonCard>, ErrorView> {
    app.find_people(&text)
}
