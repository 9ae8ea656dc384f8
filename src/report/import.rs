//! What an import did, for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::style::{Look, Styles};
use crate::bank::Kind;
use crate::import::{EntryReport, Fate, FileReport, Note, Report, State};

/// Most places that a line lists.
const MOST_PLACES: usize = 12;

/// Most notes of one sort, and most entries that were not written.
const MOST_NOTES: usize = 25;

/// Writes what was read of each file and how, what was guessed, what was left out and what became of the questions.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn import(report: &Report<'_>, look: Look, out: &mut impl Write) -> io::Result<()> {
    let head = Styles::HEAD;
    let repeated = match report.repeated {
        0 => String::new(),
        n => format!(", {n} of them repeated"),
    };
    let read = format!("{} read{repeated}", counted(report.read, "question"));
    say(out, look, 0, &format!("{head}{read}{head:#}{}", listed(&report.kinds)))?;
    entries(&report.entries, look, out)?;
    for file in &report.files {
        writeln!(out)?;
        file_lines(file, look, out)?;
    }
    if !report.guessed.is_empty() {
        writeln!(out, "\n{head}guessed{head:#}")?;
        for (guess, n) in &report.guessed {
            say(out, look, 2, &format!("{n} × {}", guess.words()))?;
        }
    }
    notes(report.notes, look, out)
}

/// What became of the questions that a bank can hold.
fn entries(entries: &[EntryReport], look: Look, out: &mut impl Write) -> io::Result<()> {
    let count = |state: &State| entries.iter().filter(|e| e.state == *state).count();
    for (state, words) in [(State::Written, "written"), (State::Planned, "would be written")] {
        match count(&state) {
            0 => {}
            n => say(out, look, 0, &format!("{} {words}", counted(n, "question")))?,
        }
    }
    let there: Vec<&str> = entries.iter().filter(|e| e.state == State::Exists).map(|e| e.id.as_str()).collect();
    if !there.is_empty() {
        let more = if there.len() > MOST_PLACES { ", …" } else { "" };
        let names = there.iter().take(MOST_PLACES).copied().collect::<Vec<_>>().join(", ");
        say(
            out,
            look,
            0,
            &format!("{} there already and left as they are (`--force` replaces them): {names}{more}", there.len()),
        )?;
    }
    for entry in entries {
        if let State::Refused { reason } = &entry.state {
            let (bad, id) = (Styles::BAD, &entry.id);
            say(out, look, 0, &format!("{bad}not written{bad:#}: `{id}`, which a bank would not load: {reason}"))?;
        }
    }
    Ok(())
}

fn file_lines(file: &FileReport<'_>, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (head, part) = (Styles::HEAD, Styles::PART);
    say(out, look, 0, &format!("{head}{}{head:#} ({})", file.file, counted(file.lines, "line")))?;
    let questions = counted(file.kinds.values().sum(), "question");
    say(out, look, 2, &format!("{questions}{}", listed(&file.kinds)))?;
    if !file.layouts.is_empty() {
        say(out, look, 2, &format!("recognised: {}", file.layouts.join("; ")))?;
    }
    for (fate, words) in [
        (Fate::Title, "title"),
        (Fate::Section, "section headings"),
        (Fate::Contents, "table of contents"),
        (Fate::Introduction, "introductions"),
        (Fate::Furniture, "page furniture"),
    ] {
        let places: Vec<(usize, usize)> = file.runs.iter().filter(|(.., f)| **f == fate).map(|(a, b, _)| (*a, *b)).collect();
        if !places.is_empty() {
            say(out, look, 2, &format!("{words}: {}", places_of(&places)))?;
        }
    }
    for (first, last, reason) in file.left_out.iter().take(MOST_NOTES) {
        say(out, look, 2, &format!("{part}left out{part:#}: {} ({reason})", places_of(&[(*first, *last)])))?;
    }
    if let Some(more) = file.left_out.len().checked_sub(MOST_NOTES).filter(|n| *n > 0) {
        say(out, look, 2, &format!("{part}left out{part:#}: {more} further places, which the JSON lists"))?;
    }
    Ok(())
}

fn notes(notes: &[Note], look: Look, out: &mut impl Write) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    let head = Styles::HEAD;
    writeln!(out, "\n{head}notes{head:#}")?;
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for note in notes {
        let count = said.entry(note.code).or_default();
        *count += 1;
        if *count > MOST_NOTES {
            continue;
        }
        let line = if note.line > 0 { format!(":{}", note.line) } else { String::new() };
        say(out, look, 2, &format!("{}{line}: {}", note.file, note.message))?;
    }
    for (code, count) in said.iter().filter(|(_, n)| **n > MOST_NOTES) {
        say(
            out,
            look,
            2,
            &format!("and {} more of the sort `{code}`, which the JSON lists", count - MOST_NOTES),
        )?;
    }
    Ok(())
}

/// `: 3 technical, 1 coding`; nothing where there is none.
fn listed(kinds: &BTreeMap<&'static str, usize>) -> String {
    let named: Vec<String> = Kind::ALL
        .iter()
        .filter_map(|k| kinds.get(k.name()).map(|n| format!("{n} {}", k.name())))
        .collect();
    if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) }
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn places_of(places: &[(usize, usize)]) -> String {
    let shown = places.iter().take(MOST_PLACES);
    let shown: Vec<String> = shown.map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") }).collect();
    let word = match places {
        [(a, b)] if a == b => "line",
        _ => "lines",
    };
    let more = match places.len().saturating_sub(MOST_PLACES) {
        0 => String::new(),
        n => format!(" and {n} more places"),
    };
    format!("{word} {}{more}", shown.join(", "))
}

/// Writes `text` wrapped, its further lines two columns deeper.
fn say(out: &mut impl Write, look: Look, indent: usize, text: &str) -> io::Result<()> {
    let (first, rest) = (" ".repeat(indent), " ".repeat(indent + 2));
    // Paths and ids stay whole: people copy them.
    let options = textwrap::Options::new(look.width.max(20))
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    for line in textwrap::wrap(text, options) {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_counts() {
        assert_eq!(places_of(&[(3, 3)]), "line 3");
        assert_eq!(places_of(&[(3, 4), (9, 9)]), "lines 3-4, 9");
        assert!(places_of(&vec![(1, 1); 20]).ends_with("and 8 more places"));
        assert_eq!(counted(1, "line"), "1 line");
    }
}
