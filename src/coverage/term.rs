//! One term and where it stands.

use std::ops::Range;

use crate::text::{Document, Word, WordIndex, WordKind, is_typo_of};

/// How a term was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Its words, by stem, in its order.
    Words,
    /// Written together or apart, or inside an identifier.
    Joined,
    /// By its initials, or an acronym by its words.
    Acronym,
    /// With a slip of the pen.
    Typo,
    /// Its words in another order or with others between.
    Near,
}

impl How {
    /// What a hit of this kind is worth, in 0..=1. A slip costs little; words that only stand near each other may belong to different things.
    #[must_use]
    pub fn strength(self) -> f64 {
        match self {
            Self::Words | Self::Joined | Self::Acronym => 1.0,
            Self::Typo => 0.9,
            Self::Near => 0.7,
        }
    }
}

/// A place where a term stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Indices into [`Document::words`].
    pub words: Range<usize>,
    /// How it was found.
    pub how: How,
}

/// A term, read once.
#[derive(Debug, Clone)]
pub struct Term {
    text: String,
    /// The words that must be there, in order: content words and negators.
    words: Vec<Word>,
    /// The whole term written as one word.
    joined: String,
    /// Letters of an acronym ("SGD"), folded.
    acronym: Option<String>,
    /// First letters of a long term ("sgd" for "stochastic gradient descent").
    initials: Option<String>,
    has_negator: bool,
}

/// Words of grammar that change what a term says.
const NEGATORS: &[&str] = &[
    "not", "no", "never", "without", "nor", "neither", "cannot", "only", "more", "less", "few", "fewer", "most", "all", "each", "every",
];

/// Most words of grammar that may stand between two words of a term ("sum of *the* squares").
const MOST_BETWEEN: usize = 2;

/// Most letters of an acronym.
const LONGEST_ACRONYM: usize = 6;

