//! What was typed after `gradus bank`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use gradus::bank::{Difficulty, Kind};

use super::args::{Format, List, Search, Show, by_name};

#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// Start a question: both of its files, with guidance, to fill in
    New(New),
    /// List the questions
    List(List),
    /// Show a question, and with --answer its key
    Show(Show),
    /// Find questions by words
    Search(Search),
    /// Count what the bank holds
    Stats(Stats),
    /// Make a bank of questions that stand in Markdown, text, CSV or JSONL
    Import(Import),
    /// Write the files of a bank in their one layout, comments kept
    Fmt(Fmt),
}

#[derive(Debug, Args)]
pub struct New {
    /// The question, as it is asked
    pub question: String,
    /// Its id, which names both files [default: made of the question]
    #[arg(long)]
    pub id: Option<String>,
    /// What it asks for
    #[arg(long, default_value = "technical", value_parser = by_name(&Kind::ALL, Kind::name))]
    pub kind: Kind,
    /// How hard it is
    #[arg(long, default_value = "medium", value_parser = by_name(&Difficulty::ALL, Difficulty::name))]
    pub difficulty: Difficulty,
    /// A topic; repeat it for further ones
    #[arg(long)]
    pub tag: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Import {
    /// Files with questions, folders of them, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder of the bank to write; it is made where it is not there
    #[arg(short, long, value_name = "DIR", required_unless_present_any = ["dry_run", "csv", "jsonl"])]
    pub output: Option<PathBuf>,
    /// Replace questions and files that are there already
    #[arg(long)]
    pub force: bool,
    /// Write nothing; say what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// Write questions, answers and signals as CSV to this file
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Write questions, answers and signals as JSONL to this file
    #[arg(long, value_name = "FILE")]
    pub jsonl: Option<PathBuf>,
    /// How to print the report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Stats {
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Fmt {
    /// Write nothing; exit with code 1 when a file is not in its layout
    #[arg(long)]
    pub check: bool,
}
