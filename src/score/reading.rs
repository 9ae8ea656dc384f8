//! The answer, read once: its claims, how well-formed each sentence is, and the vectors of its words.

use std::collections::HashMap;
use std::ops::Range;

use super::bare::{bare_overall, bare_shares, bare_within};
use crate::coverage::word_tellingness;
use crate::embed::{EncodeError, Encoder, TokenVector, Vector};
use crate::polarity::{Claim, CompiledContrast};
use crate::text::{Document, Sentence, order};

/// Most tokens of an answer that are encoded. Beyond it only the sentences that share most with the key are, so that a megabyte of text is graded in
/// bounded time; how many were left out is reported.
const MOST_TOKENS: usize = 16_000;
/// Letters of a word that its first token takes, and each further one, when that budget is spent.
const LETTERS_OF_FIRST: usize = 6;
const LETTERS_OF_FURTHER: usize = 3;

/// A run of neighbouring sentences in which a signal may be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Indices of its sentences: one, or two neighbours.
    pub sentences: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
    /// The mean of its content tokens, by weight.
    pub gist: Vector,
}

/// An answer, ready to be compared with a key.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What it says.
    pub claim: Claim,
    /// For each sentence: the vectors of its tokens; empty without a model.
    pub tokens: Vec<Vec<TokenVector>>,
    /// How telling each of those tokens is; 0 for words of grammar.
    pub weights: Vec<Vec<f64>>,
    /// For each sentence: the share of its words that stand in a bare list, in 0..=1.
    pub bare: Vec<f64>,
    /// Sentences that were too many to encode.
    pub not_encoded: usize,
}

impl Reading {
    /// Reads `document`. `relevance` says which sentences to encode first when there are too many; without an encoder none are.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a sentence.
    pub fn new(
        document: Document,
        contrasts: &[CompiledContrast],
        encoder: Option<&dyn Encoder>,
        relevance: impl Fn(&Claim, &Sentence) -> f64,
    ) -> Result<Self, EncodeError> {
        let claim = Claim::new(document, contrasts);
        let document = &claim.document;
        let bare = bare_shares(document);
        let mut tokens = vec![Vec::new(); document.sentences().len()];
        let mut weights = tokens.iter().map(|_| Vec::new()).collect::<Vec<_>>();
        let mut not_encoded = 0;
        if let Some(encoder) = encoder {
            let chosen = within_budget(&claim, relevance);
            not_encoded = tokens.len() - chosen.len();
            let mut texts: Vec<&str> = chosen.iter().map(|i| document.sentence_text(&document.sentences()[*i])).collect();
            texts.sort_unstable();
            texts.dedup();
            let vectors: HashMap<&str, _> = texts.iter().copied().zip(encoder.token_vectors(&texts)?).collect();
            for i in chosen {
                let sentence = &document.sentences()[i];
                tokens[i].clone_from(&vectors[document.sentence_text(sentence)]);
                weights[i] = token_weights(document, sentence, &tokens[i]);
            }
        }
        Ok(Self {
            claim,
            tokens,
            weights,
            bare,
            not_encoded,
        })
    }

    /// For each token of the sentence `at`: the word of the document that it is a piece of, if of any.
    #[must_use]
    pub fn words_of_tokens(&self, at: usize) -> Vec<Option<usize>> {
        owners(self.document(), &self.document().sentences()[at], &self.tokens[at])
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.claim.document
    }

    /// Every sentence, and every two neighbours.
    #[must_use]
    pub fn windows(&self) -> Vec<Window> {
        let sentences = self.document().sentences();
        let window = |from: usize, to: usize| Window {
            sentences: from..to,
            words: sentences[from].words.start..sentences[to - 1].words.end,
            gist: self.gist(from..to),
        };
        let singles = (0..sentences.len()).map(|i| window(i, i + 1));
        let pairs = (0..sentences.len().saturating_sub(1)).map(|i| window(i, i + 2));
        singles.chain(pairs).collect()
    }

