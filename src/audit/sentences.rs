//! A18, A25 and A29: whole sentences repeated, removed, moved and added.

use super::attack::{Case, Comparison, RESTATED, RETYPED};
use super::seed::Rng;
use super::subject::Subject;
use super::texts::OFF_TOPIC;
use crate::edit::closed;

/// How many sentences are repeated.
const REPEATED: usize = 3;
/// Words of filler: more than 512 tokens, the most that the encoder takes at once.
const FILLER_WORDS: usize = 520;
/// How many signals are added one by one.
const ADDED: usize = 4;

/// A18: sentences repeated, a quarter and half of them left out, and only the first or the last half.
pub(super) fn repeated(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let count = subject.sentences.len();
    let again: Vec<&str> = rng.choose_multiple(subject.sentences.iter().map(String::as_str), REPEATED);
    let repeated = format!("{prose} {}", again.join(" "));
    let mut without = |share: usize| {
        let gone = rng.choose_multiple(0..count, count / share);
        let left = (0..count).filter(|i| !gone.contains(i)).map(|i| subject.sentences[i].as_str());
        left.collect::<Vec<_>>().join(" ")
    };
    let (quarter, half) = (without(4), without(2));
    let not_above = Comparison::NotAbove(RESTATED);
    [
        ("repeated", repeated, Comparison::Within(RESTATED)),
        ("a quarter left out", quarter, not_above),
        ("half left out", half, not_above),
        ("the first half", subject.sentences[..count / 2].join(" "), not_above),
        ("the last half", subject.sentences[count / 2..].join(" "), not_above),
    ]
    .map(|(variant, text, how)| Case::new(variant, text).compared(&prose, how))
    .into()
}

/// A25: a right answer behind more text than the encoder takes at once.
pub(super) fn moved(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let (mut filler, mut words) = (String::new(), 0);
    for sentence in OFF_TOPIC.iter().cycle() {
        if words >= FILLER_WORDS {
            break;
        }
        words += sentence.split_whitespace().count();
        filler.push_str(sentence);
        filler.push(' ');
    }
    vec![Case::new("behind 520 words", filler + &prose).compared(&prose, Comparison::Within(RESTATED))]
}

/// A29: the statements of the signals one after the other, each of which may take no points away.
pub(super) fn added(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let statements: Vec<String> = subject.entry.rubric.signals.iter().map(|s| closed(&s.statement)).collect();
    let first = |n: usize| statements[..n].join(" ");
    (1..statements.len().min(ADDED + 1))
        .map(|n| Case::new("a correct sentence added", first(n + 1)).compared(&first(n), Comparison::NotBelow(RETYPED)))
        .collect()
}
