//! The curve of contradiction: that a window which is about a signal says the opposite.

use super::likeness::rounded;
use super::marked::{Mark, MarkedSignal};
use super::monotone::{Sign, Table, logistic};
use crate::score::{Curve, Features, Measure};

/// What takes part with a model, and by keywords alone.
const MEASURES: [Measure; 11] = [
    Measure::Denied,
    Measure::Opposite,
    Measure::OtherSide,
    Measure::NearestDenied,
    Measure::NearestOpposite,
    Measure::RetoldDenied,
    Measure::RetoldOpposite,
    Measure::RetoldOtherSide,
    Measure::RedFlagAlignment,
    Measure::RedFlagGist,
    Measure::RedFlagWords,
];
const BY_KEYWORDS: [Measure; 4] = [Measure::Denied, Measure::Opposite, Measure::OtherSide, Measure::RedFlagWords];

/// What a weight is held back by.
const RIDGE: f64 = 0.1;
/// What a contradicted signal counts for beside one that is met: in marked answers there are some five of the latter to two of the former.
const CONTRADICTED: f64 = 1.75;
/// How much steeper the curve is made than it was fitted: what is hardly opposed keeps its points, and what clearly is loses them.
const SHARPEN: f64 = 2.5;

/// How much rarer contradiction is in answers that people give than in those that were marked, a quarter of which are wrong on purpose: the logit that is taken off.
///
/// Chosen on answers that nothing is fitted on (tests/samples): the least, in steps of 0.15, with which 95 of 100 strong ones reach the pass mark. All the wrong ones stay below
/// with it.
const RARER: f64 = 0.65;

/// The logit of contradiction where nothing at all stands against a statement, at most: about one in eight, however many wrong answers were marked.
const NOTHING_AGAINST: f64 = -2.0;

/// The curve of contradiction, by logistic regression with signs held, on signals that are met and signals that are contradicted, each in the window that is most
/// about it. Nothing takes part that tells usual words from unusual ones: wrong answers tend to have the former, but that is no fault of theirs.
#[must_use]
pub fn fit_contradiction(signals: &[&MarkedSignal], support: &Curve, with_model: bool) -> Curve {
    let measures: &[Measure] = if with_model { &MEASURES } else { &BY_KEYWORDS };
    let mut table = Table::default();
    // Reference answers are among the examples that opposition is measured against, and would make it look surer than it is.
    for signal in signals.iter().filter(|s| !s.reference) {
        let (target, count) = match signal.mark {
            Mark::Met => (0.0, signal.count),
            Mark::Contradicted if signal.edited => (1.0, signal.count),
            Mark::Contradicted => (1.0, CONTRADICTED * signal.count),
            Mark::Partly | Mark::Missing => continue,
        };
        let features = signal.topical(support);
        table.push(measures.iter().map(|m| m.of(&features)).collect(), target, count);
    }
    let (intercept, weights) = logistic(&table, &vec![Sign::Raises; measures.len()], RIDGE);
    let weights: Vec<(Measure, f64)> = measures.iter().zip(weights).map(|(m, w)| (*m, rounded(SHARPEN * w))).collect();
    let neutral: f64 = weights.iter().map(|(m, w)| w * m.of(&Features::unopposed())).sum();
    Curve {
        intercept: rounded((SHARPEN * intercept - RARER).min(NOTHING_AGAINST - neutral)),
        weights,
    }
}
