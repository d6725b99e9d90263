//! A locked window may call nothing that needs an open vault: not only the app refuses, Tauri does.

use journeys::walk;
use journeys::{Desk, Place};
use serde_json::json;

#[tokio::test]
async fn a_locked_window_is_refused_by_tauri_and_gets_the_commands_with_the_passphrase() {
    let place = Place::new();
    walk::make_vault(&place);
    let desk = Desk::open(&place).await;
    desk.page("Unlock").await;
    refused(&desk).await;
    walk::unlock(&desk).await;
    let home = desk.invoke("home").await;
    assert!(home.is_ok(), "{home:?}");

    // The next window has the few commands again, and the last one's are gone with it.
    walk::lock(&desk).await;
    refused(&desk).await;

    // So has the neutral page.
    walk::unlock(&desk).await;
    let old = desk.window().await;
    desk.press("Hide").await;
    desk.follow_new_window(&old).await;
    desk.page("Waymark").await;
    refused(&desk).await;
    desk.close().await;
}

async fn refused(desk: &Desk) {
    for command in ["home", "settings", "renew_recovery"] {
        let answer = desk.invoke(command).await;
        let thrown = answer.expect_err(command);
        assert_ne!(thrown["code"], json!("locked"), "{command} reached the app");
        let words = thrown.as_str().unwrap_or_default();
        assert!(words.contains("not allowed"), "{command}: {thrown}");
    }
    // What the lock screen calls is there.
    assert!(desk.invoke("start").await.is_ok());
}
