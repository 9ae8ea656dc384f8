//! Questions, for people.

use std::io::{self, Write};

use super::style::{Look, Styles};
use crate::bank::Entry;

/// Writes one line for each question.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn list(entries: &[&Entry], out: &mut impl Write) -> io::Result<()> {
    let widest = entries.iter().map(|e| e.id.len()).max().unwrap_or(0);
    let dim = Styles::DIM;
    for entry in entries {
        writeln!(
            out,
            "{:widest$}  {:<13}  {:<6}  {}  {dim}{}{dim:#}",
            entry.id,
            entry.kind,
            entry.difficulty,
            entry.title,
            entry.tags.join(", ")
        )?;
    }
    Ok(())
}

/// Writes a question; with `key`, its reference answers and what a strong answer shows.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn show(entry: &Entry, key: bool, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (head, dim) = (Styles::HEAD, Styles::DIM);
    writeln!(
        out,
        "{head}{}{head:#}  {dim}{} · {} · {}{dim:#}\n",
        entry.title,
        entry.kind,
        entry.difficulty,
        entry.tags.join(", ")
    )?;
    paragraphs(&entry.question, look, out)?;
    if !key {
        return Ok(());
    }
    for reference in &entry.references {
        writeln!(out, "\n{head}Reference answer{head:#}\n")?;
        paragraphs(reference, look, out)?;
    }
    writeln!(out, "\n{head}A strong answer shows{head:#}\n")?;
    for signal in &entry.rubric.signals {
        let required = if signal.required { ", required" } else { "" };
        writeln!(out, "  • {} {dim}(weight {}{required}){dim:#}", signal.statement, signal.weight.get())?;
        for flag in &signal.red_flags {
            writeln!(out, "    {dim}not: {}{dim:#}", flag.statement)?;
        }
    }
    Ok(())
}

/// Writes Markdown as it is, prose wrapped, code and lists left alone.
fn paragraphs(text: &str, look: Look, out: &mut impl Write) -> io::Result<()> {
    let mut in_code = false;
    for line in text.lines() {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        if in_code || fence {
            writeln!(out, "{line}")?;
        } else {
            let indent = " ".repeat(line.len() - line.trim_start().len());
            let options = textwrap::Options::new(look.width).subsequent_indent(&indent);
            for wrapped in textwrap::wrap(line, options) {
                writeln!(out, "{wrapped}")?;
            }
        }
    }
    Ok(())
}
