//! Likeness: how an answer as a whole compares with one reference answer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::evidence::SignalEvidence;
use super::profile::Profile;
use crate::embed::Vector;

/// How far below the reference's the amount said is looked at, in natural logarithms.
const SHORTEST: f64 = -2.0;
/// A word and a half of weight: what keeps the logarithm of amounts steady near nothing.
const STEADY: f64 = 0.5;

/// The measurements of an answer against a reference answer. Words of the question count for less throughout (Sultan et al. 2016). Other measurements were tried and gained
/// nothing on data sets not fitted on beside these: recall of content tokens by weight, of each sentence by itself, the least of those, and precision, which
/// besides makes every further sentence cost something. `docs/accuracy.md` has the figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Likeness {
    /// How well the reference's tokens, words of grammar included, align with the answer's, in 0..=1: the recall of BERTScore (Zhang et al. 2020).
    pub recall: f64,
    /// Cosine of the mean content tokens, in -1..=1.
    pub gist: f64,
    /// Harmonic mean of the shares of each text's words, by weight, that the other has, in 0..=1.
    pub words: f64,
    /// Share of the reference's content words, the question's left out, that the answer has, in 0..=1.
    pub fresh_words: f64,
    /// Share of the reference's runs of four letters that the answer has, in 0..=1.
    pub letters: f64,
    /// Cosine of the mean tokens of answer and question, in -1..=1: an answer that is about nothing else repeats it.
    pub question: f64,
    /// By how much less is said than in the reference: the logarithm of the ratio, in -2..=0. More is no merit.
    pub short: f64,
    /// Share of what answer and reference have in common that stands against the reference, in 0..=1. It tells how sure a score is; the score itself it does not improve.
    pub opposition: f64,
}

impl Likeness {
    /// Measures `answer` against `reference`; `parts` is the evidence for each sentence of the reference, `weights` how much each says.
    #[must_use]
    pub fn new(answer: &Profile, reference: &Profile, question: &Profile, weights: &[f64], parts: &[SignalEvidence]) -> Self {
        let total: f64 = weights.iter().sum();
        let opposed = |e: &SignalEvidence| e.topical().map_or(0.0, |w| w.features.against.opposition);
        let opposition: f64 = weights.iter().zip(parts).map(|(weight, e)| weight * opposed(e)).sum();
        Self {
            recall: recall(reference, answer),
            gist: cosine(&answer.gist, &reference.gist),
            words: harmonic(shared(&reference.stems, &answer.stems), shared(&answer.stems, &reference.stems)),
            fresh_words: shared(&reference.fresh, &answer.fresh),
            letters: letters(reference, answer),
            question: cosine(&answer.whole, &question.whole),
            short: ((answer.said + STEADY) / (reference.said + STEADY)).ln().clamp(SHORTEST, 0.0),
            opposition: if total > 0.0 { opposition / total } else { 0.0 },
        }
    }
}

/// The mean best similarity of the tokens of `of` among those of `within`.
fn recall(of: &Profile, within: &Profile) -> f64 {
    if of.tokens.is_empty() || within.tokens.is_empty() {
        return 0.0;
    }
    let cosines = within.tokens.cosines(&of.tokens);
    let best = cosines.chunks_exact(within.tokens.len()).map(|row| row.iter().copied().fold(0.0, f32::max));
    best.map(f64::from).sum::<f64>() / of.tokens.len() as f64
}

fn cosine(a: &Vector, b: &Vector) -> f64 {
    f64::from(a.cosine(b))
}

/// The share of `of`, by weight, that `within` has.
fn shared(of: &BTreeMap<String, f64>, within: &BTreeMap<String, f64>) -> f64 {
    let total: f64 = of.values().sum();
    let found: f64 = of.iter().filter(|(stem, _)| within.contains_key(*stem)).map(|(_, weight)| weight).sum();
    if total > 0.0 { found / total } else { 0.0 }
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

fn letters(reference: &Profile, answer: &Profile) -> f64 {
    let total: u32 = reference.letters.values().sum();
    let found: u32 = reference
        .letters
        .iter()
        .map(|(run, times)| (*times).min(answer.letters.get(run).copied().unwrap_or(0)))
        .sum();
    if total > 0 { f64::from(found) / f64::from(total) } else { 0.0 }
}
