//! What changed between two batches, for people at a terminal.

use std::io::{self, Write};

use super::human::{one_line, wrapped};
use super::style::{Look, Styles};
use super::table::Table;
use crate::compare::{Comparison, MeanChange, Regression, Unmatched};

/// Regressions that are shown.
const SHOWN: usize = 20;

/// Writes `found`.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn change(found: &Comparison, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (head, dim) = (Styles::HEAD, Styles::DIM);
    let answers = if found.matched == 1 {
        "1 answer".to_owned()
    } else {
        format!("{} answers", found.matched)
    };
    writeln!(out, "{head}{answers} in both{head:#}")?;
    if let (Some(before), Some(after), Some(change)) = (found.mean_a, found.mean_b, found.change) {
        let gain = found.normalised_gain.map_or_else(String::new, |g| format!(", {g:.2} of what could be won"));
        let said = format!("mean {before:.1} before and {after:.1} after: {}{gain}", interval(change));
        wrapped(out, look, anstyle::Style::new(), "  ", "  ", &said)?;
    }
    let (wins, ties, losses) = (found.wins, found.ties, found.losses);
    writeln!(out, "  {wins} better, {ties} the same, {losses} worse")?;
    writeln!(
        out,
        "  {} pass now and did not, {} passed and do not now",
        found.newly_passed.len(),
        found.newly_failed.len()
    )?;
    for (side, only) in [("before", &found.only_a), ("after", &found.only_b)] {
        if only.count > 0 {
            wrapped(out, look, Styles::PART, "  ", "    ", &unmatched(side, only))?;
        }
    }
    if found.repeated_ids + found.different_questions > 0 {
        let said = format!(
            "{} stand more than once and were paired in order; {} pairs answer different questions",
            found.repeated_ids, found.different_questions
        );
        wrapped(out, look, Styles::PART, "  ", "    ", &format!("ids: {said}"))?;
    }
    if found.regressions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{head}Regressions{head:#}")?;
    let mut table = Table::new(["answer", "question", "before", "after", "change", "signals lost"]);
    found.regressions.iter().take(SHOWN).for_each(|r| table.row(row(r)));
    table.lines(out)?;
    match found.regressions.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  {dim}and {more} more{dim:#}"),
    }
}

fn row(r: &Regression) -> [String; 6] {
    let lost: Vec<&str> = r.lost.iter().map(|l| l.signal.as_str()).collect();
    let failed = if r.newly_failed { " (failed)" } else { "" };
    [
        one_line(&r.id),
        one_line(&r.question),
        format!("{:.1}", r.before),
        format!("{:.1}{failed}", r.after),
        format!("{:+.1}", r.change),
        one_line(&lost.join(", ")),
    ]
}

fn interval(change: MeanChange) -> String {
    match (change.low, change.high) {
        (Some(low), Some(high)) => format!("{:+.2} points (95 % interval {low:+.2} to {high:+.2})", change.value),
        _ => format!("{:+.2} points", change.value),
    }
}

fn unmatched(side: &str, only: &Unmatched) -> String {
    let first: Vec<String> = only.first.iter().take(5).map(|id| one_line(id)).collect();
    let more = if only.count > first.len() { ", …" } else { "" };
    format!("only {side}: {} ({}{more})", only.count, first.join(", "))
}
