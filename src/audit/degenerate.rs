//! A23: texts that are hardly any.

use super::attack::{CHANCE, Case, Requirement};
use super::seed::Rng;
use super::subject::Subject;
use super::texts::{FUNCTION_WORDS, GERMAN};

/// Letters of the longest word.
const LONGEST: usize = 10_000;

/// A23: blank, one character, one word without end, words of grammar, words of no language, and another language. Texts of a megabyte are left to
/// `tests/it/bad_input.rs`: they take as long as a whole audit.
pub(super) fn texts(_: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let unknown: Vec<String> = (0..40).map(|_| (0..8).map(|_| rng.lowercase()).collect()).collect();
    [
        ("empty", String::new()),
        ("blanks", " \n\t ".into()),
        ("one character", "x".into()),
        ("not available", "N/A".into()),
        ("one long word", "a".repeat(LONGEST)),
        ("words of grammar", FUNCTION_WORDS.into()),
        ("unknown words", unknown.join(" ")),
        ("another language", GERMAN.into()),
    ]
    .map(|(variant, text)| Case::new(variant, text).attack().requires(Requirement::AtMost(CHANCE)))
    .into()
}
