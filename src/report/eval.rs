//! An evaluation, for people.

use std::io::{self, Write};

use anstyle::Style;

use super::figures;
use super::human::{one_line, wrapped};
use super::style::{Look, Styles};
use crate::eval::{Disagreement, Evaluation};

/// Writes `found`.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn evaluation(found: &Evaluation, look: Look, out: &mut impl Write) -> io::Result<()> {
    let dim = Styles::DIM;
    section("Agreement with people", out)?;
    figures::correlations(found, one_line).lines(out)?;
    writeln!(out)?;
    figures::errors(found, one_line).lines(out)?;
    section("By what people gave", out)?;
    figures::bands(&found.bands).lines(out)?;
    if let Some(labels) = &found.labels {
        section("By what people called it", out)?;
        writeln!(out, "  {dim}{}{dim:#}", figures::labelled(labels))?;
        figures::labels(labels, found.used.threshold).lines(out)?;
    }
    section("What the confidence is worth", out)?;
    figures::confidence(&found.confidence).lines(out)?;
    section("Greatest disagreements", out)?;
    found.worst.iter().try_for_each(|d| disagreement(d, look, out))?;
    let faults = &found.not_graded;
    if faults.rows > 0 {
        section("Not graded", out)?;
        wrapped(out, look, Styles::BAD, "  ", "  ", &format!("{} rows: {}", faults.rows, figures::kinds(found)))?;
        for fault in &faults.first {
            wrapped(out, look, Style::new(), "  • ", "    ", &fault.to_string())?;
        }
    }
    let used = &found.used;
    writeln!(out, "\n{dim}{} · model {} · calibration {}{dim:#}", used.tool, model(found), used.calibration)
}

/// The model with its hash.
pub(super) fn model(found: &Evaluation) -> String {
    let model = &found.used.model;
    format!("{} {}", model.name, model.hash).trim_end().to_owned()
}

fn section(title: &str, out: &mut impl Write) -> io::Result<()> {
    let head = Styles::HEAD;
    writeln!(out, "\n{head}{title}{head:#}")
}

fn disagreement(d: &Disagreement, look: Look, out: &mut impl Write) -> io::Result<()> {
    wrapped(out, look, Style::new(), "  ", "    ", &summary(d))?;
    wrapped(out, look, Styles::DIM, "    ", "    ", &format!("“{}”", d.answer))?;
    for flag in &d.flags {
        wrapped(out, look, Styles::BAD, "    ! ", "      ", &flag.message)?;
    }
    for signal in &d.signals {
        let line = format!("{} {:.2}: {}", signal.verdict, signal.probability, signal.statement);
        wrapped(out, look, Styles::DIM, "    - ", "      ", &line)?;
    }
    Ok(())
}

/// What was given for an answer, and where it stands.
pub(super) fn summary(d: &Disagreement) -> String {
    let names: Vec<&str> = [d.id.as_str(), d.question_id.as_str()].into_iter().filter(|n| !n.is_empty()).collect();
    let names = if names.is_empty() {
        String::new()
    } else {
        format!(" ({})", names.join(", "))
    };
    format!(
        "people {:.2}, gradus {:.2}, confidence {:.2}  {}:{}{names}",
        d.human, d.gradus, d.confidence, d.file, d.line
    )
}
