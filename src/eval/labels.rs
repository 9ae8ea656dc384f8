//! Agreement with what people called an answer.

use serde::Serialize;

use super::row::Label;
use super::sample::Point;
use super::statistics::{auc, macro_f1, rounded};

/// How well scores tell correct answers from others, over the rows with a label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Labels {
    /// Rows with a label.
    pub rows: usize,
    /// Those that are called correct.
    pub correct: usize,
    /// Those that are called contradictory.
    pub contradictory: usize,
    /// How often a correct answer scores above any other, in 0..=1; 0.5 is chance.
    pub auc: Option<f64>,
    /// How often a correct answer scores above a contradictory one.
    pub auc_contradictory: Option<f64>,
    /// The mean of the F1 of passing as a sign of a correct answer and of failing as a sign of another.
    pub macro_f1: Option<f64>,
}

impl Labels {
    /// The figures over the labelled of `points`; `None` when no row has a label. An answer passes from `threshold` on, in 0..=1.
    pub(super) fn new(points: &[Point], threshold: f64) -> Option<Self> {
        let labelled: Vec<(Label, f64)> = points.iter().filter_map(|p| Some((p.label?, p.score))).collect();
        let scores = |wanted: fn(Label) -> bool| labelled.iter().filter(|(l, _)| wanted(*l)).map(|(_, s)| *s).collect::<Vec<_>>();
        let correct = scores(|l| l == Label::Correct);
        let contradictory = scores(|l| l == Label::Contradictory);
        let truth: Vec<bool> = labelled.iter().map(|(l, _)| *l == Label::Correct).collect();
        let told: Vec<bool> = labelled.iter().map(|(_, s)| *s >= threshold).collect();
        (!labelled.is_empty()).then(|| Self {
            rows: labelled.len(),
            correct: correct.len(),
            contradictory: contradictory.len(),
            auc: auc(&correct, &scores(|l| l != Label::Correct)).map(rounded),
            auc_contradictory: auc(&correct, &contradictory).map(rounded),
            macro_f1: macro_f1(&truth, &told).map(rounded),
        })
    }
}
