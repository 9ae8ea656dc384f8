//! What a check found, for people: the worst first, where it stands and why, and the verdict at the end.

use std::io::{self, Write};

use anstyle::Style;
use textwrap::{Options, WordSeparator, WordSplitter};

use super::clean::{QUOTE, line, message, no_command, path};
use super::place::{first_line, place, quoted};
use super::words::{self, counted};
use crate::check::{AnswerOutcome, CheckRun, CheckedAnswer, Fault, Outcome, Severity, Unmet, Verdict};
use crate::grade::Verdict as SignalVerdict;
use crate::report::style::{Look, Styles};

/// Writes what could not be graded, then every answer that is below its bars or is to be warned of, then the verdict.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn human(run: &CheckRun, verdict: &Verdict, look: Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page {
        prefix: &run.prefix,
        look,
        out,
    };
    for i in &verdict.faults {
        fault(&run.not_graded[*i], &mut page)?;
    }
    for &i in &verdict.by_harm {
        let judged = &verdict.answers[i];
        if judged.outcome != AnswerOutcome::Passed || judged.warns() {
            answer(&run.answers[i], verdict, i, &mut page)?;
        }
    }
    end(run, verdict, &mut page)
}

/// Where lines go.
struct Page<'o, W> {
    /// What paths begin with that people who stand below it do not say.
    prefix: &'o str,
    look: Look,
    out: &'o mut W,
}

impl<W: Write> Page<'_, W> {
    fn path(&self, from_top: &str) -> String {
        path(from_top.strip_prefix(self.prefix).unwrap_or(from_top))
    }

    /// Wraps `text`; `first` begins the first line, and blanks the others.
    fn put(&mut self, style: Style, first: &str, text: &str) -> io::Result<()> {
        let rest = " ".repeat(first.chars().count());
        // An id that is broken at a hyphen cannot be copied.
        let options = Options::new(self.look.width)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        let options = options.initial_indent(first).subsequent_indent(&rest);
        for line in textwrap::wrap(text, options) {
            let line = no_command(&line);
            writeln!(self.out, "{style}{line}{style:#}")?;
        }
        Ok(())
    }
}

fn fault(fault: &Fault, page: &mut Page<'_, impl Write>) -> io::Result<()> {
    let place = if fault.line > 0 { format!(":{}", fault.line) } else { String::new() };
    let bad = Styles::BAD;
    let file = page.path(&fault.path);
    writeln!(page.out, "{bad}! {file}{place}: could not grade{bad:#}")?;
    page.put(Style::new(), "    ", &message(&fault.message))?;
    if let Some(help) = &fault.help {
        page.put(Styles::DIM, "    ", &message(help))?;
    }
    writeln!(page.out)
}

fn answer(answer: &CheckedAnswer, verdict: &Verdict, i: usize, page: &mut Page<'_, impl Write>) -> io::Result<()> {
    let judged = &verdict.answers[i];
    let (mark, style, known) = match judged.outcome {
        AnswerOutcome::Failed => ("✗", Styles::BAD, ""),
        AnswerOutcome::Known => ("·", Styles::DIM, "  known"),
        AnswerOutcome::Passed => ("~", Styles::PART, ""),
    };
    let dim = Styles::DIM;
    let bar = format!(" (bar {})", judged.threshold);
    let file = page.path(&answer.path);
    writeln!(
        page.out,
        "{style}{mark} {file}:{}  {}{bar}  {}{known}{style:#}  {dim}{} · {} · confidence {:.2}{dim:#}",
        first_line(answer),
        words::points(answer.score),
        answer.level,
        line(&answer.question, 80),
        line(&answer.id, 80),
        answer.confidence
    )?;
    for reason in judged.general() {
        page.put(Style::new(), "    ", &message(reason))?;
    }
    if judged.outcome == AnswerOutcome::Known {
        // Debt is marked; told in full it would bury what is new.
        return writeln!(page.out);
    }
    let least = if judged.outcome == AnswerOutcome::Passed {
        Severity::Warn
    } else {
        Severity::Info
    };
    for unmet in judged.worst(answer).into_iter().filter(|u| u.severity >= least) {
        signal(answer, unmet, page)?;
    }
    if let Some(next) = answer.next.as_deref().filter(|_| judged.outcome == AnswerOutcome::Failed) {
        page.put(Style::new(), "    → ", &message(next))?;
    }
    for flag in &answer.flags {
        page.put(Styles::BAD, "    ! ", &message(&flag.message))?;
    }
    for review in &answer.needs_review {
        page.put(Styles::PART, "    ? ", &format!("look at it yourself: {}", message(&review.message)))?;
    }
    for warning in &answer.warnings {
        page.put(Styles::PART, "    ! ", &message(&warning.message))?;
    }
    writeln!(page.out)
}

fn signal(answer: &CheckedAnswer, unmet: Unmet, page: &mut Page<'_, impl Write>) -> io::Result<()> {
    let signal = &answer.signals[unmet.signal];
    let style = match unmet.severity {
        Severity::Error => Styles::BAD,
        Severity::Warn => Styles::PART,
        Severity::Info | Severity::Off => Styles::DIM,
    };
    let required = if signal.required { ", required" } else { "" };
    let what = format!(
        "{}: {} ({}{required}, `{}`)",
        unmet.severity,
        message(&signal.statement),
        signal.verdict,
        line(&signal.id, 80)
    );
    page.put(style, "    ", &what)?;
    if let Some(span) = signal.evidence
        && let Some(at) = place(answer, span)
    {
        let closest = if signal.verdict == SignalVerdict::Contradicted { "" } else { "closest: " };
        let quote = line(quoted(answer, span), QUOTE);
        let file = page.path(&answer.path);
        page.put(Styles::DIM, "      ", &format!("{file}:{}:{} {closest}“{quote}”", at.line, at.column))?;
    }
    if let Some(correction) = &signal.correction {
        page.put(Style::new(), "      ", &message(correction))?;
    }
    Ok(())
}

fn end(run: &CheckRun, verdict: &Verdict, page: &mut Page<'_, impl Write>) -> io::Result<()> {
    page.put(Style::new(), "", &counted(verdict.counts))?;
    for outdated in run.baseline.iter().flat_map(|b| &b.outdated) {
        page.put(Styles::DIM, "", &message(outdated))?;
    }
    let (mark, style) = match verdict.outcome {
        Outcome::Pass => ("✓", Styles::GOOD),
        Outcome::Below | Outcome::CouldNotGrade | Outcome::NothingToGrade => ("✗", Styles::BAD),
    };
    let reasons: Vec<String> = verdict.reasons.iter().map(|r| message(r)).collect();
    page.put(
        style,
        &format!("{mark} "),
        &format!("{}: {}", words::outcome(verdict.outcome), reasons.join("; ")),
    )?;
    let used = format!("{} · {} · exit code {}", message(&run.tool), message(&run.signature), verdict.exit_code);
    page.put(Styles::DIM, "", &used)
}
