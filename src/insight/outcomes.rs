//! What a candidate made of each signal.

use serde::Serialize;

use super::cells::{Cell, Cells};
use super::class::ItemSignal;
use crate::eval::rounded;
use crate::grade::Verdict;

/// How many signals are named on either side.
const SIGNALS_SHOWN: usize = 5;

/// A signal that a candidate is strong or weak in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalRef {
    /// Id of its question.
    pub item: String,
    /// Its id in the rubric.
    pub id: String,
    /// What it asks for.
    pub statement: String,
    /// What the candidate did about it; of two answers to one question the worse counts.
    pub verdict: Verdict,
    /// What it is worth of the 100 points of its question: what was won by a strong one, what was lost by a weak one.
    pub points: f64,
}

/// A signal that a candidate was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome<'c> {
    /// Index of the item.
    pub item: u32,
    pub signal: &'c ItemSignal,
    /// The worst of the candidate's verdicts.
    pub verdict: Verdict,
    /// Points of the item that it is worth.
    worth: f64,
    /// Points of the item that were lost by it.
    pub lost: f64,
}

/// The part of a signal's weight that a verdict earns.
fn credit(verdict: Verdict) -> f64 {
    match verdict {
        Verdict::Met => 1.0,
        Verdict::PartlyMet => 0.5,
        Verdict::NotAddressed | Verdict::Contradicted => 0.0,
    }
}

/// Every signal that `person` was asked for, ordered by item and place in the rubric. Of several answers to an item the mean counts.
pub(super) fn outcomes<'c>(cells: &Cells<'c>, person: &[Cell]) -> Vec<Outcome<'c>> {
    let mut out = Vec::new();
    for cell in person {
        let item = &cells.class.items[cell.item as usize];
        for ((at, signal), worth) in item.signals.iter().enumerate().zip(item.worth()) {
            let verdicts = cells.marks(cell).filter_map(|m| m.verdicts.get(at).copied());
            let Some(verdict) = verdicts.clone().max() else { continue };
            let earned = verdicts.clone().map(credit).sum::<f64>() / verdicts.count() as f64;
            out.push(Outcome {
                item: cell.item,
                signal,
                verdict,
                worth: rounded(worth),
                lost: rounded(worth * (1.0 - earned)),
            });
        }
    }
    out
}

/// The order in which lost signals matter: most points first, of equals what is required.
pub(super) fn by_loss(a: &Outcome<'_>, b: &Outcome<'_>) -> std::cmp::Ordering {
    b.lost.total_cmp(&a.lost).then(b.signal.required.cmp(&a.signal.required))
}

/// The signals that were met and are worth most, first; of equals in the order of the class.
pub(super) fn strongest(cells: &Cells<'_>, all: &[Outcome<'_>]) -> Vec<SignalRef> {
    let mut met: Vec<Outcome<'_>> = all.iter().filter(|o| o.verdict == Verdict::Met).copied().collect();
    met.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    met.iter().take(SIGNALS_SHOWN).map(|o| o.refer(cells, o.worth)).collect()
}

/// The signals that cost most, first; of equals the required, then in the order of the class.
pub(super) fn weakest(cells: &Cells<'_>, all: &[Outcome<'_>]) -> Vec<SignalRef> {
    let mut lost: Vec<Outcome<'_>> = all.iter().filter(|o| o.lost > 0.0).copied().collect();
    lost.sort_by(by_loss);
    lost.iter().take(SIGNALS_SHOWN).map(|o| o.refer(cells, o.lost)).collect()
}

impl Outcome<'_> {
    fn refer(&self, cells: &Cells<'_>, points: f64) -> SignalRef {
        SignalRef {
            item: cells.class.items[self.item as usize].id.clone(),
            id: self.signal.id.clone(),
            statement: self.signal.statement.clone(),
            verdict: self.verdict,
            points,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::class_tests::{class, item, judged, signal};
    use crate::insight::{Class, Mark};

    /// Two questions: the first worth 50, 25, 25, the second 40, 40, 20, of which its second is required.
    fn of(marks: Vec<Mark>) -> Class {
        let mut out = class(&["Ada"], 0, marks);
        out.items = vec![
            item("q0", "t", vec![signal("a", 2.0, false), signal("b", 1.0, false), signal("c", 1.0, false)]),
            item("q1", "t", vec![signal("d", 2.0, false), signal("e", 2.0, true), signal("f", 1.0, false)]),
        ];
        out
    }

    fn named(found: &[SignalRef]) -> Vec<(&str, f64)> {
        found.iter().map(|s| (s.id.as_str(), s.points)).collect()
    }

    #[test]
    fn the_strongest_are_worth_most_and_the_weakest_cost_most() {
        let class = of(vec![judged(0, 0, 0, 50.0, "++~"), judged(1, 0, 1, 30.0, "-!+")]);
        let cells = Cells::new(&class);
        let all = outcomes(&cells, cells.by_candidate().next().unwrap());
        assert_eq!(named(&strongest(&cells, &all)), [("a", 50.0), ("b", 25.0), ("f", 20.0)]);
        let weakest = weakest(&cells, &all);
        assert_eq!(named(&weakest), [("e", 40.0), ("d", 40.0), ("c", 12.5)], "of equals the required one first");
        assert_eq!((weakest[0].verdict, weakest[0].item.as_str()), (Verdict::Contradicted, "q1"));
    }

    #[test]
    fn of_two_answers_the_mean_is_lost_and_the_worse_verdict_shown() {
        let class = of(vec![judged(0, 0, 0, 50.0, "+-+"), judged(1, 0, 0, 30.0, "~++")]);
        let cells = Cells::new(&class);
        let all = outcomes(&cells, cells.by_candidate().next().unwrap());
        assert_eq!(
            all.iter().map(|o| (o.verdict, o.lost)).collect::<Vec<_>>(),
            [(Verdict::PartlyMet, 12.5), (Verdict::NotAddressed, 12.5), (Verdict::Met, 0.0)]
        );
    }

    #[test]
    fn an_answer_without_verdicts_says_nothing_of_its_signals() {
        let class = of(vec![judged(0, 0, 0, 50.0, ""), judged(1, 0, 1, 50.0, "+++")]);
        let cells = Cells::new(&class);
        let all = outcomes(&cells, cells.by_candidate().next().unwrap());
        assert_eq!(all.iter().map(|o| o.item).collect::<Vec<_>>(), [1, 1, 1]);
    }

    #[test]
    fn signals_that_weigh_nothing_share_the_points() {
        let item = item("q", "t", vec![signal("a", 0.0, false), signal("b", 0.0, false)]);
        assert_eq!(item.worth(), [50.0, 50.0]);
    }
}
