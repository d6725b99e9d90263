//! The settings.

use crate::support::{Laptop, json};
use app::settings::{Sector, SettingsView};
use casework::sealing::Author;

fn settings(idle_minutes: u32, sector: Option<Sector>) -> SettingsView {
    SettingsView {
        author: Author {
            name: "Anna Berry".into(),
            role: "health visitor".into(),
            organisation: "Westshire".into(),
        },
        sector,
        lead_name: "Kim".into(),
        lead_phone: "01632 960001".into(),
        manager_name: "Lee".into(),
        manager_phone: "01632 960002".into(),
        policy_where: "on the shared drive".into(),
        idle_minutes,
        // Other than what a fresh vault has.
        block_capture: false,
        initials_only: false,
    }
}

#[test]
fn settings_come_back_as_they_were_saved_also_after_a_lock() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    for sector in [
        None,
        Some(Sector::Health),
        Some(Sector::GeneralPractice),
        Some(Sector::Housing),
        Some(Sector::SocialCare),
        Some(Sector::Other),
    ] {
        let saved = settings(12, sector);
        assert_eq!(
            json(&app.save_settings(saved.clone()).unwrap()),
            json(&saved)
        );
        assert_eq!(json(&app.settings().unwrap()), json(&saved));
    }
    let last = json(&app.settings().unwrap());
    app.lock().unwrap();
    let app = laptop.unlocked();
    assert_eq!(json(&app.settings().unwrap()), last);
    assert_eq!(app.idle_minutes(), Some(12));
}

#[test]
fn idle_minutes_are_held_between_1_and_30() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    assert_eq!(app.idle_minutes(), Some(5));
    for (asked, held) in [(0, 1), (1, 1), (30, 30), (31, 30), (u32::MAX, 30)] {
        let saved = app.save_settings(settings(asked, None)).unwrap();
        assert_eq!(saved.idle_minutes, held);
        assert_eq!(app.settings().unwrap().idle_minutes, held);
        assert_eq!(app.idle_minutes(), Some(held));
    }
}

#[test]
fn a_fresh_vault_keeps_other_programs_from_taking_pictures() {
    let app = Laptop::with_vault().unlocked();
    assert!(app.settings().unwrap().block_capture);
}
