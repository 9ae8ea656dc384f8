//! The answers that a person should look at.

use serde::Serialize;

use super::class::{Class, Mark};
use super::figures::points;
use crate::eval::rounded;

/// How many of them are listed.
pub const REVIEW_SHOWN: usize = 200;

/// An answer that a person should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct ReviewItem {
    /// The row of the data.
    pub row: u32,
    /// Who gave it; empty where nobody said.
    pub candidate: String,
    /// Id of the question.
    pub item: String,
    /// Points, 0..=100.
    pub score: f64,
    /// How sure the grader is, 0..=1.
    pub confidence: f64,
    /// Whether something was noticed about its form.
    pub flagged: bool,
    /// Whether the grade is in doubt.
    pub review: bool,
}

/// The first `most` answers that are flagged or in doubt: the flagged first, then those in doubt, in each the least sure first, of equals the lower row; and how
/// many there are.
pub(super) fn review(class: &Class, most: usize) -> (Vec<ReviewItem>, usize) {
    let mut found: Vec<&Mark> = class.marks.iter().filter(|m| m.flagged || m.review).collect();
    found.sort_by(|a, b| {
        let flagged = b.flagged.cmp(&a.flagged);
        flagged.then(a.confidence.total_cmp(&b.confidence)).then(a.row.cmp(&b.row))
    });
    let item = |m: &&Mark| ReviewItem {
        row: m.row,
        candidate: class.candidates[m.candidate as usize].clone(),
        item: class.items[m.item as usize].id.clone(),
        score: points(m.score),
        confidence: rounded(f64::from(m.confidence)),
        flagged: m.flagged,
        review: m.review,
    };
    (found.iter().take(most).map(item).collect(), found.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::class_tests::{class, mark};

    #[test]
    fn the_flagged_come_first_and_then_the_least_sure() {
        let of = |row, confidence, flagged, review| Mark {
            confidence,
            flagged,
            review,
            ..mark(row, 0, 0, 33.3)
        };
        let marks = vec![
            of(0, 0.1, false, false),
            of(1, 0.2, false, true),
            of(2, 0.9, true, false),
            of(3, 0.5, true, true),
            of(5, 0.1, false, true),
            of(4, 0.1, false, true),
        ];
        let class = class(&["Ada"], 1, marks);
        let (found, all) = review(&class, 4);
        assert_eq!((found.iter().map(|r| r.row).collect::<Vec<_>>(), all), (vec![3, 2, 4, 5], 5));
        assert_eq!(
            (found[0].candidate.as_str(), found[0].item.as_str(), found[0].score, found[0].confidence),
            ("Ada", "q0", 33.3, 0.5)
        );
    }
}
