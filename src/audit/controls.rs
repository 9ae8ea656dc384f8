//! A30 and A31: answers whose worth is known.

use super::attack::{Case, FULL, Requirement};
use super::seed::Rng;
use super::subject::Subject;
use super::texts::{CONSTANT, VAGUE};

/// A30: a constant, a vague answer, wrong statements on topic, and model answers of other questions.
pub(super) fn negative(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let constant = [("blank", String::new()), ("a constant", CONSTANT.to_owned())];
    let vague = ("a vague answer", format!("{VAGUE} It is about {}.", subject.entry.title));
    let wrong = subject.wrong().map(|w| ("wrong on topic", w));
    let others = subject.controls.iter().map(|c| ("another question's answer", (*c).to_owned()));
    let texts = constant.into_iter().chain([vague]).chain(wrong).chain(others);
    texts.map(|(variant, text)| Case::new(variant, text).attack()).collect()
}

/// A31: every reference answer earns full marks, and every statement and example meets its signal.
pub(super) fn positive(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let references = subject.entry.references.iter();
    let mut cases: Vec<Case> = references
        .map(|r| Case::new("a reference answer", r).requires(Requirement::AtLeast(FULL)))
        .collect();
    for signal in &subject.entry.rubric.signals {
        let meets = || Requirement::Meets(signal.id.clone());
        cases.push(Case::new("a signal's statement", &signal.statement).requires(meets()));
        cases.extend(signal.examples.iter().map(|e| Case::new("a signal's example", e).requires(meets())));
    }
    cases
}
