//! What nobody should give the program and somebody will: every answer has a defined result in bounded time, every broken file a message that says where and
//! what to do.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use gradus::embed::{EncodeError, Encoder, Encoding, ModelIdentity, Vector};
use gradus::score::Reading;
use gradus::text::Document;
use serde_json::{Value, json};

use crate::support::{CONTENT, RUBRIC, SmallBank, gradus, root, run, run_with, says};

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

/// One broken bank for each mistake: what is written where, and what the message must say.
fn mistakes() -> Vec<(&'static str, String, &'static [&'static str])> {
    let content = |from: &str, to: &str| {
        assert!(CONTENT.contains(from), "{from}");
        CONTENT.replace(from, to)
    };
    let rubric = |from: &str, to: &str| {
        assert!(RUBRIC.contains(from), "{from}");
        RUBRIC.replace(from, to)
    };
    let (md, toml) = ("content/plan.md", "rubrics/plan.toml");
    vec![
        (
            md,
            content("id = 'plan'", "id = 'plane'"),
            &[
                "content/plan.md:2:6: `id`: is `plane` in a file named for `plan` [id-mismatch]",
                "write `id = \"plan\"` or rename",
            ],
        ),
        (md, content("id = 'plan'\n", ""), &["`id`: is missing [missing-field]"]),
        (md, content("title = 'A plan'\n", ""), &["`title`: is missing [missing-field]"]),
        (md, content("'A plan'", "' '"), &["content/plan.md:3:9: `title`: is blank [bad-value]"]),
        (
            md,
            content("'technical'", "'tecnical'"),
            &["content/plan.md:4:8: `kind`: `tecnical` is no kind [bad-value]", "did you mean `technical`?"],
        ),
        (
            md,
            content("'easy'", "'trivial'"),
            &[
                "content/plan.md:5:14: `difficulty`: `trivial` is no difficulty",
                "write one of easy, medium, hard",
            ],
        ),
        (
            md,
            content("['planning']", "'planning'"),
            &["content/plan.md:6:8: `tags`: must be a list of texts, not a string [wrong-type]"],
        ),
        (
            md,
            content("['planning']", "['planning', 3]"),
            &["`tags[1]`: must be a text, not an integer [wrong-type]"],
        ),
        (
            md,
            content("tags = ", "tag = "),
            &["content/plan.md:6:1: `tag`: no such field [unknown-field]", "did you mean `tags`?"],
        ),
        (
            md,
            content("tags = ", "weight = 1\ntags = "),
            &["content/plan.md:6:1: `weight`: no such field", "known here are `id`, `title`"],
        ),
        (md, content("title = 'A plan'", "title = 'A plan"), &["content/plan.md:3:", "[syntax]"]),
        (
            md,
            content("title = 'A plan'", "title = 'A plan'\ntitle = 'B'"),
            &["content/plan.md:4:1:", "[syntax]"],
        ),
        (
            md,
            content("+++\nid", "---\nid"),
            &["content/plan.md: has no front matter [syntax]", "start the file with a line `+++`"],
        ),
        (md, CONTENT.replacen("\n+++\n", "\n", 1), &["content/plan.md: has no front matter [syntax]"]),
        (
            md,
            content("## Question", "## Qestion"),
            &[
                "content/plan.md:9:1: `## Qestion`: no such section [unknown-field]",
                "did you mean `## Question`?",
                "`## Question`: is missing",
            ],
        ),
        (
            md,
            content("Why make a plan?", "Why?\n\n## Question\n\nWhy not?"),
            &["content/plan.md:13:1: `## Question`: stands twice [duplicate]"],
        ),
        (
            md,
            content("Why make a plan?", ""),
            &["content/plan.md:9:1: `## Question`: is an empty section [bad-value]"],
        ),
        (md, content("## Question", "Stray words.\n\n## Question"), &["no such section"]),
        (
            md,
            content("## Question", "# Title\n\nWords.\n\n## Question"),
            &["content/plan.md:9:1: `## Title`: no such section"],
        ),
        (
            md,
            CONTENT[..CONTENT.find("## Reference").unwrap_or(0)].to_owned(),
            &["`## Reference answer`: is missing [missing-field]"],
        ),
        (md, String::new(), &["content/plan.md: has no front matter"]),
        (
            "content/lonely.md",
            content("'plan'", "'lonely'"),
            &["content/lonely.md: has no rubric `rubrics/lonely.toml` [id-mismatch]"],
        ),
        (
            "rubrics/lonely.toml",
            rubric("'plan'", "'lonely'"),
            &["rubrics/lonely.toml: has no question `content/lonely.md` [id-mismatch]"],
        ),
        (toml, String::new(), &["rubrics/plan.toml:1:1: `id`: is missing", "needs 1 to 100 signals"]),
        (toml, "id = 'plan'\n".into(), &["rubrics/plan.toml", "`signals`", "needs 1 to 100 signals"]),
        (
            toml,
            rubric("id = 'plan'", "id = 'plant'"),
            &["rubrics/plan.toml:1:6: `id`: is `plant` in a file named for `plan`"],
        ),
        (
            toml,
            rubric("weight = 2", "weight = nan"),
            &[
                "rubrics/plan.toml:6:10: `signals[0].weight`: NaN is no weight [bad-value]",
                "write a number from 0 to 1000",
            ],
        ),
        (
            toml,
            rubric("weight = 2", "weight = -1"),
            &["rubrics/plan.toml:6:10: `signals[0].weight`: -1 is no weight"],
        ),
        (toml, rubric("weight = 2", "weight = inf"), &["`signals[0].weight`: inf is no weight"]),
        (toml, rubric("weight = 2", "weight = 1001"), &["`signals[0].weight`: 1001 is no weight"]),
        (
            toml,
            rubric("weight = 2", "weight = '2'"),
            &["rubrics/plan.toml:6:10: `signals[0].weight`: must be a number, not a string [wrong-type]"],
        ),
        (
            toml,
            rubric("weight = 2", "weight = 0").replace("keywords = [['order'", "weight = 0.0\nkeywords = [['order'"),
            &["`signals`: every weight is zero", "give at least one signal a weight above 0"],
        ),
        (
            toml,
            rubric("id = 'order'", "id = 'risks'"),
            &["rubrics/plan.toml:10:6: `signals[1].id`", "[duplicate]"],
        ),
        (
            toml,
            rubric("id = 'order'", "id = 'The Order'"),
            &["rubrics/plan.toml:10:6: `signals[1].id`: `The Order` is no id [bad-value]", "single hyphens"],
        ),
        (
            toml,
            rubric("statement = 'A plan names the risks early'\n", ""),
            &["`signals[0].statement`: is missing"],
        ),
        (
            toml,
            rubric("statement = 'A plan names", "statment = 'A plan names"),
            &["rubrics/plan.toml:5:1: `signals[0].statment`: no such field", "did you mean `statement`?"],
        ),
        (
            toml,
            rubric("weight = 2", "required = 'yes'"),
            &["rubrics/plan.toml:6:12: `signals[0].required`: must be `true` or `false`, not a string"],
        ),
        (
            toml,
            rubric("[['risk', 'danger'], ['early', 'in advance']]", "['risk', 'danger']"),
            &["`signals[0].keywords[0]`: must be a list of texts, not a string"],
        ),
        (
            toml,
            rubric("['early', 'in advance']", "[]"),
            &["rubrics/plan.toml:7:33: `signals[0].keywords[1]`: is a group without terms"],
        ),
        (
            toml,
            rubric("'danger'", "'RISK'"),
            &["rubrics/plan.toml:7:22: `signals[0].keywords[0]`: `RISK` stands twice [duplicate]"],
        ),
        (toml, rubric("'danger'", "'...'"), &["`signals[0].keywords[0]`: `...` has nothing to match"]),
        (toml, rubric("'danger'", "''"), &["`signals[0].keywords[0][1]`: is blank"]),
        (
            toml,
            rubric("weight = 2", "examples = 'One.'"),
            &["`signals[0].examples`: must be a list of texts"],
        ),
        (
            toml,
            rubric("feedback = 'A plan shows the order.'\n", ""),
            &["`signals[1].red_flags[0].feedback`: is missing"],
        ),
        (
            toml,
            rubric("feedback = ", "correction = ''\nfeedback = "),
            &["`signals[1].red_flags[0].correction`: no such field"],
        ),
        (
            toml,
            rubric("[[signals.red_flags]]", "[signals.red_flags]"),
            &["`signals[1].red_flags`: must be a list of tables (`[[signals[1].red_flags]]`), not a table"],
        ),
        (
            toml,
            format!("{RUBRIC}\n[[contrasts]]\nsides = [['plan']]\n"),
            &["`contrasts[0].sides`: needs two sides or more"],
        ),
        (
            toml,
            format!("{RUBRIC}\n[[contrasts]]\nsides = [['plan'], []]\n"),
            &["`contrasts[0].sides[1]`: names nothing"],
        ),
        (
            toml,
            format!("{RUBRIC}\n[[contrasts]]\nsides = [['plan'], ['Plan']]\n"),
            &["`contrasts[0].sides[1]`: `Plan` stands in `contrasts[0].sides[0]` too"],
        ),
        (
            toml,
            format!("{RUBRIC}\n[[contrast]]\n"),
            &["`contrast`: no such field", "did you mean `contrasts`?"],
        ),
        (
            toml,
            rubric("[[signals]]\nid = 'risks'", "[[signals]\nid = 'risks'"),
            &["rubrics/plan.toml:3:", "[syntax]"],
        ),
    ]
}

#[test]
fn every_mistake_in_a_bank_is_named_with_file_line_field_and_mend() {
    for (file, text, parts) in mistakes() {
        let bank = SmallBank::new();
        bank.write(file, &text);
        let run = bank.run(&["list"]);
        assert_eq!(run.code, 2, "this is taken for sound:\n{text}");
        let message = run.refused();
        says(&message, parts);
        says(&message, &["gradus: the bank has ", "mistake"]);
    }
}

#[test]
fn the_small_bank_is_sound_before_it_is_broken() {
    let grade = SmallBank::new()
        .run(&[
            "grade",
            "plan",
            "--model",
            "none",
            "--text",
            "A plan names the risks early.",
            "--format",
            "json",
        ])
        .json();
    assert_eq!(grade["signals"][0]["verdict"], "met");
}

#[test]
fn all_mistakes_of_all_files_are_named_at_once() {
    let bank = SmallBank::new();
    bank.write("content/plan.md", CONTENT.replace("'technical'", "'x'").replace("'easy'", "'y'"));
    bank.write("rubrics/plan.toml", RUBRIC.replace("weight = 2", "weight = -2").replace("feedback", "fedback"));
    bank.write("content/second.md", "nothing");
    for verb in [&["list"][..], &["show", "plan"], &["search", "plan"], &["grade", "plan", "--text", "x"]] {
        let message = bank.run(verb).refused();
        says(
            &message,
            &[
                "the bank has 7 mistakes:\n",
                "content/plan.md:4:8: `kind`",
                "content/plan.md:5:14: `difficulty`",
                "rubrics/plan.toml:6:10: `signals[0].weight`",
                "`signals[1].red_flags[0].fedback`: no such field [unknown-field]; did you mean `feedback`?",
                "`signals[1].red_flags[0].feedback`: is missing",
                "content/second.md: has no front matter",
                "content/second.md: has no rubric `rubrics/second.toml`",
            ],
        );
        assert_eq!(message.lines().count(), 8, "{message}");
    }
}

#[test]
fn a_bank_that_cannot_be_read_is_an_error() {
    let bank = SmallBank::new();
    let says_folder = |folder: &Path| {
        let message = run_with(gradus().arg("list").arg("--bank").arg(folder)).refused();
        says(&message, &["cannot read the bank `", "give a folder that holds `content/` and `rubrics/`"]);
        message
    };
    says(&says_folder(Path::new("/nowhere/at/all")), &["/nowhere/at/all/content"]);
    says_folder(&bank.path().join("rubrics"));
    says_folder(&bank.path().join("rubrics/plan.toml"));
    fs::remove_dir_all(bank.path().join("rubrics")).expect("it can be removed");
    says(&says_folder(bank.path()), &["rubrics"]);
    fs::write(bank.path().join("rubrics"), "a file").expect("it can be written");
    says(&says_folder(bank.path()), &["rubrics"]);
}

#[test]
fn a_file_of_a_bank_that_cannot_be_read_is_named() {
    let bank = SmallBank::new();
    fs::create_dir(bank.path().join("content/folder.md")).expect("a folder");
    bank.write("content/latin.md", b"+++\nid = 'latin'\ntitle = 'caf\xe9'\n");
    fs::File::create(bank.path().join("content/huge.md"))
        .and_then(|f| f.set_len((4 << 20) + 1))
        .expect("it can be written");
    let message = bank.run(&["list"]).refused();
    says(
        &message,
        &[
            "content/folder.md: cannot be read: ",
            "content/latin.md: is not UTF-8 at byte 29 [unreadable]",
            "content/huge.md: is 4194305 bytes long; a file of a bank has 4194304 at most [unreadable]",
        ],
    );
}

#[test]
fn an_empty_bank_is_an_error() {
    let bank = SmallBank::new();
    fs::remove_file(bank.path().join("content/plan.md")).expect("it can be removed");
    fs::remove_file(bank.path().join("rubrics/plan.toml")).expect("it can be removed");
    says(&bank.run(&["list"]).refused(), &["content: holds no questions", "docs/authoring.md"]);
}

#[test]
fn files_that_are_no_questions_are_left_alone() {
    let bank = SmallBank::new();
    for name in [
        "content/README",
        "content/plan.md~",
        "content/.plan.md.swp",
        "rubrics/notes.txt",
        "other/plan.md",
    ] {
        bank.write(name, "anything");
    }
    assert_eq!(bank.run(&["list"]).ok().lines().count(), 1);
}

/// The folder of the shipped model, each of its files a link, to be broken.
struct Model(tempfile::TempDir);

/// The files that decide a model's vectors.
const MODEL_FILES: [&str; 5] = ["config.json", "modules.json", "1_Pooling/config.json", "tokenizer.json", "model.safetensors"];

impl Model {
    fn new() -> Self {
        let model = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(model.0.path().join("1_Pooling")).expect("a folder");
        for name in MODEL_FILES {
            fs::copy(shipped(name), model.0.path().join(name)).expect("it can be copied");
        }
        model
    }

    fn without(self, name: &str) -> Self {
        fs::remove_file(self.0.path().join(name)).expect("it is there");
        self
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.path().join(name), bytes).expect("it can be written");
        self
    }

    /// Sets a field of a JSON file.
    fn set(self, name: &str, field: &str, value: Value) -> Self {
        let text = fs::read_to_string(self.0.path().join(name)).expect("it can be read");
        let mut json: Value = serde_json::from_str(&text).expect("it is JSON");
        json[field] = value;
        self.with(name, json.to_string())
    }

    fn run(&self) -> crate::support::Run {
        run_with(
            gradus()
                .args(["grade", ID, "--text", "Lasso is sparse.", "--format", "json", "--model"])
                .arg(self.0.path()),
        )
    }
}

