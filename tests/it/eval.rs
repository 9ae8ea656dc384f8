//! `gradus eval` and `gradus grade --reference`, from outside.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use crate::docs::paths;
use crate::snapshots::{redacted, round};
use crate::support::{Run, SmallBank, gradus, root, run_with, says};

/// Two questions with answers from right to wrong, a blank one, and names that look like markup.
const ROWS: &str = "\
question_id,question,reference,answer,score,label,id
bread,Why does bread rise?,Yeast eats sugar and gives off gas. The gas is caught in the dough and lifts it.,Yeast eats the sugar and gives off gas which the dough holds so it lifts.,1,correct,b1
bread,Why does bread rise?,Yeast eats sugar and gives off gas. The gas is caught in the dough and lifts it.,Yeast gives off gas.,0.5,partially_correct,b2
bread,Why does bread rise?,Yeast eats sugar and gives off gas. The gas is caught in the dough and lifts it.,The oven is warm.,0,irrelevant,b3
bread,Why does bread rise?,Yeast eats sugar and gives off gas. The gas is caught in the dough and lifts it.,Yeast does not give off any gas and the dough cannot catch it.,0,contradictory,b4
bread,Why does bread rise?,Yeast eats sugar and gives off gas. The gas is caught in the dough and lifts it.,,0,non_domain,b5
tide,What makes the tides?,The moon pulls on the water of the oceans.,The moon pulls at the water in the oceans.,1,correct,t1
tide,What makes the tides?,The moon pulls on the water of the oceans.,\"Wind | and *waves*, <b>mostly</b>.\",0,irrelevant,t2
tide,What makes the tides?,The moon pulls on the water of the oceans.,It is the moon.,0.75,partially_correct,t3
";

/// Files of data in a folder of their own.
struct Data {
    folder: TempDir,
}

impl Data {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("it can be written");
        }
        Self { folder }
    }

    /// Runs the program in the folder.
    fn run(&self, args: &[&str]) -> Run {
        run_with(gradus().current_dir(self.folder.path()).args(args))
    }

    fn eval(&self, args: &[&str]) -> Run {
        self.run(&[&["eval", "--progress", "none"], args].concat())
    }
}

