//! `gradus rubric lint`: what it finds, where, in which format, and what it mends.

use std::fs;

use serde_json::{Value, json};

use crate::support::{BANK, CONTENT, RUBRIC, SmallBank, gradus, root, run, run_with, says};

/// A rubric with a mistake of many kinds, each on a known line.
const FAULTY: &str = "\
id = 'plan'

[[contrasts]]
sides = [['risk'], ['risks', 'hazard']]

[[signals]]
id = 'risks'
statement = 'Knows the risks of making a plan'
weight = 9
keywords = [
  ['risk', 'random mask', 'x²', 'random', # why
   'x^2'],
  ['zebra'],
]

[[signals]]
id = 'order'
statement = 'A plan tells the order; everyone sees the steps'
weight = 0
keywords = [['order', 'sequence']]

[[signals.red_flags]]
statement = 'A plan hides the order'
feedback = 'A plan hides the order.'

[[signals]]
id = 'time'
statement = 'A plan saves time for all who follow it'
keywords = [['time', 'hours']]
";

fn faulty() -> SmallBank {
    let bank = SmallBank::new();
    bank.write("rubrics/plan.toml", FAULTY);
    bank
}

/// `code line:column field` of every finding.
fn findings(json: &Value) -> Vec<String> {
    let list = json["findings"].as_array().expect("a list");
    let text = |f: &Value, name: &str| f[name].as_str().expect("a text").to_owned();
    list.iter()
        .map(|f| format!("{} {}:{} {}", text(f, "code"), f["line"], f["column"], text(f, "field")))
        .collect()
}

