//! What must hold of every generator, on the built-in bank.

use std::collections::BTreeSet;

use super::ATTACKS;
use super::attack::Case;
use super::run::SEED;
use super::seed::rng;
use super::subject::Subject;
use crate::bank::{Bank, embedded};

fn cases(bank: &Bank, question: &str, attack: &str, seed: u64) -> Vec<Case> {
    let subject = Subject::new(bank, bank.get(question).unwrap());
    let attack = ATTACKS.iter().find(|a| a.id == attack).unwrap();
    (attack.generate)(&subject, &mut rng(seed, question, attack.id))
}

fn sorted(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort_unstable();
    words
}

#[test]
fn every_row_of_the_catalogue_has_its_generator() {
    let ids: Vec<&str> = ATTACKS.iter().map(|a| a.id).collect();
    let rows = (1..=31).filter(|n| ![24, 28].contains(n)).map(|n| format!("A{n}"));
    assert_eq!(ids, rows.collect::<Vec<_>>());
    let names: BTreeSet<&str> = ATTACKS.iter().map(|a| a.name).collect();
    assert_eq!(names.len(), ATTACKS.len());
}

#[test]
fn every_case_requires_something_and_attacks_require_no_pass() {
    let bank = embedded();
    for entry in bank.entries() {
        let mut count = 0;
        for attack in ATTACKS {
            for case in cases(&bank, &entry.id, attack.id, SEED) {
                count += 1;
                assert!(!case.requires.is_empty(), "{} {}", attack.id, case.variant);
                assert_eq!(case.attack, case.requires.contains(&super::Requirement::BelowPass));
            }
        }
        assert!((90..=160).contains(&count), "{count} answers to {}", entry.id);
    }
}

#[test]
fn the_same_seed_makes_the_same_texts_and_another_seed_others() {
    let bank = embedded();
    for attack in ATTACKS {
        let of = |seed| cases(&bank, "dropout", attack.id, seed);
        assert_eq!(of(SEED), of(SEED), "{}", attack.id);
        let by_chance = ["A1", "A2", "A3", "A4", "A10", "A17", "A18", "A19", "A20"];
        assert!(!by_chance.contains(&attack.id) || of(1) != of(2), "{}", attack.id);
    }
}

#[test]
fn shuffled_texts_have_the_same_words() {
    let bank = embedded();
    let prose = Subject::new(&bank, bank.get("dropout").unwrap()).prose();
    let cases = cases(&bank, "dropout", "A3", SEED);
    assert_eq!(cases.len(), 2);
    for case in cases {
        assert_eq!(sorted(&case.text), sorted(&prose));
        assert_ne!(case.text, prose);
    }
}

#[test]
fn noise_is_as_long_as_an_answer() {
    let bank = embedded();
    let length = Subject::new(&bank, bank.get("dropout").unwrap()).prose().chars().count();
    let case = &cases(&bank, "dropout", "A1", SEED)[0];
    assert_eq!(case.text.chars().count(), length);
    assert!(case.text.chars().all(|c| c == ' ' || c.is_ascii_lowercase()));
}

#[test]
fn every_keyword_group_is_stuffed() {
    let bank = embedded();
    let entry = bank.get("dropout").unwrap();
    let list = &cases(&bank, "dropout", "A5", SEED)[0].text;
    for group in entry.rubric.signals.iter().flat_map(|s| &s.keywords) {
        assert!(list.contains(&group.terms[0]), "{}", group.terms[0]);
    }
}

#[test]
fn denials_deny_every_sentence() {
    let bank = embedded();
    let subject = Subject::new(&bank, bank.get("dropout").unwrap());
    let cases = cases(&bank, "dropout", "A11", SEED);
    let untrue = &cases[1].text;
    assert_eq!(untrue.matches("It is not true that ").count(), subject.sentences.len());
    let single: Vec<&Case> = cases.iter().filter(|c| c.variant == "one sentence").collect();
    assert!(single.len() == 3 && single.iter().all(|c| c.text.len() > subject.prose().len() && c.text.len() < untrue.len()));
}

#[test]
fn a_swap_of_sides_names_each_side_where_the_other_was() {
    let bank = embedded();
    let cases = cases(&bank, "l1-vs-l2-regularization", "A13", SEED);
    assert!(cases[0].text.contains("L2 drives some weights to exactly zero") || cases[0].text.contains("L2 (ridge) adds the sum of absolute"));
    assert!(cases[0].attack);
}

#[test]
fn the_filler_is_longer_than_the_encoder_takes() {
    let bank = embedded();
    let case = &cases(&bank, "dropout", "A25", SEED)[0];
    let prose = Subject::new(&bank, bank.get("dropout").unwrap()).prose();
    let before = case.text.strip_suffix(&prose).unwrap();
    assert!(before.split_whitespace().count() > 512);
}

#[test]
fn hidden_text_is_all_but_the_first_sentence() {
    let bank = embedded();
    let subject = Subject::new(&bank, bank.get("dropout").unwrap());
    for case in cases(&bank, "dropout", "A22", SEED)
        .iter()
        .filter(|c| ["hidden in a comment", "struck out"].contains(&c.variant))
    {
        assert!(case.text.starts_with(&subject.sentences[0]));
        assert_eq!(case.texts().nth(1), Some(subject.sentences[0].as_str()));
    }
}
