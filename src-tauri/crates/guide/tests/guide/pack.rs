//! Content packs: a good one reads, and each kind of bad one is refused for its own reason.
//!
//! Every bad pack is the good one with one thing wrong, under a name. What is wrong with the content is
//! signed with the good key, so that nothing but the content can be the reason.

use casework::directory::ServiceKind;
use casework::ids::ItemId;
use chrono::NaiveDate;
use ed25519_dalek::{Signer, SigningKey};
use guide::pack::{
    Content, FORMAT, LARGEST, MAGIC, PackFault, PackKey, Signed, Standing, StandingFault, Trusted,
    read, signed_part, standing,
};
use guide::{Guide, LawCard};
use std::collections::BTreeSet;
use std::sync::OnceLock;

const EXAMPLE: &str = include_str!("../../../../../assets/packs/example.toml");

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day")
}

fn signer(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn key(signer: &SigningKey) -> PackKey {
    PackKey::new(signer.verifying_key().to_bytes())
}

fn signed_by(signer: &SigningKey, content: &[u8]) -> Vec<u8> {
    let part = signed_part(content, &key(signer));
    let signature = signer.sign(&part).to_bytes();
    [&part[..], &signature].concat()
}

fn good() -> Vec<u8> {
    signed_by(&signer(1), EXAMPLE.as_bytes())
}

fn guide() -> &'static Guide {
    static GUIDE: OnceLock<Guide> = OnceLock::new();
    GUIDE.get_or_init(|| Guide::embedded().expect("the guide reads"))
}

fn read_pack(bytes: &[u8]) -> Result<Signed, PackFault> {
    read(bytes, guide(), today()).map_err(|error| error.fault)
}

/// The example with one text in the place of another, signed with the good key.
fn with(old: &str, new: &str) -> Vec<u8> {
    assert!(EXAMPLE.contains(old), "the example has no {old:?}");
    signed_by(&signer(1), EXAMPLE.replacen(old, new, 1).as_bytes())
}

/// The example with a text behind its end.
fn and(more: &str) -> Vec<u8> {
    signed_by(&signer(1), format!("{EXAMPLE}\n{more}\n").as_bytes())
}

/// A law card that says what must never be said.
fn disclosure(fields: &str) -> String {
    format!(
        "[[law]]\nid = \"law.ew.disclosure-scheme\"\nnation = \"england-and-wales\"\n{fields}\n\
         source = \"The legal team\"\nread_in = \"official\"\nchecked_on = \"2026-11-24\"\n\
         check_again_by = \"2027-05-24\""
    )
}

fn service(kind: &str, fields: &str) -> String {
    format!(
        "[[service]]\nid = \"new-one\"\nname = \"Harbour\"\nkind = \"{kind}\"\narea = \"Westshire\"\n\
         source = \"Rang them\"\nchecked_on = \"2026-11-24\"\ncheck_again_by = \"2027-05-24\"\n{fields}"
    )
}

/// The good pack with the bytes from `at` on replaced.
fn patched(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut pack = good();
    pack[at..at + bytes.len()].copy_from_slice(bytes);
    pack
}

const KEY_AT: usize = 10;
const LENGTH_AT: usize = 42;
const CONTENT_AT: usize = 46;

