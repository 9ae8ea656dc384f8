//! Chunks of tasks to grades.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::key::{Hash, Kept, Key, key_of};
use crate::bank::Bank;
use crate::embed::{EncodeError, Memory};
use crate::grade::{Engine, Grade};
use crate::rows::{Place, Task};
use crate::rubric::{Code, Diagnostic};
use crate::text::{Document, decode, nearest};

/// Most rows of a chunk, enough to keep the cores evenly busy.
const CHUNK_ROWS: usize = 256;
/// Bytes of text from which a chunk is full.
const CHUNK_BYTES: usize = 4 << 20;
/// Longest answer whose sentences are encoded together with those of others, in bytes.
const SHORT: usize = 2048;

/// How much has been gathered for a chunk.
#[derive(Debug, Default)]
pub struct Chunk {
    rows: usize,
    bytes: usize,
}

impl Chunk {
    /// Counts a row with so many bytes of text.
    pub fn add(&mut self, bytes: usize) {
        self.rows += 1;
        self.bytes += bytes;
    }

    /// Whether it should be graded before more is read.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.rows >= CHUNK_ROWS || self.bytes >= CHUNK_BYTES
    }
}

/// What became of a task.
pub struct Graded {
    /// What stands for everything that it was graded by: the same for all answers to a question.
    pub key: Hash,
    /// Its grade, or why there is none.
    pub grade: Result<Grade, Diagnostic>,
}

/// Grades tasks with the graders of the last questions kept.
pub struct Series<'e> {
    bank: &'e Bank,
    memory: Option<&'e Memory<'e>>,
    engine: Engine<'e>,
    kept: Kept<'e>,
}

/// The graders that a chunk needs.
type Keys<'e> = HashMap<Hash, Result<Option<Arc<Key<'e>>>, EncodeError>>;

impl<'e> Series<'e> {
    /// A series that has graded nothing yet. `memory` is the encoder of `engine`, and absent where that has none.
    #[must_use]
    pub fn new(bank: &'e Bank, memory: Option<&'e Memory<'e>>, engine: Engine<'e>) -> Self {
        Self {
            bank,
            memory,
            engine,
            kept: Kept::default(),
        }
    }

    /// Grades tasks of the file `file`, in their order.
    pub fn grade(&mut self, file: &str, tasks: &[&Task]) -> Vec<Graded> {
        let hashed: Vec<(&Task, Hash)> = tasks.iter().map(|task| (*task, key_of(task))).collect();
        if let Some(memory) = self.memory {
            learn(memory, tasks);
        }
        let keys = self.keys(&hashed);
        let bank = self.bank;
        let grade = |(task, hash): &(&Task, Hash)| {
            let place = Place { file, line: task.line };
            match &keys[hash] {
                Ok(Some(key)) => key.grade(&decode(task.answer.as_bytes())).map_err(|e| not_encoded(place, "answer", &e)),
                Ok(None) => Err(unknown_question(place, &task.question_id, bank)),
                Err(e) => Err(not_encoded(place, "reference", e)),
            }
        };
        let graded = hashed.par_iter().map(|task| Graded {
            key: task.1,
            grade: grade(task),
        });
        let graded = graded.collect();
        if let Some(memory) = self.memory {
            memory.clear();
        }
        graded
    }

    /// The graders that a chunk needs: those that were kept, and new ones.
    fn keys(&mut self, tasks: &[(&Task, Hash)]) -> Keys<'e> {
        let mut keys: Keys<'e> = HashMap::new();
        let mut new: Vec<(Hash, &Task)> = Vec::new();
        for (task, hash) in tasks {
            if !keys.contains_key(hash) {
                let kept = self.kept.get(hash);
                if kept.is_none() {
                    new.push((*hash, *task));
                }
                keys.insert(*hash, Ok(kept));
            }
        }
        let (bank, engine) = (self.bank, &self.engine);
        let built: Vec<_> = new
            .into_par_iter()
            .map(|(hash, task)| (hash, Key::new(task, bank, engine).map(|key| key.map(Arc::new))))
            .collect();
        for (hash, key) in built {
            if let Ok(Some(key)) = &key {
                self.kept.insert(hash, Arc::clone(key));
            }
            keys.insert(hash, key);
        }
        keys
    }
}

/// Encodes the sentences of short answers together; each is the text that grading will ask for. Long answers fill a forward pass by themselves.
fn learn(memory: &Memory<'_>, tasks: &[&Task]) {
    let short = tasks.par_iter().filter(|task| task.answer.len() <= SHORT);
    let documents: Vec<Document> = short.map(|task| Document::markdown(&decode(task.answer.as_bytes()).text)).collect();
    let sentences = documents.iter().flat_map(|d| d.sentences().iter().map(|s| d.sentence_text(s)));
    memory.learn(sentences.collect());
}

fn not_encoded(place: Place<'_>, field: &str, error: &EncodeError) -> Diagnostic {
    place.fault(Code::Unreadable, field, error.to_string())
}

fn unknown_question(place: Place<'_>, id: &str, bank: &Bank) -> Diagnostic {
    let near = nearest(id, bank.entries().iter().map(|e| e.id.as_str()));
    let help = match near.first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give a `reference` where the question is not of the bank".to_owned(),
    };
    let id: String = id.chars().take(100).collect();
    place
        .fault(Code::BadValue, "question_id", format!("the bank has no question `{id}`"))
        .with_help(help)
}
