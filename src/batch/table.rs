//! Graded rows as rows of a table: all input columns, and what was found beside them.

use std::borrow::Cow;

use serde_json::Value;

use super::outcome::{GradeOutcome, Note, Outcome, SignalOutcome};
use crate::grade::Verdict;
use crate::rows::{Cell, Column, ColumnType};

/// The columns beside those of the data, one row for each answer.
const BY_ANSWER: [(&str, ColumnType); 16] = [
    ("gradus_row", ColumnType::Int64),
    ("gradus_question", ColumnType::Text),
    ("gradus_score", ColumnType::Double),
    ("gradus_level", ColumnType::Text),
    ("gradus_passed", ColumnType::Bool),
    ("gradus_confidence", ColumnType::Double),
    ("gradus_needs_review", ColumnType::Text),
    ("gradus_flags", ColumnType::Text),
    ("gradus_met", ColumnType::Text),
    ("gradus_partly_met", ColumnType::Text),
    ("gradus_not_addressed", ColumnType::Text),
    ("gradus_contradicted", ColumnType::Text),
    ("gradus_missing", ColumnType::Text),
    ("gradus_wrong", ColumnType::Text),
    ("gradus_next", ColumnType::Text),
    ("gradus_error", ColumnType::Text),
];

/// The columns beside those of the data, one row for each signal.
const BY_SIGNAL: [(&str, ColumnType); 12] = [
    ("gradus_row", ColumnType::Int64),
    ("gradus_question", ColumnType::Text),
    ("gradus_score", ColumnType::Double),
    ("gradus_signal", ColumnType::Text),
    ("gradus_statement", ColumnType::Text),
    ("gradus_weight", ColumnType::Double),
    ("gradus_required", ColumnType::Bool),
    ("gradus_verdict", ColumnType::Text),
    ("gradus_probability", ColumnType::Double),
    ("gradus_evidence", ColumnType::Text),
    ("gradus_correction", ColumnType::Text),
    ("gradus_error", ColumnType::Text),
];

/// Every input column of some rows with what it holds, in the order in which they first stand.
#[derive(Debug, Default)]
pub struct Survey {
    inputs: Vec<(String, Option<ColumnType>)>,
}

impl Survey {
    /// Counts a row in.
    pub fn add(&mut self, outcome: &Outcome) {
        for (i, (name, value)) in outcome.input.iter().enumerate() {
            // Rows mostly have the same columns in the same places.
            let known = match self.inputs.get(i) {
                Some((n, _)) if n == name => Some(i),
                _ => self.inputs.iter().position(|(n, _)| n == name),
            };
            let at = known.unwrap_or_else(|| {
                self.inputs.push((name.clone(), None));
                self.inputs.len() - 1
            });
            let holds = &mut self.inputs[at].1;
            *holds = both(*holds, value);
        }
    }

    /// The layout of a table with these columns, of one row for each signal or for each answer.
    #[must_use]
    pub fn layout(self, per_signal: bool) -> Layout {
        let own: &'static [(&str, ColumnType)] = if per_signal { &BY_SIGNAL } else { &BY_ANSWER };
        let mut inputs: Vec<(String, Column)> = Vec::new();
        for (name, holds) in self.inputs {
            let mut shown = name.clone();
            while own.iter().any(|(o, _)| *o == shown) || inputs.iter().any(|(_, c)| c.name == shown) {
                shown = format!("input_{shown}");
            }
            let holds = holds.unwrap_or(ColumnType::Text);
            inputs.push((name, Column { name: shown, holds }));
        }
        Layout { inputs, own, per_signal }
    }
}

