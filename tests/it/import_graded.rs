//! Grading an imported bank at once: ten questions of a source bank, twenty answers of ours with a mark for each point, with and without what the glossary adds.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use crate::import::Place;
use crate::support::root;

/// The source bank that the answers belong to, by the start of its name.
const SOURCE: &str = "002_";

#[derive(Deserialize)]
struct Marked {
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    /// `002#4`: the fourth question of the source.
    item: String,
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    kind: String,
    text: String,
    marks: Vec<String>,
}

/// What grading made of the answers.
#[derive(Default)]
struct Outcome {
    strong: Vec<f64>,
    weak: Vec<f64>,
    met: Vec<f64>,
    rest: Vec<f64>,
}

impl Outcome {
    /// The share of pairs in which the met signal has the higher probability: the area under the curve.
    fn met_against_rest(&self) -> f64 {
        let pairs = self.met.iter().flat_map(|m| self.rest.iter().map(move |r| (m, r)));
        let won = pairs.map(|(m, r)| {
            if m > r {
                1.0
            } else if (m - r).abs() < 1e-12 {
                0.5
            } else {
                0.0
            }
        });
        won.sum::<f64>() / (self.met.len() * self.rest.len()) as f64
    }

    fn line(&self, name: &str) -> String {
        let mean = |scores: &[f64]| scores.iter().sum::<f64>() / scores.len() as f64;
        format!(
            "{name:22} met against the rest {:.3}, mean points of strong answers {:.1}, of weak ones {:.1}",
            self.met_against_rest(),
            mean(&self.strong),
            mean(&self.weak)
        )
    }
}

/// The source, or `None` with a loud word where it is not beside the repository.
fn source() -> Option<PathBuf> {
    let folder = root().join("../shared/seeds");
    let listed = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok).map(|item| item.path());
    let found = listed
        .into_iter()
        .find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(SOURCE)));
    if found.is_none() {
        // Straight to the stream: the harness would swallow a print.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: there is no ../shared/seeds; grading an imported bank was NOT tested"
        );
    }
    found
}

#[test]
fn an_imported_bank_grades_at_once_and_better_with_the_glossary() {
    let Some(source) = source() else { return };
    let text = fs::read_to_string(root().join("tests/imported/answers.toml")).expect("the answers are there");
    let marked: Marked = toml::from_str(&text).expect("the answers are sound");
    let place = Place::new(&[]);
    let page = place.import(&[source.to_str().expect("UTF-8"), "-o", "bank", "--format", "json"]).stdout;
    let report: Value = serde_json::from_str(&page).expect("JSON");
    let ids: Vec<&str> = report["questions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|q| q["id"].as_str().expect("an id"))
        .collect();
    let grade = || {
        let mut outcome = Outcome::default();
        for question in &marked.questions {
            let number: usize = question.item.split('#').nth(1).and_then(|n| n.parse().ok()).expect("a number");
            for answer in &question.answers {
                place.write("answer.md", &answer.text);
                let page = place.run(&["--bank", "bank", "grade", ids[number - 1], "answer.md", "--format", "json"]).stdout;
                let grade: Value = serde_json::from_str(&page).expect("JSON");
                let signals = grade["signals"].as_array().expect("a list");
                assert_eq!(signals.len(), answer.marks.len(), "{}", question.item);
                let scores = if answer.kind == "strong" { &mut outcome.strong } else { &mut outcome.weak };
                scores.push(grade["score"].as_f64().expect("a number"));
                for (signal, mark) in signals.iter().zip(&answer.marks) {
                    let to = if mark == "met" { &mut outcome.met } else { &mut outcome.rest };
                    to.push(signal["probability"].as_f64().expect("a number"));
                }
            }
        }
        outcome
    };
    let with = grade();
    place.write("bank/glossary.toml", "");
    let without = grade();
    println!("{}\n{}", without.line("without the glossary"), with.line("with it"));
    assert!(with.met_against_rest() > without.met_against_rest());
    assert!(with.met.iter().chain(&with.rest).all(|p| (0.0..=1.0).contains(p)));
}
