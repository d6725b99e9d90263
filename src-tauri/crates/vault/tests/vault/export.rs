//! The sealed export, and the verifier that shares no code with it: `assets/verifier`, run by Node.

use crate::frozen::frozen;
use crate::support::{
    Place, at, author, changes, contact, contact_id, day, notes, sealed, sealed_about,
};
use casework::action::ActionStep;
use casework::ids::{ActionId, ContactId, EventId, PersonId};
use casework::person::{Event, EventKind, Joining};
use casework::provenance::{Source, Sources};
use casework::sealing::{Amendment, Author, ErasureReason};
use casework::words::Words;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use vault::{Erase, Output, OutputKind, StorageError, Vault};

/// In every word that belongs to somebody else than the one contact that is shown.
const MARK: &str = "quokkamarmalade";

fn verifier(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../assets/verifier")
        .join(name)
}

/// What the verifier says of each of these files, one line each, and whether all of them hold.
fn verified(exports: &[Vec<u8>]) -> (Vec<String>, bool) {
    let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
    let mut command = Command::new("node");
    command.arg(verifier("verify.mjs")).arg("--short");
    for (number, export) in exports.iter().enumerate() {
        let path = folder.path().join(format!("{number}.jsonl"));
        fs::write(&path, export).expect("the file can be written");
        command.arg(path);
    }
    let output = command
        .output()
        .expect("Node is needed for the screens, and for this");
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    let lines: Vec<_> = text(&output.stdout).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), exports.len());
    (lines, output.status.success())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn assert_holds(export: &str) -> String {
    let (lines, all) = verified(&[export.as_bytes().to_vec()]);
    assert!(all && lines[0].starts_with("holds "), "{}", lines[0]);
    lines[0].clone()
}

fn amend(vault: &mut Vault, contact: &str, words: &str) {
    let amendment = Amendment {
        contact: contact_id(contact),
        text: words.into(),
        reason: "I had the day wrong".into(),
        author: author(),
        at: at(2000),
    };
    vault.amend(&amendment).expect("amended");
}

/// A vault with everything in it: entries of the first schema, amendments, actions, an erasure, a clock that
/// ran off, people who were joined, events, outputs, and words that are hard on JSON.
fn rich() -> (Place, Vault) {
    let place = frozen();
    let mut vault = place.unlock();
    amend(
        &mut vault,
        "contact-1",
        "it was \"Tuesday\" \\ \u{1}\u{1f}\n\u{2028}\u{7f} 🙂 é",
    );
    for number in 3..=12 {
        let (id, person) = (format!("contact-{number}"), format!("person-{number}"));
        let said = format!("he said \u{feff}so, {number} times\r\n\t");
        let contact = contact(changes(&id, &person, "x").into_iter().chain([notes(&said)]));
        vault
            .seal(&sealed(&id, contact, at(2000 + number)))
            .expect("sealed");
    }
    amend(&mut vault, "contact-5", "and she was there");
    vault.look_at_clock(at(2100), Duration::from_secs(0));
    vault.look_at_clock(at(9100), Duration::from_secs(10));
    amend(&mut vault, "contact-5", "after the clock ran ahead");
    vault
        .enter_action(
            &ActionStep::Done {
                id: ActionId::new("contact-5-action"),
                on: day(2),
                outcome: "rang".into(),
            },
            &author(),
            at(2200),
        )
        .expect("entered");
    let event = Event {
        id: EventId::new("event-1"),
        person: PersonId::new("person-6"),
        kind: EventKind::Separation,
        on: day(2),
        words: "moved out".into(),
        sources: Sources::from([Source::OtherAgency]),
        withdrawn: false,
    };
    vault
        .save_event(&event, &author(), at(2300))
        .expect("entered");
    let joining = Joining {
        kept: PersonId::new("person-6"),
        joined: PersonId::new("person-7"),
        why: "the same".into(),
    };
    vault
        .join_people(&joining, &author(), at(2300))
        .expect("entered");
    vault
        .erase(
            &Erase::Contact(contact_id("contact-8")),
            ErasureReason::Court,
            &"order 12".into(),
            &author(),
            at(2400),
        )
        .expect("entered");
    let output = Output {
        kind: OutputKind::HandOver,
        contacts: vec![contact_id("contact-5")],
        person: Some(PersonId::new("person-5")),
        seal_code: None,
    };
    vault
        .enter_output(&output, &author(), at(2500))
        .expect("entered");
    (place, vault)
}

fn ids(ids: &[&str]) -> Vec<ContactId> {
    ids.iter().map(|id| contact_id(id)).collect()
}