    /// The mean of the content tokens of some sentences, by weight.
    fn gist(&self, sentences: Range<usize>) -> Vector {
        let tokens = sentences.flat_map(|s| self.tokens[s].iter().zip(&self.weights[s]));
        Vector::mean(tokens.map(|(token, weight)| (&token.vector, *weight)))
    }

    /// The share of a window's words that stand in bare lists.
    #[must_use]
    pub fn bare_of(&self, window: &Window) -> f64 {
        bare_within(self.document(), &self.bare, window.sentences.clone())
    }

    /// The share of the whole answer's words that stand in bare lists.
    #[must_use]
    pub fn bare_overall(&self) -> f64 {
        bare_overall(self.document(), &self.bare)
    }

    /// Mean order score of neighbouring words over the prose of the answer, with the number of neighbours; see [`order`].
    #[must_use]
    pub fn order(&self) -> (f64, usize) {
        let document = self.document();
        let prose = document.sentences().iter().filter(|s| !s.code);
        let (total, pairs) = prose.map(|s| order(document, s)).fold((0.0, 0), |(t, n), (a, b)| (t + a, n + b));
        (if pairs > 0 { total / pairs as f64 } else { 0.0 }, pairs)
    }
}

/// For each token how telling the content word is that it is a piece of.
fn token_weights(document: &Document, sentence: &Sentence, tokens: &[TokenVector]) -> Vec<f64> {
    let owners = owners(document, sentence, tokens);
    let mut pieces = vec![0_u32; sentence.words.len()];
    for owner in owners.iter().flatten() {
        pieces[owner - sentence.words.start] += 1;
    }
    let weight = |owner: &Option<usize>| {
        let word = |at: usize| (&document.words()[at], pieces[at - sentence.words.start]);
        match owner.map(word) {
            Some((word, pieces)) if word.is_content() => word_tellingness(word) / f64::from(pieces),
            _ => 0.0,
        }
    };
    owners.iter().map(weight).collect()
}

/// For each token the word that it is a piece of, as an index into the document's words. The spans of tokens start at the sentence.
fn owners(document: &Document, sentence: &Sentence, tokens: &[TokenVector]) -> Vec<Option<usize>> {
    let mut owners = vec![None; tokens.len()];
    let mut from = 0;
    for (at, word) in sentence.words.clone().zip(document.sentence_words(sentence)) {
        let span = word.span.start - sentence.span.start..word.span.end - sentence.span.start;
        while tokens.get(from).is_some_and(|t| t.span.end <= span.start) {
            from += 1;
        }
        let pieces = tokens[from..].iter().take_while(|t| t.span.start < span.end).count();
        owners[from..from + pieces].fill(Some(at));
    }
    owners
}

/// About how many tokens a text has, rather more than fewer: every mark is one, and so is every few letters of a long word.
fn tokens_at_most(text: &str) -> usize {
    let of_word = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        let marks = word.chars().count() - letters;
        // A mark in the middle cuts a word in two, each half a token at least.
        1 + 2 * marks + letters.saturating_sub(LETTERS_OF_FIRST).div_ceil(LETTERS_OF_FURTHER)
    };
    2 + text.split_whitespace().map(of_word).sum::<usize>()
}

/// The sentences to encode: all, or the most relevant ones that fit the budget.
fn within_budget(claim: &Claim, relevance: impl Fn(&Claim, &Sentence) -> f64) -> Vec<usize> {
    let sentences = claim.document.sentences();
    let cost = |s: &Sentence| tokens_at_most(claim.document.sentence_text(s));
    if sentences.iter().map(cost).sum::<usize>() <= MOST_TOKENS {
        return (0..sentences.len()).collect();
    }
    let mut ranked: Vec<(f64, usize)> = sentences.iter().enumerate().map(|(i, s)| (relevance(claim, s), i)).collect();
    ranked.sort_by(|(a, i), (b, j)| b.total_cmp(a).then(i.cmp(j)));
    let mut left = MOST_TOKENS;
    let mut chosen: Vec<usize> = Vec::new();
    for (_, i) in ranked {
        let cost = cost(&sentences[i]);
        if cost <= left {
            left -= cost;
            chosen.push(i);
        }
    }
    chosen.sort_unstable();
    chosen
}
