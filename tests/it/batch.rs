//! `gradus batch` from outside: what comes in, what goes out, and what a broken run leaves.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Deref;

use serde_json::Value;

use crate::import::{Place, names};
use crate::support::{BANK, CLAIMS, Run, gradus, run_with, says};

/// A class of three candidates and two questions, with a blank answer and a question that there is not.
const CLASS: &str = "\
Candidate,Question ID,Response,Seat
Ann,dropout,Dropout sets a random part of the activations to zero in training so that units do not rely on each other.,7
Bo,dropout,It makes the network faster.,8
Cy,dropout,,9
Ann,bias-variance-tradeoff,\"A simple model misses the pattern, which is bias; a flexible one follows noise, which is variance.\",7
Bo,bias-variance-tradeof,No idea.,8
Cy,Bias-variance trade-off,Variance falls and bias rises as the model gets simpler.,9
";

/// A folder with files, in which batches run.
struct Folder(Place);

impl Deref for Folder {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        Self(Place::new(files))
    }

    /// Grades by keywords alone, which is quick.
    fn batch(&self, args: &[&str]) -> Run {
        self.run(&[&["batch", "--model", "none", "--progress", "none"], args].concat())
    }

    fn lines(&self, name: &str) -> Vec<Value> {
        self.read(name).lines().map(|l| serde_json::from_str(l).expect("each line is JSON")).collect()
    }

    /// What stands in the folder.
    fn left(&self) -> Vec<String> {
        names(&self.path(""))
    }
}

#[test]
fn a_spreadsheet_keeps_its_rows_its_columns_and_their_order() {
    let folder = Folder::new(&[("class.csv", CLASS)]);
    let run = folder.batch(&["class.csv", "-o", "out.jsonl", "-o", "out.csv", "-o", "out.tsv"]);
    assert_eq!(run.code, 2, "a row could not be graded");
    says(
        &run.stderr,
        &[
            "column `Response` is read as `answer`",
            "column `Question ID` is read as `question_id`",
            "1 row could not be graded",
        ],
    );
    let rows = folder.lines("out.jsonl");
    assert_eq!(rows.len(), 6);
    for (i, (row, seat)) in rows.iter().zip(["7", "8", "9", "7", "8", "9"]).enumerate() {
        assert_eq!(row["row"], i + 1);
        assert_eq!(row["line"], i + 2);
        assert_eq!(row["input"]["Seat"], seat);
        let columns: Vec<&String> = row["input"].as_object().expect("an object").keys().collect();
        assert_eq!(columns, ["Candidate", "Question ID", "Response", "Seat"]);
    }
    assert_eq!(rows[2]["grade"]["score"], 0.0);
    assert!(rows[4]["grade"].is_null());
    says(
        &rows[4]["error"].to_string(),
        &["the bank has no question `bias-variance-tradeof`", "did you mean `bias-variance-tradeoff`?"],
    );
    assert_eq!(rows[5]["question"], "bias-variance-tradeoff", "a question is found by its title too");
    let table = folder.read("out.csv");
    let header = table.lines().next().expect("a header");
    assert!(
        header.starts_with("Candidate,Question ID,Response,Seat,gradus_row,gradus_question,gradus_score,"),
        "{header}"
    );
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), 6);
    assert!(folder.read("out.tsv").starts_with("Candidate\tQuestion ID\t"));
    assert_eq!(folder.left(), ["class.csv", "out.csv", "out.jsonl", "out.tsv"], "nothing else is left");
    assert_eq!(folder.batch(&["class.csv", "-o", "out.jsonl", "--allow-errors"]).code, 0);
}

#[test]
fn a_score_in_a_batch_is_the_score_alone() {
    let folder = Folder::new(&[("class.csv", CLASS)]);
    folder.batch(&["class.csv", "-o", "out.jsonl"]);
    let answer = "It makes the network faster.";
    let alone = folder
        .run(&["grade", "dropout", "--text", answer, "--model", "none", "--format", "json"])
        .json();
    let row = &folder.lines("out.jsonl")[1];
    for field in ["score", "level", "confidence", "needs_review", "flags", "signature"] {
        let (batch, alone) = (&row["grade"][field], &alone[field]);
        let same = if field == "needs_review" {
            batch.as_array().map(Vec::len) == alone.as_array().map(Vec::len)
        } else {
            batch == alone
        };
        assert!(same, "{field}: {batch} and {alone}");
    }
}

