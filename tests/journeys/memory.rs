//! Three seconds after a lock every process from before it has ended, and none holds a typed word or
//! the key.

use journeys::Place;
use journeys::keyboard::Keyboard;
use journeys::marks::Mark;
use journeys::memory;
use journeys::walk::{self, PASSPHRASE};
use std::time::{Duration, Instant};

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
            .is_some_and(|about| about.name.stored() == NAME)
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
    let words_before = memory::words(app, &marks);
    for page in &pages {
        let one = |line: &&String| line.contains(&format!(" {page}:")) && line.contains(NAME);
        assert!(
            words_before.iter().any(|line| one(&line)),
            "{words_before:#?}"
        );
    }
    let key = memory::master_key(app, &database).expect("an open vault has its key in memory");
    assert!(memory::times(app, &key) > 0);

    let before: Vec<u32> = memory::processes(app).into_keys().collect();
    keyboard.press(&["shift+Tab"; 4]);
    keyboard.press(&["Return"]);
    let locked = Instant::now();
    keyboard.page("Unlock");
    // Not a wait for something: the time is the requirement.
    std::thread::sleep(GONE.saturating_sub(locked.elapsed()));

    let left: Vec<_> = before
        .into_iter()
        .filter(|old| memory::is_running(*old))
        .collect();
    assert_eq!(left, [0_u32; 0], "processes from before the lock");
    let app = keyboard.process();
    let key_times = memory::times(app, &key) + memory::times(app, &memory::derived(&key));
    let after = memory::words(app, &marks);
    println!(
        "measured: memory {GONE:?} after a lock: {} processes of before, keys {key_times} times, \
         marked words in {} places, {} while it was open",
        left.len(),
        after.len(),
        words_before.len()
    );
    assert_eq!(key_times, 0, "the keys");
    assert_eq!(after, [""; 0]);
}

/// The processes that show a page.
fn pages_of(app: u32) -> Vec<u32> {
    memory::processes(app)
        .into_iter()
        .filter(|(_, name)| name.starts_with("WebKitWebProces"))
        .map(|(number, _)| number)
        .collect()
}
