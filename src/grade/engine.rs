//! What every answer is graded with, whatever the question.

use crate::embed::Encoder;
use crate::score::Calibration;

/// An encoder and the calibration for it.
#[derive(Clone)]
pub struct Engine<'e> {
    /// Turns text into vectors; absent for grading by keywords alone.
    pub encoder: Option<&'e dyn Encoder>,
    /// Turns measurements into probabilities and points.
    pub calibration: Calibration,
    /// Whether the calibration was made for the encoder.
    pub calibrated: bool,
}

impl<'e> Engine<'e> {
    /// Grades with the shipped calibration: that of the default model, or that of keywords alone where there is no encoder. `default` says whether `encoder` is
    /// the default model.
    #[must_use]
    pub fn new(encoder: Option<&'e dyn Encoder>, default: bool) -> Self {
        let calibration = match encoder {
            Some(_) => Calibration::with_similarity(),
            None => Calibration::by_keywords(),
        };
        Self {
            encoder,
            calibration,
            calibrated: default || encoder.is_none(),
        }
    }
}
