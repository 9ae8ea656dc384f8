//! One answer against its bars.

use super::bars::Severity;
use super::graded::CheckedSignal;
use super::run::{BaselineState, CheckedAnswer};
use super::verdict::{AnswerOutcome, AnswerVerdict, Unmet};
use crate::grade::Verdict as SignalVerdict;

/// Judges `answer`: below its bars where its score is below the threshold or is no number, or where a signal that `fail_on` counts is not met. What is below and in the
/// baseline no better than now is known; what became worse fails, below its bars or not.
pub(super) fn judge(answer: &CheckedAnswer) -> AnswerVerdict {
    let own = answer.bars;
    let mut reasons = Vec::new();
    // A score that is no number is below every bar.
    let below_bar = !(answer.score.is_finite() && answer.score >= own.threshold);
    if below_bar {
        reasons.push(format!("{} is below the bar of {}", score(answer.score), own.threshold));
    }
    let unmet: Vec<Unmet> = answer
        .signals
        .iter()
        .enumerate()
        .filter_map(|(signal, found)| {
            let severity = own.severity(found)?;
            Some(Unmet {
                signal,
                severity,
                fails: own.fail_on.fails(severity),
            })
        })
        .collect();
    let worst_first = |u: &&Unmet| rank(u, &answer.signals[u.signal]);
    let mut failing: Vec<&Unmet> = unmet.iter().filter(|u| u.fails).collect();
    failing.sort_by_key(worst_first);
    let below = below_bar || !failing.is_empty();
    let outcome = outcome(answer, below, &mut reasons);
    let general = reasons.len();
    reasons.extend(failing.iter().map(|u| unmet_reason(&answer.signals[u.signal])));
    AnswerVerdict {
        outcome,
        threshold: own.threshold,
        below_bar,
        unmet,
        reasons,
        general,
    }
}

/// What sorts signals that are not met by how much they matter: severity, then what is wrong before what is missing, then weight, then the order of the rubric.
pub(super) fn rank(unmet: &Unmet, signal: &CheckedSignal) -> (std::cmp::Reverse<Severity>, std::cmp::Reverse<SignalVerdict>, std::cmp::Reverse<u64>, usize) {
    use std::cmp::Reverse;
    // Bits of a float that is not negative sort as the float does.
    (
        Reverse(unmet.severity),
        Reverse(signal.verdict),
        Reverse(signal.weight.max(0.0).to_bits()),
        unmet.signal,
    )
}

fn outcome(answer: &CheckedAnswer, below: bool, reasons: &mut Vec<String>) -> AnswerOutcome {
    let before = answer
        .baseline
        .and_then(|mark| mark.score)
        .map_or_else(|| "in the baseline".to_owned(), |was| format!("{was:.1} in the baseline"));
    match answer.baseline.map(|mark| mark.state) {
        Some(BaselineState::Worse) => {
            reasons.push(format!("it became worse: it was {before}"));
            AnswerOutcome::Failed
        }
        Some(BaselineState::Unchanged) if below => {
            reasons.push("known: it stands in the baseline as it is".to_owned());
            AnswerOutcome::Known
        }
        Some(BaselineState::Improved) if below => {
            reasons.push(format!("known, and better than before ({before}): `gradus baseline write` holds it there"));
            AnswerOutcome::Known
        }
        _ if below => AnswerOutcome::Failed,
        _ => AnswerOutcome::Passed,
    }
}

fn score(points: f64) -> String {
    if points.is_finite() {
        format!("the score of {points:.1}")
    } else {
        "a score that is no number".to_owned()
    }
}

fn unmet_reason(signal: &CheckedSignal) -> String {
    let required = if signal.required { "required signal" } else { "signal" };
    format!("{required} `{}` is {}: {}", signal.id, signal.verdict, signal.statement)
}
