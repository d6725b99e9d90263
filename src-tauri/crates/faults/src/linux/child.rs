//! What this program does when it is started by itself: to be killed, to run out of room, to be
//! measured.

use super::operation::{OPERATIONS, Operation, STEPS, Stage, Start};
use super::place::template;
use super::report::say;
use super::{calls, full_disk, kdf};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use vault::seam::Kept;

/// The first argument of a child.
const CHILD: &str = "--child";
/// Said after each acknowledged step.
pub const ACKNOWLEDGED: &str = "acknowledged";
/// Said when there is nothing more to do.
pub const THROUGH: &str = "through";

/// A command that starts this program as a child.
pub fn command(what: &str) -> Result<Command, String> {
    let program = program()?;
    let mut command = Command::new(program);
    command
        .args([CHILD, what])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    Ok(command)
}

/// This program's own file.
pub fn program() -> Result<PathBuf, String> {
    std::env::current_exe().map_err(|error| format!("no program: {error}"))
}

/// Does what a child is there for, if this is one.
pub fn run(words: &[String]) -> Option<ExitCode> {
    let (first, rest) = words.split_first()?;
    if first != CHILD {
        return None;
    }
    let words: Vec<&str> = rest.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["work", root, key, phrase, operation, at, moment] => {
            let stage = Stage {
                root: PathBuf::from(root),
                vault: None,
                key: Kept::from_text(key)?,
                phrase: (*phrase).to_owned(),
            };
            work(stage, operation, at, moment)
        }
        ["full", root, part] => full_disk::child(Path::new(root), part),
        ["kdf", folder] => kdf::child(Path::new(folder)),
        _ => Err(format!("no child does {words:?}")),
    };
    Some(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure);
            ExitCode::FAILURE
        }
    })
}

/// The words that make a child do an operation between other work; it dies in call number `at`, or
/// waits to be killed when there is none.
pub fn work_command(
    root: &Path,
    key: &Kept,
    operation: &Operation,
    dies: Option<(u64, calls::Moment)>,
) -> Result<Command, String> {
    let mut command = command("work")?;
    let (at, moment) = dies.unwrap_or((u64::MAX, calls::Moment::Before));
    command
        .arg(root)
        .args([&key.to_text(), &template().phrase])
        .args([operation.name, &at.to_string()])
        .arg(match moment {
            calls::Moment::Before => "before",
            calls::Moment::HalfWay => "half way",
            calls::Moment::After => "after",
        });
    Ok(command)
}

fn work(mut stage: Stage, operation: &str, at: &str, moment: &str) -> Result<(), String> {
    let operation = OPERATIONS
        .iter()
        .find(|known| known.name == operation)
        .ok_or("no such operation")?;
    let plan = calls::Plan::Die {
        at: at.parse().map_err(|_| "no number")?,
        moment: match moment {
            "before" => calls::Moment::Before,
            "half way" => calls::Moment::HalfWay,
            _ => calls::Moment::After,
        },
    };
    calls::begin(&stage.root, &[], plan, &[]);
    say("ready");
    course(operation, &mut stage, &mut |_| {
        say(ACKNOWLEDGED);
        Ok(())
    })?;
    say(THROUGH);
    // Until it is killed, which is what it is here for.
    let _ = std::io::read_to_string(std::io::stdin());
    Ok(())
}

/// An operation between other work. `acknowledge` is called after every step that was done.
pub fn course(
    operation: &Operation,
    stage: &mut Stage,
    acknowledge: &mut dyn FnMut(&mut Stage) -> Result<(), String>,
) -> Result<(), String> {
    if operation.start == Start::Unlocked {
        stage.open().map_err(|refusal| refusal.text)?;
        acknowledge(stage)?;
        for step in STEPS {
            step(stage.vault(), "before").map_err(|refusal| refusal.text)?;
            acknowledge(stage)?;
        }
    }
    (operation.run)(stage).map_err(|refusal| refusal.text)?;
    acknowledge(stage)?;
    if stage.vault.is_some() {
        for step in STEPS {
            step(stage.vault(), "behind").map_err(|refusal| refusal.text)?;
            acknowledge(stage)?;
        }
    }
    Ok(())
}
