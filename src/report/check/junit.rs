//! JUnit XML in the dialect of Jenkins: a suite for each file, a case for each answer.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::clean::{QUOTE, line, message, path};
use super::place::{first_line, place, quoted};
use super::words;
use crate::check::{AnswerOutcome, AnswerVerdict, CheckRun, CheckedAnswer, Fault, Outcome, Severity, Verdict};

const NAME: &str = "gradus check";
/// Longest text of a case, in lines.
const MOST_LINES: usize = 60;

/// Writes the run as JUnit XML: below the bar is a failure, what could not be graded an error, what the baseline has is skipped. Bars over the whole run are cases of a suite of
/// their own, and so is a run without anything, since many readers take a file without suites for a mistake.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn junit(run: &CheckRun, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let mut report = Report::new(NAME);
    let whole = whole(run, verdict);
    if !whole.test_cases.is_empty() {
        report.add_test_suite(whole);
    }
    let mut files: BTreeMap<String, Vec<TestCase>> = BTreeMap::new();
    for &i in &verdict.faults {
        let fault = &run.not_graded[i];
        files.entry(path(&fault.path)).or_default().push(error(fault));
    }
    for &i in &verdict.by_place {
        let answer = &run.answers[i];
        files.entry(path(&answer.path)).or_default().push(case(answer, &verdict.answers[i]));
    }
    for (file, cases) in files {
        let mut suite = TestSuite::new(file.as_str());
        suite.extra.insert("file".into(), file.as_str().into());
        suite.add_test_cases(cases);
        report.add_test_suite(suite);
    }
    let text = report.to_string().map_err(io::Error::other)?;
    // The schema of Jenkins knows this count of suites only, not of the whole. The name before it is ours, so the first of them is the right one.
    let text = text.replacen(&format!(" skipped=\"{}\"", report.skipped), "", 1);
    out.write_all(text.as_bytes())
}

/// What is true of the run as a whole.
fn whole(run: &CheckRun, verdict: &Verdict) -> TestSuite {
    let mut suite = TestSuite::new(NAME);
    let reasons = || line(&verdict.reasons.join("; "), 1_000);
    let mut add = |name: &str, status: TestCaseStatus| {
        let mut case = TestCase::new(name, status);
        case.set_classname("gradus");
        suite.add_test_case(case);
    };
    let gate = run.bars.min_pass_rate < 1.0 || run.bars.min_mean.is_some() || run.bars.strict_baseline;
    if verdict.outcome == Outcome::NothingToGrade {
        let status = if verdict.exit_code == 0 {
            told(TestCaseStatus::skipped(), "nothing-to-grade", &reasons())
        } else {
            told(TestCaseStatus::non_success(NonSuccessKind::Error), "nothing-to-grade", &reasons())
        };
        add("answers", status);
    } else if verdict.counts.graded + verdict.counts.not_graded == 0 {
        add("answers", told(TestCaseStatus::skipped(), "untouched", &reasons()));
    } else if gate {
        let status = match verdict.outcome {
            Outcome::Pass | Outcome::NothingToGrade => TestCaseStatus::success(),
            Outcome::Below => told(TestCaseStatus::non_success(NonSuccessKind::Failure), "below-bar", &reasons()),
            Outcome::CouldNotGrade => told(TestCaseStatus::non_success(NonSuccessKind::Error), "not-graded", &reasons()),
        };
        add("bars of the run", status);
    }
    suite
}

fn told(mut status: TestCaseStatus, kind: &str, message: &str) -> TestCaseStatus {
    status.set_type(kind).set_message(message);
    status
}

fn error(fault: &Fault) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_type(message(&fault.code)).set_message(message(&fault.message));
    let place = format!("{}:{}", path(&fault.path), fault.line.max(1));
    let help = fault.help.as_ref().map_or_else(String::new, |h| format!("\n{}", message(h)));
    status.set_description(format!("{place}: {}{help}", message(&fault.message)));
    let mut case = TestCase::new(fault.answer.as_ref().map_or_else(|| path(&fault.path), |id| line(id, 200)), status);
    case.set_classname(class(fault.question.as_deref().unwrap_or("not-graded")));
    case
}

fn case(answer: &CheckedAnswer, judged: &AnswerVerdict) -> TestCase {
    let mut status = match judged.outcome {
        AnswerOutcome::Passed => TestCaseStatus::success(),
        AnswerOutcome::Failed => TestCaseStatus::non_success(NonSuccessKind::Failure),
        AnswerOutcome::Known => TestCaseStatus::skipped(),
    };
    if judged.outcome != AnswerOutcome::Passed {
        let reasons: Vec<String> = judged.reasons.iter().map(|r| message(r)).collect();
        let kind = if judged.outcome == AnswerOutcome::Known { "known" } else { "below-bar" };
        status.set_type(kind).set_message(line(&reasons.join("; "), 1_000));
        status.set_description(bounded(details(answer, judged, Severity::Info)));
    }
    let mut case = TestCase::new(line(&answer.id, 200), status);
    case.set_classname(class(&answer.question));
    let said = said(answer, judged);
    if !said.is_empty() {
        case.set_system_out(bounded(said));
    }
    case
}

fn class(question: &str) -> String {
    format!("gradus.{}", line(question, 200))
}

/// Each signal that is not met, with its place and what is said there.
fn details(answer: &CheckedAnswer, judged: &AnswerVerdict, least: Severity) -> Vec<String> {
    let file = path(&answer.path);
    let mut out = Vec::new();
    for unmet in judged.worst(answer).into_iter().filter(|u| u.severity >= least) {
        let signal = &answer.signals[unmet.signal];
        let spot = signal.evidence.and_then(|span| Some((place(answer, span)?, quoted(answer, span))));
        let at = spot.map_or_else(|| format!("{file}:{}", first_line(answer)), |(p, _)| format!("{file}:{}:{}", p.line, p.column));
        out.push(format!("{at}: {}: {}", unmet.severity, words::unmet(signal)));
        if let Some((_, quote)) = spot {
            out.push(format!("    “{}”", line(quote, QUOTE)));
        }
    }
    out
}

/// JUnit has no warnings: what is to be warned of stands in what the case printed.
fn said(answer: &CheckedAnswer, judged: &AnswerVerdict) -> Vec<String> {
    let mut out = vec![format!(
        "score {}, bar {}, {}, confidence {:.2}",
        words::points(answer.score),
        judged.threshold,
        answer.level,
        answer.confidence
    )];
    let kinds = [("flag", &answer.flags), ("review", &answer.needs_review), ("warning", &answer.warnings)];
    for (kind, notes) in kinds {
        out.extend(notes.iter().map(|n| format!("{kind}: {}", message(&n.message))));
    }
    out.extend(answer.next.iter().map(|next| message(next)));
    if judged.outcome == AnswerOutcome::Passed {
        out.extend(details(answer, judged, Severity::Info));
    }
    out
}

fn bounded(mut lines: Vec<String>) -> String {
    if lines.len() > MOST_LINES {
        let more = lines.len() - MOST_LINES;
        lines.truncate(MOST_LINES);
        lines.push(format!("and {more} lines more"));
    }
    lines.join("\n")
}
