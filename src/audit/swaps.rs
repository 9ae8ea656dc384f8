//! A12, A13 and A27: directions, sides and prefixes turned round.

use super::attack::{Case, Comparison, RETYPED};
use super::seed::Rng;
use super::subject::Subject;
use crate::edit::{PAIRS, opposite, replace_words, sides_exchanged};

/// How many contrasts are swapped, each in a text of its own.
const CONTRASTS: usize = 3;

/// A12: every word that has an opposite is replaced by it, in all sentences and in one.
pub(super) fn directions(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let swap = |sentence: &str| replace_words(sentence, opposite);
    let mut cases: Vec<Case> = turned(subject, "every sentence", swap).into_iter().collect();
    let changed: Vec<usize> = (0..subject.sentences.len())
        .filter(|i| swap(&subject.sentences[*i]) != subject.sentences[*i])
        .collect();
    if let Some(at) = rng.choice(changed) {
        let mut sentences = subject.sentences.clone();
        sentences[at] = swap(&sentences[at]);
        cases.push(Case::new("one sentence", sentences.join(" ")).compared(&subject.prose(), Comparison::NotAbove(RETYPED)));
    }
    cases
}

/// A13: the sides of a contrast change places. One contrast at a time, because two swaps may make a claim right again.
pub(super) fn sides(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let contrasts = subject.entry.rubric.contrasts.iter().take(CONTRASTS);
    contrasts
        .filter_map(|contrast| turned(subject, "the sides of a contrast", |s| sides_exchanged(s, &contrast.sides)))
        .collect()
}

/// A27: words that hold the right one behind a prefix that turns it round.
pub(super) fn prefixes(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let prefixed = |long: &str, short: &str| long.len() > short.len() + 1 && long.ends_with(short);
    let other = |word: &str| {
        let word = word.to_lowercase();
        let pair = PAIRS.iter().find(|(a, b)| prefixed(b, a) && *a == word || prefixed(a, b) && *b == word)?;
        Some(if pair.0 == word { pair.1 } else { pair.0 }.to_owned())
    };
    let prose = subject.prose();
    let text = replace_words(&prose, other);
    let case = |text| Case::new("every word", text).compared(&prose, Comparison::NotAbove(RETYPED));
    (text != prose).then(|| case(text)).into_iter().collect()
}

/// The text with every sentence changed; `None` where nothing changes. It is an attack answer when at least half of the sentences changed: with less, most of
/// what it says is still right.
fn turned(subject: &Subject<'_>, variant: &'static str, change: impl Fn(&str) -> String) -> Option<Case> {
    let sentences: Vec<String> = subject.sentences.iter().map(|s| change(s)).collect();
    let changed = sentences.iter().zip(&subject.sentences).filter(|(a, b)| a != b).count();
    let case = Case::new(variant, sentences.join(" "));
    match changed {
        0 => None,
        n if 2 * n >= sentences.len() => Some(case.attack().compared(&subject.prose(), Comparison::Below)),
        _ => Some(case.compared(&subject.prose(), Comparison::NotAbove(RETYPED))),
    }
}