/// The rows as JSONL.
fn jsonl() -> String {
    let mut reader = csv::Reader::from_reader(ROWS.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let object = |record: csv::StringRecord| {
        let field = |(name, cell): (&str, &str)| (name.to_owned(), cell.parse::<f64>().map_or_else(|_| Value::from(cell), Value::from));
        Value::Object(header.iter().zip(&record).map(field).collect()).to_string() + "\n"
    };
    reader.records().map(|record| object(record.expect("a record"))).collect()
}

#[test]
fn an_evaluation_for_people() {
    let data = Data::new(&[("rows.csv", ROWS)]);
    insta::assert_snapshot!("human", redacted(&data.eval(&["rows.csv", "--width", "100"]).ok()));
}

#[test]
fn an_evaluation_for_pages() {
    let data = Data::new(&[("rows.csv", ROWS)]);
    insta::assert_snapshot!("markdown", redacted(&data.eval(&["rows.csv", "--format", "markdown"]).ok()));
}

#[test]
fn an_evaluation_for_programs() {
    let data = Data::new(&[("rows.csv", ROWS)]);
    let mut json = data.eval(&["rows.csv", "--format", "json"]).json();
    round(&mut json);
    let pretty = serde_json::to_string_pretty(&json).expect("it is JSON");
    insta::assert_snapshot!("json", redacted(&pretty));
}

#[test]
fn the_format_of_the_data_and_the_number_of_threads_change_nothing() {
    let data = Data::new(&[("rows", ROWS), ("rows.jsonl", &jsonl())]);
    let figures = |file: &str, threads: &str| {
        let mut command = gradus();
        command.current_dir(data.folder.path()).env("RAYON_NUM_THREADS", threads);
        let mut json = run_with(command.args(["eval", file, "--format", "json", "--progress", "none"])).json();
        // Where a row stands depends on the format.
        for worst in json["worst"].as_array_mut().expect("a list") {
            worst["file"] = Value::Null;
            worst["line"] = Value::Null;
        }
        json.to_string()
    };
    let expected = figures("rows", "1");
    assert_eq!(figures("rows", "3"), expected);
    assert_eq!(figures("rows.jsonl", "2"), expected);
}

#[test]
fn the_figures_do_not_depend_on_how_rows_are_cut_into_chunks() {
    let many: String = (0..70).map(|_| jsonl()).collect();
    let data = Data::new(&[("one.jsonl", &jsonl()), ("many.jsonl", &many)]);
    let figures = |file: &str| {
        let json = data.eval(&[file, "--model", "none", "--format", "json"]).json();
        (
            json["overall"]["pearson"]["value"].clone(),
            json["overall"]["rmse"].clone(),
            json["bands"]["macro_mae"].clone(),
        )
    };
    assert_eq!(figures("one.jsonl"), figures("many.jsonl"));
}

#[test]
fn data_comes_from_standard_input_as_well() {
    let mut command = gradus();
    command.args(["eval", "-", "--model", "none", "--format", "json"]).write_stdin(ROWS);
    assert_eq!(run_with(&mut command).json()["overall"]["rows"], 8);
}

#[test]
fn several_files_are_several_data_sets() {
    let bread: String = ROWS.lines().take(6).map(|line| format!("{line}\n")).collect();
    let data = Data::new(&[("all.csv", ROWS), ("bread.csv", &bread)]);
    let json = data.eval(&["all.csv", "bread.csv", "--model", "none", "--format", "json"]).json();
    let names: Vec<&str> = json["datasets"].as_array().expect("a list").iter().filter_map(|d| d["name"].as_str()).collect();
    assert_eq!(names, ["all.csv", "bread.csv"]);
    assert_eq!((&json["overall"]["rows"], &json["overall"]["questions"]), (&13.into(), &3.into()));
    assert!(json["mean_over_datasets"]["rmse"].is_number());
}

#[test]
fn rows_that_cannot_be_graded_are_named_and_the_exit_code_is_2() {
    let broken = format!("{ROWS}tide,What?,R,A,7,,t4\ntide,What?,R,A\n");
    let data = Data::new(&[("rows.csv", &broken)]);
    for format in ["human", "markdown", "json"] {
        let run = data.eval(&["rows.csv", "--model", "none", "--format", format]);
        assert_eq!(run.code, 2, "{format}");
        says(&run.stderr, &["2 rows could not be graded", "--allow-errors"]);
        says(
            &run.stdout.replace('\\', ""),
            &["rows.csv", "7 is not between 0 and 1", "4 cells under 7 columns"],
        );
    }
    data.eval(&["rows.csv", "--model", "none", "--allow-errors"]).ok();
    let mended = data
        .eval(&["rows.csv", "--model", "none", "--max-score", "7", "--format", "json", "--allow-errors"])
        .json();
    assert_eq!(mended["not_graded"]["rows"], 1);
}

#[test]
fn an_evaluation_of_nothing_is_refused() {
    let data = Data::new(&[
        ("rows.csv", "question,reference,answer,score\nq,r,a,9\n"),
        ("empty.jsonl", ""),
        ("columns.csv", "a,b\n1,2\n"),
    ]);
    says(
        &data.eval(&["rows.csv", "--model", "none", "--allow-errors"]).refused(),
        &["no row could be graded", "rows.csv:2:1", "9 is not between"],
    );
    says(&data.eval(&["empty.jsonl", "--model", "none"]).refused(), &["no row could be graded"]);
    says(
        &data.eval(&["columns.csv", "--model", "none"]).refused(),
        &["columns.csv:1:1", "--map question="],
    );
    says(
        &data.eval(&["nowhere.csv", "--model", "none"]).refused(),
        &["nowhere.csv", "name files of CSV, TSV, JSONL, JSON or Parquet"],
    );
    says(&data.eval(&[".", "--model", "none"]).refused(), &["is a folder"]);
}

#[test]
fn mistakes_in_usage_are_refused() {
    let data = Data::new(&[("rows.csv", ROWS)]);
    for (args, part) in [
        (&["--map", "anser=x"][..], "did you mean `answer`?"),
        (&["--map", "answer"], "FIELD=COLUMN"),
        (&["--max-score", "0"], "not above 0"),
        (&["--kappa-levels", "1"], "--kappa-levels"),
        (&["--progress", "loud"], "--progress"),
    ] {
        says(&data.eval(&[&["rows.csv"], args].concat()).refused(), &[part]);
    }
    run_with(gradus().arg("eval")).refused();
}

#[test]
fn a_question_of_the_bank_is_graded_by_its_rubric() {
    let bank = SmallBank::new();
    bank.write(
        "rows.jsonl",
        "{\"question_id\": \"plan\", \"answer\": \"A plan names the risks early.\", \"score\": 0.6}\n{\"question_id\": \"plam\", \"answer\": \"\", \"score\": 0}\n",
    );
    let rows = bank.path().join("rows.jsonl");
    let run = bank.run(&["eval", rows.to_str().expect("a path"), "--model", "none", "--format", "json"]);
    assert_eq!(run.code, 2);
    let json: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert_eq!(json["worst"][0]["signals"][0]["id"], "risks");
    assert_eq!(json["not_graded"]["first"][0]["help"], "did you mean `plan`?");
}

#[test]
fn control_characters_of_the_data_do_not_reach_the_terminal() {
    let row =
        "{\"question\": \"q\", \"reference\": \"r\", \"answer\": \"\\u001b[2J\\u202e x\", \"score\": 1, \"id\": \"\\u001b]0;\", \"dataset\": \"\\u0007d\"}\n";
    let data = Data::new(&[("rows.jsonl", row), ("others.jsonl", &jsonl())]);
    for format in ["human", "markdown"] {
        let out = data.eval(&["rows.jsonl", "others.jsonl", "--model", "none", "--format", format]).ok();
        assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out:?}");
    }
}

