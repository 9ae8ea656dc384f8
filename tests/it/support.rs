//! What the tests share: the program, the model, the bank and the marked answers.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use assert_cmd::Command;
use gradus::bank::{Bank, Entry};
use gradus::embed::{self, Builtin, EncodeError, Encoder, Encoding, KeyPhrase, ModelIdentity, TokenVector};
use gradus::grade::{Engine, Grade, Grader, Verdict};
use gradus::text::{Decoded, decode};
use proptest::test_runner::{Config, RngSeed};
use serde::Deserialize;

/// Longest time that any run of the program may take, on a slow machine and unoptimised.
pub const LONGEST_RUN: Duration = Duration::from_secs(120);

/// Variables that change what the program prints; no test inherits them.
const VARIABLES: &[&str] = &[
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
    "TERM",
    "RUST_BACKTRACE",
    "RUST_LOG",
    "CI",
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
];

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, in surroundings that are the same everywhere.
pub fn gradus() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    for name in VARIABLES {
        command.env_remove(name);
    }
    command.timeout(LONGEST_RUN);
    command
}

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program. Whatever it was given, it must end by itself, in time, with a documented code and without a panic.
pub fn run(args: &[&str]) -> Run {
    run_with(gradus().args(args))
}

/// Runs a prepared command; see [`run`].
pub fn run_with(command: &mut Command) -> Run {
    let output = command.output().expect("the program starts");
    let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
    let stdout = String::from_utf8(output.stdout).expect("output is UTF-8");
    assert!(!stderr.contains("panicked"), "{stderr}");
    let code = output
        .status
        .code()
        .unwrap_or_else(|| panic!("stopped by a signal or after {LONGEST_RUN:?}: {:?}\n{stderr}", output.status));
    assert!(matches!(code, 0..=2 | 4), "code {code}\n{stderr}");
    Run { code, stdout, stderr }
}

impl Run {
    /// The output of a run that must have succeeded without a message.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "{}", self.stdout);
        self.stdout
    }

    /// The message of a run that must have failed with code 2 and nothing but a message.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (2, ""), "{}", self.stderr);
        assert!(!self.stderr.trim().is_empty());
        self.stderr
    }

    /// The output as JSON, of a run that must have succeeded.
    #[track_caller]
    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.ok()).expect("the output is JSON")
    }
}

/// Asserts that `message` holds every part.
#[track_caller]
pub fn says(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in:\n{message}");
    }
}

/// The bank in the program.
pub static BANK: LazyLock<Bank> = LazyLock::new(gradus::bank::embedded);

/// The model in the program.
pub static MODEL: LazyLock<Builtin> = LazyLock::new(|| embed::builtin().expect("the built-in model loads"));

/// The same model, which encodes each text once however many tests ask for it. What it returns is what [`MODEL`] returns.
pub static REMEMBERING: LazyLock<Remembering> = LazyLock::new(Remembering::default);

/// An encoder with a memory.
#[derive(Default)]
pub struct Remembering {
    vectors: Mutex<HashMap<String, Vec<TokenVector>>>,
}

impl Remembering {
    fn vectors(&self) -> MutexGuard<'_, HashMap<String, Vec<TokenVector>>> {
        self.vectors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Encoder for Remembering {
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        MODEL.encode(text)
    }

    fn token_vectors(&self, texts: &[&str]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        let new: Vec<&str> = {
            let known = self.vectors();
            texts.iter().copied().filter(|t| !known.contains_key(*t)).collect()
        };
        let found = MODEL.token_vectors(&new)?;
        let mut known = self.vectors();
        known.extend(new.into_iter().map(str::to_owned).zip(found));
        Ok(texts.iter().map(|t| known[*t].clone()).collect())
    }

    fn phrase_vectors(&self, phrases: &[KeyPhrase]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        MODEL.phrase_vectors(phrases)
    }

    fn identity(&self) -> &ModelIdentity {
        MODEL.identity()
    }
}

