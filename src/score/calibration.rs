//! From measurements to probabilities and points: curves and a line, fitted by `gradus calibrate`.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::features::Against;
use super::features::Features;
use super::likeness::Likeness;

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
    /// [`Features::gist`].
    Gist,
    /// [`Features::statement_alignment`].
    StatementAlignment,
    /// [`Features::bare`].
    Bare,
    /// [`Features::bare_overall`].
    BareOverall,
    /// [`Against::denied`].
    Denied,
    /// [`Against::opposite`].
    Opposite,
    /// [`Against::other_side`].
    OtherSide,
    /// [`Against::nearest_denied`].
    NearestDenied,
    /// [`Against::nearest_opposite`].
    NearestOpposite,
    /// [`Against::nearest_denied`] where the nearest phrase is [`Against::retold`]; a little is as telling as much, here and in the next two.
    RetoldDenied,
    /// [`Against::nearest_opposite`] likewise.
    RetoldOpposite,
    /// [`Against::nearest_other_side`] likewise.
    RetoldOtherSide,
    /// [`Against::red_flag_alignment`].
    RedFlagAlignment,
    /// [`Against::red_flag_gist`].
    RedFlagGist,
    /// [`Against::red_flag_words`].
    RedFlagWords,
    /// [`Features::hedged`].
    Hedged,
    /// Coverage times alignment: each confirms the other.
    CoverageAlignment,
}

impl Measure {
    /// Whether more of it can only lower a probability of support.
    #[must_use]
    pub fn lowers(self) -> bool {
        matches!(self, Self::Bare | Self::BareOverall)
    }

    /// The value of this measurement.
    #[must_use]
    pub fn of(self, f: &Features) -> f64 {
        match self {
            Self::Coverage => f.coverage,
            Self::CoverageAnywhere => f.coverage_anywhere,
            Self::Alignment => f.alignment,
            Self::Fit => f.fit,
            Self::Gist => f.gist,
            Self::StatementAlignment => f.statement_alignment,
            Self::Bare => f.bare,
            Self::BareOverall => f.bare_overall,
            Self::Denied => f.against.denied,
            Self::Opposite => f.against.opposite,
            Self::OtherSide => f.against.other_side,
            Self::NearestDenied => f.against.nearest_denied,
            Self::NearestOpposite => f.against.nearest_opposite,
            Self::RetoldDenied => f.against.retold * told(f.against.nearest_denied),
            Self::RetoldOpposite => f.against.retold * told(f.against.nearest_opposite),
            Self::RetoldOtherSide => f.against.retold * told(f.against.nearest_other_side),
            Self::RedFlagAlignment => f.against.red_flag_alignment,
            Self::RedFlagGist => f.against.red_flag_gist,
            Self::RedFlagWords => f.against.red_flag_words,
            Self::Hedged => f.hedged,
            Self::CoverageAlignment => f.coverage * f.alignment,
        }
    }
}

/// The share of a phrase that must be turned round for it to be turned round altogether: a word in ten.
const TURNED: f64 = 0.1;

/// `share` as far as it tells that a phrase is turned round, in 0..=1.
fn told(share: f64) -> f64 {
    (share / TURNED).min(1.0)
}

/// A measurement that the line may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trait {
    /// [`Likeness::recall`].
    Recall,
    /// [`Likeness::gist`].
    Gist,
    /// [`Likeness::words`].
    Words,
    /// [`Likeness::fresh_words`].
    FreshWords,
    /// [`Likeness::letters`].
    Letters,
    /// [`Likeness::question`].
    Question,
    /// [`Likeness::short`].
    Short,
}

