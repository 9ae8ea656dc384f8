//! Writes data/phrases.safetensors: the coarse token vectors of every statement, example, red flag and place of evidence of the bank.
//!
//! usage: cargo run --release --locked --example pack_phrases

use std::error::Error;
use std::fs;
use std::path::Path;

use gradus::embed;
use gradus::score::phrases_of;

fn main() -> Result<(), Box<dyn Error>> {
    let encoder = embed::builtin()?.without_known();
    let mut keys = Vec::new();
    for entry in gradus::bank::embedded().entries() {
        let phrases = phrases_of(entry)?;
        let vectors = encoder.coarse_vectors(&phrases)?;
        keys.push((phrases, vectors));
    }
    let count = keys.len();
    let bytes = embed::pack_phrases(keys)?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/phrases.safetensors");
    fs::write(&path, &bytes)?;
    eprintln!("{count} keys, {} bytes", bytes.len());
    Ok(())
}
