//! A grade, for people.

use std::io::{self, Write};

use anstyle::Style;
use textwrap::Options;

use super::style::{Look, Styles};
use crate::grade::{Evidence, Explanation, Grade, SignalGrade, Verdict};

/// Longest piece of evidence that is quoted whole, in characters.
const LONGEST_QUOTE: usize = 400;

/// Writes `grade` of `answer` (the text that was graded).
///
/// # Errors
///
/// When `out` cannot be written.
pub fn grade(grade: &Grade, answer: &str, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (head, dim) = (Styles::HEAD, Styles::DIM);
    let level = level_style(grade.score);
    writeln!(
        out,
        "{head}{}{head:#}  {level}{:.1} / 100  {}{level:#}  {dim}confidence {:.2}{dim:#}",
        grade.question, grade.score, grade.level, grade.confidence
    )?;
    for flag in &grade.flags {
        let cap = flag.cap.map_or_else(String::new, |cap| format!(" (at most {cap:.0} points)"));
        wrapped(out, look, Styles::BAD, "  ! ", "    ", &format!("{}{cap}", flag.message))?;
    }
    for review in &grade.needs_review {
        wrapped(out, look, Styles::PART, "  ? ", "    ", &format!("look at it yourself: {review}"))?;
    }
    for warning in &grade.warnings {
        wrapped(out, look, Styles::PART, "  ! ", "    ", &warning.to_string())?;
    }
    writeln!(out)?;
    for signal in &grade.signals {
        write_signal(signal, answer, look, out)?;
    }
    let feedback = &grade.feedback;
    section("Strong", &feedback.strong, Styles::GOOD, look, out)?;
    section("Missing", &feedback.missing, Styles::PART, look, out)?;
    section("Wrong", &feedback.wrong, Styles::BAD, look, out)?;
    if let Some(next) = &feedback.next {
        writeln!(out, "\n{head}Next{head:#}")?;
        wrapped(out, look, Style::new(), "  ", "  ", next)?;
    }
    let signature = &grade.signature;
    let model = if signature.model.hash.is_empty() {
        signature.model.name.clone()
    } else {
        format!("{} {}", signature.model.name, signature.model.hash)
    };
    writeln!(
        out,
        "\n{dim}{} · model {model} · rubric {} · calibration {}{dim:#}",
        signature.tool, signature.rubric, signature.calibration
    )
}

fn write_signal(signal: &SignalGrade, answer: &str, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (mark, style) = match signal.verdict {
        Verdict::Met => ("✓", Styles::GOOD),
        Verdict::PartlyMet => ("~", Styles::PART),
        Verdict::NotAddressed => ("·", Styles::MISS),
        Verdict::Contradicted => ("✗", Styles::BAD),
    };
    let dim = Styles::DIM;
    let required = if signal.required { ", required" } else { "" };
    let sure = if signal.verdict == Verdict::Contradicted {
        signal.contradiction
    } else {
        signal.probability
    };
    writeln!(
        out,
        "{style}{mark} {}{style:#} {dim}{} {:.2}, weight {}{required}{dim:#}",
        signal.statement, signal.verdict, sure, signal.weight
    )?;
    let Some(evidence) = &signal.evidence else { return Ok(()) };
    let lead = match signal.verdict {
        Verdict::Met | Verdict::Contradicted => "    ",
        Verdict::PartlyMet | Verdict::NotAddressed => "    closest: ",
    };
    if signal.verdict == Verdict::NotAddressed && evidence.keywords.is_empty() && signal.features.alignment < 0.3 {
        return Ok(());
    }
    quote(evidence, answer, lead, look, out)
}

/// The evidence with its keywords marked.
fn quote(evidence: &Evidence, answer: &str, lead: &str, look: Look, out: &mut impl Write) -> io::Result<()> {
    let mark = Styles::MARK;
    let mut text = String::from("“");
    let mut at = evidence.span.start;
    let mut shown = 0;
    let mut push = |text: &mut String, piece: &str, marked: bool| {
        let room = LONGEST_QUOTE.saturating_sub(shown);
        let cut: String = one_line(piece).chars().take(room).collect();
        shown += cut.chars().count();
        if marked && !cut.is_empty() {
            text.push_str(&format!("{mark}{cut}{mark:#}"));
        } else {
            text.push_str(&cut);
        }
    };
    for keyword in sorted(evidence) {
        if keyword.start >= at {
            push(&mut text, &answer[at..keyword.start], false);
            push(&mut text, &answer[keyword.clone()], true);
            at = keyword.end;
        }
    }
    push(&mut text, &answer[at..evidence.span.end.max(at)], false);
    text.push_str(if shown >= LONGEST_QUOTE { "…”" } else { "”" });
    let indent = " ".repeat(lead.len());
    for line in textwrap::wrap(&text, Options::new(look.width).initial_indent(lead).subsequent_indent(&indent)) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn sorted(evidence: &Evidence) -> Vec<std::ops::Range<usize>> {
    let mut spans: Vec<_> = evidence.keywords.iter().map(|k| k.span.range()).collect();
    spans.sort_by_key(|s| (s.start, s.end));
    spans
}

/// Control characters, line ends and direction marks of a candidate's text never reach the terminal.
pub(super) fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c })
        .collect()
}

fn section(title: &str, lines: &[String], style: Style, look: Look, out: &mut impl Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let head = Styles::HEAD;
    writeln!(out, "\n{head}{title}{head:#}")?;
    lines.iter().try_for_each(|line| wrapped(out, look, style, "  • ", "    ", line))
}

/// Writes `text` in lines of a style; `first` and `rest` begin the first line and the others.
pub(super) fn wrapped(out: &mut impl Write, look: Look, style: Style, first: &str, rest: &str, text: &str) -> io::Result<()> {
    for line in textwrap::wrap(&one_line(text), Options::new(look.width).initial_indent(first).subsequent_indent(rest)) {
        writeln!(out, "{style}{line}{style:#}")?;
    }
    Ok(())
}

fn level_style(score: f64) -> Style {
    match score {
        s if s >= crate::grade::PASS_MARK => Styles::GOOD,
        s if s >= 40.0 => Styles::PART,
        _ => Styles::BAD,
    }
}

/// Writes the tree of numbers behind a score.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn explain(explanation: &Explanation, out: &mut impl Write) -> io::Result<()> {
    fn node(e: &Explanation, depth: usize, out: &mut impl Write) -> io::Result<()> {
        let dim = Styles::DIM;
        let indent = "  ".repeat(depth);
        let formula = if e.formula.is_empty() {
            String::new()
        } else {
            format!("  {dim}= {}{dim:#}", e.formula)
        };
        writeln!(out, "{indent}{} {:.4}{formula}", e.name, e.value)?;
        e.children.iter().try_for_each(|child| node(child, depth + 1, out))
    }
    writeln!(out)?;
    node(explanation, 0, out)
}