impl Trait {
    /// Its name, as in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Gist => "gist",
            Self::Words => "words",
            Self::FreshWords => "fresh_words",
            Self::Letters => "letters",
            Self::Question => "question",
            Self::Short => "short",
        }
    }

    /// The value of this measurement.
    #[must_use]
    pub fn of(self, l: &Likeness) -> f64 {
        match self {
            Self::Recall => l.recall,
            Self::Gist => l.gist,
            Self::Words => l.words,
            Self::FreshWords => l.fresh_words,
            Self::Letters => l.letters,
            Self::Question => l.question,
            Self::Short => l.short,
        }
    }

    /// Whether more of it can only lower the points: being about the question alone.
    #[must_use]
    pub fn lowers(self) -> bool {
        self == Self::Question
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

/// The curves for one kind of signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curves {
    /// The probability that a window says what the signal asks for, leaving aside whether it says the opposite.
    pub support: Curve,
    /// The probability that a window which is about the signal says the opposite.
    pub contradiction: Curve,
}

/// The least distance from the knee to a reference's own sum: a reference that says little but the question's own words is no reason to jump.
const STEEPEST: f64 = 0.05;

/// The share of the points from which a line bends towards the reference's own sum.
pub const KNEE: f64 = 0.6;

/// Weights of a line over [`Likeness`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The constant term.
    pub intercept: f64,
    /// Weight of each measurement that takes part.
    pub weights: Vec<(Trait, f64)>,
}

impl Line {
    /// The share of the points at `likeness`, in 0..=1; `own` is the likeness of the reference to itself, which earns all of them. Up to [`KNEE`] it is the sum; from there
    /// it rises straight to one at `own`, so that good answers stay apart whatever the reference.
    #[must_use]
    pub fn at(&self, likeness: &Likeness, own: &Likeness) -> f64 {
        let sum = self.sum(likeness);
        let above = (sum - KNEE) / (self.sum(own) - KNEE).max(STEEPEST);
        let share = if sum <= KNEE { sum } else { KNEE + (1.0 - KNEE) * above };
        share.clamp(0.0, 1.0)
    }

    /// The sum of the measurements by weight, not held to 0..=1.
    #[must_use]
    pub fn sum(&self, likeness: &Likeness) -> f64 {
        self.weights.iter().fold(self.intercept, |sum, (name, weight)| sum + weight * name.of(likeness))
    }
}

/// What is fitted for one kind of model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// What it was fitted on, with sizes, date and seed.
    pub made_from: Vec<String>,
    /// For signals with keywords.
    pub authored: Curves,
    /// For signals that are plain statements.
    pub plain: Curves,
    /// For answers that are compared with a reference answer alone.
    pub likeness: Line,
}

impl Calibration {
    /// The first 16 hex digits of a hash of every number in it.
    #[must_use]
    pub fn hash(&self) -> String {
        let text = serde_json::to_vec(self).expect("a calibration holds only names and finite numbers");
        blake3::hash(&text).to_hex()[..16].to_owned()
    }

    /// The calibration for grading with the default model.
    #[must_use]
    pub fn with_similarity() -> Self {
        Self::read(include_str!("../../data/calibration.json")).expect("the tests read the shipped calibrations")
    }

    /// The calibration for grading with the table of tokens that stands in for the default model.
    #[must_use]
    pub fn by_tokens() -> Self {
        Self::read(include_str!("../../data/calibration-static.json")).expect("the tests read the shipped calibrations")
    }

    /// The calibration for grading by keywords alone.
    #[must_use]
    pub fn by_keywords() -> Self {
        Self::read(include_str!("../../data/calibration-keywords.json")).expect("the tests read the shipped calibrations")
    }

    /// Reads a calibration from JSON.
    ///
    /// # Errors
    ///
    /// Where it is no calibration, or holds a number that none can have: line, column and what is wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Self = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let curves = [&read.authored, &read.plain].into_iter().flat_map(|c| [&c.support, &c.contradiction]);
        let weights = curves.flat_map(|c| c.weights.iter().map(|w| w.1).chain([c.intercept]));
        let line = read.likeness.weights.iter().map(|w| w.1).chain([read.likeness.intercept]);
        if weights.chain(line).all(f64::is_finite) {
            Ok(read)
        } else {
            Err("a weight is not finite".to_owned())
        }
    }
}