/// What a column holds that held `so_far` until `value` came.
fn both(so_far: Option<ColumnType>, value: &Value) -> Option<ColumnType> {
    let this = match value {
        Value::Null => return so_far,
        Value::Bool(_) => ColumnType::Bool,
        Value::Number(n) if n.is_i64() => ColumnType::Int64,
        Value::Number(n) if n.is_f64() => ColumnType::Double,
        _ => ColumnType::Text,
    };
    Some(match so_far {
        None => this,
        Some(known) if known == this => this,
        Some(ColumnType::Int64 | ColumnType::Double) if matches!(this, ColumnType::Int64 | ColumnType::Double) => ColumnType::Double,
        Some(_) => ColumnType::Text,
    })
}

/// The columns of a table of graded rows.
pub struct Layout {
    /// Input columns: the name in the data, and the column of the table.
    inputs: Vec<(String, Column)>,
    own: &'static [(&'static str, ColumnType)],
    per_signal: bool,
}

/// A row of a table: cells by name.
pub type Cells<'a> = Vec<(&'a str, Cell<'a>)>;

impl Layout {
    /// All columns, those of the data first.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let own = self.own.iter().map(|(name, holds)| Column {
            name: (*name).to_owned(),
            holds: *holds,
        });
        self.inputs.iter().map(|(_, column)| column.clone()).chain(own).collect()
    }

    /// The rows that stand for `outcome`: one, or one for each signal.
    #[must_use]
    pub fn rows<'a>(&'a self, outcome: &'a Outcome) -> Vec<Cells<'a>> {
        let input: Cells<'a> = self
            .inputs
            .iter()
            .map(|(name, column)| (column.name.as_str(), outcome.input.get(name).map_or(Cell::Null, Cell::of)))
            .collect();
        let with = |own: Vec<Cell<'a>>| {
            let names = self.own.iter().map(|(name, _)| *name);
            input.iter().cloned().chain(names.zip(own)).collect()
        };
        match &outcome.grade {
            Some(grade) if self.per_signal => grade.signals.iter().map(|s| with(by_signal(outcome, grade, s))).collect(),
            Some(grade) => vec![with(by_answer(outcome, grade))],
            None => vec![with(without_grade(outcome, self.own.len()))],
        }
    }
}

fn by_answer<'a>(outcome: &'a Outcome, grade: &'a GradeOutcome) -> Vec<Cell<'a>> {
    let with = |verdict: Verdict| {
        let ids: Vec<&str> = grade.signals.iter().filter(|s| s.verdict == verdict).map(|s| s.id.as_str()).collect();
        joined(&ids)
    };
    let notes = |notes: &[Note]| joined(&notes.iter().map(|n| n.kind.as_str()).collect::<Vec<_>>());
    vec![
        row(outcome),
        Cell::text(&outcome.question),
        Cell::Number(grade.score),
        Cell::Text(Cow::Owned(grade.level.to_string())),
        Cell::Bool(grade.passed),
        Cell::Number(grade.confidence),
        notes(&grade.needs_review),
        notes(&grade.flags),
        with(Verdict::Met),
        with(Verdict::PartlyMet),
        with(Verdict::NotAddressed),
        with(Verdict::Contradicted),
        joined(&grade.feedback.missing),
        joined(&grade.feedback.wrong),
        grade.feedback.next.as_deref().map_or(Cell::Null, Cell::text),
        Cell::Null,
    ]
}

fn by_signal<'a>(outcome: &'a Outcome, grade: &'a GradeOutcome, signal: &'a SignalOutcome) -> Vec<Cell<'a>> {
    vec![
        row(outcome),
        Cell::text(&outcome.question),
        Cell::Number(grade.score),
        Cell::text(&signal.id),
        Cell::text(&signal.statement),
        Cell::Number(signal.weight),
        Cell::Bool(signal.required),
        Cell::Text(Cow::Owned(signal.verdict.to_string())),
        Cell::Number(signal.probability),
        signal.evidence.as_ref().map_or(Cell::Null, |e| Cell::text(&e.text)),
        signal.correction.as_deref().map_or(Cell::Null, Cell::text),
        Cell::Null,
    ]
}

