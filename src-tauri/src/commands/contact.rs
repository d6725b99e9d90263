//! A contact: draft, check, seal, record.

use app::contact::{AmendRequest, ContactView};
use app::record::{RecordTextView, RecordView};
use app::{App, ErrorView};
use casework::contact::Change;
use casework::ids::ContactId;
use tauri::State;

/// See [`App::start_contact`].
#[tauri::command(async)]
#[specta::specta]
pub fn start_contact(app: State<'_, App>) -> Result<ContactView, ErrorView> {
    app.start_contact()
}

/// See [`App::contact`].
#[tauri::command(async)]
#[specta::specta]
pub fn contact(app: State<'_, App>, id: ContactId) -> Result<ContactView, ErrorView> {
    app.contact(&id)
}

/// See [`App::save_change`].
#[tauri::command(async)]
#[specta::specta]
pub fn save_change(
    app: State<'_, App>,
    id: ContactId,
    change: Change,
) -> Result<ContactView, ErrorView> {
    app.save_change(&id, change)
}

/// See [`App::discard_draft`].
#[tauri::command(async)]
#[specta::specta]
pub fn discard_draft(app: State<'_, App>, id: ContactId) -> Result<(), ErrorView> {
    app.discard_draft(&id)
}

/// See [`App::check`].
#[tauri::command(async)]
#[specta::specta]
pub fn check(app: State<'_, App>, id: ContactId) -> Result<RecordView, ErrorView> {
    app.check(&id)
}

/// See [`App::seal`].
#[tauri::command(async)]
#[specta::specta]
pub fn seal(app: State<'_, App>, id: ContactId) -> Result<RecordView, ErrorView> {
    app.seal(&id)
}

/// See [`App::record`].
#[tauri::command(async)]
#[specta::specta]
pub fn record(app: State<'_, App>, id: ContactId) -> Result<RecordView, ErrorView> {
    app.record(&id)
}

/// See [`App::amend`].
#[tauri::command(async)]
#[specta::specta]
pub fn amend(app: State<'_, App>, request: AmendRequest) -> Result<RecordView, ErrorView> {
    app.amend(request)
}

/// See [`App::record_text`].
#[tauri::command(async)]
#[specta::specta]
pub fn record_text(app: State<'_, App>, id: ContactId) -> Result<RecordTextView, ErrorView> {
    app.record_text(&id)
}
