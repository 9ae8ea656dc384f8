//! Writes data/phrases.safetensors: the token vectors of every statement, example, red flag and place of evidence of the bank.
//!
//! usage: cargo run --release --example pack_phrases

use std::error::Error;
use std::fs;
use std::path::Path;

use gradus::embed::{self, Encoder, KnownPhrase};
use gradus::score::phrases_of;

fn main() -> Result<(), Box<dyn Error>> {
    let encoder = embed::builtin()?.without_phrases();
    let mut phrases = Vec::new();
    for entry in gradus::bank::embedded().entries() {
        for phrase in phrases_of(entry)? {
            let tokens = encoder.phrase_vectors(&[&phrase.text])?.pop().unwrap_or_default();
            phrases.push(KnownPhrase::new(phrase.text, tokens, &phrase.content));
        }
    }
    let count = phrases.len();
    let bytes = embed::pack_phrases(phrases)?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/phrases.safetensors");
    fs::write(&path, &bytes)?;
    eprintln!("{count} phrases, {} bytes", bytes.len());
    Ok(())
}
