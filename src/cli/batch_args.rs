//! What was typed behind `gradus batch` and `gradus compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use gradus::grade::PASS_MARK;
use gradus::rows;

use super::args::{EngineArgs, Format, Progress, pair, points};

#[derive(Debug, Args)]
pub struct Batch {
    /// Files of CSV, TSV, JSONL, JSON or Parquet, folders of answers in Markdown, patterns such as `'answers/*.csv'`, `-` for standard input (see docs/batch.md)
    #[arg(required = true)]
    pub data: Vec<PathBuf>,
    /// What a field is called in the data, such as `answer=Response`; repeat it for further fields
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = pair)]
    pub map: Vec<(String, String)>,
    /// How the data are written: csv, tsv, jsonl, json or parquet [default: by the end of the name, else by the beginning of the data]
    #[arg(long, value_name = "FORMAT", value_parser = rows::Format::named)]
    pub input_format: Option<rows::Format>,
    /// Where to write the graded rows, as `.jsonl`, `.csv` or `.parquet`; repeat it for further files
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Where to write the class report, as `.html` or `.md`; repeat it for further files
    #[arg(long, value_name = "FILE")]
    pub report: Vec<PathBuf>,
    /// Write a row for each signal to tables, and not one for each answer
    #[arg(long)]
    pub per_signal: bool,
    /// Write texts that a spreadsheet would take for formulas as they are, and not with an apostrophe before them
    #[arg(long)]
    pub raw_cells: bool,
    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: BatchFormat,
    /// Points from which an answer passes
    #[arg(long, value_name = "POINTS", value_parser = points, default_value_t = PASS_MARK)]
    pub threshold: f64,
    /// Keep the measurements behind each grade in the graded rows
    #[arg(long)]
    pub explain: bool,
    /// Exit with code 0 even if rows could not be graded, as long as one could
    #[arg(long)]
    pub allow_errors: bool,
    /// Go on from where a run that was interrupted left off
    #[arg(long, conflicts_with = "restart")]
    pub resume: bool,
    /// Begin anew, and throw away what a run that was interrupted left
    #[arg(long)]
    pub restart: bool,
    /// Threads to grade on [default: one for each core]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// How to show how far it is
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub progress: Progress,
    #[command(flatten)]
    pub engine: EngineArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BatchFormat {
    /// What the batch shows, for reading
    Human,
    /// The same for programs; the schema is versioned
    Json,
    /// Every graded row as a line of JSON, as soon as it is graded
    Jsonl,
}

#[derive(Debug, Args)]
pub struct Compare {
    /// Graded rows of the first run, written by `gradus batch -o FILE.jsonl`
    pub before: PathBuf,
    /// Graded rows of the second run
    pub after: PathBuf,
    /// Points by which two scores must differ to count as a change
    #[arg(long, value_name = "POINTS", value_parser = change, default_value_t = gradus::compare::MINIMUM_CHANGE)]
    pub minimum_change: f64,
    /// Points from which an answer passes
    #[arg(long, value_name = "POINTS", value_parser = points, default_value_t = PASS_MARK)]
    pub threshold: f64,
    /// Exit with code 1 when an answer got worse
    #[arg(long)]
    pub fail_on_regression: bool,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

fn change(text: &str) -> Result<f64, String> {
    let change: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=100.0).contains(&change) {
        Ok(change)
    } else {
        Err("not between 0 and 100".into())
    }
}