/// The same signature with the order of the group added to its second half: good by the first rules of
/// Ed25519, so that one content would have two files.
fn malleable() -> Vec<u8> {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut pack = good();
    let half = pack.len() - 32;
    let mut carry = 0;
    for (byte, more) in pack[half..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(more) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    pack
}

/// A key of small order signs everything: the signature is right by the plain equation.
fn weak(key: [u8; 32]) -> Vec<u8> {
    let part = signed_part(EXAMPLE.as_bytes(), &PackKey::new(key));
    let mut signature = [0; 64];
    signature[0] = 1;
    [&part[..], &signature].concat()
}

/// The neutral element, which is of order one.
const NEUTRAL: [u8; 32] = {
    let mut key = [0; 32];
    key[0] = 1;
    key
};

/// Every kind of bad pack: its name, why it is refused, its bytes.
fn bad() -> Vec<(&'static str, PackFault, Vec<u8>)> {
    use PackFault as Fault;
    let whole = good();
    let end = whole.len();
    let content_ends = end - 64;
    vec![
        // The file.
        ("empty file", Fault::NotAPack, Vec::new()),
        (
            "not a pack",
            Fault::NotAPack,
            b"Dear diary, a long letter".to_vec(),
        ),
        ("plain content", Fault::NotAPack, EXAMPLE.into()),
        ("wrong magic", Fault::NotAPack, patched(0, b"wAYPACK\n")),
        ("magic alone", Fault::Cut, MAGIC[..5].to_vec()),
        ("newer format", Fault::Newer, patched(8, &[0, 2])),
        ("format of no version", Fault::NotAPack, patched(8, &[0, 0])),
        ("cut in the key", Fault::Cut, whole[..30].to_vec()),
        ("cut in the length", Fault::Cut, whole[..44].to_vec()),
        (
            "cut in the content",
            Fault::Cut,
            whole[..content_ends - 9].to_vec(),
        ),
        (
            "cut in the signature",
            Fault::Cut,
            whole[..end - 1].to_vec(),
        ),
        (
            "length past the end",
            Fault::Cut,
            patched(LENGTH_AT, &[0xff; 4]),
        ),
        ("unsigned", Fault::Unsigned, whole[..content_ends].to_vec()),
        (
            "blank signature",
            Fault::Unsigned,
            patched(content_ends, &[0; 64]),
        ),
        (
            "trailing bytes",
            Fault::TooMuch,
            [&whole[..], b"\n"].concat(),
        ),
        (
            "two packs in one file",
            Fault::TooMuch,
            [&whole[..], &whole].concat(),
        ),
        (
            "over the size",
            Fault::TooLarge,
            signed_by(&signer(1), &vec![b'#'; LARGEST]),
        ),
        // The signature.
        (
            "signature of another key",
            Fault::SignatureWrong,
            patched(KEY_AT, key(&signer(2)).bytes()),
        ),
        (
            "flipped bit in the content",
            Fault::SignatureWrong,
            patched(CONTENT_AT + 7, &[whole[CONTENT_AT + 7] ^ 1]),
        ),
        (
            "flipped bit in the signature",
            Fault::SignatureWrong,
            patched(end - 40, &[whole[end - 40] ^ 1]),
        ),
        (
            "shorter length, so that content is taken for the signature",
            Fault::TooMuch,
            patched(LENGTH_AT, &100_u32.to_be_bytes()),
        ),
        (
            "signature of the content alone",
            Fault::SignatureWrong,
            [
                &whole[..content_ends],
                &signer(1).sign(EXAMPLE.as_bytes()).to_bytes(),
            ]
            .concat(),
        ),
        (
            "signature that is not canonical",
            Fault::SignatureWrong,
            malleable(),
        ),
        ("key of zeros", Fault::KeyWeak, weak([0; 32])),
        ("key of order one", Fault::KeyWeak, weak(NEUTRAL)),
        ("key that is no point", Fault::KeyWeak, weak([2; 32])),
        // The text.
        (
            "not UTF-8",
            Fault::NotText,
            signed_by(&signer(1), b"title = \"\xff\""),
        ),
        (
            "bad TOML",
            Fault::Unreadable,
            with("serial = 1", "serial ="),
        ),
        (
            "serial that is no number",
            Fault::Unreadable,
            with("serial = 1", "serial = \"1\""),
        ),
        (
            "serial below nought",
            Fault::Unreadable,
            with("serial = 1", "serial = -1"),
        ),
        (
            "huge nesting of lists",
            Fault::Unreadable,
            and(&format!("x = {}", "[".repeat(100_000))),
        ),
        (
            "huge nesting of names",
            Fault::Unreadable,
            signed_by(
                &signer(1),
                format!("{}a = 1", "a.".repeat(100_000)).as_bytes(),
            ),
        ),
        (
            "unknown field",
            Fault::FieldUnknown,
            with("serial = 1", "serial = 1\ncolour = \"red\""),
        ),
        (
            "unknown field of a service",
            Fault::FieldUnknown,
            and(&service("other", "rating = 5")),
        ),
        (
            "unknown kind of service",
            Fault::Unreadable,
            and(&service("life_coaching", "")),
        ),
        (
            "no organisation",
            Fault::FieldMissing,
            with("organisation = \"Westshire Community Health\"", ""),
        ),
        (
            "blank organisation",
            Fault::FieldMissing,
            with("Westshire Community Health", " "),
        ),
        (
            "lead without a number",
            Fault::FieldMissing,
            with("phone = \"01632 960011\"", "phone = \"\""),
        ),
        (
            "holds nothing",
            Fault::Empty,
            signed_by(
                &signer(1),
                b"organisation = \"A\"\ntitle = \"B\"\nserial = 1\nmade_on = \"2026-11-24\"\n",
            ),
        ),
        (
            "text without an end",
            Fault::TooLong,
            with("Ring the safeguarding", &"a".repeat(3000)),
        ),
        (
            "more leads than anybody rings",
            Fault::TooLong,
            and(&"[[lead]]\nname = \"A\"\nphone = \"999\"\n".repeat(5)),
        ),
        // What it would do.
        (
            "changes the checklist",
            Fault::Forbidden,
            and("[[indicator]]\nid = \"risk.weapons\""),
        ),
        (
            "changes an outcome",
            Fault::Forbidden,
            with("serial = 1", "serial = 1\noutcome = \"x\""),
        ),
        (
            "changes an urgent text",
            Fault::Forbidden,
            and("[[urgent]]\nid = \"urgent.suicidal\""),
        ),
        (
            "changes an entry",
            Fault::Forbidden,
            and("[[entry]]\nid = \"say.drink\""),
        ),
        (
            "duplicate service",
            Fault::IdTwice,
            with("id = \"haven\"", "id = \"turnaround\""),
        ),
        (
            "the same service under two ids",
            Fault::IdTwice,
            and(&format!(
                "{}\n{}",
                service("other", ""),
                service("other", "").replace("new-one", "new-two")
            )),
        ),
        (
            "duplicate law card",
            Fault::IdTwice,
            and(&EXAMPLE[EXAMPLE.find("[[law]]").expect("it has a law card")..]),
        ),
        (
            "id that is a path",
            Fault::IdWrong,
            with("id = \"haven\"", "id = \"../haven\""),
        ),
        (
            "unknown law card",
            Fault::LawUnknown,
            with("law.ew.strangulation", "law.ew.cats"),
        ),
        (
            "unknown nation",
            Fault::NationWrong,
            with("\"england-and-wales\"", "\"wales\""),
        ),
        (
            "nation of another card",
            Fault::NationWrong,
            with("\"england-and-wales\"", "\"scotland\""),
        ),
        (
            "impossible date",
            Fault::DayWrong,
            with("\"2026-11-24\"", "\"2026-02-30\""),
        ),
        (
            "date in another way",
            Fault::DayWrong,
            with("\"2026-11-24\"", "\"20/11/2026\""),
        ),
        (
            "date without quotes",
            Fault::Unreadable,
            with("\"2026-11-24\"", "2026-11-24"),
        ),
        (
            "made in the future",
            Fault::DayInFuture,
            with("made_on = \"2026-11-25\"", "made_on = \"2026-12-01\""),
        ),
        (
            "checked in the future",
            Fault::DayInFuture,
            with("\"2026-11-24\"", "\"2026-12-20\""),
        ),
        (
            "checked again before it was checked",
            Fault::CheckAgainWrong,
            with("\"2027-05-24\"", "\"2026-11-19\""),
        ),
        (
            "fresh for ever",
            Fault::CheckAgainWrong,
            with("\"2027-05-24\"", "\"2099-01-01\""),
        ),
        (
            "service without a source",
            Fault::SourceMissing,
            with("source = \"Rang the service\"\n", ""),
        ),
        (
            "law card with a blank source",
            Fault::SourceMissing,
            with(
                "Serious Crime Act 2015 s.75A, as read by the legal team",
                "",
            ),
        ),
        (
            "never-say left out",
            Fault::NeverSayRemoved,
            and(&disclosure("")),
        ),
        (
            "never-say taken away",
            Fault::NeverSayRemoved,
            and(&disclosure("never_say = false")),
        ),
        (
            "words to say of what must never be mentioned",
            Fault::NeverSayRemoved,
            and(&disclosure("never_say = true\nsay = \"Somebody may ask.\"")),
        ),
        (
            "reassuring law card",
            Fault::Reassures,
            with(
                "The legal team answers",
                "The risk is low. The legal team answers",
            ),
        ),
        (
            "reassuring policy",
            Fault::Reassures,
            with(
                "Do not wait",
                "Without an indicator there is no risk. Do not wait",
            ),
        ),
        (
            "reassuring note of a service",
            Fault::Reassures,
            with(
                "Takes people",
                "After the course they are safe. Takes people",
            ),
        ),
        (
            "reassuring name",
            Fault::Reassures,
            with("Westshire Turnaround", "Standard risk team"),
        ),
        (
            "anger management as a programme",
            Fault::NotAdvised,
            with("Westshire Turnaround", "Westshire Anger-Management"),
        ),
        (
            "couple counselling in the notes",
            Fault::NotAdvised,
            with("Rings back", "Offers couples counselling. Rings back"),
        ),
        (
            "anger management that is vouched for",
            Fault::NotAdvised,
            and(&service("anger_management", "accredited = \"yes\"")),
        ),
        (
            "an address field",
            Fault::Address,
            and(&service("survivor_support", "address = \"12 Elm Street\"")),
        ),
        (
            "where a victim is",
            Fault::Address,
            and(&service("other", "victim_location = \"Westshire\"")),
        ),
        (
            "postcode of a refuge",
            Fault::Address,
            and(&service("survivor_support", "notes = \"AB1 2DE\"")),
        ),
        (
            "street of a refuge under another kind",
            Fault::Address,
            and(&service(
                "other",
                "notes = \"The refuge is at 12 Elm Street\"",
            )),
        ),
        (
            "street of a refuge in the policy",
            Fault::Address,
            with("Do not wait", "The refuge is at 12 Elm Street. Do not wait"),
        ),
        (
            "phone number that is none",
            Fault::PhoneWrong,
            with("01632 960010", "see the website"),
        ),
        (
            "phone number of a service that is none",
            Fault::PhoneWrong,
            with("01632 960020", "8088024040"),
        ),
        (
            "control character",
            Fault::Characters,
            with("Safeguarding team", "Safeguarding\\u0007team"),
        ),
        (
            "text that turns",
            Fault::Characters,
            with("Safeguarding team", "Safeguarding \\u202Emaet"),
        ),
        (
            "hidden character in a word that reassures",
            Fault::Characters,
            with("Do not wait", "The risk is l\\u200Bow. Do not wait"),
        ),
        (
            "letters of another alphabet",
            Fault::Characters,
            with("Do not wait", "The risk is l\u{43e}w. Do not wait"),
        ),
    ]
}

#[test]
fn the_example_reads_and_says_what_it_holds() {
    let pack = read_pack(&good()).unwrap();
    assert_eq!(pack.key, key(&signer(1)));
    assert_eq!(pack.text, EXAMPLE);
    let content = &pack.content;
    assert_eq!(content.organisation, "Westshire Community Health");
    assert_eq!(content.serial, 1);
    assert_eq!(content.leads[0].phone, "01632 960010");
    let services = content.directory();
    assert_eq!(services.len(), 2);
    assert_eq!(services[0].kind, ServiceKind::PerpetratorProgramme);
    let facts = services[0].of_pack.as_ref().unwrap();
    assert_eq!(facts.organisation, "Westshire Community Health".into());
    assert!(!services[0].is_stale(today()));
    assert!(services[0].is_stale(NaiveDate::from_ymd_opt(2027, 5, 17).unwrap()));
}

#[test]
fn each_kind_of_bad_pack_is_refused_for_its_own_reason() {
    let bad = bad();
    assert!(bad.len() >= 20);
    for (name, fault, bytes) in &bad {
        assert_eq!(
            read_pack(bytes).map(|pack| pack.content.title),
            Err(*fault),
            "{name}"
        );
    }
    let names: BTreeSet<_> = bad.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names.len(), bad.len(), "a name stands twice");
    // No fault is there that no bad pack has.
    let faults: BTreeSet<_> = bad.iter().map(|(_, fault, _)| *fault).collect();
    assert_eq!(faults.len(), 29, "{faults:?}");
}

