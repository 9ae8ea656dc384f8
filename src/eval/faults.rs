//! Rows that could not be graded.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::rubric::Diagnostic;

/// How many are named.
const NAMED: usize = 20;

/// Rows that could not be graded: all are counted, the first are named.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Faults {
    /// How many there are.
    pub rows: usize,
    /// How many there are of each kind.
    pub kinds: BTreeMap<&'static str, usize>,
    /// The first twenty, in the order of the data.
    pub first: Vec<Diagnostic>,
}

impl Faults {
    /// Counts a row.
    pub(super) fn add(&mut self, found: Diagnostic) {
        self.rows += 1;
        *self.kinds.entry(found.code.name()).or_default() += 1;
        if self.first.len() < NAMED {
            self.first.push(found);
        }
    }
}