#[test]
fn an_export_that_nobody_touched_holds_whatever_is_shown() {
    let (place, vault) = rich();
    let choices: Vec<Vec<ContactId>> = [
        ids(&[]),
        ids(&["contact-1", "contact-2"]),
        ids(&["contact-5", "contact-12", "contact-5"]),
    ]
    .into_iter()
    .chain(
        (1..=12)
            .filter(|n| *n != 8)
            .map(|n| ids(&[&format!("contact-{n}")])),
    )
    .collect();
    let exports: Vec<Vec<u8>> = choices
        .iter()
        .map(|choice| vault.sealed_export(choice).unwrap().into_bytes())
        .collect();
    let (lines, all) = verified(&exports);
    assert!(all, "{lines:?}");
    let code = vault.seal_code();
    for (line, shown) in lines.iter().zip([0, 3, 5, 2, 1, 1, 1, 4]) {
        let mut words = line.split(' ');
        assert_eq!(words.next(), Some("holds"), "{line}");
        assert_eq!(words.nth(1), Some(shown.to_string().as_str()), "{line}");
        assert!(line.ends_with(code.as_str()), "{line}");
    }
    // And of a vault that was locked, opened and written to again.
    vault.lock().unwrap();
    let vault = place.unlock();
    assert_holds(&vault.sealed_export(&ids(&["contact-5"])).unwrap());
    let empty = Place::empty();
    let (vault, _) = crate::support::create(empty.path());
    assert!(assert_holds(&vault.sealed_export(&[]).unwrap()).ends_with(" 0-0000-0000"));
}

#[test]
fn what_was_never_sealed_or_was_erased_is_not_exported() {
    let (_place, vault) = rich();
    for id in ["contact-8", "never", "person-5", "vault"] {
        assert_eq!(
            vault.sealed_export(&ids(&["contact-5", id])),
            Err(StorageError::NoRecord),
            "{id}"
        );
    }
}

/// The same numbers every time, so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((x ^ (x >> 31)) % limit as u64).expect("it is below the limit")
    }
}

/// One thing done to an export, and what it was.
fn edited(export: &[u8], dice: &mut Dice) -> (Vec<u8>, String) {
    let mut bytes = export.to_vec();
    let mut lines: Vec<Vec<u8>> = export
        .split_inclusive(|b| *b == b'\n')
        .map(Vec::from)
        .collect();
    match dice.below(10) {
        0 | 1 => {
            let line = dice.below(lines.len());
            lines.remove(line);
            (lines.concat(), format!("line {} taken out", line + 1))
        }
        2 | 3 => {
            let one = dice.below(lines.len());
            let other = (one + 1 + dice.below(lines.len() - 1)) % lines.len();
            lines.swap(one, other);
            (
                lines.concat(),
                format!("lines {} and {} swapped", one + 1, other + 1),
            )
        }
        4..=6 => {
            let place = dice.below(bytes.len());
            let other = u8::try_from(1 + dice.below(255)).expect("it is below the limit");
            bytes[place] = bytes[place].wrapping_add(other);
            (bytes, format!("byte {place} exchanged"))
        }
        _ => {
            // Of the same sort as what was there, so that it stays JSON of the same shape.
            let sorts: [&[u8]; 3] = [b"0123456789", b"abcdef", b"ghijklmnopqrstuvwxyz ABCDEFXYZ"];
            let (place, sort) = loop {
                let place = dice.below(bytes.len());
                if let Some(sort) = sorts.iter().find(|sort| sort.contains(&bytes[place])) {
                    break (place, sort);
                }
            };
            let was = sort
                .iter()
                .position(|byte| *byte == bytes[place])
                .expect("it is one of them");
            bytes[place] = sort[(was + 1 + dice.below(sort.len() - 1)) % sort.len()];
            (bytes, format!("byte {place} exchanged for one of its sort"))
        }
    }
}

#[test]
fn the_verifier_finds_every_single_edit_removal_and_reordering() {
    let (_place, vault) = rich();
    let mut dice = Dice(2026);
    let exports: Vec<Vec<u8>> = [ids(&["contact-1", "contact-5"]), ids(&["contact-12"])]
        .iter()
        .map(|choice| vault.sealed_export(choice).unwrap().into_bytes())
        .collect();
    let edits: Vec<(Vec<u8>, String)> = (0..1000)
        .map(|number| edited(&exports[number % 2], &mut dice))
        .collect();
    assert!(verified(&exports).1, "nothing is wrong before");
    let files: Vec<_> = edits.iter().map(|(bytes, _)| bytes.clone()).collect();
    let (lines, _) = verified(&files);
    let missed: Vec<_> = lines
        .iter()
        .zip(&edits)
        .filter(|(line, _)| !line.starts_with("broken "))
        .map(|(_, (_, what))| what)
        .collect();
    assert!(missed.is_empty(), "{} missed: {missed:?}", missed.len());
}

