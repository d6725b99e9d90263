//! The lid is closed, or the screen is locked: the vault is locked too.

use journeys::bus::Bus;
use journeys::walk::{self, CLINIC};
use journeys::{Desk, Place};
use std::time::{Duration, Instant};

/// A signal and what it holds when it begins and when it ends.
struct Away {
    path: &'static str,
    signal: &'static str,
    begins: &'static [&'static str],
    ends: Option<&'static str>,
}

const SLEEP: Away = Away {
    path: "/org/freedesktop/login1",
    signal: "org.freedesktop.login1.Manager.PrepareForSleep",
    begins: &["boolean:true"],
    ends: Some("boolean:false"),
};

const SCREEN: Away = Away {
    path: "/org/gnome/ScreenSaver",
    signal: "org.gnome.ScreenSaver.ActiveChanged",
    begins: &["boolean:true"],
    ends: Some("boolean:false"),
};

const SESSION: Away = Away {
    path: "/org/freedesktop/login1/session/_31",
    signal: "org.freedesktop.login1.Session.Lock",
    begins: &[],
    ends: None,
};

#[tokio::test]
async fn sleep_and_a_locked_screen_lock_the_vault_and_keep_every_word() {
    let bus = Bus::start();
    let place = Place::on_bus(&bus);
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    walk::unlock(&desk).await;
    walk::start_contact(&desk, "A W", &CLINIC).await;
    walk::open_step(&desk, "Record").await;
    let mut typed = String::new();
    for away in [SLEEP, SCREEN, SESSION] {
        let old = desk.window().await;
        // The end of a sleep locks nothing.
        if let Some(end) = away.ends {
            bus.say(away.path, away.signal, &[end]);
        }
        // Nothing waits for it to be saved: the lid is closed in the middle of a word.
        typed.push_str(&format!("seen before {} ", away.signal));
        desk.write("Seen by me", &typed).await;
        until_replaced(&desk, &old, || {
            bus.say(away.path, away.signal, away.begins);
        })
        .await;
        desk.follow_new_window(&old).await;
        walk::unlock(&desk).await;
        desk.press_beginning("Continue draft: AW").await;
        desk.page_ending("Record").await;
        assert_eq!(desk.read("Seen by me").await, typed);
    }
    desk.close().await;
}

/// Says it again and again: the app may not be listening yet.
async fn until_replaced(desk: &Desk, old: &str, say: impl Fn()) {
    let end = Instant::now() + Duration::from_secs(20);
    while desk.has_window(old).await {
        assert!(Instant::now() < end, "it does not lock");
        say();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
