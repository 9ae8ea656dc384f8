//! What a check graded and what it could not grade.

use std::ops::Deref;

use serde::Serialize;

use super::bars::{AnswerBars, Bars};
use super::graded::Graded;

/// A run of `gradus check`, before it is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckRun {
    /// Name and version of the program.
    pub tool: String,
    /// The way from the top of the git repository to the folder that answers are named from, with a `/` behind it; empty where they are the same.
    pub prefix: String,
    /// What scores depend on besides the answers and their rubrics: model and calibration, in a line.
    pub signature: String,
    /// The answers, in any order.
    pub answers: Vec<CheckedAnswer>,
    /// What could not be graded, in any order.
    pub not_graded: Vec<Fault>,
    /// Answers that were left alone because nothing touched them (`--changed-since`).
    pub untouched: usize,
    /// What the answers are held against.
    pub bars: Bars,
    /// The baseline in use.
    pub baseline: Option<BaselineUse>,
}

/// A baseline that a run was held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BaselineUse {
    /// Its file.
    pub path: String,
    /// What of it is out of date, each in a sentence.
    pub outdated: Vec<String>,
}

/// An answer and its grade.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedAnswer {
    /// Its file, from the top of the repository, with `/`.
    pub path: String,
    /// Its id, the same from run to run.
    pub id: String,
    /// Id of its question.
    pub question: String,
    /// Lines of the file before the first line of `text`.
    pub line_offset: usize,
    /// The text that was graded, as it stands in the file.
    pub text: String,
    /// Its grade.
    pub grade: Graded,
    /// What it is held against.
    pub bars: AnswerBars,
    /// How it stands to the baseline; `None` without one.
    pub baseline: Option<BaselineMark>,
}

impl Deref for CheckedAnswer {
    type Target = Graded;

    fn deref(&self) -> &Graded {
        &self.grade
    }
}

/// How an answer stands to the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BaselineState {
    /// The baseline does not have it, or has it by another rubric.
    New,
    /// It is as it was.
    Unchanged,
    /// It lost points or signals.
    Worse,
    /// It won points or signals and lost none.
    Improved,
}

/// An answer in the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BaselineMark {
    /// How it stands to what was written down.
    pub state: BaselineState,
    /// The score that was written down.
    pub score: Option<f64>,
}

/// Something that could not be graded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Its file, from the top of the repository.
    pub path: String,
    /// Line of the file, from 1; 0 where it is about the whole file.
    pub line: usize,
    /// Id of the answer, where it has one.
    pub answer: Option<String>,
    /// Id of the question, where it names one.
    pub question: Option<String>,
    /// Kind of the mistake, in kebab-case: `unknown-question`, `unreadable`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}
