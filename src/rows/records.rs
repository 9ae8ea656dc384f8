//! Records of any format: fields by name in the order of the file, whatever they mean.

use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read, Seek};

use super::array::Elements;
use super::format::Format;
use super::jsonl::Lines;
use super::parquet_in::Groups;
use super::source::{DataError, Fields, Place};
use super::table::Table;
use crate::rubric::{Code, Diagnostic};

/// Bytes from which the format is told where the name does not say it.
const HEAD: u64 = 4096;

/// What is read: the first bytes again, and then the rest.
type Whole<R> = BufReader<Chain<Cursor<Vec<u8>>, R>>;

/// How records are written.
enum Reader<R> {
    Lines(Lines<Whole<R>>),
    Elements(Elements<Whole<R>>),
    Table(Box<Table<Whole<R>>>),
    Groups(Box<Groups>),
}

/// The records of a file, read one at a time: a file of any length takes the memory of a few rows, and of Parquet of a few pages.
pub struct Records<R> {
    file: String,
    reader: Reader<R>,
}

impl<R: Read> Records<R> {
    /// The records of `from`, which is called `file`. Names that end in `.jsonl`, `.ndjson`, `.json`, `.csv`, `.tsv`, `.parquet` or `.pq` say the format; otherwise
    /// it is JSONL when the first thing is a brace, JSON when it is a list of objects, Parquet by its mark, and CSV when it is none of them.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or when it is CSV without a header.
    pub fn open(file: &str, from: R) -> Result<Self, DataError> {
        Self::open_as(file, from, None)
    }

    /// The same, in the format that somebody said. Parquet, which is read from its end, goes through a temporary file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or when it is CSV or Parquet without a header.
    pub fn open_as(file: &str, mut from: R, said: Option<Format>) -> Result<Self, DataError> {
        let (head, format) = head(file, &mut from, said)?;
        Self::build(file, head, from, format)
    }

    fn build(file: &str, head: Vec<u8>, from: R, format: Format) -> Result<Self, DataError> {
        let failed = |source| unreadable(file, source);
        let windows = head.split(|b| *b == b'\n').next().is_some_and(|line| line.ends_with(b"\r"));
        let mut from = BufReader::new(Cursor::new(head).chain(from));
        let table = |from, delimiter| {
            let table = Table::new(from, delimiter, windows, file).map_err(failed)?;
            table.map_err(|d| DataError::Header(Box::new(d))).map(|table| Reader::Table(Box::new(table)))
        };
        let reader = match format {
            Format::Jsonl => Reader::Lines(Lines::new(from)),
            Format::Json => Reader::Elements(Elements::new(from)),
            Format::Csv => table(from, b',')?,
            Format::Tsv => table(from, b'\t')?,
            Format::Parquet => {
                let mut kept = tempfile::tempfile().map_err(failed)?;
                io::copy(&mut from, &mut kept).map_err(failed)?;
                groups(file, kept)?
            }
        };
        Ok(Self { file: file.to_owned(), reader })
    }

    /// The file, as it was named.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The names of the columns; `None` where each record has names of its own.
    pub fn header(&self) -> Option<&[String]> {
        match &self.reader {
            Reader::Lines(_) | Reader::Elements(_) => None,
            Reader::Table(table) => Some(table.header()),
            Reader::Groups(groups) => Some(groups.header()),
        }
    }

    /// Whether every column has a name of its own, without which the cells of one would be lost.
    ///
    /// # Errors
    ///
    /// The first name that two columns share.
    pub fn distinct(&self) -> Result<(), Diagnostic> {
        let header = self.header().unwrap_or_default();
        match header.iter().enumerate().find_map(|(i, h)| header[..i].contains(h).then_some(h)) {
            None => Ok(()),
            Some(twice) => {
                let found = Place { file: &self.file, line: 1 }.fault(Code::Duplicate, twice, "is the name of two columns");
                Err(found.with_help("give each column a name of its own"))
            }
        }
    }

    /// The next record with its line, or what is wrong with it; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    #[expect(clippy::should_implement_trait, reason = "it may fail, and then there is no next one")]
    pub fn next(&mut self) -> Result<Option<Fields>, DataError> {
        let read = match &mut self.reader {
            Reader::Lines(lines) => lines.next(&self.file),
            Reader::Elements(elements) => elements.next(&self.file),
            Reader::Table(table) => table.next(&self.file),
            Reader::Groups(groups) => groups.next(&self.file),
        };
        read.map_err(|source| unreadable(&self.file, source))
    }
}

impl Records<Box<dyn Read>> {
    /// The records of a file on a disk, which for Parquet needs no copy; every other format is read through `watched`.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or when it is CSV or Parquet without a header.
    pub fn open_file(file: &str, mut from: File, said: Option<Format>, watched: impl FnOnce(File) -> Box<dyn Read>) -> Result<Self, DataError> {
        let (head, format) = head(file, &mut from, said)?;
        // A pipe has a name, but no beginning to go back to.
        if format == Format::Parquet && from.rewind().is_ok() {
            let reader = groups(file, from)?;
            return Ok(Self { file: file.to_owned(), reader });
        }
        Self::build(file, head, watched(from), format)
    }
}

/// The first bytes of a file without the mark that says it is UTF-8, and its format.
fn head(file: &str, from: impl Read, said: Option<Format>) -> Result<(Vec<u8>, Format), DataError> {
    let mut head = Vec::new();
    from.take(HEAD).read_to_end(&mut head).map_err(|source| unreadable(file, source))?;
    if head.starts_with(b"\xEF\xBB\xBF") {
        head.drain(..3);
    }
    let format = Format::told(file, &head, said).map_err(|d| DataError::Header(Box::new(d)))?;
    Ok((head, format))
}

fn groups<R>(file: &str, from: File) -> Result<Reader<R>, DataError> {
    let groups = Groups::new(from).map_err(|source| unreadable(file, source))?;
    Ok(Reader::Groups(Box::new(groups)))
}

fn unreadable(file: &str, source: io::Error) -> DataError {
    DataError::Unreadable { file: file.to_owned(), source }
}
