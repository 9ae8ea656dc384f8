//! Importing question banks: what is written, what is left alone, what is said, and what happens with files that hold no questions.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Run, gradus, run_with, says};

/// A folder to import from and into.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let place = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        fs::write(path, bytes).expect("it can be written");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Runs the program in the folder.
    pub fn run(&self, args: &[&str]) -> Run {
        run_with(gradus().current_dir(self.folder.path()).args(args))
    }

    /// `gradus bank import`.
    pub fn import(&self, args: &[&str]) -> Run {
        self.run(&[&["bank", "import"], args].concat())
    }
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut out: Vec<String> = fs::read_dir(folder)
        .expect("it can be listed")
        .map(|item| item.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    out.sort();
    out
}

/// A bank as people write them.
const BANK: &str = "\
# Databases

Notes from interviews.

## Storage

### What is an index, and what does it cost?

Difficulty: easy

**Answer:** An index finds rows without reading the whole table. It costs space, and every write has to update it.

**Key points:**

- finds rows without reading the whole table
- costs space
- makes writes slower

**Red flags:**

- an index speeds up every query

### Why are transactions isolated?

**Answer:** Two transactions that run at once must not see each other's half-finished work.

**Key points:**

- nobody sees half-finished work

---

This page is maintained by nobody.
";

#[test]
fn an_import_makes_a_bank_that_loads_lints_and_grades() {
    let place = Place::new(&[("bank.md", BANK)]);
    let report = place.import(&["bank.md", "-o", "out"]).ok();
    says(
        &report,
        &[
            "2 questions read: 2 technical",
            "2 questions written",
            "bank.md (33 lines)",
            "recognised: headings of level 3: 2",
            "left out: line 33",
            "2 × kind",
        ],
    );
    let listed = place.run(&["--bank", "out", "list", "--format", "json"]).json();
    let of = |field: &str| listed.as_array().expect("a list").iter().map(|q| q[field].clone()).collect::<Vec<_>>();
    assert_eq!(of("id"), ["what-is-an-index-and-what-does-it-cost", "why-are-transactions-isolated"]);
    assert_eq!(of("difficulty"), ["easy", "medium"]);
    // The files are as `bank fmt` lays them out, and say where they come from.
    assert_eq!(place.run(&["--bank", "out", "bank", "fmt", "--check"]).ok(), "");
    let content = place.read("out/content/what-is-an-index-and-what-does-it-cost.md");
    says(
        &content,
        &["# imported from bank.md:7-21\n", "# guessed: kind, from the words of the question\n"],
    );
    let rubric = place.read("out/rubrics/what-is-an-index-and-what-does-it-cost.toml");
    assert!(rubric.starts_with("#:schema ../schemas/rubric.schema.json\n"), "{rubric}");
    says(&rubric, &["# - an index speeds up every query\n", "statement = \"costs space\""]);
    assert!(place.path("out/schemas/rubric.schema.json").is_file());
    // What was imported is ready to be linted and to grade.
    let lint = place.run(&["--bank", "out", "rubric", "lint", "--model", "none"]);
    assert!(lint.code <= 1 && lint.stderr.is_empty(), "{}", lint.stderr);
    let id = "what-is-an-index-and-what-does-it-cost";
    let score = |text: &str| -> f64 {
        let args = ["--bank", "out", "grade", id, "--model", "none", "--score-only", "--text", text];
        place.run(&args).ok().trim().parse().expect("a number")
    };
    let good = score("An index finds rows without reading the whole table, but it costs space and makes writes slower.");
    let poor = score("It is a kind of list at the back of a book, with numbers of pages.");
    assert!(good > poor + 20.0, "{good} {poor}");
}

