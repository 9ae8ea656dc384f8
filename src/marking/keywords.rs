//! Words that missed answers have and wrong ones do not.

use std::collections::{BTreeMap, BTreeSet};

use super::result::Suggestion;
use crate::bank::Entry;
use crate::rubric::Signal;
use crate::text::{Document, WordKind, tellingness};

/// Most words that are suggested for a signal.
const MOST: usize = 8;
/// How telling a word must be, so that it is not said in any answer.
const TELLING: f64 = 0.4;

/// The words of `missed` answers that neither `others` (marked missing or contradicted), nor the question, nor the signal's own keywords have; those that most of them have
/// first, then the most telling. `met` are all answers marked met.
pub(super) fn suggest(entry: &Entry, signal: &Signal, missed: &[&str], met: &[&str], others: &[&str]) -> Vec<Suggestion> {
    let known = [entry.question.as_str()].into_iter().chain(others.iter().copied());
    let terms = signal.keywords.iter().flat_map(|g| &g.terms).map(String::as_str);
    let known: BTreeSet<String> = known.chain(terms).flat_map(|text| words(text).into_keys()).collect();
    let count = |answers: &[&str], stem: &str| answers.iter().filter(|a| words(a).contains_key(stem)).count();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (stem, word) in missed.iter().flat_map(|answer| words(answer)) {
        if !known.contains(&stem) && tellingness(&word) >= TELLING {
            found.entry(stem).or_insert(word);
        }
    }
    let mut out: Vec<(Suggestion, f64)> = found
        .into_iter()
        .map(|(stem, word)| {
            let telling = tellingness(&word);
            let suggestion = Suggestion {
                missed_answers: count(missed, &stem),
                met_answers: count(met, &stem),
                word,
            };
            (suggestion, telling)
        })
        .collect();
    out.sort_by(|(a, x), (b, y)| {
        (b.missed_answers, b.met_answers)
            .cmp(&(a.missed_answers, a.met_answers))
            .then(y.total_cmp(x))
            .then_with(|| a.word.cmp(&b.word))
    });
    out.into_iter().map(|(s, _)| s).take(MOST).collect()
}

/// The content words of a text by stem.
fn words(text: &str) -> BTreeMap<String, String> {
    let document = Document::markdown(text);
    let content = document.words().iter().filter(|w| w.is_content() && w.kind == WordKind::Term);
    content.map(|w| (w.stem.clone(), w.norm.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::parse;

    #[test]
    fn words_that_only_missed_answers_have_come_first() {
        let rubric = parse(
            "x",
            "id = 'x'\n[[signals]]\nid = 'a'\nstatement = 'A plan names hazards'\nkeywords = [['hazard']]\n",
            "x",
        )
        .unwrap();
        let entry = Entry::outside("x", "Why plan?", &[], rubric.signals);
        let missed = ["The pitfalls show up early, with a schedule.", "Pitfalls and hazards of plans"];
        let found = suggest(&entry, &entry.rubric.signals[0], &missed, &missed, &["A schedule is kept"]);
        let words: Vec<&str> = found.iter().map(|s| s.word.as_str()).collect();
        assert_eq!(words.first(), Some(&"pitfalls"));
        assert_eq!((found[0].missed_answers, found[0].met_answers), (2, 2));
        assert!(
            !words.contains(&"schedule") && !words.contains(&"hazards") && !words.contains(&"plans"),
            "{words:?}"
        );
    }
}
