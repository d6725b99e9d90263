//! Where to refer to, and what came of it.

use app::referrals::{
    FollowUpRequest, ReferralActionRequest, ReferralView, ReferralsView, RouteServicesRequest,
    ServiceChoice,
};
use app::{App, ErrorView};
use casework::ids::{ContactId, ItemId};
use tauri::State;

/// See [`App::services_for_routes`].
#[tauri::command(async)]
#[specta::specta]
pub fn services_for_routes(
    app: State<'_, App>,
    request: RouteServicesRequest,
) -> Result<Vec<ServiceChoice>, ErrorView> {
    app.services_for_routes(&request)
}

/// See [`App::referrals`].
#[tauri::command(async)]
#[specta::specta]
pub fn referrals(app: State<'_, App>) -> Result<ReferralsView, ErrorView> {
    app.referrals()
}

/// See [`App::referral`].
#[tauri::command(async)]
#[specta::specta]
pub fn referral(
    app: State<'_, App>,
    contact: ContactId,
    route: ItemId,
) -> Result<ReferralView, ErrorView> {
    app.referral(&contact, &route)
}

/// See [`App::follow_up`].
#[tauri::command(async)]
#[specta::specta]
pub fn follow_up(app: State<'_, App>, request: FollowUpRequest) -> Result<ReferralView, ErrorView> {
    app.follow_up(request)
}

/// See [`App::add_referral_action`].
#[tauri::command(async)]
#[specta::specta]
pub fn add_referral_action(
    app: State<'_, App>,
    request: ReferralActionRequest,
) -> Result<(), ErrorView> {
    app.add_referral_action(request)
}