/// A question of the bank.
pub fn question(id: &str) -> &'static Entry {
    BANK.get(id).unwrap_or_else(|| panic!("the bank has no `{id}`"))
}

/// A grader that goes by keywords alone.
pub fn by_keywords(id: &str) -> Grader<'static> {
    Grader::new(question(id), &Engine::new(None, true)).expect("no text is encoded")
}

/// A grader with the built-in model.
pub fn by_meaning(id: &str) -> Grader<'static> {
    Grader::new(question(id), &Engine::new(Some(&*REMEMBERING), true)).expect("the built-in model encodes every text")
}

/// Bytes as the program reads them.
pub fn decoded(bytes: &[u8]) -> Decoded {
    decode(bytes)
}

/// Grades `text`.
pub fn grade(grader: &Grader<'_>, text: &str) -> Grade {
    grader.grade(&decode(text.as_bytes())).expect("the built-in model encodes every text")
}

/// What a grade says in numbers that may not depend on how an answer is typed.
pub fn outcome(grade: &Grade) -> (f64, Vec<(String, Verdict, f64)>) {
    (grade.score, grade.signals.iter().map(|s| (s.id.clone(), s.verdict, s.probability)).collect())
}

/// Marked answers to one question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    pub question: String,
    pub answers: Vec<Answer>,
}

/// A marked answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub kind: String,
    pub text: String,
    pub signals: BTreeMap<String, String>,
}

impl Claims {
    /// The answer of a kind.
    pub fn of(&self, kind: &str) -> &str {
        let found = self.answers.iter().find(|a| a.kind == kind);
        &found.unwrap_or_else(|| panic!("{} has no answer `{kind}`", self.question)).text
    }
}

/// Every file of `tests/claims`, by name.
pub static CLAIMS: LazyLock<Vec<(PathBuf, Claims)>> = LazyLock::new(|| {
    let folder = root().join("tests/claims");
    let mut paths = files(&folder, "toml");
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("it can be read");
        let claims = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        (path, claims)
    };
    paths.into_iter().map(read).collect()
});

/// The files of `folder` that end in `extension`, by name.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let items = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = items.map(|item| item.expect("it can be listed").path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == extension));
    paths.sort();
    paths
}

/// The configuration of every property test: the same cases in every run, so that a failure is the change's and not the day's.
pub fn cases(number: u32) -> Config {
    Config {
        cases: number,
        rng_seed: RngSeed::Fixed(0x6772_6164_7573),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    }
}

/// A bank of one question in a folder of its own, every file of which can be replaced.
pub struct SmallBank {
    folder: tempfile::TempDir,
}

/// `content/plan.md` of a [`SmallBank`].
pub const CONTENT: &str = "\
+++
id = 'plan'
title = 'A plan'
kind = 'technical'
difficulty = 'easy'
tags = ['planning']
+++

## Question

Why make a plan?

## Reference answer

A plan names the risks early, and it tells everyone the order of the steps.
";

/// `rubrics/plan.toml` of a [`SmallBank`].
pub const RUBRIC: &str = "\
id = 'plan'

[[signals]]
id = 'risks'
statement = 'A plan names the risks early'
weight = 2
keywords = [['risk', 'danger'], ['early', 'in advance']]

[[signals]]
id = 'order'
statement = 'A plan tells everyone the order of the steps'
keywords = [['order', 'sequence'], ['steps']]

[[signals.red_flags]]
statement = 'A plan hides the order of the steps'
feedback = 'A plan shows the order.'
";

impl SmallBank {
    pub fn new() -> Self {
        let bank = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        bank.write("content/plan.md", CONTENT);
        bank.write("rubrics/plan.toml", RUBRIC);
        bank
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        fs::write(path, bytes).expect("it can be written");
    }

    /// Runs the program with this bank; the folder's own path is cut from what it says.
    pub fn run(&self, args: &[&str]) -> Run {
        let mut run = run_with(gradus().arg("--bank").arg(self.path()).args(args));
        run.stderr = run.stderr.replace(&format!("{}/", self.path().display()), "");
        run
    }
}
