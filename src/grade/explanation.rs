//! The tree of numbers behind a score, built by the code that scores.

use serde::Serialize;

/// A number with how it came about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What the number is.
    pub name: String,
    /// The number.
    pub value: f64,
    /// How it follows from the children; empty for a measurement.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// What it follows from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Explanation>,
}

impl Explanation {
    /// A measurement.
    #[must_use]
    pub fn leaf(name: impl Into<String>, value: f64) -> Self {
        Self {
            name: name.into(),
            value,
            formula: String::new(),
            children: Vec::new(),
        }
    }

    /// A number that follows from others.
    #[must_use]
    pub fn node(name: impl Into<String>, value: f64, formula: impl Into<String>, children: Vec<Self>) -> Self {
        Self {
            name: name.into(),
            value,
            formula: formula.into(),
            children,
        }
    }
}
