//! Positive and negative controls: every reference answer earns full marks for its own question and next to nothing for others.

use std::fmt::Write as _;

use gradus::grade::Verdict;

use crate::support::{BANK, by_meaning, grade};

/// What the guide for authors promises a reference answer.
const OWN: f64 = 90.0;
/// What an answer to another question may pick up by chance. Questions with a tag in common, and two accounts of what somebody did, have signals in common in
/// fact (a reference answer about ReLU rightly earns points for vanishing gradients), so the others are taken among the rest.
const OTHERS: f64 = 15.0;
/// How many earn more all the same, none of them on the first ten questions, whose rubrics were mended with these answers in sight: some for what both questions share in fact
/// (training code that warms up its learning rate), most for a term that is too general. The number is exact, so that the test fails when it gets worse and when it gets better.
const KNOWN_ABOVE: usize = 59;
/// How many other questions each reference answer is graded on.
const NEIGHBOURS: usize = 20;

#[test]
fn every_reference_answer_earns_ninety_points_for_its_own_question() {
    let mut failures = String::new();
    let mut count = 0;
    for entry in BANK.entries() {
        let grader = by_meaning(&entry.id);
        for (i, reference) in entry.references.iter().enumerate() {
            let graded = grade(&grader, reference);
            if graded.score < OWN {
                count += 1;
                let open = graded.signals.iter().filter(|s| s.verdict != Verdict::Met || s.probability < 0.8);
                let open: Vec<String> = open.map(|s| format!("{} {:.2}", s.id, s.probability)).collect();
                writeln!(failures, "{:5.1}  {} ({})  {}", graded.score, entry.id, i + 1, open.join(", ")).expect("a string takes it");
                for flag in &graded.flags {
                    writeln!(failures, "         {flag}").expect("a string takes it");
                }
            }
        }
    }
    assert!(failures.is_empty(), "{count} reference answers earn less than {OWN}:\n{failures}");
}

#[test]
fn reference_answers_earn_more_than_fifteen_points_for_another_question_only_where_it_is_known() {
    let graders: Vec<_> = BANK.entries().iter().map(|e| by_meaning(&e.id)).collect();
    let mut failures = String::new();
    let (mut count, mut all) = (0, 0);
    for (i, entry) in BANK.entries().iter().enumerate() {
        for other in unrelated(i) {
            for reference in &entry.references {
                all += 1;
                let graded = grade(&graders[other], reference);
                if graded.score > OTHERS {
                    count += 1;
                    let best = graded
                        .signals
                        .iter()
                        .max_by(|a, b| (a.weight * a.probability).total_cmp(&(b.weight * b.probability)));
                    let best = best.map_or_else(String::new, |s| format!("{} {:.2}", s.id, s.probability));
                    writeln!(failures, "{:5.1}  {} graded on {}  {best}", graded.score, entry.id, BANK.entries()[other].id).expect("a string takes it");
                }
            }
        }
    }
    assert!(all >= 20 * BANK.entries().len(), "{all}");
    assert_eq!(count, KNOWN_ABOVE, "of {all} earn more than {OTHERS}:\n{failures}");
}

/// The next questions by id, wrapping round, of another kind and without a tag in common.
fn unrelated(of: usize) -> Vec<usize> {
    let entries = BANK.entries();
    let entry = &entries[of];
    let others = (1..entries.len()).map(|step| (of + step) % entries.len());
    let apart = others.filter(|o| entries[*o].kind != entry.kind && !entries[*o].tags.iter().any(|t| entry.tags.contains(t)));
    let chosen: Vec<usize> = apart.take(NEIGHBOURS).collect();
    assert_eq!(chosen.len(), NEIGHBOURS, "{} has too few unrelated questions", entry.id);
    chosen
}
