//! The words behind `cargo xtask faults`.

use super::operation::{OPERATIONS, Operation};

/// How much is tested.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// Processes that are killed.
    pub kills: u64,
    /// Power cuts in each operation.
    pub cuts: u64,
    /// Random sequences that are compared with a model.
    pub models: u64,
    /// Steps in each of them.
    pub steps: u64,
    /// Everything is tested in full.
    pub long: bool,
    /// Only lines with this in their names.
    pub only: Option<String>,
    /// Only operations with this in their names, where a line goes through them.
    pub operation: Option<String>,
    /// What everything random follows from.
    pub seed: u64,
}

impl Arguments {
    /// Reads them.
    ///
    /// # Errors
    /// What is not understood.
    pub fn read(words: &[String]) -> Result<Self, String> {
        let mut read = Self {
            kills: 300,
            cuts: 50,
            models: 200,
            steps: 30,
            long: false,
            only: None,
            operation: None,
            seed: super::chance::fresh_seed(),
        };
        if words.iter().any(|word| word == "--long") {
            (read.kills, read.cuts) = (10_000, 500);
            (read.models, read.steps) = (10_000, 50);
            read.long = true;
        }
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            let number = |value: &String| {
                value
                    .parse()
                    .map_err(|_| format!("{word} needs a number, not {value}"))
            };
            match word.as_str() {
                "--long" => {}
                "--kills" => read.kills = number(value()?)?,
                "--cuts" => read.cuts = number(value()?)?,
                "--models" => read.models = number(value()?)?,
                "--steps" => read.steps = number(value()?)?,
                "--seed" => read.seed = number(value()?)?,
                "--operation" => read.operation = Some(value()?.clone()),
                "--only" => read.only = Some(value()?.clone()),
                other => return Err(format!("there is no \"{other}\" here")),
            }
        }
        Ok(read)
    }

    /// The operations that are asked for.
    pub fn operations(&self) -> Vec<&'static Operation> {
        let wanted = |operation: &&Operation| {
            let wanted = self.operation.as_deref();
            wanted.is_none_or(|wanted| operation.name.contains(wanted))
        };
        OPERATIONS.iter().filter(wanted).collect()
    }
}
