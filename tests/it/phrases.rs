//! The vectors that the program comes with are those that encoding gives, and those of every key of the bank.

use gradus::embed;
use gradus::score::phrases_of;

use crate::support::{BANK, MODEL};

/// How many keys are stepped over where all vectors are computed again: a key takes a third of a second.
const EVERY: usize = 10;
/// Of so many bytes one may differ: the last bits of a product differ between kinds of processors, which can turn a component to the next of its levels.
const ONE_IN: usize = 10_000;

#[test]
fn every_key_of_the_bank_is_known() {
    let phrases = |e| phrases_of(e).expect("nothing is encoded");
    let unknown: Vec<&str> = BANK
        .entries()
        .iter()
        .filter(|e| MODEL.known(&phrases(e)).is_none())
        .map(|e| e.id.as_str())
        .collect();
    assert!(
        unknown.is_empty(),
        "run `cargo run --release --locked --example pack_phrases`; it does not know the phrases of {unknown:?}"
    );
}

#[test]
fn what_is_known_is_what_encoding_gives() {
    let computing = embed::builtin().expect("the built-in model loads").without_known();
    let (mut differ, mut all) = (0, 0);
    for entry in BANK.entries().iter().step_by(EVERY) {
        let phrases = phrases_of(entry).expect("nothing is encoded");
        let computed = computing.coarse_vectors(&phrases).expect("the built-in model encodes every text");
        let known = MODEL.known(&phrases).expect("the other test says which are missing");
        assert_eq!(known.len(), computed.len(), "{}", entry.id);
        differ += known.iter().zip(&computed).filter(|(a, b)| a != b).count();
        all += computed.len();
    }
    assert!(all > 100_000 && differ * ONE_IN <= all, "{differ} of {all} bytes differ");
}
