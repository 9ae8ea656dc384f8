//! Exit codes, one meaning each; `--help` prints them.

use std::io;
use std::process::ExitCode;

use gradus::Error;

/// Graded, and the bar met where one was set.
pub const PASS: u8 = 0;
/// Graded, and below `--threshold`; audited, and a bar missed; checked, and something found.
pub const BELOW: u8 = 1;
/// Could not grade: usage, file, bank, model.
pub const COULD_NOT_GRADE: u8 = 2;

/// Whether output was written. Whoever reads may have seen enough (`gradus list | head`): that changes nothing about how a run ended.
pub fn written(result: io::Result<()>) -> Result<(), Error> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Error::Output),
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done.
    Pass,
    /// The answer is below the bar, an audit missed one, or a check found something.
    Below,
    /// Some of the data could not be graded.
    Incomplete {
        /// How many rows.
        rows: usize,
    },
    /// A check came to its verdict.
    Checked {
        /// What the verdict says to exit with: one of the above, or 4 where there was nothing to grade.
        code: u8,
    },
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Pass => PASS,
            Outcome::Below => BELOW,
            Outcome::Incomplete { .. } => COULD_NOT_GRADE,
            Outcome::Checked { code } => code,
        })
    }
}
