//! Reading baselines, good and hostile.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;

use super::*;
use crate::grade::Verdict;

const GOOD: &str = r#"{"version": 1, "grader": "m", "answers": [
  {"question": "q", "answer": "a.md", "rubric": "r", "score": 41.5, "signals": {"s": "met", "t": "not-addressed"}},
  {"question": "p", "answer": "a.md", "rubric": "r", "score": 0, "signals": {}}
]}"#;

/// Where and how `text` is wrong.
fn problem(text: &str) -> String {
    Baseline::parse(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_good_file_is_read_in_any_order() {
    let baseline = Baseline::parse(GOOD.as_bytes()).unwrap();
    let names: Vec<_> = baseline.entries().map(|(id, e)| (id.question.as_str(), e.score)).collect();
    assert_eq!(names, [("p", 0.0), ("q", 41.5)]);
    assert_eq!(baseline.grader(), "m");
}

#[test]
fn a_file_with_line_ends_of_windows_is_read() {
    assert_eq!(Baseline::parse(GOOD.replace('\n', "\r\n").as_bytes()), Baseline::parse(GOOD.as_bytes()));
}

#[test]
fn every_mistake_has_its_place() {
    let with = |from: &str, to: &str| problem(&GOOD.replacen(from, to, 1));
    assert_eq!(problem(""), "1:1: EOF while parsing a value");
    assert_eq!(problem(&GOOD[..60]), "2:17: EOF while parsing a string");
    assert_eq!(
        with("\"version\": 1", "\"version\": 2"),
        "1:13: this is version 2 of a baseline, and this gradus reads version 1"
    );
    assert!(with("\"version\": 1", "\"version\": \"1\"").starts_with("1:15: invalid type: string"));
    assert!(with("\"version\": 1, ", "").contains("missing field `version`"));
    assert_eq!(with("41.5", "100.1"), "2:67: the score 100.1 is not between 0 and 100");
    assert_eq!(with("41.5", "-1"), "2:64: the score -1 is not between 0 and 100");
    assert_eq!(with("41.5", "1e999"), "2:67: number out of range");
    assert!(with("41.5", "NaN").starts_with("2:"));
    assert!(with("\"met\"", "\"mett\"").contains("unknown variant `mett`"));
    assert!(with("\"t\"", "\"s\"").contains("the signal `s` stands here twice"));
    assert!(with("\"p\"", "\"q\"").starts_with("3:"), "{}", with("\"p\"", "\"q\""));
    assert!(with("\"p\"", "\"q\"").contains("the answer `a.md` to `q` stands here twice"));
    assert!(with("\"rubric\"", "\"rubrics\"").contains("unknown field `rubrics`"));
    assert!(problem(&format!("{GOOD}x")).contains("trailing characters"));
    assert!(problem("[]").starts_with("1:"));
}

#[test]
fn a_merge_that_was_not_finished_is_named() {
    let text = GOOD.replacen("  {\"question\": \"p\"", "<<<<<<< HEAD\n  {\"question\": \"p\"", 1);
    assert_eq!(problem(&text), "3:1: a merge left both sides here; keep one of them");
}

#[test]
fn deep_nesting_is_a_mistake_and_no_overflow() {
    for open in ["[", "{\"a\":"] {
        let deep = open.repeat(1_000_000);
        assert!(problem(&deep).starts_with("1:"));
        assert!(!problem(&format!("{{\"version\": 1, \"x\": {deep}")).is_empty());
        assert!(!problem(&GOOD.replacen("{\"s\"", &format!("{deep}{{\"s\""), 1)).is_empty());
    }
}

#[test]
fn a_file_that_is_not_there_is_an_error_that_says_what_to_do() {
    let root = tempfile::tempdir().unwrap();
    let error = Baseline::read(&root.path().join("none.json")).unwrap_err();
    assert!(matches!(error, BaselineError::Missing { .. }));
    assert!(error.to_string().contains("gradus baseline write"));
}

#[test]
fn a_malformed_file_is_named_with_its_place() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("b.json");
    fs::write(&path, "{\n  \"version\": 7\n}\n").unwrap();
    let expected = format!(
        "`{}`:2:14: this is version 7 of a baseline, and this gradus reads version 1; mend it, or delete it and make it anew with `gradus baseline write`",
        path.display()
    );
    assert_eq!(Baseline::read(&path).unwrap_err().to_string(), expected);
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_not_read() {
    for path in ["/dev/zero", "/"] {
        let error = Baseline::read(path.as_ref()).unwrap_err();
        assert!(error.to_string().contains("it is no file"), "{error}");
    }
    // A link to a baseline is one.
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("real.json"), GOOD).unwrap();
    std::os::unix::fs::symlink("real.json", root.path().join("link.json")).unwrap();
    assert!(Baseline::read(&root.path().join("link.json")).is_ok());
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop::sample::select(vec![Verdict::Met, Verdict::PartlyMet, Verdict::NotAddressed, Verdict::Contradicted])
}

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let one = (
        any::<String>(),
        any::<String>(),
        0..=1000_u32,
        prop::collection::btree_map(any::<String>(), verdict(), 0..4),
    );
    let each = one.prop_map(|(question, answer, tenths, signals): (String, String, u32, BTreeMap<String, Verdict>)| Answer {
        id: Id { question, answer },
        now: Entry {
            rubric: "r".into(),
            score: f64::from(tenths) / 10.0,
            signals,
        },
        is_below: tenths < 600,
    });
    prop::collection::vec(each, 0..6)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(answers in answers()) {
        let baseline = Baseline::new("m").update(&answers, "m", Scope::All, Accept::ALL).unwrap().baseline;
        let mut text = Vec::new();
        baseline.write(&mut text).unwrap();
        prop_assert_eq!(Baseline::parse(&text), Ok(baseline));
    }

    #[test]
    fn random_bytes_are_a_mistake_with_a_place(bytes: Vec<u8>) {
        let problem = Baseline::parse(&bytes).unwrap_err();
        prop_assert!(problem.line >= 1 && problem.column >= 1);
    }

    #[test]
    fn a_changed_byte_never_panics(place in 0..GOOD.len(), byte: u8) {
        let mut bytes = GOOD.as_bytes().to_vec();
        bytes[place] = byte;
        match Baseline::parse(&bytes) {
            Ok(baseline) => prop_assert_eq!(baseline.entries().len(), 2),
            Err(problem) => prop_assert!(problem.line <= 5),
        }
    }

    #[test]
    fn an_update_never_asks_for_less_without_leave(before in answers(), now in answers()) {
        let baseline = Baseline::new("m").update(&before, "m", Scope::All, Accept::ALL).unwrap().baseline;
        if let Ok(update) = baseline.update(&now, "m", Scope::All, Accept::default()) {
            for (id, entry) in update.baseline.entries() {
                if let Some(was) = baseline.get(id) {
                    prop_assert!(entry.score >= was.score);
                }
            }
        }
    }
}
