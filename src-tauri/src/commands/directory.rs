//! The directory of services.

use app::directory::{
    ImportCounts, ImportRequest, ImportView, LocalServiceView, ServiceRequest, ServiceSavedView,
    ServicesRequest, ServicesView,
};
use app::places::FoundFileView;
use app::{App, ErrorView};
use casework::ids::ServiceId;
use tauri::State;

/// See [`App::services`].
#[tauri::command(async)]
#[specta::specta]
pub fn services(app: State<'_, App>, request: ServicesRequest) -> Result<ServicesView, ErrorView> {
    app.services(&request)
}

/// See [`App::service`].
#[tauri::command(async)]
#[specta::specta]
pub fn service(app: State<'_, App>, id: ServiceId) -> Result<LocalServiceView, ErrorView> {
    app.service(&id)
}

/// See [`App::save_service`].
#[tauri::command(async)]
#[specta::specta]
pub fn save_service(
    app: State<'_, App>,
    request: ServiceRequest,
) -> Result<ServiceSavedView, ErrorView> {
    app.save_service(request)
}

/// See [`App::remove_service`].
#[tauri::command(async)]
#[specta::specta]
pub fn remove_service(app: State<'_, App>, id: ServiceId) -> Result<(), ErrorView> {
    app.remove_service(&id)
}

/// See [`App::import_files`].
#[tauri::command(async)]
#[specta::specta]
pub fn import_files(app: State<'_, App>) -> Result<Vec<FoundFileView>, ErrorView> {
    app.import_files()
}

/// See [`App::read_import`].
#[tauri::command(async)]
#[specta::specta]
pub fn read_import(app: State<'_, App>, file: String) -> Result<ImportView, ErrorView> {
    app.read_import(&file)
}

/// See [`App::import_services`].
#[tauri::command(async)]
#[specta::specta]
pub fn import_services(
    app: State<'_, App>,
    request: ImportRequest,
) -> Result<ImportCounts, ErrorView> {
    app.import_services(&request)
}
