//! Every format on the same runs: its bytes, its schema, and what a hostile author can do to it.

use std::fmt::Write as _;

use serde_json::Value;

use super::{github, gitlab, human, json, jsonl, junit, sarif, summary};
use crate::check::{BaselineState, CheckRun, Outcome, Verdict, fixture, verdict};
use crate::report::style::Look;

const FORMATS: [&str; 8] = ["human", "json", "jsonl", "junit", "sarif", "github", "summary", "gitlab"];

fn write(format: &str, run: &CheckRun, verdict: &Verdict) -> String {
    let mut out = Vec::new();
    match format {
        "human" => human(run, verdict, Look::default(), &mut out),
        "json" => json(run, verdict, &mut out),
        "jsonl" => jsonl(run, verdict, &mut out),
        "junit" => junit(run, verdict, &mut out),
        "sarif" => sarif(run, verdict, &mut out),
        "github" => github(run, verdict, &mut out),
        "summary" => summary(run, verdict, &mut out),
        _ => gitlab(run, verdict, &mut out),
    }
    .expect("memory takes everything");
    String::from_utf8(out).expect("it is UTF-8")
}

fn written(format: &str, run: &CheckRun) -> String {
    write(format, run, &verdict(run))
}

fn value(format: &str, run: &CheckRun) -> Value {
    serde_json::from_str(&written(format, run)).expect("it is JSON")
}

/// Runs of every kind.
fn runs() -> Vec<(&'static str, CheckRun)> {
    let mut allowed = fixture::empty();
    allowed.bars.allow_empty = true;
    let mut untouched = fixture::empty();
    untouched.untouched = 4;
    let mut reported = fixture::run();
    reported.not_graded.clear();
    reported.bars.exit_zero = true;
    (reported.bars.min_mean, reported.bars.min_pass_rate) = (Some(80.0), 0.9);
    let mut clean = fixture::empty();
    clean.answers = vec![fixture::answer("a", 90.0)];
    let mut unknown = clean.clone();
    unknown.answers[0].grade.score = f64::NAN;
    vec![
        ("all", fixture::run()),
        ("empty", fixture::empty()),
        ("allowed", allowed),
        ("untouched", untouched),
        ("reported", reported),
        ("clean", clean),
        ("unknown", unknown),
        ("hostile", fixture::hostile()),
    ]
}

fn schema(name: &str) -> jsonschema::Validator {
    let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    let json: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("it can be read")).expect("it is JSON");
    jsonschema::validator_for(&json).expect("it is a schema")
}

fn valid(schema: &jsonschema::Validator, value: &Value, of: &str) {
    let mut mistakes = String::new();
    for error in schema.iter_errors(value) {
        let _ = writeln!(mistakes, "{} at {}", error, error.instance_path());
    }
    assert!(mistakes.is_empty(), "{of}: {mistakes}");
}

#[test]
fn every_format_is_as_it_was() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for (name, run) in runs().into_iter().take(2) {
            for format in FORMATS {
                insta::assert_snapshot!(format!("{name}_{format}"), written(format, &run));
            }
        }
    });
}

