//! People: the list, the page of one, and what is entered about them over time.

use app::people::{
    EventRequest, EventSavedView, JoinRequest, PartRequest, PeopleRequest, PeopleView,
    PersonPageView, PersonRequest, PersonSavedView, WithdrawRequest,
};
use app::{App, ErrorView};
use casework::ids::PersonId;
use tauri::State;

/// See [`App::list_people`].
#[tauri::command(async)]
#[specta::specta]
pub fn list_people(app: State<'_, App>, request: PeopleRequest) -> Result<PeopleView, ErrorView> {
    app.list_people(request)
}

/// See [`App::person_page`].
#[tauri::command(async)]
#[specta::specta]
pub fn person_page(app: State<'_, App>, person: PersonId) -> Result<PersonPageView, ErrorView> {
    app.person_page(&person)
}

/// See [`App::save_person`].
#[tauri::command(async)]
#[specta::specta]
pub fn save_person(
    app: State<'_, App>,
    request: PersonRequest,
) -> Result<PersonSavedView, ErrorView> {
    app.save_person(request)
}

/// See [`App::join_people`].
#[tauri::command(async)]
#[specta::specta]
pub fn join_people(app: State<'_, App>, request: JoinRequest) -> Result<PersonPageView, ErrorView> {
    app.join_people(request)
}

/// See [`App::part_people`].
#[tauri::command(async)]
#[specta::specta]
pub fn part_people(app: State<'_, App>, request: PartRequest) -> Result<PersonPageView, ErrorView> {
    app.part_people(request)
}

/// See [`App::save_event`].
#[tauri::command(async)]
#[specta::specta]
pub fn save_event(app: State<'_, App>, request: EventRequest) -> Result<EventSavedView, ErrorView> {
    app.save_event(request)
}

/// See [`App::withdraw_event`].
#[tauri::command(async)]
#[specta::specta]
pub fn withdraw_event(
    app: State<'_, App>,
    request: WithdrawRequest,
) -> Result<EventSavedView, ErrorView> {
    app.withdraw_event(request)
}
