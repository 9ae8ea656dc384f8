//! `gradus rubric audit`: the bars over the bank, what is known to break them, and the command.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gradus::audit::{ATTACKS, Audit, Plan, SEED, audit};
use gradus::bank::Entry;
use gradus::grade::{Engine, FlagKind, PASS_MARK};
use serde_json::Value;

use crate::support::{BANK, CLAIMS, MODEL, SmallBank, by_meaning, grade, gradus, run, run_with, says};

/// Attack answers that reach the pass mark, by attack: what gradus cannot tell yet. The counts are exact, so that this list is put right when one gets better as
/// well as when one gets worse. Attacks that are not here let none through.
const KNOWN_ACCEPTED: &[(&str, usize)] = &[("A2", 1), ("A4", 2), ("A11", 1)];

/// Answers that break any other requirement of their attack (direction, tolerance, flag), by attack, counted in the same way.
const KNOWN_BROKEN: &[(&str, usize)] = &[
    ("A1", 6),
    ("A2", 48),
    ("A6", 2),
    ("A10", 3),
    ("A11", 5),
    ("A16", 3),
    ("A19", 1),
    ("A20", 5),
    ("A21", 4),
    ("A22", 1),
];

/// Strong marked answers that are flagged, as scrambled: 1 of 56. Counted in the same way.
const KNOWN_FLAGGED: &[(&str, &str)] = &[("biased-credit-model", "strong-paraphrased")];

/// How many questions are stepped over: the audit of one takes five seconds.
const EVERY: usize = 6;

/// The audit of every sixth question of the bank with the built-in model.
static WHOLE: LazyLock<Audit> = LazyLock::new(|| {
    let plan = Plan {
        attacks: ATTACKS,
        threshold: PASS_MARK,
        seed: SEED,
        engine: &Engine::new(Some(&*MODEL), true),
    };
    audit(&BANK, &BANK.entries().iter().step_by(EVERY).collect::<Vec<&Entry>>(), &plan).expect("the built-in model encodes every text")
});

/// How many failures each attack has.
fn count(accepted: bool) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for failure in WHOLE.failures.iter().filter(|f| f.accepted == accepted) {
        *counts.entry(failure.attack).or_default() += 1;
    }
    counts
}

/// The worst failures of an attack, for the message.
fn examples(accepted: bool) -> String {
    let mut shown: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for f in WHOLE.failures.iter().filter(|f| f.accepted == accepted) {
        let of = shown.entry(f.attack).or_default();
        of.push(format!(
            "  {:3} {:5.1}  {}, {}: {}",
            f.attack,
            f.score,
            f.question,
            f.variant,
            f.broken.join("; ")
        ));
    }
    shown.into_values().flat_map(|lines| lines.into_iter().take(3)).collect::<Vec<_>>().join("\n")
}

#[test]
fn attack_answers_reach_the_pass_mark_only_where_it_is_known() {
    assert_eq!(count(true), BTreeMap::from_iter(KNOWN_ACCEPTED.iter().copied()), "\n{}", examples(true));
}

#[test]
fn requirements_are_broken_only_where_it_is_known() {
    assert_eq!(count(false), BTreeMap::from_iter(KNOWN_BROKEN.iter().copied()), "\n{}", examples(false));
}

#[test]
fn at_most_one_attack_answer_in_a_hundred_reaches_the_pass_mark() {
    let bar = &WHOLE.bars[0];
    assert!(bar.name.contains("attack") && bar.held, "{bar:?}");
}

#[test]
fn at_most_two_reference_answers_in_a_hundred_are_flagged_or_capped() {
    let bar = &WHOLE.bars[1];
    assert!(bar.name.contains("honest") && bar.held, "{bar:?}");
}

#[test]
fn strong_answers_are_flagged_or_capped_only_where_it_is_known() {
    let mut flagged = Vec::new();
    for (_, claims) in CLAIMS.iter() {
        let grader = by_meaning(&claims.question);
        for answer in claims.answers.iter().filter(|a| a.kind.starts_with("strong")) {
            let flags = grade(&grader, &answer.text).flags;
            if flags.iter().any(|f| f.kind != FlagKind::CopiedFromReference) {
                flagged.push((claims.question.as_str(), answer.kind.as_str()));
            }
        }
    }
    assert_eq!(flagged, KNOWN_FLAGGED);
}

/// A bank of one question, audited by keywords alone.
fn small(more: &[&str]) -> crate::support::Run {
    SmallBank::new().run(&[&["rubric", "audit", "--model", "none"], more].concat())
}

