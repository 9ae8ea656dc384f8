//! The marked answers of `tests/claims`: their form, and that each kind of answer scores as its kind should.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use gradus::grade::PASS_MARK;

use crate::support::{BANK, CLAIMS, by_meaning, grade};

/// Every kind, best first.
const KINDS: [&str; 7] = ["strong-lexical", "strong-paraphrased", "partial", "weak", "wrong", "stuffed", "off-topic"];
/// What a signal may be marked.
const MARKS: [&str; 4] = ["met", "partly", "missing", "contradicted"];

/// `[question][kind]`: the scores with the built-in model.
static SCORES: LazyLock<BTreeMap<&str, BTreeMap<&str, f64>>> = LazyLock::new(|| {
    let score = |claims: &'static crate::support::Claims| {
        let grader = by_meaning(&claims.question);
        let scores = claims.answers.iter().map(|a| (a.kind.as_str(), grade(&grader, &a.text).score)).collect();
        (claims.question.as_str(), scores)
    };
    CLAIMS.iter().map(|(_, claims)| score(claims)).collect()
});

/// The mean score of a kind.
fn mean(kind: &str) -> f64 {
    SCORES.values().map(|kinds| kinds[kind]).sum::<f64>() / SCORES.len() as f64
}

/// Least, mean and greatest score of every kind.
fn table() -> String {
    let mut out = format!("{:20} {:>5} {:>5} {:>5}   over {} questions\n", "kind", "least", "mean", "most", SCORES.len());
    for kind in KINDS {
        let scores = || SCORES.values().map(|kinds| kinds[kind]);
        let (least, most) = (scores().fold(100.0, f64::min), scores().fold(0.0, f64::max));
        writeln!(out, "{kind:20} {least:5.1} {:5.1} {most:5.1}", mean(kind)).expect("a string takes it");
    }
    out
}

#[test]
fn every_file_is_made_as_the_guide_for_authors_says() {
    let mut wrong = Vec::new();
    for (path, claims) in CLAIMS.iter() {
        let name = path.file_stem().and_then(|s| s.to_str()).expect("UTF-8");
        let mut say = |what: String| wrong.push(format!("{name}: {what}"));
        if claims.question != name {
            say(format!("is for `{}`", claims.question));
        }
        let Some(entry) = BANK.get(&claims.question) else {
            say("there is no such question".into());
            continue;
        };
        let kinds: Vec<&str> = claims.answers.iter().map(|a| a.kind.as_str()).collect();
        let (unique, expected) = (kinds.iter().copied().collect::<BTreeSet<_>>(), KINDS.into_iter().collect::<BTreeSet<_>>());
        if unique != expected || kinds.len() != KINDS.len() {
            say(format!("has the kinds {kinds:?}"));
        }
        let signals: BTreeSet<&str> = entry.rubric.signals.iter().map(|s| s.id.as_str()).collect();
        for answer in &claims.answers {
            let marked: BTreeSet<&str> = answer.signals.keys().map(String::as_str).collect();
            if marked != signals {
                say(format!("{}: marks {:?}", answer.kind, marked.symmetric_difference(&signals)));
            }
            for (signal, mark) in answer.signals.iter().filter(|(_, m)| !MARKS.contains(&m.as_str())) {
                say(format!("{}: {signal} is marked `{mark}`", answer.kind));
            }
            if answer.text.trim().is_empty() {
                say(format!("{}: is blank", answer.kind));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(CLAIMS.len() >= 25, "{} files", CLAIMS.len());
}

#[test]
fn better_kinds_of_answers_score_more_on_average() {
    let table = table();
    println!("{table}");
    let mut wrong = Vec::new();
    // Not here: paraphrased ones above partial ones, and weak or wrong ones above those off topic: all of them earn next to nothing, or should.
    for (better, worse) in [
        ("strong-lexical", "strong-paraphrased"),
        ("strong-lexical", "partial"),
        ("strong-lexical", "wrong"),
        ("strong-paraphrased", "weak"),
        ("partial", "weak"),
        ("partial", "stuffed"),
        ("strong-paraphrased", "wrong"),
        ("partial", "wrong"),
    ] {
        if mean(better) <= mean(worse) {
            wrong.push(format!("{better} {:.1} is not above {worse} {:.1}", mean(better), mean(worse)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}\n{table}");
}

/// Asserts that every answer of a kind holds a bound, and lists those that do not.
#[track_caller]
fn all(kind: &str, bound: &str, holds: impl Fn(f64) -> bool) {
    let scores = SCORES.iter().map(|(question, kinds)| (*question, kinds[kind]));
    let wrong: Vec<_> = scores.filter(|(_, score)| !holds(*score)).collect();
    assert!(wrong.is_empty(), "{kind} answers that are not {bound}: {wrong:#?}\n{}", table());
}

#[test]
fn no_stuffed_answer_passes() {
    all("stuffed", "below the pass mark", |score| score < PASS_MARK);
}

#[test]
fn no_off_topic_answer_passes() {
    all("off-topic", "below the pass mark", |score| score < PASS_MARK);
}

#[test]
fn no_weak_answer_passes() {
    all("weak", "below the pass mark", |score| score < PASS_MARK);
}
