//! What an evaluation returns. Its JSON is these types.

use serde::Serialize;

use super::agreement::{Agreement, DatasetAgreement, MeanAgreement};
use super::bands::Bands;
use super::confidence::Confidence;
use super::faults::Faults;
use super::labels::Labels;
use super::worst::Disagreement;
use crate::grade::ModelSignature;

/// Version of the JSON of an evaluation; a field that goes or changes its meaning raises it.
pub const EVALUATION_VERSION: u32 = 1;

/// Everything that the figures depend on besides the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Used {
    /// Name and version of the program.
    pub tool: String,
    /// The encoder.
    pub model: ModelSignature,
    /// Hash of the calibration.
    pub calibration: String,
    /// Points from which an answer passes.
    pub threshold: f64,
    /// Levels that scores are taken to for kappa.
    pub kappa_levels: usize,
    /// Draws of the bootstrap.
    pub resamples: usize,
    /// What its draws start from.
    pub seed: u64,
}

/// How well scores agree with people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Version of this structure.
    pub schema_version: u32,
    /// What the figures depend on besides the data.
    pub used: Used,
    /// Over all rows.
    pub overall: Agreement,
    /// Over each data set, in order of appearance; empty when there is one only.
    pub datasets: Vec<DatasetAgreement>,
    /// The mean over the data sets; absent when there is one only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_over_datasets: Option<MeanAgreement>,
    /// By what people gave.
    pub bands: Bands,
    /// By what people called the answers; absent when no row has a label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Labels>,
    /// What the confidence is worth.
    pub confidence: Confidence,
    /// The twenty greatest disagreements.
    pub worst: Vec<Disagreement>,
    /// Rows that could not be graded.
    pub not_graded: Faults,
}
