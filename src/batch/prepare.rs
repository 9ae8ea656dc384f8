//! A record of any spreadsheet to a task.

use serde_json::{Map, Value};

use super::resolve::Questions;
use crate::bank::Entry;
use crate::rows::{Columns, Field, Place, Reader, Task};
use crate::rubric::{Code, Diagnostic};

/// A record with what it asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The row's own name; empty when it has none.
    pub id: String,
    /// Who answered; empty where nobody said.
    pub candidate: String,
    /// What is to be graded, or why nothing can be.
    pub task: Result<Task, Diagnostic>,
}

impl Prepared {
    /// Reads the record `fields` at `place`. A row without references and signals is about a question of the bank, which its `question_id` or its `question` names.
    #[must_use]
    pub fn new(fields: &Map<String, Value>, place: Place<'_>, columns: &Columns, questions: &Questions<'_>) -> Self {
        let reader = Reader { fields, place, columns };
        let task = reader.key().and_then(|key| match key {
            Some(by) => Task::by(by, &reader),
            None => Task::of_bank(named(&reader, questions)?.id.clone(), &reader),
        });
        let text = |field| reader.text(field).ok().flatten().unwrap_or_default();
        Self {
            id: text(Field::Id),
            candidate: text(Field::Candidate).trim().to_owned(),
            task,
        }
    }
}

/// The question of the bank that a row without a key of its own names.
fn named<'b>(reader: &Reader<'_>, questions: &Questions<'b>) -> Result<&'b Entry, Diagnostic> {
    let mut said = None;
    for field in [Field::QuestionId, Field::Question] {
        let Some(text) = reader.text(field)?.filter(|t| !t.trim().is_empty()) else {
            continue;
        };
        if let Some(entry) = questions.find(&text) {
            return Ok(entry);
        }
        said.get_or_insert((field, text));
    }
    Err(match said {
        None => {
            let help = "give the `question_id` of a question of the bank, or a `question` with a `reference` or `signals`";
            reader.missing(Field::QuestionId).with_help(help)
        }
        Some((field, text)) => {
            let short: String = text.trim().chars().take(100).collect();
            let help = format!(
                "{}; a question that is not of the bank needs a `reference` or `signals`",
                questions.help(&short)
            );
            reader
                .fault(Code::BadValue, field, format!("the bank has no question `{short}`"))
                .with_help(help)
        }
    })
}
