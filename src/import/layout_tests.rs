//! Documents in layouts that people use: what is read of them, and that each line has a fate.

use super::check_tests::{check_fates, check_files};
use super::{Fate, Import, Source, read};
use crate::bank::Kind;

fn import(name: &str, text: &str) -> Import {
    read(&[Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }])
}

/// Question, answers, signals.
fn summary(import: &Import) -> Vec<(&str, Vec<&str>, Vec<&str>)> {
    import
        .questions
        .iter()
        .map(|q| {
            (
                q.text.as_str(),
                q.answers.iter().map(String::as_str).collect(),
                q.signals.iter().map(String::as_str).collect(),
            )
        })
        .collect()
}

fn texts(import: &Import) -> Vec<&str> {
    import.questions.iter().map(|q| q.text.as_str()).collect()
}

fn answers(import: &Import) -> Vec<&str> {
    import.questions.iter().map(|q| q.answers.first().map_or("", String::as_str)).collect()
}

/// Every document of this file, by layout.
const DOCUMENTS: [(&str, &str); 16] = [
    ("numbered-bold.md", NUMBERED_BOLD),
    ("key-points.md", KEY_POINTS),
    ("labelled.txt", LABELLED),
    ("details.md", DETAILS),
    ("heading-in-list.md", HEADING_IN_LIST),
    ("choice.md", CHOICE),
    ("key.txt", KEY),
    ("setext.md", SETEXT),
    ("table.md", TABLE),
    ("fields.txt", FIELDS),
    ("scraped.txt", SCRAPED),
    ("nested.md", NESTED),
    ("bullets.md", BULLETS),
    ("topic.md", TOPIC),
    ("contents.md", CONTENTS),
    ("prompts.md", PROMPTS),
];

const NUMBERED_BOLD: &str = "# Guide\n\n## Behavioral Questions\n\n1. **Tell me of a failure.**\n   - **Answer**: Own it.\n     Then say what changed.\n\n2. **What motivates you?**\n   - **Answer**:\n     - work\n     - people\n\n## System Design\n\n1. **Design a cache.**\n   - **Answer Approach**:\n     - **Eviction**: LRU\n     - **Scoring**: by use\n\n---\n\n## Summary\n\nThat was all.\n";

const KEY_POINTS: &str = "## Technical\n\n**1. What is a tree?**\n\n- nodes and edges\n- no cycles\n\n**2. Explain hashing.**\n\n- buckets\n- collisions\n\n## Coding\n\n**1. Implement a stack**\n\n```python\nclass Stack:\n    # Keeps the items\n    def push(self, x): ...\n```\n\n## Solutions\n\n### Technical Solutions\n\n**1. Hashing Explanation:**\n\nA hash maps keys to buckets.\n\n1. Compute\n2. Look up\n";

const LABELLED: &str = "Statistics\n\nQ: What is a p-value?\nA: A tail probability.\n\nQ: What does a\nconfidence interval mean?\nA: It covers the truth\nin a share of samples.\n\nQ: Why the median?\n";

const DETAILS: &str = "# JS\n\n<details>\n<summary><b>1. What is a closure?</b></summary>\n\nA function with its scope.\n\n```js\n## no heading\n```\n\n</details>\n\n<details><summary>2. Explain hoisting</summary>Declarations move up.</details>\n\n**[Back to top](#js)**\n";

const HEADING_IN_LIST: &str = "# React\n\n## Table of Contents\n\n1. [What is React?](#a)\n2. [What is JSX?](#b)\n\n## Core\n\n1. ### What is React?\n\n   A library.\n\n   1. Virtual DOM\n   2. One-way flow\n\n2. ### What is JSX?\n\n   A syntax.\n";

const CHOICE: &str = "**1. Which planet is largest?**\n\nA) Earth\nB) Jupiter\n\n**Correct answer:** B\n\n**Explanation:** It has the most mass.\n\n**2. Which is prime?**\n\n- [ ] 4\n- [x] 7\n";

const KEY: &str = "PART 1: QUESTIONS\n\n1. What is the capital of France?\n   a) Paris\n   b) Rome\n2. What is 2 + 2?\n   a) 3\n   b) 4\n3. Which gas do plants take in?\n   a) Oxygen\n   b) Carbon dioxide\n\nANSWER KEY\n\n1. a\n2. b\n3. b\n";

const SETEXT: &str = "Databases\n=========\n\nWhat is an index?\n-----------------\n\nIt speeds up lookups.\n\n### Key points\n\n- lookups\n- space\n\nWhat is a view?\n---------------\n\nA stored query.\n";

