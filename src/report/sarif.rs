//! What a linter found, as SARIF 2.1.0: the format that code scanning and editors read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::json::json;
use super::sarif_log::{self, Artifact, Configuration, Descriptor, Location, Logical, Physical, Region, Text, log, uri};
use crate::lint::{Finding, Lint, RULES, Severity};

/// Writes `lint` as SARIF.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn sarif(lint: &Lint, out: &mut impl Write) -> io::Result<()> {
    let rules = RULES.iter().map(|r| Descriptor {
        id: r.code,
        short_description: Text { text: r.summary.to_owned() },
        default_configuration: Configuration { level: level(r.severity) },
    });
    let log = log(rules.collect(), lint.findings.iter().map(found).collect());
    json(&log, out)
}

fn found(finding: &Finding) -> sarif_log::Found {
    let region = (finding.line > 0).then_some(Region {
        start_line: finding.line,
        start_column: Some(finding.column),
        end_line: Some(finding.end_line),
        end_column: Some(finding.end_column),
    });
    let help = finding.help.as_ref().map_or_else(String::new, |h| format!("; {h}"));
    let field = finding.field.as_str();
    // Lines move when something else is edited; the field and the rule stay.
    let fingerprint = format!("{}/{}/{field}", finding.question, finding.code);
    sarif_log::Found {
        rule_id: finding.code,
        rule_index: RULES.iter().position(|r| r.code == finding.code).unwrap_or_default(),
        level: level(finding.severity),
        message: Text {
            text: format!("{}{help}", finding.message),
        },
        locations: [Location {
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(&finding.file) },
                region,
            },
            logical_locations: Some(field)
                .filter(|f| !f.is_empty())
                .map(|f| Logical {
                    fully_qualified_name: f.to_owned(),
                })
                .into_iter()
                .collect(),
        }],
        partial_fingerprints: BTreeMap::from([("gradusFinding/v1", fingerprint)]),
        baseline_state: None,
        suppressions: None,
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}
