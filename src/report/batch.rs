//! What a batch shows, for people at a terminal.

use std::io::{self, Write};

use anstyle::Style;

use super::human::{one_line, wrapped};
use super::style::{Look, Styles};
use super::table::Table;
use crate::insight::{CandidateSummary, ItemSummary, Summary};

/// Rows of each table.
const SHOWN: usize = 20;
/// Width of names in tables, in characters.
const NAME: usize = 40;

/// Writes `found` in short; the class report has all of it.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn batch(found: &Summary, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (head, dim) = (Styles::HEAD, Styles::DIM);
    let d = &found.distribution;
    writeln!(
        out,
        "{head}{}{head:#}, mean {:.1} points, {} at {} or above",
        counted(found.answers, "answer"),
        d.mean,
        percent(d.pass_rate),
        found.threshold
    )?;
    let [low, middle, high] = d.quartiles;
    writeln!(out, "  {dim}half lie between {low:.1} and {high:.1}, the middle one at {middle:.1}{dim:#}")?;
    if let Some(r) = &found.reliability {
        let left_out = if r.note.is_empty() { String::new() } else { format!("; {}", r.note) };
        let (items, candidates) = (counted(r.items, "question"), counted(r.candidates, "candidate"));
        let said = format!("Cronbach's alpha {:.2} over {items} and {candidates}{left_out}", r.alpha);
        wrapped(out, look, Style::new(), "  ", "  ", &said)?;
    }
    if found.not_graded > 0 {
        wrapped(
            out,
            look,
            Styles::BAD,
            "  ",
            "  ",
            &format!("{} could not be graded", counted(found.not_graded, "row")),
        )?;
    }
    review(found, out)?;
    if !found.candidates.is_empty() {
        candidates(found, out)?;
    }
    questions(found, out)
}

fn review(found: &Summary, out: &mut impl Write) -> io::Result<()> {
    if found.review_total == 0 {
        return Ok(());
    }
    section("To look at first", out)?;
    let mut table = Table::new(["candidate", "question", "row", "score", "confidence", "why"]);
    for item in found.review.iter().take(SHOWN) {
        let why = if item.flagged { "flagged" } else { "in doubt" };
        table.row([
            name(&item.candidate),
            name(&item.item),
            item.row.to_string(),
            format!("{:.1}", item.score),
            format!("{:.2}", item.confidence),
            why.to_owned(),
        ]);
    }
    table.lines(out)?;
    more(found.review.len().min(SHOWN), found.review_total, out)
}

fn candidates(found: &Summary, out: &mut impl Write) -> io::Result<()> {
    section("Candidates", out)?;
    let mut table = Table::new(["candidate", "rank", "answers", "mean", "passed", "to study first"]);
    let first = |c: &CandidateSummary| c.study.first().map_or_else(String::new, |s| name(&s.title));
    for c in found.candidates.iter().take(SHOWN) {
        let (rank, answers) = (c.rank.to_string(), c.answers.to_string());
        table.row([name(&c.name), rank, answers, format!("{:.1}", c.total), percent(c.pass_rate), first(c)]);
    }
    table.lines(out)?;
    more(found.candidates.len().min(SHOWN), found.candidates.len(), out)
}

fn questions(found: &Summary, out: &mut impl Write) -> io::Result<()> {
    section("Questions", out)?;
    let mut table = Table::new(["question", "answers", "mean", "passed", "discrimination"]);
    let mut hardest: Vec<&ItemSummary> = found.items.iter().collect();
    hardest.sort_by(|a, b| a.difficulty.total_cmp(&b.difficulty));
    for item in hardest.iter().take(SHOWN) {
        let discrimination = item.discrimination.map_or_else(|| "-".to_owned(), |d| format!("{d:.2}"));
        let mean = format!("{:.1}", 100.0 * item.difficulty);
        table.row([name(&item.title), item.answers.to_string(), mean, percent(item.pass_rate), discrimination]);
    }
    table.lines(out)?;
    more(hardest.len().min(SHOWN), hardest.len(), out)
}

fn more(shown: usize, all: usize, out: &mut impl Write) -> io::Result<()> {
    let dim = Styles::DIM;
    if shown < all {
        writeln!(out, "  {dim}and {} more{dim:#}", all - shown)
    } else {
        Ok(())
    }
}

fn name(text: &str) -> String {
    let text = one_line(text);
    match text.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn counted(count: usize, name: &str) -> String {
    if count == 1 { format!("1 {name}") } else { format!("{count} {name}s") }
}

fn section(title: &str, out: &mut impl Write) -> io::Result<()> {
    let head = Styles::HEAD;
    writeln!(out, "\n{head}{title}{head:#}")
}
