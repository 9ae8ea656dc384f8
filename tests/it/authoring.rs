//! Writing questions: starting one, laying its files out, counting a bank, and holding a rubric against its author's marks.

use std::fs;
use std::path::Path;

use gradus::rubric::{format_rubric, parse};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{RUBRIC, Run, SmallBank, cases, gradus, run, run_with, says};

/// Runs the program with the bank in `folder`.
fn with(folder: &Path, args: &[&str]) -> Run {
    run_with(gradus().arg("--bank").arg(folder).args(args))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("it can be read")
}

#[test]
fn a_new_question_is_one_that_every_command_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let question = "Why do \"deep\" networks overfit small samples?";
    let made = with(
        folder.path(),
        &["bank", "new", question, "--kind", "coding", "--difficulty", "hard", "--tag", "a", "--tag", "b"],
    )
    .ok();
    let id = "deep-networks-overfit-small-samples";
    says(&made, &[&format!("{id}.md"), &format!("{id}.toml")]);
    let listed: Value = with(folder.path(), &["bank", "list", "--format", "json"]).json();
    assert_eq!((&listed[0]["id"], &listed[0]["question"]), (&Value::from(id), &Value::from(question)));
    assert_eq!(listed[0]["tags"], serde_json::json!(["a", "b"]));
    assert_eq!(with(folder.path(), &["bank", "fmt", "--check"]).ok(), "");
    let rubric = folder.path().join(format!("rubrics/{id}.toml"));
    assert!(read(&rubric).starts_with("#:schema ../schemas/rubric.schema.json\n"));
    assert!(folder.path().join("schemas/rubric.schema.json").is_file());
    // What is still to be written is said.
    let found = with(folder.path(), &["rubric", "lint", "--model", "none"]);
    assert_eq!(found.code, 1);
    says(&found.stdout, &["unfinished", "still says TODO"]);
}

#[test]
fn a_new_question_is_written_over_nothing() {
    let bank = SmallBank::new();
    let before = (read(bank.path().join("content/plan.md")), read(bank.path().join("rubrics/plan.toml")));
    says(
        &bank.run(&["bank", "new", "Why?", "--id", "plan"]).refused(),
        &["content/plan.md", "is there already", "--id"],
    );
    // Half of it being there is enough.
    fs::remove_file(bank.path().join("content/plan.md")).expect("it is there");
    says(
        &bank.run(&["bank", "new", "Why?", "--id", "plan"]).refused(),
        &["rubrics/plan.toml", "is there already"],
    );
    assert!(!bank.path().join("content/plan.md").exists());
    assert_eq!(read(bank.path().join("rubrics/plan.toml")), before.1);
    for (args, parts) in [
        (&["bank", "new", " "][..], &["the question is blank"][..]),
        (&["bank", "new", "Why?", "--id", "Not An Id"], &["`Not An Id` is no id"]),
        (&["bank", "new", "為什麼"], &["give one with `--id`"]),
        (&["bank", "new", "Why?\n# More"], &["takes for a heading"]),
    ] {
        says(&bank.run(args).refused(), parts);
    }
}

#[test]
fn commands_that_write_need_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    for args in [&["bank", "new", "Why?"][..], &["bank", "fmt"], &["rubric", "lint", "--fix"]] {
        let message = run_with(gradus().current_dir(folder.path()).args(args)).refused();
        says(&message, &["there is no bank in this folder", "--bank DIR"]);
    }
    let missing = folder.path().join("nowhere");
    says(&with(&missing, &["bank", "new", "Why?"]).refused(), &["nowhere", "make it first"]);
    says(&with(&missing, &["bank", "fmt"]).refused(), &["cannot read the bank", "nowhere"]);
    // The bank in the current folder is found without being named.
    let bank = SmallBank::new();
    assert_eq!(run_with(gradus().current_dir(bank.path()).args(["bank", "fmt", "--check"])).code, 1);
}

#[test]
fn files_are_laid_out_once_and_mean_the_same() {
    let bank = SmallBank::new();
    bank.write("rubrics/plan.toml", format!("# ours\n{RUBRIC}# the end\n"));
    let shown = || bank.run(&["show", "plan", "--answer", "--format", "json"]).ok();
    let before = (shown(), read(bank.path().join("rubrics/plan.toml")));
    let check = bank.run(&["bank", "fmt", "--check"]);
    assert_eq!(check.code, 1);
    says(&check.stdout, &["content/plan.md", "rubrics/plan.toml"]);
    assert_eq!(read(bank.path().join("rubrics/plan.toml")), before.1);
    assert_eq!(bank.run(&["bank", "fmt"]).ok().lines().count(), 2);
    assert_eq!(bank.run(&["bank", "fmt"]).ok(), "");
    assert_eq!(shown(), before.0);
    let text = read(bank.path().join("rubrics/plan.toml"));
    says(&text, &["# ours\n", "\n# the end\n", "keywords = [\n  [\"risk\", \"danger\"],\n"]);
    let files = fs::read_dir(bank.path().join("rubrics")).expect("it can be listed").count();
    assert_eq!(files, 1, "nothing is left behind");
}

