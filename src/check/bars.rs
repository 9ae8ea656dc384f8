//! The bars that answers are held against.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::graded::CheckedSignal;
use crate::grade::{PASS_MARK, Verdict as SignalVerdict};

/// What a signal that is not met counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It is not reported.
    Off,
    /// It is reported and never fails a run.
    Info,
    /// It fails a run with `fail_on = "warn"`.
    Warn,
    /// It fails a run.
    Error,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warn, Self::Info, Self::Off];

    /// The name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }

    /// One step less severe; what is reported stays reported.
    #[must_use]
    pub fn less(self) -> Self {
        match self {
            Self::Error => Self::Warn,
            Self::Warn | Self::Info => Self::Info,
            Self::Off => Self::Off,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// From which severity on an answer fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailOn {
    /// Errors alone.
    Error,
    /// Warnings as well.
    Warn,
}

impl FailOn {
    /// Every level.
    pub const ALL: [Self; 2] = [Self::Error, Self::Warn];

    /// The name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
        }
    }

    /// Whether an answer fails by something of this severity.
    #[must_use]
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warn => severity >= Severity::Warn,
        }
    }
}

/// What one answer is held against.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AnswerBars {
    /// Points that it needs, above 0 and at most 100.
    pub threshold: f64,
    /// From which severity on it fails.
    pub fail_on: FailOn,
    /// What a required signal that is not met counts as.
    pub required: Severity,
    /// What any other signal with a weight that is not met counts as.
    pub weighted: Severity,
}

impl Default for AnswerBars {
    fn default() -> Self {
        Self {
            threshold: PASS_MARK,
            fail_on: FailOn::Error,
            required: Severity::Error,
            weighted: Severity::Warn,
        }
    }
}

impl AnswerBars {
    /// How severe the state of `signal` is: nothing where it is met, has no weight, or is not to be reported; one step less where it is partly met.
    #[must_use]
    pub fn severity(&self, signal: &CheckedSignal) -> Option<Severity> {
        let whole = match signal.required {
            true => self.required,
            false if signal.weight > 0.0 => self.weighted,
            false => Severity::Off,
        };
        let severity = match signal.verdict {
            SignalVerdict::Met => Severity::Off,
            SignalVerdict::PartlyMet => whole.less(),
            SignalVerdict::NotAddressed | SignalVerdict::Contradicted => whole,
        };
        (severity > Severity::Off).then_some(severity)
    }
}

/// What a run is held against.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    /// For answers without bars of their own.
    pub answer: AnswerBars,
    /// Share of the answers that must pass, above 0 and at most 1.
    pub min_pass_rate: f64,
    /// Mean score that is needed, above 0 and at most 100.
    pub min_mean: Option<f64>,
    /// Whether a baseline that is out of date fails the run.
    pub strict_baseline: bool,
    /// Whether a run below the bar exits with 0 all the same. It does not excuse what could not be graded.
    pub exit_zero: bool,
    /// Whether a run with nothing to grade exits with 0.
    pub allow_empty: bool,
}

impl Default for Bars {
    fn default() -> Self {
        Self {
            answer: AnswerBars::default(),
            min_pass_rate: 1.0,
            min_mean: None,
            strict_baseline: false,
            exit_zero: false,
            allow_empty: false,
        }
    }
}
