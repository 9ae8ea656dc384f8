//! Records of JSONL or CSV: fields by name, whatever they mean.

use std::io::{BufReader, Chain, Cursor, Read};

use super::jsonl::Lines;
use super::source::{DataError, Fields};
use super::table::Table;

/// Bytes from which the format is told where the name does not say it.
const HEAD: u64 = 4096;

/// How records are written.
enum Format<R> {
    Lines(Lines<R>),
    Table(Table<R>),
}

/// The records of a file, read one at a time.
pub(crate) struct Records<R> {
    file: String,
    format: Format<BufReader<Chain<Cursor<Vec<u8>>, R>>>,
}

impl<R: Read> Records<R> {
    /// The records of `from`, which is called `file`. Names that end in `.jsonl`, `.ndjson`, `.json`, `.csv` or `.tsv` say the format; otherwise it is JSONL when
    /// the first thing is a brace, and CSV when it is not.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or when it is CSV without a header.
    pub fn open(file: &str, mut from: R) -> Result<Self, DataError> {
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
                let table = Table::new(from, delimiter, windows, file).map_err(failed)?;
                Format::Table(table.map_err(|d| DataError::Header(Box::new(d)))?)
            }
        };
        Ok(Self { file: file.to_owned(), format })
    }

    /// The file, as it was named.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The names of the columns; `None` where each record has names of its own.
    pub fn header(&self) -> Option<&[String]> {
        match &self.format {
            Format::Lines(_) => None,
            Format::Table(table) => Some(table.header()),
        }
    }

    /// The next record with its line, or what is wrong with it; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn next(&mut self) -> Result<Option<Fields>, DataError> {
        let read = match &mut self.format {
            Format::Lines(lines) => lines.next(&self.file),
            Format::Table(table) => table.next(&self.file),
        };
        read.map_err(|source| DataError::Unreadable {
            file: self.file.clone(),
            source,
        })
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
