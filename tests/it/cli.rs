//! The command line: help, exit codes, where an answer comes from, what is printed and how.

use std::fs;
use std::io::pipe;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{BANK, CLAIMS, Run, gradus, question, run, run_with, says};

/// A question that the tests ask.
const ID: &str = "l1-vs-l2-regularization";

/// Grades `text` by keywords alone.
fn grade(text: &str, more: &[&str]) -> Run {
    run_with(gradus().args(["grade", ID, "--model", "none", "--text", text]).args(more))
}

/// The score of `text`, as printed.
fn score(text: &str) -> String {
    grade(text, &["--score-only"]).ok().trim_end().to_owned()
}

/// An answer that earns some of the points but not all.
fn middling() -> &'static str {
    let (_, claims) = CLAIMS.iter().find(|(_, c)| c.question == ID).expect("it has marked answers");
    claims.of("partial")
}

#[test]
fn the_help_of_every_verb() {
    for verb in [
        "",
        "grade",
        "eval",
        "list",
        "show",
        "search",
        "rubric audit",
        "bank import",
        "batch",
        "compare",
        "check",
        "baseline write",
    ] {
        let args: Vec<&str> = verb.split_whitespace().chain(["--help"]).collect();
        let name = format!("help_{}", if verb.is_empty() { "gradus".to_owned() } else { verb.replace(' ', "_") });
        // clap leaves blanks at the ends of some lines; the snapshot does not.
        let lines: Vec<String> = run(&args).ok().lines().map(|l| l.trim_end().to_owned()).collect();
        insta::assert_snapshot!(name, lines.join("\n"));
    }
}

#[test]
fn help_and_version_need_neither_a_bank_nor_a_model() {
    for args in [
        &["--help"][..],
        &["--version"],
        &["grade", "--help"],
        &["--bank", "/nowhere", "--version"],
        &["help", "show"],
    ] {
        let run = run(args);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
    }
    assert_eq!(run(&["--version"]).ok(), format!("gradus {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_exit_code_is_0_for_a_graded_answer_however_bad() {
    assert_eq!(run(&["grade", ID, "--model", "none", "--text", "I do not know."]).code, 0);
}

#[test]
fn the_exit_code_is_1_below_the_threshold_and_0_at_it() {
    let score: f64 = score(middling()).parse().expect("a number");
    assert!(score > 0.1 && score < 99.0, "{score} leaves no room on both sides");
    for (threshold, code) in [(score - 0.1, 0), (score, 0), (score + 0.1, 1), (100.0, 1)] {
        let run = grade(middling(), &["--threshold", &format!("{threshold:.1}")]);
        assert_eq!((run.code, run.stderr.as_str()), (code, ""), "{threshold:.1} for {score}");
        assert!(run.stdout.contains("/ 100"), "the grade is printed either way");
    }
}

#[test]
fn the_exit_code_follows_the_threshold_in_every_format() {
    for more in [&["--score-only"][..], &["--format", "json"], &["--explain"]] {
        assert_eq!(grade("", &[more, &["--threshold", "1"]].concat()).code, 1, "{more:?}");
    }
}

#[test]
fn a_threshold_that_means_nothing_is_refused() {
    for (threshold, part) in [
        ("0", "every answer reaches 0"),
        ("-0", "every answer reaches 0"),
        ("101", "not between 0 and 100"),
        ("-5", "not between 0 and 100"),
        ("nan", "not between 0 and 100"),
        ("inf", "not between 0 and 100"),
        ("sixty", "not a number"),
        ("", "not a number"),
    ] {
        says(&grade("x", &[&format!("--threshold={threshold}")]).refused(), &["--threshold", part]);
    }
}

#[test]
fn the_exit_code_is_2_for_every_mistake_in_usage() {
    for args in [
        &[][..],
        &["grade"],
        &["grade", ID],
        &["grade", ID, "a.txt", "--text", "x"],
        &["grade", ID, "--text", "x", "--score-only", "--format", "json"],
        &["grade", ID, "--text", "x", "--score-only", "--explain"],
        &["grade", ID, "--text", "x", "--format", "xml"],
        &["grade", ID, "--text", "x", "--width", "3"],
        &["grade", ID, "--text", "x", "--color", "blue"],
        &["list", "--kind", "hard"],
        &["list", "--difficulty", "coding"],
        &["show"],
        &["search"],
        &["gade", ID],
    ] {
        run(args).refused();
    }
}

#[test]
fn a_mistyped_verb_option_or_value_is_answered_with_the_right_one() {
    says(&run(&["serach", "x"]).refused(), &["search"]);
    says(&run(&["grade", ID, "--txt", "x"]).refused(), &["--text"]);
    says(&run(&["list", "--kind", "behavioural"]).refused(), &["behavioral"]);
    says(&grade("x", &["--format", "jsn"]).refused(), &["json"]);
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest_ids() {
    for verb in ["grade", "show"] {
        let ask = |id: &str| {
            let more: &[&str] = if verb == "grade" { &["--text", "x"] } else { &[] };
            run_with(gradus().args([verb, id]).args(more)).refused()
        };
        says(
            &ask("l1-vs-l2"),
            &["no question has the id `l1-vs-l2`", "did you mean `l1-vs-l2-regularization`?"],
        );
        says(&ask("bias-varaince-tradeof"), &["`bias-variance-tradeoff`"]);
        says(&ask("DROPOUT"), &["`dropout`"]);
        says(&ask("implement"), &["did you mean `implement-"]);
        says(&ask("zzzzzz"), &["`gradus list` shows all of them"]);
        says(&ask(""), &["no question has the id ``"]);
        says(&ask(&"a".repeat(100_000)), &["no question has the id"]);
    }
}

#[test]
fn a_path_that_does_not_exist_is_an_error_and_never_the_answer() {
    let message = run(&["grade", ID, "L1 gives exact zeros"]).refused();
    says(&message, &["cannot read the answer `L1 gives exact zeros`", "--text"]);
}

#[test]
fn a_folder_is_no_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("UTF-8");
    says(&run(&["grade", ID, path]).refused(), &[path, "is a folder"]);
}

#[test]
fn a_file_standard_input_and_text_give_the_same_grade() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("answer.md");
    fs::write(&path, middling()).expect("it can be written");
    let args = ["grade", ID, "--model", "none", "--format", "json"];
    let file = run_with(gradus().args(args).arg(&path)).ok();
    let input = run_with(gradus().args(args).arg("-").write_stdin(middling())).ok();
    let text = grade(middling(), &["--format", "json"]).ok();
    assert_eq!(file, input);
    assert_eq!(file, text);
}

#[test]
fn text_may_begin_with_a_hyphen_and_a_file_may_be_named_like_an_option() {
    assert_eq!(grade("", &[]).code, 0);
    assert_eq!(
        run_with(gradus().args(["grade", ID, "--model", "none", "--text=- L1 gives sparse weights"])).code,
        0
    );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("--text"), "Lasso is sparse.").expect("it can be written");
    run_with(gradus().current_dir(folder.path()).args(["grade", ID, "--model", "none", "--", "--text"])).ok();
}

