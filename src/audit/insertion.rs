//! A10 and A17: words and sentences that add nothing.

use super::attack::{Case, Comparison, RESTATED, RETYPED};
use super::seed::Rng;
use super::sprinkle::sprinkle;
use super::subject::Subject;
use super::texts::{ADVERBS, FALSEHOODS, OFF_TOPIC, TRUTHS};

/// A word in so many gets an adverb or an adjective behind it.
const EVERY: usize = 6;
/// How many sentences are put in.
const SENTENCES: usize = 3;

/// A10: adverbs and adjectives in wrong answers, which the catalogue allows 0.02 of the score.
pub(super) fn adverbs(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let Some(wrong) = subject.wrong() else { return Vec::new() };
    let mut case = |variant, every| Case::new(variant, sprinkle(&wrong, ADVERBS, every, rng)).attack();
    vec![
        case("a few", EVERY).compared(&wrong, Comparison::NotAbove(RETYPED)),
        case("many", EVERY / 2).compared(&wrong, Comparison::NotAbove(RETYPED)),
    ]
}

/// A17: sentences about something else before, amid and behind a right answer, and false ones behind it.
pub(super) fn off_topic(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let mut some = |from: &[&str]| rng.choose_multiple(from.iter().copied(), SENTENCES).join(" ");
    let (song, truths, falsehoods) = (some(OFF_TOPIC), some(TRUTHS), some(FALSEHOODS));
    let (first, second) = subject.sentences.split_at(subject.sentences.len() / 2);
    let amid = format!("{} {song} {}", first.join(" "), second.join(" "));
    [
        ("before", format!("{song} {prose}"), Comparison::Within(RESTATED)),
        ("amid", amid, Comparison::Within(RESTATED)),
        ("behind", format!("{prose} {song}"), Comparison::Within(RESTATED)),
        ("universal truths behind", format!("{prose} {truths}"), Comparison::Within(RESTATED)),
        ("universal falsehoods behind", format!("{prose} {falsehoods}"), Comparison::NotAbove(RETYPED)),
    ]
    .map(|(variant, text, how)| Case::new(variant, text).compared(&prose, how))
    .into()
}
