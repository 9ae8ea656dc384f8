//! What was typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use gradus::audit::{ATTACKS, Attack, SEED};
use gradus::bank::{Difficulty, Kind};
use gradus::grade::PASS_MARK;

use super::bank_args::BankCommand;
use super::batch_args;
use super::check_args;
use super::rubric_args;

const AFTER_HELP: &str = "\
Exit codes:
  0  done; the answer reached --threshold where one was given
  1  the answer is below --threshold, a check is below its bars, a batch got worse, a rubric missed a bar of its audit or has findings, or a file is not in its layout
  2  could not grade: usage, file, settings, bank or model; or some rows of a batch or an evaluation, or some answers of a check
  4  a check found nothing to grade";

/// Grades a written answer against a reference answer and a rubric of signals, offline.
#[derive(Debug, Parser)]
#[command(name = "gradus", version, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Folder with `content/` and `rubrics/` to use instead of the built-in bank
    #[arg(long, global = true, value_name = "DIR")]
    pub bank: Option<PathBuf>,
    /// When to colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Columns to wrap at [default: the terminal's width, at most 120]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Grade an answer to a question
    Grade(Grade),
    /// Grade spreadsheets, logs and folders of answers, and say what they show
    Batch(batch_args::Batch),
    /// Compare two batches of the same answers
    Compare(batch_args::Compare),
    /// Check the answers of a repository: fail when one falls below the bar, and say where and why
    Check(check_args::Check),
    /// Write a first gradus.toml with every setting and what it is for
    Init(check_args::Init),
    /// Say which settings hold
    #[command(subcommand)]
    Config(check_args::Config),
    /// Keep what answers are worth, so that checks fail only for what is new or got worse
    #[command(subcommand)]
    Baseline(check_args::Baseline),
    /// Look after the grades that checks keep
    #[command(subcommand)]
    Cache(check_args::Cache),
    /// Compare scores with those that people gave
    Eval(Eval),
    /// Fit what turns measurements into probabilities and points on answers that people scored or marked
    Calibrate(Calibrate),
    /// List the questions
    List(List),
    /// Show a question, and with --answer its key
    Show(Show),
    /// Find questions by words
    Search(Search),
    /// Write and examine questions
    #[command(subcommand)]
    Bank(BankCommand),
    /// Examine rubrics
    #[command(subcommand)]
    Rubric(Rubric),
    /// Make shell completions and man pages
    #[command(subcommand)]
    Generate(check_args::Generate),
}

/// What answers are graded with.
#[derive(Debug, Args)]
pub struct EngineArgs {
    /// Folder of a sentence-embedding model, or `none` to grade by keywords alone [default: the built-in model]
    #[arg(long, value_name = "DIR|none")]
    pub model: Option<PathBuf>,
    /// How words become vectors: each where it stands, or each by itself, which is faster and sees less
    #[arg(long, value_name = "ENGINE", default_value = "full", conflicts_with = "model")]
    pub engine: EngineKind,
    /// File with a calibration made by `gradus calibrate` [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    pub calibration: Option<PathBuf>,
}

/// How words become vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EngineKind {
    /// The built-in model reads each sentence whole
    Full,
    /// A table made of the model, a vector for each token
    Static,
}

#[derive(Debug, Args)]
pub struct Grade {
    /// Id of the question (see `gradus list`); left out with --reference
    #[arg(required_unless_present = "reference")]
    pub question: Option<String>,
    /// File with the answer, `-` for standard input
    #[arg(required_unless_present_any = ["text", "reference"], conflicts_with = "text")]
    pub file: Option<PathBuf>,
    /// File with a reference answer to grade by, instead of a question of the bank; repeat it where there are several
    #[arg(long, value_name = "FILE")]
    pub reference: Vec<PathBuf>,
    /// The question that the reference answers
    #[arg(long, value_name = "QUESTION", requires = "reference")]
    pub question_text: Option<String>,
    /// The answer itself
    #[arg(long, value_name = "ANSWER")]
    pub text: Option<String>,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Print nothing but the score
    #[arg(long, conflicts_with_all = ["format", "explain"])]
    pub score_only: bool,
    /// Print the numbers behind the score as well
    #[arg(long)]
    pub explain: bool,
    /// Exit with code 1 when the score is below this
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub threshold: Option<f64>,
    #[command(flatten)]
    pub engine: EngineArgs,
}

#[derive(Debug, Args)]
pub struct Eval {
    /// Files of JSONL or CSV, `-` for standard input: rows with question, reference or references, answer, score (see docs/eval.md)
    #[arg(required = true)]
    pub data: Vec<PathBuf>,
    /// What a field is called in the data, such as `answer=Response`; repeat it for further fields
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = pair)]
    pub map: Vec<(String, String)>,
    /// The highest score there is, where scores are not from 0 to 1
    #[arg(long, value_name = "SCORE", value_parser = highest)]
    pub max_score: Option<f64>,
    /// Points from which an answer passes
    #[arg(long, value_name = "POINTS", value_parser = points, default_value_t = PASS_MARK)]
    pub threshold: f64,
    /// Levels that scores are taken to for kappa
    #[arg(long, value_name = "LEVELS", value_parser = clap::value_parser!(u16).range(2..=1001), default_value_t = 5)]
    pub kappa_levels: u16,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: EvalFormat,
    /// Exit with code 0 even if rows could not be graded, as long as one could
    #[arg(long)]
    pub allow_errors: bool,
    /// How to show how far it is
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub progress: Progress,
    #[command(flatten)]
    pub engine: EngineArgs,
}

