//! Broken banks: every mistake has a message that says file, line, field and mend.

use std::fs;
use std::path::Path;

use crate::support::{CONTENT, RUBRIC, SmallBank, gradus, run_with, says};

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
    assert_eq!(bank.run(&["list", "--format", "json"]).json().as_array().map(Vec::len), Some(1));
}
