//! CSV and JSONL out.

use serde_json::{Value, json};

use super::model::{Import, Question};

/// The columns of the CSV, in order.
const COLUMNS: [&str; 11] = [
    "id",
    "title",
    "question",
    "answer",
    "signals",
    "kind",
    "difficulty",
    "tags",
    "section",
    "source",
    "line",
];

/// Every question as CSV with a header, also those that have no answer. Further answers follow the first after a blank line; signals stand one a line.
///
/// # Panics
///
/// Never: a vector takes everything.
#[must_use]
pub fn to_csv(import: &Import) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = import.questions.iter().filter(|q| q.duplicate_of.is_none()).map(|q| {
        [
            q.id.clone(),
            q.title.clone(),
            q.text.clone(),
            q.answers.join("\n\n"),
            q.signals.join("\n"),
            q.kind.name().to_owned(),
            q.difficulty.name().to_owned(),
            q.tags.join(", "),
            q.section.join(" / "),
            q.file.clone(),
            q.lines.0.to_string(),
        ]
    });
    let written = std::iter::once(COLUMNS.map(str::to_owned))
        .chain(rows)
        .try_for_each(|row| writer.write_record(&row));
    written.expect("a vector takes everything, and rows have equal lengths");
    let bytes = writer.into_inner().expect("a vector takes everything");
    String::from_utf8(bytes).expect("rows of strings are UTF-8")
}

/// Every question as one JSON object a line, also those that have no answer.
#[must_use]
pub fn to_jsonl(import: &Import) -> String {
    let mut out = String::new();
    for question in import.questions.iter().filter(|q| q.duplicate_of.is_none()) {
        out.push_str(&object(question).to_string());
        out.push('\n');
    }
    out
}

fn object(q: &Question) -> Value {
    json!({
        "id": q.id, "title": q.title, "question": q.text, "answers": q.answers, "signals": q.signals, "kind": q.kind, "difficulty": q.difficulty,
        "tags": q.tags, "section": q.section.join(" / "), "source": q.file, "line": q.lines.0,
    })
}
