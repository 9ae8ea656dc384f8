//! A11 and A15: a right answer denied, or said without commitment.

use super::attack::{Case, Comparison, RESTATED, RETYPED};
use super::edit::{uncapitalised, unclosed};
use super::seed::Rng;
use super::subject::Subject;

/// How many single sentences are denied, each in a text of its own.
const SINGLE: usize = 3;
/// Verbs that take a "not" behind them.
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "can", "could", "will", "would", "should", "must", "may", "does", "do", "did", "has", "have",
];

/// A11: every sentence denied in one way or another, single ones, and denials that deny nothing.
pub(super) fn denied(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let each = |change: &dyn Fn(&str) -> String| subject.sentences.iter().map(|s| change(s)).collect::<Vec<_>>().join(" ");
    let mut cases: Vec<Case> = [
        ("every sentence, by its verb", each(&|s| behind_verb(s, "not").unwrap_or_else(|| untrue(s)))),
        ("every sentence, as untrue", each(&untrue)),
    ]
    .map(|(variant, text)| Case::new(variant, text).attack().compared(&prose, Comparison::Below))
    .into();
    for at in rng.choose_multiple(0..subject.sentences.len(), SINGLE) {
        let mut sentences = subject.sentences.clone();
        sentences[at] = behind_verb(&sentences[at], "not").unwrap_or_else(|| untrue(&sentences[at]));
        cases.push(Case::new("one sentence", sentences.join(" ")).compared(&prose, Comparison::NotAbove(RETYPED)));
    }
    let twice = each(&|s| format!("It is not wrong that {}.", uncapitalised(unclosed(s))));
    let only = each(&|s| behind_verb(s, "not only").unwrap_or_else(|| s.to_owned()));
    for (variant, text) in [("denied twice", twice), ("not only", only)] {
        cases.push(Case::new(variant, text).compared(&prose, Comparison::Within(RESTATED)));
    }
    cases
}

/// A15: what is right, as what others wrongly say and as a guess.
pub(super) fn disowned(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let each = |before: &str, behind: &str| {
        let sentence = |s: &String| format!("{before} {}{behind}", uncapitalised(unclosed(s)));
        subject.sentences.iter().map(sentence).collect::<Vec<_>>().join(" ")
    };
    vec![
        Case::new("taken back", each("Some say that", ", but that is wrong.")).attack(),
        Case::new("said of others, who are wrong", each("People think that", ". That is false.")).attack(),
        Case::new("guessed", each("I don't know, maybe", ".")).compared(&prose, Comparison::Below),
    ]
}

/// "It is not true that …".
fn untrue(sentence: &str) -> String {
    format!("It is not true that {}", uncapitalised(sentence))
}

/// The sentence with `insert` behind its first auxiliary verb, if it has one.
fn behind_verb(sentence: &str, insert: &str) -> Option<String> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let verb = words.iter().position(|w| AUXILIARIES.contains(w))?;
    let (before, behind) = words.split_at(verb + 1);
    Some([before, &[insert], behind].concat().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denials_stand_where_english_has_them() {
        assert_eq!(behind_verb("Dropout is a mask.", "not").as_deref(), Some("Dropout is not a mask."));
        assert_eq!(behind_verb("Ridge shrinks weights.", "not"), None);
        assert_eq!(untrue("Ridge shrinks weights."), "It is not true that ridge shrinks weights.");
    }
}
