//! One row: its fields, checked.

use serde_json::{Map, Value};

use super::columns::{Columns, Field};
use super::signals::signals;
use super::source::Place;
use crate::rubric::{Code, Diagnostic, Signal};

/// An answer that a person scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its own name; empty when it has none.
    pub id: String,
    /// The data set that it says it belongs to; empty when it does not.
    pub dataset: String,
    /// The question's name; empty when it has none.
    pub question_id: String,
    /// The question, may be blank.
    pub question: String,
    /// What to grade by.
    pub by: By,
    /// The answer.
    pub answer: String,
    /// What a person gave, in 0..=1.
    pub score: f64,
    /// What a person called the answer, where somebody did.
    pub label: Option<Label>,
}

/// What a row is graded by.
#[derive(Debug, Clone, PartialEq)]
pub enum By {
    /// Signals of its own; never empty.
    Signals {
        /// What a strong answer shows.
        signals: Vec<Signal>,
        /// Answers that would earn full marks, where it has them.
        references: Vec<String>,
    },
    /// Reference answers alone; never empty.
    References(Vec<String>),
    /// The question of the bank that `question_id` names.
    Bank,
}

/// What a person called an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// `correct`.
    Correct,
    /// `contradictory`.
    Contradictory,
    /// Anything else.
    Other,
}

impl Row {
    /// Reads the row at `place`. `most` is the highest score there is, where scores are not from 0 to 1.
    pub(super) fn read(fields: Map<String, Value>, place: Place<'_>, columns: &Columns, most: Option<f64>) -> Result<Self, Diagnostic> {
        let reader = Reader { fields, place, columns };
        let references = reader.references()?;
        let question_id = reader.text(Field::QuestionId)?.unwrap_or_default();
        let signals = match reader.list(Field::Signals)? {
            Some(items) => signals(&items, place, columns.name(Field::Signals))?,
            None => Vec::new(),
        };
        let by = if !signals.is_empty() {
            By::Signals { signals, references }
        } else if !references.is_empty() {
            By::References(references)
        } else if !question_id.is_empty() {
            By::Bank
        } else {
            let help = "give a `reference`, `references`, `signals`, or the `question_id` of a question of the bank";
            return Err(reader.missing(Field::Reference).with_help(help));
        };
        let question = match reader.text(Field::Question)? {
            Some(question) => question,
            None if by == By::Bank => String::new(),
            None => {
                return Err(reader
                    .missing(Field::Question)
                    .with_help("it may be blank; another name is given with `--map question=NAME`"));
            }
        };
        let Some(answer) = reader.text(Field::Answer)?.or_else(|| reader.has(Field::Answer).then(String::new)) else {
            return Err(reader
                .missing(Field::Answer)
                .with_help("it may be blank; another name is given with `--map answer=NAME`"));
        };
        Ok(Self {
            line: place.line,
            id: reader.text(Field::Id)?.unwrap_or_default(),
            dataset: reader.text(Field::Dataset)?.unwrap_or_default(),
            question_id,
            question,
            by,
            answer,
            score: reader.score(most)?,
            label: reader.text(Field::Label)?.as_deref().and_then(label),
        })
    }
}

fn label(text: &str) -> Option<Label> {
    match text.trim().to_lowercase().as_str() {
        "" => None,
        "correct" => Some(Label::Correct),
        "contradictory" => Some(Label::Contradictory),
        _ => Some(Label::Other),
    }
}

/// The fields of a row on their way to being checked.
struct Reader<'a> {
    fields: Map<String, Value>,
    place: Place<'a>,
    columns: &'a Columns,
}

impl Reader<'_> {
    fn value(&self, field: Field) -> Option<&Value> {
        self.fields.get(self.columns.name(field)).filter(|v| !v.is_null())
    }

    /// Whether the field is there, `null` included.
    fn has(&self, field: Field) -> bool {
        self.fields.contains_key(self.columns.name(field))
    }

    fn fault(&self, code: Code, field: Field, message: impl Into<String>) -> Diagnostic {
        self.place.fault(code, self.columns.name(field), message)
    }

    fn missing(&self, field: Field) -> Diagnostic {
        self.fault(Code::MissingField, field, "is missing")
    }

    /// A text, or a number or truth value as one; `None` where it is absent or `null`.
    fn text(&self, field: Field) -> Result<Option<String>, Diagnostic> {
        match self.value(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(plain @ (Value::Number(_) | Value::Bool(_))) => Ok(Some(plain.to_string())),
            Some(_) => Err(self.fault(Code::WrongType, field, "must be a text")),
        }
    }

    /// A list. A text is one when it is JSON that begins with `[`, and else a list of its lines that are not blank.
    fn list(&self, field: Field) -> Result<Option<Vec<Value>>, Diagnostic> {
        let wrong = || {
            self.fault(Code::WrongType, field, "must be a list")
                .with_help("in a cell of CSV, write it as JSON: [\"one\", \"two\"]")
        };
        match self.value(field) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items.clone())),
            Some(Value::String(text)) if text.trim_start().starts_with('[') => serde_json::from_str(text).map(Some).map_err(|_| wrong()),
            Some(Value::String(text)) => {
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                Ok(Some(lines.map(|line| Value::String(line.trim().to_owned())).collect()))
            }
            Some(_) => Err(wrong()),
        }
    }

    /// The reference answers that are not blank: `references` where there are any, else `reference`.
    fn references(&self) -> Result<Vec<String>, Diagnostic> {
        let mut out = Vec::new();
        for item in self.list(Field::References)?.unwrap_or_default() {
            match item {
                Value::String(text) => out.push(text),
                _ => return Err(self.fault(Code::WrongType, Field::References, "must be a list of texts")),
            }
        }
        out.retain(|text| !text.trim().is_empty());
        if out.is_empty() {
            out.extend(self.text(Field::Reference)?.filter(|text| !text.trim().is_empty()));
        }
        Ok(out)
    }

    /// The score, as a share of `most`.
    fn score(&self, most: Option<f64>) -> Result<f64, Diagnostic> {
        let wrong = |message: String| {
            self.fault(Code::BadValue, Field::Score, message)
                .with_help("write a number from 0 to 1, or give the highest score with `--max-score`")
        };
        let Some(text) = self.text(Field::Score)?.filter(|t| !t.trim().is_empty()) else {
            return Err(self.missing(Field::Score).with_help("another name is given with `--map score=NAME`"));
        };
        let number: f64 = text.trim().parse().map_err(|_| wrong(format!("`{}` is no number", excerpt(&text))))?;
        let score = number / most.unwrap_or(1.0);
        if (0.0..=1.0).contains(&score) {
            // A negative zero is a zero.
            Ok(score.abs())
        } else {
            Err(wrong(format!("{number} is not between 0 and {}", most.unwrap_or(1.0))))
        }
    }
}

/// The first characters of what should have been a number.
fn excerpt(text: &str) -> String {
    text.trim().chars().take(30).collect()
}
