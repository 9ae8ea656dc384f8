//! A1 and A2: text that says nothing.

use super::attack::{CHANCE, Case, NOTHING, Requirement};
use super::seed::Rng;
use super::subject::Subject;
use crate::edit::PAIRS;
use crate::grade::FlagKind;

/// A letter in so many is a blank.
const BLANK_EVERY: usize = 6;
/// Length of the context that babble goes on from, in characters.
const CONTEXT: usize = 3;

/// A1: letters and blanks, as many as a reference answer has.
pub(super) fn characters(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let length = subject.prose().chars().count();
    let letter = |rng: &mut Rng| if rng.usize(..BLANK_EVERY) == 0 { ' ' } else { rng.lowercase() };
    let text: String = (0..length).map(|_| letter(rng)).collect();
    let case = Case::new("letters and blanks", text).attack();
    vec![case.requires(Requirement::AtMost(NOTHING)).requires(Requirement::Flag(FlagKind::OffTopic))]
}

/// A2: words of a dictionary, and babble in which every few letters stand somewhere in the reference answer.
pub(super) fn babble(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let count = subject.prose().split_whitespace().count();
    let word = |rng: &mut Rng| rng.choice(PAIRS.iter()).map_or("", |(a, b)| if rng.bool() { a } else { b });
    let words: Vec<&str> = (0..count).map(|_| word(rng)).collect();
    [("random words", words.join(" ")), ("letters that often meet", letters(&subject.prose(), rng))]
        .map(|(variant, text)| Case::new(variant, text).attack().requires(Requirement::AtMost(CHANCE)))
        .into()
}

/// As many letters as `text` has, each one of those that follow the last few somewhere in `text`.
fn letters(text: &str, rng: &mut Rng) -> String {
    let source: Vec<char> = text.chars().collect();
    if source.len() <= CONTEXT {
        return text.to_owned();
    }
    let mut out: Vec<char> = source[..CONTEXT].to_vec();
    while out.len() < source.len() {
        let last = &out[out.len() - CONTEXT..];
        let follow = source.windows(CONTEXT + 1).filter(|w| w[..CONTEXT] == *last).map(|w| w[CONTEXT]);
        // Only the very end of the text may have nothing behind it.
        let next = rng.choice(follow.collect::<Vec<char>>()).unwrap_or(' ');
        if next == ' ' && out.ends_with(&[' ']) {
            out.extend(&source[..CONTEXT]);
        } else {
            out.push(next);
        }
    }
    out.into_iter().collect()
}
