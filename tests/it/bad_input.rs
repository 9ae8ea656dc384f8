//! Answers that nobody should give and somebody will: each has a defined result in bounded time.

use std::fs;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use gradus::embed::{EncodeError, Encoder, Encoding, ModelIdentity, Vector};
use gradus::score::Reading;
use gradus::text::Document;
use serde_json::{Value, json};

use crate::support::{gradus, run_with, says};

const ID: &str = "l1-vs-l2-regularization";

/// Longest time for one answer of any size and shape, unoptimised and on a busy machine. Most take a hundredth of it.
const BOUND: Duration = Duration::from_secs(60);

/// Grades bytes from standard input as JSON; the result must be whole.
fn grade(bytes: &[u8], model: &[&str]) -> Value {
    let start = Instant::now();
    let mut command = gradus();
    command.args(["grade", ID, "-", "--format", "json"]).args(model).write_stdin(bytes);
    let json = run_with(&mut command).json();
    assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
    let between = |value: &Value, low: f64, high: f64| assert!((low..=high).contains(&value.as_f64().expect("a number, not NaN")), "{value}");
    between(&json["score"], 0.0, 100.0);
    between(&json["confidence"], 0.0, 1.0);
    let signals = json["signals"].as_array().expect("a list");
    assert_eq!(signals.len(), 8);
    for signal in signals {
        between(&signal["probability"], 0.0, 1.0);
        between(&signal["contradiction"], 0.0, 1.0);
    }
    json
}

fn by_keywords(bytes: &[u8]) -> Value {
    grade(bytes, &["--model", "none"])
}

/// The kinds of an answer's flags.
fn flags(grade: &Value) -> Vec<&str> {
    let flags = grade["flags"].as_array().expect("a list");
    flags.iter().filter_map(|f| f["kind"].as_str()).collect()
}

/// The warning of a type, if the grade has it.
fn warning<'g>(grade: &'g Value, kind: &str) -> Option<&'g Value> {
    let warnings = grade["warnings"].as_array().expect("a list");
    warnings.iter().find(|w| w["type"] == kind)
}

/// Both ways of grading.
const MODELS: [&[&str]; 2] = [&["--model", "none"], &[]];

#[test]
fn an_answer_that_says_nothing_earns_nothing_and_is_called_blank() {
    let stop_words = "the of and to in is that it was for on are as with his they at be this from or had by not but what";
    for text in [
        "",
        " \n\t \r\n\u{3000}",
        "\u{200b}\u{feff}",
        "🎉🔥👍🏽 👩‍👩‍👧‍👦 🇩🇪",
        "... !!! --- ???",
        "<!-- lasso is sparse -->",
        "~~Lasso is sparse.~~",
        stop_words,
    ] {
        for model in MODELS {
            let grade = grade(text.as_bytes(), model);
            assert_eq!((grade["score"].as_f64(), flags(&grade)), (Some(0.0), vec!["blank"]), "{text:?} {model:?}");
            assert_eq!(grade["level"], "poor");
        }
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_replaced_and_counted() {
    for model in MODELS {
        let grade = grade(b"L1 gives \xff\xfe sparse weights na\xefve, and \xe2\x82 ridge does not.", model);
        assert_eq!(warning(&grade, "invalid-utf8").map(|w| &w["replaced"]), Some(&json!(4)));
    }
    let clean = by_keywords("L1 gives sparse weights.".as_bytes());
    assert_eq!(warning(&clean, "invalid-utf8"), None);
}

#[test]
fn an_argument_that_is_not_utf_8_is_refused() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let bad = std::ffi::OsStr::from_bytes(b"L1 \xff");
        run_with(gradus().args(["grade", ID, "--model", "none", "--text"]).arg(bad)).refused();
        says(
            &run_with(gradus().args(["grade", ID, "--model", "none"]).arg(bad)).refused(),
            &["cannot read the answer"],
        );
    }
}

#[test]
fn nul_characters_are_read_as_spaces_and_counted() {
    let grade = by_keywords(b"L1\0gives\0sparse weights.");
    assert_eq!(warning(&grade, "nuls").map(|w| &w["count"]), Some(&json!(2)));
    assert_eq!(grade["score"], by_keywords(b"L1 gives sparse weights.")["score"]);
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    let text = "L1 gives sparse weights.";
    let marked = format!("\u{feff}{text}");
    assert_eq!(by_keywords(marked.as_bytes()), by_keywords(text.as_bytes()));
}

