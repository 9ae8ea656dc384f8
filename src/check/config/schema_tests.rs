//! The schema that editors go by and the program say the same.

use std::collections::BTreeSet;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;

use super::*;

fn json() -> Value {
    serde_json::from_str(include_str!("../../../schemas/gradus.schema.json")).unwrap()
}

fn schema() -> Validator {
    jsonschema::draft202012::new(&json()).unwrap()
}

fn as_json(text: &str) -> Value {
    let table: toml::Table = toml::from_str(text).unwrap();
    serde_json::to_value(table).unwrap()
}

/// The names of `properties`, those of tables with the name of the table.
fn names(properties: &Value, all: &Value) -> BTreeSet<String> {
    let signals = all["$defs"]["signals"]["properties"].as_object().unwrap();
    let mut out = BTreeSet::new();
    for name in properties.as_object().unwrap().keys() {
        if name == "signals" {
            out.extend(signals.keys().map(|k| format!("signals.{k}")));
        } else {
            out.insert(name.clone());
        }
    }
    out
}

#[test]
fn the_schema_and_the_program_know_the_same_keys() {
    let json = json();
    let mut whole = names(&json["properties"], &json);
    assert!(whole.remove("override"));
    assert_eq!(whole, KEYS.iter().map(|k| k.name.to_owned()).collect());
    let own = names(&json["$defs"]["override"]["properties"], &json);
    assert_eq!(own, OVERRIDE_KEYS.iter().map(|k| (*k).to_owned()).collect());
}

#[test]
fn the_schema_and_the_program_know_the_same_defaults() {
    let json = json();
    for key in KEYS {
        let own = match key.name.split_once('.') {
            Some((table, name)) => &json["properties"][table]["properties"][name],
            None => &json["properties"][key.name],
        };
        let default = key.default.map(|d| as_json(&format!("x = {d}"))["x"].clone());
        assert_eq!(own.get("default"), default.as_ref(), "{}", key.name);
    }
}

#[test]
fn the_first_file_fits_the_schema() {
    let json = as_json(&init_text());
    let wrong: Vec<String> = schema().iter_errors(&json).map(|e| e.to_string()).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_schema_and_the_program_accept_the_same() {
    let schema = schema();
    let of_override = |rest: &str| format!("[[override]]\npaths = [\"a\"]\n{rest}\n");
    let fine = [
        "",
        "threshold = 1.5",
        "min_pass_rate = 0.1",
        "exclude = []",
        "signals.weighted = \"off\"",
        "bank = \"b\"",
    ];
    let fine = fine
        .into_iter()
        .map(str::to_owned)
        .chain(["skip = false", "question = \"q\"", "signals.required = \"info\""].map(of_override));
    let wrong = [
        "treshold = 70",
        "threshold = 0",
        "threshold = 1",
        "threshold = 101",
        "threshold = \"70\"",
        "min_mean = 0.7",
        "min_pass_rate = 0",
        "min_pass_rate = 90",
        "fail_on = \"info\"",
        "engine = \"Full\"",
        "bank = \" \"",
        "answers = []",
        "answers = \"a\"",
        "answers = [1]",
        "model = \"m\"\nengine = \"static\"",
        "[signals]\nother = \"warn\"",
        "[signals]\nrequired = \"fatal\"",
        "[override]\npaths = [\"a\"]",
        "[[override]]\nskip = true",
        "[[override]]\npaths = []\nskip = true",
    ];
    let wrong = wrong
        .into_iter()
        .map(str::to_owned)
        .chain(["", "model = \"none\"", "skip = 1", "threshold = 0"].map(of_override));
    for (text, expected) in fine.map(|t| (t, true)).chain(wrong.map(|t| (t, false))) {
        let (_, found) = read::file("gradus.toml", &text, Path::new("/repo"));
        assert_eq!((found.is_empty(), schema.is_valid(&as_json(&text))), (expected, expected), "{text}\n{found:?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_end_the_program(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        if let Ok(text) = discover::decoded(bytes, "gradus.toml") {
            read::file("gradus.toml", &text, Path::new("/repo"));
        }
    }

    #[test]
    fn no_flag_or_variable_ends_the_program(key in 0..KEYS.len(), text in ".{0,20}|[0-9.e+-]{0,6}|nan|inf") {
        let start = Invocation {
            cwd: "/repo-that-is-not-there".into(),
            isolated: true,
            flags: vec![(KEYS[key].name, vec![text.clone()])],
            environment: vec![(KEYS[key].variable().into(), text.into())],
            ..Invocation::default()
        };
        if let Ok(settings) = load(&start) {
            let mut out = Vec::new();
            show(&settings, &mut out).unwrap();
            let shown = String::from_utf8(out).unwrap();
            let (_, found) = read::file("gradus.toml", &shown, &settings.root);
            proptest::prop_assert_eq!(found, vec![], "{}", shown);
        }
    }
}
