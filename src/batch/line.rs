//! The line of a graded row, as it is written.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::grade::{Evidence, Feedback, Flag, Grade, Keyword, Level, Review, SignalGrade, Signature, Verdict, Warning};
use crate::polarity::Reason;
use crate::rubric::Diagnostic;

/// Version of the lines; a field that goes or changes its meaning raises it.
pub const OUTCOME_VERSION: u32 = 1;

/// A row with its grade, cut to what people and programs ask of a batch.
#[derive(Serialize)]
pub struct Line<'a> {
    /// Version of this structure.
    pub schema_version: u32,
    /// The row, from 1, over all of the data.
    pub row: usize,
    /// The file it stands in.
    pub file: &'a str,
    /// The line it begins on.
    pub line: usize,
    /// Its own name.
    pub id: &'a str,
    /// Who answered.
    pub candidate: &'a str,
    /// The question's id, or its text where it has none.
    pub question: &'a str,
    /// What people call the question.
    pub title: &'a str,
    /// What the question is about.
    pub topic: &'a str,
    /// The kind of question.
    pub kind: &'a str,
    /// The answer.
    pub answer: &'a str,
    /// All columns of the row.
    pub input: &'a Map<String, Value>,
    /// The grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<GradeLine<'a>>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'a Diagnostic>,
}

/// A grade without its measurements, or with all of them.
#[derive(Serialize)]
pub struct GradeLine<'a> {
    score: f64,
    level: Level,
    passed: bool,
    confidence: f64,
    needs_review: Vec<NoteLine<'a>>,
    flags: &'a [Flag],
    signals: Vec<SignalLine<'a>>,
    feedback: &'a Feedback,
    warnings: &'a [Warning],
    signature: &'a Signature,
    /// Everything, as `gradus grade --format json` prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<&'a Grade>,
}

#[derive(Serialize)]
struct NoteLine<'a> {
    kind: &'a Review,
    message: String,
}

#[derive(Serialize)]
struct SignalLine<'a> {
    id: &'a str,
    statement: &'a str,
    weight: f64,
    required: bool,
    verdict: Verdict,
    probability: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<EvidenceLine<'a>>,
    missing_keywords: &'a [String],
    #[serde(skip_serializing_if = "<[Reason]>::is_empty")]
    reasons: &'a [Reason],
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<&'a str>,
}

#[derive(Serialize)]
struct EvidenceLine<'a> {
    span: crate::grade::Span,
    text: &'a str,
    keywords: &'a [Keyword],
}

impl<'a> GradeLine<'a> {
    /// `grade` in a run with the pass mark `threshold`; `explain` says whether its measurements are kept.
    pub fn new(grade: &'a Grade, threshold: f64, explain: bool) -> Self {
        let note = |kind: &'a Review| NoteLine {
            kind,
            message: kind.to_string(),
        };
        Self {
            score: grade.score,
            level: grade.level,
            passed: grade.score >= threshold,
            confidence: grade.confidence,
            needs_review: grade.needs_review.iter().map(note).collect(),
            flags: &grade.flags,
            signals: grade.signals.iter().map(SignalLine::new).collect(),
            feedback: &grade.feedback,
            warnings: &grade.warnings,
            signature: &grade.signature,
            whole: explain.then_some(grade),
        }
    }
}

impl<'a> SignalLine<'a> {
    fn new(signal: &'a SignalGrade) -> Self {
        let evidence = |e: &'a Evidence| EvidenceLine {
            span: e.span,
            text: &e.text,
            keywords: &e.keywords,
        };
        Self {
            id: &signal.id,
            statement: &signal.statement,
            weight: signal.weight,
            required: signal.required,
            verdict: signal.verdict,
            probability: signal.probability,
            evidence: signal.evidence.as_ref().map(evidence),
            missing_keywords: &signal.missing_keywords,
            reasons: &signal.reasons,
            correction: signal.correction.as_deref(),
        }
    }
}