#[test]
fn text_from_right_to_left_is_graded_like_any_other() {
    let text = "התשובה היא שרגולריזציה מקטינה את המשקולות. الجواب هو أن العقوبة تجعل الأوزان صغيرة جدا. \u{202e}L1 \u{202c}gives sparse weights.";
    for model in MODELS {
        let grade = grade(text.as_bytes(), model);
        assert!(grade["score"].as_f64() < Some(40.0), "{}", grade["score"]);
    }
}

#[test]
fn another_language_is_named() {
    let german = "Die Regularisierung verkleinert die Gewichte des Modells, damit es sich nicht zu sehr an die Daten anpasst, mit denen es gelernt hat.";
    assert!(flags(&by_keywords(german.as_bytes())).contains(&"other-language"));
}

#[test]
fn what_a_reader_does_not_see_earns_nothing() {
    let seen = "It depends on the data.";
    let hidden = "L1 drives some weights to exactly zero. Elastic net combines L1 and L2.";
    let plain = by_keywords(seen.as_bytes())["score"].as_f64();
    for text in [
        format!("{seen}\n\n<!-- {hidden} -->"),
        format!("{seen} <!-- {hidden} -->"),
        format!("{seen}\n\n<!--\n{hidden}\n"),
        format!("{seen} ~~{hidden}~~"),
        format!("{seen}\n\n<script>\n{hidden}\n</script>\n"),
        format!("{seen} ![](https://example.org/{})", hidden.replace(' ', "-")),
    ] {
        assert_eq!(by_keywords(text.as_bytes())["score"].as_f64(), plain, "{text}");
    }
}

/// Long answers, each with a name.
fn sizes() -> Vec<(&'static str, String)> {
    let paragraph = "Lasso drives some weights to exactly zero, because its pull stays constant however small a weight gets. Ridge only shrinks them.\n\n";
    let words = |count: usize, between: &str| (0..count).map(|i| format!("weight{}", i % 977)).collect::<Vec<_>>().join(between);
    vec![
        ("a megabyte of prose", paragraph.repeat(1_000_000 / paragraph.len() + 1)),
        ("a hundred thousand words on a line without punctuation", words(100_000, " ")),
        ("twenty thousand words, each a sentence", words(20_000, ". ")),
        ("twenty thousand words, each an item", format!("- {}", words(20_000, "\n- "))),
        ("twenty thousand times the same keyword", "lasso ".repeat(20_000)),
        ("twenty thousand keywords and commas", "lasso, ridge, exactly zero, ".repeat(5_000)),
        ("twenty thousand denials", "not lasso ".repeat(10_000)),
        ("a word of a million letters", "lasso".repeat(200_000)),
        ("a million digits", "1".repeat(1_000_000)),
        ("a million line ends", "\n".repeat(1_000_000)),
        ("a million blanks", " ".repeat(1_000_000)),
    ]
}

/// Answers of odd shapes, each with a name; `n` says how far each goes.
fn shapes(n: usize) -> Vec<(&'static str, String)> {
    let times = |text: &str| text.repeat(n);
    vec![
        ("one long word", times("a")),
        ("an identifier of many humps", times("lassoRidge")),
        ("a letter with many accents", format!("e{}", times("\u{301}"))),
        ("emoji joined to one", times("👩\u{200d}")),
        ("quotes in each other", format!("{} lasso", times(">"))),
        ("lists in each other", (0..n / 10).map(|i| format!("{}- lasso\n", "  ".repeat(i))).collect()),
        ("open brackets", times("[")),
        ("brackets and parentheses", times("[a](")),
        ("open images", times("![")),
        ("stars", times("*a **b ")),
        ("underscores", times("_a__b ")),
        ("tildes", times("~~a ")),
        ("backticks of every length", (1..n / 25).map(|i| format!("{} a ", "`".repeat(i))).collect()),
        ("less-than signs", times("<")),
        ("open comments", times("<!-- a ")),
        ("open scripts", times("<script>")),
        ("ampersands", times("&amp;&")),
        ("link definitions", (0..n).map(|i| format!("[{i}]: /url\n")).collect()),
        (
            "a table of many columns",
            format!("{}\n{}\n{}\n", "|a".repeat(n / 10), "|-".repeat(n / 10), "|lasso".repeat(n / 10)),
        ),
        ("carriage returns only", times("lasso is sparse.\r")),
        ("every control character", (0..32_u8).map(char::from).chain("lasso".chars()).collect()),
        ("characters at the ends of Unicode", "\u{fffd}\u{ffff}\u{10ffff}\u{e000} lasso".to_owned()),
    ]
}

