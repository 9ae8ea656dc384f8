//! A12, A13 and A27: directions, sides and prefixes turned round.

use super::attack::{Case, Comparison, RETYPED};
use super::seed::Rng;
use super::subject::Subject;
use crate::edit::{PAIRS, opposite};
use crate::edit::{replace_terms, replace_words};
use crate::rubric::Contrast;

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
        .filter_map(|contrast| {
            let terms = exchanged(contrast);
            turned(subject, "the sides of a contrast", |s| replace_terms(s, &terms))
        })
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

/// Every name of a side with the name in the same place of the next side, or its first one.
fn exchanged(contrast: &Contrast) -> Vec<(String, String)> {
    let mut terms = Vec::new();
    for (i, side) in contrast.sides.iter().enumerate() {
        let other = &contrast.sides[(i + 1) % contrast.sides.len()];
        for (j, name) in side.iter().enumerate() {
            if let Some(to) = other.get(j).or_else(|| other.first()) {
                terms.push((name.clone(), to.clone()));
            }
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_goes_to_the_other_side() {
        let side = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let contrast = Contrast {
            sides: vec![side(&["L1", "lasso"]), side(&["L2", "ridge", "weight decay"])],
        };
        let swapped = replace_terms("Lasso is L1, ridge is L2 or weight decay.", &exchanged(&contrast));
        assert_eq!(swapped, "Ridge is L2, lasso is L1 or L1.");
    }
}
