//! The curve of contradiction: that a window which is about a signal says the opposite.

use std::collections::BTreeMap;

use super::SEED;
use super::likeness::rounded;
use super::marked::{Mark, MarkedSignal};
use super::monotone::auc;
use crate::score::{Curve, Curves, Measure};

/// What takes part with a model, and by keywords alone, each with the greatest weight that is tried.
const MEASURES: [(Measure, f64); 3] = [(Measure::Opposition, 14.0), (Measure::RedFlagAlignment, 10.0), (Measure::RedFlagWords, 7.0)];
const BY_KEYWORDS: [(Measure, f64); 2] = [(Measure::Opposition, 18.0), (Measure::RedFlagWords, 9.0)];

/// The range of intercepts that are tried.
const INTERCEPTS: (f64, f64) = (-4.0, -0.5);
/// Curves that are tried.
const TRIALS: usize = 300;
/// Share of the points that nine in ten reference answers must keep.
const REFERENCES_KEEP: f64 = 0.94;
/// The credit from which an answer counts as strong, and up to which it counts as wrong where it contradicts something.
const STRONG: f64 = 0.8;
const WRONG: f64 = 0.3;

/// The curve of contradiction, by a seeded search. What tells a contradiction is rare and weak, so that a regression over windows drowns in the noise of those that are
/// about something else; the search looks at what matters to a user: that signals met are told from signals contradicted, that strong answers are told from wrong ones, and
/// that reference answers keep their points.
#[must_use]
pub fn fit_contradiction(signals: &[&MarkedSignal], support: &Curve, with_model: bool) -> Curve {
    let measures: &[(Measure, f64)] = if with_model { &MEASURES } else { &BY_KEYWORDS };
    let mut chance = fastrand::Rng::with_seed(SEED);
    let mut best: Option<(f64, Curve)> = None;
    for _ in 0..TRIALS {
        let weights = measures.iter().map(|(m, most)| (*m, rounded(most * chance.f64()))).collect();
        let intercept = rounded(INTERCEPTS.0 + (INTERCEPTS.1 - INTERCEPTS.0) * chance.f64());
        let curve = Curve { intercept, weights };
        let curves = Curves {
            support: support.clone(),
            contradiction: curve,
        };
        let worth = worth(signals, &curves);
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, curves.contradiction));
        }
    }
    best.expect("there are trials").1
}

fn worth(signals: &[&MarkedSignal], curves: &Curves) -> f64 {
    let met: Vec<f64> = signals.iter().map(|s| s.met(curves)).collect();
    let marked = |mark: Mark| -> Vec<f64> {
        let of = signals.iter().zip(&met).filter(|(s, _)| s.mark == mark && !s.reference);
        of.map(|(_, met)| *met).collect()
    };
    let mut answers: BTreeMap<usize, (f64, f64, f64, bool, bool)> = BTreeMap::new();
    for (signal, met) in signals.iter().zip(&met) {
        let answer = answers.entry(signal.answer).or_insert((0.0, 0.0, 0.0, signal.reference, false));
        answer.0 += signal.weight;
        answer.1 += signal.weight * met;
        answer.2 += signal.weight * signal.mark.credit();
        answer.4 |= signal.mark == Mark::Contradicted;
    }
    let shares = |wanted: &dyn Fn(f64, bool, bool) -> bool| -> Vec<f64> {
        let chosen = answers
            .values()
            .filter(|(all, _, credit, reference, wrong)| wanted(credit / all, *reference, *wrong));
        chosen.map(|(all, met, ..)| met / all).collect()
    };
    let strong = shares(&|credit, reference, _| credit >= STRONG && !reference);
    let middling = shares(&|credit, reference, wrong| (WRONG..STRONG).contains(&credit) && !reference && !wrong);
    let wrong = shares(&|credit, _, wrong| credit <= WRONG && wrong);
    let mut references = shares(&|credit, reference, _| reference && credit > 0.5);
    references.sort_by(f64::total_cmp);
    let kept = references.get(references.len() / 10).copied().unwrap_or(1.0);
    auc(&marked(Mark::Met), &marked(Mark::Contradicted)) + auc(&strong, &wrong) + 0.5 * auc(&middling, &wrong) - 5.0 * (REFERENCES_KEEP - kept).max(0.0)
}
