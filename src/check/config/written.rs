//! What was written: every field optional, each with its place.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::keys::{flag, variable};
use super::pattern::Pattern;
use super::values::{Model, Vectors};
use crate::check::{FailOn, Severity};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// From nowhere: it is the default.
    Default,
    /// From a file.
    File {
        /// The file, as it is named in messages.
        file: Arc<str>,
        /// The line of the value, from 1.
        line: usize,
        /// The bytes of the value in the file.
        span: Range<usize>,
    },
    /// From the environment variable of the key with this name.
    Environment(&'static str),
    /// From the flag of the key with this name.
    Flag(&'static str),
}

impl Source {
    /// What it wins over: sources of lower strength.
    #[must_use]
    pub fn strength(&self) -> u8 {
        match self {
            Self::Default => 0,
            Self::File { .. } => 1,
            Self::Environment(_) => 2,
            Self::Flag(_) => 3,
        }
    }
}

/// As in `# gradus.toml:4`, `# GRADUS_THRESHOLD`, `# --threshold`, `# default`.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { file, line, .. } => write!(f, "{file}:{line}"),
            Self::Environment(key) => f.write_str(&variable(key)),
            Self::Flag(key) => f.write_str(&flag(key)),
        }
    }
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub source: Source,
}

impl<T> Sourced<T> {
    /// A value that nobody set.
    pub fn default_of(value: T) -> Self {
        Self {
            value,
            source: Source::Default,
        }
    }
}

/// The bars that hold for an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bars {
    /// Points from which it passes.
    pub threshold: Option<Sourced<f64>>,
    /// From which severity on it fails.
    pub fail_on: Option<Sourced<FailOn>>,
    /// What a required signal that is not met counts as.
    pub required: Option<Sourced<Severity>>,
    /// What any other signal that is not met counts as.
    pub weighted: Option<Sourced<Severity>>,
}

impl Bars {
    /// These bars, and those of `weaker` where there are none.
    #[must_use]
    pub fn or(self, weaker: Self) -> Self {
        Self {
            threshold: self.threshold.or(weaker.threshold),
            fail_on: self.fail_on.or(weaker.fail_on),
            required: self.required.or(weaker.required),
            weighted: self.weighted.or(weaker.weighted),
        }
    }
}

/// An `[[override]]`: what holds for some paths.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// Where it stands.
    pub source: Source,
    /// The paths that it is about.
    pub paths: Vec<Pattern>,
    /// Other bars.
    pub bars: Bars,
    /// The question that these files answer.
    pub question: Option<Sourced<String>>,
    /// Whether they are left out.
    pub skip: Option<Sourced<bool>>,
}

/// What a file, the environment or the flags say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// Where the answers are.
    pub answers: Option<Sourced<Vec<Pattern>>>,
    /// What is left out.
    pub exclude: Option<Sourced<Vec<Pattern>>>,
    /// The folder of the bank; the built-in one where the value is `None`.
    pub bank: Option<Sourced<Option<PathBuf>>>,
    /// The model.
    pub model: Option<Sourced<Model>>,
    /// How the built-in model is used.
    pub engine: Option<Sourced<Vectors>>,
    /// The calibration; the built-in one where the value is `None`.
    pub calibration: Option<Sourced<Option<PathBuf>>>,
    /// The bars for each answer.
    pub bars: Bars,
    /// The share of answers that must pass.
    pub min_pass_rate: Option<Sourced<f64>>,
    /// What the mean must reach.
    pub min_mean: Option<Sourced<f64>>,
    /// The baseline; none where the value is `None`.
    pub baseline: Option<Sourced<Option<PathBuf>>>,
    /// The folder of the cache; none where the value is `None`.
    pub cache: Option<Sourced<Option<PathBuf>>>,
    /// What holds for some paths, in the order of the file.
    pub overrides: Vec<Override>,
}

impl Config {
    /// What this says, and what `weaker` says where this says nothing.
    #[must_use]
    pub fn or(self, weaker: Self) -> Self {
        let mut overrides = weaker.overrides;
        overrides.extend(self.overrides);
        Self {
            answers: self.answers.or(weaker.answers),
            exclude: self.exclude.or(weaker.exclude),
            bank: self.bank.or(weaker.bank),
            model: self.model.or(weaker.model),
            engine: self.engine.or(weaker.engine),
            calibration: self.calibration.or(weaker.calibration),
            bars: self.bars.or(weaker.bars),
            min_pass_rate: self.min_pass_rate.or(weaker.min_pass_rate),
            min_mean: self.min_mean.or(weaker.min_mean),
            baseline: self.baseline.or(weaker.baseline),
            cache: self.cache.or(weaker.cache),
            overrides,
        }
    }
}
