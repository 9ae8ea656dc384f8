//! Files of rows, read one row at a time.

use std::io::{self, BufReader, Chain, Cursor, Read};

use serde_json::{Map, Value};

use super::columns::{Columns, Field};
use super::jsonl::Lines;
use super::row::Row;
use super::table::Table;
use crate::rubric::{Code, Diagnostic};
use crate::text::nearest;

/// Largest row that is read, in bytes: a question, its references and a book for an answer.
pub(super) const LARGEST_ROW: usize = 16 << 20;
/// Bytes from which the format is told where the name does not say it.
const HEAD: u64 = 4096;

/// The line of a row with its fields by name, or what is wrong with it.
pub(super) type Fields = Result<(usize, Map<String, Value>), Diagnostic>;

/// Where a row begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
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

/// How rows are written.
enum Format<R> {
    Lines(Lines<R>),
    Table(Table<R>),
}

/// The rows of a file.
pub struct Rows<R> {
    file: String,
    columns: Columns,
    format: Format<BufReader<Chain<Cursor<Vec<u8>>, R>>>,
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
    pub fn open(file: &str, mut from: R, columns: Columns) -> Result<Self, DataError> {
        let failed = |source| DataError::Unreadable { file: file.to_owned(), source };
        let mut head = Vec::new();
        (&mut from).take(HEAD).read_to_end(&mut head).map_err(failed)?;
        if head.starts_with(b"\xEF\xBB\xBF") {
            head.drain(..3);
        }
        let kind = kind(file, &head);
        let windows = head.split(|b| *b == b'\n').next().is_some_and(|line| line.ends_with(b"\r"));
        let from = BufReader::new(Cursor::new(head).chain(from));
        let format = match kind {
            Kind::Lines => Format::Lines(Lines::new(from)),
            Kind::Table(delimiter) => {
                let table = Table::new(from, delimiter, windows, file)
                    .map_err(failed)?
                    .map_err(|d| DataError::Header(Box::new(d)))?;
                check(file, table.header(), &columns).map_err(|d| DataError::Header(Box::new(d)))?;
                Format::Table(table)
            }
        };
        Ok(Self {
            file: file.to_owned(),
            columns,
            format,
        })
    }

    /// The file, as it was named.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The next row, or what is wrong with it; `None` at the end. `most` is the highest score there is, where scores are not from 0 to 1.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn next(&mut self, most: Option<f64>) -> Result<Option<Result<Row, Diagnostic>>, DataError> {
        let read = match &mut self.format {
            Format::Lines(lines) => lines.next(&self.file),
            Format::Table(table) => table.next(&self.file),
        };
        let read = read.map_err(|source| DataError::Unreadable {
            file: self.file.clone(),
            source,
        })?;
        Ok(read.map(|fields| {
            let (line, fields) = fields?;
            Row::read(fields, Place { file: &self.file, line }, &self.columns, most)
        }))
    }
}

/// A format, before anything is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lines,
    Table(u8),
}

fn kind(file: &str, head: &[u8]) -> Kind {
    let extension = file.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    match extension.as_str() {
        "jsonl" | "ndjson" | "json" => Kind::Lines,
        "csv" => Kind::Table(b','),
        "tsv" => Kind::Table(b'\t'),
        _ if head.trim_ascii_start().first().is_none_or(|b| *b == b'{') => Kind::Lines,
        _ => Kind::Table(b','),
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
