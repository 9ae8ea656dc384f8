//! The mistakes that several answers to a question have in common.

use std::cmp::Reverse;

use kodama::{Method, linkage};
use serde::Serialize;

use super::class::{Item, Mark};
use super::patterns::Pattern;
use crate::grade::Verdict;

/// An answer with these points has no mistakes.
const FULL_MARKS: f64 = 100.0;
/// Answers further apart than this, or as far, are not of one cluster. Below it any two of a cluster share more than half of what is amiss with either, so that
/// there is always something that most answers of a cluster get wrong.
const APART: f64 = 0.5;
/// Fewer answers have nothing in common with others.
const FEWEST_ANSWERS: usize = 2;
/// How many clusters are told of.
const MOST_MISTAKES: usize = 5;
/// How many patterns, the most frequent, clusters are made of: distances take memory by the square. Rarer ones join the cluster that is nearest.
const MOST_PATTERNS: usize = 256;

/// A mistake that several answers have in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// How many answers make it.
    pub answers: usize,
    /// Statements of the signals that more than half of them miss, or meet in part only; the most missed first.
    pub missing: Vec<String>,
    /// Statements of the signals that more than half of them contradict; the most contradicted first.
    pub contradicted: Vec<String>,
    /// The row of the most typical answer: the one that is nearest to all others, the medoid; of equals the lowest row.
    pub typical: u32,
}

/// Patterns that belong together.
struct Cluster<'p, 'm> {
    members: Vec<&'p Pattern<'m>>,
    medoid: &'p Pattern<'m>,
}

/// The common mistakes in the answers `marks` to `item`, those of most answers first.
///
/// Answers below full marks are clustered by what is amiss with their signals: agglomerative clustering by complete linkage (fastcluster; Müllner, 2011, *Modern
/// hierarchical, agglomerative clustering algorithms*), for which it makes no difference how often a pattern occurs.
pub(super) fn mistakes(item: &Item, marks: &[&Mark]) -> Vec<Mistake> {
    let patterns = Pattern::of(marks, FULL_MARKS);
    let mut found: Vec<Mistake> = clusters(&patterns).iter().map(|c| c.mistake(item)).collect();
    found.retain(|m| m.answers >= FEWEST_ANSWERS);
    found.sort_by_key(|m| (Reverse(m.answers), m.typical));
    found.truncate(MOST_MISTAKES);
    found
}

fn clusters<'p, 'm>(patterns: &'p [Pattern<'m>]) -> Vec<Cluster<'p, 'm>> {
    let (frequent, rare) = patterns.split_at(patterns.len().min(MOST_PATTERNS));
    let mut clusters: Vec<Cluster<'p, 'm>> = groups(frequent).into_iter().map(Cluster::new).collect();
    for pattern in rare {
        let distances = clusters.iter().map(|c| c.medoid.distance(pattern)).enumerate();
        let nearest = distances.min_by(|(_, a), (_, b)| a.total_cmp(b));
        if let Some((at, _)) = nearest.filter(|(_, distance)| *distance < APART) {
            clusters[at].members.push(pattern);
        }
    }
    clusters
}

/// The patterns in groups, each pair of a group nearer than [`APART`].
fn groups<'p, 'm>(patterns: &'p [Pattern<'m>]) -> Vec<Vec<&'p Pattern<'m>>> {
    let mut groups: Vec<Vec<&Pattern<'m>>> = patterns.iter().map(|p| vec![p]).collect();
    // The upper triangle of the matrix, row by row.
    let mut distances: Vec<f64> = Vec::with_capacity(patterns.len() * patterns.len().saturating_sub(1) / 2);
    for (i, a) in patterns.iter().enumerate() {
        distances.extend(patterns[i + 1..].iter().map(|b| a.distance(b)));
    }
    let tree = linkage(&mut distances, patterns.len(), Method::Complete);
    // Steps come nearest first, and each makes the group that follows the last.
    for step in tree.steps().iter().take_while(|s| s.dissimilarity < APART) {
        let mut merged = std::mem::take(&mut groups[step.cluster1]);
        merged.append(&mut groups[step.cluster2]);
        groups.push(merged);
    }
    groups.retain(|g| !g.is_empty());
    groups
}

impl<'p, 'm> Cluster<'p, 'm> {
    fn new(members: Vec<&'p Pattern<'m>>) -> Self {
        let far = |from: &Pattern<'_>| members.iter().map(|to| to.answers as f64 * from.distance(to)).sum::<f64>();
        // Rounded, because equal sums in another order differ in their last digits and the row has to decide between them.
        let key = |p: &&Pattern<'_>| ((far(p) * 1e6).round() as u64, p.row);
        let medoid = members.iter().copied().min_by_key(key).expect("a group has members");
        Self { members, medoid }
    }

    fn mistake(&self, item: &Item) -> Mistake {
        Mistake {
            answers: self.members.iter().map(|p| p.answers).sum(),
            missing: self.common(item, |v| matches!(v, Verdict::PartlyMet | Verdict::NotAddressed)),
            contradicted: self.common(item, |v| v == Verdict::Contradicted),
            typical: self.medoid.row,
        }
    }