fn shipped(name: &str) -> std::path::PathBuf {
    root().join("model/all-MiniLM-L6-v2").join(name)
}

#[test]
fn a_model_from_a_folder_grades_and_the_reader_is_told_that_it_has_no_calibration() {
    let grade = Model::new().run().json();
    assert!(warning(&grade, "uncalibrated-model").is_some());
    assert_eq!(warning(&grade, "keywords-only"), None);
    assert_eq!(grade["signature"]["model"]["hash"].as_str().map(str::len), Some(16));
}

#[test]
fn a_model_without_one_of_its_files_is_refused_by_the_name_of_the_file() {
    for name in MODEL_FILES {
        let message = Model::new().without(name).run().refused();
        says(&message, &[&format!("has no `{name}`")]);
        let mend = if name == "model.safetensors" {
            "only safetensors are read"
        } else {
            "copy it whole"
        };
        says(&message, &[mend]);
    }
}

#[test]
fn a_model_that_is_not_there_is_refused() {
    let empty = tempfile::tempdir().expect("a folder");
    for folder in [empty.path(), Path::new("/nowhere/at/all"), Path::new("None")] {
        let message = run_with(gradus().args(["grade", ID, "--text", "x", "--model"]).arg(folder)).refused();
        says(&message, &["modules.json"]);
    }
    let file = shipped("config.json");
    says(
        &run_with(gradus().args(["grade", ID, "--text", "x", "--model"]).arg(file)).refused(),
        &["config.json/modules.json"],
    );
}

