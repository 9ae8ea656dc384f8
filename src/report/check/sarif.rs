//! A check as SARIF 2.1.0, for code scanning and editors.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::clean::{MESSAGE, line, message, path};
use super::findings::{Found, Rule, findings};
use crate::check::{self, BaselineState, CheckRun, Fault, Severity, Verdict};
use crate::report::json::json;
use crate::report::sarif_log::{
    self, Artifact, Automation, Configuration, Descriptor, Invocation, Location, Logical, Notification, Physical, Reference, Region, Suppression, Text, log,
    uri,
};

/// Writes one result for each signal that is not met and each score below its bar. What could not be graded is no result but a notification, and the run is not successful then.
/// What the baseline has is suppressed, not left out: services reopen what comes and goes.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn sarif(run: &CheckRun, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let rules = Rule::ALL.iter().map(|r| Descriptor {
        id: r.code(),
        short_description: Text { text: r.summary().to_owned() },
        default_configuration: Configuration { level: level(r.severity()) },
    });
    let found = findings(run, verdict);
    let mut log = log(rules.collect(), found.iter().map(|f| result(f, run)).collect());
    let [only] = &mut log.runs;
    only.automation_details = Some(Automation { id: "gradus/check/" });
    only.invocations = vec![invocation(run, verdict)];
    json(&log, out)
}

fn invocation(run: &CheckRun, verdict: &Verdict) -> Invocation {
    let mut notifications: Vec<Notification> = verdict.faults.iter().map(|i| notification(&run.not_graded[*i])).collect();
    if verdict.outcome == check::Outcome::NothingToGrade {
        notifications.push(Notification {
            descriptor: Reference {
                id: "nothing-to-grade".to_owned(),
            },
            level: if verdict.exit_code == 0 { "note" } else { "error" },
            message: Text {
                text: verdict.reasons.join("; "),
            },
            locations: Vec::new(),
        });
    }
    Invocation {
        execution_successful: verdict.outcome != check::Outcome::CouldNotGrade,
        exit_code: verdict.exit_code,
        exit_code_description: line(&verdict.reasons.join("; "), 1_000),
        tool_execution_notifications: notifications,
    }
}

fn notification(fault: &Fault) -> Notification {
    let help = fault.help.as_ref().map_or_else(String::new, |h| format!("; {}", message(h)));
    let region = Region {
        start_line: fault.line.max(1),
        start_column: None,
        end_line: None,
        end_column: None,
    };
    Notification {
        descriptor: Reference { id: message(&fault.code) },
        level: "error",
        message: Text {
            text: format!("{}{help}", message(&fault.message)),
        },
        locations: vec![location(&fault.path, region, None)],
    }
}

fn result(found: &Found<'_>, run: &CheckRun) -> sarif_log::Found {
    let region = Region {
        start_line: found.line,
        start_column: found.place.map(|p| p.column),
        end_line: found.place.map(|p| p.end_line),
        end_column: found.place.map(|p| p.end_column),
    };
    let answer = found.answer;
    let of = found.signal.map_or_else(String::new, |s| format!("/{}", s.id));
    let name = line(&format!("{}/{}{of}", answer.question, answer.id), MESSAGE);
    let file = run.baseline.as_ref().map_or_else(|| "the baseline".to_owned(), |b| path(&b.path));
    let suppression = Suppression {
        kind: "external",
        status: "accepted",
        justification: format!("it stands in {file}"),
    };
    sarif_log::Found {
        rule_id: found.rule.code(),
        rule_index: Rule::ALL.iter().position(|r| *r == found.rule).unwrap_or_default(),
        level: level(found.severity),
        message: Text { text: found.message.clone() },
        locations: [location(&answer.path, region, Some(name))],
        // GitHub looks at the first only, and would otherwise hash the line, which several findings share and which changes with every edit.
        partial_fingerprints: BTreeMap::from([
            ("primaryLocationLineHash", format!("{}:1", found.fingerprint)),
            ("gradusCheck/v1", found.fingerprint.clone()),
        ]),
        baseline_state: answer.baseline.map(|mark| state(mark.state)),
        // An empty list says that nobody suppressed it: with some results suppressed, the others must say so.
        suppressions: run.baseline.is_some().then(|| found.known.then_some(suppression).into_iter().collect()),
    }
}

fn location(file: &str, region: Region, name: Option<String>) -> Location {
    Location {
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(file) },
            region: Some(region),
        },
        logical_locations: name.map(|n| Logical { fully_qualified_name: n }).into_iter().collect(),
    }
}

fn state(state: BaselineState) -> &'static str {
    match state {
        BaselineState::New => "new",
        BaselineState::Unchanged => "unchanged",
        BaselineState::Worse | BaselineState::Improved => "updated",
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info | Severity::Off => "note",
    }
}
