//! Why a verb stopped, in words that say what to do.

use std::fmt;
use std::path::PathBuf;

/// Why a verb stopped.
#[derive(Debug)]
pub enum Trouble {
    /// The verb was called outside a checkout.
    NoHouse,
    /// A program could not be started at all.
    Start {
        /// The program's name.
        program: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A program ran and said no. It has printed its own reason.
    Failed {
        /// The command as a person would type it.
        command: String,
        /// How it ended.
        ending: String,
    },
    /// One stage of `test` failed.
    Stage {
        /// The stage's name.
        stage: &'static str,
        /// What went wrong in it.
        cause: Box<Trouble>,
    },
    /// The machine lacks something that we do not install by ourselves.
    Lacking {
        /// What is missing.
        what: String,
        /// What to do about it.
        todo: String,
    },
    /// A file could not be read, written or moved.
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The output of a program, or a file, is not of the shape that we know.
    Shape {
        /// What was read.
        what: String,
    },
    /// The words behind a verb are not understood.
    Words {
        /// What is wrong with them.
        what: String,
    },
    /// The lists of `check` found something: one line each.
    Faults(Vec<String>),
    /// The virtual display did not come up.
    Display {
        /// What it printed before it ended.
        said: String,
    },
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::NoHouse => write!(
                f,
                "this is not a checkout of Waymark; change into its folder and try again."
            ),
            Trouble::Start { program, cause } => write!(f, "{program} could not start: {cause}."),
            Trouble::Failed { command, ending } => write!(f, "`{command}` failed ({ending})."),
            Trouble::Stage { stage, cause } => {
                write!(f, "the stage \"{stage}\" failed: {cause}")
            }
            Trouble::Lacking { what, todo } => write!(f, "{what} is missing.\n{todo}"),
            Trouble::File { path, cause } => write!(f, "{}: {cause}.", path.display()),
            Trouble::Shape { what } => write!(f, "{what} is not of the shape that is known here."),
            Trouble::Words { what } => write!(f, "{what}."),
            Trouble::Faults(faults) => {
                write!(f, "{} found:", count(faults.len(), "fault"))?;
                for fault in faults {
                    write!(f, "\n  {fault}")?;
                }
                Ok(())
            }
            Trouble::Display { said } => {
                write!(f, "the virtual display (Xvfb) did not start: {said}")
            }
        }
    }
}

impl std::error::Error for Trouble {}

fn count(n: usize, thing: &str) -> String {
    if n == 1 {
        format!("{n} {thing}")
    } else {
        format!("{n} {thing}s")
    }
}
