//! Files of rows, read one row at a time.

use std::io::{self, Read};

use serde_json::{Map, Value};

use super::columns::{Columns, Field};
use super::records::Records;
use super::row::Row;
use crate::rubric::{Code, Diagnostic};
use crate::text::nearest;

/// Largest row that is read, in bytes: a question, its references and a book for an answer.
pub(super) const LARGEST_ROW: usize = 16 << 20;

/// The line of a row with its fields by name, or what is wrong with it.
pub(crate) type Fields = Result<(usize, Map<String, Value>), Diagnostic>;

/// Where a row begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The file, as it was named.
    pub file: &'a str,
    /// The line, from 1.
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

/// The rows of a file.
pub struct Rows<R> {
    columns: Columns,
    records: Records<R>,
}

/// Why a file holds no rows.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The file cannot be opened or read.
    #[error("cannot read the data `{file}`: {source}; name files of JSONL or CSV, or `-` for standard input")]
    Unreadable {
        /// The file, as it was named.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// A column is missing.
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

impl<R: Read> Rows<R> {
    /// The rows of `from`, which is called `file`. Names that end in `.jsonl`, `.ndjson`, `.json`, `.csv` or `.tsv` say the format; otherwise it is JSONL when
    /// the first thing is a brace, and CSV when it is not.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or when it is CSV and lacks a column.
    pub fn open(file: &str, from: R, columns: Columns) -> Result<Self, DataError> {
        let records = Records::open(file, from)?;
        if let Some(header) = records.header() {
            check(file, header, &columns).map_err(|d| DataError::Header(Box::new(d)))?;
        }
        Ok(Self { columns, records })
    }

    /// The file, as it was named.
    #[must_use]
    pub fn file(&self) -> &str {
        self.records.file()
    }

    /// The next row, or what is wrong with it; `None` at the end. `most` is the highest score there is, where scores are not from 0 to 1.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn next(&mut self, most: Option<f64>) -> Result<Option<Result<Row, Diagnostic>>, DataError> {
        let read = self.records.next()?;
        let file = self.records.file();
        Ok(read.map(|fields| {
            let (line, fields) = fields?;
            Row::read(fields, Place { file, line }, &self.columns, most)
        }))
    }
}

/// Whether the header has what every row needs.
fn check(file: &str, header: &[String], columns: &Columns) -> Result<(), Diagnostic> {
    if let Some(twice) = header.iter().enumerate().find_map(|(i, h)| header[..i].contains(h).then_some(h)) {
        return Err(Place { file, line: 1 }.fault(Code::Duplicate, twice, "is the name of two columns"));
    }
    let has = |field: Field| header.iter().any(|h| h == columns.name(field));
    let keys = [Field::Reference, Field::References, Field::Signals, Field::QuestionId];
    let missing = [Field::Question, Field::Answer, Field::Score].into_iter().find(|f| !has(*f));
    let Some(field) = missing.or_else(|| (!keys.into_iter().any(has)).then_some(Field::Reference)) else {
        return Ok(());
    };
    let name = columns.name(field);
    let near = nearest(name, header.iter().map(String::as_str));
    let other = near.first().copied().unwrap_or("COLUMN");
    let help = format!("name the column with `--map {}={other}`; the file has {}", field.name(), header.join(", "));
    Err(Place { file, line: 1 }
        .fault(Code::MissingField, name, "no column is called that")
        .with_help(help))
}