impl Term {
    /// Reads a term as an author wrote it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let document = Document::plain(text);
        let all = document.words();
        let mut words: Vec<Word> = all.iter().filter(|w| matters(w)).cloned().collect();
        if words.is_empty() {
            words = all.to_vec();
        }
        // A term that signs hold apart ("1×1") is no one word, and must not be taken for its first.
        let joined = match Document::plain(&all.iter().map(|w| w.norm.as_str()).collect::<String>()).words() {
            [one] => one.stem.clone(),
            _ => String::new(),
        };
        Self {
            acronym: acronym_of(text),
            initials: initials_of(all),
            has_negator: words.iter().any(|w| w.kind == WordKind::Function),
            text: text.to_owned(),
            words,
            joined,
        }
    }

    /// The term as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its words that must be there.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// How telling it is, in 0..=1: as its rarest word, and a little more for each further word.
    #[must_use]
    pub fn tellingness(&self) -> f64 {
        let rarest = self.words.iter().map(word_tellingness).fold(0.0, f64::max);
        let further = self.words.len().saturating_sub(1) as f64;
        (rarest + 0.15 * further).min(1.0)
    }

    /// Every place in `document` where the term stands, in order; `index` is the document's own.
    #[must_use]
    pub fn find(&self, document: &Document, index: &WordIndex) -> Vec<Hit> {
        let mut hits = self.by_words(document, index);
        let mut add = |found: Vec<Hit>| {
            for hit in found {
                if !hits.iter().any(|h| overlap(&h.words, &hit.words)) {
                    hits.push(hit);
                }
            }
        };
        add(self.by_joined(index));
        add(self.by_acronym(document, index));
        add(self.by_typo(document, index));
        add(self.by_nearness(document, index));
        hits.sort_by_key(|h| (h.words.start, h.words.end));
        hits
    }

    fn by_words(&self, document: &Document, index: &WordIndex) -> Vec<Hit> {
        let Some(first) = self.words.first() else { return Vec::new() };
        let starts = index.words(&first.stem);
        starts
            .iter()
            .filter_map(|start| self.continue_from(document, *start, |meant, word| meant.stem == word.stem))
            .map(|words| Hit { words, how: How::Words })
            .collect()
    }

    /// The run of words from `start` that spells the term, with nothing but a few words of grammar between.
    fn continue_from(&self, document: &Document, start: usize, same: impl Fn(&Word, &Word) -> bool) -> Option<Range<usize>> {
        let words = document.words();
        let mut at = start + 1;
        for meant in &self.words[1..] {
            let mut skipped = 0;
            while !same(meant, words.get(at)?) {
                if matters(&words[at]) || skipped == MOST_BETWEEN {
                    return None;
                }
                skipped += 1;
                at += 1;
            }
            at += 1;
        }
        let within = document.sentence_of(start).is_some_and(|s| at <= s.words.end);
        within.then_some(start..at)
    }

    fn by_joined(&self, index: &WordIndex) -> Vec<Hit> {
        if self.has_negator || self.joined.len() < 4 {
            return Vec::new();
        }
        let written_together = index.words(&self.joined).iter().map(|at| *at..*at + 1);
        let written_apart = index.joined(&self.joined).iter().cloned();
        written_together.chain(written_apart).map(|words| Hit { words, how: How::Joined }).collect()
    }

    fn by_acronym(&self, document: &Document, index: &WordIndex) -> Vec<Hit> {
        let hit = |words| Hit { words, how: How::Acronym };
        let mut hits = Vec::new();
        if let Some(initials) = &self.initials {
            hits.extend(index.words(initials).iter().map(|at| hit(*at..*at + 1)));
        }
        if let Some(acronym) = &self.acronym {
            // "GPUs", which no stemmer knows for a plural.
            hits.extend(index.words(&format!("{acronym}s")).iter().map(|at| hit(*at..*at + 1)));
            if acronym.len() >= 3 && acronym.bytes().all(|b| b.is_ascii_lowercase()) {
                hits.extend(spelled_out(document, acronym).into_iter().map(hit));
            }
        }
        hits
    }

    fn by_typo(&self, document: &Document, index: &WordIndex) -> Vec<Hit> {
        if self.acronym.is_some() || self.words.iter().all(|w| w.norm.len() < 5) {
            return Vec::new();
        }
        let same = |meant: &Word, word: &Word| meant.stem == word.stem || (word.kind == WordKind::Term && is_typo_of(&word.norm, &meant.norm));
        index
            .unknown()
            .iter()
            .flat_map(|at| {
                // The slip may be in any word of the term, so that the term can start before it.
                (at.saturating_sub(self.words.len() - 1)..=*at).filter(|start| same(&self.words[0], &document.words()[*start]))
            })
            .filter_map(|start| self.continue_from(document, start, same))
            .map(|words| Hit { words, how: How::Typo })
            .collect()
    }

    /// All words of the term within a few words of each other in one sentence.
    fn by_nearness(&self, document: &Document, index: &WordIndex) -> Vec<Hit> {
        if self.words.len() < 2 || self.has_negator {
            return Vec::new();
        }
        let rarest = self.words.iter().map(|w| index.words(&w.stem)).min_by_key(|places| places.len()).unwrap_or(&[]);
        let reach = 2 * self.words.len() + 2;
        let mut hits = Vec::new();
        for at in rarest {
            let Some(sentence) = document.sentence_of(*at) else { continue };
            let window = at.saturating_sub(reach).max(sentence.words.start)..(at + reach + 1).min(sentence.words.end);
            let nearest = |meant: &Word| {
                let places = index.words(&meant.stem).iter().copied();
                places.filter(|p| window.contains(p)).min_by_key(|p| p.abs_diff(*at))
            };
            let Some(places) = self.words.iter().map(nearest).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let (Some(start), Some(end)) = (places.iter().min(), places.iter().max()) else {
                continue;
            };
            let mut distinct = places.clone();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() == places.len() && end - start <= reach {
                hits.push(Hit {
                    words: *start..end + 1,
                    how: How::Near,
                });
            }
        }
        hits
    }
}

/// Tellingness of one word: a number or sign is as telling as a fairly rare word.
pub(crate) fn word_tellingness(word: &Word) -> f64 {
    match word.kind {
        WordKind::Number | WordKind::Symbol => 0.5,
        WordKind::Function | WordKind::Term => word.telling,
    }
}

