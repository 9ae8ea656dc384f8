//! The signals that a row brings along.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::source::Place;
use crate::rubric::{Code, Diagnostic, KeywordGroup, RedFlag, Signal, Weight};
use crate::text::nearest;

/// Most signals of a row, as of a rubric.
const MOST_SIGNALS: usize = 100;
/// The fields of a signal.
const FIELDS: [&str; 7] = ["id", "statement", "weight", "required", "keywords", "examples", "red_flags"];

/// Reads `items`, each a statement or an object with the fields of a signal, of which only `statement` must be there. `field` is what the list is called.
///
/// # Errors
///
/// The first mistake.
pub(super) fn signals(items: &[Value], place: Place<'_>, field: &str) -> Result<Vec<Signal>, Diagnostic> {
    if items.len() > MOST_SIGNALS {
        return Err(place.fault(Code::BadValue, field, format!("holds {} signals; {MOST_SIGNALS} are the most", items.len())));
    }
    let mut ids = HashSet::new();
    let mut out = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let at = At {
            place,
            path: format!("{field}[{i}]"),
        };
        let signal = at.signal(item, format!("signal-{}", i + 1))?;
        if !ids.insert(signal.id.clone()) {
            return Err(at.fault("id", Code::Duplicate, "is the id of two signals"));
        }
        out.push(signal);
    }
    if !out.is_empty() && out.iter().all(|s| s.weight.get() == 0.0) {
        return Err(place.fault(Code::BadValue, field, "every weight is zero, so that no answer could score"));
    }
    Ok(out)
}

/// A signal in a row.
struct At<'a> {
    place: Place<'a>,
    path: String,
}

impl At<'_> {
    /// A mistake in a field of the signal, or in the signal itself when `name` is empty.
    fn fault(&self, name: &str, code: Code, message: impl Into<String>) -> Diagnostic {
        let path = if name.is_empty() {
            self.path.clone()
        } else {
            format!("{}.{name}", self.path)
        };
        self.place.fault(code, &path, message)
    }

    fn signal(&self, item: &Value, id: String) -> Result<Signal, Diagnostic> {
        let mut signal = Signal {
            id,
            statement: String::new(),
            weight: Weight::new(1.0).expect("one is finite and not negative"),
            required: false,
            keywords: Vec::new(),
            examples: Vec::new(),
            red_flags: Vec::new(),
        };
        match item {
            Value::String(statement) => signal.statement.clone_from(statement),
            Value::Object(fields) => self.fill(&mut signal, fields)?,
            _ => return Err(self.fault("", Code::WrongType, "must be a statement or an object")),
        }
        if signal.statement.trim().is_empty() {
            return Err(self.fault("statement", Code::MissingField, "is missing or blank"));
        }
        Ok(signal)
    }

    fn fill(&self, signal: &mut Signal, fields: &Map<String, Value>) -> Result<(), Diagnostic> {
        for (name, value) in fields.iter().filter(|(_, v)| !v.is_null()) {
            match name.as_str() {
                "id" => signal.id = self.text(name, value)?,
                "statement" => signal.statement = self.text(name, value)?,
                "weight" => {
                    let weight = value.as_f64().and_then(Weight::new);
                    signal.weight = weight.ok_or_else(|| self.fault(name, Code::BadValue, "must be a number from 0 to 1000"))?;
                }
                "required" => {
                    let required = value.as_bool();
                    signal.required = required.ok_or_else(|| self.fault(name, Code::WrongType, "must be true or false"))?;
                }
                "keywords" => signal.keywords = self.list(name, value)?.iter().map(|group| self.group(name, group)).collect::<Result<_, _>>()?,
                "examples" => signal.examples = self.texts(name, value)?,
                "red_flags" => signal.red_flags = self.list(name, value)?.iter().map(|flag| self.red_flag(name, flag)).collect::<Result<_, _>>()?,
                other => {
                    let fault = self.fault(other, Code::UnknownField, "no such field");
                    return Err(match nearest(other, FIELDS).first() {
                        Some(near) => fault.with_help(format!("did you mean `{near}`?")),
                        None => fault.with_help(format!("there are {}", FIELDS.join(", "))),
                    });
                }
            }
        }
        Ok(())
    }

    /// A text that is not blank.
    fn text(&self, name: &str, value: &Value) -> Result<String, Diagnostic> {
        let text = value.as_str().filter(|text| !text.trim().is_empty());
        text.map(str::to_owned)
            .ok_or_else(|| self.fault(name, Code::WrongType, "must be a text that is not blank"))
    }

    fn list<'v>(&self, name: &str, value: &'v Value) -> Result<&'v [Value], Diagnostic> {
        let list = value.as_array().map(Vec::as_slice);
        list.ok_or_else(|| self.fault(name, Code::WrongType, "must be a list"))
    }

    fn texts(&self, name: &str, value: &Value) -> Result<Vec<String>, Diagnostic> {
        self.list(name, value)?.iter().map(|item| self.text(name, item)).collect()
    }

    /// A group of interchangeable terms, or one term.
    fn group(&self, name: &str, value: &Value) -> Result<KeywordGroup, Diagnostic> {
        let terms = match value {
            Value::Array(_) => self.texts(name, value)?,
            _ => vec![self.text(name, value)?],
        };
        if terms.is_empty() {
            return Err(self.fault(name, Code::BadValue, "holds a group without terms"));
        }
        Ok(KeywordGroup { terms })
    }

    /// A wrong statement, or an object with one and what to tell who makes it.
    fn red_flag(&self, name: &str, value: &Value) -> Result<RedFlag, Diagnostic> {
        let Value::Object(fields) = value else {
            let statement = self.text(name, value)?;
            return Ok(RedFlag {
                statement,
                feedback: String::new(),
            });
        };
        let of = |key: &str| fields.get(key).filter(|v| !v.is_null()).map(|v| self.text(name, v)).transpose();
        let statement = of("statement")?.ok_or_else(|| self.fault(name, Code::MissingField, "holds a red flag without a statement"))?;
        Ok(RedFlag {
            statement,
            feedback: of("feedback")?.unwrap_or_default(),
        })
    }
}
