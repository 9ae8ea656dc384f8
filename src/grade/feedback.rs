//! The outcome in plain words, entailed by the verdicts.

use super::result::{Feedback, SignalGrade, Verdict};
use crate::polarity::Reason;

/// Most points in each part: more is not read.
const MOST: usize = 5;

/// Feedback from the graded signals.
pub(super) fn feedback(signals: &[SignalGrade]) -> Feedback {
    let mut by_worth: Vec<&SignalGrade> = signals.iter().collect();
    by_worth.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    let with = |verdicts: &[Verdict]| by_worth.iter().copied().filter(|s| verdicts.contains(&s.verdict)).collect::<Vec<_>>();
    let strong = with(&[Verdict::Met]);
    let wrong = with(&[Verdict::Contradicted]);
    let missing = with(&[Verdict::NotAddressed, Verdict::PartlyMet]);
    Feedback {
        strong: strong.iter().take(MOST).map(|s| s.statement.clone()).collect(),
        missing: missing.iter().take(MOST).map(|s| lacking(s)).collect(),
        wrong: wrong.iter().take(MOST).map(|s| correction(s)).collect(),
        next: wrong
            .first()
            .map(|s| format!("Put right: {}", s.statement))
            .or_else(|| missing.first().map(|s| format!("Add: {}", s.statement))),
    }
}

/// How many points a signal could still bring, a required one first.
fn worth(signal: &SignalGrade) -> f64 {
    let open = match signal.verdict {
        Verdict::Met => signal.probability,
        _ => 1.0 - signal.probability,
    };
    signal.weight * open * if signal.required { 2.0 } else { 1.0 }
}

fn lacking(signal: &SignalGrade) -> String {
    let partly = if signal.verdict == Verdict::PartlyMet { " (partly there)" } else { "" };
    match signal.missing_keywords.as_slice() {
        [] => format!("{}{partly}", signal.statement),
        words => format!(
            "{}{partly}; nothing is said of {}",
            signal.statement,
            words.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>().join(", ")
        ),
    }
}

/// What is wrong with what is said about a signal, and what is right.
pub(crate) fn correction(signal: &SignalGrade) -> String {
    let right = || format!("it should say: {}", signal.statement);
    let wrong = signal
        .correction
        .clone()
        .or_else(|| signal.reasons.first().map(|r| format!("{}; {}", reason(r), right())));
    wrong.unwrap_or_else(|| format!("This goes against what is right; {}", right()))
}

/// A reason in words.
pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Denied { words } => format!("The answer denies “{words}”"),
        Reason::Opposite { written, meant } => format!("The answer says “{written}” where “{meant}” is right"),
        Reason::OtherSide { words, said_of, belongs_to } => format!("The answer says “{words}” of {said_of}; it belongs to {belongs_to}"),
    }
}
