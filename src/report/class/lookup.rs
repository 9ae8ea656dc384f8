//! Who is who: answers name candidates and questions, the page numbers them.

use std::collections::BTreeMap;

use super::answer::ReportAnswer;
use crate::insight::Summary;

/// The places of candidates, questions and answers.
pub(super) struct Lookup<'a> {
    summary: &'a Summary,
    candidates: BTreeMap<&'a str, usize>,
    items: BTreeMap<&'a str, usize>,
    rows: BTreeMap<u32, &'a ReportAnswer>,
}

impl<'a> Lookup<'a> {
    /// Of all in `summary`, and of the answers that are shown.
    pub(super) fn new(summary: &'a Summary, answers: &'a [ReportAnswer]) -> Self {
        Self {
            summary,
            candidates: summary.candidates.iter().enumerate().map(|(i, c)| (c.name.as_str(), i)).collect(),
            items: summary.items.iter().enumerate().map(|(i, q)| (q.id.as_str(), i)).collect(),
            rows: answers.iter().map(|a| (a.row, a)).collect(),
        }
    }

    /// The place of a candidate in the summary, from 0.
    pub(super) fn candidate(&self, name: &str) -> Option<usize> {
        self.candidates.get(name).copied()
    }

    /// The place of a question in the summary, from 0.
    pub(super) fn item(&self, id: &str) -> Option<usize> {
        self.items.get(id).copied()
    }

    /// The title of a question; its id where it has none.
    pub(super) fn title(&self, id: &'a str) -> &'a str {
        self.item(id)
            .map(|i| self.summary.items[i].title.as_str())
            .filter(|t| !t.trim().is_empty())
            .unwrap_or(id)
    }

    /// The answer of a row, where it is among those shown.
    pub(super) fn row(&self, row: u32) -> Option<&'a ReportAnswer> {
        self.rows.get(&row).copied()
    }
}
