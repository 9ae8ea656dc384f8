//! Alignment of tokens: how much of a phrase stands in an answer in other words.

use super::key::{AnswerKey, Phrase};
use super::reading::{Reading, Window};
use crate::embed::Vectors;

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

/// Aligns every statement, example and red flag of `key` with `reading`: for each signal its phrases in the order of [`super::key::CompiledSignal::phrases`].
pub(super) fn align<'k>(key: &'k AnswerKey, reading: &Reading) -> Vec<Vec<Aligned<'k>>> {
    let begun = |phrase| Aligned {
        phrase,
        sentences: Vec::with_capacity(reading.tokens.len()),
    };
    let mut aligned: Vec<Vec<Aligned<'k>>> = key.signals.iter().map(|s| s.phrases().map(begun).collect()).collect();
    // One product for each sentence, so that a long text takes no more memory than a short one.
    for (tokens, weights) in reading.tokens.iter().zip(&reading.weights) {
        let cosines = key.vectors.cosines(&Vectors::new(tokens.iter().map(|t| &t.vector)));
        for phrase in aligned.iter_mut().flatten() {
            phrase.add(&cosines, key.vectors.len(), weights);
        }
    }
    aligned
}

impl Aligned<'_> {
    /// Adds a sentence: for each of its tokens the row of `cosines` has the similarity of each of the key's `width` vectors.
    fn add(&mut self, cosines: &[f32], width: usize, weights: &[f64]) {
        let mut best = vec![0.0_f32; self.phrase.vectors.len()];
        let mut fitting = 0.0;
        if !best.is_empty() {
            for (row, weight) in cosines.chunks_exact(width).zip(weights) {
                let mut fit = 0.0_f32;
                for (best, at) in best.iter_mut().zip(&self.phrase.vectors) {
                    let cosine = row[*at];
                    *best = best.max(cosine);
                    fit = fit.max(cosine);
                }
                fitting += weight * f64::from(fit);
            }
        }
        self.sentences.push(InSentence {
            best,
            fitting,
            weight: weights.iter().sum(),
        });
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

    /// The phrase.
    pub fn phrase(&self) -> &Phrase {
        self.phrase
    }
}
