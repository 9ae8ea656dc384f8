//! Rows out, in any format.

use std::io;

use super::Cell;

/// Takes rows one at a time, and holds a bounded number of them.
pub trait WriteRows {
    /// Writes a row: cells by name. Where the header is fixed, cells stand under their names whatever their order, and a column without a cell gets nothing.
    ///
    /// # Errors
    ///
    /// When it cannot be written; `InvalidInput` when a cell has no column, or one that does not take it.
    fn write(&mut self, row: &[(&str, Cell<'_>)]) -> io::Result<()>;

    /// Writes what is left, without which the file is not whole.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    fn finish(self) -> io::Result<()>;
}

/// The cells of `row` in the order of `names`.
///
/// # Errors
///
/// `InvalidInput` when a cell has no column, or two cells one.
pub(super) fn in_order<'r, 'c>(names: &[String], row: &'r [(&str, Cell<'c>)]) -> io::Result<Vec<Option<&'r Cell<'c>>>> {
    let mut cells = vec![None; names.len()];
    for (i, (name, cell)) in row.iter().enumerate() {
        // Rows come in the order of the header but for a few: it is looked for only then.
        let at = if names.get(i).is_some_and(|n| n == name) {
            Some(i)
        } else {
            names.iter().position(|n| n == name)
        };
        let at = at.ok_or_else(|| refused(format!("no column is called `{name}`")))?;
        if cells[at].replace(cell).is_some() {
            return Err(refused(format!("two cells are called `{name}`")));
        }
    }
    Ok(cells)
}

/// That a row cannot be written as it is.
pub(super) fn refused(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
