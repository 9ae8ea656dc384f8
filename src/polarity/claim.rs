//! A text with everything that polarity is read from.

use std::ops::Range;

use super::lexicon::opposites;
use super::negation::Polarity;
use super::sides::{CompiledContrast, SideMap};
use crate::text::{Document, QuickSet, WordIndex};

/// A text with everything that polarity is read from.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The text, read.
    pub document: Document,
    /// Where its words stand.
    pub index: WordIndex,
    /// What it denies.
    pub polarity: Polarity,
    /// What its words are said of.
    pub sides: SideMap,
    /// The words that have opposites, in order, with the stems of those.
    pub(super) opposable: Vec<(usize, &'static QuickSet<String>)>,
}

impl Claim {
    /// Reads a text; `contrasts` are those of the rubric it is compared under.
    #[must_use]
    pub fn new(document: Document, contrasts: &[CompiledContrast]) -> Self {
        let index = WordIndex::new(&document);
        let polarity = Polarity::new(&document);
        let sides = SideMap::new(&document, &index, contrasts);
        let words = document.words().iter().enumerate();
        let opposable = words.filter_map(|(at, word)| Some((at, opposites(&word.stem)?))).collect();
        Self {
            document,
            index,
            polarity,
            sides,
            opposable,
        }
    }

    /// All its words.
    #[must_use]
    pub fn all(&self) -> Range<usize> {
        0..self.document.words().len()
    }
}
