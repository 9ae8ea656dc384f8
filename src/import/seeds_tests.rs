//! The banks beside the repository import whole. Says so when they are not there.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::check_tests::{check_fates, check_files};
use super::{Guess, Import, Source, read};
use crate::bank::Kind;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds");

/// The bank whose file name begins with `prefix`; `None` where there are no banks.
fn seed(prefix: &str) -> Option<(Import, (String, String))> {
    let Ok(list) = fs::read_dir(Path::new(FOLDER)) else {
        // Straight to the stream: the test harness would swallow a print.
        let _ = writeln!(std::io::stderr(), "SKIPPED: {FOLDER} is not there, so the import of whole banks was not tested");
        return None;
    };
    let path = list
        .filter_map(Result::ok)
        .map(|e| e.path())
        .find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(prefix)))?;
    let bytes = fs::read(&path).expect("a listed file can be read");
    let name = path.file_name().expect("a listed file has a name").to_string_lossy().into_owned();
    let text = String::from_utf8(bytes.clone()).expect("the banks are UTF-8");
    Some((read(&[Source { name: name.clone(), bytes }]), (name, text)))
}

fn kinds(import: &Import) -> [usize; 4] {
    Kind::ALL.map(|k| import.questions.iter().filter(|q| q.kind == k).count())
}

fn check(import: &Import, source: &(String, String)) {
    check_fates(import, &[(&source.0, super::mend::mend(&source.1).text)]);
    check_files(import);
    assert!(import.questions.iter().all(|q| !q.answers.is_empty() && !q.signals.is_empty()));
}

#[test]
fn bank_000() {
    let Some((import, source)) = seed("000") else { return };
    assert_eq!(kinds(&import), [52, 10, 20, 15]);
    check(&import, &source);
    let loss = import
        .questions
        .iter()
        .find(|q| q.title == "Custom Loss Function")
        .expect("the first challenge is there");
    assert!(loss.answers[0].starts_with("```python") && loss.answers[0].contains("**Explanation**"));
}

#[test]
fn bank_001() {
    let Some((import, source)) = seed("001") else { return };
    assert_eq!(kinds(&import), [54, 23, 25, 15]);
    check(&import, &source);
    let of = |start: &str| import.questions.iter().find(|q| q.id.starts_with(start)).expect("the question is there");
    assert!(of("explain-backpropagation-algorithm-in-detail").answers[0].contains("**Backward Pass:**"));
    assert!(of("what-is-a-convolutional-neural-network-cnn").answers[0].contains("**Pooling Layer:**"));
    assert!(of("design-a-system-for-training-large").answers[0].contains("All-reduce"));
    assert_eq!(import.questions.iter().filter(|q| q.guessed.contains(&Guess::AnswerMatched)).count(), 9);
    let with_signals = import.questions.iter().filter(|q| !q.guessed.contains(&Guess::SignalsFromAnswer)).count();
    assert_eq!(with_signals, 94);
}

#[test]
fn bank_002() {
    let Some((import, source)) = seed("002") else { return };
    assert_eq!(import.questions.len(), 95);
    check(&import, &source);
    assert!(
        import
            .questions
            .iter()
            .all(|q| !q.guessed.contains(&Guess::SignalsFromAnswer) && !q.guessed.contains(&Guess::Difficulty) && !q.companies.is_empty())
    );
}

#[test]
fn bank_003() {
    let Some((import, source)) = seed("003") else { return };
    assert_eq!(import.questions.len(), 20);
    check(&import, &source);
    assert!(import.questions.iter().all(|q| q.signals.len() >= 4));
}

#[test]
fn bank_004() {
    let Some((import, source)) = seed("004") else { return };
    assert_eq!(import.questions.len(), 50);
    assert_eq!(import.questions.iter().filter(|q| q.duplicate_of.is_some()).count(), 1);
    assert_eq!(
        import.questions.iter().filter_map(|q| q.number).collect::<Vec<_>>(),
        (1..=50).collect::<Vec<u32>>()
    );
    check(&import, &source);
}
