//! What the answers of a repository were worth when somebody last looked: a gate then fails for what got worse and for what is new, not for debt that is known.
//!
//! Known debt is told as such, never hidden, and can only become less: [`update`](Baseline::update) takes improvements up, and takes more debt only when it is told to.

mod entry;
mod read;
#[cfg(test)]
mod read_tests;
mod state;
mod strict;
mod update;
mod write;

pub use entry::{Answer, Entry, Id};
pub use read::{BaselineError, Malformed};
pub use state::{State, TOLERANCE};
pub use strict::Outdated;
pub use update::{Accept, Refused, Scope, Update};

use std::collections::BTreeMap;

/// The version of the file.
pub const VERSION: u32 = 1;

/// The name of the file, unless the user gives another: it stands beside `gradus.toml` and is committed.
pub const FILE: &str = "gradus-baseline.json";

/// What each answer was worth, in the order of questions and answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Baseline {
    grader: String,
    entries: BTreeMap<Id, Entry>,
}

impl Baseline {
    /// A baseline without answers, graded by `grader`: what names the model and the calibration, without which scores do not compare.
    #[must_use]
    pub fn new(grader: impl Into<String>) -> Self {
        Self {
            grader: grader.into(),
            entries: BTreeMap::new(),
        }
    }

    /// What graded the answers. Where it is not what grades now, every score may have moved without the answers.
    #[must_use]
    pub fn grader(&self) -> &str {
        &self.grader
    }

    /// What is known of an answer.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// All that is known, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (&Id, &Entry)> {
        self.entries.iter()
    }
}
