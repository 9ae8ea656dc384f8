//! A16: a right answer and a wrong one in one text.

use super::attack::{Case, Comparison, RESTATED, RETYPED};
use super::seed::Rng;
use super::subject::Subject;

/// A16: contradicted at the end, and wrong at first but put right. Nothing is said of which claim counts: the best evidence for a signal does.
pub(super) fn both(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let (prose, Some(wrong)) = (subject.prose(), subject.wrong()) else {
        return Vec::new();
    };
    vec![
        Case::new("contradicted at the end", format!("{prose} {wrong}")).compared(&prose, Comparison::NotAbove(RETYPED)),
        Case::new("put right", format!("{wrong} Actually no, that is wrong. {prose}")).compared(&prose, Comparison::Within(RESTATED)),
    ]
}
