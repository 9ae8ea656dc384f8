//! One row of an evaluation: a task with what a person made of it.

use serde_json::{Map, Value};

use crate::rows::{Columns, Field, Place, Reader, Task};
use crate::rubric::{Code, Diagnostic};

/// An answer that a person scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The answer, and what to grade it by.
    pub task: Task,
    /// The data set that it says it belongs to; empty when it does not.
    pub dataset: String,
    /// What a person gave, in 0..=1.
    pub score: f64,
    /// What a person called the answer, where somebody did.
    pub label: Option<Label>,
}

/// What a person called an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// `correct`.
    Correct,
    /// `contradictory`.
    Contradictory,
    /// Anything else.
    Other,
}

impl Row {
    /// Reads the row at `place`. `most` is the highest score there is, where scores are not from 0 to 1.
    pub(super) fn read(fields: &Map<String, Value>, place: Place<'_>, columns: &Columns, most: Option<f64>) -> Result<Self, Diagnostic> {
        let reader = Reader { fields, place, columns };
        Ok(Self {
            task: Task::read(&reader)?,
            dataset: reader.text(Field::Dataset)?.unwrap_or_default(),
            score: score(&reader, most)?,
            label: reader.text(Field::Label)?.as_deref().and_then(label),
        })
    }
}

fn label(text: &str) -> Option<Label> {
    match text.trim().to_lowercase().as_str() {
        "" => None,
        "correct" => Some(Label::Correct),
        "contradictory" => Some(Label::Contradictory),
        _ => Some(Label::Other),
    }
}

/// The score, as a share of `most`.
fn score(reader: &Reader<'_>, most: Option<f64>) -> Result<f64, Diagnostic> {
    let wrong = |message: String| {
        reader
            .fault(Code::BadValue, Field::Score, message)
            .with_help("write a number from 0 to 1, or give the highest score with `--max-score`")
    };
    let Some(text) = reader.text(Field::Score)?.filter(|t| !t.trim().is_empty()) else {
        return Err(reader.missing(Field::Score).with_help("another name is given with `--map score=NAME`"));
    };
    let number: f64 = text.trim().parse().map_err(|_| wrong(format!("`{}` is no number", excerpt(&text))))?;
    let score = number / most.unwrap_or(1.0);
    if (0.0..=1.0).contains(&score) {
        // A negative zero is a zero.
        Ok(score.abs())
    } else {
        Err(wrong(format!("{number} is not between 0 and {}", most.unwrap_or(1.0))))
    }
}

/// The first characters of what should have been a number.
fn excerpt(text: &str) -> String {
    text.trim().chars().take(30).collect()
}
