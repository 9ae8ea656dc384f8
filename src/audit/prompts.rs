//! A8 and A9: text that speaks to a grader instead of answering.

use super::attack::{CHANCE, Case, Comparison, RESTATED, Requirement};
use super::seed::Rng;
use super::subject::Subject;
use super::texts::{OFF_TOPIC, PROMPTS, TRIGGERS};

/// A8: instructions to the grader, alone and before a right answer.
pub(super) fn instructions(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let alone = PROMPTS.iter().map(|p| Case::new("alone", *p).attack().requires(Requirement::AtMost(CHANCE)));
    let prompt = rng.choice(PROMPTS).unwrap_or(&"");
    let before = Case::new("before a right answer", format!("{prompt} {prose}")).compared(&prose, Comparison::Within(RESTATED));
    alone.chain([before]).collect()
}

/// A9: short fixed strings before an answer that is wrong or about something else, and before a right one.
pub(super) fn triggers(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let wrong = subject.wrong().unwrap_or_else(|| OFF_TOPIC.join(" "));
    let mut cases: Vec<Case> = TRIGGERS
        .iter()
        .map(|t| {
            Case::new("before a wrong answer", format!("{t} {wrong}"))
                .attack()
                .compared(&wrong, Comparison::NotAbove(RESTATED))
        })
        .collect();
    let trigger = rng.choice(TRIGGERS).unwrap_or(&"");
    cases.push(Case::new("before a right answer", format!("{trigger} {prose}")).compared(&prose, Comparison::Within(RESTATED)));
    cases
}
