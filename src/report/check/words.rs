//! Words that several formats share.

use super::clean::message;
pub(super) use crate::check::numbered;
use crate::check::{CheckedSignal, Counts, Outcome};

/// A score with its digit.
pub(super) fn points(score: f64) -> String {
    if score.is_finite() { format!("{score:.1}") } else { "no number".to_owned() }
}

/// The outcome in words.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "passed",
        Outcome::Below => "below the bar",
        Outcome::CouldNotGrade => "could not grade everything",
        Outcome::NothingToGrade => "nothing to grade",
    }
}

/// What a signal that is not met lacks, in a sentence, with what is right instead.
pub(super) fn unmet(signal: &CheckedSignal) -> String {
    let required = if signal.required { "required signal" } else { "signal" };
    let mut out = format!("{required} `{}` is {}: {}", message(&signal.id), signal.verdict, message(&signal.statement));
    if let Some(correction) = &signal.correction {
        out.push_str(&format!("; {}", message(correction)));
    }
    out
}

/// The counts in a sentence.
pub(super) fn counted(counts: Counts) -> String {
    let warned = if counts.warned > 0 {
        format!(" ({} with something to warn of)", counts.warned)
    } else {
        String::new()
    };
    let mut parts = vec![format!("{} passed{warned}", counts.passed)];
    parts.push(format!("{} below the bar", counts.failed));
    if counts.known > 0 {
        parts.push(format!("{} below the bar as in the baseline", counts.known));
    }
    let mut out = format!("{} graded: {}", numbered(counts.graded, "answer"), parts.join(", "));
    if counts.not_graded > 0 {
        out.push_str(&format!("; {} could not be graded", counts.not_graded));
    }
    if counts.untouched > 0 {
        out.push_str(&format!("; {} not touched", counts.untouched));
    }
    out
}
