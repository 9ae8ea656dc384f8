//! An audit, for people and as Markdown.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::Style;

use super::human::{one_line, wrapped};
use super::style::{Look, Styles};
use crate::audit::{Audit, Bar, Failure, Summary, Tally};

/// Longest text of a failure that is shown whole, in characters.
const LONGEST_TEXT: usize = 200;

/// Writes `audit`. With `whole`, the texts of failures are not shortened.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn audit(audit: &Audit, whole: bool, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (head, dim) = (Styles::HEAD, Styles::DIM);
    let widest = audit.attacks.iter().map(|a| a.name.len()).max().unwrap_or(0);
    writeln!(out, "{head}{:4}{:widest$}  test  answers  failed  passed{head:#}", "", "attack")?;
    for attack in &audit.attacks {
        let Summary { failed, accepted, .. } = attack;
        let style = if failed.count == 0 { Style::new() } else { Styles::PART };
        let test = attack.test.name();
        writeln!(
            out,
            "{style}{:4}{:widest$}  {test:4}  {:7}  {:6}  {:>6}{style:#}",
            attack.attack,
            attack.name,
            failed.of,
            failed.count,
            passed(accepted)
        )?;
    }
    writeln!(out, "\n{head}Over {}{head:#}", questions(audit))?;
    for bar in &audit.bars {
        let (mark, style) = if bar.held { ("✓", Styles::GOOD) } else { ("✗", Styles::BAD) };
        writeln!(out, "{style}{mark} {}{style:#}", in_words(bar))?;
    }
    for failure in &audit.failures {
        writeln!(out, "\n{head}{} {}{head:#}  {}", failure.attack, failure.question, failure.variant)?;
        let style = if failure.accepted { Styles::BAD } else { Styles::PART };
        wrapped(out, look, style, "  ", "  ", &against(failure))?;
        wrapped(out, look, dim, "  ", "  ", &format!("“{}”", shown(failure, whole)))?;
    }
    writeln!(out, "\n{dim}pass mark {}, seed {}{dim:#}", audit.threshold, audit.seed)
}

/// Writes `audit` as Markdown.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn audit_markdown(audit: &Audit, whole: bool, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# Audit of {}\n", questions(audit))?;
    for bar in &audit.bars {
        writeln!(out, "- {}: {}", if bar.held { "held" } else { "**missed**" }, in_words(bar))?;
    }
    writeln!(out, "\nPass mark {}, seed {}.\n", audit.threshold, audit.seed)?;
    writeln!(out, "| | attack | test | answers | failed | passed |\n|---|---|---|---:|---:|---:|")?;
    for attack in &audit.attacks {
        let (id, name, test, failed) = (attack.attack, attack.name, attack.test.name(), attack.failed);
        writeln!(
            out,
            "| {id} | {name} | {test} | {} | {} | {} |",
            failed.of,
            failed.count,
            passed(&attack.accepted)
        )?;
    }
    if !audit.failures.is_empty() {
        writeln!(out, "\n## Failures")?;
    }
    for failure in &audit.failures {
        writeln!(
            out,
            "\n### {}, {}: {}\n\n{}\n",
            failure.attack,
            failure.question,
            failure.variant,
            against(failure)
        )?;
        // Indented by four, a text is code and none of it is markup.
        writeln!(out, "    {}", shown(failure, whole))?;
    }
    Ok(())
}

/// How many attack answers passed; nothing where the attack has none.
fn passed(accepted: &Tally) -> String {
    if accepted.of == 0 { "-".into() } else { accepted.count.to_string() }
}

fn questions(audit: &Audit) -> String {
    match audit.questions.as_slice() {
        [one] => format!("`{one}`"),
        many => format!("{} questions", many.len()),
    }
}

/// "3 of 200 attack answers …: 1.5 % (at most 1 %)".
fn in_words(bar: &Bar) -> String {
    let Bar { name, found, most, .. } = bar;
    format!(
        "{name}: {} of {}, {:.1} % (at most {:.0} %)",
        found.count,
        found.of,
        100.0 * found.rate,
        100.0 * most
    )
}

/// What a failure scored and what was required.
fn against(failure: &Failure) -> String {
    format!("{:.1} points; required: {}", failure.score, failure.broken.join("; "))
}

/// The text of a failure on one line, shortened unless it is wanted whole.
fn shown(failure: &Failure, whole: bool) -> String {
    let line = one_line(&failure.text);
    let line = if line.trim().is_empty() { Cow::Borrowed("(blank)") } else { Cow::Owned(line) };
    match line.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) if !whole => format!("{}…", &line[..end]),
        _ => line.into_owned(),
    }
}
