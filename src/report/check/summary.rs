//! The summary of a step, in Markdown.

use std::io::{self, Write};

use super::clean::{QUOTE, markdown};
use super::place::{first_line, place, quoted};
use super::words;
use crate::check::{AnswerOutcome, CheckRun, CheckedAnswer, Outcome, Severity, Verdict};

/// Most rows of the table. GitHub takes 1 MiB of a step; this stays below it by far.
const MOST_ROWS: usize = 50;
/// Most answers that are told in full.
const MOST_TOLD: usize = 10;
/// Most signals of an answer that are told.
const MOST_SIGNALS: usize = 20;
/// Longest name, in characters, and longest statement.
const NAME: usize = 120;
const STATEMENT: usize = 300;

/// Writes the verdict, a table of the answers that are below their bars or to be warned of, the worst in full, and what could not be graded. Nothing of it can become markup.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn summary(run: &CheckRun, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let mark = match verdict.outcome {
        Outcome::Pass => "✅",
        Outcome::Below => "❌",
        Outcome::CouldNotGrade | Outcome::NothingToGrade => "⚠️",
    };
    writeln!(out, "## {mark} gradus check: {}\n", words::outcome(verdict.outcome))?;
    for reason in &verdict.reasons {
        writeln!(out, "- {}", markdown(reason, 1_000))?;
    }
    writeln!(out, "\n{}.", words::counted(verdict.counts))?;
    faults(run, verdict, out)?;
    let shown: Vec<usize> = verdict
        .by_harm
        .iter()
        .copied()
        .filter(|i| verdict.answers[*i].outcome != AnswerOutcome::Passed || verdict.answers[*i].warns())
        .collect();
    table(run, verdict, &shown, out)?;
    for &i in shown.iter().filter(|i| verdict.answers[**i].outcome == AnswerOutcome::Failed).take(MOST_TOLD) {
        told(&run.answers[i], verdict, i, out)?;
    }
    writeln!(
        out,
        "\n{} · {} · exit code {}",
        markdown(&run.tool, NAME),
        markdown(&run.signature, STATEMENT),
        verdict.exit_code
    )
}

fn faults(run: &CheckRun, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    if verdict.faults.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Not graded\n")?;
    for &i in verdict.faults.iter().take(MOST_ROWS) {
        let fault = &run.not_graded[i];
        let help = fault.help.as_ref().map_or_else(String::new, |h| format!("; {}", markdown(h, STATEMENT)));
        let (file, message) = (markdown(&fault.path, NAME), markdown(&fault.message, STATEMENT));
        writeln!(out, "- **{file}:{}** {message}{help}", fault.line.max(1))?;
    }
    more(verdict.faults.len(), MOST_ROWS, out)
}

fn table(run: &CheckRun, verdict: &Verdict, shown: &[usize], out: &mut impl Write) -> io::Result<()> {
    if shown.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n| answer | question | score | bar | baseline | outcome | not met |\n|---|---|--:|--:|--:|---|--:|"
    )?;
    for &i in shown.iter().take(MOST_ROWS) {
        let (answer, judged) = (&run.answers[i], &verdict.answers[i]);
        let outcome = match judged.outcome {
            AnswerOutcome::Failed => "**below the bar**",
            AnswerOutcome::Known => "known",
            AnswerOutcome::Passed => "warning",
        };
        writeln!(
            out,
            "| {}:{} | {} | {} | {} | {} | {outcome} | {} of {} |",
            markdown(&answer.path, NAME),
            first_line(answer),
            markdown(&answer.question, NAME),
            words::points(answer.score),
            judged.threshold,
            answer.baseline.and_then(|b| b.score).map_or_else(|| "–".to_owned(), words::points),
            judged.unmet.len(),
            answer.signals.len()
        )?;
    }
    more(shown.len(), MOST_ROWS, out)
}

fn told(answer: &CheckedAnswer, verdict: &Verdict, i: usize, out: &mut impl Write) -> io::Result<()> {
    let judged = &verdict.answers[i];
    writeln!(
        out,
        "\n<details><summary>{}:{} · {}</summary>\n",
        html(&answer.path, NAME),
        first_line(answer),
        words::points(answer.score)
    )?;
    for reason in judged.general() {
        writeln!(out, "- {}", markdown(reason, STATEMENT))?;
    }
    let unmet = judged.worst(answer);
    for unmet in unmet.iter().take(MOST_SIGNALS) {
        let signal = &answer.signals[unmet.signal];
        let (severity, statement) = (severity(unmet.severity), markdown(&signal.statement, STATEMENT));
        let required = if signal.required { "required, " } else { "" };
        writeln!(out, "- {severity} {statement} ({required}{})", signal.verdict)?;
        if let Some((at, quote)) = signal.evidence.and_then(|span| Some((place(answer, span)?, quoted(answer, span)))) {
            writeln!(out, "  - line {}: “{}”", at.line, markdown(quote, QUOTE))?;
        }
        if let Some(correction) = &signal.correction {
            writeln!(out, "  - {}", markdown(correction, STATEMENT))?;
        }
    }
    more(unmet.len(), MOST_SIGNALS, out)?;
    if let Some(next) = &answer.next {
        writeln!(out, "- {}", markdown(next, STATEMENT))?;
    }
    for note in answer.flags.iter().chain(&answer.needs_review).chain(&answer.warnings) {
        writeln!(out, "- {}", markdown(&note.message, STATEMENT))?;
    }
    writeln!(out, "\n</details>")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "**error**",
        Severity::Warn => "**warn**",
        Severity::Info | Severity::Off => "info",
    }
}

fn more(count: usize, most: usize, out: &mut impl Write) -> io::Result<()> {
    if count > most {
        writeln!(out, "\n… and {} more.", count - most)?;
    }
    Ok(())
}

/// Inside a tag Markdown is not read, so HTML is what must not be written.
fn html(text: &str, most: usize) -> String {
    super::clean::line(text, most)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('@', "@\u{2060}")
}
