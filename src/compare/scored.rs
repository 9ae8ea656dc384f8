//! What is compared.

use serde::Serialize;

use crate::grade::{PASS_MARK, Verdict};

/// The least change that is one, in points, where nobody says otherwise: half the last decimal of a score.
pub const MINIMUM_CHANGE: f64 = 0.05;

/// A graded answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// Its id, by which it is found on the other side.
    pub id: String,
    /// Id of its question.
    pub question: String,
    /// Points, 0..=100.
    pub score: f64,
    /// Ids of the signals, each with what the answer does about it.
    pub verdicts: Vec<(String, Verdict)>,
}

/// How to compare.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Settings {
    /// The least change that is one, in points: a smaller one is a tie. A change of 0 is always a tie.
    pub minimum_change: f64,
    /// The points that an answer passes with.
    pub threshold: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            minimum_change: MINIMUM_CHANGE,
            threshold: PASS_MARK,
        }
    }
}
