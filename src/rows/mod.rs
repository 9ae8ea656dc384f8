//! Rows of spreadsheets and data files: read one at a time with all their columns in order, and written.
//!
//! [`Records`] reads, what does [`WriteRows`] writes; [`Roles`] says which column is what, and a [`Task`] is an answer with what it is graded by. What a grade is does not belong here.

mod array;
mod cell;
mod columns;
mod csv_out;
mod format;
mod guard;
mod guess;
mod jsonl;
mod names;
mod object;
mod parquet_file;
mod parquet_in;
mod parquet_out;
mod parquet_schema;
mod parquet_value;
mod records;
mod signals;
mod source;
mod table;
mod task;
mod writer;

#[cfg(test)]
mod formats_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod trips_tests;

pub use cell::Cell;
pub use columns::{Columns, Field};
pub use csv_out::CsvWriter;
pub use format::Format;
pub use guess::{Guess, Roles};
pub use parquet_out::{Column, ColumnType, ParquetWriter};
pub use records::Records;
pub use source::{DataError, Fields, LARGEST_ROW, Place};
pub use task::{By, Reader, Task};
pub use writer::WriteRows;