/// Somebody who knows the format and mends what they can: the line's own hash and the first line.
#[test]
fn a_change_that_was_mended_in_its_own_line_is_found_in_the_next() {
    let (_place, vault) = rich();
    let export = vault.sealed_export(&ids(&["contact-5"])).unwrap();
    let lines: Vec<Value> = export
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let shown = lines.iter().position(|line| line["is"] == "shown").unwrap();
    let entry = &lines[shown];
    let payload = string(entry, "payload").replace("he said", "she said");
    let commitment = hmac(&bytes(entry, "salt"), payload.as_bytes());
    let inside = inside(
        string(entry, "kind"),
        string(entry, "id"),
        entry["at"].as_i64().unwrap(),
        entry["written_at"].as_i64().unwrap(),
        string(entry, "author"),
        &commitment,
    );
    let minute = entry["written_at"].as_i64().unwrap().div_euclid(60_000_000);
    let seq = entry["seq"].as_u64().unwrap();
    let place = [
        &3_u32.to_be_bytes()[..],
        &seq.to_be_bytes(),
        &minute.to_be_bytes(),
    ];
    let hash = sha256(&[&place.concat(), &bytes(entry, "previous"), &inside]);
    let escaped = |text: &str| serde_json::to_string(text).unwrap();
    let changed = export
        .replace(&escaped(string(entry, "payload")), &escaped(&payload))
        .replace(string(entry, "commitment"), &hex(&commitment));
    // First only the words and their commitment, then the hash too, wherever it stands.
    let own: Vec<String> = changed
        .lines()
        .enumerate()
        .map(|(number, line)| {
            if number == shown {
                line.replace(string(entry, "hash"), &hex(&hash))
            } else {
                line.to_owned()
            }
        })
        .collect();
    let own = own.join("\n") + "\n";
    let everywhere = changed.replace(string(entry, "hash"), &hex(&hash));
    assert_ne!(own, everywhere);
    let files = [changed, own, everywhere].map(String::into_bytes);
    let (said, _) = verified(&files);
    for (line, place) in said.iter().zip([shown, shown + 1, shown + 1]) {
        assert!(
            line.starts_with(&format!("broken {} {place} ", place + 1)),
            "{line}"
        );
    }
}

/// The same text in another spelling of JSON is not what was written either.
#[test]
fn another_spelling_of_the_same_json_is_found() {
    let (_place, vault) = rich();
    let export = vault.sealed_export(&ids(&["contact-1"])).unwrap();
    let others = [
        export.replacen("\\u001f", "\\u001F", 1),
        export.replacen("\"is\":", "\"is\": ", 1),
        export.replacen("\"seq\":4,", "\"seq\":4.0,", 1),
        export.replacen("\"seq\":4,", "\"seq\":9,\"seq\":4,", 1),
        export.replacen("🙂", "\\ud83d\\ude42", 1),
        export.replace('\n', "\r\n"),
        export.trim_end().to_owned(),
        format!("{export}\n"),
        format!("\u{feff}{export}"),
    ];
    for other in &others {
        assert_ne!(other, &export);
    }
    let (lines, _) = verified(&others.map(String::into_bytes));
    for line in lines {
        assert!(line.starts_with("broken "), "{line}");
    }
}

#[test]
fn a_seal_code_from_any_paper_of_the_record_is_known_again_and_another_is_not() {
    let (_place, vault) = rich();
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("export.jsonl");
    fs::write(&path, vault.sealed_export(&[]).unwrap()).unwrap();
    let asked = |code: &str| {
        let mut command = Command::new("node");
        command
            .arg(verifier("verify.mjs"))
            .args(["--code", code])
            .arg(&path);
        let output = command.output().unwrap();
        (output.status.code(), text(&output.stdout))
    };
    let earlier = vault
        .sealed(&contact_id("contact-5"))
        .unwrap()
        .unwrap()
        .seal_code;
    let spelt = earlier
        .as_str()
        .to_lowercase()
        .replace('-', " ")
        .replace('0', "o");
    for code in [vault.seal_code().as_str(), earlier.as_str(), &spelt] {
        let (ended, said) = asked(code);
        assert_eq!(ended, Some(0), "{code}: {said}");
        assert!(said.contains("It is the same."), "{said}");
    }
    let (number, rest) = earlier.as_str().split_once('-').unwrap();
    let next = format!("{}-{rest}", number.parse::<u64>().unwrap() + 1);
    for code in [next.as_str(), "9999-0000-0000", "47", ""] {
        let (ended, said) = asked(code);
        assert_eq!(ended, Some(1), "{code}: {said}");
    }
}

