//! What the pages show is what the program does.

use std::collections::BTreeSet;
use std::fs;

use gradus::rubric;
use serde_json::Value;

use crate::support::{CLAIMS, SmallBank, by_keywords, by_meaning, decoded, grade, gradus, root, run_with};

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The code blocks of a page in a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let pieces = page.split("\n```").skip(1).step_by(2);
    pieces.filter_map(|b| b.strip_prefix(language)?.strip_prefix('\n')).collect()
}

/// The paths of all fields: `signals[].id`. Children of an explanation look like their parent.
pub fn paths(value: &Value, at: &str, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                let path = path.replace("explanation.children[].", "explanation.");
                out.insert(path.clone());
                paths(value, &path, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}[]"), out)),
        _ => {}
    }
}

/// The fields that `docs/json.md` describes.
fn described() -> BTreeSet<String> {
    let page = page("docs/json.md");
    let rows = page
        .lines()
        .filter_map(|l| l.strip_prefix("| `")?.split_once('`').map(|(name, _)| name.to_owned()));
    rows.collect()
}

#[test]
fn the_json_page_describes_every_field_and_no_other() {
    let mut real = BTreeSet::new();
    let mut add = |grade: &gradus::grade::Grade| paths(&serde_json::to_value(grade).expect("a grade is JSON"), "", &mut real);
    for (_, claims) in CLAIMS.iter() {
        let (keywords, meaning) = (by_keywords(&claims.question), by_meaning(&claims.question));
        for answer in &claims.answers {
            add(&grade(&keywords, &answer.text));
            if answer.kind == "wrong" {
                add(&grade(&meaning, &answer.text));
            }
        }
    }
    add(&by_keywords("dropout").grade(&decoded(b"\xff \0")).expect("nothing is encoded"));
    // Two warnings that need a model from elsewhere and a very long text; `bad_model.rs` and `bad_input.rs` see them in real output.
    real.extend(["warnings[].model", "warnings[].left_out"].map(str::to_owned));
    let described = described();
    let missing: Vec<_> = real.difference(&described).collect();
    let gone: Vec<_> = described.difference(&real).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not described: {missing:?}\nnot there: {gone:?}");
}

#[test]
fn the_example_on_the_json_page_is_what_its_command_prints() {
    let page = page("docs/json.md");
    let example: Value = serde_json::from_str(blocks(&page, "json")[0]).expect("the example is JSON");
    let command = blocks(&page, "sh")[0].trim();
    let args = command.strip_prefix("gradus ").expect("it calls the program");
    let real = run_with(gradus().args(words(args))).json();
    let top = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(top(&example), top(&real));
    for part in ["feedback", "signature"] {
        let keys = |v: &Value| top(v).into_iter().filter(|k| k != "next").collect::<BTreeSet<_>>();
        assert_eq!(keys(&example[part]), keys(&real[part]), "{part}");
    }
    let features = |v: &Value| top(&v["signals"][0]["features"]);
    assert_eq!(features(&example), features(&real));
    let ids = |v: &Value| v["signals"].as_array().expect("a list").iter().map(|s| s["id"].clone()).collect::<Vec<_>>();
    assert!(ids(&example).iter().all(|id| ids(&real).contains(id)));
    let mut shown = BTreeSet::new();
    paths(&example, "", &mut shown);
    let unknown: Vec<_> = shown.difference(&described()).cloned().collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// The words of a command line with double quotes.
fn words(command: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (i, piece) in command.split('"').enumerate() {
        if i % 2 == 1 {
            out.push(piece.to_owned());
        } else {
            out.extend(piece.split_whitespace().filter(|w| *w != "\\").map(str::to_owned));
        }
    }
    out
}

#[test]
fn the_index_of_questions_is_what_list_writes() {
    let listed = run_with(gradus().args(["list", "--format", "markdown"])).ok();
    assert!(page("docs/questions.md") == listed, "run `gradus list --format markdown > docs/questions.md`");
}

#[test]
fn the_examples_in_the_guide_for_authors_are_sound() {
    let page = page("docs/authoring.md");
    let content = blocks(&page, "markdown")[0].replace("bias-variance-tradeoff", "l1-vs-l2-regularization");
    let toml = blocks(&page, "toml");
    let rubric = rubric::parse("example.toml", toml[0], "l1-vs-l2-regularization");
    assert!(rubric.is_ok(), "{rubric:?}");
    let bank = SmallBank::new();
    bank.write("content/l1-vs-l2-regularization.md", content);
    bank.write("rubrics/l1-vs-l2-regularization.toml", toml[0]);
    assert_eq!(bank.run(&["list", "--format", "json"]).json().as_array().map(Vec::len), Some(2));
    let with = |what: &str| *toml.iter().find(|block| block.contains(what)).expect("the page has an example of it");
    let glossary = rubric::Glossary::parse("glossary.toml", with("[[synonyms]]"));
    assert!(glossary.is_ok_and(|g| !g.is_empty()));
    let claims: crate::support::Claims = toml::from_str(with("[[answers]]")).expect("the example of marked answers is sound");
    assert_eq!(claims.question, "l1-vs-l2-regularization");
}

#[test]
fn the_guide_for_authors_describes_every_field() {
    let page = page("docs/authoring.md");
    let schema: Value = serde_json::from_str(&self::page("schemas/rubric.schema.json")).expect("it is JSON");
    let fields = |at: &str| {
        schema
            .pointer(at)
            .and_then(Value::as_object)
            .expect("properties")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let places = [
        "/properties",
        "/$defs/signal/properties",
        "/$defs/contrast/properties",
        "/$defs/red_flag/properties",
    ];
    for field in places.iter().flat_map(|at| fields(at)) {
        assert!(page.contains(&field), "{field}");
    }
    for field in ["id", "title", "kind", "difficulty", "tags", "covers", "correction"] {
        assert!(page.contains(&format!("| `{field}` |")), "{field}");
    }
}
