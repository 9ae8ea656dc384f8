//! A statement, example or red flag beside an answer.

use super::alignment::Aligned;
use super::key::AnswerKey;
use super::reading::{Reading, Window};
use crate::coverage::GroupHits;
use crate::polarity::{Comparison, Opposition};

/// A phrase beside an answer: what both have is found once and measured in any window.
pub(super) struct Beside<'a> {
    aligned: &'a Aligned<'a>,
    comparison: Comparison<'a>,
}

/// How near a window is to a phrase.
pub(super) struct Nearness {
    /// How much of the phrase's tokens the window has, in 0..=1.
    pub recall: f64,
    /// The mean of that and of its mirror image, in 0..=1.
    pub fit: f64,
    /// Cosine of their mean content tokens, in -1..=1.
    pub gist: f64,
    /// How much of the phrase is said with its own polarity, in 0..=1.
    pub said: f64,
    /// What of the shared content agrees and what does not.
    pub opposition: Opposition,
}

impl<'a> Beside<'a> {
    /// Puts the phrase of `aligned` beside `reading`, where the signal's keyword groups have `hits`.
    pub fn new(aligned: &'a Aligned<'a>, key: &'a AnswerKey, reading: &'a Reading, hits: &'a [GroupHits]) -> Self {
        let phrase = aligned.phrase();
        let groups = hits.iter().zip(&phrase.hits).collect();
        Self {
            aligned,
            comparison: Comparison::new(&reading.claim, &phrase.claim, groups, &key.contrasts),
        }
    }

    /// Measures a window of the answer.
    pub fn within(&self, window: &Window) -> Nearness {
        let opposition = self.comparison.within(&window.words);
        let recall = self.aligned.recall(window);
        let phrase = self.aligned.phrase();
        let mass = phrase.mass;
        Nearness {
            recall,
            fit: f64::midpoint(recall, self.aligned.precision(window)),
            gist: f64::from(phrase.gist.cosine(&window.gist)),
            said: if mass > 0.0 { (opposition.agree / mass).min(1.0) } else { 0.0 },
            opposition,
        }
    }
}