const TABLE: &str = "# Net\n\n| # | Question | Answer | Level |\n|---|---|---|---|\n| 1 | What is TCP? | An ordered stream. | Easy |\n| 2 | What is UDP? | Datagrams. | Hard |\n";

const FIELDS: &str = "Question: What is entropy?\nAnswer: A measure of uncertainty.\nDifficulty: Easy\nTags: information-theory\n\nQuestion: What is KL divergence?\nAnswer: A measure of difference.\nDifficulty: Hard\nTags: information-theory, statistics\n";

const SCRAPED: &str = "Interview Questions\nWhat is boosting? - A, B Interview Question\nDifficulty: π‘ Medium | Tags: Trees, Ensembles | Asked by: A, B\nView Answer\nModels in sequence.\n| a | b |\n|---|---|\n| 1 | 2 |\nimport x\n# Fit it\nm = x.fit(a, b)\nInterviewer's Insight\nWhat they're testing: Depth.\nStrong answer signals:\n- Says sequential\n- Knows learning rate\nBagging - C Interview Question\nDifficulty: Hard | Tags: Trees | Asked by: C\nQuestion: What is bagging?\nView Answer\nModels in parallel.\nInterviewer's Insight\n- \"Bootstrap samples\"\nSee also our other pages\n- Page one\n";

const NESTED: &str = "# Bank\n\n## Part I\n\n#### 1.1 What is overfitting?\n\n##### Answer\n\nFitting noise.\n\n##### Red flags\n\n* Calls it bias\n\n#### 1.2 What is underfitting?\n\n##### Answer\n\nToo simple a model.\n";

const BULLETS: &str = "## Python\n\n- What is the GIL?\n  - A lock for bytecode.\n- How are dictionaries ordered?\n  - By insertion.\n- Why use generators?\n  - They save memory.\n";

const TOPIC: &str =
    "---\ntitle: Dropout\ntags: [deep-learning]\ndifficulty: hard\n---\n\n# What is dropout?\n\nUnits are set to zero. It reduces co-adaptation.\n";

const CONTENTS: &str = "# Bank\n\n1. What is a map?\n2. What is a tree?\n3. What is a graph?\n\n## What is a map?\n\nKeys to values.\n\n## What is a tree?\n\nNo cycles.\n\n## What is a graph?\n\nNodes.\n";

const PROMPTS: &str = "## Question 1\n\nExplain clipping.\n\n**Sample Answer:**\n\nIt bounds the norm.\n\n**Evaluation criteria:**\n1. Names explosion\n2. Says what is cut\n\n---\n\n## Question 2\n\nWhat is decay?\n\n**Sample Answer:**\n\nIt shrinks weights.\n";

#[test]
fn numbered_bold_questions_in_sections() {
    let i = import("a.md", NUMBERED_BOLD);
    assert_eq!(texts(&i), ["Tell me of a failure.", "What motivates you?", "Design a cache."]);
    assert_eq!(
        answers(&i),
        [
            "Own it.\nThen say what changed.",
            "- work\n- people",
            "- **Eviction**: LRU\n- **Scoring**: by use"
        ]
    );
    assert_eq!(
        i.questions.iter().map(|q| q.kind).collect::<Vec<_>>(),
        [Kind::Behavioral, Kind::Behavioral, Kind::SystemDesign]
    );
    assert_eq!(i.files[0].left_out(), [(25, 25, "not recognised as part of a question")]);
}

#[test]
fn key_points_and_solutions_apart() {
    let i = import("a.md", KEY_POINTS);
    assert_eq!(texts(&i), ["What is a tree?", "Explain hashing.", "Implement a stack"]);
    assert_eq!(i.questions[0].signals, ["nodes and edges", "no cycles"]);
    assert_eq!(i.questions[1].answers, ["A hash maps keys to buckets.\n\n1. Compute\n2. Look up"]);
    assert_eq!(i.questions[2].kind, Kind::Coding);
    assert_eq!(
        i.questions[2].signals,
        ["Defines the class Stack", "Keeps the items", "Defines the function push"]
    );
}

#[test]
fn labels_in_plain_text() {
    let i = import("a.txt", LABELLED);
    assert_eq!(texts(&i), ["What is a p-value?", "What does a confidence interval mean?", "Why the median?"]);
    assert_eq!(i.questions[1].answers, ["It covers the truth\nin a share of samples."]);
    assert_eq!(i.importable().count(), 2);
    assert!(i.notes.iter().any(|n| n.code == "no-answer" && n.line == 11));
}

