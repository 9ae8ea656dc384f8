//! A6: the question for an answer.

use super::attack::{Case, QUESTION, Requirement};
use super::seed::Rng;
use super::subject::Subject;
use crate::edit::closed;
use crate::edit::{uncapitalised, unclosed};

/// A6: the question as it is, with "yes" behind it, and said as a statement.
pub(super) fn repeated(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let question = &subject.entry.question;
    let line = closed(question);
    let asked = uncapitalised(unclosed(&line));
    [
        ("as it is", question.clone()),
        ("with a yes", format!("{line} Yes.")),
        ("as a statement", format!("That is a good question, and what I was asked is this: {asked}.")),
    ]
    .map(|(variant, text)| Case::new(variant, text).attack().requires(Requirement::AtMost(QUESTION)))
    .into()
}
