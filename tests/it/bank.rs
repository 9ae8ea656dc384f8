//! The shipped bank: what it holds, what its schema accepts, and that a copy of it is the same bank.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use gradus::bank::Kind;
use gradus::rubric;
use jsonschema::Validator;
use serde_json::Value;

use crate::support::{BANK, RUBRIC, files, gradus, root, run, run_with};

/// The schema that editors check rubrics with.
fn schema() -> Validator {
    let text = fs::read_to_string(root().join("schemas/rubric.schema.json")).expect("it can be read");
    let json: Value = serde_json::from_str(&text).expect("it is JSON");
    jsonschema::draft202012::new(&json).expect("it is a schema")
}

/// A TOML text as an editor's schema sees it.
fn as_json(toml: &str) -> Value {
    let value: toml::Table = toml.parse().expect("it is TOML");
    serde_json::to_value(value).expect("it is JSON")
}

#[test]
fn every_shipped_rubric_fits_the_schema() {
    let schema = schema();
    let paths = files(&root().join("rubrics"), "toml");
    assert_eq!(paths.len(), BANK.entries().len());
    let mut wrong = Vec::new();
    for path in paths {
        let json = as_json(&fs::read_to_string(&path).expect("it can be read"));
        wrong.extend(schema.iter_errors(&json).map(|e| format!("{}: {}: {e}", path.display(), e.instance_path())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_shipped_rubric_names_its_schema() {
    for path in files(&root().join("rubrics"), "toml") {
        let text = fs::read_to_string(&path).expect("it can be read");
        assert_eq!(text.lines().next(), Some("#:schema ../schemas/rubric.schema.json"), "{}", path.display());
    }
}

#[test]
fn the_schema_and_the_program_agree_on_what_a_rubric_is() {
    let schema = schema();
    let with = |from: &str, to: &str| {
        assert!(RUBRIC.contains(from), "{from}");
        RUBRIC.replace(from, to)
    };
    let agree = |text: &str, good: bool| {
        let parsed = rubric::parse("plan.toml", text, "plan");
        let errors: Vec<String> = schema.iter_errors(&as_json(text)).map(|e| e.to_string()).collect();
        assert_eq!(
            (parsed.is_ok(), errors.is_empty()),
            (good, good),
            "{text}\nprogram: {parsed:?}\nschema: {errors:?}"
        );
    };
    for good in [
        RUBRIC.to_owned(),
        with("weight = 2", "weight = 0"),
        with("weight = 2", "weight = 0.5"),
        with("weight = 2", "weight = 1000"),
        with("weight = 2", "required = true"),
        with("weight = 2", "examples = []"),
        with("keywords = [['risk', 'danger'], ['early', 'in advance']]", "keywords = []"),
        format!("{RUBRIC}\n[[contrasts]]\nsides = [['plan'], ['chance', 'luck'], ['rule']]\n"),
    ] {
        agree(&good, true);
    }
    for bad in [
        with("weight = 2", "weight = -0.5"),
        with("weight = 2", "weight = 1000.5"),
        with("weight = 2", "weight = nan"),
        with("weight = 2", "weight = inf"),
        with("weight = 2", "weight = '2'"),
        with("weight = 2", "weight = [2]"),
        with("weight = 2", "weight = 0").replace("keywords = [['order'", "weight = 0\nkeywords = [['order'"),
        with("weight = 2", "wieght = 2"),
        with("weight = 2", "required = 1"),
        with("id = 'plan'", "id = 'plan'\ntitle = 'x'"),
        with("id = 'plan'\n", ""),
        with("id = 'risks'\n", ""),
        with("id = 'risks'", "id = 'Risks'"),
        with("id = 'risks'", "id = 'risks-'"),
        with("id = 'risks'", "id = 'risks and order'"),
        with("id = 'risks'", "id = 3"),
        with("statement = 'A plan names the risks early'", "statement = ' '"),
        with("statement = 'A plan names the risks early'\n", ""),
        with("'danger'", "''"),
        with("'danger'", "'risk'"),
        with("'danger'", "7"),
        with("['early', 'in advance']", "[]"),
        with("['early', 'in advance']", "'early'"),
        with("feedback = 'A plan shows the order.'\n", ""),
        with("feedback = ", "source = 'me'\nfeedback = "),
        "id = 'plan'\n".into(),
        "id = 'plan'\nsignals = []\n".into(),
        "id = 'plan'\nsignals = 'none'\n".into(),
        format!("{RUBRIC}\n[[contrasts]]\nsides = [['plan']]\n"),
        format!("{RUBRIC}\n[[contrasts]]\nsides = [['plan'], []]\n"),
        format!("{RUBRIC}\n[[contrasts]]\nside = [['plan'], ['luck']]\n"),
        format!("{RUBRIC}\n[[contrasts]]\nsides = [['plan', 'plan'], ['luck']]\n"),
    ] {
        agree(&bad, false);
    }
}

/// How many questions each source bank holds, by its number.
const ITEMS: [(&str, u32); 5] = [("000", 97), ("001", 117), ("002", 95), ("003", 20), ("004", 50)];

#[test]
fn every_question_of_the_source_banks_is_covered_by_one_entry() {
    let mut by_item: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in BANK.entries() {
        assert!(!entry.covers.is_empty(), "{} covers nothing", entry.id);
        for item in &entry.covers {
            by_item.entry(item).or_default().push(&entry.id);
        }
    }
    let wanted: BTreeSet<String> = ITEMS
        .iter()
        .flat_map(|(bank, count)| (1..=*count).map(move |n| format!("{bank}#{n}")))
        .collect();
    let covered: BTreeSet<String> = by_item.keys().map(|item| (*item).to_owned()).collect();
    assert_eq!(wanted.difference(&covered).collect::<Vec<_>>(), [""; 0], "nothing covers these");
    assert_eq!(covered.difference(&wanted).collect::<Vec<_>>(), [""; 0], "there are no such questions");
    let twice: Vec<_> = by_item.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn no_two_entries_are_the_same_question() {
    let folded = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let mut titles: BTreeMap<String, &str> = BTreeMap::new();
    for entry in BANK.entries() {
        for text in [&entry.title, &entry.question] {
            if let Some(other) = titles.insert(folded(text), &entry.id) {
                assert_eq!(other, entry.id, "both ask: {text}");
            }
        }
    }
}

#[test]
fn the_second_reading_is_recorded_for_every_entry() {
    let text = std::fs::read_to_string(crate::support::root().join("docs/second-reading.tsv")).expect("it is there");
    let read: BTreeSet<&str> = text.lines().skip(1).filter_map(|line| line.split_once('\t').map(|(id, _)| id)).collect();
    let ids: BTreeSet<&str> = BANK.entries().iter().map(|e| e.id.as_str()).collect();
    assert_eq!(read, ids);
}

#[test]
fn every_question_is_made_as_the_guide_for_authors_says() {
    let mut wrong = Vec::new();
    for entry in BANK.entries() {
        let mut check = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{}: {what}", entry.id));
            }
        };
        let signals = &entry.rubric.signals;
        check((4..=8).contains(&signals.len()), "has 4 to 8 signals");
        check(entry.title.chars().count() <= 60, "has a title of 60 characters at most");
        check(!entry.tags.is_empty(), "has a tag");
        check(signals.iter().any(|s| s.required), "requires something");
        check(
            signals.iter().all(|s| (1..=4).contains(&s.keywords.len())),
            "has 1 to 4 keyword groups a signal",
        );
        check(signals.iter().all(|s| (1..=10).contains(&s.examples.len())), "has one to ten examples a signal");
        check(signals.iter().all(|s| s.red_flags.len() <= 3), "has three red flags a signal at most");
        check(signals.iter().all(|s| s.weight.get() <= 3.0), "has no weight above 3");
        let red_flags: usize = signals.iter().map(|s| s.red_flags.len()).sum();
        check(entry.kind != Kind::Technical || red_flags >= 3, "is technical and has three red flags");
        check(!entry.references.is_empty(), "has a reference answer");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn ids_are_unique_and_the_names_of_the_files() {
    let ids: Vec<String> = BANK.entries().iter().map(|e| e.id.clone()).collect();
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    for (folder, extension) in [("content", "md"), ("rubrics", "toml")] {
        let names: Vec<String> = files(&root().join(folder), extension)
            .iter()
            .map(|p| p.file_stem().and_then(|s| s.to_str()).expect("UTF-8").to_owned())
            .collect();
        let names: BTreeSet<&String> = names.iter().collect();
        assert_eq!(names, unique, "{folder}");
    }
}

#[test]
fn show_prints_every_question_with_its_key() {
    for entry in BANK.entries() {
        let shown = run(&["show", &entry.id, "--answer", "--width", "60000"]).ok();
        // What Markdown means is shown, and not its signs.
        let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let all = plain(&shown);
        let has = |text: &str| assert!(all.contains(&plain(text)), "{}: {text:?} is not in\n{shown}", entry.id);
        has(&entry.title);
        entry
            .question
            .lines()
            .chain(entry.references.iter().flat_map(|r| r.lines()))
            .filter(|line| !line.trim_start().starts_with("```"))
            .for_each(has);
        for signal in &entry.rubric.signals {
            has(&signal.statement);
            signal.red_flags.iter().for_each(|f| has(&f.statement));
        }
    }
}

#[test]
fn a_copy_of_the_bank_in_a_folder_is_the_same_bank() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["content", "rubrics"] {
        fs::create_dir(folder.path().join(name)).expect("a folder");
        for item in fs::read_dir(root().join(name)).expect("it can be listed") {
            let item = item.expect("it can be listed");
            fs::copy(item.path(), folder.path().join(name).join(item.file_name())).expect("it can be copied");
        }
    }
    assert_eq!(&gradus::bank::load(folder.path()).expect("it is sound"), &*BANK);
    let answer = "Lasso drives some weights to exactly zero, while ridge only shrinks them. Elastic net combines both penalties.";
    for model in [&["--model", "none"][..], &[]] {
        let args = ["grade", "l1-vs-l2-regularization", "--text", answer, "--format", "json"];
        let own = run_with(gradus().args(args).args(model)).ok();
        let copied = run_with(gradus().args(args).args(model).arg("--bank").arg(folder.path())).ok();
        assert_eq!(own, copied, "{model:?}");
    }
}
