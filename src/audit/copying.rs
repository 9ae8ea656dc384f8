//! A7: the key for an answer.

use super::attack::{Case, FULL, Requirement};
use super::seed::Rng;
use super::subject::Subject;
use crate::edit::closed;
use crate::grade::FlagKind;

/// A7: each reference answer as it is, and the rubric's statements in a row: right, and not the candidate's own.
pub(super) fn key(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let statements: Vec<String> = subject.entry.rubric.signals.iter().map(|s| closed(&s.statement)).collect();
    let references = subject.entry.references.iter().map(|r| ("a reference answer", r.clone()));
    let texts = references.chain([("the rubric's statements", statements.join(" "))]);
    let case = |(variant, text)| Case::new(variant, text).requires(Requirement::AtLeast(FULL));
    texts.map(|t| case(t).requires(Requirement::Flag(FlagKind::CopiedFromReference))).collect()
}