/// Nothing to warn of in the questions `ids` of the built-in bank, linted with `more`; how many were.
fn clean(ids: &[&str], more: &[&str]) -> usize {
    let found = run(&[&["rubric", "lint", "--format", "json"], ids, more].concat());
    let json: Value = serde_json::from_str(&found.stdout).expect("it is JSON");
    let bad: Vec<&Value> = json["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|f| f["severity"] != "info")
        .collect();
    assert!(found.code == 0 && bad.is_empty(), "{bad:#?}");
    json["questions"].as_array().map_or(0, Vec::len)
}

#[test]
fn the_shipped_bank_has_nothing_to_warn_of() {
    assert_eq!(clean(&["all"], &["--model", "none"]), BANK.entries().len());
}

/// With the model a question takes a second or two: every tenth here, and all of them in `.ci/run`.
#[test]
fn nor_has_it_when_the_key_itself_is_graded() {
    let ids: Vec<&str> = BANK.entries().iter().step_by(10).map(|e| e.id.as_str()).collect();
    assert_eq!(clean(&ids, &[]), ids.len());
}

#[test]
fn every_finding_has_its_place() {
    let bank = faulty();
    let found = bank.run(&["rubric", "lint", "--model", "none", "--format", "json", "--fail-on", "info"]);
    assert_eq!(found.code, 1);
    let json: Value = serde_json::from_str(&found.stdout).expect("it is JSON");
    assert_eq!(
        findings(&json),
        [
            "missing-schema 1:1 ",
            "shared-side-name 4:21 contrasts[0].sides[1][0]",
            "vague-statement 8:13 signals[0].statement",
            "dominant-signal 9:10 signals[0].weight",
            "covered-term 11:12 signals[0].keywords[0][1]",
            "repeated-term 12:4 signals[0].keywords[0][4]",
            "unmatched-group 13:3 signals[0].keywords[1]",
            "two-statements 18:13 signals[1].statement",
            "weightless-signal 19:10 signals[1].weight",
            "red-flag-without-feedback 24:12 signals[1].red_flags[0].feedback",
        ]
    );
    assert_eq!((&json["errors"], &json["findings"][5]["end_column"]), (&json!(1), &json!(9)));
    let human = bank.run(&["rubric", "lint", "--model", "none"]);
    says(
        &human.stdout,
        &[
            "rubrics/plan.toml:8:13: warn vague-statement",
            "1 error, 7 warnings, 2 remarks over 1 question",
            "not checked without a model",
        ],
    );
    assert!(!human.stdout.contains("covered-term"));
    let error = bank.run(&["rubric", "lint", "--model", "none", "--fail-on", "error"]);
    assert_eq!(error.code, 1);
}

#[test]
fn the_bar_decides_the_exit_code() {
    let bank = SmallBank::new();
    let code = |bar: &str| bank.run(&["rubric", "lint", "plan", "--model", "none", "--fail-on", bar]).code;
    // A small bank whose only fault is the missing schema.
    assert_eq!((code("info"), code("warn"), code("error")), (1, 1, 0));
}

#[test]
fn what_is_safe_is_mended() {
    let bank = faulty();
    let path = bank.path().join("rubrics/plan.toml");
    let run = |args: &[&str]| bank.run(&[&["rubric", "lint", "--model", "none", "--format", "json"], args].concat());
    let first = run(&["--fix"]);
    says(&first.stderr, &["mended", "plan.toml"]);
    let json: Value = serde_json::from_str(&first.stdout).expect("it is JSON");
    assert!(
        !findings(&json)
            .iter()
            .any(|f| f.starts_with("missing-schema") || f.starts_with("repeated-term"))
    );
    let text = fs::read_to_string(&path).expect("it is there");
    says(&text, &["#:schema ../schemas/rubric.schema.json\nid = 'plan'", "# why", "'random mask'"]);
    assert!(!text.contains("x^2"));
    // A remark is mended where remarks are asked for.
    run(&["--fix", "--fail-on", "info"]);
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(!text.contains("random mask") && text.contains("# why"), "{text}");
    assert_eq!(run(&["--fix", "--fail-on", "info"]).stderr, "");
    // A term that stands twice keeps a file from being read, and is mended all the same.
    bank.write("rubrics/plan.toml", RUBRIC.replace("'danger'", "'Risk', 'danger'"));
    assert_eq!(run(&["--fail-on", "error"]).code, 1);
    assert_eq!(run(&["--fix", "--fail-on", "error"]).code, 0);
    assert!(fs::read_to_string(&path).expect("it is there").contains("['risk', 'danger']"));
}

#[test]
fn a_file_that_cannot_be_read_is_a_finding_and_the_others_are_looked_at() {
    let bank = faulty();
    bank.write("content/other.md", CONTENT.replace("'plan'", "'other'"));
    bank.write("rubrics/other.toml", "id = 'other'\n[[signals]\n");
    bank.write("rubrics/alone.toml", RUBRIC.replace("'plan'", "'alone'"));
    let json: Value = serde_json::from_str(&bank.run(&["rubric", "lint", "--model", "none", "--format", "json"]).stdout).expect("it is JSON");
    let found = findings(&json);
    for start in ["syntax 2:", "id-mismatch 0:0", "vague-statement 8:13"] {
        assert!(found.iter().any(|f| f.starts_with(start)), "{start}: {found:#?}");
    }
    bank.write("rubrics/plan.toml", RUBRIC.replace("feedback = 'A plan shows the order.'\n", ""));
    let one = bank.run(&["rubric", "lint", "plan", "--model", "none"]);
    says(&one.stdout, &["red-flag-without-feedback", "is missing"]);
    assert!(!one.stdout.contains("other.toml"));
}

#[test]
fn an_allowance_needs_a_code_a_reason_and_a_use() {
    let bank = SmallBank::new();
    let found = |rubric: String| {
        bank.write("rubrics/plan.toml", format!("#:schema x\n{rubric}"));
        bank.run(&["rubric", "lint", "--model", "none"]).stdout
    };
    let vague = RUBRIC.replace("A plan names the risks early", "Knows the risks of a plan early");
    says(&found(vague.clone()), &["vague-statement"]);
    let allowed = vague.replace("statement = 'Knows", "# lint: allow vague-statement as in the exam\nstatement = 'Knows");
    says(&found(allowed.clone()), &["0 errors, 0 warnings"]);
    says(
        &found(allowed.replace(" as in the exam", "")),
        &["bad-allowance", "without a reason", "vague-statement"],
    );
    says(
        &found(allowed.replace("allow vague-statement", "allow vague-statment")),
        &["bad-allowance", "did you mean `vague-statement`?"],
    );
    says(&found(allowed.replace("'Knows the", "'A plan names the")), &["unused-allowance", "delete it"]);
}

#[test]
fn rules_that_grade_see_what_the_grader_sees() {
    let bank = SmallBank::new();
    bank.write(
        "content/plan.md",
        CONTENT.replace("A plan names the risks early, and it", "Once upon a time a king"),
    );
    let found = bank.run(&["rubric", "lint", "--format", "json"]);
    let json: Value = serde_json::from_str(&found.stdout).expect("it is JSON");
    let found = findings(&json);
    assert!(found.iter().any(|f| f == "reference-falls-short 13:1 "), "{found:#?}");
    assert!(found.iter().any(|f| f.starts_with("unreachable-signal 4:6 signals[0].id")), "{found:#?}");
    assert_eq!(json["not_checked"], json!([]));
    // Two signals that say the same are one.
    bank.write(
        "rubrics/plan.toml",
        RUBRIC
            .replace("A plan tells everyone the order of the steps", "A plan names the risks early on")
            .replace("[['order', 'sequence'], ['steps']]", "[['risk', 'danger'], ['early', 'in advance']]"),
    );
    says(&bank.run(&["rubric", "lint"]).stdout, &["duplicate-signal", "`risks`", "`order`"]);
}

/// The part of the schema of SARIF 2.1.0 that code scanning relies on, with every object closed: a field that is not in the standard is a mistake.
fn sarif_schema() -> Value {
    let text = json!({"type": "object", "additionalProperties": false, "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}});
    let level = json!({"enum": ["none", "note", "warning", "error"]});
    let positive = json!({"type": "integer", "minimum": 1});
    let object = |required: Value, properties: Value| json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties});
    let region = object(
        json!(["startLine"]),
        json!({"startLine": positive, "startColumn": positive, "endLine": positive, "endColumn": positive}),
    );
    let artifact = object(json!(["uri"]), json!({"uri": {"type": "string", "pattern": "^[!-~]+$"}}));
    let physical = object(json!(["artifactLocation"]), json!({"artifactLocation": artifact, "region": region}));
    let logical = object(json!(["fullyQualifiedName"]), json!({"fullyQualifiedName": {"type": "string"}}));
    let location = object(
        json!(["physicalLocation"]),
        json!({"physicalLocation": physical, "logicalLocations": {"type": "array", "items": logical}}),
    );
    let result = object(
        json!(["ruleId", "message", "locations"]),
        json!({
            "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0}, "level": level, "message": text,
            "locations": {"type": "array", "items": location}, "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        }),
    );
    let rule = object(
        json!(["id"]),
        json!({"id": {"type": "string"}, "shortDescription": text, "defaultConfiguration": object(json!([]), json!({"level": level}))}),
    );
    let driver = object(
        json!(["name"]),
        json!({"name": {"const": "gradus"}, "semanticVersion": {"type": "string"}, "rules": {"type": "array", "items": rule}}),
    );
    let run = object(
        json!(["tool", "results"]),
        json!({
            "tool": object(json!(["driver"]), json!({"driver": driver})),
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]}, "results": {"type": "array", "items": result},
        }),
    );
    object(
        json!(["version", "runs"]),
        json!({"$schema": {"type": "string"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": run, "minItems": 1}}),
    )
}

#[test]
fn sarif_has_its_shape() {
    let bank = faulty();
    bank.write("rubrics/alone.toml", RUBRIC.replace("'plan'", "'alone'"));
    let found = bank.run(&["rubric", "lint", "--model", "none", "--format", "sarif"]);
    let json: Value = serde_json::from_str(&found.stdout).expect("it is JSON");
    let schema = jsonschema::draft7::new(&sarif_schema()).expect("it is a schema");
    let wrong: Vec<String> = schema.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let run = &json["runs"][0];
    for result in run["results"].as_array().expect("a list") {
        let at = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][at]["id"], result["ruleId"]);
    }
    let vague = run["results"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|r| r["ruleId"] == "vague-statement")
        .expect("it is found");
    assert_eq!(
        (&vague["level"], &vague["partialFingerprints"]["gradusFinding/v1"]),
        (&json!("warning"), &json!("plan/vague-statement/signals[0].statement"))
    );
}

#[test]
fn every_rule_is_explained() {
    says(
        &run(&["rubric", "lint", "--explain", "covered-term"]).ok(),
        &["covered-term (info)", "random mask"],
    );
    says(
        &run(&["rubric", "lint", "--explain", "covered-tern"]).refused(),
        &["no rule has the code `covered-tern`", "did you mean `covered-term`?"],
    );
}

#[test]
fn what_cannot_run_is_refused() {
    let bank = SmallBank::new();
    says(
        &bank.run(&["rubric", "lint", "plam"]).refused(),
        &["no question has the id `plam`", "did you mean `plan`?"],
    );
    says(&run(&["--bank", "nowhere", "rubric", "lint"]).refused(), &["cannot read the bank", "nowhere"]);
    says(&run(&["rubric", "lint", "--fail-on", "sometimes"]).refused(), &["invalid value 'sometimes'"]);
    // A read-only file is not mended.
    let path = bank.path().join("rubrics/plan.toml");
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("they can be set");
    says(
        &bank.run(&["rubric", "lint", "--model", "none", "--fix"]).refused(),
        &["cannot write", "read-only"],
    );
    assert_eq!(fs::read_to_string(&path).expect("it is there"), RUBRIC);
    // The bank of a checkout is mended where it stands, not in the program.
    assert!(root().join("rubrics").is_dir());
    says(
        &run_with(gradus().current_dir(bank.path()).args(["rubric", "lint", "--fix", "--model", "none"])).refused(),
        &["read-only"],
    );
}
