//! What `--fix` does: only what changes no score for the worse, and keeps every comment.

use std::collections::BTreeMap;

use super::finding::Finding;
use crate::rubric::{Places, remove_items};

/// The line that tells an editor which schema to check a rubric with.
pub(super) const SCHEMA_LINE: &str = "#:schema ../schemas/rubric.schema.json";

/// Whether a comment of the first lines names a schema.
pub(super) fn has_schema(source: &str) -> bool {
    let comments = source.lines().map(str::trim).take_while(|l| l.is_empty() || l.starts_with('#'));
    comments
        .into_iter()
        .any(|l| l.strip_prefix("#:schema").is_some_and(|rest| !rest.trim().is_empty()))
}

/// The text of the rubric `source` with the findings about it mended that can be; `None` where there is nothing to mend.
#[must_use]
pub fn mend(source: &str, findings: &[&Finding]) -> Option<String> {
    let mut text = source.to_owned();
    let mut paths: Vec<String> = Vec::new();
    for finding in findings.iter().filter(|f| f.fixable) {
        match finding.code {
            "repeated-term" | "covered-term" => paths.push(finding.field.clone()),
            // The reader says in which group, and at which place, a term stands twice.
            "duplicate" => paths.extend(term_at(source, finding)),
            _ => {}
        }
    }
    if !paths.is_empty() {
        text = remove_items(&text, &paths)?;
    }
    if findings.iter().any(|f| f.code == "missing-schema") && !has_schema(&text) {
        text = format!("{SCHEMA_LINE}\n{text}");
    }
    (text != source).then_some(text)
}

/// The path of the term that a finding about a group points at.
fn term_at(source: &str, finding: &Finding) -> Option<String> {
    let places = Places::read(source);
    let start = |path: &str| crate::rubric::line_and_column(source, places.of(path).start);
    let terms: BTreeMap<(usize, usize), String> = (0..)
        .map(|i| format!("{}[{i}]", finding.field))
        .take_while(|path| places.has(path))
        .map(|path| (start(&path), path))
        .collect();
    terms.get(&(finding.line, finding.column)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_named_in_the_first_comments() {
        assert!(has_schema("#:schema x.json\nid = 'a'\n"));
        assert!(has_schema("# licence\n\n#:schema x.json\nid = 'a'\n"));
        assert!(!has_schema("id = 'a'\n#:schema x.json\n"));
        assert!(!has_schema("#:schema\nid = 'a'\n"));
    }
}
