//! Whether words stand in an order that English has: what tells an argument from a shuffled one or from a list of nouns.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::document::{Document, Sentence};
use super::word::{Word, WordKind};

/// `before<TAB>after<TAB>score`; made by `training/word_order.py`, which also measures it: of texts of twenty words and more, 99 % score above
/// [`NATURAL`] as written, and 99 % below [`SHUFFLED`] with their words shuffled.
static TABLE: &str = include_str!("../../data/word_order.tsv");

/// Mean score that 99 % of natural texts exceed.
pub const NATURAL: f64 = 0.3;
/// Mean score that 99 % of shuffled texts stay below.
pub const SHUFFLED: f64 = -1.0;

/// Endings that stand for a class of content words; the first that fits counts. The same list as in the script.
const ENDINGS: &[&str] = &[
    "ing", "ed", "ly", "tion", "ment", "ness", "ity", "ous", "ive", "al", "ic", "able", "er", "est", "s",
];

struct Scores {
    classes: HashMap<&'static str, u16>,
    pairs: HashMap<(u16, u16), i8>,
}

static SCORES: LazyLock<Scores> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    let mut pairs = HashMap::new();
    for row in TABLE.lines() {
        let mut fields = row.split('\t');
        if let (Some(a), Some(b), Some(Ok(score))) = (fields.next(), fields.next(), fields.next().map(str::parse)) {
            let mut id = |class| {
                let next = u16::try_from(classes.len()).expect("the table has a few hundred classes");
                *classes.entry(class).or_insert(next)
            };
            let pair = (id(a), id(b));
            pairs.insert(pair, score);
        }
    }
    Scores { classes, pairs }
});

impl Scores {
    fn class(&self, word: &Word) -> Option<u16> {
        let name = match word.kind {
            WordKind::Number => "<number>",
            WordKind::Symbol => return None,
            WordKind::Function if self.classes.contains_key(word.norm.as_str()) => word.norm.as_str(),
            WordKind::Function => "<function>",
            WordKind::Term => return self.classes.get(ending(&word.norm).as_str()).copied(),
        };
        self.classes.get(name).copied()
    }
}

/// The ending of a word that is no word of grammar; an identifier such as `i_t` may still be folded to one, and has no ending then.
fn ending(norm: &str) -> String {
    ENDINGS
        .iter()
        .find(|e| norm.len() > e.len() + 2 && norm.ends_with(**e))
        .map_or_else(|| "-".to_owned(), |e| format!("-{e}"))
}

/// The sum of the scores of neighbouring words within `sentence`, and how many neighbours there are.
///
/// The score of a pair is ten times the pointwise mutual information (natural logarithm) of the two words' classes being neighbours in English (Church and
/// Hanks 1990).
#[must_use]
pub fn order(document: &Document, sentence: &Sentence) -> (f64, usize) {
    let classes: Vec<Option<u16>> = document.sentence_words(sentence).iter().map(|w| SCORES.class(w)).collect();
    let mut total = 0.0;
    let mut pairs = 0;
    for pair in classes.windows(2) {
        if let [Some(a), Some(b)] = pair {
            pairs += 1;
            total += f64::from(SCORES.pairs.get(&(*a, *b)).copied().unwrap_or(0));
        }
    }
    (total, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(text: &str) -> f64 {
        let document = Document::plain(text);
        let (total, pairs) = document
            .sentences()
            .iter()
            .map(|s| order(&document, s))
            .fold((0.0, 0), |(t, n), (a, b)| (t + a, n + b));
        total / pairs as f64
    }

    #[test]
    fn an_identifier_that_folds_to_a_word_of_grammar_is_read() {
        assert!(mean("The input gate i_t and the mask a_n scale what o_f lets through.").is_finite());
    }

    #[test]
    fn order_is_told_from_disorder() {
        let natural = "Bagging reduces the variance of a model because the errors of many trees that were trained on different samples cancel out.";
        let shuffled = "Of the variance many because different a reduces on cancel the out model samples of trees trained errors that were bagging.";
        assert!(mean(natural) > NATURAL, "{}", mean(natural));
        assert!(mean(shuffled) < SHUFFLED, "{}", mean(shuffled));
    }
}
