//! What came of comparing two gradings.

use serde::Serialize;

use super::change::Regression;
use super::scored::Settings;

/// The version of [`Comparison`] in JSON; it grows when a field changes its meaning or goes.
pub const COMPARISON_VERSION: u32 = 1;

/// Two gradings of the same answers, A before and B after. Figures are over the pairs and rounded to four decimals; `None` where there is no pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// [`COMPARISON_VERSION`].
    pub schema_version: u32,
    /// How they were compared.
    pub settings: Settings,
    /// How many answers have a partner.
    pub matched: usize,
    /// What is in A only.
    pub only_a: Unmatched,
    /// What is in B only.
    pub only_b: Unmatched,
    /// How many ids stand more than once on a side: their answers were paired in order. More than 0 is worth a warning.
    pub repeated_ids: usize,
    /// How many pairs are answers to different questions. More than 0 is worth a warning.
    pub different_questions: usize,
    /// The mean score in A, 0..=100.
    pub mean_a: Option<f64>,
    /// The mean score in B, 0..=100.
    pub mean_b: Option<f64>,
    /// The mean of the changes from A to B.
    pub change: Option<MeanChange>,
    /// The normalised gain, the part that was won of what could be: `(mean B - mean A) / (100 - mean A)`, at most 1 and below 0 for a loss (Hake, 1998,
    /// *Interactive-engagement versus traditional methods*). `None` where A has all points.
    pub normalised_gain: Option<f64>,
    /// Improvements: answers that gained at least the least change.
    pub wins: usize,
    /// Answers that changed by less than that.
    pub ties: usize,
    /// Answers that lost at least the least change.
    pub losses: usize,
    /// Ids of the answers that pass in B and did not in A, in the order of A, however small the change.
    pub newly_passed: Vec<String>,
    /// Ids of the answers that passed in A and do not in B, in the order of A, however small the change.
    pub newly_failed: Vec<String>,
    /// The losses, the largest first, of equals in the order of A.
    pub regressions: Vec<Regression>,
}

/// The mean change in points, with its 95 % interval by the paired bootstrap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MeanChange {
    /// The mean of B less that of A.
    pub value: f64,
    /// The lower end; `None` of one pair.
    pub low: Option<f64>,
    /// The upper end; `None` of one pair.
    pub high: Option<f64>,
}

/// Answers without a partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmatched {
    /// How many there are.
    pub count: usize,
    /// Ids of the first of them, 20 at most.
    pub first: Vec<String>,
}
