//! What a bank holds, for people.

use std::io::{self, Write};

use super::human::one_line;
use super::style::Styles;
use super::table::Table;
use crate::bank::{Count, Stats};

/// Writes `stats`.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn stats(stats: &Stats, out: &mut impl Write) -> io::Result<()> {
    let head = Styles::HEAD;
    writeln!(out, "{head}{} questions{head:#}", stats.questions)?;
    counts("kind", &stats.kinds).lines(out)?;
    counts("difficulty", &stats.difficulties).lines(out)?;
    counts("tag", &stats.tags).lines(out)?;
    let s = &stats.signals;
    writeln!(out, "\n{head}{} signals{head:#}", s.signals)?;
    let mut table = Table::new(["", "signals", "in all"]);
    let mut row = |name: &str, signals: usize, all: Option<usize>| table.row([name.into(), signals.to_string(), all.map_or(String::new(), |n| n.to_string())]);
    row("required", s.required, None);
    row("with keyword groups", s.with_keywords, Some(s.keyword_groups));
    row("  their terms", s.with_keywords, Some(s.terms));
    row("with examples", s.with_examples, Some(s.examples));
    row("with red flags", s.with_red_flags, Some(s.red_flags));
    table.lines(out)?;
    writeln!(out, "  {} contrasts in {} rubrics", s.contrasts, s.rubrics_with_contrasts)?;
    let r = &stats.references;
    writeln!(out, "\n{head}{} reference answers{head:#}", r.references)?;
    writeln!(out, "  {} to {} words, the middle one {}", r.least_words, r.most_words, r.median_words)
}

fn counts(name: &str, counts: &[Count]) -> Table {
    let mut table = Table::new([name, "questions"]);
    for count in counts {
        table.row([one_line(&count.name), count.questions.to_string()]);
    }
    table
}
