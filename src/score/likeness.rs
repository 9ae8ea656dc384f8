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

/// The measurements of an answer against a reference answer. Words of the question count for less throughout (Sultan et al. 2016).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Likeness {
    /// How well the reference's content tokens align with the answer's, in 0..=1: the recall of BERTScore (Zhang et al. 2020).
    pub recall: f64,
    /// How well the answer's content tokens align with the reference's, in 0..=1.
    pub precision: f64,
    /// The recall over all tokens, words of grammar included, each counted once, in 0..=1.
    pub even_recall: f64,
    /// The mean alignment of the reference's sentences, each in the one or two sentences of the answer that fit it best, in 0..=1.
    pub part_recall: f64,
    /// The least of them.
    pub least_part: f64,
    /// Cosine of the mean content tokens, in -1..=1.
    pub gist: f64,
    /// Cosine of the mean tokens, in -1..=1.
    pub whole: f64,
    /// Harmonic mean of the shares of each text's words, by weight, that the other has, in 0..=1.
    pub words: f64,
    /// Share of the reference's content words, the question's left out, that the answer has, in 0..=1.
    pub fresh_words: f64,
    /// Share of the reference's runs of four letters that the answer has, in 0..=1.
    pub letters: f64,
    /// Cosine of the mean tokens of answer and question, in -1..=1: an answer that is about nothing else repeats it.
    pub question: f64,
    /// Share of what answer and reference have in common that stands against the reference, in 0..=1.
    pub opposition: f64,
    /// By how much less is said than in the reference: the logarithm of the ratio, in -2..=0. More is no merit.
    pub short: f64,
}

impl Likeness {
    /// Measures `answer` against `reference`; `parts` is the evidence for each sentence of the reference, `weights` how much each says.
    #[must_use]
    pub fn new(answer: &Profile, reference: &Profile, question: &Profile, weights: &[f64], parts: &[SignalEvidence]) -> Self {
        let (recall, even_recall) = aligned(reference, answer);
        let (precision, _) = aligned(answer, reference);
        let best = |evidence: &SignalEvidence| evidence.windows.iter().map(|w| w.features.statement_alignment).fold(0.0, f64::max);
        let total: f64 = weights.iter().sum();
        let mean =
            |value: &dyn Fn(&SignalEvidence) -> f64| weights.iter().zip(parts).map(|(weight, e)| weight * value(e)).sum::<f64>() / total.max(f64::MIN_POSITIVE);
        Self {
            recall,
            precision,
            even_recall,
            part_recall: mean(&best),
            least_part: parts.iter().map(best).reduce(f64::min).unwrap_or(0.0),
            gist: cosine(&answer.gist, &reference.gist),
            whole: cosine(&answer.whole, &reference.whole),
            words: harmonic(shared(&reference.stems, &answer.stems), shared(&answer.stems, &reference.stems)),
            fresh_words: shared(&reference.fresh, &answer.fresh),
            letters: letters(reference, answer),
            question: cosine(&answer.whole, &question.whole),
            opposition: mean(&|e| e.topical().map_or(0.0, |w| w.features.opposition)),
            short: ((answer.said + STEADY) / (reference.said + STEADY)).ln().clamp(SHORTEST, 0.0),
        }
    }
}

/// The mean best similarity of the tokens of `of` among those of `within`: by weight, and each token alike.
fn aligned(of: &Profile, within: &Profile) -> (f64, f64) {
    let (mut weighted, mut weight, mut even) = (0.0, 0.0, 0.0);
    for (vector, w) in &of.tokens {
        let best = within.tokens.iter().map(|(other, _)| vector.cosine(other)).fold(0.0, f32::max);
        weighted += w * f64::from(best);
        weight += w;
        even += f64::from(best);
    }
    let mean = |sum: f64, count: f64| if count > 0.0 { sum / count } else { 0.0 };
    (mean(weighted, weight), mean(even, of.tokens.len() as f64))
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
