//! Encodes a file of texts, one to a line, and prints how long that took as one line of JSON: the side of gradus in `benches/peer/run.sh`.
//!
//! usage: cargo run --release --example encode_file -- FILE [PASSES]
//!
//! `RAYON_NUM_THREADS` sets the threads. A first pass warms up and counts the tokens, markers included; its time does not count.

use std::error::Error;
use std::io::Write;
use std::time::Instant;
use std::{env, fs, io};

use gradus::embed::{builtin, encode_all};

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).ok_or("name the file of texts")?;
    let passes: usize = env::args().nth(2).map_or(Ok(5), |n| n.parse())?;
    let read = fs::read_to_string(file)?;
    let texts: Vec<&str> = read.lines().collect();
    let model = builtin()?;
    let encodings = encode_all(&model, &texts)?;
    let tokens: usize = encodings.iter().map(|e| e.tokens.len() + 2 * e.windows).sum();
    let mut seconds = Vec::new();
    for _ in 0..passes {
        let start = Instant::now();
        encode_all(&model, &texts)?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    let line = serde_json::json!({ "texts": texts.len(), "tokens": tokens, "seconds": seconds });
    writeln!(io::stdout(), "{line}")?;
    Ok(())
}
