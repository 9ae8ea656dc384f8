//! Markdown as a terminal shows it: prose wrapped, emphasis and code by style, lists hung, tables in columns.

use std::io::{self, Write};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::style::{Look, Styles};

/// Writes `text`.
///
/// # Errors
///
/// When `out` cannot be written.
pub(super) fn markdown(text: &str, look: Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page {
        look,
        out,
        line: String::new(),
        indents: Vec::new(),
        lists: Vec::new(),
        marker: None,
        code: false,
        begun: false,
        row: Vec::new(),
        rows: Vec::new(),
    };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        page.take(event)?;
    }
    page.end_block()
}

/// A page on its way.
struct Page<'o, W> {
    look: Look,
    out: &'o mut W,
    /// The prose of the block at hand, styles included.
    line: String,
    /// What the lines of the block begin with.
    indents: Vec<String>,
    /// For each open list its next number; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// What the first line of the item at hand begins with.
    marker: Option<String>,
    code: bool,
    /// Whether something was written.
    begun: bool,
    /// Cells of the row at hand, and the rows before it.
    row: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<W: Write> Page<'_, W> {
    fn take(&mut self, event: Event<'_>) -> io::Result<()> {
        let (head, mark) = (Styles::HEAD, Styles::MARK);
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.begin_block()?;
                self.line.push_str(&head.render().to_string());
            }
            Event::End(TagEnd::Heading(_)) => {
                self.line.push_str(&head.render_reset().to_string());
                self.end_block()?;
            }
            Event::Start(Tag::Paragraph) => self.begin_block()?,
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                self.end_block()?;
                if matches!(event, Event::End(TagEnd::Item)) {
                    self.indents.pop();
                }
            }
            Event::Start(Tag::List(first)) => {
                self.end_block()?;
                if self.lists.is_empty() {
                    self.gap()?;
                }
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => _ = self.lists.pop(),
            Event::Start(Tag::Item) => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.indents.push(" ".repeat(marker.chars().count()));
                self.marker = Some(marker);
            }
            Event::Start(Tag::BlockQuote(_)) => self.indents.push("│ ".to_owned()),
            Event::End(TagEnd::BlockQuote(_)) => _ = self.indents.pop(),
            Event::Start(Tag::CodeBlock(_)) => {
                self.end_block()?;
                self.gap()?;
                self.code = true;
            }
            Event::End(TagEnd::CodeBlock) => self.code = false,
            Event::Start(Tag::Strong | Tag::Emphasis) => self.line.push_str(&head.render().to_string()),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => self.line.push_str(&head.render_reset().to_string()),
            Event::Start(Tag::Table(_)) => self.begin_block()?,
            Event::End(TagEnd::TableCell) => self.row.push(std::mem::take(&mut self.line)),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => self.rows.push(std::mem::take(&mut self.row)),
            Event::End(TagEnd::Table) => self.table()?,
            Event::Text(text) if self.code => self.code_lines(&text)?,
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.line.push_str(&text),
            Event::Code(text) => self.line.push_str(&format!("{}{text}{}", mark.render(), mark.render_reset())),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.end_block()?,
            Event::Rule => {
                self.begin_block()?;
                self.line.push_str("───");
                self.end_block()?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A blank line between blocks, not before the first and not between a marker and its text.
    fn gap(&mut self) -> io::Result<()> {
        if self.begun && self.marker.is_none() {
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn begin_block(&mut self) -> io::Result<()> {
        self.end_block()?;
        if self.lists.is_empty() { self.gap() } else { Ok(()) }
    }

    /// Writes the prose of the block at hand.
    fn end_block(&mut self) -> io::Result<()> {
        let text = std::mem::take(&mut self.line);
        if text.trim().is_empty() {
            return Ok(());
        }
        let rest = self.indents.concat();
        let first = self.first(&rest);
        let options = textwrap::Options::new(self.look.width).initial_indent(&first).subsequent_indent(&rest);
        for line in textwrap::wrap(text.trim(), options) {
            writeln!(self.out, "{line}")?;
        }
        self.begun = true;
        Ok(())
    }

    /// What the first line of a block begins with: the marker of its item stands in the place of the last indent.
    fn first(&mut self, rest: &str) -> String {
        match self.marker.take() {
            Some(marker) => {
                let outer: String = self.indents[..self.indents.len().saturating_sub(1)].concat();
                format!("{outer}{marker}")
            }
            None => rest.to_owned(),
        }
    }

    fn code_lines(&mut self, text: &str) -> io::Result<()> {
        let indent = self.indents.concat();
        let dim = Styles::DIM;
        for line in text.lines() {
            writeln!(self.out, "{indent}  {dim}{line}{dim:#}")?;
        }
        self.begun = true;
        Ok(())
    }

    /// Writes the rows in columns as wide as their widest cell.
    fn table(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |text: &str| textwrap::core::display_width(text);
        let widths: Vec<usize> = (0..columns)
            .map(|c| rows.iter().filter_map(|r| r.get(c)).map(|t| width(t)).max().unwrap_or(0))
            .collect();
        for (i, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(&widths).map(|(text, wide)| format!("{text}{}", " ".repeat(wide - width(text))));
            writeln!(self.out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
            if i == 0 {
                let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
                writeln!(self.out, "{}", rule.join("  "))?;
            }
        }
        self.begun = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left without styles.
    fn shown(text: &str, width: usize) -> String {
        let mut out = Vec::new();
        markdown(text, Look { width }, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('\u{1b}') {
            plain.push_str(&rest[..at]);
            rest = rest[at..].split_once('m').map_or("", |(_, rest)| rest);
        }
        plain + rest
    }

    #[test]
    fn prose_is_wrapped_and_lists_hang() {
        let text = "A **bold** word and `code` in a line.\n\n1. First item of the list\n2. Second\n   - inner one\n\nEnd.";
        let lines = "A bold word and code in\na line.\n\n1. First item of the\n   list\n2. Second\n   • inner one\n\nEnd.\n";
        assert_eq!(shown(text, 24), lines);
    }

    #[test]
    fn code_stays_as_it_is_and_tables_stand_in_columns() {
        let text = "Do:\n\n```python\nx = 1\n\n  y = 2\n```\n\n| a | bb |\n|---|---|\n| ccc | d |\n\n> said";
        assert_eq!(shown(text, 60), "Do:\n\n  x = 1\n  \n    y = 2\n\na    bb\n───  ──\nccc  d\n\n│ said\n");
    }
}
