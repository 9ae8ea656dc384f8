//! Why a run could not grade. Each message says what failed, on what, and what to do next.

use std::io;
use std::path::PathBuf;

use crate::bank::BankError;
use crate::calibrate::MarkedError;
use crate::embed::{EncodeError, ModelError};
use crate::eval::DataError;

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
