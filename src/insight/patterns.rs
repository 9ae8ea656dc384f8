//! What answers miss, as patterns of verdicts that can be compared.

use std::collections::BTreeMap;

use super::class::Mark;
use crate::grade::Verdict;

/// The answers to an item that have the same verdicts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern<'m> {
    pub verdicts: &'m [Verdict],
    /// How many there are.
    pub answers: usize,
    /// The lowest row among them.
    pub row: u32,
}

/// What is amiss with a signal, in halves: what is missing of it, and what is said against it. They are two different mistakes.
fn amiss(verdict: Verdict) -> [u32; 2] {
    match verdict {
        Verdict::Met => [0, 0],
        Verdict::PartlyMet => [1, 0],
        Verdict::NotAddressed => [2, 0],
        Verdict::Contradicted => [0, 2],
    }
}

impl<'m> Pattern<'m> {
    /// The patterns in which anything is amiss of answers below full marks; the most frequent first, of equals that with the lowest row.
    pub fn of(marks: &[&'m Mark], full: f64) -> Vec<Self> {
        let mut found: BTreeMap<&[Verdict], Pattern<'m>> = BTreeMap::new();
        for mark in marks.iter().filter(|m| f64::from(m.score) < full) {
            let verdicts = &*mark.verdicts;
            if verdicts.iter().all(|v| *v == Verdict::Met) {
                continue;
            }
            let pattern = found.entry(verdicts).or_insert(Pattern {
                verdicts,
                answers: 0,
                row: mark.row,
            });
            pattern.answers += 1;
            pattern.row = pattern.row.min(mark.row);
        }
        let mut patterns: Vec<Self> = found.into_values().collect();
        patterns.sort_by_key(|p| (std::cmp::Reverse(p.answers), p.row));
        patterns
    }

    /// How different the mistakes of two patterns are, from 0 for the same to 1 for nothing in common: what they have in common over what either has (Ruzicka's
    /// form of the Jaccard distance, which is a metric). What both have right says nothing.
    pub fn distance(&self, other: &Pattern<'_>) -> f64 {
        let (mut both, mut either) = (0, 0);
        for (a, b) in self.verdicts.iter().zip(other.verdicts) {
            for (a, b) in amiss(*a).into_iter().zip(amiss(*b)) {
                both += a.min(b);
                either += a.max(b);
            }
        }
        if either == 0 { 0.0 } else { 1.0 - f64::from(both) / f64::from(either) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::class_tests::{judged, verdicts};

    #[track_caller]
    fn apart(a: &str, b: &str, expected: f64) {
        let (a, b) = (verdicts(a), verdicts(b));
        let of = |verdicts| Pattern { verdicts, answers: 1, row: 0 };
        assert_eq!((of(&a).distance(&of(&b)), of(&b).distance(&of(&a))), (expected, expected));
    }

    #[test]
    fn answers_are_near_when_they_miss_the_same() {
        apart("+-+-", "+-+-", 0.0);
        apart("+-++", "++-+", 1.0);
        apart("--++++++++", "-+++++++++", 0.5);
        apart("+-", "+~", 0.5);
        apart("---", "--+", 1.0 - 2.0 / 3.0);
    }

    #[test]
    fn contradicting_is_another_mistake_than_missing() {
        apart("+!", "+-", 1.0);
        apart("!!", "!+", 0.5);
    }

    #[test]
    fn only_answers_below_full_marks_with_something_amiss_have_a_pattern() {
        let marks = [
            judged(7, 0, 0, 50.0, "+-"),
            judged(3, 0, 0, 100.0, "+~"),
            judged(4, 0, 0, 90.0, "++"),
            judged(5, 0, 0, 50.0, "+-"),
            judged(2, 0, 0, 10.0, "!-"),
            judged(1, 0, 0, 10.0, ""),
        ];
        let found: Vec<_> = Pattern::of(&marks.iter().collect::<Vec<_>>(), 100.0)
            .iter()
            .map(|p| (p.answers, p.row))
            .collect();
        assert_eq!(found, [(2, 5), (1, 2)]);
    }
}
