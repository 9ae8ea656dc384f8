//! Why a run could not grade. Each message says what failed, on what, and what to do next.

use std::io;
use std::path::PathBuf;

use crate::bank::BankError;
use crate::calibrate::MarkedError;
use crate::check::ChangedError;
use crate::check::baseline::BaselineError;
use crate::embed::{EncodeError, ModelError};
use crate::rows::DataError;
use crate::rubric::Diagnostics;

/// Anything that ends a run with exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file that should hold an answer could not be read.
    #[error("cannot read the answer `{path}`: {source}; name a file, `-` for standard input, or give the text with `--text`")]
    Answer {
        /// The file, as it was named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An answer is larger than any answer.
    #[error("the answer `{path}` is larger than {limit} bytes; split it into one file per answer")]
    AnswerTooLarge {
        /// The file, as it was named.
        path: PathBuf,
        /// The largest that is read.
        limit: u64,
    },
    /// A reference answer says nothing.
    #[error("the reference answer `{path}` is blank; name a file with an answer that would earn full marks")]
    BlankReference {
        /// The file, as it was named.
        path: PathBuf,
    },
    /// Arguments that do not go together.
    #[error("{0}; `gradus help` shows how")]
    Usage(String),
    /// No question has this id.
    #[error("no question has the id `{id}`; {hint}")]
    UnknownQuestion {
        /// The id that was asked for.
        id: String,
        /// The nearest ids, or where to find them.
        hint: String,
    },
    /// The bank could not be read.
    #[error(transparent)]
    Bank(#[from] BankError),
    /// Marked answers could not be used.
    #[error("`{path}`: {problem}")]
    Marked {
        /// The file, as it was named.
        path: PathBuf,
        /// What is wrong with it, and where.
        problem: Box<MarkedError>,
    },
    /// The file given as a calibration is none.
    #[error("`{path}` is no calibration: {problem}; make one with `gradus calibrate`")]
    Calibration {
        /// The file, as it was named.
        path: PathBuf,
        /// What is wrong with it, and where.
        problem: String,
    },
    /// The model could not be read.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The model could not process a text.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The data of an evaluation could not be read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// A question bank that is to be imported could not be read.
    #[error("cannot read `{path}`: {source}; name files or folders with questions in Markdown, text, CSV or JSONL")]
    Source {
        /// The file or folder, as it was named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nothing of what was to be imported could be.
    #[error("nothing was imported: {why}")]
    NothingImported {
        /// Why, and what to do.
        why: &'static str,
    },
    /// A file that would be made is there.
    #[error("`{path}` is there already; nothing was written: {mend}")]
    Exists {
        /// The file.
        path: PathBuf,
        /// What to do.
        mend: &'static str,
    },
    /// None of the rows of a batch could be graded.
    #[error("{}", nothing(*.rows))]
    NothingGraded {
        /// How many there are.
        rows: usize,
    },
    /// A run that broke off left rows behind.
    #[error("an earlier run left graded rows in `{path}`; go on from them with `--resume`, or begin anew with `--restart`")]
    Interrupted {
        /// The file with the rows.
        path: PathBuf,
    },
    /// The rows that a run left behind are not those of this one.
    #[error("the rows in `{path}` were graded from other data, with other options or by another gradus; begin anew with `--restart`")]
    OtherRun {
        /// The file with the rows.
        path: PathBuf,
    },
    /// A graded row could not be kept.
    #[error("cannot write `{path}`: {source}; the rows before are kept there: go on with `--resume` when that is mended")]
    Unkept {
        /// The file with the rows.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The settings of a check hold mistakes.
    #[error("{0}")]
    Settings(#[from] Diagnostics),
    /// A baseline could not be used.
    #[error(transparent)]
    BaselineFile(#[from] BaselineError),
    /// What was asked for cannot be done as things stand.
    #[error("{0}")]
    Refused(String),
    /// Git could not tell what changed.
    #[error(transparent)]
    Changed(#[from] ChangedError),
    /// A file that checks go by could not be made, or a cache not be looked after.
    #[error(transparent)]
    Check(Box<dyn std::error::Error + Send + Sync>),
    /// A file could not be written.
    #[error("cannot write `{path}`: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Output(#[source] io::Error),
}

/// What to say where nothing was graded.
fn nothing(rows: usize) -> String {
    match rows {
        0 => "there are no rows to grade; `--allow-errors` lets that pass".to_owned(),
        1 => "the only row could not be graded; its `error` says why, with `--format jsonl`".to_owned(),
        rows => format!("none of the {rows} rows could be graded; their `error` says why, with `--format jsonl`"),
    }
}
