//! `gradus check` from outside, on the repository in `tests/repository`: verdicts, exit codes, every format, settings, baseline, cache, git and watching.

use std::fs;
use std::io::{BufRead, BufReader};
use std::ops::Deref;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

use serde_json::Value;

use crate::import::{Place, names};
use crate::support::{LONGEST_RUN, Run, gradus, root, run_with, says};

/// Everything that a report can be.
const FORMATS: [&str; 8] = ["human", "json", "jsonl", "junit", "sarif", "github", "summary", "gitlab"];

/// A copy of the sample repository.
struct Repository(Place);

impl Deref for Repository {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Repository {
    /// As it is: two answers cannot be graded.
    fn new() -> Self {
        let place = Place::new(&[]);
        copy(&root().join("tests/repository"), &place.path(""));
        Self(place)
    }

    /// Without the answers that cannot be graded.
    fn sound() -> Self {
        let repository = Self::new();
        for name in ["gradients", "lunch"] {
            repository.remove(&format!("answers/{name}.md"));
        }
        repository
    }

    /// With nothing but answers that pass.
    fn passing() -> Self {
        let repository = Self::sound();
        repository.remove("answers/regularisation.md");
        repository.remove("answers/beginners/week-1.md");
        repository
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("it is there");
    }

    fn check(&self, args: &[&str]) -> Run {
        self.run(&[&["check"], args].concat())
    }

    /// What a check finds, as JSON.
    fn json(&self, args: &[&str]) -> Value {
        let run = self.check(&[args, &["--format", "json"]].concat());
        serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}\n{}{}", run.stdout, run.stderr))
    }

