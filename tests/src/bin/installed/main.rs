//! The deb in a clean system: installed with what it names and nothing more, used by keyboard, upgraded,
//! removed, purged. The vault stays.
//!
//! Takes a folder for what is kept between runs, the deb, and a later one. `cargo xtask installed` starts it,
//! on a display; it needs root, to make the clean system.
//!
//! [`clean`] is the system, [`window`] what a person has of the app there, [`way`] the keys that they press:
//! when a page changes, its keys change there and nowhere else.

mod clean;
mod way;
mod window;

use clean::{Clean, PERSON};
use journeys::walk;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use window::Window;

/// Where Waymark keeps everything: README. In the home folder of the person.
const DATA: &str = ".local/share/org.waymark.desk";

/// How long a save may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    let mut words = std::env::args_os().skip(1).map(PathBuf::from);
    let mut word = || {
        words
            .next()
            .expect("`cargo xtask installed` names a folder and two debs")
    };
    let (cache, first, later) = (word(), word(), word());

    let clean = Clean::make(&cache);
    tell(&format!("A clean system: {}.", clean.name()));
    let data = clean.home().join(DATA);

    let before = clean.packages();
    clean.install(&first);
    let version = clean.version().expect("the deb is installed");
    let with = clean.packages() - before;
    tell(&format!(
        "Waymark {version} is installed, with {} other packages that it needs; it takes {}.",
        with - 1,
        megabytes(clean.installed_size())
    ));
    clean.has_every_library();
    clean.has_every_file_whole();
    assert!(!data.exists(), "an installation writes into no home folder");
    tell("Every library is there, every file is as it was packed, and no home folder was touched.");

    let mut window = Window::open(&clean);
    way::first_run(&mut window);
    tell("Started by an ordinary user without a network; a vault is made by keyboard.");
    way::lock(&mut window);
    way::unlock(&mut window);
    tell("Locked and unlocked.");
    way::begin_a_contact(&mut window);
    wait_for_draft(&data);
    tell("A draft is saved: it is in the vault on the disk.");
    window.close();
    tell("Closed.");

    let kept = files(&data);
    assert!(
        kept.keys().any(|name| name.ends_with("vault.db")),
        "{:?}",
        kept.keys()
    );
    clean.install(&later);
    let now = clean.version().expect("the later deb is installed");
    assert_ne!(now, version, "the upgrade is another version");
    same(&kept, &data, "after an upgrade");
    let mut window = Window::open(&clean);
    way::unlock(&mut window);
    window.close();
    assert!(has_draft(&data), "the draft is there after the upgrade");
    tell(&format!(
        "Upgraded to {now}: the vault opens, and the draft is there."
    ));

    let kept = files(&data);
    clean.apt(&["remove", "waymark"]);
    assert!(
        !clean.inside("/usr/bin/waymark").exists(),
        "the program is removed"
    );
    same(&kept, &data, "after removing");
    clean.install(&later);
    same(&kept, &data, "after installing again");
    clean.apt(&["purge", "waymark"]);
    clean.apt(&["autoremove", "--purge"]);
    assert_eq!(clean.version(), None);
    assert_eq!(clean.left_behind(), [""; 0]);
    same(&kept, &data, "after purging");
    assert!(has_draft(&data), "the vault opens after purging");
    tell(&format!(
        "Removed, installed again and purged: nothing of the program is left, and the {} files in {PERSON}'s folder are the \
         same byte for byte. The vault still opens.",
        kept.len()
    ));
}

/// One line of what happened.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "installed: {line}").and_then(|()| out.flush());
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

fn wait_for_draft(data: &Path) {
    let end = Instant::now() + PATIENCE;
    while !has_draft(data) {
        assert!(Instant::now() < end, "what was typed is not saved");
    }
}

/// Whether the vault opens with the passphrase and has the draft whose name was typed.
fn has_draft(data: &Path) -> bool {
    let drafts = walk::drafts_in(&data.join("vault")).unwrap_or_default();
    let mut about = drafts.iter().filter_map(|contact| contact.about.as_ref());
    about.any(|about| about.local_reference.stored() == way::REFERENCE)
}

/// Every file below a folder with what is in it, by its path there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
    {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            let inside = files(&path).into_iter();
            all.extend(inside.map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            all.insert(name, std::fs::read(&path).expect("a file can be read"));
        }
    }
    all
}

/// Every file is as it was kept, none is missing and none is new.
fn same(kept: &BTreeMap<String, Vec<u8>>, folder: &Path, moment: &str) {
    let now = files(folder);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(kept), names(&now), "{moment}");
    for (name, bytes) in kept {
        assert!(now.get(name) == Some(bytes), "{name} has changed {moment}");
    }
}
