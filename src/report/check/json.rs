//! A check as JSON and as JSON lines. `schemas/check.schema.json` describes both.

use std::io::{self, Write};

use serde::Serialize;

use super::clean::{QUOTE, line};
use super::place::{Place, first_line, place, quoted};
use crate::check::{AnswerOutcome, Bars, BaselineMark, BaselineUse, CheckRun, CheckedAnswer, CheckedSignal, Counts, Fault, Note, Outcome, Severity, Verdict};
use crate::grade::{Level, Span, Verdict as SignalVerdict};

/// Version of this output; a field that goes or changes its meaning raises it.
const SCHEMA_VERSION: u32 = 1;
/// Longest text, in characters. Names and paths are written as they are: they are what things are found by.
const LONGEST: usize = 2_000;

#[derive(Serialize)]
struct Page<'r> {
    #[serde(flatten)]
    head: Head<'r>,
    answers: Vec<Answer<'r>>,
    not_graded: Vec<Fault>,
}

#[derive(Serialize)]
struct Head<'r> {
    schema_version: u32,
    tool: &'r str,
    signature: &'r str,
    outcome: Outcome,
    exit_code: u8,
    reasons: Vec<String>,
    counts: Counts,
    mean: Option<f64>,
    pass_rate: Option<f64>,
    bars: &'r Bars,
    baseline: Option<&'r BaselineUse>,
}

#[derive(Serialize)]
struct Answer<'r> {
    path: &'r str,
    line: usize,
    id: &'r str,
    question: &'r str,
    outcome: AnswerOutcome,
    reasons: Vec<String>,
    score: f64,
    threshold: f64,
    level: Level,
    confidence: f64,
    flags: Vec<Note>,
    needs_review: Vec<Note>,
    warnings: Vec<Note>,
    next: Option<String>,
    signals: Vec<Signal<'r>>,
    baseline: Option<BaselineMark>,
}

#[derive(Serialize)]
struct Signal<'r> {
    id: &'r str,
    statement: String,
    weight: f64,
    required: bool,
    verdict: SignalVerdict,
    probability: f64,
    /// How severe it is that it is not met; `null` where it is met or does not count.
    severity: Option<Severity>,
    fails: bool,
    evidence: Option<Evidence>,
    correction: Option<String>,
}

#[derive(Serialize)]
struct Evidence {
    span: Span,
    #[serde(flatten)]
    place: Place,
    quote: String,
}

/// A line of JSON lines.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Line<'r> {
    Answer(Box<Answer<'r>>),
    NotGraded(Fault),
    Verdict(Box<Head<'r>>),
}

/// Writes one JSON document: the verdict, the answers in the order of their places, and what could not be graded.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn json(run: &CheckRun, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let page = Page {
        head: head(run, verdict),
        answers: verdict.by_place.iter().map(|i| answer(run, verdict, *i)).collect(),
        not_graded: verdict.faults.iter().map(|i| fault(&run.not_graded[*i])).collect(),
    };
    crate::report::json::json(&page, out)
}

/// Writes a line for each answer, one for everything that could not be graded, and the verdict in the last line.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn jsonl(run: &CheckRun, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    for &i in &verdict.by_place {
        json_line(&Line::Answer(Box::new(answer(run, verdict, i))), out)?;
    }
    for &i in &verdict.faults {
        json_line(&Line::NotGraded(fault(&run.not_graded[i])), out)?;
    }
    json_line(&Line::Verdict(Box::new(head(run, verdict))), out)
}

fn json_line(line: &Line<'_>, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)
}

fn head<'r>(run: &'r CheckRun, verdict: &'r Verdict) -> Head<'r> {
    Head {
        schema_version: SCHEMA_VERSION,
        tool: &run.tool,
        signature: &run.signature,
        outcome: verdict.outcome,
        exit_code: verdict.exit_code,
        reasons: verdict.reasons.iter().map(|r| text(r)).collect(),
        counts: verdict.counts,
        mean: verdict.mean,
        pass_rate: verdict.pass_rate,
        bars: &run.bars,
        baseline: run.baseline.as_ref(),
    }
}

fn answer<'r>(run: &'r CheckRun, verdict: &'r Verdict, i: usize) -> Answer<'r> {
    let (answer, judged) = (&run.answers[i], &verdict.answers[i]);
    let signals = answer.signals.iter().enumerate().map(|(at, signal)| {
        let unmet = judged.unmet.iter().find(|u| u.signal == at);
        Signal {
            id: &signal.id,
            statement: text(&signal.statement),
            weight: signal.weight,
            required: signal.required,
            verdict: signal.verdict,
            probability: signal.probability,
            severity: unmet.map(|u| u.severity),
            fails: unmet.is_some_and(|u| u.fails),
            evidence: evidence(answer, signal),
            correction: signal.correction.as_deref().map(text),
        }
    });
    Answer {
        path: &answer.path,
        line: first_line(answer),
        id: &answer.id,
        question: &answer.question,
        outcome: judged.outcome,
        reasons: judged.reasons.iter().map(|r| text(r)).collect(),
        score: answer.score,
        threshold: judged.threshold,
        level: answer.level,
        confidence: answer.confidence,
        flags: notes(&answer.flags),
        needs_review: notes(&answer.needs_review),
        warnings: notes(&answer.warnings),
        next: answer.next.as_deref().map(text),
        signals: signals.collect(),
        baseline: answer.baseline,
    }
}

fn evidence(answer: &CheckedAnswer, signal: &CheckedSignal) -> Option<Evidence> {
    let span = signal.evidence?;
    Some(Evidence {
        span,
        place: place(answer, span)?,
        quote: line(quoted(answer, span), QUOTE),
    })
}

fn text(text: &str) -> String {
    line(text, LONGEST)
}

fn notes(notes: &[Note]) -> Vec<Note> {
    let bounded = |note: &Note| Note {
        kind: note.kind.clone(),
        message: text(&note.message),
    };
    notes.iter().map(bounded).collect()
}

fn fault(fault: &Fault) -> Fault {
    Fault {
        message: text(&fault.message),
        help: fault.help.as_deref().map(text),
        ..fault.clone()
    }
}
