//! How long a record is kept, its erasure, and the check of all of it.

use app::keep::{EraseRequest, ErasureView, KeepView, RecordCheckView, RetentionRequest};
use app::{App, ErrorView};
use casework::ids::PersonId;
use tauri::{AppHandle, State};

/// See [`App::keeping`].
#[tauri::command(async)]
#[specta::specta]
pub fn keeping(app: State<'_, App>, person: PersonId) -> Result<KeepView, ErrorView> {
    app.keeping(&person)
}

/// See [`App::set_retention`].
#[tauri::command(async)]
#[specta::specta]
pub fn set_retention(
    app: State<'_, App>,
    request: RetentionRequest,
) -> Result<KeepView, ErrorView> {
    app.set_retention(request)
}

/// See [`App::erase`].
#[tauri::command(async)]
#[specta::specta]
pub fn erase(app: State<'_, App>, request: EraseRequest) -> Result<ErasureView, ErrorView> {
    app.erase(request)
}

/// See [`App::check_record`].
#[tauri::command(async)]
#[specta::specta]
pub fn check_record(handle: AppHandle, app: State<'_, App>) -> Result<RecordCheckView, ErrorView> {
    app.check_record(&mut super::backup::tell(&handle))
}
