//! What was typed behind `gradus check` and the commands around it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::args::{Format, Progress};

/// The keys of `gradus.toml` as flags: texts here, so that one code reads them, the environment and the file.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings, as in gradus.toml")]
pub struct SettingsArgs {
    /// The configuration to read [default: `gradus.toml` in this folder or the nearest above it; env: GRADUS_CONFIG]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read no configuration: flags, variables and defaults alone [env: GRADUS_ISOLATED]
    #[arg(long)]
    pub isolated: bool,
    /// Where the answers are, such as `'answers/**/*.md'`; repeat it for further patterns [env: GRADUS_ANSWERS]
    #[arg(long, value_name = "PATTERN")]
    pub answers: Vec<String>,
    /// What is left out; repeat it for further patterns [env: GRADUS_EXCLUDE]
    #[arg(long, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// Folder of a sentence-embedding model, `built-in`, or `none` to grade by keywords alone [env: GRADUS_MODEL]
    #[arg(long, value_name = "DIR")]
    pub model: Option<String>,
    /// How the built-in model is used: `full` or `static` [env: GRADUS_ENGINE]
    #[arg(long, value_name = "ENGINE")]
    pub engine: Option<String>,
    /// File with a calibration, or `built-in` [env: GRADUS_CALIBRATION]
    #[arg(long, value_name = "FILE")]
    pub calibration: Option<String>,
    /// Points from which an answer passes [env: GRADUS_THRESHOLD]
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub threshold: Option<String>,
    /// Share of the answers that must pass: 1 is all of them [env: GRADUS_MIN_PASS_RATE]
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    pub min_pass_rate: Option<String>,
    /// Points that the mean of all answers must reach [env: GRADUS_MIN_MEAN]
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub min_mean: Option<String>,
    /// From which severity of a signal that is not met an answer fails: `error` or `warn` [env: GRADUS_FAIL_ON]
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<String>,
    /// What a required signal that is not met counts as: `error`, `warn`, `info` or `off` [env: GRADUS_SIGNALS_REQUIRED]
    #[arg(long, value_name = "SEVERITY")]
    pub signals_required: Option<String>,
    /// What any other signal that is not met counts as [env: GRADUS_SIGNALS_WEIGHTED]
    #[arg(long, value_name = "SEVERITY")]
    pub signals_weighted: Option<String>,
    /// File made by `gradus baseline write`, or `none` [env: GRADUS_BASELINE]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<String>,
    /// Folder where grades are kept for the next run, or `none` [env: GRADUS_CACHE]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<String>,
}

/// What the codes of a check mean.
const CHECK_CODES: &str = "\
Exit codes:
  0  every bar is met, or --exit-zero
  1  below a bar
  2  could not grade something: an answer, settings, bank, model, baseline
  4  nothing to grade; 0 with --allow-empty

--bank can be given as GRADUS_BANK too. A flag wins over a variable, that over an override of gradus.toml, that over the rest of it.";

#[derive(Debug, Args)]
#[command(after_help = CHECK_CODES)]
pub struct Check {
    /// Only these of the answers, as a commit hook names them
    pub files: Vec<PathBuf>,
    /// Only answers that differ from this commit, and those that are not committed
    #[arg(long, value_name = "REF")]
    pub changed_since: Option<String>,
    /// Grade again whenever an answer is saved, until it is interrupted
    #[arg(long, conflicts_with = "changed_since")]
    pub watch: bool,
    /// What to write, and where: human, json, jsonl, junit, sarif, github, summary or gitlab; `junit=report.xml` for a file; repeat it for further ones
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = target)]
    pub format: Vec<CheckTarget>,
    /// Exit with code 0 below the bar as well: only report
    #[arg(long)]
    pub exit_zero: bool,
    /// Exit with code 0 where there is nothing to grade
    #[arg(long)]
    pub allow_empty: bool,
    /// Fail when the baseline is out of date: better answers, gone answers, another model
    #[arg(long)]
    pub strict_baseline: bool,
    /// How to show how far it is
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub progress: Progress,
    #[command(flatten)]
    pub settings: SettingsArgs,
}

/// A report and where it goes; `None` for standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckTarget {
    pub format: CheckFormat,
    pub file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For reading
    Human,
    /// For programs; the schema is versioned
    Json,
    /// The same, a line for each answer
    Jsonl,
    /// For build servers
    Junit,
    /// For code scanning and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A page in Markdown
    Summary,
    /// For the code quality of GitLab
    Gitlab,
}

fn target(text: &str) -> Result<CheckTarget, String> {
    let (name, file) = match text.split_once('=') {
        Some((_, "")) => return Err("names no file behind `=`".into()),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    match CheckFormat::from_str(name, false) {
        Ok(format) => Ok(CheckTarget { format, file }),
        Err(_) => {
            let names = ["human", "json", "jsonl", "junit", "sarif", "github", "summary", "gitlab"];
            let near = gradus::text::nearest(name, names);
            Err(near.first().map_or_else(
                || format!("`{name}` is no format; there are {}", names.join(", ")),
                |near| format!("`{name}` is no format; did you mean `{near}`?"),
            ))
        }
    }
}

#[derive(Debug, Args)]
pub struct Init {
    /// Where to write `gradus.toml` [default: this folder]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Config {
    /// Print every setting that holds, with where it comes from
    Show(SettingsArgs),
}

#[derive(Debug, Subcommand)]
pub enum Baseline {
    /// Write down what the answers are worth now: later checks fail only for what is new or got worse
    Write(BaselineWrite),
}

#[derive(Debug, Args)]
pub struct BaselineWrite {
    /// Take answers below the bar that the baseline does not know; the first baseline takes all there are
    #[arg(long)]
    pub accept_new: bool,
    /// Take answers that got worse
    #[arg(long)]
    pub accept_worse: bool,
    /// How to show how far it is
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub progress: Progress,
    #[command(flatten)]
    pub settings: SettingsArgs,
}

#[derive(Debug, Subcommand)]
pub enum Cache {
    /// Say what is kept, and what the last run did with it
    Stats(CacheStats),
    /// Delete what is kept
    Clear(SettingsArgs),
}

#[derive(Debug, Args)]
pub struct CacheStats {
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    #[command(flatten)]
    pub settings: SettingsArgs,
}

#[derive(Debug, Subcommand)]
pub enum Generate {
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write a man page for each command
    Man {
        /// The folder to write them to, made where it is not there
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}
