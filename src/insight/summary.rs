//! All that the grades of a class say.

use serde::Serialize;

use super::candidates::{CandidateSummary, DETAILED, candidates};
use super::cells::Cells;
use super::class::Class;
use super::distribution::Distribution;
use super::items::{ItemSummary, items};
use super::reliability::{Reliability, reliability};
use super::review::{REVIEW_SHOWN, ReviewItem, review};

/// The version of [`Summary`] in JSON; it grows when a field changes its meaning or goes.
pub const SUMMARY_VERSION: u32 = 1;

/// What the grades of a class say. Points are 0..=100, parts 0..=1, and figures are rounded to four decimals.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Summary {
    /// [`SUMMARY_VERSION`].
    pub schema_version: u32,
    /// How many answers were graded.
    pub answers: usize,
    /// How many rows could not be graded.
    pub not_graded: usize,
    /// The points that an answer passes with.
    pub threshold: f64,
    /// How the scores of all answers are spread.
    pub distribution: Distribution,
    /// How consistent the questions are with each other; `None` where that is not defined.
    pub reliability: Option<Reliability>,
    /// The questions that have answers, in the order of the class.
    pub items: Vec<ItemSummary>,
    /// All candidates that have a name and an answer, by rank.
    pub candidates: Vec<CandidateSummary>,
    /// How many of the candidates, those with the lowest totals, have their signals and a study plan told; [`DETAILED`] at most.
    pub candidates_detailed: usize,
    /// The answers to look at first, [`REVIEW_SHOWN`] at most.
    pub review: Vec<ReviewItem>,
    /// How many answers a person should look at, with those not listed.
    pub review_total: usize,
}

impl Class {
    /// What the grades say, where `threshold` points pass: a score of 0..=100.
    ///
    /// The same class gives the same summary to the last digit. The time is that of sorting the marks, and the memory at most some 100 bytes for each beside its own.
    /// The indices of every mark must be those of a candidate and an item of the class.
    #[must_use]
    pub fn summary(&self, threshold: f64) -> Summary {
        let cells = Cells::new(self);
        let (review, review_total) = review(self, REVIEW_SHOWN);
        let (candidates, candidates_detailed) = candidates(&cells, threshold, DETAILED);
        Summary {
            schema_version: SUMMARY_VERSION,
            answers: self.marks.len(),
            not_graded: self.not_graded,
            threshold,
            distribution: Distribution::new(&self.marks, threshold),
            reliability: reliability(&cells),
            items: items(&cells, threshold),
            candidates,
            candidates_detailed,
            review,
            review_total,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::insight::Mark;
    use crate::insight::class_tests::{SCORES, class, item, judged, signal, table};

    #[test]
    fn a_mark_is_small() {
        assert!(size_of::<Mark>() <= 40, "{}", size_of::<Mark>());
    }

    #[test]
    fn nothing_graded_is_a_summary_too() {
        let found = Class {
            not_graded: 3,
            ..Class::default()
        }
        .summary(60.0);
        assert_eq!((found.answers, found.not_graded, found.review_total), (0, 3, 0));
        assert!(found.items.is_empty() && found.candidates.is_empty() && found.reliability.is_none());
        assert!(!serde_json::to_string(&found).unwrap().contains("NaN"));
    }

    #[test]
    fn without_names_there_are_no_candidates_but_items() {
        let mut class = table(&SCORES);
        class.candidates = vec![String::new()];
        class.marks.iter_mut().for_each(|m| m.candidate = 0);
        let found = class.summary(60.0);
        assert_eq!((found.answers, found.items.len(), found.candidates.len(), found.reliability), (24, 4, 0, None));
        assert!(found.items.iter().all(|i| i.discrimination.is_none()));
    }

    #[test]
    fn json_names_verdicts_as_everywhere() {
        let mut class = class(&["Ada"], 0, vec![judged(0, 0, 0, 50.0, "+!")]);
        class.items = vec![item("q", "t", vec![signal("a", 1.0, false), signal("b", 1.0, true)])];
        let json: serde_json::Value = serde_json::to_value(class.summary(60.0)).unwrap();
        assert_eq!(json["candidates"][0]["weakest"][0]["verdict"], "contradicted");
        assert_eq!(json["candidates"][0]["study"][0]["why"], "1 signal contradicted; it is required");
        assert_eq!(json["reliability"], serde_json::Value::Null);
    }

    /// Marks of 9 candidates, of whom the first is nobody, and 4 items with 3 signals each.
    fn marks() -> impl Strategy<Value = Vec<Mark>> {
        let one = (0_u32..9, 0_u32..4, 0_u32..=1000, "[+~!-]{3}", any::<bool>());
        prop::collection::vec(one, 0..80).prop_map(|all| {
            let mark = |(row, (candidate, item, tenths, signs, flagged)): (usize, (u32, u32, u32, String, bool))| Mark {
                flagged,
                ..judged(row as u32, candidate, item, tenths as f32 / 10.0, &signs)
            };
            all.into_iter().enumerate().map(mark).collect()
        })
    }

    fn with(marks: Vec<Mark>) -> Class {
        let mut out = class(&["", "a", "b", "c", "d", "e", "f", "g", "h"], 0, marks);
        let signals = || ["x", "y", "z"].map(|id| signal(id, 1.5, id == "y")).to_vec();
        out.items = (0..4).map(|i| item(&format!("q{i}"), ["s", "t"][i % 2], signals())).collect();
        out
    }

    proptest! {
        #[test]
        fn figures_stay_in_their_ranges_and_every_answer_is_counted(marks in marks()) {
            let class = with(marks);
            let found = class.summary(60.0);
            prop_assert_eq!(found.distribution.bins.iter().sum::<usize>(), class.marks.len());
            prop_assert_eq!(found.items.iter().map(|i| i.answers).sum::<usize>(), class.marks.len());
            let named = class.marks.iter().filter(|m| m.candidate > 0).count();
            prop_assert_eq!(found.candidates.iter().map(|c| c.answers).sum::<usize>(), named);
            prop_assert_eq!(found.review_total, class.marks.iter().filter(|m| m.flagged).count());
            for item in &found.items {
                prop_assert!((0.0..=1.0).contains(&item.difficulty) && item.discrimination.is_none_or(|d| (-1.0..=1.0).contains(&d)));
                prop_assert!(item.signals.iter().all(|s| s.met + s.partly_met + s.not_addressed + s.contradicted == item.answers));
            }
            for candidate in &found.candidates {
                prop_assert!((0.0..=100.0).contains(&candidate.total) && candidate.study.is_sorted_by(|a, b| a.loss >= b.loss));
            }
            prop_assert!(found.reliability.is_none_or(|r| r.alpha <= 1.0));
        }

        #[test]
        fn the_order_of_the_data_changes_no_cluster_and_no_rank(marks in marks(), turn in 0_usize..80) {
            let mut turned = marks.clone();
            turned.rotate_left(turn.min(marks.len()));
            let (a, b) = (with(marks).summary(60.0), with(turned).summary(60.0));
            prop_assert_eq!(&a.review, &b.review);
            prop_assert_eq!(&a.distribution, &b.distribution);
            for (a, b) in a.items.iter().zip(&b.items) {
                prop_assert_eq!(&a.mistakes, &b.mistakes);
                prop_assert_eq!(&a.signals, &b.signals);
            }
            let totals = |s: &Summary| s.candidates.iter().map(|c| (c.name.clone(), c.total, c.rank)).collect::<Vec<_>>();
            prop_assert_eq!(totals(&a), totals(&b));
        }
    }
}