/// The marked answers as rows of JSONL, so many times over.
fn many(times: usize) -> String {
    let mut out = String::new();
    for i in 0..times {
        for (_, marked) in CLAIMS.iter() {
            for answer in &marked.answers {
                let row = serde_json::json!({"id": format!("{}-{}-{i}", marked.question, answer.kind), "question_id": marked.question, "answer": answer.text});
                out += &format!("{row}\n");
            }
        }
    }
    out
}

#[test]
fn the_same_bytes_for_any_number_of_jobs_and_from_every_format() {
    let folder = Folder::new(&[("rows.jsonl", &many(2))]);
    let outputs: Vec<String> = ["1", "2", "5"]
        .into_iter()
        .map(|jobs| {
            let run = folder.batch(&["rows.jsonl", "--jobs", jobs, "--format", "jsonl"]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            run.stdout
        })
        .collect();
    assert!(outputs[0] == outputs[1] && outputs[1] == outputs[2]);
    // Through CSV and Parquet and back, the grades are the same.
    folder.batch(&["rows.jsonl", "-o", "a.csv", "-o", "a.parquet", "--raw-cells"]);
    let grades = |rows: &[Value]| rows.iter().map(|r| r["grade"].to_string()).collect::<Vec<_>>();
    let direct: Vec<Value> = outputs[0].lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    for table in ["a.csv", "a.parquet"] {
        let run = folder.batch(&[table, "-o", "b.jsonl"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(grades(&folder.lines("b.jsonl")) == grades(&direct), "{table}");
    }
}

#[test]
fn a_filter_reads_and_writes_streams() {
    let folder = Folder::new(&[]);
    let rows = many(1);
    let run = run_with(
        gradus()
            .current_dir(folder.path(""))
            .args(["batch", "-", "--format", "jsonl", "--model", "none", "--progress", "none"])
            .write_stdin(rows.clone()),
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout.lines().count(), rows.lines().count());
    assert_eq!(folder.left(), [] as [&str; 0]);
}

#[test]
fn rows_may_bring_their_own_key() {
    let rows = r#"{"candidate": "Ann", "question": "Why does bread rise?", "signals": ["Yeast gives off gas", "The dough holds the gas"], "answer": "Yeast gives off gas."}
{"candidate": "Bo", "question": "Why does bread rise?", "reference": "Yeast gives off gas that the dough holds.", "answer": "Yeast gives off gas that the dough holds."}
"#;
    let folder = Folder::new(&[("rows.jsonl", rows)]);
    assert_eq!(folder.batch(&["rows.jsonl", "-o", "out.jsonl"]).code, 0);
    let out = folder.lines("out.jsonl");
    assert_eq!(out[0]["grade"]["signals"].as_array().map(Vec::len), Some(2));
    assert_eq!(out[0]["title"], "Why does bread rise?");
    assert!(out[1]["grade"]["score"].as_f64() > Some(90.0), "{}", out[1]["grade"]["score"]);
}

#[test]
fn folders_of_documents_and_transcripts() {
    let transcript =
        "# Interview with Ann\n\n## 1. Dropout\n\nDropout sets activations to zero.\n\n## Bias-variance trade-off\n\nNo idea.\n\n## Quantum tea\n\nTasty.\n";
    let folder = Folder::new(&[
        ("in/ann.md", transcript),
        ("in/bo/dropout.md", "It is random.\n"),
        ("in/cy.md", "---\nquestion: dropout\ncandidate: Cy\n---\nUnits are left out at random.\n"),
    ]);
    let run = folder.batch(&["in", "-o", "out.jsonl"]);
    assert_eq!(run.code, 2);
    let rows = folder.lines("out.jsonl");
    let seen: Vec<(&str, &str, u64)> = rows
        .iter()
        .map(|r| {
            (
                r["candidate"].as_str().expect("a name"),
                r["question"].as_str().expect("an id"),
                r["line"].as_u64().expect("a line"),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("ann", "dropout", 3),
            ("ann", "bias-variance-tradeoff", 7),
            ("ann", "", 11),
            ("bo", "dropout", 1),
            ("Cy", "dropout", 5)
        ]
    );
    says(&rows[2]["error"].to_string(), &["the bank has no question `Quantum tea`"]);
}

#[test]
fn a_row_that_cannot_be_graded_keeps_its_name() {
    let folder = Folder::new(&[(
        "rows.jsonl",
        "{\"id\": \"r7\", \"candidate\": \"Ann\", \"question_id\": \"nope\", \"answer\": \"x\"}\n",
    )]);
    let out = folder.batch(&["rows.jsonl", "--format", "jsonl"]);
    says(&out.stdout, &["\"id\":\"r7\"", "\"candidate\":\"Ann\"", "\"error\":"]);
}

#[test]
fn no_rows_are_no_success_unless_that_is_asked_for() {
    let folder = Folder::new(&[("rows.jsonl", "")]);
    says(&folder.batch(&["rows.jsonl", "--format", "jsonl"]).refused(), &["there are no rows to grade"]);
    assert_eq!(folder.batch(&["rows.jsonl", "--format", "jsonl", "--allow-errors"]).ok(), "");
}

#[test]
fn patterns_are_put_in_order() {
    let row = |id: &str| format!("{{\"id\": \"{id}\", \"question_id\": \"dropout\", \"answer\": \"x\"}}\n");
    let folder = Folder::new(&[("b.jsonl", &row("b")), ("a.jsonl", &row("a")), ("c.txt2", "")]);
    let out = folder.batch(&["*.jsonl", "--format", "jsonl"]);
    let ids: Vec<String> = out
        .stdout
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).expect("JSON")["id"].to_string())
        .collect();
    assert_eq!(ids, ["\"a\"", "\"b\""]);
}

#[test]
fn one_row_for_each_signal() {
    let folder = Folder::new(&[("class.csv", CLASS)]);
    folder.batch(&["class.csv", "-o", "out.csv", "--per-signal"]);
    let signals = |id: &str| BANK.get(id).expect("it is in the bank").rubric.signals.len();
    let expected = 3 * signals("dropout") + 2 * signals("bias-variance-tradeoff") + 1;
    let text = folder.read("out.csv");
    assert_eq!(csv::Reader::from_reader(text.as_bytes()).records().count(), expected);
}

#[test]
fn a_cell_that_would_be_a_formula_is_made_harmless() {
    let rows = "question_id,answer\ndropout,\"=HYPERLINK(\"\"http://x\"\")\"\n";
    let folder = Folder::new(&[("rows.csv", rows)]);
    folder.batch(&["rows.csv", "-o", "safe.csv"]);
    folder.batch(&["rows.csv", "-o", "raw.csv", "--raw-cells"]);
    assert!(folder.read("safe.csv").contains("'=HYPERLINK"));
    assert!(!folder.read("raw.csv").contains("'=HYPERLINK"));
}

#[test]
fn what_cannot_be_used_is_refused_with_its_mend() {
    let folder = Folder::new(&[
        ("class.csv", CLASS),
        ("two.csv", "Response,Answer text,question_id\n,,\n"),
        ("none.csv", "a,b\n1,2\n"),
        ("noise.csv", "\u{1b}[31mred\n1\n"),
        ("bad.csv", "question_id,answer\nnope,x\n"),
    ]);
    for (args, parts) in [
        (&["missing.csv"][..], &["missing.csv"][..]),
        (&["none.csv"], &["none.csv", "`answer`", "--map answer=COLUMN", "a, b"]),
        (&["noise.csv"], &["noise.csv", "\\u{1b}[31m"]),
        (&["two.csv"], &["could each be it", "--map"]),
        (&["class.csv", "-o", "out.xlsx"], &["out.xlsx", ".jsonl"]),
        (&["class.csv", "--report", "out.pdf"], &["out.pdf", ".html"]),
        (&["class.csv", "-o", "a.csv", "-o", "a.csv"], &["a.csv", "twice"]),
        (&["class.csv", "--map", "anser=Response"], &["did you mean `answer`?"]),
        (
            &["class.csv", "--map", "answer=Respond"],
            &["Respond", "did you mean `--map 'answer=Response'`?"],
        ),
        (&["class.csv", "--resume"], &["--output"]),
        (&["class.csv", "-o", "no/such/out.csv"], &["no/such/out.csv"]),
        (&["bad.csv"], &["the only row could not be graded"]),
    ] {
        let run = folder.batch(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
        says(&run.stderr, parts);
    }
    assert_eq!(folder.left(), ["bad.csv", "class.csv", "noise.csv", "none.csv", "two.csv"]);
}

#[test]
fn output_is_replaced_only_when_whole() {
    let folder = Folder::new(&[
        ("rows.csv", "question_id,answer\ndropout,x\n"),
        ("out.csv", "before\n"),
        ("cut.parquet", "PAR1"),
    ]);
    assert_eq!(folder.batch(&["rows.csv", "cut.parquet", "-o", "out.csv"]).code, 2);
    assert_eq!(folder.read("out.csv"), "before\n");
    let run = folder.batch(&["rows.csv", "-o", "out.csv"]);
    assert_eq!(run.code, 2);
    says(&run.stderr, &["out.csv.part", "--resume", "--restart"]);
    assert_eq!(folder.batch(&["rows.csv", "-o", "out.csv", "--restart"]).code, 0);
    assert!(folder.read("out.csv").starts_with("question_id,answer,gradus_row"));
}

#[test]
fn a_run_that_was_killed_goes_on_to_the_same_bytes() {
    let folder = Folder::new(&[("rows.jsonl", &many(12))]);
    let targets = ["-o", "out.jsonl", "-o", "out.csv", "--report", "out.md"];
    let whole = folder.batch(&[&["rows.jsonl"], &targets[..]].concat());
    assert_eq!(whole.code, 0, "{}", whole.stderr);
    let names = ["out.jsonl", "out.csv", "out.md"];
    let expected: Vec<Vec<u8>> = names.iter().map(|n| fs::read(folder.path(n)).expect("it was written")).collect();
    for name in names {
        fs::remove_file(folder.path(name)).expect("it can be removed");
    }
    let mut killed = 0;
    // The moments are spread, not the same on every machine: whatever they hit, the end must be the same.
    for milliseconds in [60, 350, 90, 150, 220, 500, 130, 40] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_gradus"))
            .current_dir(folder.path(""))
            .args(["batch", "--model", "none", "--progress", "none", "rows.jsonl", "--resume"])
            .args(targets)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        if child.try_wait().expect("it can be asked").is_none() {
            child.kill().expect("it can be killed");
            killed += 1;
        }
        child.wait().expect("it ends");
    }
    assert!(killed > 0, "no run was long enough to be killed");
    // A row that was cut in the middle is graded again.
    let part = folder.path("out.jsonl.part");
    if part.exists() {
        let mut bytes = fs::read(&part).expect("it can be read");
        bytes.truncate(bytes.len().saturating_sub(7));
        fs::write(&part, bytes).expect("it can be written");
    }
    let last = folder.batch(&[&["rows.jsonl", "--resume"], &targets[..]].concat());
    assert_eq!(last.code, 0, "{}", last.stderr);
    for (name, expected) in names.iter().zip(&expected) {
        assert!(fs::read(folder.path(name)).expect("it was written") == *expected, "{name} differs");
    }
    assert!(!part.exists());
}

#[test]
fn a_run_that_could_not_write_a_file_goes_on_from_its_rows() {
    let folder = Folder::new(&[("class.csv", CLASS)]);
    let args = ["class.csv", "-o", "out.jsonl", "--report", "later/class.md", "--allow-errors"];
    says(&folder.batch(&args).stderr, &["cannot write `later/class.md`"]);
    fs::create_dir(folder.path("later")).expect("it can be made");
    let run = folder.batch(&[&args[..], &["--resume"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(folder.lines("out.jsonl").len(), 6);
    assert_eq!(folder.left(), ["class.csv", "later", "out.jsonl"]);
}

#[test]
fn rows_of_other_data_or_options_are_not_gone_on_from() {
    let rows = many(1);
    let folder = Folder::new(&[("rows.jsonl", &rows), ("cut.parquet", "PAR1")]);
    assert_eq!(folder.batch(&["rows.jsonl", "cut.parquet", "-o", "out.jsonl"]).code, 2);
    let run = folder.batch(&["rows.jsonl", "cut.parquet", "-o", "out.jsonl", "--resume", "--threshold", "70"]);
    says(&run.refused(), &["out.jsonl.part", "with other options"]);
    fs::write(folder.path("rows.jsonl"), rows.replacen("the", "teh", 1)).expect("it can be written");
    let run = folder.batch(&["rows.jsonl", "cut.parquet", "-o", "out.jsonl", "--resume"]);
    says(&run.refused(), &["from other data"]);
}

#[test]
fn a_class_report_shows_everybody_and_runs_nothing() {
    let hostile = CLASS
        .replace("It makes the network faster.", "<script>alert(1)</script> | **x**")
        .replace("Bo,", "\"<img src=x onerror=alert(2)>\",");
    let folder = Folder::new(&[("class.csv", &hostile)]);
    folder.batch(&["class.csv", "--report", "class.html", "--report", "class.md", "--allow-errors"]);
    let page = folder.read("class.html");
    for part in [
        "<!doctype html>",
        "Content-Security-Policy",
        "default-src",
        "Ann",
        "Dropout",
        "&lt;script&gt;alert(1)",
    ] {
        assert!(page.to_lowercase().contains(&part.to_lowercase()), "{part}");
    }
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
    let text = folder.read("class.md");
    says(&text, &["Ann", "Cy", "Dropout"]);
    let text = text.replace("\\<", "");
    assert!(!text.contains("<img") && !text.contains("<script>"), "every bracket is escaped");
}

#[test]
fn the_summary_for_programs() {
    let folder = Folder::new(&[("class.csv", CLASS)]);
    let run = folder.batch(&["class.csv", "--format", "json", "--allow-errors"]);
    let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((&found["answers"], &found["not_graded"]), (&5.into(), &1.into()));
    assert_eq!(found["candidates"].as_array().map(Vec::len), Some(3));
    let means: BTreeMap<&str, f64> = found["candidates"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|c| (c["name"].as_str().expect("a name"), c["total"].as_f64().expect("a number")))
        .collect();
    assert!(means["Ann"] > means["Bo"], "{means:?}");
}

#[test]
fn two_runs_are_compared() {
    let better = CLASS.replace(
        "It makes the network faster.",
        "Dropout sets random activations to zero in training so that units cannot rely on each other.",
    );
    let folder = Folder::new(&[("class.csv", CLASS), ("better.csv", &better)]);
    for name in ["class", "better"] {
        folder.batch(&[&format!("{name}.csv"), "-o", &format!("{name}.jsonl"), "--allow-errors"]);
    }
    let up = folder.run(&["compare", "class.jsonl", "better.jsonl", "--format", "json"]).json();
    assert_eq!((&up["matched"], &up["wins"], &up["losses"]), (&5.into(), &1.into(), &0.into()));
    let down = folder.run(&["compare", "better.jsonl", "class.jsonl", "--fail-on-regression"]);
    assert_eq!(down.code, 1, "{}", down.stderr);
    says(&down.stdout, &["5 answers in both", "Regressions", "Bo / dropout"]);
    says(
        &folder.run(&["compare", "class.csv", "better.jsonl"]).refused(),
        &["class.csv", "line 1", "gradus batch"],
    );
}
