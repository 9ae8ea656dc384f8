//! The answers that gradus and people disagree most on.

use serde::Serialize;

use super::row::Row;
use super::statistics::rounded;
use crate::grade::{Flag, Grade, Verdict};

/// How many are kept.
const MOST: usize = 20;
/// Characters of an answer that are shown.
const EXCERPT: usize = 300;
/// Signals that are shown.
const MOST_SIGNALS: usize = 12;

/// An answer with what gradus and a person gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disagreement {
    /// The file, as it was named.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// The row's own name; empty when it has none.
    pub id: String,
    /// The question's name; empty when it has none.
    pub question_id: String,
    /// What the person gave, in 0..=1.
    pub human: f64,
    /// What gradus gave, in 0..=1.
    pub gradus: f64,
    /// How sure gradus was, in 0..=1.
    pub confidence: f64,
    /// What was noticed about the answer as a whole.
    pub flags: Vec<Flag>,
    /// The verdicts on the first signals.
    pub signals: Vec<SignalInShort>,
    /// The beginning of the answer.
    pub answer: String,
}

/// A signal with its verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalInShort {
    /// The signal's id.
    pub id: String,
    /// The beginning of its statement.
    pub statement: String,
    /// What the answer does about it.
    pub verdict: Verdict,
    /// Probability that the answer meets it.
    pub probability: f64,
}

/// The greatest disagreements so far, greatest first; of equals the earlier row first.
#[derive(Debug, Default)]
pub(super) struct Worst {
    kept: Vec<Disagreement>,
}

impl Worst {
    /// Keeps a row if it is among the worst.
    pub fn offer(&mut self, file: &str, row: &Row, grade: &Grade) {
        let gradus = grade.score / 100.0;
        let at = self
            .kept
            .partition_point(|d| distance(d.human, d.gradus) >= distance(rounded(row.score), rounded(gradus)));
        if at >= MOST {
            return;
        }
        self.kept.truncate(MOST - 1);
        let short = |s: &crate::grade::SignalGrade| SignalInShort {
            id: s.id.clone(),
            statement: excerpt(&s.statement),
            verdict: s.verdict,
            probability: s.probability,
        };
        let found = Disagreement {
            file: file.to_owned(),
            line: row.task.line,
            id: excerpt(&row.task.id),
            question_id: excerpt(&row.task.question_id),
            human: rounded(row.score),
            gradus: rounded(gradus),
            confidence: grade.confidence,
            flags: grade.flags.clone(),
            signals: grade.signals.iter().take(MOST_SIGNALS).map(short).collect(),
            answer: excerpt(&row.task.answer),
        };
        self.kept.insert(at, found);
    }

    /// What was kept.
    pub fn into_list(self) -> Vec<Disagreement> {
        self.kept
    }
}

/// How far apart two scores are, in steps of the decimals that are shown.
fn distance(human: f64, gradus: f64) -> i64 {
    (1e4 * (human - gradus).abs()).round() as i64
}

/// The first characters of a text.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
