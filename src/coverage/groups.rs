//! Keyword groups: one idea each, said by any of its terms.

use std::collections::HashSet;
use std::ops::Range;

use super::term::{Hit, Term};
use crate::rubric::KeywordGroup;
use crate::text::{Document, Word, WordIndex};

/// What a term is worth whose every word the question itself supplies: saying it shows little.
const FROM_QUESTION: f64 = 0.3;

/// A group, read once, with its weight.
#[derive(Debug, Clone)]
pub struct CompiledGroup {
    terms: Vec<Term>,
    /// How telling the group is, in 0..=1.
    pub weight: f64,
}

/// Reads a group. `question` holds the stems of the question's words.
#[must_use]
pub fn compile_group(group: &KeywordGroup, question: &HashSet<String>) -> CompiledGroup {
    let terms: Vec<Term> = group.terms.iter().map(|t| Term::new(t)).collect();
    let worth = |term: &Term| {
        let given = term.words().iter().all(|w| question.contains(&w.stem));
        term.tellingness() * if given { FROM_QUESTION } else { 1.0 }
    };
    let weight = terms.iter().map(worth).sum::<f64>() / terms.len().max(1) as f64;
    CompiledGroup { terms, weight }
}

/// Where the terms of one group stand.
#[derive(Debug, Clone)]
pub struct GroupHits {
    /// The weight of the group.
    pub weight: f64,
    /// Every hit with the term that made it, in the order of the text.
    pub hits: Vec<(Hit, String)>,
}

impl CompiledGroup {
    /// The words of all its terms.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.terms.iter().flat_map(Term::words)
    }

    /// Finds the group in `document`.
    #[must_use]
    pub fn find(&self, document: &Document, index: &WordIndex) -> GroupHits {
        let mut hits: Vec<(Hit, String)> = self
            .terms
            .iter()
            .flat_map(|term| term.find(document, index).into_iter().map(|hit| (hit, term.text().to_owned())))
            .collect();
        hits.sort_by_key(|(hit, _)| (hit.words.start, hit.words.end));
        GroupHits { weight: self.weight, hits }
    }
}

impl GroupHits {
    /// The strongest hit within `words`; the first of equals.
    #[must_use]
    pub fn best_within(&self, words: &Range<usize>) -> Option<&(Hit, String)> {
        let from = self.hits.partition_point(|(hit, _)| hit.words.start < words.start);
        self.hits[from..]
            .iter()
            .take_while(|(hit, _)| hit.words.start < words.end)
            .filter(|(hit, _)| hit.words.end <= words.end)
            .fold(None, |best: Option<&(Hit, String)>, this| match best {
                Some(b) if b.0.how.strength() >= this.0.how.strength() => Some(b),
                _ => Some(this),
            })
    }
}
