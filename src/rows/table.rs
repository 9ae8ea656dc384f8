//! Rows of CSV, with a header that names the columns.

use std::io::{self, Read};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use super::source::{Fields, LARGEST_ROW, Place};
use crate::rubric::{Code, Diagnostic};

/// Reads records.
pub(super) struct Table<R> {
    reader: Reader<Allowance<R>>,
    header: Vec<String>,
    record: ByteRecord,
    /// What has to be added to the lines that `csv` counts: with the line ends of Windows a record begins, to it, before the second half of the one above.
    line_offset: usize,
    ended: bool,
}

impl<R: Read> Table<R> {
    /// Reads the header. `windows` says whether lines end with a carriage return.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; a mistake within when there is no header.
    pub fn new(from: R, delimiter: u8, windows: bool, file: &str) -> io::Result<Result<Self, Diagnostic>> {
        let from = Allowance { from, left: LARGEST_ROW };
        let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(from);
        let header = match reader.byte_headers() {
            Ok(header) => header.iter().enumerate().map(|(i, name)| column_name(name, i)).collect(),
            Err(e) => return Ok(Err(fault(e, Place { file, line: 1 })?.0)),
        };
        Ok(Ok(Self {
            reader,
            header,
            record: ByteRecord::new(),
            line_offset: windows.into(),
            ended: false,
        }))
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row, or what is wrong with it; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn next(&mut self, file: &str) -> io::Result<Option<Fields>> {
        if self.ended {
            return Ok(None);
        }
        self.reader.get_mut().left = LARGEST_ROW;
        let line = self.reader.position().line() as usize + self.line_offset;
        match self.reader.read_byte_record(&mut self.record) {
            Ok(false) => Ok(None),
            Ok(true) => Ok(Some(self.fields(Place { file, line }))),
            Err(e) => {
                let (found, ended) = fault(e, Place { file, line })?;
                self.ended = ended;
                Ok(Some(Err(found)))
            }
        }
    }

    fn fields(&self, place: Place<'_>) -> Fields {
        let mut map = Map::new();
        for (name, cell) in self.header.iter().zip(&self.record) {
            let text = std::str::from_utf8(cell).map_err(|e| {
                let message = format!("is not UTF-8 at byte {} of the cell", e.valid_up_to());
                place.fault(Code::Unreadable, name, message).with_help("save the file as UTF-8")
            })?;
            map.insert(name.clone(), Value::String(text.to_owned()));
        }
        Ok((place.line, map))
    }
}

/// The name of the column at `index`. Spreadsheets leave columns without one, often several: they get one of their own, so that they can be kept apart.
fn column_name(name: &[u8], index: usize) -> String {
    match String::from_utf8_lossy(name).trim() {
        "" => format!("column {}", index + 1),
        name => name.to_owned(),
    }
}

/// What is wrong with a record, and whether nothing can be read after it.
fn fault(error: csv::Error, place: Place<'_>) -> io::Result<(Diagnostic, bool)> {
    match error.into_kind() {
        ErrorKind::Io(e) if e.get_ref().is_some_and(|inner| inner.is::<TooLarge>()) => Ok((place.too_large(), true)),
        ErrorKind::Io(e) => Err(e),
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let found = place.fault(Code::Syntax, "", format!("has {len} cells under {expected_len} columns"));
            Ok((found.with_help("put cells that hold a comma, a quote or a line end in double quotes"), false))
        }
        other => Ok((place.fault(Code::Syntax, "", format!("is not CSV: {other:?}")), true)),
    }
}

/// A reader that gives out so many bytes for a record, so that a quote that is never closed does not read a whole file into memory.
struct Allowance<R> {
    from: R,
    left: usize,
}

/// That a record is larger than any row.
#[derive(Debug, thiserror::Error)]
#[error("the record is too large")]
struct TooLarge;

impl<R: Read> Read for Allowance<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(TooLarge));
        }
        let most = buffer.len().min(self.left);
        let read = self.from.read(&mut buffer[..most])?;
        self.left -= read;
        Ok(read)
    }
}
