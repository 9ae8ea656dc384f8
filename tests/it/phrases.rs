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
    let mut wrong = Vec::new();
    let mut phrases: Vec<_> = BANK.entries().iter().flat_map(|e| phrases_of(e).expect("nothing is encoded")).collect();
    phrases.sort_by(|(a, _), (b, _)| a.cmp(b));
    phrases.dedup();
    let texts: Vec<&str> = phrases.iter().map(|(text, _)| text.as_str()).collect();
    let all = computing.token_vectors(&texts).expect("the built-in model encodes every text");
    for ((text, content), mut computed) in phrases.iter().zip(all) {
        let stored = MODEL.phrase_vectors(text).expect("the built-in model encodes every text");
        let in_content = |t: &TokenVector| content.iter().any(|c| t.span.start < c.end && c.start < t.span.end);
        computed.retain(in_content);
        let equal = |(s, c): (&TokenVector, &TokenVector)| s.span == c.span && s.vector.cosine(&c.vector) > SAME;
        if stored.len() != computed.len() || !stored.iter().zip(&computed).all(equal) {
            wrong.push(text);
        }
    }
    assert!(
        wrong.is_empty(),
        "run `cargo run --release --example pack_phrases`; {} are missing or differ: {wrong:#?}",
        wrong.len()
    );
}
