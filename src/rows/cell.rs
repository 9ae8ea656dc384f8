//! What stands in a cell.

use std::borrow::Cow;

use serde_json::{Number, Value};

/// What stands in a cell, however it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number; one that JSON does not have (infinite, or none) is written as nothing.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// Anything else, such as a list: a value in JSONL, and its JSON as a text in tables.
    Json(Cow<'a, Value>),
}

impl<'a> Cell<'a> {
    /// A text.
    #[must_use]
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A value that was read.
    #[must_use]
    pub fn of(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(b) => Self::Bool(*b),
            Value::String(text) => Self::text(text),
            Value::Number(n) => match (n.as_i64(), n.as_f64()) {
                (Some(n), _) => Self::Int(n),
                (None, Some(n)) if n.fract() != 0.0 || n.abs() < 1e15 => Self::Number(n),
                _ => Self::Json(Cow::Borrowed(value)),
            },
            Value::Array(_) | Value::Object(_) => Self::Json(Cow::Borrowed(value)),
        }
    }

    /// As a text, the same in every table: `None` where there is nothing.
    #[must_use]
    pub fn to_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Null => None,
            Self::Bool(b) => Some(Cow::Borrowed(if *b { "true" } else { "false" })),
            Self::Int(n) => Some(Cow::Owned(n.to_string())),
            Self::Number(n) => Number::from_f64(*n).map(|n| Cow::Owned(n.to_string())),
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Json(value) => Some(Cow::Owned(value.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_was_read_is_written_as_it_was() {
        for json in ["null", "true", "-3", "0.25", "1e300", "18446744073709551615", "\"a\"", "[1,{\"b\":null}]"] {
            let value: Value = serde_json::from_str(json).unwrap();
            let text = Cell::of(&value).to_text().map_or("null".to_owned(), Cow::into_owned);
            let again: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
            assert_eq!(again, value, "{json}");
        }
        assert_eq!([Cell::Number(f64::NAN).to_text(), Cell::Null.to_text()], [None, None]);
    }
}
