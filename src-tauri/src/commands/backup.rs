//! Backup and restore. While one runs, or a check of the record, the screen hears how far it has come.

use app::backup::{
    BackUpRequest, BackedUpView, FoundBackupView, ProgressView, RestoreRequest, RestoredView,
};
use app::places::PlaceView;
use app::{App, ErrorView};
use tauri::{AppHandle, Emitter, State};

/// Sent to the screen with a [`ProgressView`] while a backup, a restore or a check runs.
pub(crate) const PROGRESS: &str = "progress";

/// Tells the screen of progress.
pub(super) fn tell(handle: &AppHandle) -> impl FnMut(ProgressView) + '_ {
    |progress| {
        // A screen that is gone needs no news.
        let _ = handle.emit(PROGRESS, progress);
    }
}

/// See [`App::backup_places`].
#[tauri::command(async)]
#[specta::specta]
pub fn backup_places(app: State<'_, App>) -> Result<Vec<PlaceView>, ErrorView> {
    app.backup_places()
}

/// See [`App::back_up`].
#[tauri::command(async)]
#[specta::specta]
pub fn back_up(
    handle: AppHandle,
    app: State<'_, App>,
    request: BackUpRequest,
) -> Result<BackedUpView, ErrorView> {
    app.back_up(&request, &mut tell(&handle))
}

/// See [`App::stop_work`].
#[tauri::command(async)]
#[specta::specta]
pub fn stop_work(app: State<'_, App>) -> Result<(), ErrorView> {
    app.stop_work();
    Ok(())
}

/// See [`App::backups_found`].
#[tauri::command(async)]
#[specta::specta]
pub fn backups_found(app: State<'_, App>) -> Result<Vec<FoundBackupView>, ErrorView> {
    Ok(app.backups_found())
}

/// See [`App::restore`].
#[tauri::command(async)]
#[specta::specta]
pub fn restore(
    handle: AppHandle,
    app: State<'_, App>,
    request: RestoreRequest,
) -> Result<RestoredView, ErrorView> {
    app.restore(&request, &mut tell(&handle))
}
