//! Exit codes, one meaning each; `--help` prints them.

use std::process::ExitCode;

/// Graded, and the bar met where one was set.
pub const PASS: u8 = 0;
/// Graded, and below `--threshold`.
pub const BELOW: u8 = 1;
/// Could not grade: usage, file, bank, model.
pub const COULD_NOT_GRADE: u8 = 2;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done.
    Pass,
    /// The answer is below the bar.
    Below,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Pass => PASS,
            Outcome::Below => BELOW,
        })
    }
}
