//! Actions and reviews.

use app::actions::{ActionPageView, ActionRequest, ActionsView};
use app::{App, ErrorView};
use casework::ids::ActionId;
use tauri::State;

/// See [`App::actions`].
#[tauri::command(async)]
#[specta::specta]
pub fn actions(app: State<'_, App>) -> Result<ActionsView, ErrorView> {
    app.actions()
}

/// See [`App::action`].
#[tauri::command(async)]
#[specta::specta]
pub fn action(app: State<'_, App>, id: ActionId) -> Result<ActionPageView, ErrorView> {
    app.action(&id)
}

/// See [`App::enter_action`].
#[tauri::command(async)]
#[specta::specta]
pub fn enter_action(
    app: State<'_, App>,
    request: ActionRequest,
) -> Result<ActionPageView, ErrorView> {
    app.enter_action(request)
}
