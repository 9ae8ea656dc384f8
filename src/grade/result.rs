//! What grading returns. The JSON output is these types.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::explanation::Explanation;
use super::flags::Flag;
use super::review::Review;
use crate::coverage::How;
use crate::polarity::Reason;
use crate::score::Features;

/// Version of the JSON output; a field that goes or changes its meaning raises it.
pub const SCHEMA_VERSION: u32 = 1;

/// Points from which an answer passes, unless the user says otherwise.
pub const PASS_MARK: f64 = 60.0;

/// Bytes of the answer as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte past the last.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

impl Span {
    /// As a range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// What an answer does about a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It shows it.
    Met,
    /// It shows part of it, or not clearly.
    PartlyMet,
    /// It says nothing about it.
    NotAddressed,
    /// It says the opposite.
    Contradicted,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Met => "met",
            Self::PartlyMet => "partly met",
            Self::NotAddressed => "not addressed",
            Self::Contradicted => "contradicted",
        })
    }
}

/// How good an answer is, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Below 20 points.
    Poor,
    /// From 20 points.
    Weak,
    /// From 40 points.
    Fair,
    /// From the pass mark.
    Good,
    /// From 80 points.
    Strong,
}

impl Level {
    /// The level of a score.
    #[must_use]
    pub fn of(score: f64) -> Self {
        match score {
            s if s >= 80.0 => Self::Strong,
            s if s >= PASS_MARK => Self::Good,
            s if s >= 40.0 => Self::Fair,
            s if s >= 20.0 => Self::Weak,
            _ => Self::Poor,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Poor => "poor",
            Self::Weak => "weak",
            Self::Fair => "fair",
            Self::Good => "good",
            Self::Strong => "strong",
        })
    }
}

/// A keyword of the rubric where the answer has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Keyword {
    /// The term of the rubric.
    pub term: String,
    /// Where it stands.
    pub span: Span,
    /// How it was recognised.
    pub how: How,
}

/// The place of the answer that decides about a signal; for a miss, the closest thing the candidate wrote.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The sentence, or two neighbours.
    pub span: Span,
    /// Its text.
    pub text: String,
    /// Keywords in it, one for each group that has one.
    pub keywords: Vec<Keyword>,
}

/// What was found about one signal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalGrade {
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
    /// Probability that the answer is about it, whichever way, in 0..=1.
    pub support: f64,
    /// Probability that it is contradicted, in 0..=1.
    pub contradiction: f64,
    /// What decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// For each keyword group that the answer nowhere has, its first term.
    pub missing_keywords: Vec<String>,
    /// What stands against the statement in the evidence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// The correction of the red flag that was raised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// The measurements behind the probabilities.
    pub features: Features,
}

/// Something about the input or the run that the reader of a score must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Warning {
    /// Bytes that were not UTF-8 were replaced.
    InvalidUtf8 {
        /// How many sequences.
        replaced: usize,
    },
    /// NUL characters were read as spaces.
    Nuls {
        /// How many.
        count: usize,
    },
    /// Similarity plays no part: there is no model.
    KeywordsOnly,
    /// The text is so long that similarity looked only at its most relevant sentences.
    LongText {
        /// Sentences it did not look at.
        left_out: usize,
    },
    /// The model has no calibration of its own.
    UncalibratedModel {
        /// Its name.
        model: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidUtf8 { replaced: 1 } => write!(f, "the answer is not valid UTF-8: 1 sequence was replaced"),
            Self::InvalidUtf8 { replaced } => write!(f, "the answer is not valid UTF-8: {replaced} sequences were replaced"),
            Self::Nuls { count: 1 } => write!(f, "1 NUL character was read as a space"),
            Self::Nuls { count } => write!(f, "{count} NUL characters were read as spaces"),
            Self::KeywordsOnly => write!(f, "graded by keywords alone: paraphrases earn nothing without a model"),
            Self::LongText { left_out } => write!(f, "the answer is very long: {left_out} of its sentences were matched by keywords alone"),
            Self::UncalibratedModel { model } => write!(f, "the model `{model}` has no calibration of its own: its scores are rough"),
        }
    }
}

/// The outcome in plain words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// What was strong.
    pub strong: Vec<String>,
    /// What is missing.
    pub missing: Vec<String>,
    /// What is wrong, and why.
    pub wrong: Vec<String>,
    /// The one thing to add next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The model in a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelSignature {
    /// Its name, or `none`.
    pub name: String,
    /// Hash of its files; empty without a model.
    pub hash: String,
}

/// Everything that a score depends on besides the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Name and version of the program.
    pub tool: String,
    /// The encoder.
    pub model: ModelSignature,
    /// Hash of the rubric.
    pub rubric: String,
    /// Hash of the calibration.
    pub calibration: String,
}

/// A graded answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grade {
    /// Version of this structure.
    pub schema_version: u32,
    /// Id of the question.
    pub question: String,
    /// Points, 0..=100, rounded to one decimal.
    pub score: f64,
    /// The score in a word.
    pub level: Level,
    /// How sure the grader is, in 0..=1, rounded to two decimals.
    pub confidence: f64,
    /// Why a person should look at it before the score counts; empty where nothing speaks against it.
    pub needs_review: Vec<Review>,
    /// What caps the score or deserves a look.
    pub flags: Vec<Flag>,
    /// One for each signal, in the order of the rubric.
    pub signals: Vec<SignalGrade>,
    /// The outcome in plain words.
    pub feedback: Feedback,
    /// What the reader must know about the input and the run.
    pub warnings: Vec<Warning>,
    /// What the score depends on besides the answer.
    pub signature: Signature,
    /// The numbers behind the score.
    pub explanation: Explanation,
}