#[test]
fn a_run_is_the_same_every_time_and_on_any_number_of_threads() {
    let with = |threads: &str| {
        let mut command = gradus();
        command.env("RAYON_NUM_THREADS", threads);
        command.args(["rubric", "audit", "dropout", "l1-vs-l2-regularization", "--model", "none", "--format", "json"]);
        run_with(&mut command).stdout
    };
    let one = with("1");
    assert!(!one.is_empty());
    assert_eq!(one, with("1"));
    assert_eq!(one, with("3"));
}

#[test]
fn a_question_has_the_same_failures_alone_and_in_company() {
    let failures = |ids: &[&str]| {
        let args = [&["rubric", "audit", "--model", "none", "--format", "json"], ids].concat();
        let page: Value = serde_json::from_str(&run(&args).stdout).expect("JSON");
        let all = page["failures"].as_array().expect("a list").clone();
        all.into_iter().filter(|f| f["question"] == "dropout").collect::<Vec<_>>()
    };
    assert_eq!(failures(&["dropout"]), failures(&["pca-decorrelation", "dropout", "dropout"]));
}

#[test]
fn the_exit_code_is_0_where_every_bar_holds_and_1_where_one_is_missed() {
    let held = small(&["--attack", "a1,A23"]);
    assert_eq!((held.code, held.stderr.as_str()), (0, ""), "{}", held.stdout);
    says(
        &held.stdout,
        &[
            "A1  random characters",
            "A23 degenerate texts",
            "✓ attack answers that reach the pass mark: 0 of",
            "pass mark 60, seed 1",
        ],
    );
    // What is left of an answer with every direction swapped is more than a point.
    let missed = run(&["rubric", "audit", "dropout", "--model", "none", "--attack", "A12", "--threshold", "1"]);
    assert_eq!((missed.code, missed.stderr.as_str()), (1, ""), "{}", missed.stdout);
    says(&missed.stdout, &["✗ attack answers that reach the pass mark", "less than 1 points"]);
}

#[test]
fn a_failure_shows_its_text_shortened_or_whole() {
    let with = |more: &[&str]| {
        run_with(
            gradus()
                .args(["rubric", "audit", "dropout", "--model", "none", "--attack", "A12", "--threshold", "1"])
                .args(more),
        )
    };
    let (short, whole) = (with(&[]), with(&["--verbose"]));
    says(&short.stdout, &["A12 dropout  every sentence", "less than 1 points", "…”"]);
    assert!(!whole.stdout.contains("…”") && whole.stdout.len() > short.stdout.len());
    let page = with(&["--format", "markdown"]).stdout;
    says(
        &page,
        &["# Audit of `dropout`", "| A12 | swapped directions | DIR |", "### A12, dropout: every sentence"],
    );
}

#[test]
fn the_json_has_every_attack_and_bar() {
    let page: Value = serde_json::from_str(&small(&["--format", "json"]).stdout).expect("JSON");
    assert_eq!(page["schema_version"], 1);
    assert_eq!(page["questions"], serde_json::json!(["plan"]));
    assert_eq!(page["attacks"].as_array().expect("a list").len(), ATTACKS.len());
    assert_eq!(page["bars"].as_array().expect("a list").len(), 4);
}

#[test]
fn what_does_not_exist_cannot_be_run() {
    says(&small(&["--attack", "A24"]).refused(), &["A24", "--attack"]);
    says(&small(&["plane"]).refused(), &["no question has the id `plane`", "`plan`"]);
    says(&small(&["--threshold", "0"]).refused(), &["every answer reaches 0"]);
    says(&small(&["--seed", "x"]).refused(), &["--seed"]);
    run(&["rubric"]).refused();
}

#[test]
fn the_page_about_audits_has_a_row_for_every_row_of_the_catalogue() {
    let page = std::fs::read_to_string(crate::support::root().join("docs/audit.md")).expect("it can be read");
    let catalogue = page.split("\n## ").find(|s| s.starts_with("Attacks\n")).expect("it has the section");
    let rows: Vec<&str> = catalogue.lines().filter_map(|l| l.strip_prefix("| A")?.split(' ').next()).collect();
    assert_eq!(rows, (1..=31).map(|n| n.to_string()).collect::<Vec<_>>());
    for attack in ATTACKS {
        assert!(page.contains(&format!("| {} | {} |", attack.id, attack.name)), "{} {}", attack.id, attack.name);
    }
}
