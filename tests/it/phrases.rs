//! The token vectors that the program comes with are those that encoding gives, for every phrase of the bank.

use gradus::embed::{self, Encoder, TokenVector};
use gradus::score::phrases_of;

use crate::support::{BANK, MODEL};

/// Least cosine of a stored vector and a computed one: the last bits of a product differ between kinds of processors, and rounding to 8 bits can turn that
/// into one step.
const SAME: f32 = 0.999;

#[test]
fn every_phrase_of_the_bank_is_stored_and_stored_right() {
    let computing = embed::builtin().expect("the built-in model loads").without_phrases();
    let mut phrases: Vec<_> = BANK.entries().iter().flat_map(|e| phrases_of(e).expect("nothing is encoded")).collect();
    phrases.sort_by(|a, b| a.text.cmp(&b.text));
    phrases.dedup_by(|a, b| a.text == b.text);
    let texts: Vec<&str> = phrases.iter().map(|p| p.text.as_str()).collect();
    let all = computing.token_vectors(&texts).expect("the built-in model encodes every text");
    let mut wrong = Vec::new();
    for (phrase, mut computed) in phrases.iter().zip(all) {
        // A phrase that is not stored comes back with the tokens of its function words as well.
        let stored = MODEL.phrase_vectors(&[&phrase.text]).expect("the built-in model encodes every text").remove(0);
        computed.retain(|t| phrase.content.iter().any(|c| t.span.start < c.end && c.start < t.span.end));
        let equal = |(s, c): (&TokenVector, &TokenVector)| s.span == c.span && s.vector.cosine(&c.vector) > SAME;
        if stored.len() != computed.len() || !stored.iter().zip(&computed).all(equal) {
            wrong.push(&phrase.text);
        }
    }
    assert!(
        wrong.is_empty(),
        "run `cargo run --release --example pack_phrases`; {} are missing or differ: {wrong:#?}",
        wrong.len()
    );
}
