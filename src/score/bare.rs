//! Bare lists: words in a row about which nothing is said.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::{Document, Sentence, is_function_word};

/// Function words that stand in lists as well as in claims.
const LIGHT: &[&str] = &[
    "and", "or", "the", "a", "an", "of", "as", "such", "like", "also", "other", "both", "in", "for", "vs", "versus", "etc",
];
/// Most words of a run between commas that is taken for an item of a list.
const LONGEST_ITEM: usize = 4;
/// How many words make an opening.
const OPENING: usize = 2;
/// How many sentences must begin alike, and which part of all, for what they begin with to be a frame that keywords are put into ("This involves …").
const FRAMED: usize = 4;
const MOSTLY: f64 = 0.6;

/// What a sentence begins with.
type Opening<'d> = [&'d str; OPENING];

fn opening<'d>(document: &'d Document, sentence: &Sentence) -> Option<Opening<'d>> {
    match document.sentence_words(sentence) {
        [first, second, ..] => Some([&first.norm, &second.norm]),
        _ => None,
    }
}

/// What most sentences of `document` begin with, where they are many: it claims nothing of what stands behind it.
fn frame(document: &Document) -> Option<Opening<'_>> {
    let prose = document.sentences().iter().filter(|s| !s.code);
    let mut counts: HashMap<Opening<'_>, usize> = HashMap::new();
    let mut all = 0;
    for sentence in prose {
        all += 1;
        if let Some(opening) = opening(document, sentence) {
            *counts.entry(opening).or_default() += 1;
        }
    }
    // More than half of the sentences begin with it, so there is only one.
    let framed = |count: usize| count >= FRAMED && count as f64 >= MOSTLY * all as f64;
    counts.into_iter().find(|(_, count)| framed(*count)).map(|(opening, _)| opening)
}

/// For each sentence of a document the share of its words that stand in a bare list.
pub(super) fn bare_shares(document: &Document) -> Vec<f64> {
    let frame = frame(document);
    document.sentences().iter().map(|s| bare_share(document, s, frame)).collect()
}

/// The share of all its words, made of `shares`.
pub(super) fn bare_overall(document: &Document, shares: &[f64]) -> f64 {
    bare_within(document, shares, 0..shares.len())
}

pub(super) fn bare_within(document: &Document, shares: &[f64], sentences: Range<usize>) -> f64 {
    let (mut bare, mut all) = (0.0, 0.0);
    for i in sentences {
        let sentence = &document.sentences()[i];
        if !sentence.code {
            let words = sentence.words.len() as f64;
            bare += shares[i] * words;
            all += words;
        }
    }
    if all > 0.0 { bare / all } else { 0.0 }
}

/// The share of the words of a sentence in runs between commas, "and" and "or" that are short and claim nothing: no verb of grammar, no preposition.
fn bare_share(document: &Document, sentence: &Sentence, frame: Option<Opening<'_>>) -> f64 {
    let mut words = document.sentence_words(sentence);
    if frame.is_some() && opening(document, sentence) == frame {
        words = &words[OPENING..];
    }
    let folded = document.folded();
    let (mut bare, mut all) = (0, 0);
    let mut run = 0;
    let mut claims = false;
    let mut end = words.first().map_or(sentence.span.start, |w| w.span.start);
    let mut close = |run: &mut usize, claims: &mut bool| {
        all += *run;
        if !*claims && *run <= LONGEST_ITEM {
            bare += *run;
        }
        *run = 0;
        *claims = false;
    };
    for word in words {
        let joint = matches!(word.norm.as_str(), "and" | "or");
        if folded[end.min(word.span.start)..word.span.start].contains([',', ';', '/', '|', ':']) || joint {
            close(&mut run, &mut claims);
        }
        end = word.span.end;
        if joint {
            continue;
        }
        run += 1;
        claims |= is_function_word(&word.norm) && !LIGHT.contains(&word.norm.as_str());
    }
    close(&mut run, &mut claims);
    if all == 0 { 0.0 } else { f64::from(bare as u32) / f64::from(all as u32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(text: &str) -> f64 {
        let document = Document::markdown(text);
        bare_overall(&document, &bare_shares(&document))
    }

    #[test]
    fn lists_are_bare_and_claims_are_not() {
        assert!(bare("Key terms: bias, variance, underfitting, model complexity and irreducible noise.") > 0.9);
        assert!(bare("Bagging reduces variance, because the errors of its trees cancel out, and it leaves bias alone.") < 0.3);
    }

    #[test]
    fn keywords_in_a_frame_are_bare_and_sentences_that_begin_alike_are_not() {
        let frame = "This involves gamma and beta. This involves running average and inference. This involves higher learning rate. This involves noise and regularise.";
        assert!(bare(frame) > 0.9, "{}", bare(frame));
        let honest = "It is fitted on the training part of each fold. It is scored on the rest. It is stopped when the loss no longer falls. It is the cheapest of the three that I tried.";
        assert!(bare(honest) < 0.3, "{}", bare(honest));
    }
}
