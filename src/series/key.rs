//! What rows are graded by, built once for each question and kept for the rows to come.

use std::sync::Arc;

use crate::bank::{Bank, Entry};
use crate::embed::EncodeError;
use crate::grade::{Engine, Grade, Grader, ReferenceGrader};
use crate::rows::{By, Task};
use crate::rubric::Signal;
use crate::text::Decoded;

/// Graders that are kept. The rows of a question usually stand together; a grader with a long rubric takes some megabytes.
const MOST_KEPT: usize = 64;

/// A hash that stands for a text of any length: 128 bits, so that no two meet by chance.
pub type Hash = [u8; 16];

/// The hash of several texts in their order.
pub(crate) fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut out = [0; 16];
    hasher.finalize_xof().fill(&mut out);
    out
}

/// What stands for everything that a row is graded by.
pub(super) fn key_of(task: &Task) -> Hash {
    match &task.by {
        By::Bank => hash(["bank", &task.question_id]),
        By::References(references) => hash(["references", &task.question].into_iter().chain(references.iter().map(String::as_str))),
        By::Signals { signals, references } => {
            let signals = serde_json::to_string(signals).expect("a signal holds only strings, booleans and finite numbers");
            hash(["signals", &task.question, &signals].into_iter().chain(references.iter().map(String::as_str)))
        }
    }
}

/// A grader for rows of one question.
pub(super) enum Key<'e> {
    Rubric(Box<Grader<'e>>),
    References(Box<ReferenceGrader<'e>>),
}

impl<'e> Key<'e> {
    /// The grader for `task` and for all with the same [`key_of`]; `None` when it names a question that the bank does not have.
    pub fn new(task: &Task, bank: &Bank, engine: &Engine<'e>) -> Result<Option<Self>, EncodeError> {
        let rubric = |entry: &Entry| Ok(Some(Self::Rubric(Box::new(Grader::new(entry, engine)?))));
        match &task.by {
            By::Bank => bank.get(&task.question_id).map_or(Ok(None), rubric),
            By::Signals { signals, references } => rubric(&entry(&task.question, references, signals)),
            By::References(references) => Ok(Some(Self::References(Box::new(ReferenceGrader::new(&task.question, references, engine)?)))),
        }
    }

    pub fn grade(&self, answer: &Decoded) -> Result<Grade, EncodeError> {
        match self {
            Self::Rubric(grader) => grader.grade(answer),
            Self::References(grader) => grader.grade(answer),
        }
    }
}

/// A question with the signals of a row.
fn entry(question: &str, references: &[String], signals: &[Signal]) -> Entry {
    Entry::outside("by-signals", question, references, signals.to_vec())
}

/// The graders last used, the newest last.
#[derive(Default)]
pub(super) struct Kept<'e> {
    keys: Vec<(Hash, Arc<Key<'e>>)>,
}

impl<'e> Kept<'e> {
    /// The grader that was kept for `hash`.
    pub fn get(&mut self, hash: &Hash) -> Option<Arc<Key<'e>>> {
        let at = self.keys.iter().position(|(known, _)| known == hash)?;
        let found = self.keys.remove(at);
        let key = Arc::clone(&found.1);
        self.keys.push(found);
        Some(key)
    }

    /// Keeps a grader; the one that was not used for longest goes where there are too many.
    pub fn insert(&mut self, hash: Hash, key: Arc<Key<'e>>) {
        if self.keys.len() == MOST_KEPT {
            self.keys.remove(0);
        }
        self.keys.push((hash, key));
    }
}
