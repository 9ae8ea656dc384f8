//! A record of any spreadsheet to a task.

use serde_json::{Map, Value};

use super::resolve::Questions;
use crate::bank::Entry;
use crate::rows::{By, Columns, Field, Place, Reader, Task};
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
        let task = named(&reader, questions).and_then(|entry| match entry {
            Some(entry) => of_bank(&reader, entry),
            None => Task::read(&reader),
        });
        let text = |field| reader.text(field).ok().flatten().unwrap_or_default();
        let task = task.map(|mut task| {
            if let (By::Bank, Some(entry)) = (&task.by, questions.find(&task.question_id)) {
                task.question_id.clone_from(&entry.id);
            }
            task
        });
        Self {
            id: text(Field::Id),
            candidate: text(Field::Candidate).trim().to_owned(),
            task,
        }
    }
}

/// The question of the bank that a row without a key of its own names; `None` where it brings its key along.
fn named<'b>(reader: &Reader<'_>, questions: &Questions<'b>) -> Result<Option<&'b Entry>, Diagnostic> {
    if reader.has_key()? {
        return Ok(None);
    }
    let mut said = None;
    for field in [Field::QuestionId, Field::Question] {
        let Some(text) = reader.text(field)?.filter(|t| !t.trim().is_empty()) else {
            continue;
        };
        if let Some(entry) = questions.find(&text) {
            return Ok(Some(entry));
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

/// The answer of a row to a question of the bank.
fn of_bank(reader: &Reader<'_>, entry: &Entry) -> Result<Task, Diagnostic> {
    Ok(Task {
        line: reader.place.line,
        id: reader.text(Field::Id)?.unwrap_or_default(),
        question_id: entry.id.clone(),
        question: String::new(),
        by: By::Bank,
        answer: reader.answer()?,
    })
}