fn matters(word: &Word) -> bool {
    word.is_content() || NEGATORS.contains(&word.norm.as_str())
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The folded letters of `text` if it is written like an acronym: two capitals or more, and nothing but capitals, digits and a plural s.
fn acronym_of(text: &str) -> Option<String> {
    let body = text.strip_suffix('s').unwrap_or(text);
    let capitals = body.chars().filter(char::is_ascii_uppercase).count();
    let plain = body.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    (capitals >= 2 && plain && body.len() <= LONGEST_ACRONYM).then(|| body.to_ascii_lowercase())
}

/// The initials of a term of three words or more; articles and "of" give none.
fn initials_of(words: &[Word]) -> Option<String> {
    let counted: Vec<&Word> = words.iter().filter(|w| !is_light(w)).collect();
    if counted.len() < 3 || counted.len() > LONGEST_ACRONYM || counted.iter().any(|w| !w.norm.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return None;
    }
    Some(counted.iter().filter_map(|w| w.norm.chars().next()).collect())
}

fn is_light(word: &Word) -> bool {
    matches!(word.norm.as_str(), "a" | "an" | "the" | "of" | "and" | "for" | "in" | "to")
}

/// Runs of content words whose initials spell `acronym`.
fn spelled_out(document: &Document, acronym: &str) -> Vec<Range<usize>> {
    let letters = acronym.as_bytes();
    let mut out = Vec::new();
    for sentence in document.sentences() {
        let words = &document.words()[sentence.words.clone()];
        let counted: Vec<usize> = (0..words.len()).filter(|i| !is_light(&words[*i])).collect();
        for run in counted.windows(letters.len()) {
            let spells = run.iter().zip(letters).all(|(i, letter)| {
                words[*i].norm.as_bytes().first() == Some(letter) && words[*i].norm.len() > 2
                    || matches!((words[*i].kind, words[*i].norm.as_bytes().first()), (WordKind::Function, Some(b)) if b == letter && words[*i].norm == "under")
            });
            if spells {
                out.push(sentence.words.start + run[0]..sentence.words.start + run[run.len() - 1] + 1);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(term: &str, text: &str) -> Vec<(String, How)> {
        let document = Document::markdown(text);
        let index = WordIndex::new(&document);
        let hits = Term::new(term).find(&document, &index);
        hits.into_iter().map(|h| (text[document.original_words(h.words)].to_owned(), h.how)).collect()
    }

    fn how(term: &str, text: &str) -> Option<How> {
        found(term, text).first().map(|(_, how)| *how)
    }

    #[test]
    fn a_size_is_not_its_first_number() {
        assert_eq!(how("1×1", "We take 1 of the maps."), None);
        assert_eq!(how("1×1", "A 1×1 convolution mixes channels."), Some(How::Words));
    }

    #[test]
    fn every_way_to_write_a_term() {
        for (term, text, expected) in [
            ("cross-validation", "We use Cross Validation here", How::Words),
            ("cross-validation", "crossvalidated models", How::Joined),
            ("overfitting", "over-fitting is bad", How::Joined),
            ("cross entropy", "nn.CrossEntropyLoss()", How::Joined),
            ("cross entropy", "binary_cross_entropy_with_logits", How::Joined),
            ("zero_grad", "call optimizer.zero_grad() first", How::Words),
            ("CNN", "several CNNs", How::Words),
            ("GPU", "eight GPUs", How::Acronym),
            ("SGD", "stochastic gradient descent", How::Acronym),
            ("AUC", "the area under the curve", How::Acronym),
            ("stochastic gradient descent", "plain SGD", How::Acronym),
            ("regularisation", "regularization", How::Words),
            ("λ", "lambda is large", How::Words),
            ("σ²", "sigma squared", How::Words),
            ("5%", "a level of 0.05", How::Words),
            ("sum of squares", "the sum of the squares", How::Words),
            ("backpropagation", "backpropogation computes", How::Typo),
            ("gradient descent", "gradeint descent", How::Typo),
            ("squared bias", "the bias is squared first", How::Near),
        ] {
            assert_eq!(how(term, text), Some(expected), "{term:?} in {text:?}");
        }
    }

    #[test]
    fn different_terms_do_not_meet() {
        for (term, text) in [
            ("RNN", "a CNN"),
            ("L1", "an L2 penalty"),
            ("GAN", "a gap"),
            ("bias", "an unbiased estimator"),
            ("supervised", "unsupervised learning"),
            ("overfit", "models underfit"),
            ("valid", "this is invalid"),
            ("0.05", "0.5"),
            ("never zero", "always zero"),
            ("O(n)", "O(n^2) time"),
            ("sum of squares", "sum. Squares"),
        ] {
            let hits = found(term, text);
            assert!(
                hits.iter().all(|(_, how)| *how == How::Words) && (hits.is_empty() || term == "O(n)"),
                "{term:?} in {text:?}: {hits:?}"
            );
        }
    }

    #[test]
    fn spans_are_of_the_original() {
        assert_eq!(found("squared bias", "It is **squared** bias²."), [("squared** bias".to_owned(), How::Words)]);
    }
}
