//! Annotations, as GitHub Actions reads them from a log.

use std::io::{self, Write};

use super::clean::{line, message, path};
use super::place::{Place, first_line, place};
use super::words::{self, numbered};
use crate::check::{AnswerOutcome, CheckRun, CheckedAnswer, Fault, Outcome, Severity, Verdict};

/// As many annotations as GitHub shows of one step and kind.
const MOST: usize = 10;
/// Longest message, in characters.
const LONGEST: usize = 1_000;
/// Least room that a line is begun in.
const LEAST: usize = 80;
const TITLE: &str = "gradus check";

struct Annotation {
    level: &'static str,
    path: String,
    line: usize,
    place: Option<Place>,
    title: String,
    message: String,
}

/// Writes at most ten annotations: what could not be graded, then what is below the bar, then what is only to be warned of, worst first. A notice says how many more there are,
/// and one without a place what the run came to, where that is no pass.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn github(run: &CheckRun, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let (mut all, mut more) = (Vec::new(), Vec::new());
    if verdict.outcome != Outcome::Pass {
        let reasons = format!("{}: {}", words::outcome(verdict.outcome), verdict.reasons.join("; "));
        all.push(Annotation {
            level: if verdict.exit_code == 0 { "warning" } else { "error" },
            path: String::new(),
            line: 0,
            place: None,
            title: TITLE.to_owned(),
            message: line(&reasons, LONGEST),
        });
    }
    all.extend(verdict.faults.iter().map(|i| fault(&run.not_graded[*i])));
    let told = |i: &&usize| verdict.answers[**i].outcome == AnswerOutcome::Failed || verdict.answers[**i].warns();
    all.extend(verdict.by_harm.iter().filter(told).map(|i| answer(&run.answers[*i], verdict, *i)));
    for annotation in all.iter().take(MOST) {
        write(annotation, out)?;
    }
    if all.len() > MOST {
        more.push(format!("{} more not shown here, the log has all of them", all.len() - MOST));
    }
    if verdict.counts.known > 0 {
        let known = numbered(verdict.counts.known, "answer");
        more.push(format!("{known} below the bar as in the baseline"));
    }
    if more.is_empty() {
        return Ok(());
    }
    writeln!(out, "::notice title={}::{}", property(TITLE), data(&more.join("; ")))
}

fn fault(fault: &Fault) -> Annotation {
    let help = fault.help.as_ref().map_or_else(String::new, |h| format!("; {}", message(h)));
    Annotation {
        level: "error",
        path: path(&fault.path),
        line: fault.line.max(1),
        place: None,
        title: "could not grade".to_owned(),
        message: format!("{}{help}", message(&fault.message)),
    }
}

fn answer(answer: &CheckedAnswer, verdict: &Verdict, i: usize) -> Annotation {
    let judged = &verdict.answers[i];
    let failed = judged.outcome == AnswerOutcome::Failed;
    let shown: Vec<_> = judged.worst(answer).into_iter().filter(|u| u.severity >= Severity::Warn).collect();
    let spot = shown
        .iter()
        .filter_map(|u| answer.signals[u.signal].evidence)
        .find_map(|span| place(answer, span));
    let mut lines: Vec<String> = judged.general().iter().map(|r| message(r)).collect();
    lines.extend(shown.iter().map(|u| format!("{}: {}", u.severity, words::unmet(&answer.signals[u.signal]))));
    let what = if failed { "below the bar" } else { "warning" };
    Annotation {
        // An error on a run that passes, or only reports, would say what the exit code does not.
        level: if failed && verdict.exit_code != 0 { "error" } else { "warning" },
        path: path(&answer.path),
        line: spot.map_or_else(|| first_line(answer), |p| p.line),
        place: spot,
        title: format!("{what}: {} {}", line(&answer.question, 80), words::points(answer.score)),
        message: bounded(&lines),
    }
}

/// As many of `lines` as there is room for.
fn bounded(lines: &[String]) -> String {
    let mut out = String::new();
    for (i, text) in lines.iter().enumerate() {
        let room = LONGEST.saturating_sub(out.chars().count());
        if room < LEAST {
            out.push_str(&format!("\nand {} more", lines.len() - i));
            break;
        }
        if i > 0 {
            out.push('\n');
        }
        out.push_str(&line(text, room));
    }
    out
}

fn write(a: &Annotation, out: &mut impl Write) -> io::Result<()> {
    write!(out, "::{} ", a.level)?;
    if !a.path.is_empty() {
        write!(out, "file={},line={},", property(&a.path), a.line)?;
    }
    if let Some(place) = a.place {
        write!(out, "endLine={},", place.end_line)?;
        // Columns are only taken where the annotation is of one line.
        if place.line == place.end_line {
            write!(out, "col={},endColumn={},", place.column, place.end_column)?;
        }
    }
    writeln!(out, "title={}::{}", property(&a.title), data(&a.message))
}

/// As the runner reads the part after the last `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As the runner reads a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{fixture, verdict};

    fn written(run: &CheckRun) -> Vec<String> {
        let mut out = Vec::new();
        github(run, &verdict(run), &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn percent_line_ends_colons_and_commas_are_escaped() {
        assert_eq!(data("50%\r\na:b,c"), "50%25%0D%0Aa:b,c");
        assert_eq!(property("50%\r\na:b,c"), "50%25%0D%0Aa%3Ab%2Cc");
    }

    #[test]
    fn there_are_ten_at_most_and_the_rest_is_said() {
        let run = CheckRun {
            answers: (0..30).map(|i| fixture::answer(&format!("a{i:02}"), f64::from(i))).collect(),
            ..fixture::empty()
        };
        let lines = written(&run);
        assert_eq!(lines.len(), 11);
        assert!(lines[1].starts_with("::error file=answers/a00.md,line=5,title=below the bar%3A what-is-a-commit 0.0::"));
        assert_eq!(lines[10], "::notice title=gradus check::21 more not shown here, the log has all of them");
    }

    #[test]
    fn a_run_that_passes_without_a_word_writes_nothing() {
        let run = CheckRun {
            answers: vec![fixture::answer("a", 90.0)],
            ..fixture::empty()
        };
        assert!(written(&run).is_empty());
    }
}
