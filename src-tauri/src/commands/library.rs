//! The guide.

use app::library::{ChecklistView, EntryView, GuidePage, HitView, ReferenceView};
use app::{App, ErrorView};
use casework::ids::{ContactId, ItemId};
use guide::Step;
use tauri::State;

/// See [`App::guide_step`].
#[tauri::command(async)]
#[specta::specta]
pub fn guide_step(
    app: State<'_, App>,
    step: Step,
    within: Option<ContactId>,
) -> Result<Vec<EntryView>, ErrorView> {
    Ok(app.guide_step(step, within.as_ref()))
}

/// See [`App::guide_checklist`].
#[tauri::command(async)]
#[specta::specta]
pub fn guide_checklist(app: State<'_, App>) -> Result<ChecklistView, ErrorView> {
    Ok(app.guide_checklist())
}

/// See [`App::guide_in_english`].
#[tauri::command(async)]
#[specta::specta]
pub fn guide_in_english(app: State<'_, App>) -> Result<Vec<ItemId>, ErrorView> {
    Ok(app.guide_in_english())
}

/// See [`App::guide_reference`].
#[tauri::command(async)]
#[specta::specta]
pub fn guide_reference(app: State<'_, App>) -> Result<ReferenceView, ErrorView> {
    Ok(app.guide_reference())
}

/// See [`App::guide_page`].
#[tauri::command(async)]
#[specta::specta]
pub fn guide_page(
    app: State<'_, App>,
    id: ItemId,
    within: Option<ContactId>,
) -> Result<GuidePage, ErrorView> {
    app.guide_page(&id, within.as_ref())
}

/// See [`App::guide_search`].
#[tauri::command(async)]
#[specta::specta]
pub fn guide_search(
    app: State<'_, App>,
    query: String,
    within: Option<ContactId>,
) -> Result<Vec<HitView>, ErrorView> {
    app.guide_search(&query, within.as_ref())
}
