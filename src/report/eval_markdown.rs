//! An evaluation, as Markdown.

use std::io::{self, Write};

use super::eval::{model, summary};
use super::figures;
use super::human::one_line;
use crate::eval::{Disagreement, Evaluation};

/// Writes `found` as Markdown. What comes from the data is escaped: it cannot become markup.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn evaluation_markdown(found: &Evaluation, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# Evaluation\n\n## Agreement with people\n")?;
    figures::correlations(found, plain).markdown(out)?;
    writeln!(out)?;
    figures::errors(found, plain).markdown(out)?;
    writeln!(out, "\n## By what people gave\n")?;
    figures::bands(&found.bands).markdown(out)?;
    if let Some(labels) = &found.labels {
        writeln!(out, "\n## By what people called it\n\n{}.\n", figures::labelled(labels))?;
        figures::labels(labels, found.used.threshold).markdown(out)?;
    }
    writeln!(out, "\n## What the confidence is worth\n")?;
    figures::confidence(&found.confidence).markdown(out)?;
    writeln!(out, "\n## Greatest disagreements\n")?;
    found.worst.iter().try_for_each(|d| disagreement(d, out))?;
    let faults = &found.not_graded;
    if faults.rows > 0 {
        writeln!(out, "\n## Not graded\n\n{} rows: {}.\n", faults.rows, figures::kinds(found))?;
        faults.first.iter().try_for_each(|fault| writeln!(out, "- {}", plain(&fault.to_string())))?;
    }
    let used = &found.used;
    writeln!(
        out,
        "\n{} · model {} · calibration {}",
        plain(&used.tool),
        plain(&model(found)),
        used.calibration
    )
}

fn disagreement(d: &Disagreement, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "1. {}\n\n   “{}”\n", plain(&summary(d)), plain(&d.answer))?;
    for flag in &d.flags {
        writeln!(out, "   - **{}**", plain(&flag.message))?;
    }
    for signal in &d.signals {
        writeln!(out, "   - {} {:.2}: {}", signal.verdict, signal.probability, plain(&signal.statement))?;
    }
    writeln!(out)
}

/// A text on one line that Markdown shows as it is.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).trim().chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '#' | '+' | '-' | '!' | '|' | '~' | '&' | '$'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_markup_is_shown_as_it_is() {
        assert_eq!(plain("a|b <b>\n[x](y)"), "a\\|b \\<b\\> \\[x\\]\\(y\\)");
    }
}
