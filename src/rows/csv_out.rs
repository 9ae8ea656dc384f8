//! CSV out: a header, and rows under it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::writer::in_order;
use super::{Cell, WriteRows};

/// Writes a table under a fixed header.
pub struct CsvWriter<W: Write> {
    to: csv::Writer<W>,
    header: Vec<String>,
    safe: bool,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header to `to`, which is buffered here; `delimiter` stands between cells.
    ///
    /// `safe` is for files that a spreadsheet opens: a text that it would take for a formula, which a candidate may have written, gets an apostrophe in front. It is
    /// not undone when the file is read again. See OWASP, "CSV Injection" (<https://owasp.org/www-community/attacks/CSV_Injection>).
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn new(to: W, delimiter: u8, header: &[&str], safe: bool) -> io::Result<Self> {
        let mut writer = Self {
            to: csv::WriterBuilder::new().delimiter(delimiter).from_writer(to),
            header: header.iter().map(|&name| name.to_owned()).collect(),
            safe,
        };
        let names: Vec<Cow<'_, str>> = header.iter().map(|name| shown(name, safe)).collect();
        writer.to.write_record(names.iter().map(AsRef::as_ref))?;
        Ok(writer)
    }
}

impl<W: Write> WriteRows for CsvWriter<W> {
    fn write(&mut self, row: &[(&str, Cell<'_>)]) -> io::Result<()> {
        for cell in in_order(&self.header, row)? {
            let text = cell.and_then(Cell::to_text).unwrap_or_default();
            let formula = self.safe && matches!(cell, Some(Cell::Text(_)));
            self.to.write_field(shown(&text, formula).as_bytes())?;
        }
        self.to.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The text of a cell; where it is `safe`, with an apostrophe before what would be a formula.
fn shown(text: &str, safe: bool) -> Cow<'_, str> {
    // The wide forms too: spreadsheets in East Asian languages take them for the narrow ones.
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if safe && begins && !number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a text is a number and nothing else, such as `-3.5` or `+1e6`.
fn number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_gets_an_apostrophe() {
        for formula in [
            "=1+2",
            "@SUM(A1)",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "-inf",
            "+",
            "-",
        ] {
            assert_eq!(shown(formula, true), format!("'{formula}"));
            assert_eq!(shown(formula, false), formula);
        }
        for text in ["-3.5", "+1e6", "a=b", "", " =1", "'=1", "–5"] {
            assert_eq!(shown(text, true), text);
        }
    }

    #[test]
    fn only_texts_are_made_safe() {
        let mut out = Vec::new();
        let mut writer = CsvWriter::new(&mut out, b',', &["=a", "b"], true).unwrap();
        writer.write(&[("=a", Cell::text("=1")), ("b", Cell::Number(-0.5))]).unwrap();
        writer.write(&[("b", Cell::Int(-2))]).unwrap();
        writer.finish().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "'=a,b\n'=1,-0.5\n,-2\n");
    }

    #[test]
    fn a_cell_without_a_column_is_refused() {
        let mut writer = CsvWriter::new(Vec::new(), b',', &["a"], false).unwrap();
        assert!(writer.write(&[("b", Cell::Null)]).unwrap_err().to_string().contains("no column is called `b`"));
        let twice = writer.write(&[("a", Cell::Null), ("a", Cell::Null)]);
        assert_eq!(twice.unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}
