//! JSON: the result types as they are.

use std::io::{self, Write};

use serde::Serialize;

/// Writes `value` as indented JSON with a line end.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn json(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
