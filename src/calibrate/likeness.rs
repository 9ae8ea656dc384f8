//! The line over the measurements of whole answers, fitted on scores that people gave.

use std::collections::BTreeMap;

use super::monotone::{Sign, Table, ridge};
use crate::score::{Likeness, Line, Trait};

/// What the weights are held back by, of standardised measurements and targets whose counts add up to one for each data set.
const RIDGE: f64 = 0.01;
/// Rounds in which the nearest of several references is chosen by the line of the round before.
const ROUNDS: usize = 4;

/// What takes part with a model, and by words alone: each gains something on data sets not fitted on.
const MEASURES: [Trait; 5] = [Trait::Recall, Trait::Gist, Trait::FreshWords, Trait::Question, Trait::Short];
const BY_WORDS: [Trait; 4] = [Trait::Words, Trait::FreshWords, Trait::Letters, Trait::Short];

/// What takes part.
pub(super) fn measures(with_model: bool) -> &'static [Trait] {
    if with_model { &MEASURES } else { &BY_WORDS }
}

/// An answer that a person scored, with its likeness to each reference.
#[derive(Debug, Clone)]
pub struct Scored {
    /// The data set it is from.
    pub dataset: String,
    /// Its question.
    pub question: String,
    /// What a person gave, in 0..=1.
    pub human: f64,
    /// The likeness to each reference, and of the reference to itself; never empty.
    pub references: Vec<(Likeness, Likeness)>,
}

impl Scored {
    /// The share of the points that `line` gives by the reference that earns most.
    pub(super) fn share(&self, line: &Line) -> f64 {
        self.references.iter().map(|(likeness, own)| line.at(likeness, own)).fold(0.0, f64::max)
    }

    fn nearest(&self, line: &Line) -> &Likeness {
        let all = self.references.iter().map(|(likeness, _)| likeness);
        let best = all.reduce(|best, this| if line.sum(this) > line.sum(best) { this } else { best });
        best.expect("a scored answer has a reference")
    }
}

/// The line, by ridge regression with signs held. Data sets count alike, whatever their size, and each is centred and scaled by itself, so that how strict its
/// people were plays no part in the weights; the level is then that of all data sets together. `leave_out` is a measurement that takes no part.
#[must_use]
pub fn fit_line(answers: &[&Scored], with_model: bool, leave_out: Option<Trait>) -> Line {
    let measures: Vec<Trait> = measures(with_model).iter().copied().filter(|t| Some(*t) != leave_out).collect();
    let mut line = Line {
        intercept: 0.0,
        weights: measures.iter().map(|t| (*t, if t.lowers() { 0.0 } else { 1.0 })).collect(),
    };
    for _ in 0..ROUNDS {
        line = fitted(answers, &measures, &line);
    }
    line
}

fn fitted(answers: &[&Scored], measures: &[Trait], before: &Line) -> Line {
    let mut sets: BTreeMap<&str, Table> = BTreeMap::new();
    for answer in answers {
        let nearest = answer.nearest(before);
        let row = measures.iter().map(|t| t.of(nearest)).collect();
        sets.entry(&answer.dataset).or_default().push(row, answer.human, 1.0);
    }
    let mut all = Table::default();
    for set in sets.values() {
        for (row, target) in set.rows.iter().zip(&set.targets) {
            all.push(row.clone(), *target, 1.0 / set.rows.len() as f64);
        }
    }
    let scale: Vec<f64> = all.spread().into_iter().map(|(_, deviation)| deviation.max(1e-9)).collect();
    let mut centred = Table::default();
    for set in sets.values() {
        let means = set.spread();
        let mean = set.targets.iter().sum::<f64>() / set.targets.len() as f64;
        let deviation = (set.targets.iter().map(|t| (t - mean).powi(2)).sum::<f64>() / set.targets.len() as f64).sqrt();
        for (row, target) in set.rows.iter().zip(&set.targets) {
            let row = row.iter().zip(&means).zip(&scale).map(|((v, (mean, _)), scale)| (v - mean) / scale).collect();
            centred.push(row, (target - mean) / deviation.max(1e-9), 1.0 / set.targets.len() as f64);
        }
    }
    let signs: Vec<Sign> = measures.iter().map(|t| if t.lowers() { Sign::Lowers } else { Sign::Raises }).collect();
    let weights: Vec<f64> = ridge(&centred, &signs, RIDGE).iter().zip(&scale).map(|(w, scale)| w / scale).collect();
    let (intercept, slope) = level(&all, &weights);
    Line {
        intercept: rounded(intercept),
        weights: measures.iter().zip(weights).map(|(t, w)| (*t, rounded(slope * w))).collect(),
    }
}

/// Intercept and slope that bring the sums nearest to the scores.
fn level(all: &Table, weights: &[f64]) -> (f64, f64) {
    let total: f64 = all.counts.iter().sum();
    let sums: Vec<f64> = all.rows.iter().map(|row| row.iter().zip(weights).map(|(v, w)| v * w).sum()).collect();
    let mean = |values: &[f64]| values.iter().zip(&all.counts).map(|(v, c)| v * c).sum::<f64>() / total;
    let (of_sums, of_targets) = (mean(&sums), mean(&all.targets));
    let (mut together, mut alone) = (0.0, 0.0);
    for ((sum, target), count) in sums.iter().zip(&all.targets).zip(&all.counts) {
        together += count * (sum - of_sums) * (target - of_targets);
        alone += count * (sum - of_sums).powi(2);
    }
    let slope = if alone > 0.0 { together / alone } else { 0.0 };
    (of_targets - slope * of_sums, slope)
}

/// To four decimals, so that the file reads well; the rest is noise.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