#[test]
fn score_only_prints_the_score_and_nothing_else() {
    let printed = grade(middling(), &["--score-only"]).ok();
    let json = grade(middling(), &["--format", "json"]).json();
    assert_eq!(printed, format!("{:.1}\n", json["score"].as_f64().expect("a number")));
}

#[test]
fn the_json_of_a_grade_is_versioned_and_agrees_with_itself() {
    let json = grade(middling(), &["--format", "json"]).json();
    assert_eq!(json["schema_version"], gradus::grade::SCHEMA_VERSION);
    assert_eq!(json["question"], ID);
    let number = |value: &Value| value.as_f64().expect("a number");
    assert!(
        (number(&json["score"]) - number(&json["explanation"]["value"])).abs() <= 0.05,
        "the score is the explained number, rounded"
    );
    let signals = json["signals"].as_array().expect("a list");
    let ids: Vec<&str> = signals.iter().filter_map(|s| s["id"].as_str()).collect();
    let expected: Vec<&str> = question(ID).rubric.signals.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, expected, "one signal for each of the rubric, in its order");
    for evidence in signals.iter().filter_map(|s| s.get("evidence")) {
        let at = |field: &str| evidence["span"][field].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a place");
        assert_eq!(evidence["text"], middling()[at("start")..at("end")], "a span is a place in the answer as given");
    }
}

#[test]
fn explain_prints_the_numbers_below_the_grade() {
    let plain = grade(middling(), &[]).ok();
    let explained = grade(middling(), &["--explain"]).ok();
    let numbers = explained.strip_prefix(&plain).expect("the grade comes first");
    says(numbers, &["score ", "= min(expected", "coverage "]);
}

#[test]
fn without_a_model_the_reader_is_told() {
    says(&grade("x", &[]).ok(), &["graded by keywords alone", "model none"]);
}

#[test]
fn the_default_model_says_its_name() {
    let json = run(&["grade", ID, "--text", middling(), "--format", "json"]).json();
    assert_eq!(json["signature"]["model"]["name"], "all-MiniLM-L6-v2");
    assert_eq!(json["warnings"], Value::Array(Vec::new()));
}

