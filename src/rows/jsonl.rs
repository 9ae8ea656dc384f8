//! Rows of JSONL: one JSON object on each line.

use std::io::{self, BufRead, Read};

use super::object::{Manner, object};
use super::source::{Fields, LARGEST_ROW, Place};

/// How objects stand here.
const MANNER: Manner = Manner {
    unit: "line",
    help: "write one object `{…}` on each line",
};

/// Reads objects from lines.
pub(super) struct Lines<R> {
    from: R,
    line: usize,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub fn new(from: R) -> Self {
        Self {
            from,
            line: 0,
            buffer: Vec::new(),
        }
    }

    /// The next row, or what is wrong with it; `None` at the end. Blank lines are passed over.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn next(&mut self, file: &str) -> io::Result<Option<Fields>> {
        loop {
            self.line += 1;
            let place = Place { file, line: self.line };
            self.buffer.clear();
            let most = LARGEST_ROW as u64 + 1;
            if (&mut self.from).take(most).read_until(b'\n', &mut self.buffer)? == 0 {
                return Ok(None);
            }
            if self.buffer.len() > LARGEST_ROW && self.buffer.last() != Some(&b'\n') {
                self.skip_line()?;
                return Ok(Some(Err(place.too_large())));
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Ok(Some(object(self.buffer.trim_ascii_end(), place, 1, MANNER).map(|map| (self.line, map))));
            }
        }
    }

    /// Passes over the rest of a line without keeping it.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let piece = self.from.fill_buf()?;
            if piece.is_empty() {
                return Ok(());
            }
            let end = piece.iter().position(|b| *b == b'\n');
            let length = end.map_or(piece.len(), |at| at + 1);
            self.from.consume(length);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}
