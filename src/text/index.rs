//! Where each key stands in a document: what makes matching a term independent of the length of the text.

use std::ops::Range;

use super::QuickMap;
use super::document::Document;
use super::fuzzy::SHORTEST as SHORTEST_TYPO;
use super::stem::stem;
use super::word::{Word, WordKind};

/// Most parts of an identifier that are read together ("binary_cross_entropy" in a longer name).
const LONGEST_RUN: usize = 4;

/// Positions of words by key.
#[derive(Debug, Clone, Default)]
pub struct WordIndex {
    by_stem: QuickMap<String, Vec<usize>>,
    /// Two neighbouring words, or parts of an identifier, read as one ("over fitting", "crossEntropy").
    joined: QuickMap<String, Vec<Range<usize>>>,
    /// Words that may be slips of the pen: long enough and in no dictionary.
    unknown: Vec<usize>,
}

impl WordIndex {
    /// Indexes the words of `document`. No reading crosses a sentence.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let mut index = Self::default();
        let words = document.words();
        for sentence in document.sentences() {
            for i in sentence.words.clone() {
                let word = &words[i];
                index.by_stem.entry(word.stem.clone()).or_default().push(i);
                index.add_parts(word, i);
                if word.kind == WordKind::Number && word.norm.ends_with(['%', 't']) {
                    // The term `%` asks for any percentage.
                    index.by_stem.entry("%".to_owned()).or_default().push(i);
                }
                if word.kind == WordKind::Term && word.norm.len() >= SHORTEST_TYPO && !word.known {
                    index.unknown.push(i);
                }
                if i + 1 < sentence.words.end && joins(word) && joins(&words[i + 1]) {
                    let key = stem(&format!("{}{}", word.norm, words[i + 1].norm));
                    index.joined.entry(key).or_default().push(i..i + 2);
                }
            }
        }
        index
    }

    fn add_parts(&mut self, word: &Word, at: usize) {
        for from in 0..word.parts.len() {
            for to in from + 1..=word.parts.len().min(from + LONGEST_RUN) {
                if to - from < word.parts.len() {
                    let key = stem(&word.parts[from..to].concat());
                    let places = self.joined.entry(key).or_default();
                    if places.last() != Some(&(at..at + 1)) {
                        places.push(at..at + 1);
                    }
                }
            }
        }
    }

    /// The words whose key is `stem`.
    #[must_use]
    pub fn words(&self, stem: &str) -> &[usize] {
        self.by_stem.get(stem).map_or(&[], Vec::as_slice)
    }

    /// The places where neighbouring words, or parts of an identifier, read together have the key `stem`.
    #[must_use]
    pub fn joined(&self, stem: &str) -> &[Range<usize>] {
        self.joined.get(stem).map_or(&[], Vec::as_slice)
    }

    /// The words that may be slips of the pen.
    #[must_use]
    pub fn unknown(&self) -> &[usize] {
        &self.unknown
    }
}

fn joins(word: &Word) -> bool {
    word.kind != WordKind::Symbol && word.norm.len() >= 2 && word.norm.len() <= 24
}
