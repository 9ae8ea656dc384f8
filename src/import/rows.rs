//! CSV, TSV, JSON and JSONL in: one question a row or object.

use serde_json::Value;

use super::columns::{Column, Record, column};
use super::fate::{Fate, FileLines, Part};
use super::finish::{Context, Finisher};
use super::model::{Import, Note};

/// Reads CSV with a header. `separator` is the byte between cells.
pub(super) fn read_table(file: &str, text: &str, separator: u8, finisher: &mut Finisher, into: &mut Import) {
    let mut out = Rows::new(file, text, into.questions.len());
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(str::to_owned).collect(),
        Err(error) => {
            out.bad(1, format!("cannot read the header: {error}"));
            Vec::new()
        }
    };
    if !headers.iter().any(|h| column(h) == Column::Question) {
        let names = headers.iter().map(|h| format!("`{h}`")).collect::<Vec<_>>().join(", ");
        out.bad(1, format!("no column holds the question (found {names}); name one `question`"));
        out.finish(into);
        return;
    }
    out.fate(0, Fate::Section);
    let mut record = csv::StringRecord::new();
    loop {
        let before = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                // The reader skips blank lines before a row: its own position says where the row begins.
                let first = record.position().and_then(|p| usize::try_from(p.line()).ok()).unwrap_or(before);
                let after = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
                let cells = record.iter().enumerate().map(|(i, cell)| {
                    let name = headers.get(i).cloned().unwrap_or_else(|| format!("column {}", i + 1));
                    (name, vec![cell.to_owned()])
                });
                out.row(finisher, first, after.saturating_sub(1).max(first), cells.collect());
            }
            Err(error) => {
                out.bad(
                    before,
                    format!("cannot read the row: {error}; put cells with separators, quotes or line ends in quotes"),
                );
                if error.is_io_error() {
                    break;
                }
            }
        }
    }
    out.finish(into);
}

/// Reads one JSON object a line.
pub(super) fn read_jsonl(file: &str, text: &str, finisher: &mut Finisher, into: &mut Import) {
    let mut out = Rows::new(file, text, into.questions.len());
    for (i, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(value) => out.object(finisher, i + 1, i + 1, value),
            Err(error) => out.bad(i + 1, format!("column {}: is no JSON object: {error}; write one object a line", error.column())),
        }
    }
    out.finish(into);
}

/// Reads a JSON array of objects, or an object that holds one.
pub(super) fn read_json(file: &str, text: &str, finisher: &mut Finisher, into: &mut Import) {
    let mut out = Rows::new(file, text, into.questions.len());
    let count = out.lines.fates.len();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(all)) => out.array(finisher, all, count),
        Ok(Value::Object(map)) => match map.into_iter().find_map(|(_, v)| if let Value::Array(all) = v { Some(all) } else { None }) {
            Some(all) => out.array(finisher, all, count),
            None => out.bad(1, "holds no list of questions; write `[{\"question\": …}, …]`".to_owned()),
        },
        Ok(_) => out.bad(1, "is no list of questions; write `[{\"question\": …}, …]`".to_owned()),
        Err(error) => out.bad(error.line(), format!("column {}: is no JSON: {error}", error.column())),
    }
    out.finish(into);
}

struct Rows {
    lines: FileLines,
    import: Import,
    /// How many questions stood before this file's.
    base: usize,
}

impl Rows {
    fn new(file: &str, text: &str, base: usize) -> Self {
        let mut lines = FileLines::new(file, text.strip_suffix('\n').unwrap_or(text).split('\n').count());
        for (fate, line) in lines.fates.iter_mut().zip(text.split('\n')) {
            if line.trim().is_empty() {
                *fate = Fate::Blank;
            }
        }
        Self {
            lines,
            import: Import::default(),
            base,
        }
    }

    fn fate(&mut self, index: usize, fate: Fate) {
        if let Some(place) = self.lines.fates.get_mut(index) {
            *place = fate;
        }
    }

    fn bad(&mut self, line: usize, message: String) {
        let reason = "a row that cannot be read";
        self.fate(line.saturating_sub(1), Fate::LeftOut { reason });
        self.import.notes.push(Note {
            file: self.lines.file.clone(),
            line,
            code: "bad-row",
            message,
        });
    }

    fn array(&mut self, finisher: &mut Finisher, all: Vec<Value>, count: usize) {
        for value in all {
            self.object(finisher, 1, count, value);
        }
    }

    fn object(&mut self, finisher: &mut Finisher, first: usize, last: usize, value: Value) {
        let Value::Object(map) = value else {
            self.bad(first, "is no JSON object; write `{\"question\": …}`".to_owned());
            return;
        };
        let cells = map.into_iter().map(|(name, value)| (name, texts(value))).collect();
        self.row(finisher, first, last, cells);
    }

    fn row(&mut self, finisher: &mut Finisher, first: usize, last: usize, cells: Vec<(String, Vec<String>)>) {
        let mut record = Record::default();
        for (name, values) in cells {
            if let Err(message) = record.add(&name, values) {
                self.import.notes.push(Note {
                    file: self.lines.file.clone(),
                    line: first,
                    code: "bad-row",
                    message: format!("column `{name}`: {message}"),
                });
            }
        }
        let record = record.finish();
        if record.draft.text.trim().is_empty() {
            self.bad(first, "column `question` is blank; write the question there".to_owned());
            return;
        }
        let section: Vec<String> = record.section.iter().cloned().collect();
        let context = Context {
            file: &self.lines.file,
            title: None,
            section: &section,
            lines: (first, last),
            tags: &record.tags,
            kind: record.kind,
            id: record.id.as_deref(),
        };
        let question = finisher.finish(record.draft, &context);
        let fate = Fate::Question {
            question: self.base + self.import.questions.len(),
            part: Part::Text,
        };
        for index in first - 1..last {
            if self.lines.fates.get(index).is_some_and(|f| !matches!(f, Fate::Question { .. })) {
                self.fate(index, fate.clone());
            }
        }
        self.import.questions.push(question);
    }

    fn finish(mut self, into: &mut Import) {
        self.lines.layouts.push(format!("rows: {}", self.import.questions.len()));
        into.questions.append(&mut self.import.questions);
        into.notes.append(&mut self.import.notes);
        into.files.push(self.lines);
    }
}

/// The texts that a JSON value holds: of objects their statement or text.
fn texts(value: Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text],
        Value::Array(all) => all.into_iter().flat_map(texts).collect(),
        Value::Object(map) => {
            let known = ["statement", "text", "name", "answer", "value"]
                .iter()
                .find_map(|k| map.get(*k).and_then(Value::as_str).map(str::to_owned));
            vec![known.unwrap_or_else(|| Value::Object(map).to_string())]
        }
        other => vec![other.to_string()],
    }
}