#[test]
fn what_is_there_is_left_alone_unless_forced() {
    let place = Place::new(&[("bank.md", BANK)]);
    let ours = "ours\n";
    // One of the two files is enough.
    place.write("out/rubrics/why-are-transactions-isolated.toml", ours);
    let report = place.import(&["bank.md", "-o", "out"]).ok();
    says(&report, &["1 question written", "1 there already", "--force", "why-are-transactions-isolated"]);
    assert_eq!(place.read("out/rubrics/why-are-transactions-isolated.toml"), ours);
    assert!(!place.path("out/content/why-are-transactions-isolated.md").exists());
    let again = place.import(&["bank.md", "-o", "out"]);
    assert_eq!(again.code, 2);
    says(&again.stderr, &["nothing was imported", "--force"]);
    says(&again.stdout, &["2 there already"]);
    says(&place.import(&["bank.md", "-o", "out", "--force"]).ok(), &["2 questions written"]);
    assert_eq!(
        place.run(&["--bank", "out", "list", "--format", "json"]).json().as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(names(&place.path("out/rubrics")).len(), 2);
}

#[test]
fn a_trial_writes_nothing() {
    let place = Place::new(&[("bank.md", BANK)]);
    says(&place.import(&["bank.md", "--dry-run"]).ok(), &["2 questions would be written"]);
    let args = ["bank.md", "--dry-run", "-o", "out", "--csv", "a.csv", "--jsonl", "a.jsonl"];
    says(&place.import(&args).ok(), &["2 questions would be written"]);
    assert_eq!(names(&place.path("")), ["bank.md"]);
}

#[test]
fn the_report_for_programs() {
    let place = Place::new(&[("bank.md", BANK)]);
    let json = place.import(&["bank.md", "-o", "out", "--format", "json"]).json();
    assert_eq!((&json["schema_version"], &json["read"], &json["importable"]), (&1.into(), &2.into(), &2.into()));
    assert_eq!(json["entries"][0]["state"], "written");
    assert_eq!(json["files"][0]["kinds"]["technical"], 2);
    assert_eq!(json["files"][0]["left_out"][0][0], 33);
    assert_eq!(json["questions"][0]["lines"], serde_json::json!([7, 21]));
    assert_eq!(json["questions"][0]["red_flags"][0], "an index speeds up every query");
    // Every line has a fate.
    let runs = json["files"][0]["runs"].as_array().expect("a list");
    let lines: u64 = runs.iter().map(|r| r[1].as_u64().expect("a line") - r[0].as_u64().expect("a line") + 1).sum();
    assert_eq!(json["files"][0]["lines"], lines);
}

#[test]
fn tables_in_and_out() {
    let place = Place::new(&[("bank.md", BANK)]);
    place.import(&["bank.md", "--csv", "a.csv", "--jsonl", "a.jsonl"]).ok();
    assert!(!place.path("content").exists());
    let shown = |file: &str| -> Vec<[Value; 4]> {
        let json = place.import(&[file, "--dry-run", "--format", "json"]).json();
        let all = json["questions"].as_array().expect("a list").clone();
        all.iter().map(|q| ["text", "answers", "signals", "difficulty"].map(|f| q[f].clone())).collect()
    };
    let first = shown("bank.md");
    assert_eq!(first.len(), 2);
    assert_eq!(shown("a.csv"), first);
    assert_eq!(shown("a.jsonl"), first);
    // A table is no more written over than a question is.
    says(
        &place.import(&["bank.md", "--csv", "a.csv"]).refused(),
        &["a.csv", "is there already", "--force"],
    );
    place.import(&["bank.md", "--csv", "a.csv", "--force"]).ok();
}

#[test]
fn folders_stand_for_their_files_and_each_file_counts_once() {
    let place = Place::new(&[
        ("bank/b.txt", "Q: What is b?\nA: It is b.\n\nQ: Why b?\nA: So.\n"),
        ("bank/a.csv", "question,answer\nWhat is a?,It is a.\n"),
        ("bank/notes.rst", "Q: What is c?\nA: It is c.\n"),
        ("bank/deeper/d.md", "Q: What is d?\nA: It is d.\n"),
    ]);
    let json = place.import(&["bank", "bank/b.txt", "--dry-run", "--format", "json"]).json();
    let files: Vec<&str> = json["files"].as_array().expect("a list").iter().filter_map(|f| f["file"].as_str()).collect();
    assert_eq!(files, ["bank/a.csv", "bank/b.txt"]);
    assert_eq!(json["read"], 3);
    let piped = run_with(
        gradus()
            .current_dir(place.path(""))
            .args(["bank", "import", "-", "-o", "out"])
            .write_stdin("Q: What is b?\nA: It is b.\n\nQ: Why b?\nA: So.\n"),
    );
    says(&piped.ok(), &["2 questions written", "standard input"]);
    says(&place.read("out/content/why-b.md"), &["# imported from standard input:4-5\n"]);
}

#[test]
fn files_without_questions() {
    let place = Place::new(&[
        ("empty.md", ""),
        ("prose.md", "# A walk\n\nIt was a fine day, and we went out.\n"),
        ("no/x.rst", "x"),
    ]);
    place.write("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");
    place.write(
        "noise.txt",
        (0..20_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>(),
    );
    for (file, part) in [
        ("empty.md", "no question was recognised"),
        ("prose.md", "no question was recognised"),
        ("picture.md", "no question was recognised"),
    ] {
        let run = place.import(&[file, "-o", "out"]);
        assert_eq!(run.code, 2, "{file}");
        says(&run.stderr, &["nothing was imported", part]);
        says(&run.stdout, &["0 questions read", file]);
        assert!(!place.path("out").exists(), "{file}");
    }
    says(&place.import(&["picture.md", "--dry-run"]).stdout, &["holds no text"]);
    assert_eq!(place.import(&["noise.txt", "-o", "out"]).code, 2);
    // One file without questions does not keep the others out.
    place.write("good.md", BANK);
    says(&place.import(&["empty.md", "good.md", "-o", "out"]).ok(), &["2 questions written"]);
    for (args, parts) in [
        (&["nowhere.md", "-o", "new"][..], &["cannot read `nowhere.md`", "name files or folders"][..]),
        (&["good.md", "nowhere.md", "-o", "new"], &["cannot read `nowhere.md`"]),
        (&["no", "-o", "new"], &["cannot read `no`", "holds no file that ends in"]),
    ] {
        says(&place.import(args).refused(), parts);
        assert!(!place.path("new").exists());
    }
    says(&place.import(&["good.md"]).refused(), &["--output"]);
    says(&place.import(&["-o", "new"]).refused(), &["<FILE>"]);
}

#[test]
fn questions_without_an_answer_are_told_and_not_written() {
    let place = Place::new(&[(
        "q.md",
        "## What is a?\n\nIt is a letter.\n\n## What is b?\n\n## What is c?\n\nIt is a letter too.\n",
    )]);
    let report = place.import(&["q.md", "-o", "out"]).ok();
    says(
        &report,
        &["3 questions read", "2 questions written", "q.md:5:", "neither an answer nor key points"],
    );
    place.write("none.md", "## What is a?\n\n## What is b?\n\n## What is c?\n");
    let run = place.import(&["none.md", "-o", "new"]);
    assert_eq!(run.code, 2);
    says(&run.stderr, &["no question has an answer or key points"]);
    // A table takes them: it is there to be filled in.
    place.import(&["none.md", "--csv", "a.csv"]).ok();
    assert_eq!(place.read("a.csv").lines().count(), 4);
}

#[test]
fn an_output_that_cannot_be_written() {
    let place = Place::new(&[("bank.md", BANK), ("file", "in the way")]);
    for output in ["file", "file/out"] {
        says(&place.import(&["bank.md", "-o", output]).refused(), &["cannot write `file"]);
    }
    says(&place.import(&["bank.md", "--csv", "file/a.csv"]).refused(), &["cannot write `file/a.csv`"]);
    assert_eq!(place.read("file"), "in the way");
}

#[cfg(unix)]
#[test]
fn an_output_that_is_read_only() {
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(&[("bank.md", BANK)]);
    fs::create_dir(place.path("out")).expect("a folder");
    fs::set_permissions(place.path("out"), fs::Permissions::from_mode(0o555)).expect("it is ours");
    let is_root = fs::write(place.path("out/probe"), "").is_ok();
    let run = place.import(&["bank.md", "-o", "out"]);
    fs::set_permissions(place.path("out"), fs::Permissions::from_mode(0o755)).expect("it is ours");
    if is_root {
        // Straight to the stream: the harness would swallow a print.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: this user may write everywhere, so a read-only folder was NOT tested"
        );
        return;
    }
    says(&run.refused(), &["cannot write `out"]);
    assert!(names(&place.path("out")).is_empty());
}

/// Texts that try to leave their section, their string or their folder.
const HOSTILE: &str = "\
Q: What is ../../etc/passwd \"quoted\" \\ and '''more'''?
A: +++
# A heading
## Reference answer
```
open

Q: ## Question
A: <!-- open

Q: 為什麼?
A: 因為。

Q: con
A: A device on some systems.
Key points:
- \"\"\"
- \\u0000 ''' # no comment
";

#[test]
fn texts_that_try_to_get_out_stay_in() {
    let place = Place::new(&[("in/x.md", HOSTILE)]);
    place.write("in/nul.txt", "Q: What\0is\x07it?\nA: It\0is\x1b[31mred.\n\nQ: Why?\nA: So.\n");
    let json = place.import(&["in", "-o", "out/bank", "--format", "json"]).json();
    let written = json["entries"].as_array().expect("a list");
    assert!(written.iter().all(|e| e["state"] == "written"), "{written:#?}");
    assert_eq!(names(&place.path("out")), ["bank"]);
    assert_eq!(names(&place.path("")), ["in", "out"]);
    let listed = place.run(&["--bank", "out/bank", "list", "--format", "json"]).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(written.len()));
    assert_eq!(place.run(&["--bank", "out/bank", "bank", "fmt", "--check"]).ok(), "");
}