#[test]
fn what_is_written_is_valid_by_its_schema() {
    let (log, page, issues) = (
        schema("tests/schemas/sarif-2.1.0.json"),
        schema("schemas/check.schema.json"),
        schema("tests/schemas/gitlab-code-quality.json"),
    );
    let text = std::fs::read_to_string(format!("{}/schemas/check.schema.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut one: Value = serde_json::from_str(&text).unwrap();
    let line = one["$defs"]["line"].clone();
    let Value::Object(fields) = &mut one else { panic!("it is an object") };
    fields.retain(|key, _| key == "$schema" || key == "$defs");
    fields.insert("oneOf".to_owned(), line["oneOf"].clone());
    let one = jsonschema::validator_for(&one).unwrap();
    for (name, run) in runs() {
        valid(&log, &value("sarif", &run), name);
        valid(&page, &value("json", &run), name);
        valid(&issues, &value("gitlab", &run), name);
        for line in written("jsonl", &run).lines() {
            valid(&one, &serde_json::from_str(line).expect("each line is JSON"), name);
        }
    }
    assert!(!log.is_valid(&serde_json::json!({"version": "2.1.0"})), "the schema says no to something");
    assert!(!page.is_valid(&serde_json::json!({})));
}

#[test]
fn junit_is_read_back_by_another_parser_and_its_counts_are_right() {
    for (name, run) in runs() {
        let text = written("junit", &run);
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
        let root = document.root_element();
        let count = |tag: &str| document.descendants().filter(|n| n.has_tag_name(tag)).count();
        let said = |field: &str| root.attribute(field).unwrap().parse::<usize>().unwrap();
        assert_eq!(root.tag_name().name(), "testsuites");
        assert!(count("testsuite") > 0 && count("testcase") > 0, "{name} is not empty");
        assert_eq!(said("tests"), count("testcase"), "{name}");
        assert_eq!((said("failures"), said("errors")), (count("failure"), count("error")), "{name}");
        assert!(root.attribute("skipped").is_none(), "the schema of Jenkins has no such count");
        let found = verdict(&run);
        assert_eq!(count("error") > 0, matches!(found.exit_code, 2 | 4), "{name}");
    }
}

#[test]
fn junit_says_what_the_verdict_says() {
    let run = fixture::run();
    let found = verdict(&run);
    let text = write("junit", &run, &found);
    let document = roxmltree::Document::parse(&text).unwrap();
    let of = |tag: &str| document.descendants().filter(|n| n.has_tag_name(tag)).count();
    assert_eq!(
        (of("failure"), of("error"), of("skipped")),
        (found.counts.failed, found.counts.not_graded, found.counts.known)
    );
    let branch = document.descendants().find(|n| n.attribute("name") == Some("branch")).unwrap();
    assert_eq!(branch.attribute("classname"), Some("gradus.what-is-a-branch"));
    let out = branch.children().find(|n| n.has_tag_name("system-out")).unwrap().text().unwrap();
    for said in ["flag: long runs", "review: it is much shorter", "warning: 1 NUL"] {
        assert!(out.contains(said), "{out}");
    }
}

#[test]
fn a_result_stands_at_the_closest_evidence() {
    let log = value("sarif", &fixture::run());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let wrong = results.iter().find(|r| r["message"]["text"].as_str().unwrap().contains("`pointer`")).unwrap();
    let region = &wrong["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, serde_json::json!({"startLine": 6, "startColumn": 1, "endLine": 7, "endColumn": 34}));
    let partly = results.iter().find(|r| r["message"]["text"].as_str().unwrap().contains("`cheap`")).unwrap();
    let region = &partly["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        *region,
        serde_json::json!({"startLine": 5, "startColumn": 21, "endLine": 5, "endColumn": 41}),
        "characters, not bytes"
    );
}

#[test]
fn what_the_baseline_has_is_marked_and_not_hidden() {
    let log = value("sarif", &fixture::run());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let states = |r: &Value| (r["baselineState"].as_str().unwrap().to_owned(), r["suppressions"].as_array().unwrap().len());
    let of = |id: &str| {
        let path = format!("answers/{id}.md");
        let mine = |r: &&Value| r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == path.as_str();
        results.iter().filter(mine).map(states).collect::<Vec<_>>()
    };
    assert_eq!(of("debt"), vec![("unchanged".to_owned(), 1); 2]);
    assert_eq!(of("better"), vec![("updated".to_owned(), 1); 2]);
    assert_eq!(of("worse"), vec![("updated".to_owned(), 0); 2]);
    assert_eq!(of("branch"), vec![("new".to_owned(), 0); 4]);
    let mut without = fixture::run();
    without.baseline = None;
    without.answers.iter_mut().for_each(|a| a.baseline = None);
    let text = written("sarif", &without);
    assert!(!text.contains("baselineState") && !text.contains("suppressions"));
    let issues = value("gitlab", &fixture::run());
    let debt = issues.as_array().unwrap().iter().filter(|i| i["location"]["path"] == "answers/debt.md");
    assert!(debt.clone().count() == 2 && debt.clone().all(|i| i["severity"] == "info"));
}

#[test]
fn order_and_bytes_do_not_depend_on_the_order_of_grading() {
    for (name, run) in runs() {
        let mut turned = run.clone();
        turned.answers.reverse();
        turned.not_graded.reverse();
        for format in FORMATS {
            assert_eq!(written(format, &run), written(format, &run), "{name} {format}");
            assert_eq!(written(format, &run), written(format, &turned), "{name} {format}");
        }
    }
}

#[test]
fn every_format_tells_the_outcome_of_the_verdict() {
    for (name, run) in runs() {
        let found = verdict(&run);
        let exit = format!("exit code {}", found.exit_code);
        assert!(
            write("human", &run, &found).contains(&exit) && write("summary", &run, &found).contains(&exit),
            "{name}"
        );
        assert_eq!(value("json", &run)["exit_code"], found.exit_code, "{name}");
        let lines = written("jsonl", &run);
        assert!(lines.lines().last().unwrap().starts_with("{\"type\":\"verdict\""), "{name}");
        let invocation = &value("sarif", &run)["runs"][0]["invocations"][0];
        assert_eq!(invocation["exitCode"], found.exit_code, "{name}");
        assert_eq!(invocation["executionSuccessful"], found.outcome != Outcome::CouldNotGrade, "{name}");
        assert_eq!(written("github", &run).contains("::error "), found.exit_code != 0, "{name}");
    }
}

#[test]
fn a_hostile_author_does_nothing_to_any_format() {
    let run = fixture::hostile();
    for format in FORMATS {
        let text = written(format, &run);
        assert!(text.len() < 400_000, "{format} is bounded: {}", text.len());
        let raw = ["json", "jsonl"].contains(&format);
        let controls = |c: char| c.is_control() && c != '\n' && !(raw && c > '\u{7e}') && !(format == "human" && c == '\u{1b}');
        assert!(!text.contains(controls), "{format}");
        if !raw {
            assert!(
                !text.contains([
                    '\u{202e}',
                    '\u{2066}',
                    '\u{200b}',
                    '\u{feff}',
                    '\u{ffff}',
                    '\u{fffe}',
                    '\u{2028}',
                    '\u{9b}',
                    '\u{e0041}'
                ]),
                "{format}"
            );
            assert!(!text.contains("##["), "{format}");
            assert!(
                !text
                    .lines()
                    .any(|l| l.trim_start().starts_with("::stop") || l.trim_start().starts_with("::error::")),
                "{format}"
            );
        }
    }
    assert!(!written("junit", &run).contains("<script"));
    let annotations = written("github", &run);
    assert!(annotations.lines().all(|l| l.starts_with("::error ") || l.starts_with("::notice ")));
    assert!(annotations.contains("%250A"), "what looks like an escape is escaped");
}

/// The summary is read by another parser: what was written stands there as text, and the only HTML is ours.
#[test]
fn nothing_of_the_summary_becomes_markup() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let text = written("summary", &fixture::hostile());
    let (mut shown, mut cells) = (String::new(), 0);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(piece) => shown.push_str(&piece),
            Event::Html(html) if html.starts_with("<details><summary>") => assert_eq!(html.matches('<').count(), 3, "{html}"),
            Event::Html(html) => assert_eq!(html.trim(), "</details>"),
            Event::Start(Tag::TableCell) => cells += 1,
            Event::InlineHtml(_)
            | Event::Code(_)
            | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Emphasis) => {
                panic!("{event:?}")
            }
            _ => {}
        }
    }
    assert_eq!(cells, 14, "a head and a row of seven");
    assert!(
        shown.contains("]]>&<script>alert(1)</script>%0A") && shown.contains("|`*a*`| [x](javascript:1)"),
        "{shown}"
    );
    assert!(!text.contains("@octocat"));
}

#[test]
fn a_colour_of_the_author_never_reaches_the_terminal() {
    let text = written("human", &fixture::hostile());
    let own = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[33m"];
    let rest = own.iter().fold(text, |text, code| text.replace(code, ""));
    assert!(!rest.contains('\u{1b}'));
    assert!(rest.contains("[31mred"), "what is left of it is text");
}

#[test]
fn the_worst_comes_first_for_people() {
    let text = written("human", &fixture::run());
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what} is told:\n{text}"));
    let order = [
        "rebase.md",
        "answers/worse.md:5",
        "answers/branch.md:5",
        "answers/debt.md:5",
        "answers/better.md:5",
        "answers/warned.md:5",
        "could not grade everything",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])));
    assert!(!text.contains("answers/passing.md"), "what passes is only counted");
    assert!(text.contains("“A branch copies all files into a new folder, so it is slow.”"));
}

#[test]
fn debt_is_counted_where_it_is_not_listed() {
    let mut run = fixture::empty();
    run.answers = vec![fixture::held(fixture::answer("a", 10.0), BaselineState::Unchanged, Some(10.0))];
    assert_eq!(
        written("github", &run),
        "::notice title=gradus check::1 answer below the bar as in the baseline\n"
    );
}