/// A row that could not be graded: nothing but why.
fn without_grade(outcome: &Outcome, columns: usize) -> Vec<Cell<'_>> {
    let mut cells = vec![Cell::Null; columns];
    cells[0] = row(outcome);
    if !outcome.question.is_empty() {
        cells[1] = Cell::text(&outcome.question);
    }
    if let Some(error) = &outcome.error {
        cells[columns - 1] = Cell::Text(Cow::Owned(error.to_string()));
    }
    cells
}

fn row(outcome: &Outcome) -> Cell<'_> {
    i64::try_from(outcome.row).map_or(Cell::Null, Cell::Int)
}

/// Several texts in one cell.
fn joined<'a, S: AsRef<str>>(texts: &[S]) -> Cell<'a> {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    if texts.is_empty() {
        Cell::Null
    } else {
        Cell::Text(Cow::Owned(texts.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn outcome(input: Value, grade: Value) -> Outcome {
        let mut line = json!({
            "row": 3, "file": "a.csv", "line": 4, "id": "", "candidate": "Ann", "question": "q", "title": "Q", "topic": "", "kind": "", "answer": "So.",
            "input": input,
        });
        if grade.is_null() {
            line["error"] = json!({"code": "bad-value", "field": "question", "message": "no such question", "help": "give another"});
        } else {
            line["grade"] = grade;
        }
        serde_json::from_value(line).unwrap()
    }

    fn graded() -> Value {
        let signal =
            |id: &str, verdict: &str| json!({"id": id, "statement": "It holds.", "weight": 2.0, "required": true, "verdict": verdict, "probability": 0.5});
        json!({
            "score": 50.0, "level": "fair", "passed": false, "confidence": 0.5, "needs_review": [], "flags": [{"kind": "blank", "message": "m"}],
            "signals": [signal("a", "met"), signal("b", "contradicted")],
            "feedback": {"strong": [], "missing": ["x", "y"], "wrong": []},
        })
    }

    fn text(cells: &Cells<'_>, name: &str) -> Option<String> {
        let cell = &cells.iter().find(|(n, _)| *n == name).unwrap().1;
        cell.to_text().map(Cow::into_owned)
    }

    #[test]
    fn every_input_column_stands_before_what_was_found() {
        let (first, second) = (
            outcome(json!({"b": 1, "gradus_score": "old"}), graded()),
            outcome(json!({"b": 2.5, "a": true}), Value::Null),
        );
        let mut survey = Survey::default();
        survey.add(&first);
        survey.add(&second);
        let layout = survey.layout(false);
        let columns = layout.columns();
        let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).take(5).collect();
        assert_eq!(names, ["b", "input_gradus_score", "a", "gradus_row", "gradus_question"]);
        assert_eq!((columns[0].holds, columns[2].holds), (ColumnType::Double, ColumnType::Bool));
        let rows = layout.rows(&first);
        assert_eq!(rows.len(), 1);
        assert_eq!(text(&rows[0], "input_gradus_score").as_deref(), Some("old"));
        assert_eq!(text(&rows[0], "gradus_contradicted").as_deref(), Some("b"));
        assert_eq!(text(&rows[0], "gradus_missing").as_deref(), Some("x; y"));
        assert_eq!(text(&rows[0], "gradus_error"), None);
        let rows = layout.rows(&second);
        assert_eq!(text(&rows[0], "gradus_score"), None);
        assert_eq!(text(&rows[0], "gradus_error").as_deref(), Some("`question`: no such question; give another"));
    }

    #[test]
    fn a_row_for_each_signal_and_one_for_what_has_none() {
        let (first, second) = (outcome(json!({"b": 1}), graded()), outcome(json!({}), Value::Null));
        let mut survey = Survey::default();
        survey.add(&first);
        let layout = survey.layout(true);
        let rows = layout.rows(&first);
        let signals: Vec<_> = rows.iter().map(|r| text(r, "gradus_signal")).collect();
        assert_eq!(signals, [Some("a".to_owned()), Some("b".to_owned())]);
        assert_eq!(layout.rows(&second).len(), 1);
    }
}