/// A vault in which everything but `contact-shown` belongs to others, and is marked.
fn marked() -> (Place, Vault) {
    let place = Place::empty();
    let (mut vault, _) = crate::support::create(place.path());
    let stranger = Author {
        name: Words::new(format!("{MARK} author")),
        role: Words::new(format!("{MARK} role")),
        organisation: Words::new(format!("{MARK} organisation")),
    };
    let mut seal = |id: &str, seconds: i64| {
        let mut other = sealed_about(id, &format!("{MARK}-person"), at(seconds));
        other.author = stranger.clone();
        other.contact.notes.said = Words::new(format!("{MARK} said"));
        vault.seal(&other).expect("sealed");
    };
    seal(&format!("{MARK}-1"), 100);
    seal(&format!("{MARK}-2"), 200);
    vault
        .seal(&sealed_about("contact-shown", "person-shown", at(300)))
        .expect("sealed");
    amend(&mut vault, "contact-shown", "it was Tuesday");
    let amendment = Amendment {
        contact: contact_id(&format!("{MARK}-1")),
        text: MARK.into(),
        reason: MARK.into(),
        author: stranger.clone(),
        at: at(3000),
    };
    vault.amend(&amendment).expect("amended");
    vault
        .erase(
            &Erase::Contact(contact_id(&format!("{MARK}-2"))),
            ErasureReason::Court,
            &MARK.into(),
            &stranger,
            at(3100),
        )
        .expect("entered");
    (place, vault)
}

#[test]
fn one_contact_and_the_verifier_tell_nothing_of_the_others_but_count_and_times() {
    let (_place, vault) = marked();
    let export = vault.sealed_export(&ids(&["contact-shown"])).unwrap();
    assert_holds(&export);
    assert!(!export.contains(MARK));
    // Not even what kind of thing happened, or how much was written.
    for word in [
        "person_added",
        "erasure",
        "unlock",
        "settings",
        "order",
        "person-",
    ] {
        let in_others = export
            .lines()
            .filter(|line| line.starts_with("{\"is\":\"closed\""))
            .any(|line| line.contains(word));
        assert!(!in_others, "{word}");
    }
    let mut lengths: Vec<usize> = Vec::new();
    for line in export.lines().skip(1) {
        let entry: Value = serde_json::from_str(line).unwrap();
        if entry["is"] == "shown" {
            let id = string(&entry, "id");
            assert_eq!(id, "contact-shown");
            continue;
        }
        let mut names: Vec<_> = entry
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["hash", "inside", "is", "minute", "previous", "seq"]);
        lengths.push(line.len());
    }
    assert_eq!(
        lengths.len(),
        6,
        "two people, two contacts, an amendment, an erasure"
    );
    lengths.dedup();
    assert_eq!(
        lengths.len(),
        1,
        "the numbers have one digit, so every line is as long as the others"
    );
}