    fn git(&self, args: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        let output = command.args(args).current_dir(self.path("")).output().expect("git starts");
        assert!(output.status.success(), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for item in fs::read_dir(from).expect("it can be listed") {
        let path = item.expect("it can be listed").path();
        let name = path.file_name().expect("it has a name");
        // What a run by hand left.
        if name == ".gradus-cache" {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).expect("it can be copied");
        }
    }
}

/// Path and outcome of each answer.
fn outcomes(found: &Value) -> Vec<(&str, &str)> {
    let answers = found["answers"].as_array().expect("a list");
    answers
        .iter()
        .map(|a| (a["path"].as_str().expect("a path"), a["outcome"].as_str().expect("an outcome")))
        .collect()
}

#[test]
fn answers_pass_fail_err_or_are_not_asked_for() {
    let repository = Repository::new();
    let found = repository.json(&[]);
    let expected = [
        ("answers/beginners/week-1.md", "failed"),
        ("answers/dropout.md", "passed"),
        ("answers/regularisation.md", "failed"),
    ];
    assert_eq!(outcomes(&found), expected);
    let erring: Vec<&str> = found["not_graded"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|f| f["path"].as_str())
        .collect();
    assert_eq!(erring, ["answers/gradients.md", "answers/lunch.md"]);
    let run = repository.check(&[]);
    assert_eq!(run.code, 2, "what could not be graded outweighs what is below");
    says(
        &run.stdout,
        &[
            "answers/gradients.md:2: could not grade",
            "did you mean `vanishing-gradients`?",
            "`question: ID`",
            "exit code 2",
        ],
    );
    for unmatched in ["drafts", "README", "minutes"] {
        assert!(!run.stdout.contains(unmatched), "{unmatched}");
    }
}

#[test]
fn every_exit_code_and_what_excuses_it() {
    let (erring, failing, passing) = (Repository::new(), Repository::sound(), Repository::passing());
    let empty = ["--isolated", "--answers", "nowhere/*.md"];
    for (repository, args, code) in [
        (&passing, &[][..], 0),
        (&failing, &[], 1),
        (&failing, &["--exit-zero"], 0),
        (&erring, &[], 2),
        (&erring, &["--exit-zero", "--allow-empty"], 2),
        (&passing, &empty, 4),
        (&passing, &[&empty[..], &["--exit-zero"]].concat(), 4),
        (&passing, &[&empty[..], &["--allow-empty"]].concat(), 0),
        (&failing, &["--min-pass-rate", "0.3"], 0),
        (&failing, &["--min-pass-rate", "0.4"], 1),
        (&passing, &["--min-mean", "99"], 1),
        (&passing, &["--threshold", "99"], 1),
        (&passing, &["--fail-on", "warn"], 1),
        (&passing, &["--fail-on", "warn", "--signals-weighted", "info"], 0),
    ] {
        for format in ["human", "json", "junit"] {
            let run = repository.check(&[args, &["--format", format]].concat());
            assert_eq!(run.code, code, "{args:?}\n{}{}", run.stdout, run.stderr);
        }
    }
}

#[test]
fn a_bar_that_means_nothing_is_refused_wherever_it_stands() {
    let repository = Repository::sound();
    for (args, said) in [
        (["--threshold", "0"], "--threshold: every answer reaches 0"),
        (["--threshold", "0.7"], "write `70`"),
        (["--threshold", "101"], "could never pass"),
        (["--min-mean", "nan"], "is NaN"),
        (["--min-pass-rate", "90"], "write `0.9`"),
        (["--fail-on", "eror"], "did you mean `error`?"),
    ] {
        says(&repository.check(&args).refused(), &[said]);
    }
    repository.write("gradus.toml", "treshold = 70\n[[override]]\npaths = [\"a\"]\nthreshold = 0\n");
    let refused = repository.check(&[]).refused();
    says(
        &refused,
        &[
            "gradus.toml:1:1: `treshold`",
            "did you mean `threshold`?",
            "gradus.toml:4:13: `override[0].threshold`",
        ],
    );
}

#[test]
fn every_format_at_once_and_each_can_be_read_by_what_it_is_for() {
    let repository = Repository::new();
    let targets: Vec<String> = FORMATS.iter().map(|f| format!("{f}={f}.out")).collect();
    let args: Vec<&str> = targets.iter().flat_map(|t| ["--format", t.as_str()]).collect();
    let run = repository.check(&args);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    let json = |name: &str| -> Value { serde_json::from_str(&repository.read(name)).expect("it is JSON") };
    for (schema, value) in [
        ("tests/schemas/sarif-2.1.0.json", json("sarif.out")),
        ("schemas/check.schema.json", json("json.out")),
        ("tests/schemas/gitlab-code-quality.json", json("gitlab.out")),
    ] {
        let schema: Value = serde_json::from_str(&fs::read_to_string(root().join(schema)).expect("it is there")).expect("it is JSON");
        let validator = jsonschema::validator_for(&schema).expect("it is a schema");
        let wrong: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    let results = json("sarif.out");
    let results = results["runs"][0]["results"].as_array().expect("a list");
    let wrong = results
        .iter()
        .find(|r| r["message"]["text"].as_str().is_some_and(|t| t.contains("`l2-shrinks`")));
    let region = &wrong.expect("it is there")["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], 8, "the line in the file, front matter included");
    let text = repository.read("junit.out");
    let junit = roxmltree::Document::parse(&text).expect("it is XML");
    let count = |tag: &str| junit.descendants().filter(|n| n.has_tag_name(tag)).count();
    assert_eq!((count("testcase"), count("failure"), count("error")), (5, 2, 2));
    for line in repository.read("jsonl.out").lines() {
        let _: Value = serde_json::from_str(line).expect("each line is JSON");
    }
    assert!(repository.read("github.out").lines().all(|l| l.starts_with("::")));
    assert!(repository.read("summary.out").starts_with("## "));
    for format in FORMATS {
        assert!(!repository.read(&format!("{format}.out")).contains('\u{1b}'), "{format}: a file has no colours");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in FORMATS {
        let written = |args: &[&str], threads: &str| {
            let repository = Repository::new();
            let once = run_with(
                gradus()
                    .current_dir(repository.path(""))
                    .env("RAYON_NUM_THREADS", threads)
                    .args(["check", "--format", format])
                    .args(args),
            );
            // From the cache.
            let again = repository.check(&["--format", format]);
            assert_eq!((&once.stdout, &once.stderr), (&again.stdout, &again.stderr), "{format}");
            once.stdout
        };
        assert_eq!(written(&[], "1"), written(&["--cache", "none"], "4"), "{format}");
    }
}

#[test]
fn two_reports_on_standard_output_are_refused() {
    let repository = Repository::passing();
    says(
        &repository.check(&["--format", "json", "--format", "sarif"]).refused(),
        &["two reports", "junit=report.xml"],
    );
    says(&repository.check(&["--format", "juint"]).stderr, &["did you mean `junit`?"]);
    says(
        &repository.check(&["--format", "json=a", "--format", "sarif=a"]).refused(),
        &["`a` is to be written twice"],
    );
    says(
        &repository.check(&["--format", "json=no/where.json"]).refused(),
        &["cannot write `no/where.json`"],
    );
}

#[test]
fn a_report_in_a_file_does_not_silence_the_one_for_people() {
    let repository = Repository::passing();
    let run = repository.check(&["--format", "junit=junit.xml"]);
    assert_eq!(run.stdout, repository.check(&[]).stdout);
    let run = repository.check(&["--format", "junit=junit.xml", "--format", "human=report.txt"]);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0));
}

#[test]
fn services_are_told_paths_from_the_top_of_the_repository() {
    let place = Place::new(&[]);
    copy(&root().join("tests/repository"), &place.path("study"));
    let repository = Repository(place);
    repository.git(&["init", "-q"]);
    let there = |args: &[&str]| run_with(gradus().current_dir(repository.path("study")).arg("check").args(args)).stdout;
    says(&there(&["--format", "github"]), &["::error file=study/answers/regularisation.md,line=8"]);
    says(&there(&["--format", "sarif"]), &["\"uri\": \"study/answers/regularisation.md\""]);
    let people = there(&[]);
    assert!(people.contains("✗ answers/regularisation.md:6 ") && !people.contains("study/"), "{people}");
}

#[test]
fn a_build_server_changes_what_is_printed_and_nothing_else() {
    let repository = Repository::new();
    let on_github = |args: &[&str]| {
        let mut command = gradus();
        command.current_dir(repository.path("")).env("CI", "true").env("GITHUB_ACTIONS", "true");
        command.env("GITHUB_STEP_SUMMARY", repository.path("step.md"));
        run_with(command.arg("check").args(args))
    };
    let (plain, there) = (repository.check(&[]), on_github(&[]));
    assert_eq!(there.code, plain.code);
    let annotations = there.stdout.strip_prefix(&plain.stdout).expect("the report for people comes first");
    assert!(
        annotations.lines().count() == 6 && annotations.lines().all(|l| l.starts_with("::")),
        "{annotations}"
    );
    says(&repository.read("step.md"), &["## ⚠️ gradus check: could not grade everything", "exit code 2"]);
    repository.write("step.md", "before\n");
    on_github(&[]);
    assert!(repository.read("step.md").starts_with("before\n## "), "others write to it as well");
    assert_eq!(on_github(&["--format", "json"]).stdout, repository.check(&["--format", "json"]).stdout);
}

#[test]
fn a_flag_wins_over_a_variable_over_an_override_over_the_file_over_the_default() {
    let repository = Repository::sound();
    let threshold = |args: &[&str], variable: Option<&str>| {
        let mut command = gradus();
        command.current_dir(repository.path("answers"));
        if let Some(value) = variable {
            command.env("GRADUS_THRESHOLD", value);
        }
        let run = run_with(command.args(["check", "--format", "json"]).args(args));
        let found: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
        let answers = found["answers"].as_array().expect("a list");
        answers.iter().map(|a| a["threshold"].as_f64().expect("a number")).collect::<Vec<_>>()
    };
    assert_eq!(threshold(&["--threshold", "70"], Some("65")), [70.0; 3]);
    assert_eq!(threshold(&[], Some("65")), [65.0; 3]);
    assert_eq!(threshold(&[], None), [40.0, 60.0, 60.0], "the file is found from a folder below");
    assert_eq!(threshold(&["--isolated", "--answers", "*.md"], None), [60.0; 2]);
    let run = run_with(
        gradus()
            .current_dir(repository.path(""))
            .env("GRADUS_MIN_MEAN", "12")
            .args(["config", "show", "--threshold", "70"]),
    );
    let shown = run.ok();
    for line in [
        "threshold = 70  # --threshold",
        "min_mean = 12  # GRADUS_MIN_MEAN",
        "threshold = 40  # gradus.toml:8",
        "model = \"built-in\"  # default",
    ] {
        assert!(shown.lines().any(|l| l == line), "{line}\n{shown}");
    }
    repository.write("gradus.toml", &shown);
    let again = repository.run(&["config", "show"]).ok();
    let values = |text: &str| text.lines().map(|l| l.split("  # ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    assert_eq!(values(&again), values(&shown), "what is shown is a file that means the same");
}

#[test]
fn a_first_file_is_written_once_and_changes_nothing() {
    let repository = Repository::passing();
    repository.remove("gradus.toml");
    repository.remove("answers/README.md");
    fs::remove_dir_all(repository.path("answers/drafts")).expect("it is there");
    let before = repository.json(&[]);
    says(&repository.run(&["init"]).ok(), &["wrote `gradus.toml`"]);
    assert_eq!(repository.json(&[]), before);
    says(&repository.run(&["init"]).refused(), &["is there already"]);
}

#[test]
fn with_a_baseline_only_what_is_new_or_worse_fails() {
    let repository = Repository::sound();
    let baseline = ["--baseline", "gradus-baseline.json"];
    says(
        &repository.check(&baseline).refused(),
        &["there is no baseline `gradus-baseline.json`", "gradus baseline write"],
    );
    let run = repository.run(&["baseline", "write"]);
    assert_eq!(run.code, 0);
    says(&run.stdout, &["wrote `gradus-baseline.json`: 3 new"]);
    let first = repository.read("gradus-baseline.json");
    let states = |found: &Value| {
        let answers = found["answers"].as_array().expect("a list");
        let of = |a: &Value| {
            format!(
                "{} {}",
                a["outcome"].as_str().unwrap_or_default(),
                a["baseline"]["state"].as_str().unwrap_or_default()
            )
        };
        answers.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(
        states(&repository.json(&baseline)),
        ["known unchanged", "passed unchanged", "known unchanged"],
        "debt is marked and does not fail"
    );
    assert_eq!(repository.check(&baseline).code, 0);
    says(
        &repository.check(&baseline).stdout,
        &["2 below the bar as in the baseline", "known: it stands in the baseline"],
    );

    // Worse fails even above the bar; a new answer below it fails.
    let dropout = repository.read("answers/dropout.md");
    let without_rates = dropout.split("Typical rates").next().expect("it is there").to_owned();
    repository.write("answers/dropout.md", &without_rates);
    repository.write("answers/early-stopping.md", "I do not know.\n");
    let found = repository.json(&[&baseline[..], &["--threshold", "50"]].concat());
    assert_eq!(
        states(&found),
        ["known unchanged", "failed worse", "failed new", "known unchanged"],
        "{found:#}"
    );
    let refused = repository.run(&["baseline", "write", "--threshold", "50"]).refused();
    says(&refused, &["more debt", "--accept-new", "--accept-worse"]);
    assert_eq!(repository.read("gradus-baseline.json"), first, "nothing was written");

    assert_eq!(
        repository
            .check(&[&baseline[..], &["--threshold", "50", "--min-pass-rate", "0.2"]].concat())
            .code,
        1,
        "what got worse is no part of what may fail"
    );

    // An improvement is taken up, and then has to stay.
    repository.write("answers/dropout.md", &dropout);
    repository.remove("answers/early-stopping.md");
    let week = repository.read("answers/beginners/week-1.md");
    let more = "High variance is reduced with more training data, stronger regularisation or averaging many models.";
    repository.write("answers/beginners/week-1.md", format!("{week}\n{more}\n"));
    let better = repository.json(&baseline);
    assert!(states(&better)[0].ends_with("improved"), "{better:#}");
    assert_eq!(repository.check(&[&baseline[..], &["--strict-baseline"]].concat()).code, 1);
    says(&repository.run(&["baseline", "write"]).stdout, &["1 better, 2 as before"]);
    repository.write("answers/beginners/week-1.md", &week);
    let worse = repository.json(&baseline);
    assert_eq!(states(&worse)[0], "failed worse");
}

#[test]
fn a_baseline_that_is_none_is_never_believed() {
    let repository = Repository::sound();
    for text in ["", "{}", "[]", "{\"version\": 9, \"grader\": \"x\", \"answers\": []}", "\u{0}"] {
        repository.write("b.json", text);
        says(&repository.check(&["--baseline", "b.json"]).refused(), &["b.json"]);
    }
    let erring = Repository::new();
    says(
        &erring.run(&["baseline", "write"]).refused(),
        &["nothing was written", "answers/gradients.md", "and 1 more"],
    );
}

#[test]
fn only_what_a_diff_touches_is_graded() {
    let repository = Repository::sound();
    repository.git(&["init", "-q", "-b", "main"]);
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "x"]);
    let found = repository.json(&["--changed-since", "HEAD"]);
    assert_eq!(
        (outcomes(&found), &found["exit_code"], &found["counts"]["untouched"]),
        (vec![], &0.into(), &3.into())
    );
    let dropout = repository.read("answers/dropout.md") + "\nMore.\n";
    repository.write("answers/dropout.md", dropout);
    repository.write("answers/early-stopping.md", "I do not know.\n");
    let found = repository.json(&["--changed-since", "main"]);
    assert_eq!(outcomes(&found), [("answers/dropout.md", "passed"), ("answers/early-stopping.md", "failed")]);
    says(
        &repository.check(&["--changed-since", "nope"]).refused(),
        &["`nope` is no commit", "fetch-depth: 0"],
    );
    says(&Repository::sound().check(&["--changed-since", "HEAD"]).refused(), &["git repository"]);
}

#[test]
fn files_that_are_named_are_graded_and_others_are_told() {
    let repository = Repository::sound();
    let run = repository.check(&["answers/dropout.md", "notes/minutes.md"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    says(&run.stderr, &["`notes/minutes.md` is none of the answers that are checked"]);
    says(&run.stdout, &["1 of 1 answer passes", "2 not touched"]);
    assert_eq!(repository.check(&["notes/minutes.md"]).code, 0, "a commit without answers is no mistake");
    says(&repository.check(&["answers/nowhere.md"]).refused(), &["answers/nowhere.md"]);
}

#[test]
fn a_cache_is_used_and_never_believed_when_it_is_damaged() {
    let repository = Repository::sound();
    let cache = || repository.path(".gradus-cache");
    let stats = || repository.run(&["cache", "stats", "--format", "json"]).json();
    let first = repository.check(&[]).stdout;
    assert_eq!((stats()["entries"].clone(), stats()["last_run"]["stored"].clone()), (3.into(), 3.into()));
    assert_eq!(repository.check(&[]).stdout, first);
    assert_eq!(stats()["last_run"]["hits"], 3);
    // Every record is turned into nonsense of the same length.
    for shard in fs::read_dir(cache().join("entries-1")).expect("records") {
        for record in fs::read_dir(shard.expect("a shard").path()).expect("records") {
            let path = record.expect("a record").path();
            let mut bytes = fs::read(&path).expect("it can be read");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(&path, bytes).expect("it can be written");
        }
    }
    assert_eq!(repository.check(&[]).stdout, first, "what is damaged is graded anew");
    assert_eq!(
        (stats()["last_run"]["damaged"].clone(), stats()["last_run"]["stored"].clone()),
        (3.into(), 3.into())
    );
    // An answer, and then a rubric, that changes.
    let answer = repository.read("answers/dropout.md") + "\nMore.\n";
    repository.write("answers/dropout.md", answer);
    repository.check(&[]);
    assert_eq!(
        (stats()["last_run"]["hits"].clone(), stats()["last_run"]["misses"].clone()),
        (2.into(), 1.into())
    );
    says(&repository.run(&["cache", "clear"]).ok(), &["deleted 4 grades"]);
    assert!(!cache().exists());
    repository.write("mine/thesis.md", "years of work");
    says(&repository.run(&["cache", "clear", "--cache", "mine"]).refused(), &["is no cache of gradus"]);
    let run = repository.check(&["--cache", "mine"]);
    says(&run.stderr, &["holds something else than grades"]);
    assert_eq!(names(&repository.path("mine")), ["thesis.md"]);
}

#[test]
fn a_bank_of_ones_own_is_checked_against_and_its_change_is_noticed() {
    let repository = Repository::passing();
    let bank = crate::support::SmallBank::new();
    repository.write(
        "answers/plan.md",
        "A plan names the risks early, and it tells everyone the order of the steps.\n",
    );
    repository.remove("answers/dropout.md");
    let folder = bank.path().to_str().expect("a plain path");
    let score = || repository.json(&["--bank", folder])["answers"][0]["score"].as_f64();
    let before = score();
    assert!(before.is_some_and(|s| s > 60.0), "{before:?}");
    bank.write("rubrics/plan.toml", crate::support::RUBRIC.replace("weight = 2", "weight = 0.5"));
    assert!(score().is_some() && repository.run(&["cache", "stats"]).ok().contains("found 0 of 1"));
    bank.write("rubrics/plan.toml", "id = 'plan'\n");
    assert_eq!(repository.check(&["--bank", folder]).code, 2);
}

#[cfg(unix)]
#[test]
fn a_save_is_noticed_and_graded_until_it_is_interrupted() {
    let repository = Repository::passing();
    let mut watch = std::process::Command::new(env!("CARGO_BIN_EXE_gradus"))
        .current_dir(repository.path(""))
        .args(["check", "--watch", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let (told, lines) = channel();
    let mut streams: Vec<Box<dyn BufRead + Send>> = vec![
        Box::new(BufReader::new(watch.stdout.take().expect("a pipe"))),
        Box::new(BufReader::new(watch.stderr.take().expect("a pipe"))),
    ];
    for stream in streams.drain(..) {
        let told = told.clone();
        thread::spawn(move || stream.lines().map_while(Result::ok).try_for_each(|line| told.send(line)));
    }
    drop(told);
    let next = |wanted: &str| {
        loop {
            let line = lines.recv_timeout(LONGEST_RUN).unwrap_or_else(|e| panic!("{wanted}: {e}"));
            if line.contains(wanted) {
                return line;
            }
        }
    };
    // Watching began before the first run, so that no save is missed from here on.
    next("\"type\":\"verdict\"");
    repository.write("answers/dropout.md", "I do not know.\n");
    says(&next("\"type\":\"answer\""), &["\"path\":\"answers/dropout.md\"", "\"outcome\":\"failed\""]);
    next("\"type\":\"verdict\"");
    repository.write("answers/early-stopping.md", "I do not know either.\n");
    says(&next("\"type\":\"answer\""), &["\"path\":\"answers/early-stopping.md\""]);
    let killed = Command::new("kill").args(["-INT", &watch.id().to_string()]).status().expect("it starts");
    assert!(killed.success());
    assert_eq!(watch.wait().expect("it ends").code(), Some(1), "the last verdict is the exit code");
}

#[test]
fn completions_and_man_pages_are_made_of_the_help() {
    let place = Place::new(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = place.run(&["generate", "completions", shell]).ok();
        assert!(text.contains("changed-since"), "{shell}");
    }
    says(&place.run(&["generate", "man", "man"]).ok(), &["pages to `man`"]);
    says(&place.read("man/gradus-check.1"), &["changed\\-since", ".TH"]);
    assert!(names(&place.path("man")).contains(&"gradus-rubric-lint.1".to_owned()));
}
