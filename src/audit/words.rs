//! A3, A4 and A5: the right words without claims.

use super::attack::{Case, Comparison, RESTATED, Requirement};
use super::seed::Rng;
use super::subject::Subject;
use crate::text::{Document, tellingness};

/// How many words a burst has.
const BURST: usize = 40;
/// How often the list of keywords is repeated.
const TIMES: usize = 20;

/// A3: the words of the reference answer in another order, over the whole text and within each sentence.
pub(super) fn shuffled(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let mut shuffle = |text: &str| {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        rng.shuffle(&mut words);
        words.join(" ")
    };
    let all = shuffle(&subject.prose());
    let within: Vec<String> = subject.sentences.iter().map(|s| shuffle(s)).collect();
    [("over the whole text", all), ("within each sentence", within.join(" "))]
        .map(|(variant, text)| Case::new(variant, text).attack().requires(Requirement::Flagged))
        .into()
}

/// A4: the most telling words of the reference answer and nothing else.
pub(super) fn burst(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let document = Document::plain(&subject.prose());
    let mut words: Vec<(&str, &str)> = Vec::new();
    for word in document.words().iter().filter(|w| w.is_content()) {
        if !words.iter().any(|(stem, _)| *stem == word.stem) {
            words.push((&word.stem, &word.norm));
        }
    }
    words.sort_by(|(_, a), (_, b)| tellingness(b).total_cmp(&tellingness(a)));
    words.truncate(BURST);
    rng.shuffle(&mut words);
    let words: Vec<&str> = words.into_iter().map(|(_, word)| word).collect();
    vec![Case::new("telling words", words.join(" ")).attack()]
}

/// A5: the rubric's keywords as a list, as a list many times over, and in sentences that claim nothing.
pub(super) fn stuffing(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let keywords = subject.keywords();
    let once = keywords.join(", ");
    let repeated = vec![once.as_str(); TIMES].join(", ");
    let groups = subject.entry.rubric.signals.iter().map(|s| s.keywords.iter().filter_map(|g| g.terms.first()));
    let sentences: Vec<String> = groups.map(|terms| involves(&terms.map(String::as_str).collect::<Vec<_>>())).collect();
    vec![
        Case::new("a list", &once).attack(),
        Case::new("a list, repeated", repeated).attack().compared(&once, Comparison::NotAbove(RESTATED)),
        Case::new("one sentence", involves(&keywords)).attack(),
        Case::new("a sentence for each signal", sentences.join(" ")).attack(),
    ]
}

/// "This involves X, Y and Z."
fn involves(terms: &[&str]) -> String {
    match terms.split_last() {
        Some((last, [])) => format!("This involves {last}."),
        Some((last, others)) => format!("This involves {} and {last}.", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_lists() {
        assert_eq!(involves(&["a"]), "This involves a.");
        assert_eq!(involves(&["a", "b", "c"]), "This involves a, b and c.");
    }
}