#[derive(Debug, Args)]
pub struct Calibrate {
    /// Scored answers in JSONL or CSV (see docs/eval.md), and marked answers in TOML (see docs/authoring.md)
    #[arg(required = true)]
    pub data: Vec<PathBuf>,
    /// Where to write the calibration
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// A data set to measure on and never to fit on; repeat it for further ones
    #[arg(long, value_name = "DATASET")]
    pub held_out: Vec<String>,
    /// What a field is called in the data, such as `answer=Response`; repeat it for further fields
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = pair)]
    pub map: Vec<(String, String)>,
    /// The highest score there is, where scores are not from 0 to 1
    #[arg(long, value_name = "SCORE", value_parser = highest)]
    pub max_score: Option<f64>,
    /// The date to record, so that the same data give the same file
    #[arg(long, value_name = "YYYY-MM-DD", default_value = "undated")]
    pub date: String,
    /// How to show how far it is
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub progress: Progress,
    #[command(flatten)]
    pub engine: EngineArgs,
}

#[derive(Debug, Args)]
pub struct List {
    /// Only questions of this kind
    #[arg(long, value_parser = by_name(&Kind::ALL, Kind::name))]
    pub kind: Option<Kind>,
    /// Only questions of this difficulty
    #[arg(long, value_parser = by_name(&Difficulty::ALL, Difficulty::name))]
    pub difficulty: Option<Difficulty>,
    /// Only questions with this tag
    #[arg(long)]
    pub tag: Option<String>,
    /// What to put together: the topic is the first tag
    #[arg(long, value_name = "WHAT", default_value = "topic")]
    pub by: Group,
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Page,
}

/// What questions are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Group {
    Topic,
    Kind,
    Difficulty,
}

#[derive(Debug, Args)]
pub struct Show {
    /// Id of the question
    pub question: String,
    /// Show the reference answers and the signals as well
    #[arg(long)]
    pub answer: bool,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Search {
    /// Words that a question must all have
    #[arg(required = true)]
    pub words: Vec<String>,
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

#[derive(Debug, Subcommand)]
pub enum Rubric {
    /// Attack rubrics with answers that should not pass, and with changes that should not matter
    Audit(Audit),
    /// Say what is wrong with rubrics: what nothing reaches, adds nothing, or cannot pass
    Lint(rubric_args::Lint),
    /// Hold a rubric against answers that its author marked: what it misses, what misleads it, which words it lacks
    Calibrate(rubric_args::Calibrate),
}

#[derive(Debug, Args)]
pub struct Audit {
    /// Ids of the questions [default: all of the bank]
    #[arg(value_name = "ID")]
    pub questions: Vec<String>,
    /// Run only these, as `A3,A5` [default: all; docs/audit.md lists them]
    #[arg(long, value_name = "ATTACKS", value_delimiter = ',', hide_possible_values = true, ignore_case = true, value_parser = by_name(ATTACKS, |a: Attack| a.id))]
    pub attack: Vec<Attack>,
    /// The pass mark that attacks must stay below
    #[arg(long, value_name = "POINTS", default_value_t = PASS_MARK, value_parser = points)]
    pub threshold: f64,
    /// What all chance is made of; the same number makes the same answers
    #[arg(long, value_name = "NUMBER", default_value_t = SEED)]
    pub seed: u64,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Page,
    /// Show the texts of failures whole
    #[arg(long)]
    pub verbose: bool,
    #[command(flatten)]
    pub engine: EngineArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Page {
    /// For reading
    Human,
    /// For programs; the schema is versioned
    Json,
    /// For pages
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Human,
    /// For programs; the schema is versioned
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// For reading
    Human,
    /// For programs; the schema is versioned
    Json,
    /// For pages
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Progress {
    /// A bar on a terminal, elsewhere a counter
    Auto,
    /// A bar
    Bar,
    /// A line from time to time
    Counter,
    /// Nothing
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the terminal takes it
    Auto,
    Always,
    Never,
}

pub fn points(text: &str) -> Result<f64, String> {
    let points: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if !(0.0..=100.0).contains(&points) {
        return Err("not between 0 and 100".into());
    }
    if points == 0.0 {
        return Err("every answer reaches 0, so that the check could never fail; leave --threshold out to report only".into());
    }
    Ok(points)
}

pub fn highest(text: &str) -> Result<f64, String> {
    let score: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if score.is_finite() && score > 0.0 {
        Ok(score)
    } else {
        Err("not above 0".into())
    }
}

pub fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !column.is_empty() => Ok((field.to_owned(), column.to_owned())),
        _ => Err("not of the form FIELD=COLUMN".into()),
    }
}

pub fn by_name<T: Copy + Send + Sync + 'static>(all: &'static [T], name: fn(T) -> &'static str) -> impl clap::builder::TypedValueParser<Value = T> {
    use clap::builder::TypedValueParser as _;
    let names: Vec<&'static str> = all.iter().map(|v| name(*v)).collect();
    clap::builder::PossibleValuesParser::new(names).map(move |text| {
        let found = all.iter().copied().find(|v| name(*v).eq_ignore_ascii_case(&text));
        found.expect("clap lets only the listed names through")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
