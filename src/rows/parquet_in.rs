//! Rows of Parquet, a few pages at a time.

use std::fs::File;
use std::io;

use parquet::basic::Compression;
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Row;
use parquet::record::reader::RowIter;
use serde_json::{Map, Value};

use super::guard::guarded;
use super::parquet_file::Bounded;
use super::parquet_schema::harm;
use super::parquet_value::Kind;
use super::source::{Fields, LARGEST_ROW, Place};

/// Bytes of values that are buffered of all columns together.
const BUFFER: i64 = 8 << 20;
/// Most rows that are buffered.
const MOST_BUFFERED: i64 = 1024;

/// Reads the rows of all row groups.
pub(super) struct Groups {
    header: Vec<String>,
    kinds: Vec<Kind>,
    /// `None` after the end, or after a mistake: the columns are no longer side by side then.
    rows: Option<RowIter<'static>>,
    row: usize,
}

impl Groups {
    /// Reads what the end of the file says of it.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or has no columns.
    pub fn new(from: File) -> io::Result<Self> {
        let from = Bounded::new(from)?;
        if let Some(why) = harm(&from.metadata()?) {
            return Err(broken(why));
        }
        let reader = sound(|| SerializedFileReader::new(from))?;
        let (header, kinds): (Vec<String>, Vec<Kind>) = sound(|| {
            let schema = reader.metadata().file_metadata().schema();
            Ok(schema.get_fields().iter().map(|f| (f.name().to_owned(), Kind::of(f))).unzip())
        })?;
        if header.is_empty() {
            return Err(broken("it has no columns"));
        }
        let metadata = reader.metadata();
        let codec = metadata.row_groups().iter().flat_map(|g| g.columns()).find_map(|c| unknown(c.compression()));
        if let Some(codec) = codec {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                format!("it is compressed with {codec}: write it with Snappy or Zstandard"),
            ));
        }
        let batch = batch(metadata);
        let rows = sound(|| Ok(RowIter::from_file_into(Box::new(reader)).with_batch_size(batch)))?;
        Ok(Self {
            header,
            kinds,
            rows: Some(rows),
            row: 0,
        })
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row, or what is wrong with it; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read on.
    pub fn next(&mut self, file: &str) -> io::Result<Option<Fields>> {
        let Some(rows) = &mut self.rows else { return Ok(None) };
        let kinds = &self.kinds;
        let read = sound(|| rows.next().transpose()).and_then(|row| match row {
            None => Ok(None),
            Some(row) => sound(|| Ok(fields(row, kinds))).map(Some),
        });
        self.row += 1;
        let place = Place { file, line: self.row };
        match read {
            Ok(Some((size, _))) if size > LARGEST_ROW => Ok(Some(Err(place.too_large()))),
            Ok(Some((_, map))) => Ok(Some(Ok((self.row, map)))),
            Ok(None) => {
                self.rows = None;
                Ok(None)
            }
            Err(e) => {
                self.rows = None;
                Err(io::Error::other(format!("row {}: {e}", self.row)))
            }
        }
    }
}

/// The cells of a row by name, and how many bytes they hold.
fn fields(row: Row, kinds: &[Kind]) -> (usize, Map<String, Value>) {
    let mut map = Map::new();
    let mut size = 0;
    for ((name, field), kind) in row.into_columns().into_iter().zip(kinds) {
        let value = kind.value(field, &mut size);
        map.insert(name, value);
    }
    (size, map)
}

/// How many rows to buffer, that they take no more than `BUFFER` on average: rows may hold books.
fn batch(metadata: &ParquetMetaData) -> usize {
    let average = |group: &RowGroupMetaData| group.total_byte_size() / group.num_rows().max(1);
    let largest = metadata.row_groups().iter().map(average).max().unwrap_or(0).max(1);
    usize::try_from((BUFFER / largest).clamp(2, MOST_BUFFERED)).unwrap_or(2)
}

/// The name of a codec that hardly anything writes, and that is left out here.
fn unknown(codec: Compression) -> Option<&'static str> {
    match codec {
        Compression::BROTLI(_) => Some("Brotli"),
        Compression::LZO => Some("LZO"),
        _ => None,
    }
}

/// What the library read, with its panics as errors.
fn sound<T>(read: impl FnOnce() -> parquet::errors::Result<T>) -> io::Result<T> {
    match guarded(read) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(e)) => Err(broken(&e.to_string())),
        Err(panic) => Err(broken(&panic)),
    }
}

fn broken(why: &str) -> io::Error {
    const MOST: usize = 200;
    let why = why.strip_prefix("Parquet error: ").unwrap_or(why);
    let mut short: String = why.chars().take(MOST).collect();
    if short.len() < why.len() {
        short.push('…');
    }
    io::Error::new(io::ErrorKind::InvalidData, format!("it is broken or no Parquet ({short})"))
}