#[test]
fn the_page_describes_every_field_of_the_json_and_no_other() {
    let broken = format!("{ROWS}tide,What?,R,A,7,,t4\n");
    let data = Data::new(&[("rows.csv", ROWS), ("broken.csv", &broken)]);
    let run = data.eval(&["rows.csv", "broken.csv", "--format", "json"]);
    let mut json: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    // An object like `overall`; the kinds of mistakes; and flags, which another page describes.
    for dataset in json["datasets"].as_array_mut().expect("a list") {
        dataset["agreement"] = Value::Null;
    }
    json["not_graded"]["kinds"] = Value::Null;
    for worst in json["worst"].as_array_mut().expect("a list") {
        worst["flags"] = Value::Null;
    }
    let mut real = BTreeSet::new();
    paths(&json, "", &mut real);
    let page = fs::read_to_string(root().join("docs/eval.md")).expect("it can be read");
    let (_, table) = page.split_once("\n## JSON\n").expect("it has the section");
    let name = |line: &str| line.strip_prefix("| `")?.split_once('`').map(|(name, _)| name.to_owned());
    let described: BTreeSet<String> = table.lines().filter_map(name).collect();
    let (missing, gone): (Vec<_>, Vec<_>) = (real.difference(&described).collect(), described.difference(&real).collect());
    assert!(missing.is_empty() && gone.is_empty(), "not described: {missing:?}\nnot there: {gone:?}");
}

#[test]
fn a_reference_answer_stands_for_a_question() {
    let data = Data::new(&[
        ("key.md", "Yeast gives off gas."),
        ("other.md", "Baking powder gives off gas."),
        ("blank.md", " \n"),
        ("answer.md", "Baking powder gives off gas."),
    ]);
    let score = |args: &[&str]| -> f64 {
        let out = data.run(&[&["grade", "--score-only"], args].concat()).ok();
        out.trim().parse().expect("a number")
    };
    let one = score(&["--reference", "key.md", "answer.md"]);
    let both = score(&[
        "--reference",
        "key.md",
        "--reference",
        "other.md",
        "--question-text",
        "Why does it rise?",
        "--text",
        "Baking powder gives off gas.",
    ]);
    assert!(both > one && both > 50.0, "{both} {one}");
    for (args, part) in [
        (&["--reference", "key.md", "dropout", "answer.md"][..], "leave its id out"),
        (&["--reference", "key.md", "answer.md", "--text", "x"], "given twice"),
        (&["--reference", "key.md"], "there is no answer"),
        (&["--reference", "blank.md", "answer.md"], "`blank.md` is blank"),
        (&["--reference", "nowhere.md", "answer.md"], "nowhere.md"),
        (&["dropout", "answer.md", "--question-text", "Why?"], "--reference"),
    ] {
        says(&data.run(&[&["grade"], args].concat()).refused(), &[part]);
    }
}

/// Human-scored answers beside the repository. They are not part of it.
fn human_scored() -> Option<PathBuf> {
    let folder = root().join("../shared/asag");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: there is no ../shared/asag; agreement with human scores was NOT tested");
    None
}

#[test]
fn scores_agree_with_those_of_people() {
    let Some(folder) = human_scored() else { return };
    let text = fs::read_to_string(folder.join("digiklausur.jsonl")).expect("it can be read");
    let some: String = text.lines().step_by(4).map(|line| format!("{line}\n")).collect();
    let data = Data::new(&[("some.jsonl", &some)]);
    let json = data.eval(&["some.jsonl", "--format", "json"]).json();
    // A floor that chance does not reach, not a goal.
    assert!(json["overall"]["pearson"]["low"].as_f64() > Some(0.1), "{}", json["overall"]);
}
