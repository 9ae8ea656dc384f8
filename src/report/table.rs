//! Tables: cells in columns, as lines for a terminal or as Markdown.

use std::io::{self, Write};

use textwrap::core::display_width;

use super::style::Styles;

/// Rows of cells under a header. The first column is text and stands left, the others are figures and stand right.
pub(super) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new<const N: usize>(header: [&str; N]) -> Self {
        Self {
            header: header.map(str::to_owned).to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    /// Writes aligned lines, each with an indent of two.
    pub fn lines(&self, out: &mut impl Write) -> io::Result<()> {
        let (widths, dim) = (self.widths(), Styles::DIM);
        writeln!(out, "  {dim}{}{dim:#}", aligned(&self.header, &widths))?;
        self.rows.iter().try_for_each(|row| writeln!(out, "  {}", aligned(row, &widths)))
    }

    /// Writes a table of Markdown; the cells are Markdown already.
    pub fn markdown(&self, out: &mut impl Write) -> io::Result<()> {
        let figures = "|--:".repeat(self.header.len().saturating_sub(1));
        writeln!(out, "| {} |\n|---{figures}|", self.header.join(" | "))?;
        self.rows.iter().try_for_each(|row| writeln!(out, "| {} |", row.join(" | ")))
    }

    fn widths(&self) -> Vec<usize> {
        let width = |i: usize| self.rows.iter().chain([&self.header]).map(|row| display_width(&row[i])).max();
        (0..self.header.len()).map(|i| width(i).unwrap_or_default()).collect()
    }
}

fn aligned(cells: &[String], widths: &[usize]) -> String {
    let mut out = String::new();
    for (i, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let blanks = " ".repeat(width.saturating_sub(display_width(cell)));
        if i == 0 {
            out.push_str(cell);
            out.push_str(&blanks);
        } else {
            out.push_str("  ");
            out.push_str(&blanks);
            out.push_str(cell);
        }
    }
    out.trim_end().to_owned()
}
