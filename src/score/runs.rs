//! Runs of words that show copying.

use crate::text::{Document, QuickMap, QuickSet};

/// Length of the runs of words that show copying; of a statement that is shorter, the whole, if it has [`SHORTEST_RUN`] words.
pub const COPIED_RUN: usize = 8;
/// Length of the shortest of them.
pub const SHORTEST_RUN: usize = 5;

/// The runs of words of the texts that an answer might be copied from, by stem.
#[derive(Debug, Clone, Default)]
pub struct Runs {
    /// A number for each stem.
    stems: QuickMap<String, u32>,
    known: QuickSet<Box<[u32]>>,
}

impl Runs {
    /// The runs of `documents`.
    pub(super) fn new<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        let mut runs = Self::default();
        for document in documents {
            let mut numbers = Vec::new();
            for word in document.words() {
                let next = runs.stems.len() as u32;
                numbers.push(*runs.stems.entry(word.stem.clone()).or_insert(next));
            }
            let length = numbers.len().clamp(SHORTEST_RUN, COPIED_RUN);
            runs.known.extend(numbers.windows(length).map(Box::from));
        }
        runs
    }

    /// For each word of `document` whether it stands in one of the runs.
    #[must_use]
    pub fn copied(&self, document: &Document) -> Vec<bool> {
        // No run has the number of a stem that no source has.
        let number = |stem: &String| self.stems.get(stem).copied().unwrap_or(u32::MAX);
        let numbers: Vec<u32> = document.words().iter().map(|w| number(&w.stem)).collect();
        let mut copied = vec![false; numbers.len()];
        for length in SHORTEST_RUN..=COPIED_RUN {
            for (at, run) in numbers.windows(length).enumerate() {
                if self.known.contains(run) {
                    copied[at..at + length].fill(true);
                }
            }
        }
        copied
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(sources: &[&str], text: &str) -> usize {
        let sources: Vec<Document> = sources.iter().map(|s| Document::plain(s)).collect();
        Runs::new(&sources).copied(&Document::plain(text)).into_iter().filter(|c| *c).count()
    }

    #[test]
    fn eight_words_in_their_order_are_copied_and_seven_are_not() {
        let source = "ridge adds the sum of squared weights to the loss that is minimised";
        assert_eq!(copied(&[source], "Well: ridge adds the sum of squared weights to something"), 8);
        assert_eq!(copied(&[source], "Ridge adds the sum of squared weights and something"), 0);
        assert_eq!(copied(&[source], "the loss that ridge adds is the squared sum of weights"), 0);
    }

    #[test]
    fn a_short_statement_is_copied_as_a_whole() {
        assert_eq!(copied(&["dropout is off at inference"], "I know that dropout is off at inference time"), 5);
        assert_eq!(copied(&["dropout is off then"], "I know that dropout is off then"), 0);
    }
}
