//! An answer as a report shows it.

use crate::batch::{GradeOutcome, Note, Outcome, SignalOutcome};
use crate::grade::{Feedback, Verdict};

/// An answer with its grade.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReportAnswer {
    /// The row, from 1, over all of the data.
    pub row: u32,
    /// Who answered; empty where nobody said.
    pub candidate: String,
    /// The question's id.
    pub item: String,
    /// Points, 0..=100.
    pub score: f64,
    /// The score in a word.
    pub level: String,
    /// How sure the grader is, in 0..=1.
    pub confidence: f64,
    /// Whether it reaches the pass mark.
    pub passed: bool,
    /// What caps the score or deserves a look, in sentences.
    pub flags: Vec<String>,
    /// Why a person should look at it, in sentences.
    pub review: Vec<String>,
    /// The answer.
    pub text: String,
    /// One for each signal.
    pub signals: Vec<ReportSignal>,
    /// What to say to the candidate: what kind of remark it is, and the remark.
    pub feedback: Vec<(String, String)>,
    /// The one thing to add next.
    pub next: Option<String>,
    /// Why there is no grade.
    pub error: Option<String>,
}

/// A signal with its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportSignal {
    /// Its id.
    pub id: String,
    /// Its statement.
    pub statement: String,
    /// What the answer does about it.
    pub verdict: Verdict,
    /// Probability that it is met, in 0..=1.
    pub probability: f64,
    /// The bytes of the answer that decide.
    pub evidence: Option<(usize, usize)>,
    /// The correction of the red flag that was raised.
    pub correction: Option<String>,
}

impl ReportAnswer {
    /// The answer of a graded row, or of one that could not be graded.
    #[must_use]
    pub fn new(outcome: &Outcome) -> Self {
        let about = Self {
            row: u32::try_from(outcome.row).unwrap_or(u32::MAX),
            candidate: outcome.candidate.clone(),
            item: outcome.question.clone(),
            text: outcome.answer.clone(),
            error: outcome.error.as_ref().map(ToString::to_string),
            ..Self::default()
        };
        match &outcome.grade {
            Some(grade) => Self {
                score: grade.score,
                level: grade.level.to_string(),
                confidence: grade.confidence,
                passed: grade.passed,
                flags: messages(&grade.flags),
                review: messages(&grade.needs_review),
                signals: grade.signals.iter().map(signal).collect(),
                feedback: feedback(&grade.feedback),
                next: next(grade),
                ..about
            },
            None => about,
        }
    }
}

fn messages(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|n| n.message.clone()).collect()
}

fn signal(signal: &SignalOutcome) -> ReportSignal {
    ReportSignal {
        id: signal.id.clone(),
        statement: signal.statement.clone(),
        verdict: signal.verdict,
        probability: signal.probability,
        evidence: signal.evidence.as_ref().map(|e| (e.span.start, e.span.end)),
        correction: signal.correction.clone(),
    }
}

fn feedback(feedback: &Feedback) -> Vec<(String, String)> {
    let kinds = [("strong", &feedback.strong), ("missing", &feedback.missing), ("wrong", &feedback.wrong)];
    let remarks = |(kind, texts): (&str, &Vec<String>)| texts.iter().map(|text| (kind.to_owned(), text.clone())).collect::<Vec<_>>();
    kinds.into_iter().flat_map(remarks).collect()
}

fn next(grade: &GradeOutcome) -> Option<String> {
    grade.feedback.next.clone()
}
