//! Prints, for every marked answer of a folder, every measurement of every window of every signal: what `training/fit_signals.py` fits the calibration on.
//!
//! usage: cargo run --release --example evidence -- tests/claims [--model none] > evidence.jsonl

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::{env, fs, io};

use gradus::embed::{self, Encoder};
use gradus::score::{AnswerKey, Calibration, Reading, evidence};
use gradus::text::Document;
use serde::Deserialize;

#[derive(Deserialize)]
struct Marked {
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
    let mut out = io::BufWriter::new(io::stdout().lock());
    let entries = bank.entries();
    for (i, entry) in entries.iter().enumerate() {
        let path = Path::new(&folder).join(format!("{}.toml", entry.id));
        let mut answers = if path.exists() {
            toml::from_str::<Marked>(&fs::read_to_string(&path)?)?.answers
        } else {
            Vec::new()
        };
        let all = |mark: &str| entry.rubric.signals.iter().map(|s| (s.id.clone(), mark.to_owned())).collect();
        answers.push(Answer {
            kind: "reference".into(),
            text: entry.references[0].clone(),
            signals: all("met"),
        });
        for step in [1, 7, 13] {
            let other = &entries[(i + step) % entries.len()];
            answers.push(Answer {
                kind: "other-reference".into(),
                text: other.references[0].clone(),
                signals: all("missing"),
            });
        }
        let key = AnswerKey::new(entry, encoder)?;
        for answer in answers {
            let reading = Reading::new(Document::markdown(&answer.text), &key.contrasts, encoder, |_, _| 0.0)?;
            let windows = reading.windows();
            for signal in &key.signals {
                let found = evidence(signal, &key, &reading, &windows, &calibration);
                let texts: Vec<&str> = windows
                    .iter()
                    .map(|w| &answer.text[reading.document().original_words(w.words.clone())])
                    .collect();
                let row = serde_json::json!({
                    "question": entry.id,
                    "kind": answer.kind,
                    "signal": signal.signal.id,
                    "statement": signal.signal.statement,
                    "red_flags": signal.red_flags.len(),
                    "mark": answer.signals[&signal.signal.id],
                    "weight": signal.signal.weight,
                    "required": signal.signal.required,
                    "order": reading.order(),
                    "windows": found.windows.iter().map(|w| &w.features).collect::<Vec<_>>(),
                    "sentences": windows.iter().map(|w| w.sentences.len()).collect::<Vec<_>>(),
                    "texts": texts,
                    "reasons": found.windows.iter().map(|w| &w.reasons).collect::<Vec<_>>(),
                });
                writeln!(out, "{row}")?;
            }
        }
    }
    Ok(())
}