#[test]
fn no_single_changed_byte_is_let_in() {
    let whole = good();
    for at in 0..whole.len() {
        let mut pack = whole.clone();
        pack[at] ^= 0x10;
        assert!(read_pack(&pack).is_err(), "byte {at}");
    }
}

#[test]
fn no_beginning_of_a_pack_is_a_pack() {
    let whole = good();
    for end in 0..whole.len() {
        assert!(read_pack(&whole[..end]).is_err(), "{end} bytes");
    }
    assert_eq!(whole[8..10], FORMAT.to_be_bytes());
}

fn trusted(pack: &Signed) -> Trusted {
    Trusted {
        key: pack.key,
        organisation: pack.content.organisation.clone(),
        serial: pack.content.serial,
        digest: pack.digest.clone(),
    }
}

#[test]
fn a_pack_follows_on_what_was_loaded_or_is_refused() {
    let of = |bytes: Vec<u8>| read_pack(&bytes).unwrap();
    let second = of(with("serial = 1", "serial = 2"));
    let third = of(with("serial = 1", "serial = 3"));
    let loaded = trusted(&second);
    assert_eq!(standing(&second, None), Ok(Standing::First));
    assert_eq!(standing(&second, Some(&loaded)), Ok(Standing::Known));
    assert_eq!(standing(&third, Some(&loaded)), Ok(Standing::Known));
    for (name, fault, pack) in [
        ("older serial", StandingFault::Older, of(good())),
        (
            "same serial, other content",
            StandingFault::SameSerial,
            of(signed_by(
                &signer(1),
                EXAMPLE
                    .replace("serial = 1", "serial = 2")
                    .replace("960010", "960019")
                    .as_bytes(),
            )),
        ),
        (
            "other organisation",
            StandingFault::OtherOrganisation,
            of(with("Westshire Community", "Eastshire Community")),
        ),
        (
            "foreign",
            StandingFault::Foreign,
            of(signed_by(&signer(2), EXAMPLE.as_bytes())),
        ),
    ] {
        assert_eq!(standing(&pack, Some(&loaded)), Err(fault), "{name}");
    }
}

