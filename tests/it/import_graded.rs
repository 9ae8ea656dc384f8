//! Grading an imported bank at once: ten questions of a source bank, fifty answers of ours with a mark for each point, with and without what the glossary adds.

use std::collections::BTreeMap;
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
    /// Points by kind of answer.
    points: BTreeMap<String, Vec<f64>>,
    /// Probabilities of signals that are met, and of the others.
    met: Vec<f64>,
    rest: Vec<f64>,
    /// The others of answers that say little, and not the wrong thing.
    missing: Vec<f64>,
}

impl Outcome {
    /// Mean points of the answers of a kind.
    fn mean(&self, kind: &str) -> f64 {
        let points = &self.points[kind];
        points.iter().sum::<f64>() / points.len() as f64
    }

    fn line(&self, name: &str) -> String {
        let means: Vec<String> = self.points.keys().map(|kind| format!("{kind} {:.1}", self.mean(kind))).collect();
        format!(
            "{name}: met against the rest {:.3}, against missing {:.3}; mean points: {}",
            above(&self.met, &self.rest),
            above(&self.met, &self.missing),
            means.join(", ")
        )
    }
}

/// The share of pairs in which the first is higher: the area under the curve.
fn above(high: &[f64], low: &[f64]) -> f64 {
    let pairs = high.iter().flat_map(|h| low.iter().map(move |l| (h, l)));
    let won = pairs.map(|(h, l)| {
        if h > l {
            1.0
        } else if (h - l).abs() < 1e-12 {
            0.5
        } else {
            0.0
        }
    });
    won.sum::<f64>() / (high.len() * low.len()) as f64
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
fn an_imported_bank_grades_at_once_and_right_answers_earn_more_with_the_glossary() {
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
                let points = grade["score"].as_f64().expect("a number");
                outcome.points.entry(answer.kind.clone()).or_default().push(points);
                for (signal, mark) in signals.iter().zip(&answer.marks) {
                    let probability = signal["probability"].as_f64().expect("a number");
                    if mark == "missing" {
                        outcome.missing.push(probability);
                    }
                    let to = if mark == "met" { &mut outcome.met } else { &mut outcome.rest };
                    to.push(probability);
                }
            }
        }
        outcome
    };
    let with = grade();
    place.write("bank/glossary.toml", "");
    let without = grade();
    println!("{}\n{}", without.line("without the glossary"), with.line("with it"));
    assert!(with.mean("ordinary") > without.mean("ordinary") && with.mean("strong") > without.mean("strong"));
    assert!(above(&with.met, &with.rest) > 0.75 && above(&with.met, &with.missing) > 0.80);
    let in_order = ["ordinary", "partial", "vague"].map(|kind| with.mean(kind));
    assert!(in_order.is_sorted_by(|a, b| a > b), "{in_order:?}");
    assert!(with.met.iter().chain(&with.rest).all(|p| (0.0..=1.0).contains(p)));
}
