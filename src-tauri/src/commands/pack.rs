//! Content from the practitioner's organisation.

use app::pack::{LoadPackRequest, PackLookView, PackView, ReadPackRequest};
use app::places::FoundFileView;
use app::{App, ErrorView};
use tauri::State;

/// See [`App::pack`].
#[tauri::command(async)]
#[specta::specta]
pub fn pack(app: State<'_, App>) -> Result<PackView, ErrorView> {
    app.pack()
}

/// See [`App::pack_files`].
#[tauri::command(async)]
#[specta::specta]
pub fn pack_files(app: State<'_, App>) -> Result<Vec<FoundFileView>, ErrorView> {
    app.pack_files()
}

/// See [`App::read_pack`].
#[tauri::command(async)]
#[specta::specta]
pub fn read_pack(app: State<'_, App>, request: ReadPackRequest) -> Result<PackLookView, ErrorView> {
    app.read_pack(&request)
}

/// See [`App::load_pack`].
#[tauri::command(async)]
#[specta::specta]
pub fn load_pack(app: State<'_, App>, request: LoadPackRequest) -> Result<PackView, ErrorView> {
    app.load_pack(&request)
}

/// See [`App::remove_pack`].
#[tauri::command(async)]
#[specta::specta]
pub fn remove_pack(app: State<'_, App>) -> Result<PackView, ErrorView> {
    app.remove_pack()
}
