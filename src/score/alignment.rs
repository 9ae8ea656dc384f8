//! Alignment of tokens: how much of a phrase stands in an answer in other words.

use super::key::Phrase;
use super::reading::{Reading, Window};

/// The similarities of a phrase's tokens and an answer's, from which the alignment of any window is made.
pub(super) struct Aligned<'p> {
    phrase: &'p Phrase,
    sentences: Vec<InSentence>,
}

/// What one sentence has of a phrase.
struct InSentence {
    /// For each token of the phrase its best similarity among the sentence's tokens.
    best: Vec<f32>,
    /// For the sentence's content tokens, by weight: the sum of their best similarities among the phrase's tokens.
    fitting: f64,
    /// The weight of the sentence's content tokens.
    weight: f64,
}

impl<'p> Aligned<'p> {
    pub fn new(phrase: &'p Phrase, reading: &Reading) -> Self {
        let sentences = reading.tokens.iter().zip(&reading.weights).map(|(tokens, weights)| {
            let mut best = vec![0.0_f32; phrase.tokens.len()];
            let mut fitting = 0.0;
            for (token, weight) in tokens.iter().zip(weights) {
                let mut fit = 0.0_f32;
                for (best, meant) in best.iter_mut().zip(&phrase.tokens) {
                    let cosine = meant.vector.cosine(&token.vector);
                    *best = best.max(cosine);
                    fit = fit.max(cosine);
                }
                fitting += weight * f64::from(fit);
            }
            InSentence {
                best,
                fitting,
                weight: weights.iter().sum(),
            }
        });
        Self {
            phrase,
            sentences: sentences.collect(),
        }
    }

    /// The mean of the phrase's tokens' best similarities within `window`, weighted by how telling they are: the recall of BERTScore (Zhang et al. 2020) with the
    /// words of the question demoted (Sultan et al. 2016).
    pub fn recall(&self, window: &Window) -> f64 {
        let (mut sum, mut total) = (0.0, 0.0);
        for (token, weight) in self.phrase.weights.iter().enumerate() {
            let best = window.sentences.clone().map(|s| self.sentences[s].best[token]).fold(0.0, f32::max);
            sum += weight * f64::from(best);
            total += weight;
        }
        if total > 0.0 { sum / total } else { 0.0 }
    }

    /// The mirror image of recall: how well the window's own content fits the phrase, in 0..=1. Their mean tells two phrases apart that share most of their words.
    pub fn precision(&self, window: &Window) -> f64 {
        let sentences = &self.sentences[window.sentences.clone()];
        let weight: f64 = sentences.iter().map(|s| s.weight).sum();
        let fitting: f64 = sentences.iter().map(|s| s.fitting).sum();
        if weight > 0.0 { fitting / weight } else { 0.0 }
    }
}
