//! What was typed after `gradus rubric lint` and `gradus rubric calibrate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use gradus::grade::PASS_MARK;
use gradus::lint::Severity;

use super::args::{EngineArgs, by_name, points};

#[derive(Debug, Args)]
pub struct Lint {
    /// Ids of the questions, or `all` [default: all of the bank]
    #[arg(value_name = "ID")]
    pub questions: Vec<String>,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: LintFormat,
    /// Mend what can be mended safely, in the files of the bank: findings as severe as --fail-on
    #[arg(long)]
    pub fix: bool,
    /// Exit with code 1 when a finding is as severe as this, and print no lesser ones for reading
    #[arg(long, value_name = "SEVERITY", default_value = "warn", value_parser = by_name(&Severity::ALL, Severity::name))]
    pub fail_on: Severity,
    /// Explain the rule with this code and do nothing else; docs/lint.md lists them
    #[arg(long, value_name = "CODE", exclusive = true)]
    pub explain: Option<String>,
    /// Points from which an answer passes
    #[arg(long, value_name = "POINTS", default_value_t = PASS_MARK, value_parser = points)]
    pub threshold: f64,
    #[command(flatten)]
    pub engine: EngineArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// For reading
    Human,
    /// For programs; the schema is versioned
    Json,
    /// For code scanning (SARIF 2.1.0)
    Sarif,
}

#[derive(Debug, Args)]
pub struct Calibrate {
    /// Answers that you marked or scored, in CSV, JSONL or TOML (see docs/authoring.md)
    #[arg(required = true)]
    pub marked: Vec<PathBuf>,
    /// The highest score there is, where scores are not from 0 to 1
    #[arg(long, value_name = "SCORE", value_parser = super::args::highest)]
    pub max_score: Option<f64>,
    /// Points from which an answer passes
    #[arg(long, value_name = "POINTS", default_value_t = PASS_MARK, value_parser = points)]
    pub threshold: f64,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: super::args::Format,
    #[command(flatten)]
    pub engine: EngineArgs,
}
