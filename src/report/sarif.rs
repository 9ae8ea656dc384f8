//! What a linter found, as SARIF 2.1.0: the format that code scanning and editors read.
//!
//! Written by hand: the crate for it generates code from the whole schema at build time, and of that schema this is all that is needed.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::json::json;
use crate::lint::{Finding, Lint, RULES, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'l> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'l>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'l> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Found<'l>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'l> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location<'l>; 1],
    partial_fingerprints: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'l> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical<'l>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'l> {
    fully_qualified_name: &'l str,
}

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
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "gradus",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: lint.findings.iter().map(found).collect(),
        }],
    };
    json(&log, out)
}

fn found(finding: &Finding) -> Found<'_> {
    let region = (finding.line > 0).then_some(Region {
        start_line: finding.line,
        start_column: finding.column,
        end_line: finding.end_line,
        end_column: finding.end_column,
    });
    let help = finding.help.as_ref().map_or_else(String::new, |h| format!("; {h}"));
    let field = finding.field.as_str();
    // Lines move when something else is edited; the field and the rule stay.
    let fingerprint = format!("{}/{}/{field}", finding.question, finding.code);
    Found {
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
                .map(|f| Logical { fully_qualified_name: f })
                .into_iter()
                .collect(),
        }],
        partial_fingerprints: BTreeMap::from([("gradusFinding/v1", fingerprint)]),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'\\' => out.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("./rubrics/a b.toml"), "rubrics/a%20b.toml");
        assert_eq!(uri("bank\\rubrics\\ü.toml"), "bank/rubrics/%C3%BC.toml");
    }
}
