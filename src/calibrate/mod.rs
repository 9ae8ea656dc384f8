//! Calibration: the numbers that turn measurements into probabilities and points, fitted on answers that people scored or marked.
//!
//! [`Scored`] answers give the line over [`Likeness`](crate::score::Likeness), [`MarkedSignal`]s the curves of signals. Every weight keeps the sign that its
//! measurement must have, so that more evidence never lowers a score. No chance takes part: the same data give the same numbers. Reading files does not belong here.

mod contradiction;
mod cross;
mod edits;
mod likeness;
mod marked;
mod monotone;
mod scored;
mod support;

pub use contradiction::fit_contradiction;
pub use cross::{LineCheck, SignalsCheck, check_line, check_signals};
pub use likeness::{Scored, fit_line};
pub use marked::{Mark, MarkedAnswer, MarkedAnswers, MarkedError, MarkedSignal, marked_signals};
pub use scored::scored;
pub use support::fit_support;

use crate::score::Curves;

/// Both curves for signals of one kind; `with_model` says whether similarity was measured.
#[must_use]
pub fn fit_curves(signals: &[&MarkedSignal], with_model: bool) -> Curves {
    let support = fit_support(signals, with_model);
    let contradiction = fit_contradiction(signals, &support, with_model);
    Curves { support, contradiction }
}