#[test]
fn a_damaged_model_is_refused_by_file_and_place_with_what_to_do() {
    const WHOLE: &str = "is not a whole safetensors file";
    let weights = fs::read(shipped("model.safetensors")).expect("it can be read");
    let config = fs::read_to_string(shipped("config.json")).expect("it can be read");
    let pooling = "1_Pooling/config.json";
    let cases: Vec<(Model, &[&str])> = vec![
        (
            Model::new().with("model.safetensors", &weights[..weights.len() / 2]),
            &["`model.safetensors`", WHOLE, "fetch the file again"],
        ),
        (Model::new().with("model.safetensors", &weights[..100]), &["`model.safetensors`", WHOLE]),
        (Model::new().with("model.safetensors", ""), &["`model.safetensors`", WHOLE]),
        (Model::new().with("model.safetensors", [0xff; 64]), &["`model.safetensors`", WHOLE]),
        (
            Model::new().with("config.json", &config[..config.len() / 2]),
            &["`config.json`", "is not valid JSON", "line", "fetch the file again"],
        ),
        (Model::new().with("config.json", "[]"), &["config.json", "does not hold a JSON object"]),
        (Model::new().with("modules.json", "{}"), &["modules.json", "not implemented"]),
        (
            Model::new().with("tokenizer.json", "{}"),
            &["`tokenizer.json`", "cannot be used", "fetch the file that belongs to this model"],
        ),
        (Model::new().with("tokenizer.json", "[1"), &["`tokenizer.json`", "cannot be used"]),
        (
            Model::new().set("config.json", "model_type", json!("roberta")),
            &["`model_type` in `config.json` is `roberta`", "choose a model with `model_type` `bert`"],
        ),
        (
            Model::new().set("config.json", "hidden_size", json!(0)),
            &["`hidden_size` in `config.json` is 0, not a size"],
        ),
        (
            Model::new().set("config.json", "hidden_size", json!("384")),
            &["`hidden_size` in `config.json`", "not a size"],
        ),
        (
            Model::new().set("config.json", "num_attention_heads", json!(7)),
            &["`num_attention_heads`", "does not divide `hidden_size` 384"],
        ),
        (Model::new().set("config.json", "hidden_size", json!(768)), &["768"]),
        (
            Model::new().set("config.json", "num_hidden_layers", json!(7)),
            &["weight `", "encoder.layer.6", "use the weights that belong to this `config.json`"],
        ),
        (Model::new().set("config.json", "vocab_size", json!(10)), &["embeddings.word_embeddings.weight"]),
        (Model::new().set("config.json", "max_position_embeddings", json!(1)), &["position"]),
        (
            Model::new().set("config.json", "hidden_act", json!("silu")),
            &["`hidden_act` in `config.json` is `silu`"],
        ),
        (
            Model::new().set("config.json", "layer_norm_eps", Value::Null),
            &["`layer_norm_eps` in `config.json` is missing"],
        ),
        (
            Model::new().with(pooling, r#"{"word_embedding_dimension": 384, "pooling_mode_max_tokens": true}"#),
            &["1_Pooling/config.json", "pooling_mode_max_tokens", "choose a model with mean or cls pooling"],
        ),
        (
            Model::new().with(
                pooling,
                r#"{"word_embedding_dimension": 384, "pooling_mode_mean_tokens": true, "pooling_mode_cls_token": true}"#,
            ),
            &["1_Pooling/config.json", "mean or cls pooling"],
        ),
        (
            Model::new().with(pooling, r#"{"word_embedding_dimension": 384}"#),
            &["1_Pooling/config.json", "`pooling_mode`", "is missing"],
        ),
        (
            Model::new().with(
                "modules.json",
                r#"[{"type": "Transformer", "path": ""}, {"type": "Pooling", "path": "1_Pooling"}, {"type": "Dense", "path": "2_Dense"}]"#,
            ),
            &["modules.json", "Dense"],
        ),
        (
            Model::new().with(
                "modules.json",
                r#"[{"type": "Transformer", "path": ""}, {"type": "Pooling", "path": "../1_Pooling"}]"#,
            ),
            &["modules.json", "leaves the model's folder"],
        ),
    ];
    for (model, parts) in cases {
        says(&model.run().refused(), parts);
    }
}

#[test]
fn a_bad_model_is_refused_before_anything_is_printed_and_a_bad_question_before_the_model_is_loaded() {
    says(
        &run(&["grade", "no-such-question", "--text", "x", "--model", "/nowhere"]).refused(),
        &["no question has the id"],
    );
}