#[test]
fn details_and_headings_in_lists() {
    let i = import("a.md", DETAILS);
    assert_eq!(texts(&i)[..2], ["What is a closure?", "Explain hoisting"]);
    assert_eq!(
        answers(&i)[..2],
        ["A function with its scope.\n\n```js\n## no heading\n```", "Declarations move up."]
    );
    let i = import("a.md", HEADING_IN_LIST);
    assert_eq!(texts(&i), ["What is React?", "What is JSX?"]);
    assert_eq!(answers(&i)[0], "A library.\n\n1. Virtual DOM\n2. One-way flow");
    assert_eq!(i.files[0].count(|f| *f == Fate::Contents), 3);
}

#[test]
fn multiple_choice() {
    let i = import("a.md", CHOICE);
    assert_eq!(
        answers(&i),
        ["B) Jupiter\n\nIt has the most mass.", "7"]
            .map(|a| a.replace("It has", "Explanation: It has"))
            .to_vec()
    );
    let i = import("a.txt", KEY);
    assert_eq!(answers(&i), ["A) Paris", "B) 4", "B) Carbon dioxide"]);
    assert!(i.questions[0].text.contains("b) Rome"));
}

#[test]
fn setext_tables_fields() {
    let i = import("a.md", SETEXT);
    assert_eq!(summary(&i)[0], ("What is an index?", vec!["It speeds up lookups."], vec!["lookups", "space"]));
    let i = import("a.md", TABLE);
    assert_eq!(answers(&i), ["An ordered stream.", "Datagrams."]);
    let i = import("a.txt", FIELDS);
    assert_eq!(answers(&i), ["A measure of uncertainty.", "A measure of difference."]);
    assert_eq!(i.questions[1].tags, ["information-theory", "statistics"]);
    assert_eq!(i.questions[1].difficulty.name(), "hard");
}

#[test]
fn a_scraped_page() {
    let i = import("a.txt", SCRAPED);
    let [first, second] = &i.questions[..] else { panic!("{:?}", texts(&i)) };
    assert!(
        first.answers[0].contains("```\nimport x\n# Fit it\nm = x.fit(a, b)\n```"),
        "{}",
        first.answers[0]
    );
    assert_eq!(first.signals, ["Says sequential", "Knows learning rate"]);
    assert_eq!(first.companies, ["A", "B"]);
    assert_eq!(first.notes, ["What they're testing: Depth."]);
    assert!(second.text.contains("What is bagging?") && second.heading.is_some());
    assert_eq!(second.signals, ["\"Bootstrap samples\""]);
    assert_eq!(i.files[0].left_out().len(), 1);
    assert!(i.notes.iter().any(|n| n.code == "mended"));
}

#[test]
fn nested_headings_bullets_topics_contents_prompts() {
    let i = import("a.md", NESTED);
    assert_eq!(summary(&i)[0].0, "What is overfitting?");
    assert_eq!(i.questions[0].red_flags, ["Calls it bias"]);
    assert_eq!(
        answers(&import("a.md", BULLETS)),
        ["- A lock for bytecode.", "- By insertion.", "- They save memory."]
    );
    let i = import("dropout.md", TOPIC);
    assert_eq!(
        (i.questions[0].title.as_str(), i.questions[0].difficulty.name(), i.questions[0].tags[0].as_str()),
        ("Dropout", "hard", "deep-learning")
    );
    let i = import("a.md", CONTENTS);
    assert_eq!(answers(&i), ["Keys to values.", "No cycles.", "Nodes."]);
    assert_eq!(i.files[0].count(|f| *f == Fate::Contents), 3);
    let i = import("a.md", PROMPTS);
    assert_eq!(texts(&i), ["Explain clipping.", "What is decay?"]);
    assert_eq!(i.questions[0].signals, ["Names explosion", "Says what is cut"]);
}

