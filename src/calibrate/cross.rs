//! What a fit is worth on questions and data sets that it has not seen.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fit_curves;
use super::likeness::{Scored, fit_line, measures};
use super::marked::{Mark, MarkedSignal};
use super::monotone::auc;
use crate::score::Trait;

/// Parts that the questions are dealt into; each is judged by curves fitted on the others.
const FOLDS: usize = 5;

/// How far a line agrees with people on a data set that it was not fitted on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineCheck {
    /// The measurement that took no part; absent for the whole line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<&'static str>,
    /// For each data set Pearson's correlation, fitted on the others.
    pub pearson: BTreeMap<String, f64>,
    /// For each data set the root of the mean squared error, on 0..=1.
    pub rmse: BTreeMap<String, f64>,
    /// The mean correlation.
    pub mean: f64,
}

/// Leaves out one data set after another, and one measurement after another. `held_out` data sets are measured and never fitted on.
#[must_use]
pub fn check_line(answers: &[Scored], held_out: &BTreeSet<String>, with_model: bool) -> Vec<LineCheck> {
    let sets: BTreeSet<&str> = answers.iter().map(|a| a.dataset.as_str()).collect();
    let check = |without: Option<Trait>| {
        let (mut pearson, mut rmse) = (BTreeMap::new(), BTreeMap::new());
        for set in &sets {
            let seen: Vec<&Scored> = answers.iter().filter(|a| a.dataset != *set && !held_out.contains(&a.dataset)).collect();
            if seen.is_empty() {
                continue;
            }
            let line = fit_line(&seen, with_model, without);
            let pairs: Vec<(f64, f64)> = answers.iter().filter(|a| a.dataset == *set).map(|a| (a.share(&line), a.human)).collect();
            pearson.insert((*set).to_owned(), correlation(&pairs));
            let error = pairs.iter().map(|(a, b)| (a - b).powi(2)).sum::<f64>() / pairs.len() as f64;
            rmse.insert((*set).to_owned(), error.sqrt());
        }
        LineCheck {
            without: without.map(Trait::name),
            mean: pearson.values().sum::<f64>() / pearson.len().max(1) as f64,
            pearson,
            rmse,
        }
    };
    let without = measures(with_model).iter().copied().map(Some);
    std::iter::once(None).chain(without).map(check).collect()
}

fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len() as f64;
    let (a, b) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        ab += (x - a) * (y - b);
        aa += (x - a).powi(2);
        bb += (y - b).powi(2);
    }
    if aa > 0.0 && bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}

/// How well curves tell signals and answers apart, in questions that they were not fitted on. Each figure is an area under the curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalsCheck {
    /// What was checked.
    pub name: String,
    /// Questions, answers and signals that somebody marked.
    pub questions: usize,
    /// Signals that somebody marked.
    pub signals: usize,
    /// Signals that are met, against all others.
    pub met_against_rest: f64,
    /// Against those that are missing.
    pub met_against_missing: f64,
    /// Against those that are contradicted.
    pub met_against_contradicted: f64,
    /// Strong answers, against wrong ones, by the share of the points.
    pub strong_against_wrong: f64,
    /// Against stuffed ones.
    pub strong_against_stuffed: f64,
    /// The mean share of the points of each kind of answer.
    pub means: BTreeMap<String, f64>,
}

/// Fits on four fifths of the questions and judges the last, five times.
#[must_use]
pub fn check_signals(name: &str, signals: &[MarkedSignal], with_model: bool) -> SignalsCheck {
    let questions: Vec<&str> = signals.iter().map(|s| s.question.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let fold = |s: &MarkedSignal| questions.binary_search(&s.question.as_str()).map_or(0, |at| at % FOLDS);
    let mut met = vec![0.0; signals.len()];
    for part in 0..FOLDS {
        let seen: Vec<&MarkedSignal> = signals.iter().filter(|s| fold(s) != part).collect();
        if seen.is_empty() {
            continue;
        }
        let curves = fit_curves(&seen, with_model);
        for (met, signal) in met.iter_mut().zip(signals).filter(|(_, s)| fold(s) == part) {
            *met = signal.met(&curves);
        }
    }
    let marked = |wanted: &dyn Fn(Mark) -> bool| -> Vec<f64> {
        let of = signals.iter().zip(&met).filter(|(s, _)| !s.reference && !s.edited && wanted(s.mark));
        of.map(|(_, met)| *met).collect()
    };
    let mut answers: BTreeMap<usize, (&str, f64, f64)> = BTreeMap::new();
    for (signal, met) in signals.iter().zip(&met) {
        let answer = answers.entry(signal.answer).or_insert((&signal.kind, 0.0, 0.0));
        answer.1 += signal.weight * met;
        answer.2 += signal.weight;
    }
    let shares = |wanted: &dyn Fn(&str) -> bool| -> Vec<f64> { answers.values().filter(|(k, ..)| wanted(k)).map(|(_, met, all)| met / all).collect() };
    let kind = |start: &str| shares(&|k| k.starts_with(start));
    let kinds: BTreeSet<&str> = answers.values().map(|(k, ..)| *k).collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let is_met = marked(&|m| m == Mark::Met);
    SignalsCheck {
        name: name.to_owned(),
        questions: questions.len(),
        signals: signals.iter().filter(|s| !s.reference && !s.edited).count(),
        met_against_rest: auc(&is_met, &marked(&|m| m != Mark::Met)),
        met_against_missing: auc(&is_met, &marked(&|m| m == Mark::Missing)),
        met_against_contradicted: auc(&is_met, &marked(&|m| m == Mark::Contradicted)),
        strong_against_wrong: auc(&kind("strong"), &kind("wrong")),
        strong_against_stuffed: auc(&kind("strong"), &kind("stuffed")),
        means: kinds.into_iter().map(|kind| (kind.to_owned(), mean(&shares(&|k| k == kind)))).collect(),
    }
}
