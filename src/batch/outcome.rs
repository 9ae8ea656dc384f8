//! The line of a graded row, as it is read back.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::grade::{Feedback, Level, Span, Verdict};

/// A row that was graded, or that could not be.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Outcome {
    /// The row, from 1, over all of the data.
    pub row: usize,
    /// The file it stands in, as it was named.
    pub file: String,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its own name; empty when it has none.
    pub id: String,
    /// Who answered; empty where nobody said.
    pub candidate: String,
    /// The question's id, or its text where it has none.
    pub question: String,
    /// What people call the question.
    pub title: String,
    /// What the question is about; empty where nobody said.
    pub topic: String,
    /// The kind of question; empty where nobody said.
    pub kind: String,
    /// The answer, as it was graded.
    pub answer: String,
    /// All columns of the row, as they were read.
    pub input: Map<String, Value>,
    /// The grade; absent where there is none.
    #[serde(default)]
    pub grade: Option<GradeOutcome>,
    /// Why there is no grade.
    #[serde(default)]
    pub error: Option<FaultOutcome>,
}

/// What of a grade is made use of afterwards; the line holds more.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GradeOutcome {
    /// Points, 0..=100.
    pub score: f64,
    /// The score in a word.
    pub level: Level,
    /// Whether it reaches the pass mark of the run.
    pub passed: bool,
    /// How sure the grader is, in 0..=1.
    pub confidence: f64,
    /// Why a person should look at it.
    pub needs_review: Vec<Note>,
    /// What caps the score or deserves a look.
    pub flags: Vec<Note>,
    /// One for each signal.
    pub signals: Vec<SignalOutcome>,
    /// The outcome in plain words.
    pub feedback: Feedback,
}

/// Something that was noticed: its code and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Note {
    /// The stable name.
    pub kind: String,
    /// A sentence.
    pub message: String,
}

/// What was found about a signal.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SignalOutcome {
    /// The signal's id.
    pub id: String,
    /// Its statement.
    pub statement: String,
    /// Its weight.
    pub weight: f64,
    /// Whether an answer without it cannot be good.
    pub required: bool,
    /// What the answer does about it.
    pub verdict: Verdict,
    /// Probability that it is met, in 0..=1.
    pub probability: f64,
    /// What decides.
    #[serde(default)]
    pub evidence: Option<EvidenceOutcome>,
    /// The correction of the red flag that was raised.
    #[serde(default)]
    pub correction: Option<String>,
}

/// The place of an answer that decides about a signal.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct EvidenceOutcome {
    /// Bytes of [`Outcome::answer`].
    pub span: Span,
    /// Its text.
    pub text: String,
}

/// Why a row could not be graded.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FaultOutcome {
    /// The stable name of the kind of mistake.
    pub code: String,
    /// The field; empty when it is the row as a whole.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    #[serde(default)]
    pub help: Option<String>,
}

impl fmt::Display for FaultOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "`{}`: ", self.field)?;
        }
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "; {help}"))
    }
}
