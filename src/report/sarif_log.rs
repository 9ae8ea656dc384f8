//! SARIF 2.1.0, as far as anything here writes it.
//!
//! Written by hand: the crate for it generates code from the whole schema at build time, and of that schema this is all that is needed.

use std::collections::BTreeMap;

use serde::Serialize;

/// Where the schema is.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The log of one run by this program.
pub(in crate::report) fn log(rules: Vec<Descriptor>, results: Vec<Found>) -> Log {
    Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "gradus",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules,
                },
            },
            automation_details: None,
            invocations: Vec::new(),
            column_kind: "unicodeCodePoints",
            results,
        }],
    }
}

#[derive(Serialize)]
pub(in crate::report) struct Log {
    #[serde(rename = "$schema")]
    pub(in crate::report) schema: &'static str,
    pub(in crate::report) version: &'static str,
    pub(in crate::report) runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Run {
    pub(in crate::report) tool: Tool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) automation_details: Option<Automation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) invocations: Vec<Invocation>,
    pub(in crate::report) column_kind: &'static str,
    pub(in crate::report) results: Vec<Found>,
}

#[derive(Serialize)]
pub(in crate::report) struct Tool {
    pub(in crate::report) driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Driver {
    pub(in crate::report) name: &'static str,
    pub(in crate::report) semantic_version: &'static str,
    pub(in crate::report) rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Descriptor {
    pub(in crate::report) id: &'static str,
    pub(in crate::report) short_description: Text,
    pub(in crate::report) default_configuration: Configuration,
}

#[derive(Serialize)]
pub(in crate::report) struct Configuration {
    pub(in crate::report) level: &'static str,
}

#[derive(Serialize)]
pub(in crate::report) struct Automation {
    pub(in crate::report) id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Invocation {
    pub(in crate::report) execution_successful: bool,
    pub(in crate::report) exit_code: u8,
    pub(in crate::report) exit_code_description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(in crate::report) struct Notification {
    pub(in crate::report) descriptor: Reference,
    pub(in crate::report) level: &'static str,
    pub(in crate::report) message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) locations: Vec<Location>,
}

#[derive(Serialize)]
pub(in crate::report) struct Reference {
    pub(in crate::report) id: String,
}

#[derive(Serialize)]
pub(in crate::report) struct Text {
    pub(in crate::report) text: String,
}

/// A result; the name is not that of the standard, which every reader of Rust would mistake.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Found {
    pub(in crate::report) rule_id: &'static str,
    pub(in crate::report) rule_index: usize,
    pub(in crate::report) level: &'static str,
    pub(in crate::report) message: Text,
    pub(in crate::report) locations: [Location; 1],
    pub(in crate::report) partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) suppressions: Option<Vec<Suppression>>,
}

#[derive(Serialize)]
pub(in crate::report) struct Suppression {
    pub(in crate::report) kind: &'static str,
    pub(in crate::report) status: &'static str,
    pub(in crate::report) justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Location {
    pub(in crate::report) physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) logical_locations: Vec<Logical>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Physical {
    pub(in crate::report) artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) region: Option<Region>,
}

#[derive(Serialize)]
pub(in crate::report) struct Artifact {
    pub(in crate::report) uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Region {
    pub(in crate::report) start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) end_column: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Logical {
    pub(in crate::report) fully_qualified_name: String,
}

/// A path as a URI reference.
pub(in crate::report) fn uri(path: &str) -> String {
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
