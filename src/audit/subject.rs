//! What attacks on a question are made of.

use crate::bank::{Bank, Entry};
use crate::edit::{closed, sentences};

/// How many model answers of other questions are tried.
const CONTROLS: usize = 3;

/// A question with the texts that its attacks start from.
#[derive(Debug, Clone)]
pub struct Subject<'b> {
    /// The question with its key.
    pub entry: &'b Entry,
    /// The sentences of its first reference answer without its code, each on one line and closed by a mark.
    pub sentences: Vec<String>,
    /// Reference answers of unrelated questions.
    pub controls: Vec<&'b str>,
}

impl<'b> Subject<'b> {
    /// Reads `entry`, which belongs to `bank`.
    pub(super) fn new(bank: &'b Bank, entry: &'b Entry) -> Self {
        let first = entry.references.first().map_or("", String::as_str);
        Self {
            entry,
            sentences: sentences(first),
            controls: controls(bank, entry),
        }
    }

    /// The sentences in a row: a full-mark answer in plain prose.
    pub(super) fn prose(&self) -> String {
        self.sentences.join(" ")
    }

    /// The wrong statements of the rubric in a row: wrong, fluent and on topic. `None` where the rubric has none.
    pub(super) fn wrong(&self) -> Option<String> {
        let flags = self.entry.rubric.signals.iter().flat_map(|s| &s.red_flags);
        let wrong: Vec<String> = flags.map(|f| closed(&f.statement)).collect();
        (!wrong.is_empty()).then(|| wrong.join(" "))
    }

    /// The first term of every keyword group, in order and each once.
    pub(super) fn keywords(&self) -> Vec<&'b str> {
        let mut out: Vec<&str> = Vec::new();
        for term in self.entry.rubric.signals.iter().flat_map(|s| &s.keywords).filter_map(|g| g.terms.first()) {
            if !out.contains(&term.as_str()) {
                out.push(term);
            }
        }
        out
    }
}

/// The first reference answers of the next questions by id, wrapping round, of another kind and without a tag in common: questions that share a topic share
/// signals in fact.
fn controls<'b>(bank: &'b Bank, entry: &Entry) -> Vec<&'b str> {
    let entries = bank.entries();
    let at = entries.partition_point(|e| e.id <= entry.id);
    let others = entries[at..].iter().chain(&entries[..at]);
    let apart = others.filter(|o| o.kind != entry.kind && !o.tags.iter().any(|t| entry.tags.contains(t)));
    apart.filter_map(|o| o.references.first()).map(String::as_str).take(CONTROLS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_of_other_kinds_and_tags() {
        let bank = crate::bank::embedded();
        for entry in bank.entries() {
            let subject = Subject::new(&bank, entry);
            assert_eq!(subject.controls.len(), CONTROLS, "{}", entry.id);
            assert!(subject.controls.iter().all(|c| !entry.references.iter().any(|r| r == c)));
        }
    }
}
