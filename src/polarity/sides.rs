//! Binding: which of two contrasted things a word is said of.

use std::ops::Range;

use crate::coverage::Term;
use crate::rubric::Contrast;
use crate::text::{Document, Sentence, WordIndex};

/// Words before a name that make it the thing compared with, not the thing spoken of ("unlike L2", "than ridge").
const COMPARED_WITH: &[&str] = &["than", "versus", "vs", "not", "without", "like", "against"];
/// Those of them that never open what a sentence is about, even where it names nothing else ("compared with SGD, it …").
const SET_APART: &[&str] = &["unlike", "compared", "opposed", "contrast", "relative"];
/// Words that join two names into one subject ("L1 and L2").
const JOINED_BY: &[&str] = &["and", "or", "vs", "versus", "both", "&"];
/// First words of a sentence that goes on about the same thing.
const GOES_ON: &[&str] = &[
    "it",
    "its",
    "this",
    "that",
    "they",
    "their",
    "these",
    "such",
    "so",
    "here",
    "also",
    "thus",
    "hence",
    "therefore",
];

/// A contrast, read once.
#[derive(Debug, Clone)]
pub struct CompiledContrast {
    sides: Vec<Vec<Term>>,
}

/// Reads a contrast.
#[must_use]
pub fn compile_contrast(contrast: &Contrast) -> CompiledContrast {
    let side = |names: &Vec<String>| names.iter().map(|n| Term::new(n)).collect();
    CompiledContrast {
        sides: contrast.sides.iter().map(side).collect(),
    }
}

impl CompiledContrast {
    /// The stems of all names.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.sides.iter().flatten().flat_map(Term::words).map(|w| w.stem.as_str())
    }

    /// The first name of a side, for messages.
    #[must_use]
    pub fn name(&self, side: usize) -> &str {
        self.sides.get(side).and_then(|s| s.first()).map_or("", Term::text)
    }
}

/// For every word of a document and every contrast: the side it is said of.
#[derive(Debug, Clone)]
pub struct SideMap {
    by_contrast: Vec<Vec<Option<usize>>>,
    /// Words that are themselves names of a side.
    names: Vec<Vec<bool>>,
}

#[derive(Debug, Clone)]
struct Mention {
    words: Range<usize>,
    /// `None` for several sides at once.
    side: Option<usize>,
}

impl SideMap {
    /// Reads which side each word of `document` is said of.
    #[must_use]
    pub fn new(document: &Document, index: &WordIndex, contrasts: &[CompiledContrast]) -> Self {
        let count = document.words().len();
        let mut by_contrast = Vec::new();
        let mut names = Vec::new();
        for contrast in contrasts {
            let mentions = mentions(document, index, contrast);
            let mut is_name = vec![false; count];
            for at in mentions.iter().flat_map(|m| m.words.clone()) {
                is_name[at] = true;
            }
            by_contrast.push(govern(document, &mentions));
            names.push(is_name);
        }
        Self { by_contrast, names }
    }

    /// The side of `contrast` that word `at` is said of, if it is said of one.
    #[must_use]
    pub fn side(&self, contrast: usize, at: usize) -> Option<usize> {
        self.by_contrast[contrast][at]
    }

    /// Whether word `at` is part of a name of `contrast`.
    #[must_use]
    pub fn is_name(&self, contrast: usize, at: usize) -> bool {
        self.names[contrast][at]
    }

    /// Number of contrasts.
    #[must_use]
    pub fn contrasts(&self) -> usize {
        self.by_contrast.len()
    }
}

/// Every mention of a side, longest first where two overlap, in the order of the text.
fn mentions(document: &Document, index: &WordIndex, contrast: &CompiledContrast) -> Vec<Mention> {
    let mut all: Vec<Mention> = Vec::new();
    for (side, names) in contrast.sides.iter().enumerate() {
        for hit in names.iter().flat_map(|t| t.find(document, index)) {
            if hit.how.strength() > 0.8 {
                all.push(Mention {
                    words: hit.words,
                    side: Some(side),
                });
            }
        }
    }
    all.sort_by_key(|m| (m.words.start, std::cmp::Reverse(m.words.end), m.side));
    let mut out: Vec<Mention> = Vec::new();
    for mention in all {
        match out.last_mut() {
            Some(last) if mention.words.start < last.words.end => {
                if last.words == mention.words && last.side != mention.side {
                    last.side = None;
                }
            }
            _ => out.push(mention),
        }
    }
    out
}

