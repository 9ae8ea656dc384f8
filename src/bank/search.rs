//! Finding a question by words.

use super::entry::Entry;
use super::load::Bank;
use crate::text::{Document, WordIndex};

/// How much a hit counts, by where it stands.
const TITLE: f64 = 4.0;
const TAG: f64 = 3.0;
const QUESTION: f64 = 2.0;
const REFERENCE: f64 = 1.0;

impl Bank {
    /// The questions that hold every word of `query`, best first; matched by stem, in title, tags, question and reference answers.
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<&Entry> {
        let query = Document::plain(query);
        let wanted: Vec<&str> = query.content_stems().collect();
        let mut ranked: Vec<(f64, &Entry)> = self
            .entries()
            .iter()
            .filter_map(|entry| rank(entry, &wanted).map(|rank| (rank, entry)))
            .collect();
        ranked.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.id.cmp(&y.id)));
        ranked.into_iter().map(|(_, entry)| entry).collect()
    }
}

fn rank(entry: &Entry, wanted: &[&str]) -> Option<f64> {
    if wanted.is_empty() {
        return None;
    }
    let fields = [
        (TITLE, format!("{} {}", entry.title, entry.id.replace('-', " "))),
        (TAG, entry.tags.join(" ").replace('-', " ")),
        (QUESTION, entry.question.clone()),
        (REFERENCE, entry.references.join("\n\n")),
    ];
    let indices: Vec<(f64, WordIndex)> = fields
        .iter()
        .map(|(weight, text)| (*weight, WordIndex::new(&Document::markdown(text))))
        .collect();
    let mut total = 0.0;
    for stem in wanted {
        let best = indices
            .iter()
            .filter(|(_, i)| !i.words(stem).is_empty() || !i.joined(stem).is_empty())
            .map(|(w, _)| *w)
            .fold(0.0, f64::max);
        if best == 0.0 {
            return None;
        }
        total += best;
    }
    Some(total)
}