/// Knowing everything about an entry but its salt, down to its very words, nobody can try whether it is there.
#[test]
fn with_the_salts_of_one_contact_nothing_about_the_others_can_be_guessed() {
    let (_place, vault) = marked();
    let shown = vault.sealed_export(&ids(&["contact-shown"])).unwrap();
    let other = vault.sealed_export(&ids(&[&format!("{MARK}-1")])).unwrap();
    let parse = |export: &str| -> Vec<Value> {
        export
            .lines()
            .skip(1)
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let (mine, theirs) = (parse(&shown), parse(&other));
    let salts: Vec<_> = mine.iter().filter(|entry| entry["is"] == "shown").collect();
    assert_eq!(salts.len(), 2);
    let mut tried = 0;
    for hidden in theirs.iter().filter(|entry| entry["is"] == "shown") {
        let seq = usize::try_from(hidden["seq"].as_u64().unwrap()).unwrap();
        let closed = &mine[seq - 1];
        assert_eq!(closed["is"], "closed");
        let guess = |kind: &str, commitment: &[u8; 32]| {
            inside(
                kind,
                string(hidden, "id"),
                hidden["at"].as_i64().unwrap(),
                hidden["written_at"].as_i64().unwrap(),
                string(hidden, "author"),
                commitment,
            )
        };
        // The guess is made the right way: with the true salt it would be right.
        let payload = string(hidden, "payload").as_bytes();
        let commitment = hmac(&bytes(hidden, "salt"), payload);
        let right = guess(string(hidden, "kind"), &commitment);
        assert_eq!(hex(&right), string(closed, "inside"));
        assert!(!shown.contains(string(hidden, "salt")));
        assert!(!shown.contains(string(hidden, "commitment")));
        // Everything that somebody has who was given the one contact.
        let mut commitments = vec![[0; 32], hmac(&[], payload), sha256(&[payload])];
        for entry in &mine {
            for name in ["commitment", "salt", "previous", "hash", "inside"] {
                if entry.get(name).is_some() {
                    commitments.push(bytes(entry, name));
                    commitments.push(hmac(&bytes(entry, name), payload));
                }
            }
        }
        for kind in ALL_KINDS {
            for commitment in &commitments {
                assert_ne!(
                    hex(&guess(kind, commitment)),
                    string(closed, "inside"),
                    "{kind}"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

const ALL_KINDS: [&str; 16] = [
    "person_added",
    "person_changed",
    "people_joined",
    "people_parted",
    "action",
    "referral",
    "event",
    "contact_sealed",
    "amendment",
    "erasure",
    "retention",
    "output_made",
    "restored",
    "unlock",
    "went_on",
    "settings",
];

/// What an erasure leaves is as closed as before it: the line does not change.
#[test]
fn an_erasure_changes_no_line_of_an_export() {
    let (_place, mut vault) = marked();
    let before = vault.sealed_export(&ids(&["contact-shown"])).unwrap();
    vault
        .erase(
            &Erase::Person(PersonId::new(format!("{MARK}-person"))),
            ErasureReason::Court,
            &MARK.into(),
            &author(),
            at(3200),
        )
        .unwrap();
    let after = vault.sealed_export(&ids(&["contact-shown"])).unwrap();
    assert_holds(&after);
    let lines =
        |export: &str| -> Vec<String> { export.lines().skip(1).map(str::to_owned).collect() };
    let (before, after) = (lines(&before), lines(&after));
    assert_eq!(after[..before.len()], before);
    assert_eq!(after.len(), before.len() + 1);
}

/// The page runs its own script under its own style, and can ask nobody for anything.
#[test]
fn the_page_of_the_verifier_is_whole_in_itself() {
    let page = fs::read_to_string(verifier("verifier.html")).unwrap();
    let between = |tag: &str| {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        let start = page.find(&open).unwrap() + open.len();
        assert_eq!(page.matches(&open).count(), 1);
        base64(&Sha256::digest(&page[start..page.rfind(&close).unwrap()]))
    };
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        between("script"),
        between("style"),
    );
    assert!(page.contains(&policy), "the policy should be: {policy}");
    for word in [
        "http:",
        "https:",
        " src=",
        " href=",
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttp",
        "WebSocket",
        "import(",
        "localStorage",
        "url(",
        "@import",
        " style=",
        "cookie",
    ] {
        assert!(!page.contains(word), "{word}");
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .flat_map(|three| {
            let bits = three
                .iter()
                .fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte));
            let bits = bits << (8 * (3 - three.len()));
            (0..4).map(move |place| {
                if place > three.len() {
                    '='
                } else {
                    char::from(DIGITS[(bits >> (18 - 6 * place)) as usize & 63])
                }
            })
        })
        .collect()
}

fn string<'a>(entry: &'a Value, name: &str) -> &'a str {
    entry[name].as_str().expect("it is a text")
}

fn bytes(entry: &Value, name: &str) -> [u8; 32] {
    let digits = string(entry, name);
    let pair =
        |at: usize| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).expect("two hex digits");
    std::array::from_fn(pair)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hmac(key: &[u8], data: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes any key");
    mac.update(data);
    mac.finalize().into_bytes().into()
}

/// SHA-256 over pieces, each behind its length.
fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut all = Vec::new();
    for piece in pieces {
        all.extend((piece.len() as u64).to_be_bytes());
        all.extend_from_slice(piece);
    }
    Sha256::digest(all).into()
}

/// As it is written down in `ledger.rs`, where the clock was not seen to run off.
fn inside(
    kind: &str,
    id: &str,
    at: i64,
    written_at: i64,
    author: &str,
    commitment: &[u8; 32],
) -> [u8; 32] {
    sha256(&[
        &3_u32.to_be_bytes(),
        kind.as_bytes(),
        id.as_bytes(),
        &at.to_be_bytes(),
        &written_at.to_be_bytes(),
        author.as_bytes(),
        commitment,
    ])
}
