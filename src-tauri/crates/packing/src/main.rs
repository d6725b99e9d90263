//! The command line: `new-key FILE`, `sign KEY CONTENT PACK`, `show PACK`.

use casework::when;
use chrono::Utc;
use guide::pack::Signed;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask pack new-key FILE            make a private key; keep it where nobody else can read it
cargo xtask pack sign KEY CONTENT PACK   check the content, sign it, write the pack
cargo xtask pack show PACK               what a pack holds, and its key

assets/packs/example.toml says what content may hold.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let today = when::day_in_london(Utc::now());
    let done = match words[..] {
        ["new-key", file] => packing::new_key(Path::new(file)).map(|key| {
            say(&format!(
                "The key is in {file}. Whoever has it can sign in your name: keep it locked away, with one copy."
            ));
            say_key(&key.fingerprint());
        }),
        ["sign", key, content, pack] => {
            packing::sign_file(Path::new(key), Path::new(content), Path::new(pack), today)
                .map(|signed| describe(&signed))
        }
        ["show", pack] => {
            packing::show_file(Path::new(pack), today).map(|signed| describe(&signed))
        }
        _ => {
            say(HELP);
            return ExitCode::FAILURE;
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pack: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("pack: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

fn describe(signed: &Signed) {
    let content = &signed.content;
    say(&format!(
        "{}: {}, number {}, made on {}",
        content.organisation,
        content.title,
        content.serial,
        when::date(content.made_on)
    ));
    say(&format!(
        "{} leads, {} services, {} law cards, {}",
        content.leads.len(),
        content.services.len(),
        content.laws.len(),
        match content.policy {
            Some(_) => "a policy",
            None => "no policy",
        }
    ));
    say_key(&signed.key.fingerprint());
}

fn say_key(fingerprint: &str) {
    say(&format!("Key to type in: {fingerprint}"));
    say("Tell people the key by telephone, on paper or in a meeting, never with the file.");
}

#[expect(
    clippy::print_stdout,
    reason = "a command-line program speaks on standard output, here and nowhere else"
)]
fn say(line: &str) {
    println!("{line}");
}
