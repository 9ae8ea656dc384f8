//! JSONL out: one object on each line, its keys in the order they are given.

use std::io::{self, BufWriter, Write};

use serde_json::Number;

use super::{Cell, WriteRows};

/// Writes objects on lines. Rows may have different cells.
pub struct JsonlWriter<W: Write> {
    to: BufWriter<W>,
    /// The row at hand: written whole, so that a row that cannot be is not begun.
    line: Vec<u8>,
}

impl<W: Write> JsonlWriter<W> {
    /// Writes to `to`, which is buffered here.
    pub fn new(to: W) -> Self {
        Self {
            to: BufWriter::new(to),
            line: Vec::new(),
        }
    }
}

impl<W: Write> WriteRows for JsonlWriter<W> {
    fn write(&mut self, row: &[(&str, Cell<'_>)]) -> io::Result<()> {
        self.line.clear();
        for (i, (name, cell)) in row.iter().enumerate() {
            self.line.push(if i == 0 { b'{' } else { b',' });
            serde_json::to_writer(&mut self.line, name)?;
            self.line.push(b':');
            let line = &mut self.line;
            match cell {
                Cell::Null => serde_json::to_writer(line, &()),
                Cell::Bool(b) => serde_json::to_writer(line, b),
                Cell::Int(n) => serde_json::to_writer(line, n),
                Cell::Number(n) => serde_json::to_writer(line, &Number::from_f64(*n)),
                Cell::Text(text) => serde_json::to_writer(line, text),
                Cell::Json(value) => serde_json::to_writer(line, value),
            }?;
        }
        self.line.extend_from_slice(if row.is_empty() { b"{}\n" } else { b"}\n" });
        self.to.write_all(&self.line)
    }

    fn finish(mut self) -> io::Result<()> {
        self.to.flush()
    }
}