fn govern(document: &Document, mentions: &[Mention]) -> Vec<Option<usize>> {
    let mut sides = vec![None; document.words().len()];
    let mut carried = None;
    let mut rest = mentions;
    for sentence in document.sentences() {
        let here = rest.partition_point(|m| m.words.start < sentence.words.end);
        let (mine, later) = rest.split_at(here);
        rest = later;
        let subjects = subjects(document, sentence, mine);
        if subjects.is_empty() {
            let first = document.words()[sentence.words.start].norm.as_str();
            if !GOES_ON.contains(&first) {
                carried = None;
            }
            sides[sentence.words.clone()].fill(carried);
            continue;
        }
        // What stands before the first name is said of it in the same clause ("weights at zero are what the lasso gives"), else of what went before.
        let first = &subjects[0];
        let clause = sentence
            .clauses
            .iter()
            .find(|c| c.contains(&first.words.start))
            .map_or(sentence.words.start, |c| c.start);
        let goes_on = GOES_ON.contains(&document.words()[sentence.words.start].norm.as_str());
        let opening = if goes_on { carried } else { None };
        let mut current = None;
        let mut next = 0;
        for at in sentence.words.clone() {
            if next < subjects.len() && at >= subjects[next].words.start {
                current = subjects[next].side;
                next += 1;
            }
            sides[at] = match next {
                0 if at < clause || opening.is_some() => opening,
                0 => first.side,
                _ => current,
            };
        }
        carried = current;
    }
    sides
}

/// The mentions of a sentence that something is said of.
fn subjects(document: &Document, sentence: &Sentence, mentions: &[Mention]) -> Vec<Mention> {
    let words = document.words();
    let mut out: Vec<Mention> = Vec::new();
    let mut previous_end = sentence.words.start;
    for mention in mentions {
        let from = mention.words.start.saturating_sub(2).max(previous_end);
        previous_end = mention.words.end;
        let before = |list: &[&str]| words[from..mention.words.start].iter().any(|w| list.contains(&w.norm.as_str()));
        if before(SET_APART) || before(COMPARED_WITH) && mentions.len() > 1 {
            continue;
        }
        if let Some(last) = out.last_mut()
            && last.words.end <= mention.words.start
            && mention.words.start - last.words.end <= 1
            && words[last.words.end..mention.words.start].iter().all(|w| JOINED_BY.contains(&w.norm.as_str()))
        {
            if last.side != mention.side {
                last.side = None;
            }
            last.words.end = mention.words.end;
            continue;
        }
        out.push(mention.clone());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side_of(word: &str, text: &str) -> Option<usize> {
        let contrast = Contrast {
            sides: vec![vec!["L1".into(), "lasso".into()], vec!["L2".into(), "ridge".into()]],
        };
        let document = Document::plain(text);
        let index = WordIndex::new(&document);
        let map = SideMap::new(&document, &index, &[compile_contrast(&contrast)]);
        let at = document.words().iter().position(|w| w.norm == word).unwrap();
        map.side(0, at)
    }

    #[test]
    fn words_belong_to_what_they_are_said_of() {
        for (word, text, side) in [
            ("zero", "L1 sets weights to zero, while L2 shrinks them", Some(0)),
            ("shrinks", "L1 sets weights to zero, while L2 shrinks them", Some(1)),
            ("zero", "Unlike L2, L1 sets weights to zero", Some(0)),
            ("zero", "L1, unlike ridge, sets weights to zero", Some(0)),
            ("zero", "Weights at zero are what the lasso gives", Some(0)),
            ("penalty", "L1 and L2 add a penalty", None),
            ("zero", "Ridge is smooth. It never gives zero.", Some(1)),
            ("zero", "Ridge is smooth. Many weights are zero.", None),
        ] {
            assert_eq!(side_of(word, text), side, "{word} in {text:?}");
        }
    }
}
