//! A11 and A15: a right answer denied, or said without commitment.

use super::attack::{Case, Comparison, RESTATED, RETYPED};
use super::seed::Rng;
use super::subject::Subject;
use crate::edit::{behind_verb, denied_by_verb, said_to_be_false, taken_back, twice_denied, uncapitalised, unclosed, untrue};

/// How many single sentences are denied, each in a text of its own.
const SINGLE: usize = 3;
/// A11: every sentence denied in one way or another, single ones, and denials that deny nothing.
pub(super) fn denied(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let each = |change: &dyn Fn(&str) -> String| each(subject, change);
    let mut cases: Vec<Case> = [
        ("every sentence, by its verb", each(&denied_by_verb)),
        ("every sentence, as untrue", each(&untrue)),
    ]
    .map(|(variant, text)| Case::new(variant, text).attack().compared(&prose, Comparison::Below))
    .into();
    for at in rng.choose_multiple(0..subject.sentences.len(), SINGLE) {
        let mut sentences = subject.sentences.clone();
        sentences[at] = denied_by_verb(&sentences[at]);
        cases.push(Case::new("one sentence", sentences.join(" ")).compared(&prose, Comparison::NotAbove(RETYPED)));
    }
    let twice = each(&twice_denied);
    let only = each(&|s| behind_verb(s, "not only").unwrap_or_else(|| s.to_owned()));
    for (variant, text) in [("denied twice", twice), ("not only", only)] {
        cases.push(Case::new(variant, text).compared(&prose, Comparison::Within(RESTATED)));
    }
    cases
}

/// A15: what is right, as what others wrongly say and as a guess.
pub(super) fn disowned(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let each = |change: &dyn Fn(&str) -> String| each(subject, change);
    let guess = |s: &str| format!("I don't know, maybe {}.", uncapitalised(unclosed(s)));
    vec![
        Case::new("taken back", each(&taken_back)).attack(),
        Case::new("said of others, who are wrong", each(&said_to_be_false)).attack(),
        Case::new("guessed", each(&guess)).compared(&prose, Comparison::Below),
    ]
}

/// The sentences, each changed, in a row.
fn each(subject: &Subject<'_>, change: &dyn Fn(&str) -> String) -> String {
    subject.sentences.iter().map(|s| change(s)).collect::<Vec<_>>().join(" ")
}
