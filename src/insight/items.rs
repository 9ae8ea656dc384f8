//! What the answers to a question say about the question.

use serde::Serialize;

use super::cells::Cells;
use super::class::{Class, Item, Mark};
use super::figures::{deviation, points, reaching};
use super::mistakes::{Mistake, mistakes};
use crate::eval::{mean, pearson, rounded};
use crate::grade::Verdict;

/// Fewer candidates have no correlation worth the name.
const FEWEST_CANDIDATES: usize = 3;

/// A question and what came of it. Figures are over its answers, all of them, but for the discrimination, which is over candidates.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct ItemSummary {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is about.
    pub topic: String,
    /// The kind of question.
    pub kind: String,
    /// How many answers were graded.
    pub answers: usize,
    /// The difficulty of classical test theory, p: the mean score over 100, so 0 where nobody knows it and 1 where everybody does.
    pub difficulty: f64,
    /// The sample standard deviation of the points; 0 of one answer.
    pub sd: f64,
    /// The part of the answers that pass, 0..=1.
    pub pass_rate: f64,
    /// How well it tells strong candidates from weak ones: the corrected item-total correlation, -1..=1; `None` for fewer than 3 candidates who also
    /// answered something else, or where either side is the same for all.
    pub discrimination: Option<f64>,
    /// What the answers did about each signal.
    pub signals: Vec<SignalSummary>,
    /// The statement of the signal that most answers do not meet, one that is met in part counting half; of equals the first. `None` where all meet all.
    pub most_missed: Option<String>,
    /// What several answers get wrong together, most answers first.
    pub mistakes: Vec<Mistake>,
}

/// How many answers do what about a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignalSummary {
    /// Its id in the rubric.
    pub id: String,
    /// What it asks for.
    pub statement: String,
    /// Answers that meet it.
    pub met: usize,
    /// Answers that meet part of it.
    pub partly_met: usize,
    /// Answers that say nothing about it.
    pub not_addressed: usize,
    /// Answers that say the opposite.
    pub contradicted: usize,
}

impl SignalSummary {
    /// How many answers do not meet it, in halves.
    fn missed(&self) -> usize {
        2 * (self.not_addressed + self.contradicted) + self.partly_met
    }
}

/// The questions that have answers, in the order of the class.
pub(super) fn items(cells: &Cells<'_>, threshold: f64) -> Vec<ItemSummary> {
    let class = cells.class;
    let discrimination = discriminations(cells);
    let answers = marks_by_item(class);
    let all = class.items.iter().zip(&answers).zip(discrimination);
    let answered = all.filter(|((_, marks), _)| !marks.is_empty());
    answered
        .map(|((item, marks), discrimination)| summary(item, marks, discrimination, threshold))
        .collect()
}

fn marks_by_item(class: &Class) -> Vec<Vec<&Mark>> {
    let mut out: Vec<Vec<&Mark>> = vec![Vec::new(); class.items.len()];
    for mark in &class.marks {
        out[mark.item as usize].push(mark);
    }
    out
}

fn summary(item: &Item, marks: &[&Mark], discrimination: Option<f64>, threshold: f64) -> ItemSummary {
    let scores: Vec<f64> = marks.iter().map(|m| points(m.score)).collect();
    let signals = signals(item, marks);
    ItemSummary {
        id: item.id.clone(),
        title: item.title.clone(),
        topic: item.topic.clone(),
        kind: item.kind.clone(),
        answers: marks.len(),
        difficulty: rounded(mean(&scores) / 100.0),
        sd: rounded(deviation(&scores)),
        pass_rate: rounded(reaching(&scores, threshold)),
        discrimination,
        most_missed: most_missed(&signals),
        signals,
        mistakes: mistakes(item, marks),
    }
}

fn signals(item: &Item, marks: &[&Mark]) -> Vec<SignalSummary> {
    let of = |(at, signal): (usize, &super::class::ItemSignal)| {
        let count = |verdict| marks.iter().filter(|m| m.verdicts.get(at) == Some(&verdict)).count();
        SignalSummary {
            id: signal.id.clone(),
            statement: signal.statement.clone(),
            met: count(Verdict::Met),
            partly_met: count(Verdict::PartlyMet),
            not_addressed: count(Verdict::NotAddressed),
            contradicted: count(Verdict::Contradicted),
        }
    };
    item.signals.iter().enumerate().map(of).collect()
}

fn most_missed(signals: &[SignalSummary]) -> Option<String> {
    // `max_by_key` would take the last of equals.
    let most = signals.iter().rev().max_by_key(|s| s.missed())?;
    (most.missed() > 0).then(|| most.statement.clone())
}