/// Grades all of them, each in bounded time, and prints how long each took.
fn grade_all(answers: Vec<(&'static str, String)>, model: &[&str]) {
    for (name, text) in answers {
        let start = Instant::now();
        let grade = grade(text.as_bytes(), model);
        println!(
            "{:6.2} s  {:5.1}  {name}",
            start.elapsed().as_secs_f64(),
            grade["score"].as_f64().unwrap_or(f64::NAN)
        );
    }
}

#[test]
fn an_answer_of_any_size_is_graded_in_bounded_time_by_keywords() {
    grade_all(sizes(), &["--model", "none"]);
}

#[test]
fn an_answer_of_any_shape_is_graded_in_bounded_time_by_keywords() {
    grade_all(shapes(10_000), &["--model", "none"]);
}

#[test]
fn an_answer_of_any_size_is_graded_in_bounded_time_by_meaning() {
    // The others cost the limit on what the model reads or less, unoptimised half a minute each.
    let cheap = [
        "a hundred thousand words on a line without punctuation",
        "a word of a million letters",
        "a million digits",
        "a million blanks",
    ];
    grade_all(sizes().into_iter().filter(|(name, _)| cheap.contains(name)).collect(), &[]);
}

#[test]
fn an_answer_of_any_shape_is_graded_in_bounded_time_by_meaning() {
    grade_all(shapes(250), &[]);
}

#[test]
fn an_answer_of_any_shape_can_be_printed() {
    for (name, text) in shapes(10_000) {
        let mut command = gradus();
        command
            .args(["grade", ID, "-", "--model", "none", "--explain", "--width", "40"])
            .write_stdin(text);
        let printed = run_with(&mut command).ok();
        assert!(printed.contains("/ 100"), "{name}");
        assert!(printed.len() < 60_000, "{name}: {} bytes for one grade", printed.len());
    }
}

/// An encoder that only counts what it is asked for: words and marks, each a token at least.
#[derive(Default)]
struct Counting(AtomicUsize);

impl Encoder for Counting {
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        let marks = text.chars().filter(char::is_ascii_punctuation).count();
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
        self.0.fetch_add(marks + words, Ordering::Relaxed);
        let pooled = Vector::zero(1);
        Ok(Encoding {
            pooled,
            tokens: Vec::new(),
            windows: 1,
        })
    }

    fn identity(&self) -> &ModelIdentity {
        static IDENTITY: LazyLock<ModelIdentity> = LazyLock::new(|| ModelIdentity {
            name: "counting".into(),
            hash: String::new(),
            dimensions: 1,
        });
        &IDENTITY
    }
}

#[test]
fn no_answer_has_the_model_read_more_than_its_limit() {
    // `MOST_TOKENS` in `src/score/reading.rs`, and half as much again because tokens are estimated.
    const LIMIT: usize = 24_000;
    for (name, text) in [
        ("words", "weights shrink ".repeat(50_000)),
        ("sentences", (0..50_000).map(|i| format!("Weight {i} shrinks. ")).collect()),
        ("marks", format!("a{} ", "#".repeat(40)).repeat(5_000)),
        ("words joined by marks", "a](".repeat(30_000)),
        ("code", format!("```\n{}```\n", "x[(i+1)] = y[{j-1}] ** (2*k);\n".repeat(3_000))),
    ] {
        let encoder = Counting::default();
        let document = Document::markdown(&text);
        Reading::new(document, &[], Some(&encoder), |_, _| 1.0).expect("it only counts");
        let read = encoder.0.load(Ordering::Relaxed);
        assert!(read <= LIMIT, "{read} tokens of {name}");
    }
}

#[test]
fn what_is_left_out_of_a_very_long_answer_is_said() {
    let long = "Some models weigh inputs in ways that nobody planned for. ".repeat(4000);
    let grade = grade(format!("{long} Lasso drives some weights to exactly zero.").as_bytes(), &[]);
    assert!(
        warning(&grade, "long-text").is_some_and(|w| w["left_out"].as_u64() > Some(0)),
        "{}",
        grade["warnings"]
    );
    let zeros = &grade["signals"][1];
    assert_eq!(
        (&zeros["id"], &zeros["verdict"]),
        (&json!("l1-exact-zeros"), &json!("met")),
        "the one relevant sentence is found"
    );
}

#[test]
fn an_answer_larger_than_any_answer_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("huge.txt");
    fs::File::create(&path).and_then(|f| f.set_len((16 << 20) + 1)).expect("it can be written");
    says(
        &run_with(gradus().args(["grade", ID]).arg(&path)).refused(),
        &["huge.txt", "is larger than 16777216 bytes", "one file per answer"],
    );
}
