//! What every reader of rows says: where a row stands, what is wrong with it, and why a file holds none.

use std::io;

use serde_json::{Map, Value};

use crate::rubric::{Code, Diagnostic};

/// Largest row that is read, in bytes: a question, its references and a book for an answer.
pub const LARGEST_ROW: usize = 16 << 20;

/// The line of a row with its fields by name in the order of the file, or what is wrong with it.
pub type Fields = Result<(usize, Map<String, Value>), Diagnostic>;

/// Where a row begins.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The file, as it was named.
    pub file: &'a str,
    /// The line, from 1; in Parquet, which has no lines, the row, from 1.
    pub line: usize,
}

impl Place<'_> {
    /// A mistake here; `field` may be empty.
    pub fn fault(self, code: Code, field: &str, message: impl Into<String>) -> Diagnostic {
        let mut found = Diagnostic::of_file(code, self.file, message);
        (found.line, found.column, found.field) = (self.line, 1, field.to_owned());
        found
    }

    /// That the row here is larger than any row.
    pub fn too_large(self) -> Diagnostic {
        let help = "close every quote, and write one row on each line";
        self.fault(Code::Unreadable, "", format!("is larger than {LARGEST_ROW} bytes")).with_help(help)
    }
}

/// Why a file holds no rows.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The file cannot be opened or read.
    #[error("cannot read the data `{file}`: {source}; name files of CSV, TSV, JSONL, JSON or Parquet, or `-` for standard input")]
    Unreadable {
        /// The file, as it was named.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file is of another kind, or a column is missing.
    #[error("{0}")]
    Header(Box<Diagnostic>),
    /// A row is none, where every row is needed.
    #[error("{0}")]
    Row(Box<Diagnostic>),
    /// Nothing in the data could be graded.
    #[error("no row could be graded{}", first(.0))]
    Nothing(Vec<Diagnostic>),
}

/// The first few mistakes, each on a line of its own.
fn first(found: &[Diagnostic]) -> String {
    found.iter().take(5).map(|f| format!("\n{f}")).collect()
}