fn card(id: &str) -> LawCard {
    let id = ItemId::new(id);
    let card = guide().laws.iter().find(|card| card.id == id);
    card.expect("the guide has this card").clone()
}

#[test]
fn a_corrected_law_card_keeps_what_the_guide_says_to_beware_of() {
    let built_in = card("law.ew.strangulation");
    let more = with(
        "read_in = \"statute\"",
        "read_in = \"statute\"\ncaution = \"Ask the legal team.\"",
    );
    let corrected = read_pack(&more).unwrap().content.law(&built_in).unwrap();
    let caution = built_in.caution.clone().unwrap();
    assert_eq!(
        corrected.caution,
        Some(format!("{caution} Ask the legal team."))
    );
    assert!(corrected.text.contains("policy 12"));
    assert_eq!(corrected.say, built_in.say, "what is left out stays");
    assert_eq!(corrected.breach, built_in.breach);
    let past = corrected.check_again_by.succ_opt().unwrap();
    assert!(corrected.check_before_use(past) && !corrected.check_before_use(today()));
}

#[test]
fn what_must_never_be_mentioned_stays_so_whatever_a_vault_holds() {
    let built_in = card("law.ew.disclosure-scheme");
    let text = disclosure("never_say = true\ntext = \"Ask the police.\"");
    let content = read_pack(&and(&text)).unwrap().content;
    let corrected = content.law(&built_in).unwrap();
    assert!(corrected.never_say && corrected.say.is_empty());
    assert_eq!(
        corrected.text,
        "Never mention this to the person. Ask the police."
    );
    // Past the check, as something that was let in by an earlier version could be.
    let text = disclosure("text = \"Ask the police.\"\nsay = \"Somebody may ask.\"");
    let unchecked = Content::parse(&format!("{EXAMPLE}\n{text}")).unwrap();
    let corrected = unchecked.law(&built_in).unwrap();
    assert!(corrected.never_say && corrected.say.is_empty());
}

#[test]
fn a_card_that_waymark_checked_later_stands() {
    let mut built_in = card("law.ew.strangulation");
    let content = read_pack(&good()).unwrap().content;
    built_in.checked_on = today();
    assert_eq!(content.law(&built_in), None);
}
