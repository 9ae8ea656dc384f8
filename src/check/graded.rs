//! What a check keeps of a grade: as much as verdicts and reports need, so that it can be kept from run to run.

use serde::{Deserialize, Serialize};

use crate::grade::{Grade, Level, SignalGrade, Span, Verdict, correction};

/// Something said about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its kind, in kebab-case.
    pub kind: String,
    /// What it says.
    pub message: String,
}

/// What was found about one signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedSignal {
    /// Its id.
    pub id: String,
    /// What it asks for.
    pub statement: String,
    /// Its weight.
    pub weight: f64,
    /// Whether an answer without it cannot be good.
    pub required: bool,
    /// What the answer does about it.
    pub verdict: Verdict,
    /// Probability that it is met, in 0..=1.
    pub probability: f64,
    /// Bytes of the text that decide; for a miss, the closest thing that is said.
    pub evidence: Option<Span>,
    /// What is right instead of what is said.
    pub correction: Option<String>,
}

/// The grade of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graded {
    /// Points, 0..=100, rounded to one decimal.
    pub score: f64,
    /// The score in a word.
    pub level: Level,
    /// How sure the grader is, in 0..=1.
    pub confidence: f64,
    /// Hash of the rubric that it was graded by.
    pub rubric: String,
    /// What caps the score or deserves a look.
    pub flags: Vec<Note>,
    /// Why a person should look at it.
    pub needs_review: Vec<Note>,
    /// What the reader of the score must know about the input and the run.
    pub warnings: Vec<Note>,
    /// The one thing to add next.
    pub next: Option<String>,
    /// One for each signal, in the order of the rubric.
    pub signals: Vec<CheckedSignal>,
}

impl From<Grade> for Graded {
    fn from(grade: Grade) -> Self {
        Self {
            score: grade.score,
            level: grade.level,
            confidence: grade.confidence,
            rubric: grade.signature.rubric,
            flags: grade.flags.iter().map(|f| note(&f.kind, &f.message)).collect(),
            needs_review: grade.needs_review.iter().map(|r| note(r, r)).collect(),
            warnings: grade.warnings.iter().map(|w| note(w, w)).collect(),
            next: grade.feedback.next,
            signals: grade.signals.into_iter().map(signal).collect(),
        }
    }
}

fn signal(signal: SignalGrade) -> CheckedSignal {
    let correction = (signal.verdict == Verdict::Contradicted).then(|| correction(&signal));
    CheckedSignal {
        id: signal.id,
        statement: signal.statement,
        weight: signal.weight,
        required: signal.required,
        verdict: signal.verdict,
        probability: signal.probability,
        evidence: signal.evidence.map(|e| e.span),
        correction,
    }
}

/// A note whose kind is named as in JSON: of a table, by its `type`.
fn note(kind: &impl Serialize, message: &impl ToString) -> Note {
    let kind = serde_json::to_value(kind).unwrap_or_default();
    let name = kind.get("type").unwrap_or(&kind).as_str().unwrap_or_default().to_owned();
    Note {
        kind: name,
        message: message.to_string(),
    }
}
