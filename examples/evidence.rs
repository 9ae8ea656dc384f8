//! Prints, for every marked answer of a folder, every measurement of every window of every signal: what `training/fit_signals.py` fits the calibration on.
//!
//! usage: cargo run --release --example evidence -- tests/claims [--model none] > evidence.jsonl

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::{env, fs, io};

use gradus::embed::{self, Encoder};
use gradus::score::{AnswerKey, Calibration, Reading, evidence};
use gradus::text::Document;
use serde::Deserialize;

#[derive(Deserialize)]
struct Marked {
    question: String,
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    kind: String,
    text: String,
    signals: BTreeMap<String, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("name the folder of marked answers")?;
    let without = env::args().any(|a| a == "none");
    let model = if without { None } else { Some(embed::builtin()?) };
    let encoder = model.as_ref().map(|m| m as &dyn Encoder);
    let bank = gradus::bank::embedded();
    let calibration = if without {
        Calibration::by_keywords()
    } else {
        Calibration::with_similarity()
    };
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|item| item.map(|i| i.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for path in paths {
        let marked: Marked = toml::from_str(&fs::read_to_string(&path)?)?;
        let entry = bank.get(&marked.question).ok_or("no such question")?;
        let key = AnswerKey::new(entry, encoder)?;
        for answer in marked.answers {
            let reading = Reading::new(Document::markdown(&answer.text), &key.contrasts, encoder, |_, _| 0.0)?;
            let windows = reading.windows();
            for signal in &key.signals {
                let found = evidence(signal, &key, &reading, &windows, &calibration);
                let texts: Vec<&str> = windows
                    .iter()
                    .map(|w| &answer.text[reading.document().original_words(w.words.clone())])
                    .collect();
                let row = serde_json::json!({
                    "question": marked.question,
                    "kind": answer.kind,
                    "signal": signal.signal.id,
                    "mark": answer.signals[&signal.signal.id],
                    "weight": signal.signal.weight,
                    "order": reading.order().0,
                    "windows": found.windows.iter().map(|w| &w.features).collect::<Vec<_>>(),
                    "texts": texts,
                    "reasons": found.windows.iter().map(|w| &w.reasons).collect::<Vec<_>>(),
                    "statement": signal.signal.statement,
                    "support": found.windows.iter().map(|w| w.support).collect::<Vec<_>>(),
                    "contradiction": found.windows.iter().map(|w| w.contradiction).collect::<Vec<_>>(),
                });
                writeln!(out, "{row}")?;
            }
        }
    }
    Ok(())
}
