//! An answer as a baseline sees it.

use std::collections::BTreeMap;

use crate::grade::Verdict;

/// Which answer: the order of questions, then of answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    /// Id of the question.
    pub question: String,
    /// The answer: its path from the folder of `gradus.toml`, with `/`, or an id of its own.
    pub answer: String,
}

/// What a baseline knows of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Hash of the rubric that it was graded by.
    pub rubric: String,
    /// Points, 0..=100.
    pub score: f64,
    /// The verdict of each signal, by the id of the signal.
    pub signals: BTreeMap<String, Verdict>,
}

/// An answer of this run, to be compared with a baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which one.
    pub id: Id,
    /// What it is worth now.
    pub now: Entry,
    /// Whether it is below the bar: whether it would fail if there were no baseline.
    pub is_below: bool,
}