#[test]
fn no_line_of_prose_is_wider_than_asked() {
    for width in [20, 40, 80, 200] {
        let shown = run(&["show", ID, "--answer", "--width", &width.to_string()]).ok();
        let question = shown.lines().skip(2).take_while(|l| !l.is_empty());
        let mut lines = 0;
        for line in question {
            assert!(line.chars().count() <= width, "{width}: {line}");
            lines += 1;
        }
        assert!(lines > 0);
        let graded = grade(middling(), &["--width", &width.to_string()]).ok();
        let quoted: Vec<&str> = graded.lines().filter(|l| l.starts_with("    ") && !l.trim_start().contains('/')).collect();
        assert!(!quoted.is_empty());
        for line in quoted {
            let unbroken = line.trim_start().split(' ').count() == 1;
            assert!(line.chars().count() <= width || unbroken, "{width}: {line}");
        }
    }
}

#[test]
fn the_width_is_the_same_wherever_there_is_no_terminal() {
    let shown = run(&["show", ID]).ok();
    assert_eq!(shown, run_with(gradus().args(["show", ID]).env("COLUMNS", "33")).ok());
    assert_eq!(shown, run(&["show", ID, "--width", "100"]).ok());
}

#[test]
fn colour_comes_only_where_it_is_wanted() {
    let escapes = |run: Run| run.ok().contains('\u{1b}');
    let verbs: [&[&str]; 4] = [
        &["list"],
        &["show", ID, "--answer"],
        &["search", "lasso"],
        &["grade", ID, "--model", "none", "--text", "L1 is sparse.", "--explain"],
    ];
    for verb in verbs {
        assert!(!escapes(run(verb)), "{verb:?}: piped");
        assert!(
            !escapes(run_with(gradus().args(verb).env("TERM", "xterm-256color"))),
            "{verb:?}: piped from a terminal"
        );
        assert!(escapes(run(&[verb, &["--color", "always"]].concat())), "{verb:?}: always");
        assert!(!escapes(run(&[verb, &["--color", "never"]].concat())), "{verb:?}: never");
        assert!(!escapes(run_with(gradus().args(verb).env("NO_COLOR", "1"))), "{verb:?}: NO_COLOR");
        assert!(
            !escapes(run_with(gradus().args(verb).env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1"))),
            "{verb:?}: NO_COLOR is the stronger"
        );
        assert!(
            escapes(run_with(gradus().args(verb).args(["--color", "always"]).env("NO_COLOR", "1"))),
            "{verb:?}: what is typed is the stronger"
        );
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let args = ["grade", ID, "--model", "none", "--text", middling(), "--color"];
    let coloured = run_with(gradus().args(args).arg("always")).ok();
    let plain = run_with(gradus().args(args).arg("never")).ok();
    let mut stripped = String::new();
    let mut in_escape = false;
    for c in coloured.chars() {
        match c {
            '\u{1b}' => in_escape = true,
            'm' if in_escape => in_escape = false,
            c if !in_escape => stripped.push(c),
            _ => {}
        }
    }
    assert_eq!(stripped, plain);
}

#[test]
fn json_is_never_coloured() {
    for args in [
        &["list", "--format", "json"][..],
        &["grade", ID, "--model", "none", "--text", "x", "--format", "json"],
    ] {
        let json = run(&[args, &["--color", "always"]].concat()).ok();
        assert!(!json.contains('\u{1b}'), "{args:?}");
    }
}

#[test]
fn escape_codes_and_direction_marks_in_an_answer_never_reach_the_terminal() {
    let answer = "L1 gives \u{1b}[31msparse\u{1b}[0m weights\u{7}\u{9b}2J and \u{202e}lasso\u{202c} too.";
    for more in [&[][..], &["--explain"]] {
        let printed = grade(answer, more).ok();
        let bad: Vec<char> = printed
            .chars()
            .filter(|c| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c))
            .collect();
        assert!(bad.is_empty(), "{bad:?}\n{printed}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = folder.path().join("rows.csv");
    std::fs::write(&rows, format!("question_id,answer\n{ID},L1 is sparse.\n")).expect("it is written");
    let rows = rows.to_str().expect("a plain path");
    for args in [
        &["list"][..],
        &["list", "--format", "json"],
        &["show", ID, "--answer"],
        &["search", "model"],
        &["grade", ID, "--model", "none", "--text", "L1 is sparse.", "--explain"],
        &["grade", ID, "--model", "none", "--text", "L1 is sparse.", "--format", "json"],
        &["batch", rows, "--model", "none", "--format", "jsonl"],
        &["--help"],
    ] {
        let (reader, writer) = pipe().expect("a pipe");
        drop(reader);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gradus"));
        let output = command
            .args(args)
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .expect("it starts");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn below_the_threshold_is_code_1_even_when_nobody_reads() {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gradus"));
    let args = ["grade", ID, "--model", "none", "--text", "", "--threshold", "50", "--score-only"];
    let status = command
        .args(args)
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::null())
        .status()
        .expect("it starts");
    assert_eq!(status.code(), Some(1), "a check that `gradus … | head` can pass is no check");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    for args in [
        &["list"][..],
        &["list", "--format", "json"],
        &["grade", ID, "--model", "none", "--text", "x", "--score-only"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gradus"));
        let output = command
            .args(args)
            .stdin(Stdio::null())
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        says(&String::from_utf8_lossy(&output.stderr), &["cannot write the output", "No space left"]);
    }
}

/// The ids in a list in JSON.
fn ids(json: &Value) -> Vec<String> {
    let items = json.as_array().expect("a list");
    items.iter().map(|i| i["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn list_names_every_question_once_on_a_line_of_its_own() {
    let known: Vec<String> = BANK.entries().iter().map(|e| e.id.clone()).collect();
    for by in ["topic", "kind", "difficulty"] {
        let printed = run(&["list", "--by", by]).ok();
        let (lines, headings): (Vec<&str>, Vec<&str>) = printed.lines().filter(|l| !l.is_empty()).partition(|l| l.starts_with("  "));
        let mut listed: Vec<String> = lines.iter().filter_map(|l| l.split_whitespace().next()).map(str::to_owned).collect();
        listed.sort();
        assert_eq!(listed, known);
        let counted: usize = headings.iter().filter_map(|h| h.rsplit("  ").next()?.parse::<usize>().ok()).sum();
        assert_eq!(counted, known.len(), "{headings:?}");
    }
    assert_eq!(ids(&run(&["list", "--format", "json"]).json()), known);
}

#[test]
fn list_shows_what_passes_every_filter() {
    for entry in BANK.entries() {
        let args = [
            "list",
            "--format",
            "json",
            "--kind",
            entry.kind.name(),
            "--difficulty",
            entry.difficulty.name(),
            "--tag",
            &entry.tags[0],
        ];
        let found = run(&args).json();
        assert!(ids(&found).contains(&entry.id), "{args:?}");
        for item in found.as_array().expect("a list") {
            assert_eq!(
                (&item["kind"], &item["difficulty"]),
                (&Value::from(entry.kind.name()), &Value::from(entry.difficulty.name()))
            );
            assert!(item["tags"].as_array().expect("a list").contains(&Value::from(entry.tags[0].as_str())));
        }
    }
    assert_eq!(run(&["list", "--tag", "no-such-tag", "--format", "json"]).ok(), "[]\n");
}

#[test]
fn list_and_show_keep_the_key_to_themselves_unless_asked() {
    let entry = question(ID);
    let statement = entry.rubric.signals[0].statement.as_str();
    for args in [
        &["list", "--format", "json"][..],
        &["show", ID],
        &["show", ID, "--format", "json"],
        &["search", "lasso", "--format", "json"],
    ] {
        let printed = run(args).ok();
        assert!(!printed.contains(statement) && !printed.contains(&entry.references[0][..60]), "{args:?}");
    }
    for args in [&["show", ID, "--answer", "--width", "2000"][..], &["show", ID, "--answer", "--format", "json"]] {
        says(&run(args).ok(), &[statement]);
    }
}

#[test]
fn search_finds_by_every_word_whatever_its_form() {
    let found = |words: &[&str]| ids(&run(&[&["search", "--format", "json"], words].concat()).json());
    assert!(found(&["lasso"]).contains(&ID.to_owned()));
    assert_eq!(found(&["REGULARISATION", "l2"])[0], found(&["regularization", "L2"])[0]);
    assert_eq!(found(&["vanishing gradient"])[0], "vanishing-gradients");
    assert_eq!(found(&["vanishing", "gradients"]), found(&["vanishing gradient"]));
    assert!(found(&["lasso", "zebrafish"]).is_empty());
    assert!(found(&["the"]).is_empty());
    assert!(found(&[""]).is_empty());
}

#[test]
fn options_for_all_verbs_may_stand_before_or_behind_the_verb() {
    let folder = crate::support::root().to_str().expect("UTF-8");
    assert_eq!(run(&["--bank", folder, "list"]).ok(), run(&["list", "--bank", folder]).ok());
    assert_eq!(run(&["--width", "40", "show", ID]).ok(), run(&["show", ID, "--width", "40"]).ok());
}