/// The corrected item-total correlation of each item (Henrysson, 1963, *Correction of item-total correlations in item analysis*): Pearson's correlation of what
/// candidates reach in it with what they reach in the others, itself left out because it would agree with itself.
///
/// The mean of the others stands for their total, of which it is a fixed part where everybody answered everything, and which could not be compared
/// where not.
fn discriminations(cells: &Cells<'_>) -> Vec<Option<f64>> {
    let mut pairs: Vec<(Vec<f64>, Vec<f64>)> = vec![Default::default(); cells.class.items.len()];
    for person in cells.by_candidate().filter(|p| p.len() > 1) {
        let total: f64 = person.iter().map(|c| c.score).sum();
        for cell in person {
            let others = (total - cell.score) / (person.len() - 1) as f64;
            let (here, elsewhere) = &mut pairs[cell.item as usize];
            here.push(rounded(cell.score));
            // Rounded, so that equal means are equal and what the subtraction left over is not taken for variance.
            elsewhere.push(rounded(others));
        }
    }
    let of = |(here, elsewhere): &(Vec<f64>, Vec<f64>)| {
        let enough = here.len() >= FEWEST_CANDIDATES;
        enough.then(|| pearson(here, elsewhere)).flatten().map(rounded)
    };
    pairs.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::class_tests::{SCORES, class, item, judged, mark, signal, table};

    fn discrimination(class: &Class) -> Vec<Option<f64>> {
        items(&Cells::new(class), 60.0).iter().map(|i| i.discrimination).collect()
    }

    #[test]
    fn discrimination_is_the_correlation_with_the_total_of_the_others_in_scipy() {
        // scipy 1.17.1: pearsonr(S[:, j], S.sum(axis=1) - S[:, j])
        assert_eq!(discrimination(&table(&SCORES)), [0.8817, 0.9715, 0.6374, 0.2206].map(Some));
    }

    #[test]
    fn where_a_question_was_left_out_the_mean_of_the_others_is_taken() {
        // The same without S[0, 3]: pearsonr(S[rows, j], [np.nanmean(np.delete(S[i], j)) for i in rows]), rows being those that have S[:, j].
        let mut class = table(&SCORES);
        class.marks.remove(3);
        assert_eq!(discrimination(&class), [0.893, 0.9512, 0.688, 0.2962].map(Some));
    }

    #[test]
    fn discrimination_is_not_defined_for_few_candidates_or_without_variance() {
        assert_eq!(discrimination(&table(&[[1.0, 2.0], [2.0, 3.0]])), [None, None]);
        assert_eq!(
            discrimination(&table(&[[0.1, 0.2, 5.0], [0.2, 0.1, 6.0], [0.0, 0.3, 7.0]]))[2],
            None,
            "the others do not vary"
        );
        assert_eq!(discrimination(&table(&[[5.0, 2.0], [5.0, 4.0], [5.0, 9.0]])), [None, None], "one does not vary");
        let nobody: Vec<Mark> = (0..8).map(|i| mark(i, 0, i % 2, 10.0 * i as f32)).collect();
        assert_eq!(discrimination(&class(&[""], 2, nobody)), [None, None]);
    }

    #[test]
    fn an_item_is_told_in_figures_and_signals() {
        let mut class = class(
            &["Ada", "Ben", "Cleo"],
            0,
            vec![judged(0, 0, 0, 80.0, "+~"), judged(1, 1, 0, 40.0, "--"), judged(2, 2, 0, 60.0, "!+")],
        );
        class.items = vec![item("q0", "t", vec![signal("a", 1.0, false), signal("b", 1.0, false)]), item("q1", "t", vec![])];
        let found = items(&Cells::new(&class), 60.0);
        assert_eq!(found.len(), 1, "a question without answers is left out");
        assert_eq!((found[0].answers, found[0].difficulty, found[0].sd, found[0].pass_rate), (3, 0.6, 20.0, 0.6667));
        let counts = |s: &SignalSummary| [s.met, s.partly_met, s.not_addressed, s.contradicted];
        assert_eq!(found[0].signals.iter().map(counts).collect::<Vec<_>>(), [[1, 0, 1, 1], [1, 1, 1, 0]]);
        assert_eq!(found[0].most_missed.as_deref(), Some("says a"), "missed twice, against one and a half times");
    }

    #[test]
    fn of_signals_missed_as_often_the_first_is_named_and_none_where_all_are_met() {
        let mut class = class(&["Ada"], 0, vec![judged(0, 0, 0, 20.0, "+--")]);
        class.items = vec![item("q0", "t", ["a", "b", "c"].map(|id| signal(id, 1.0, false)).into())];
        assert_eq!(items(&Cells::new(&class), 60.0)[0].most_missed.as_deref(), Some("says b"));
        class.marks = vec![judged(0, 0, 0, 95.0, "+++")];
        assert_eq!(items(&Cells::new(&class), 60.0)[0].most_missed, None);
    }
}
