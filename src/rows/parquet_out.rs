//! Parquet out: columns of one type each, in row groups of bounded size.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::writer::{in_order, refused};
use super::{Cell, WriteRows};

/// Most rows of a row group.
const GROUP_ROWS: usize = 65_536;
/// Bytes of values after which a row group is written.
const GROUP_BYTES: usize = 16 << 20;

/// What a column holds. Every column may hold nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Texts; takes every cell as its text.
    Text,
    /// Numbers of 64 bits; takes whole numbers too.
    Double,
    /// Truth values.
    Bool,
    /// Whole numbers of 64 bits.
    Int64,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: ColumnType,
}

/// Writes a table under a fixed header, compressed with Snappy, which every reader has.
pub struct ParquetWriter<W: Write + Send> {
    to: SerializedFileWriter<BufWriter<W>>,
    header: Vec<String>,
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a table of `columns`, whose names differ, in `to`, which is buffered here.
    ///
    /// # Errors
    ///
    /// When it cannot be written; `InvalidInput` when there is no column, or two share a name.
    pub fn new(to: W, columns: &[Column]) -> io::Result<Self> {
        let header: Vec<String> = columns.iter().map(|c| c.name.clone()).collect();
        if let Some(twice) = header.iter().enumerate().find_map(|(i, h)| header[..i].contains(h).then_some(h)) {
            return Err(refused(format!("`{twice}` is the name of two columns")));
        }
        if header.is_empty() {
            return Err(refused("a table needs a column".to_owned()));
        }
        let fields = columns.iter().map(|c| c.holds.field(&c.name)).collect::<Result<_, _>>().map_err(failed)?;
        let schema = Type::group_type_builder("rows").with_fields(fields).build().map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // The same bytes whichever release of the library writes the rest; nobody looks for texts by their range.
            .set_created_by("gradus".to_owned())
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_max_row_group_row_count(None)
            .build();
        let to = SerializedFileWriter::new(BufWriter::new(to), Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        Ok(Self {
            to,
            header,
            columns: columns.iter().map(|c| Values::of(c.holds)).collect(),
            rows: 0,
            bytes: 0,
        })
    }

    fn group(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.to.next_row_group().map_err(failed)?;
        for values in &mut self.columns {
            let mut column = group
                .next_column()
                .map_err(failed)?
                .ok_or_else(|| refused("the table has too few columns".to_owned()))?;
            values.write(column.untyped()).map_err(failed)?;
            column.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> WriteRows for ParquetWriter<W> {
    fn write(&mut self, row: &[(&str, Cell<'_>)]) -> io::Result<()> {
        let cells = in_order(&self.header, row)?;
        // Looked at first, so that a row that is refused leaves nothing in some of the columns.
        let unfit = self.columns.iter().zip(&cells).position(|(values, cell)| cell.is_some_and(|c| !values.take(c)));
        if let Some(at) = unfit {
            return Err(refused(format!("column `{}` does not take {:?}", self.header[at], cells[at])));
        }
        for (values, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += values.push(cell.unwrap_or(&Cell::Null));
        }
        self.rows += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.group()
        } else {
            Ok(())
        }
    }

    fn finish(mut self) -> io::Result<()> {
        self.group()?;
        self.to.finish().map_err(failed)?;
        self.to.inner_mut().flush()
    }
}

impl ColumnType {
    fn field(self, name: &str) -> Result<Arc<Type>, ParquetError> {
        let physical = match self {
            Self::Text => Physical::BYTE_ARRAY,
            Self::Double => Physical::DOUBLE,
            Self::Bool => Physical::BOOLEAN,
            Self::Int64 => Physical::INT64,
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        let builder = match self {
            Self::Text => builder.with_logical_type(Some(LogicalType::String)).with_converted_type(ConvertedType::UTF8),
            _ => builder,
        };
        builder.build().map(Arc::new)
    }
}

/// The values of a column that wait to be written, without those that are nothing, and which are (level 1).
enum Values {
    Text(Vec<ByteArray>, Vec<i16>),
    Double(Vec<f64>, Vec<i16>),
    Bool(Vec<bool>, Vec<i16>),
    Int64(Vec<i64>, Vec<i16>),
}

impl Values {
    fn of(holds: ColumnType) -> Self {
        match holds {
            ColumnType::Text => Self::Text(Vec::new(), Vec::new()),
            ColumnType::Double => Self::Double(Vec::new(), Vec::new()),
            ColumnType::Bool => Self::Bool(Vec::new(), Vec::new()),
            ColumnType::Int64 => Self::Int64(Vec::new(), Vec::new()),
        }
    }

    /// Whether the column takes the cell.
    fn take(&self, cell: &Cell<'_>) -> bool {
        match (self, cell) {
            (Self::Text(..), _) | (_, Cell::Null) => true,
            (Self::Double(..), cell) => matches!(cell, Cell::Number(_) | Cell::Int(_)),
            (Self::Bool(..), cell) => matches!(cell, Cell::Bool(_)),
            (Self::Int64(..), cell) => matches!(cell, Cell::Int(_)),
        }
    }

    /// Adds a cell that the column takes, and says how many bytes it holds.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        match self {
            Self::Text(values, levels) => {
                let text = cell.to_text();
                let size = text.as_ref().map_or(0, |t| t.len());
                added(values, levels, text.map(|t| ByteArray::from(t.into_owned().into_bytes()))) + size
            }
            Self::Double(values, levels) => {
                let number = match cell {
                    Cell::Number(n) if n.is_finite() => Some(*n),
                    Cell::Int(n) => Some(*n as f64),
                    _ => None,
                };
                added(values, levels, number)
            }
            Self::Bool(values, levels) => added(values, levels, if let Cell::Bool(b) = cell { Some(*b) } else { None }),
            Self::Int64(values, levels) => added(values, levels, if let Cell::Int(n) = cell { Some(*n) } else { None }),
        }
    }

    /// Writes and forgets the values.
    fn write(&mut self, to: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        match (self, to) {
            (Self::Text(values, levels), ColumnWriter::ByteArrayColumnWriter(to)) => {
                to.write_batch(values, Some(levels), None)?;
                values.clear();
                levels.clear();
            }
            (Self::Double(values, levels), ColumnWriter::DoubleColumnWriter(to)) => {
                to.write_batch(values, Some(levels), None)?;
                values.clear();
                levels.clear();
            }
            (Self::Bool(values, levels), ColumnWriter::BoolColumnWriter(to)) => {
                to.write_batch(values, Some(levels), None)?;
                values.clear();
                levels.clear();
            }
            (Self::Int64(values, levels), ColumnWriter::Int64ColumnWriter(to)) => {
                to.write_batch(values, Some(levels), None)?;
                values.clear();
                levels.clear();
            }
            _ => return Err(ParquetError::General("the columns are not those of the schema".to_owned())),
        }
        Ok(())
    }
}

/// Adds a value, or nothing, and says how many bytes that takes here, but for what it points to.
fn added<T>(values: &mut Vec<T>, levels: &mut Vec<i16>, value: Option<T>) -> usize {
    levels.push(value.is_some().into());
    values.extend(value);
    size_of::<T>() + size_of::<i16>()
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
