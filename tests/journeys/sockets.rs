//! The window as it ships opens no socket to any network: a whole session is watched, and the same
//! session works on a machine that has none.

use journeys::Place;
use journeys::keyboard::Keyboard;
use journeys::walk::{self, PASSPHRASE};
use std::collections::BTreeMap;
use std::process::Command;

/// The families of sockets that never leave the machine: to the display and between processes, and
/// asking the kernel which networks there are, as GLib does at its start.
const INSIDE: [&str; 2] = ["AF_UNIX", "AF_NETLINK"];

#[test]
fn a_whole_session_opens_no_socket_to_any_network() {
    let place = Place::new();
    let trace = place.everything().join("trace");
    let file = trace.to_str().expect("a temporary folder has a plain name");
    let calls = "trace=socket,socketpair,connect,bind";
    session(
        &place,
        &["strace", "-D", "-f", "-qq", "-e", calls, "-o", file],
    );

    let trace = std::fs::read_to_string(trace).expect("the session was watched");
    let families = families(&trace);
    // What would be seen is seen: the window is on a display, and that is a socket.
    assert!(families.contains_key("AF_UNIX"), "{families:?}");
    let outside: Vec<_> = families
        .keys()
        .filter(|family| !INSIDE.contains(&family.as_str()))
        .collect();
    let internet: usize = outside.iter().map(|family| families[*family]).sum();
    println!("measured: sockets of a session: {internet} outside the laptop, {families:?} in all");
    let lines = trace
        .lines()
        .filter(|line| outside.iter().any(|family| line.contains(family.as_str())));
    assert_eq!(outside, [""; 0], "{}", lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_whole_session_works_on_a_machine_without_any_network() {
    let id = Command::new("id").arg("-u").output();
    let root = id.is_ok_and(|id| id.stdout == b"0\n");
    let alone: &[&str] = if root {
        &["unshare", "--net"]
    } else {
        &["unshare", "--user", "--map-root-user", "--net"]
    };
    session(&Place::new(), alone);
    println!("measured: the same session without any network: to its end");
}

/// First start of a day: unlock, begin a contact, lock, search the guide, close.
fn session(place: &Place, starter: &[&str]) {
    walk::make_vault(place);
    let mut keyboard = Keyboard::open_under(place, "Unlock", starter);
    keyboard.press(&["Tab"]);
    keyboard.write(PASSPHRASE);
    keyboard.press(&["Return"]);
    keyboard.page("Home");
    keyboard.press(&["Tab", "Return"]);
    keyboard.page("Before you start");
    keyboard.press(&["Tab"]);
    keyboard.write("Jo");
    walk::wait_for_draft(place, |contact| {
        contact
            .about
            .as_ref()
            .is_some_and(|about| about.name.stored() == "Jo")
    });
    keyboard.press(&["shift+Tab"; 4]);
    keyboard.press(&["Return"]);
    keyboard.page("Unlock");
    keyboard.press(&["Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Return"]);
    keyboard.page("Guide");
    keyboard.press(&["Tab"]);
    keyboard.write("drink");
    keyboard.quit();
}

/// How often each family of sockets was named in a call.
fn families(trace: &str) -> BTreeMap<String, usize> {
    let mut families = BTreeMap::new();
    let names = trace
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| word.starts_with("AF_") || word.starts_with("PF_"));
    for name in names {
        *families.entry(name.replacen("PF_", "AF_", 1)).or_default() += 1;
    }
    families
}
