//! What was acknowledged is there after the process was killed; what was not is whole or absent.
//!
//! A child process works on the vault and says after each step that it was done. It is killed with
//! SIGKILL at a random moment, so nothing of it can tidy up.

use crate::support::{
    Child, PASSPHRASE, Place, action, at, author, changes, contact, contact_id, notes, program,
    save, sealed, secret, tell_parent,
};
use casework::contact::Contact;
use casework::ids::ActionId;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use vault::{Settings, Vault};

/// What is written in a step: from a few bytes to several pages, and never the same twice.
fn words(step: u32) -> String {
    format!("what was said in step {step}. ").repeat(1 + (step * step % 331) as usize)
}

/// Ten steps are a draft, six parts of it, two settings and a sealed contact.
fn act(vault: &mut Vault, step: u32) {
    let draft = format!("steps-{}", step / 10);
    match step % 10 {
        0 => vault
            .start_draft(&contact_id(&draft), at(0))
            .expect("started"),
        4 | 7 => {
            let settings = Settings {
                author: author(),
                policy_where: words(step).as_str().into(),
                ..Settings::default()
            };
            vault.save_settings(&settings, at(0)).expect("saved");
        }
        9 => {
            let id = format!("sealed-{step}");
            let changes = changes(&id, &format!("person-{}", step % 3), &words(step));
            vault
                .seal(&sealed(&id, contact(changes), at(0)))
                .expect("sealed");
        }
        8 => {
            save(vault, &draft, &mut Contact::default(), notes(&words(step)));
        }
        _ => {
            let change = action(&step.to_string(), &words(step));
            save(vault, &draft, &mut Contact::default(), change);
        }
    }
}

/// Whether a step was done; panics when only a part of it is there.
fn was_done(vault: &Vault, step: u32) -> bool {
    let draft = vault
        .draft(&contact_id(&format!("steps-{}", step / 10)))
        .expect("it reads");
    let found = match step % 10 {
        0 => return draft.is_some(),
        4 | 7 => {
            let settings = vault.settings().expect("they read");
            let text = settings.policy_where.stored().to_owned();
            // Settings of a later step took its place, whole.
            return text
                .split_once("step ")
                .and_then(|(_, rest)| rest.split_once('.'))
                .and_then(|(number, _)| number.parse().ok())
                .inspect(|number| assert_eq!(text, words(*number), "it is there in part"))
                .is_some_and(|number| number >= step);
        }
        9 => {
            let id = contact_id(&format!("sealed-{step}"));
            let listed = vault.sealed_rows(u32::MAX).expect("they read");
            let record = vault.sealed(&id).expect("it reads");
            assert_eq!(listed.iter().any(|row| row.id == id), record.is_some());
            record.map(|record| record.sealed.contact.notes.said)
        }
        8 => draft
            .map(|draft| draft.contact.notes.said)
            .filter(|said| !said.is_blank()),
        _ => draft
            .and_then(|mut draft| {
                draft
                    .contact
                    .actions
                    .remove(&ActionId::new(step.to_string()))
            })
            .map(|action| action.what),
    };
    if let Some(found) = &found {
        assert!(
            found.stored() == words(step),
            "step {step} is there in part"
        );
    }
    found.is_some()
}

/// The child: never ends by itself.
fn work(child: &Child) {
    let vault = Vault::unlock(&child.folder, &secret(PASSPHRASE), at(0));
    let mut vault = vault.expect("the vault opens");
    for step in child.number.. {
        act(&mut vault, step);
        tell_parent(&format!("done {step}"));
    }
}

#[test]
fn what_was_acknowledged_is_there_after_kill_9_and_what_was_not_is_whole_or_absent() {
    if let Some(child) = Child::this() {
        return work(&child);
    }
    let this =
        "kill::what_was_acknowledged_is_there_after_kill_9_and_what_was_not_is_whole_or_absent";
    let place = Place::filled();
    let mut first = 0;
    for _ in 0..5 {
        let enough = first + getrandom::u32().expect("random numbers") % 80;
        let child = Child {
            folder: place.path().to_owned(),
            number: first,
        };
        let mut running = child
            .command(Command::new(program()), this)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the test can be started again");
        let mut last = None;
        let mut said = String::new();
        for line in BufReader::new(running.stdout.take().expect("piped")).lines() {
            let line = line.expect("the child writes text");
            said += &format!("{line}\n");
            let Some(step) = line.strip_prefix("done ") else {
                continue;
            };
            last = Some(step.parse::<u32>().expect("a number"));
            // What the child still said is read to the end: it was acknowledged as well.
            if last >= Some(enough) {
                running.kill().expect("it can be killed");
            }
        }
        let ended = running.wait().expect("it has ended");
        assert_eq!(ended.code(), None, "it was killed, it did not end: {said}");
        let last = last.expect("the child did something");

        let vault = place.unlock();
        vault.verify().expect("every entry holds");
        for step in 0..=last {
            assert!(was_done(&vault, step), "step {step} of {last} is lost");
        }
        first = last + 1 + u32::from(was_done(&vault, last + 1));
        assert!(!was_done(&vault, first), "one step is done at a time");
        // Dropped, not locked: the next child goes on with what a crash leaves.
    }
}
