//! An answer with what it is graded by, read from the fields of a row.

use serde_json::{Map, Value};

use super::columns::{Columns, Field};
use super::signals::signals;
use super::source::Place;
use crate::rubric::{Code, Diagnostic, Signal};

/// An answer to grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The line that its row begins on, from 1.
    pub line: usize,
    /// The row's own name; empty when it has none.
    pub id: String,
    /// The question's name; empty when it has none.
    pub question_id: String,
    /// The question, may be blank.
    pub question: String,
    /// What to grade by.
    pub by: By,
    /// The answer.
    pub answer: String,
}

/// What an answer is graded by.
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

impl Task {
    /// Reads the row: by what it brings along, or else by the question of the bank that its `question_id` names.
    ///
    /// # Errors
    ///
    /// The first mistake: nothing to grade by, no answer, no question for references or signals, or a field of another type.
    pub fn read(reader: &Reader<'_>) -> Result<Self, Diagnostic> {
        if let Some(by) = reader.key()? {
            return Self::by(by, reader);
        }
        match reader.text(Field::QuestionId)? {
            Some(id) if !id.is_empty() => Self::of_bank(id, reader),
            _ => {
                let help = "give a `reference`, `references`, `signals`, or the `question_id` of a question of the bank";
                Err(reader.missing(Field::Reference).with_help(help))
            }
        }
    }

    /// Reads the row, which brings along what it is graded by.
    ///
    /// # Errors
    ///
    /// No answer, no question, or a field of another type.
    pub fn by(by: By, reader: &Reader<'_>) -> Result<Self, Diagnostic> {
        let question_id = reader.text(Field::QuestionId)?.unwrap_or_default();
        let question = reader.text(Field::Question)?.ok_or_else(|| {
            let help = "it may be blank; another name is given with `--map question=NAME`";
            reader.missing(Field::Question).with_help(help)
        })?;
        Self::new(question_id, question, by, reader)
    }

    /// Reads the row, which answers the question `id` of the bank.
    ///
    /// # Errors
    ///
    /// No answer, or a field of another type.
    pub fn of_bank(id: String, reader: &Reader<'_>) -> Result<Self, Diagnostic> {
        let question = reader.text(Field::Question)?.unwrap_or_default();
        Self::new(id, question, By::Bank, reader)
    }

    fn new(question_id: String, question: String, by: By, reader: &Reader<'_>) -> Result<Self, Diagnostic> {
        Ok(Self {
            line: reader.place.line,
            id: reader.text(Field::Id)?.unwrap_or_default(),
            question_id,
            question,
            by,
            answer: reader.answer()?,
        })
    }
}

/// The fields of a row on their way to being checked.
pub struct Reader<'a> {
    /// The fields by name.
    pub fields: &'a Map<String, Value>,
    /// Where the row stands.
    pub place: Place<'a>,
    /// Under which names its fields are found.
    pub columns: &'a Columns,
}

impl Reader<'_> {
    fn value(&self, field: Field) -> Option<&Value> {
        self.fields.get(self.columns.name(field)).filter(|v| !v.is_null())
    }

    /// Whether the field is there, `null` included.
    fn has(&self, field: Field) -> bool {
        self.fields.contains_key(self.columns.name(field))
    }

    /// A mistake in a field.
    pub fn fault(&self, code: Code, field: Field, message: impl Into<String>) -> Diagnostic {
        self.place.fault(code, self.columns.name(field), message)
    }

    /// That a field is not there.
    #[must_use]
    pub fn missing(&self, field: Field) -> Diagnostic {
        self.fault(Code::MissingField, field, "is missing")
    }

    /// A text, or a number or truth value as one; `None` where it is absent or `null`.
    ///
    /// # Errors
    ///
    /// When it is a list or an object.
    pub fn text(&self, field: Field) -> Result<Option<String>, Diagnostic> {
        match self.value(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(plain @ (Value::Number(_) | Value::Bool(_))) => Ok(Some(plain.to_string())),
            Some(_) => Err(self.fault(Code::WrongType, field, "must be a text")),
        }
    }

    /// What the row brings along to be graded by: its signals, else its references; `None` where it has neither.
    ///
    /// # Errors
    ///
    /// When one of them is of another type, or a signal is none.
    pub fn key(&self) -> Result<Option<By>, Diagnostic> {
        let references = self.references()?;
        let signals = match self.list(Field::Signals)? {
            Some(items) => signals(&items, self.place, self.columns.name(Field::Signals))?,
            None => Vec::new(),
        };
        Ok(match (signals.is_empty(), references.is_empty()) {
            (false, _) => Some(By::Signals { signals, references }),
            (true, false) => Some(By::References(references)),
            (true, true) => None,
        })
    }

    /// The answer, which may be blank but must be there.
    fn answer(&self) -> Result<String, Diagnostic> {
        match self.text(Field::Answer)? {
            Some(answer) => Ok(answer),
            None if self.has(Field::Answer) => Ok(String::new()),
            None => Err(self
                .missing(Field::Answer)
                .with_help("it may be blank; another name is given with `--map answer=NAME`")),
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
}