#[test]
fn lists_labels_and_names_inside() {
    let i = import(
        "a.md",
        "1. What is a compiler?\n\nIt has phases:\n\n1. Lexing. Splits it.\n2. Parsing. Builds a tree.\n\n2. What is a linker?\n\nIt joins files.\n",
    );
    assert_eq!(texts(&i), ["What is a compiler?", "What is a linker?"]);
    assert!(answers(&i)[0].ends_with("2. Parsing. Builds a tree."));
    let i = import(
        "a.md",
        "**What is clustering?**\n\nGrouping.\n\n**Methods:**\n- k-means\n\n**What is boosting?**\n\nA sum.\n\n**Why scale?**\n\nSo that units do not count.\n",
    );
    assert_eq!(texts(&i), ["What is clustering?", "What is boosting?", "Why scale?"]);
    let i = import(
        "a.md",
        "**Interviewer:** What is Go?\n\n**Candidate:** A language.\n\n**Interviewer:** Why Go?\n\n**Candidate:** It is small.\n",
    );
    assert_eq!(answers(&i), ["A language.", "It is small."]);
    let i = import(
        "a.txt",
        "CHAPTER 1\n\nQuestion No. 1\nWhat is paging?\nAnswer:\nIt maps.\n\nQuestion No. 2\nWhat is an inode?\nAnswer:\nA record.\n",
    );
    assert_eq!(texts(&i), ["What is paging?", "What is an inode?"]);
}

#[test]
fn a_question_of_another_shape_between_two_numbers() {
    let i = import("a.md", "1. **What is a?**\n\nA.\n\n2. What is b?\n\nB.\n\n3. **What is c?**\n\nC.\n");
    assert_eq!(texts(&i), ["What is a?", "What is b?", "What is c?"]);
}

#[test]
fn rows_in_and_out() {
    let csv = "question,answer,key points,difficulty\n\"What is x?\",\"X is, well,\nx.\",\"a; b\",easy\nWhat is y?,Y,,odd\n,stray,,\n";
    let i = import("a.csv", csv);
    assert_eq!(summary(&i)[0], ("What is x?", vec!["X is, well,\nx."], vec!["a", "b"]));
    assert!(i.notes.iter().any(|n| n.line == 4 && n.message.contains("write easy, medium or hard")));
    assert_eq!(i.files[0].left_out(), [(5, 5, "a row that cannot be read")]);
    assert!(import("a.csv", "a,b\n1,2\n").notes[0].message.contains("name one `question`"));
    let again = import("b.csv", &super::to_csv(&i));
    assert_eq!((texts(&again), &again.questions[0].signals), (texts(&i), &i.questions[0].signals));
    let again = import("b.jsonl", &super::to_jsonl(&i));
    assert_eq!((answers(&again), &again.questions[1].id), (answers(&i), &i.questions[1].id));
    let i = import("a.json", "{\"items\": [{\"prompt\": \"Why?\", \"signals\": [{\"statement\": \"s\"}]}]}");
    assert_eq!(summary(&i)[0], ("Why?", vec!["- s"], vec!["s"]));
}

#[test]
fn repeated_questions_are_one() {
    let i = import("a.md", "Q: What is x?\nA: This.\n\nQ: What is y?\nA: Y.\n\nQ: what is  X\nA: That.\n");
    assert_eq!(i.importable().count(), 2);
    assert_eq!(i.questions[0].answers, ["This.", "That."]);
    assert_eq!(i.questions[2].duplicate_of.as_deref(), Some("what-is-x"));
}

#[test]
fn every_line_has_a_fate_that_fits() {
    for (name, text) in DOCUMENTS {
        for (name, text) in [(name, text.to_owned()), (name, text.replace('\n', "\r\n")), (name, format!("\u{FEFF}{text}"))] {
            let i = import(name, &text);
            let plain = text.replace("\r\n", "\n").replace('\u{FEFF}', "");
            assert!(!i.questions.is_empty(), "{name}");
            check_fates(&i, &[(name, plain)]);
        }
    }
}

#[test]
fn broken_documents_do_no_harm() {
    for (name, text) in DOCUMENTS {
        // Cut anywhere, turned over, and with bytes gone.
        for cut in (0..text.len()).step_by(7) {
            let mut bytes = text.as_bytes()[cut..].to_vec();
            bytes.extend_from_slice(&text.as_bytes()[..cut / 2]);
            if cut % 2 == 0 {
                bytes[0] = 0xFF;
            }
            let i = read(&[Source { name: name.to_owned(), bytes }]);
            assert_eq!(i.files.len(), 1);
            check_files(&i);
        }
    }
    for text in [
        "",
        "\n",
        "[",
        "```",
        "# ",
        "1.",
        "|",
        "|a|\n|-|",
        "Q:",
        "- ",
        ">",
        "<",
        "\0\0",
        "\u{FEFF}",
        "---",
        "+++\n+++\n",
        "A)",
        "**",
        "Q1",
        "Answer:",
    ] {
        for name in ["a.md", "a.csv", "a.json", "a.jsonl", "a.tsv"] {
            let _ = import(name, text);
        }
    }
}
