//! Questions, for people.

use std::io::{self, Write};

use super::markdown::markdown;
use super::style::{Look, Styles};
use crate::bank::Entry;

/// Questions that belong together, under a name.
type Group<'g, 'e> = (&'g str, Vec<&'e Entry>);

/// Writes the groups, with one line for each question.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn list(groups: &[Group<'_, '_>], out: &mut impl Write) -> io::Result<()> {
    let (head, dim) = (Styles::HEAD, Styles::DIM);
    let widest = groups.iter().flat_map(|(_, entries)| entries).map(|e| e.id.len()).max().unwrap_or(0);
    for (i, (name, entries)) in groups.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{head}{name}{head:#}  {dim}{}{dim:#}", entries.len())?;
        for entry in entries {
            write!(out, "  ")?;
            line(entry, widest, out)?;
        }
    }
    Ok(())
}

/// Writes one line for each question, in the order given.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn found(entries: &[&Entry], out: &mut impl Write) -> io::Result<()> {
    let widest = entries.iter().map(|e| e.id.len()).max().unwrap_or(0);
    entries.iter().try_for_each(|entry| line(entry, widest, out))
}

fn line(entry: &Entry, widest: usize, out: &mut impl Write) -> io::Result<()> {
    let dim = Styles::DIM;
    writeln!(
        out,
        "{:widest$}  {:<13}  {:<6}  {}  {dim}{}{dim:#}",
        entry.id,
        entry.kind,
        entry.difficulty,
        entry.title,
        entry.tags.join(", ")
    )
}

/// Writes the groups as a page in Markdown.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn list_markdown(groups: &[Group<'_, '_>], out: &mut impl Write) -> io::Result<()> {
    let count: usize = groups.iter().map(|(_, entries)| entries.len()).sum();
    writeln!(out, "# Questions\n\n{count} questions; `gradus show ID` shows one, with `--answer` its key.")?;
    for (name, entries) in groups {
        writeln!(out, "\n## {name}\n\n| question | id | kind | difficulty |\n|---|---|---|---|")?;
        for entry in entries {
            let title = entry.title.replace('|', "\\|");
            writeln!(out, "| {title} | `{}` | {} | {} |", entry.id, entry.kind, entry.difficulty)?;
        }
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
    markdown(&entry.question, look, out)?;
    if !key {
        return Ok(());
    }
    for reference in &entry.references {
        writeln!(out, "\n{head}Reference answer{head:#}\n")?;
        markdown(reference, look, out)?;
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