#[test]
fn what_cannot_be_laid_out_is_left_alone() {
    let bank = SmallBank::new();
    let content = read(bank.path().join("content/plan.md"));
    bank.write("rubrics/plan.toml", "id = 'plan'\n[[signals]\n");
    says(&bank.run(&["bank", "fmt"]).refused(), &["rubrics/plan.toml:2:", "[syntax]"]);
    let lost = "id = 'plan'\nsignals = [ # lost\n { id = 'a', statement = 'A is so' } ]\n";
    bank.write("rubrics/plan.toml", lost);
    says(&bank.run(&["bank", "fmt"]).refused(), &["rubrics/plan.toml", "`# lost`", "a line of its own"]);
    assert_eq!(
        (read(bank.path().join("rubrics/plan.toml")), read(bank.path().join("content/plan.md"))),
        (lost.into(), content)
    );
    let bank = SmallBank::new();
    for name in ["content/plan.md", "rubrics/plan.toml"] {
        let mut permissions = fs::metadata(bank.path().join(name)).expect("it is there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(bank.path().join(name), permissions).expect("they can be set");
    }
    assert!(bank.run(&["bank", "fmt"]).stderr.contains("read-only"));
    assert_eq!(read(bank.path().join("rubrics/plan.toml")), RUBRIC);
}

#[test]
fn the_bank_is_listed_shown_searched_and_counted() {
    for args in [&["list", "--kind", "coding"][..], &["show", "dropout"], &["search", "dropout"]] {
        let again: Vec<&str> = ["bank"].iter().chain(args).copied().collect();
        assert_eq!(run(&again).ok(), run(args).ok());
    }
    let stats = run(&["bank", "stats", "--format", "json"]).json();
    let questions = crate::support::BANK.entries().len() as u64;
    assert_eq!(stats["questions"], questions);
    let sum = |list: &Value| {
        list.as_array()
            .expect("a list")
            .iter()
            .map(|c| c["questions"].as_u64().expect("a count"))
            .sum::<u64>()
    };
    assert_eq!((sum(&stats["kinds"]), sum(&stats["difficulties"])), (questions, questions));
    says(
        &run(&["bank", "stats"]).ok(),
        &[&format!("{questions} questions"), "system-design", "red flags", "reference answers"],
    );
}

/// Marked answers to the question of a small bank.
const MARKED: &str = "\
question_id,id,answer,score,risks,order,note
plan,one,\"A plan names the risks early, and everyone knows the order of the steps.\",1,met,met,good
plan,two,\"Pitfalls come to light long before they hurt, thanks to foresight.\",0.5,met,missing,
plan,three,\"We had lunch. The order of the steps was pasta.\",0,missing,missing,bad
plan,four,\"Pitfalls are listed on the first page.\",0.5,met,,
";

#[test]
fn a_rubric_is_held_against_marks() {
    let bank = SmallBank::new();
    bank.write("marked.csv", MARKED);
    let path = bank.path().join("marked.csv");
    let path = path.to_str().expect("a name");
    let found = bank.run(&["rubric", "calibrate", path, "--model", "none", "--format", "json"]).json();
    assert_eq!((&found["answers"], &found["overall"]["marks"]["met"]), (&Value::from(4), &Value::from(4)));
    assert_eq!(found["scores"]["answers"], 4);
    assert_eq!(found["pass_mark"]["above"], 1);
    let risks = &found["signals"][0];
    assert_eq!((&risks["signal"], &risks["missed"]), (&Value::from("risks"), &Value::from(2)));
    assert_eq!(
        (&risks["keywords"][0]["word"], &risks["keywords"][0]["missed_answers"]),
        (&Value::from("pitfalls"), &Value::from(2))
    );
    let mistakes = found["mistakes"].as_array().expect("a list");
    assert!(mistakes.iter().any(|m| m["answer"] == "two" && m["kind"] == "missed" && m["mark"] == "met"));
    let text = bank.run(&["rubric", "calibrate", path, "--model", "none"]).ok();
    says(&text, &["4 answers to plan", "risks", "pitfalls (2)", "Pearson"]);
}

#[test]
fn marks_come_in_several_forms() {
    let bank = SmallBank::new();
    let counted = |name: &str, text: &str| {
        bank.write(name, text);
        let path = bank.path().join(name);
        let found = bank
            .run(&["rubric", "calibrate", path.to_str().expect("a name"), "--model", "none", "--format", "json"])
            .json();
        found["overall"]["marks"].clone()
    };
    let one = serde_json::json!({"met": 1, "partly": 1, "missing": 0, "contradicted": 0});
    assert_eq!(counted("a.csv", "question,answer,signals\nplan,So.,risks=met; order=partly\n"), one);
    assert_eq!(
        counted(
            "a.jsonl",
            "{\"question\": \"plan\", \"answer\": \"So.\", \"signals\": {\"risks\": \"met\", \"order\": \"partly\"}}\n"
        ),
        one
    );
    let toml = "question = 'plan'\n[[answers]]\nkind = 'partial'\ntext = 'So.'\n[answers.signals]\nrisks = 'met'\norder = 'partly'\n";
    assert_eq!(counted("a.toml", toml), one);
    // Scores alone are enough for scores.
    assert_eq!(counted("b.csv", "question,answer,score\nplan,So.,0.5\n"), Value::Null);
}

#[test]
fn faulty_marks_are_named_with_their_place() {
    let bank = SmallBank::new();
    let refused = |text: &str, parts: &[&str]| {
        bank.write("m.csv", text);
        let path = bank.path().join("m.csv");
        says(
            &bank.run(&["rubric", "calibrate", path.to_str().expect("a name"), "--model", "none"]).refused(),
            parts,
        );
    };
    refused("question,answer,risk\nplan,So.,met\n", &["m.csv:2:1", "`risk`", "did you mean `risks`?"]);
    refused("question,answer,risks\nplan,So.,yes\n", &["m.csv:2:1", "`yes` is no mark"]);
    refused(
        "question,answer,risks\nplam,So.,met\n",
        &["m.csv:2:1", "no question `plam`", "did you mean `plan`?"],
    );
    refused("question,answer,score\nplan,So.,7\n", &["m.csv:2:1", "--max-score"]);
    refused("question,answer,note\nplan,So.,x\n", &["m.csv:2:1", "neither a score nor a mark"]);
    refused("question,risks\nplan,met\n", &["m.csv:2:1", "`answer`", "is missing"]);
    refused("question,answer,signals\nplan,So.,risks\n", &["m.csv:2:1", "one=met; another=missing"]);
    refused("question,answer,risks,signals\nplan,So.,met,risks=missing\n", &["marked twice"]);
    refused("question,answer,risks\n", &["no row could be graded"]);
    says(&bank.run(&["rubric", "calibrate", "nowhere.csv"]).refused(), &["nowhere.csv"]);
    says(&bank.run(&["rubric", "calibrate", "nowhere.toml"]).refused(), &["nowhere.toml"]);
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn a_layout_is_stable_and_means_the_same(
        texts in prop::collection::vec("\\PC{1,12}|[ a-z\"'#\\\\\n]{1,16}", 4..8),
        comments in prop::collection::vec("( |[a-z#\"'\\[=]){0,8}", 6),
        weight in prop::option::of(0..2000_u32),
        reversed in any::<bool>(),
    ) {
        let quote = |text: &String| toml::Value::String(text.clone()).to_string();
        let (terms, c) = (texts[1..].iter().map(&quote).collect::<Vec<_>>().join(&format!(", # {}\n", comments[0])), &comments);
        let weight = weight.map_or_else(String::new, |w| format!("weight = {} #{}\n", f64::from(w) / 2.0, c[1]));
        let contrast = format!("# {}\n[[contrasts]]\nsides = [ ['a', # {}\n'b'], ['c'] ]\n", c[2], c[3]);
        let signal = format!("#{}\n[[signals]]\n{weight}keywords = [[{terms}], ['z']]\n\n# {}\nstatement = {}\nid='s'\n", c[4], c[5], quote(&texts[0]));
        let source = if reversed { format!("id = 'q'\n{signal}{contrast}") } else { format!("id = 'q'\n{contrast}{signal}") };
        let Ok(before) = parse("q", &source, "q") else { return Ok(()) };
        let once = format_rubric(&source);
        prop_assert!(once.is_ok(), "{once:?}\n{source}");
        let once = once.unwrap_or_default();
        prop_assert_eq!(format_rubric(&once), Ok(once.clone()));
        prop_assert_eq!(parse("q", &once, "q"), Ok(before));
    }
}