    /// Statements of the signals for which `amiss` holds in more than half of the answers, the most frequent first.
    fn common(&self, item: &Item, amiss: impl Fn(Verdict) -> bool) -> Vec<String> {
        let answers: usize = self.members.iter().map(|p| p.answers).sum();
        let count = |at: usize| -> usize {
            let with = self.members.iter().filter(|p| p.verdicts.get(at).is_some_and(|v| amiss(*v)));
            with.map(|p| p.answers).sum()
        };
        let counts = (0..item.signals.len()).map(|at| (at, count(at)));
        let mut most: Vec<(usize, usize)> = counts.filter(|(_, n)| 2 * n > answers).collect();
        most.sort_by_key(|(at, n)| (Reverse(*n), *at));
        most.iter().map(|(at, _)| item.signals[*at].statement.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::insight::class_tests::{item, judged, signal};

    fn question(signals: usize) -> Item {
        item("q", "", (0..signals).map(|i| signal(&format!("s{i}"), 1.0, false)).collect())
    }

    fn of(signs: &[&str]) -> Vec<Mistake> {
        let marks: Vec<Mark> = signs.iter().enumerate().map(|(i, s)| judged(i as u32, 0, 0, 50.0, s)).collect();
        mistakes(&question(signs.first().map_or(0, |s| s.len())), &marks.iter().collect::<Vec<_>>())
    }

    #[test]
    fn answers_that_miss_the_same_are_one_mistake_with_its_typical_answer() {
        // The first two signals are missed in rows 1, 2, 3 and 5; row 2 misses a third one. The fourth is contradicted in rows 0, 4 and 6.
        let found = of(&["+++!", "--++", "---+", "--++", "+++!", "--++", "++~!"]);
        let expected = [
            Mistake {
                answers: 4,
                missing: vec!["says s0".into(), "says s1".into()],
                contradicted: vec![],
                typical: 1,
            },
            Mistake {
                answers: 3,
                missing: vec![],
                contradicted: vec!["says s3".into()],
                typical: 0,
            },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_medoid_is_the_answer_in_the_middle() {
        // Distances: rows 0 and 1 1/4, rows 0 and 2 1/7, rows 1 and 2 1/8. Sums: 0.39, 0.38, 0.27.
        let found = of(&["---+++", "----++", "---~++"]);
        assert_eq!((found.len(), found[0].answers, found[0].typical), (1, 3, 2));
    }

    #[test]
    fn a_mistake_that_nobody_shares_is_not_common() {
        assert_eq!(of(&["-++", "+-+", "++-"]), []);
        assert_eq!(of(&["-++"]), []);
        assert_eq!(of(&[]), []);
    }

    #[test]
    fn the_five_biggest_are_told_of() {
        let signs: Vec<String> = (0..7)
            .flat_map(|i| std::iter::repeat_n(format!("{}-{}", "+".repeat(i), "+".repeat(6 - i)), i + 1))
            .collect();
        let found = of(&signs.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found.iter().map(|m| m.answers).collect::<Vec<_>>(), [7, 6, 5, 4, 3]);
        assert_eq!(found[0].missing, ["says s6"]);
    }

    #[test]
    fn of_equally_typical_answers_the_first_is_shown_whatever_the_order_of_the_data() {
        let marks = [
            judged(9, 0, 0, 50.0, "---+"),
            judged(4, 0, 0, 50.0, "----"),
            judged(6, 0, 0, 50.0, "---+"),
            judged(5, 0, 0, 50.0, "----"),
        ];
        for turn in 0..4 {
            let mut marks: Vec<&Mark> = marks.iter().collect();
            marks.rotate_left(turn);
            let found = mistakes(&question(4), &marks);
            assert_eq!((found.len(), found[0].answers, found[0].typical), (1, 4, 4));
        }
    }

    #[test]
    fn rare_patterns_join_the_nearest_cluster() {
        // All 511 ways to miss some of nine signals, of which no more than 256 are clustered.
        let signs: Vec<String> = (1..512_u32)
            .map(|n| (0..9).map(|i| if n >> i & 1 == 1 { '-' } else { '+' }).collect())
            .collect();
        let marks: Vec<Mark> = signs.iter().enumerate().map(|(i, s)| judged(i as u32, 0, 0, 50.0, s)).collect();
        let marks: Vec<&Mark> = marks.iter().collect();
        let patterns = Pattern::of(&marks, FULL_MARKS);
        assert_eq!(patterns.len(), 511);
        let members: usize = clusters(&patterns).iter().map(|c| c.members.len()).sum();
        assert!(members > 256 && members <= 511, "{members}");
        assert_eq!(mistakes(&question(9), &marks).len(), MOST_MISTAKES);
    }

    proptest! {
        #[test]
        fn every_cluster_says_what_most_of_its_answers_get_wrong(signs in prop::collection::vec("[+~!-]{6}", 0..60)) {
            let found = of(&signs.iter().map(String::as_str).collect::<Vec<_>>());
            for mistake in &found {
                prop_assert!(mistake.answers >= FEWEST_ANSWERS);
                prop_assert!(!mistake.missing.is_empty() || !mistake.contradicted.is_empty(), "{mistake:?}");
            }
            prop_assert!(found.iter().map(|m| m.answers).sum::<usize>() <= signs.len());
            prop_assert!(found.is_sorted_by_key(|m| Reverse(m.answers)));
        }
    }
}
