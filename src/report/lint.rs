//! What a linter found, for people.

use std::io::{self, Write};

use anstyle::Style;

use super::human::wrapped;
use super::style::{Look, Styles};
use crate::lint::{Finding, Lint, Severity};

/// Writes the findings of `lint` that are as severe as `bar`, and counts the others.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn lint(lint: &Lint, bar: Severity, look: Look, out: &mut impl Write) -> io::Result<()> {
    let shown = || lint.findings.iter().filter(|f| f.severity >= bar);
    shown().try_for_each(|found| finding(found, look, out))?;
    let dim = Styles::DIM;
    let fixable = shown().filter(|f| f.fixable).count();
    let hidden = lint.findings.len() - shown().count();
    writeln!(
        out,
        "{}, {}, {} over {}",
        numbered(lint.errors, "error"),
        numbered(lint.warnings, "warning"),
        numbered(lint.infos, "remark"),
        numbered(lint.questions.len(), "question")
    )?;
    if hidden > 0 {
        writeln!(out, "{dim}{hidden} not shown; `--fail-on info` shows them all{dim:#}")?;
    }
    if fixable > 0 {
        writeln!(out, "{dim}`--fix` mends {fixable} of them{dim:#}")?;
    }
    if !lint.not_checked.is_empty() {
        wrapped(
            out,
            look,
            dim,
            "",
            "  ",
            &format!("not checked without a model: {}", lint.not_checked.join(", ")),
        )?;
    }
    Ok(())
}

fn finding(found: &Finding, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (style, dim) = (style(found.severity), Styles::DIM);
    let place = if found.line > 0 {
        format!(":{}:{}", found.line, found.column)
    } else {
        String::new()
    };
    writeln!(out, "{}{place}: {style}{}{style:#} {}", found.file, found.severity, found.code)?;
    let field = if found.field.is_empty() {
        String::new()
    } else {
        format!("`{}`: ", found.field)
    };
    wrapped(out, look, Style::new(), "  ", "  ", &format!("{field}{}", found.message))?;
    match &found.help {
        Some(help) => wrapped(out, look, dim, "  ", "  ", help),
        None => Ok(()),
    }
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Styles::BAD,
        Severity::Warn => Styles::PART,
        Severity::Info => Styles::MISS,
    }
}

/// "1 error", "2 errors".
fn numbered(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
