//! From measurements to probabilities: two logistic curves, fitted on marked answers by `training/fit_signals.py`.

use serde::{Deserialize, Serialize};

use super::evidence::Features;

/// Weights of one logistic curve over [`Features`]; the names are those of the measurements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// The constant term.
    pub intercept: f64,
    /// Weight of each measurement that takes part.
    pub weights: Vec<(Measure, f64)>,
}

/// A measurement that a curve may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// [`Features::coverage`].
    Coverage,
    /// [`Features::coverage_anywhere`].
    CoverageAnywhere,
    /// [`Features::alignment`].
    Alignment,
    /// [`Features::fit`].
    Fit,
    /// [`Features::statement_alignment`].
    StatementAlignment,
    /// [`Features::bare`].
    Bare,
    /// [`Features::bare_overall`].
    BareOverall,
    /// [`Features::opposition`].
    Opposition,
    /// [`Features::red_flag_alignment`].
    RedFlagAlignment,
    /// [`Features::red_flag_words`].
    RedFlagWords,
    /// [`Features::hedged`].
    Hedged,
    /// Coverage times alignment: each confirms the other.
    CoverageAlignment,
}

impl Measure {
    /// The value of this measurement.
    #[must_use]
    pub fn of(self, f: &Features) -> f64 {
        match self {
            Self::Coverage => f.coverage,
            Self::CoverageAnywhere => f.coverage_anywhere,
            Self::Alignment => f.alignment,
            Self::Fit => f.fit,
            Self::StatementAlignment => f.statement_alignment,
            Self::Bare => f.bare,
            Self::BareOverall => f.bare_overall,
            Self::Opposition => f.opposition,
            Self::RedFlagAlignment => f.red_flag_alignment,
            Self::RedFlagWords => f.red_flag_words,
            Self::Hedged => f.hedged,
            Self::CoverageAlignment => f.coverage * f.alignment,
        }
    }
}

impl Curve {
    /// The probability at `features`, in 0..=1.
    #[must_use]
    pub fn at(&self, features: &Features) -> f64 {
        let z = self
            .weights
            .iter()
            .fold(self.intercept, |z, (measure, weight)| z + weight * measure.of(features));
        1.0 / (1.0 + (-z).exp())
    }
}

/// The fitted curves for one kind of model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// What it was fitted on, with sizes and date.
    pub made_from: String,
    /// Support with similarity, and by keywords alone.
    pub support: Curve,
    /// Contradiction.
    pub contradiction: Curve,
}

impl Calibration {
    /// Probability that a window says what the signal asks for, leaving aside whether it says the opposite.
    #[must_use]
    pub fn support(&self, features: &Features) -> f64 {
        self.support.at(features)
    }

    /// Probability that a window which is about the signal says the opposite.
    #[must_use]
    pub fn contradiction(&self, features: &Features) -> f64 {
        self.contradiction.at(features)
    }

    /// The first 16 hex digits of a hash of every number in it.
    #[must_use]
    pub fn hash(&self) -> String {
        let text = serde_json::to_vec(self).expect("a calibration holds only names and finite numbers");
        blake3::hash(&text).to_hex()[..16].to_owned()
    }

    /// The calibration for grading with the default model.
    #[must_use]
    pub fn with_similarity() -> Self {
        Self::read(include_str!("../../data/calibration.json"))
    }

    /// The calibration for grading by keywords alone.
    #[must_use]
    pub fn by_keywords() -> Self {
        Self::read(include_str!("../../data/calibration-keywords.json"))
    }

    fn read(text: &str) -> Self {
        serde_json::from_str(text).expect("the tests read the shipped calibrations")
    }
}
