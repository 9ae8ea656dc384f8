//! Weights that cannot work.

use super::finding::Found;
use super::subject::Subject;

/// Most required signals, as the guide for authors has it.
const MOST_REQUIRED: usize = 2;
/// Share of all weight beyond which one signal outweighs the others together.
const DOMINANT: f64 = 0.5;
/// Weight below which a signal is a bonus.
const BONUS: f64 = 1.0;

/// Looks at the weights; `threshold` is the pass mark in points.
pub(super) fn check(subject: &Subject<'_>, threshold: f64, out: &mut Vec<Found>) {
    let signals = &subject.entry.rubric.signals;
    let total = subject.entry.rubric.total_weight();
    let required: Vec<usize> = (0..signals.len()).filter(|i| signals[*i].required).collect();
    if required.len() > MOST_REQUIRED.max(signals.len() / 2) {
        let message = format!(
            "{} of {} signals are required, and missing any one of them keeps an answer below the pass mark",
            required.len(),
            signals.len()
        );
        let field = format!("signals[{}].required", required[MOST_REQUIRED]);
        out.push(Found::field("many-required", field, message).help("require the one or two without which an answer cannot be good"));
    }
    let regular: f64 = signals.iter().map(|s| s.weight.get()).filter(|w| *w >= BONUS).sum();
    if regular > 0.0 && regular < total && 100.0 * regular / total < threshold {
        let message = format!(
            "an answer that shows everything but the bonuses earns {:.0} points, and {threshold} pass",
            100.0 * regular / total
        );
        out.push(Found::field("pass-needs-bonus", "signals".into(), message).help("give the signals that matter a weight of 1 or more"));
    }
    for (i, signal) in signals.iter().enumerate() {
        let (weight, field) = (signal.weight.get(), format!("signals[{i}].weight"));
        if weight == 0.0 {
            out.push(Found::field("weightless-signal", field, "counts nothing: an answer earns as much without it"));
        } else if signals.len() > 2 && weight > DOMINANT * total {
            let message = format!("has {:.0} % of all weight: the other signals together decide less", 100.0 * weight / total);
            out.push(Found::field("dominant-signal", field, message).help("split it into the things it consists of, or weigh the others more"));
        }
    }
}
