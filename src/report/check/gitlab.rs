//! A code quality report, as GitLab reads it: <https://docs.gitlab.com/ci/testing/code_quality/>.

use std::io::{self, Write};

use serde::Serialize;

use super::clean::{line, message, path};
use super::findings::{Found, findings};
use super::fingerprint::Fingerprints;
use crate::check::{CheckRun, Fault, Severity, Verdict};
use crate::report::json::json;

/// Longest description, in characters.
const LONGEST: usize = 600;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes a list of issues: what could not be graded (blocker), scores below the bar (critical), and signals that are not met (`error` is major, `warn` minor, `info` info). What the
/// baseline has is marked and only info. GitLab has no place for what is true of a whole run.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn gitlab(run: &CheckRun, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let mut prints = Fingerprints::default();
    let faults = verdict.faults.iter().map(|i| fault(&run.not_graded[*i], &mut prints));
    let mut issues: Vec<Issue> = faults.collect();
    issues.extend(findings(run, verdict).iter().map(issue));
    json(&issues, out)
}

fn issue(found: &Found<'_>) -> Issue {
    let severity = match found.severity {
        _ if found.known => "info",
        Severity::Error if found.signal.is_none() => "critical",
        Severity::Error => "major",
        Severity::Warn => "minor",
        Severity::Info | Severity::Off => "info",
    };
    let known = if found.known && found.signal.is_some() { "known: " } else { "" };
    Issue {
        description: line(&format!("{known}{}", found.message), LONGEST),
        check_name: format!("gradus/{}", found.rule.code()),
        fingerprint: found.fingerprint.clone(),
        severity,
        location: Location {
            path: path(&found.answer.path),
            lines: Lines {
                begin: found.line,
                end: found.place.map_or(found.line, |p| p.end_line),
            },
        },
    }
}

fn fault(fault: &Fault, prints: &mut Fingerprints) -> Issue {
    let help = fault.help.as_ref().map_or_else(String::new, |h| format!("; {h}"));
    let fingerprint = prints.next(&["not-graded", &fault.path, fault.answer.as_deref().unwrap_or(""), &fault.code]);
    Issue {
        description: line(&format!("could not grade: {}{help}", message(&fault.message)), LONGEST),
        check_name: "gradus/not-graded".to_owned(),
        fingerprint,
        severity: "blocker",
        location: Location {
            path: path(&fault.path),
            lines: Lines {
                begin: fault.line.max(1),
                end: fault.line.max(1),
            },
        },
    }
}
