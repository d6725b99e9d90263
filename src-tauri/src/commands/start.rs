//! First run, unlock, recovery. A window that opens the vault may call every command from then on.

use crate::window;
use app::start::{
    ChangePassphraseRequest, CheckPassphraseRequest, CreateVaultRequest, PhraseRequest,
    RecoverRequest, RecoveryPhraseView, StartView, UnlockRequest,
};
use app::{App, ErrorView};
use tauri::{State, WebviewWindow};

/// See [`App::start`].
#[tauri::command(async)]
#[specta::specta]
pub fn start(app: State<'_, App>) -> Result<StartView, ErrorView> {
    app.start()
}

/// See [`App::suggest_passphrase`].
#[tauri::command(async)]
#[specta::specta]
pub fn suggest_passphrase(app: State<'_, App>) -> Result<String, ErrorView> {
    app.suggest_passphrase()
}

/// See [`App::check_passphrase`].
#[tauri::command(async)]
#[specta::specta]
pub fn check_passphrase(
    app: State<'_, App>,
    request: CheckPassphraseRequest,
) -> Result<(), ErrorView> {
    app.check_passphrase(&request)
}

/// See [`App::create_vault`].
#[tauri::command(async)]
#[specta::specta]
pub fn create_vault(
    window: WebviewWindow,
    app: State<'_, App>,
    request: CreateVaultRequest,
) -> Result<RecoveryPhraseView, ErrorView> {
    let phrase = app.create_vault(request)?;
    window::unlocked(&window);
    Ok(phrase)
}

/// See [`App::change_passphrase`].
#[tauri::command(async)]
#[specta::specta]
pub fn change_passphrase(
    app: State<'_, App>,
    request: ChangePassphraseRequest,
) -> Result<(), ErrorView> {
    app.change_passphrase(&request)
}

/// See [`App::renew_recovery`].
#[tauri::command(async)]
#[specta::specta]
pub fn renew_recovery(app: State<'_, App>) -> Result<RecoveryPhraseView, ErrorView> {
    app.renew_recovery()
}

/// See [`App::confirm_recovery`].
#[tauri::command(async)]
#[specta::specta]
pub fn confirm_recovery(
    app: State<'_, App>,
    request: PhraseRequest,
) -> Result<StartView, ErrorView> {
    app.confirm_recovery(&request)
}

/// See [`App::unlock`].
#[tauri::command(async)]
#[specta::specta]
pub fn unlock(
    window: WebviewWindow,
    app: State<'_, App>,
    request: UnlockRequest,
) -> Result<StartView, ErrorView> {
    let view = app.unlock(&request)?;
    window::unlocked(&window);
    Ok(view)
}

/// See [`App::go_on`].
#[tauri::command(async)]
#[specta::specta]
pub fn go_on(app: State<'_, App>) -> Result<StartView, ErrorView> {
    app.go_on()
}

/// See [`App::recover`].
#[tauri::command(async)]
#[specta::specta]
pub fn recover(
    window: WebviewWindow,
    app: State<'_, App>,
    request: RecoverRequest,
) -> Result<StartView, ErrorView> {
    let view = app.recover(request)?;
    window::unlocked(&window);
    Ok(view)
}
