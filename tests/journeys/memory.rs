//! Three seconds after a lock no process of the shipped window holds a typed word or the key.

use journeys::Place;
use journeys::keyboard::Keyboard;
use journeys::marks::Mark;
use journeys::memory;
use journeys::walk::{self, PASSPHRASE};
use std::time::Duration;

/// How long after a lock nothing may be left.
const GONE: Duration = Duration::from_secs(3);

/// A word that stands nowhere else.
const NAME: &str = "Xanthiplume";

#[test]
fn three_seconds_after_a_lock_no_process_holds_a_typed_word_or_the_key() {
    let place = Place::new();
    walk::make_vault(&place);
    let mut keyboard = Keyboard::open(&place, "Unlock");
    keyboard.press(&["Tab"]);
    keyboard.write(PASSPHRASE);
    keyboard.press(&["Return"]);
    keyboard.page("Home");
    keyboard.press(&["Tab", "Return"]);
    keyboard.page("Before you start");
    keyboard.press(&["Tab"]);
    keyboard.write(NAME);
    walk::wait_for_draft(&place, |contact| {
        contact
            .about
            .as_ref()
            .is_some_and(|about| about.name.as_str() == NAME)
    });
    let app = keyboard.process();
    for (process, name) in memory::processes(app) {
        let limits = std::fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
        let cores = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"));
        let most: Vec<_> = cores.unwrap().split_whitespace().skip(4).take(2).collect();
        assert_eq!(most, ["0", "0"], "{name} may leave a core file");
    }
    let marks = [Mark::in_memory(NAME), Mark::in_memory(PASSPHRASE)];
    let database = place.vault_files()["vault.db"].clone();

    // What is looked for can be found.
    let pages = pages_of(app);
    let before = memory::words(app, &marks);
    for page in &pages {
        let one = |line: &&String| line.contains(&format!(" {page}:")) && line.contains(NAME);
        assert!(before.iter().any(|line| one(&line)), "{before:#?}");
    }
    let key = memory::master_key(app, &database).expect("an open vault has its key in memory");
    assert!(memory::times(app, &key) > 0);

    keyboard.press(&["shift+Tab", "shift+Tab", "Return"]);
    keyboard.page("Unlock");
    // Not a wait for something: the time is the requirement.
    std::thread::sleep(GONE);

    assert_eq!(memory::times(app, &key), 0, "the key");
    assert_eq!(
        memory::times(app, &memory::derived(&key)),
        0,
        "the key of the database"
    );
    let now = pages_of(app);
    assert!(
        pages.iter().all(|page| !now.contains(page)),
        "{pages:?} {now:?}"
    );
    let after = memory::words(app, &marks);
    println!("measured: memory before a lock: {before:#?}, after: {after:#?}");
    // The web view keeps texts of the last page in the first process too, for the keyboard's input
    // methods, and empties none of what it gives back. That memory is not ours to empty; what is ours,
    // the texts that commands carry, must be gone from there as well.
    let first = format!(" {app}: «{NAME}»");
    let elsewhere: Vec<_> = after.iter().filter(|line| !line.contains(&first)).collect();
    assert_eq!(elsewhere, [""; 0]);
    let carried = Mark::in_memory(&format!("\"name\":\"{NAME}\""));
    assert_eq!(memory::words(app, &[carried]), [""; 0]);
}

/// The processes that show a page.
fn pages_of(app: u32) -> Vec<u32> {
    memory::processes(app)
        .into_iter()
        .filter(|(_, name)| name.starts_with("WebKitWebProces"))
        .map(|(number, _)| number)
        .collect()
}
