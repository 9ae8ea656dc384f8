//! A19: the same claims in another order and manner.

use super::attack::{Case, Comparison, RESTATED};
use super::seed::Rng;
use super::sprinkle::sprinkle;
use super::subject::Subject;
use super::texts::FILLERS;
use crate::edit::replace_terms;

/// Contractions, long form first.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("it is", "it's"),
    ("that is", "that's"),
    ("does not", "doesn't"),
    ("do not", "don't"),
    ("is not", "isn't"),
    ("are not", "aren't"),
    ("cannot", "can't"),
    ("would not", "wouldn't"),
    ("I would", "I'd"),
    ("I have", "I've"),
    ("they are", "they're"),
    ("we are", "we're"),
];
/// A word in so many gets a filler behind it.
const EVERY: usize = 12;

/// A19: sentences in another order, contractions, fillers and left-out articles.
pub(super) fn changed(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let mut order: Vec<&str> = subject.sentences.iter().map(String::as_str).collect();
    rng.shuffle(&mut order);
    let contractions: Vec<(String, String)> = CONTRACTIONS.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let words = prose.split(' ').filter(|w| !matches!(*w, "the" | "a" | "an"));
    [
        ("sentences in another order", order.join(" ")),
        ("contractions", replace_terms(&prose, &contractions)),
        ("fillers", sprinkle(&prose, FILLERS, EVERY, rng)),
        ("without articles", words.collect::<Vec<_>>().join(" ")),
    ]
    .map(|(variant, text)| Case::new(variant, text).compared(&prose, Comparison::Within(RESTATED)))
    .into()
}
