//! What leaves the laptop: preview, file, clipboard.

use crate::clipboard;
use app::counts::{CountsGroup, CountsView, QuarterRequest};
use app::outputs::{
    CopyOutputRequest, FileSavedView, OutputChoicesView, OutputCopiedView, OutputMadeView,
    OutputPreviewView, OutputRequest, OutputSavedView, SaveCardRequest, SaveExportRequest,
    SaveOutputRequest,
};
use app::{App, ErrorView};
use casework::ids::PersonId;
use tauri::{AppHandle, State};

/// See [`App::output_choices`].
#[tauri::command(async)]
#[specta::specta]
pub fn output_choices(
    app: State<'_, App>,
    person: PersonId,
) -> Result<OutputChoicesView, ErrorView> {
    app.output_choices(&person)
}

/// See [`App::output_preview`].
#[tauri::command(async)]
#[specta::specta]
pub fn output_preview(
    app: State<'_, App>,
    request: OutputRequest,
) -> Result<OutputPreviewView, ErrorView> {
    app.output_preview(&request)
}

/// See [`App::save_output`].
#[tauri::command(async)]
#[specta::specta]
pub fn save_output(
    app: State<'_, App>,
    request: SaveOutputRequest,
) -> Result<OutputSavedView, ErrorView> {
    app.save_output(&request)
}

/// See [`App::copy_output`]. The page never has the clipboard itself.
#[tauri::command(async)]
#[specta::specta]
pub fn copy_output(
    handle: AppHandle,
    app: State<'_, App>,
    request: CopyOutputRequest,
) -> Result<OutputCopiedView, ErrorView> {
    app.copy_output(&request, &mut |text| clipboard::put(&handle, text))
}

/// See [`App::outputs_made`].
#[tauri::command(async)]
#[specta::specta]
pub fn outputs_made(
    app: State<'_, App>,
    person: PersonId,
) -> Result<Vec<OutputMadeView>, ErrorView> {
    app.outputs_made(&person)
}

/// See [`App::save_card`].
#[tauri::command(async)]
#[specta::specta]
pub fn save_card(
    app: State<'_, App>,
    request: SaveCardRequest,
) -> Result<FileSavedView, ErrorView> {
    app.save_card(&request)
}

/// See [`App::save_export`].
#[tauri::command(async)]
#[specta::specta]
pub fn save_export(
    app: State<'_, App>,
    request: SaveExportRequest,
) -> Result<FileSavedView, ErrorView> {
    app.save_export(&request)
}

/// See [`App::counts`].
#[tauri::command(async)]
#[specta::specta]
pub fn counts(app: State<'_, App>) -> Result<CountsView, ErrorView> {
    app.counts()
}

/// See [`App::counts_of`].
#[tauri::command(async)]
#[specta::specta]
pub fn counts_of(
    app: State<'_, App>,
    quarter: QuarterRequest,
) -> Result<Vec<CountsGroup>, ErrorView> {
    app.counts_of(quarter)
}
