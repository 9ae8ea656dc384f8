//! The curve of support: that a window says what a signal asks for.

use super::likeness::rounded;
use super::marked::{Mark, MarkedSignal};
use super::monotone::{Sign, Table, logistic};
use crate::score::{Curve, Measure};

/// What takes part with a model, and by keywords alone.
const MEASURES: [Measure; 8] = [
    Measure::Coverage,
    Measure::Fit,
    Measure::Alignment,
    Measure::Gist,
    Measure::CoverageAlignment,
    Measure::CoverageAnywhere,
    Measure::Bare,
    Measure::BareOverall,
];
const BY_KEYWORDS: [Measure; 4] = [Measure::Coverage, Measure::CoverageAnywhere, Measure::Bare, Measure::BareOverall];

/// What a weight is held back by.
const RIDGE: f64 = 1.0;
/// Turns between the choice of each answer's window and the fit.
const TURNS: usize = 6;
/// How much steeper the curve is made than it was fitted: so that a full answer comes near all of the points and an unrelated one near none, although the sum over
/// signals is an expected value.
const SHARPEN: f64 = 1.5;

/// The curve of support, by logistic regression with signs held, in turns with the choice of the window that is most about the signal. Answers that contradict a
/// signal take no part: they are about it.
#[must_use]
pub fn fit_support(signals: &[&MarkedSignal], with_model: bool) -> Curve {
    let measures: &[Measure] = if with_model { &MEASURES } else { &BY_KEYWORDS };
    let signs: Vec<Sign> = measures.iter().map(|m| if m.lowers() { Sign::Lowers } else { Sign::Raises }).collect();
    let start = |m: &Measure| (*m, if m.lowers() { -1.0 } else { 2.0 });
    let mut curve = Curve {
        intercept: -3.0,
        weights: measures.iter().map(start).collect(),
    };
    for _ in 0..TURNS {
        let mut table = Table::default();
        for signal in signals.iter().filter(|s| s.mark != Mark::Contradicted && !s.edited) {
            let features = signal.topical(&curve);
            table.push(measures.iter().map(|m| m.of(&features)).collect(), signal.mark.credit(), signal.count);
        }
        let (intercept, weights) = logistic(&table, &signs, RIDGE);
        curve = Curve {
            intercept,
            weights: measures.iter().copied().zip(weights).collect(),
        };
    }
    Curve {
        intercept: rounded(SHARPEN * curve.intercept),
        weights: curve.weights.into_iter().map(|(m, w)| (m, rounded(SHARPEN * w))).collect(),
    }
}
