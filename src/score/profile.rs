//! A text as a whole, made ready to be compared with another one.

use std::collections::{BTreeMap, HashSet};

use super::key::FROM_QUESTION;
use super::reading::Reading;
use crate::coverage::word_tellingness;
use crate::embed::{Vector, Vectors};

/// Length of the runs of letters that are compared: long enough to mean something, short enough to survive an ending or a typo.
const RUN: usize = 4;

/// What a text says in all: its words, its tokens and the runs of its letters.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The stem of every word with its weight; those of the question are demoted.
    pub(super) stems: BTreeMap<String, f64>,
    /// The stems of content words that the question lacks.
    pub(super) fresh: BTreeMap<String, f64>,
    /// The weight of the words, the question's own included.
    pub(super) said: f64,
    /// The vectors of its tokens.
    pub(super) tokens: Vectors,
    /// The mean of the tokens of its content words, by weight.
    pub(super) gist: Vector,
    /// The mean of all its tokens.
    pub(super) whole: Vector,
    /// How often each run of letters stands in it.
    pub(super) letters: BTreeMap<[char; RUN], u32>,
}

impl Profile {
    /// The profile of `reading`, an answer to a question with the stems `question`.
    #[must_use]
    pub fn new(reading: &Reading, question: &HashSet<String>) -> Self {
        let document = reading.document();
        let demoted = |stem: &str| if question.contains(stem) { FROM_QUESTION } else { 1.0 };
        let (mut stems, mut plain, mut fresh) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for word in document.words() {
            let weight = word_tellingness(word);
            stems.insert(word.stem.clone(), weight * demoted(&word.stem));
            plain.insert(word.stem.as_str(), weight);
            if word.is_content() && !question.contains(&word.stem) {
                fresh.insert(word.stem.clone(), weight);
            }
        }
        let (mut tokens, mut weights) = (Vec::new(), Vec::new());
        for (at, of_sentence) in reading.tokens.iter().enumerate() {
            let of_words = reading.weights[at].iter().zip(reading.words_of_tokens(at));
            weights.extend(of_words.map(|(weight, word)| weight * word.map_or(1.0, |w| demoted(&document.words()[w].stem))));
            tokens.extend(of_sentence.iter().map(|t| t.vector.clone()));
        }
        Self {
            said: plain.values().sum(),
            gist: Vector::mean(tokens.iter().zip(weights)),
            whole: Vector::mean(tokens.iter().map(|vector| (vector, 1.0))),
            letters: letters(document.folded()),
            stems,
            fresh,
            tokens: Vectors::new(&tokens),
        }
    }
}

/// The runs of letters and digits of `text`, words apart by one space.
fn letters(text: &str) -> BTreeMap<[char; RUN], u32> {
    let mut out = BTreeMap::new();
    let mut run = [' '; RUN];
    let mut length = 0;
    let mut add = |c: char| {
        run.rotate_left(1);
        run[RUN - 1] = c;
        length += 1;
        if length >= RUN {
            *out.entry(run).or_insert(0) += 1;
        }
    };
    for (i, word) in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).enumerate() {
        if i > 0 {
            add(' ');
        }
        word.chars().for_each(&mut add);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn profile(text: &str, question: &[&str]) -> Profile {
        let reading = Reading::new(Document::markdown(text), &[], None, |_, _| 0.0).unwrap();
        Profile::new(&reading, &question.iter().map(|s| (*s).to_owned()).collect())
    }

    #[test]
    fn words_of_the_question_are_demoted() {
        let free = profile("Copper conducts.", &[]);
        let given = profile("Copper conducts.", &["copper"]);
        assert_eq!(given.stems["copper"], FROM_QUESTION * free.stems["copper"]);
        assert_eq!(given.stems["conduct"], free.stems["conduct"]);
        assert_eq!(given.said, free.said);
        assert!(given.fresh.contains_key("conduct") && !given.fresh.contains_key("copper"));
    }

    #[test]
    fn marks_do_not_cut_runs_of_letters() {
        assert_eq!(letters("ab, cde"), letters("ab cde"));
        assert_eq!(letters("ab cde").len(), 3);
        assert_eq!(letters("abc"), BTreeMap::new());
    }
}
