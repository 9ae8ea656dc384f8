//! Files of rows, read one row at a time.

use std::io::Read;

use super::row::Row;
use crate::rows::{Columns, DataError, Field, Place, Records};
use crate::rubric::{Code, Diagnostic};
use crate::text::nearest;

/// The rows of a file.
pub struct Rows<R> {
    columns: Columns,
    records: Records<R>,
}

impl<R: Read> Rows<R> {
    /// The rows of `from`, which is called `file`; see [`Records::open`] for how the format is told.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or when it is a table and lacks a column.
    pub fn open(file: &str, from: R, columns: Columns) -> Result<Self, DataError> {
        let records = Records::open(file, from)?;
        if let Some(header) = records.header() {
            records
                .distinct()
                .and_then(|()| check(file, header, &columns))
                .map_err(|d| DataError::Header(Box::new(d)))?;
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
            Row::read(&fields, Place { file, line }, &self.columns, most)
        }))
    }
}

/// Whether the header has what every row needs.
fn check(file: &str, header: &[String], columns: &Columns) -> Result<(), Diagnostic> {
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
