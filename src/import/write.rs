//! An import as the files of a bank.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};

use super::model::{Import, Question};
use super::plain::plain;
use super::words::kebab;
use crate::bank::{self, File, LARGEST_FILE, SCHEMA_LINE, format_content};
use crate::rubric::format_rubric;

/// The two files of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// Which question: its place in [`Import::questions`].
    pub question: usize,
    /// Its id, which names both files.
    pub id: String,
    /// `content/<id>.md`.
    pub content: String,
    /// `rubrics/<id>.toml`.
    pub rubric: String,
}

/// A question that a bank would not load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which question: its place in [`Import::questions`].
    pub question: usize,
    /// What the bank says of it.
    pub reason: String,
}

/// What a bank is to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Questions with their files, which were read back by the bank's own parser.
    pub entries: Vec<Files>,
    /// Questions that it does not take. None is known that it should not take: each is a fault of the importer.
    pub refused: Vec<Refused>,
}

/// The files of a bank that holds what of `import` a bank can hold. Each was laid out and read back, so that a bank of them loads.
#[must_use]
pub fn plan(import: &Import) -> Plan {
    let mut plan = Plan::default();
    for (index, question) in import.questions.iter().enumerate().filter(|(_, q)| q.is_importable()) {
        let (content, rubric) = (content(question), rubric(question));
        // What cannot be laid out cannot be read either, and reading says why.
        let files = Files {
            question: index,
            id: question.id.clone(),
            content: format_content(&content).unwrap_or(content),
            rubric: format_rubric(&rubric).unwrap_or(rubric),
        };
        match problem(&files) {
            None => plan.entries.push(files),
            Some(reason) => plan.refused.push(Refused { question: index, reason }),
        }
    }
    plan
}

/// Why a bank would not load the files.
fn problem(files: &Files) -> Option<String> {
    let file = |folder: &str, ending: &str, text: &str| File {
        name: format!("{folder}/{}.{ending}", files.id),
        id: files.id.clone(),
        text: text.to_owned(),
    };
    let pair = bank::Files::of_one(file("content", "md", &files.content), file("rubrics", "toml", &files.rubric));
    let long = [&files.content, &files.rubric].into_iter().find(|t| t.len() as u64 > LARGEST_FILE);
    if let Some(text) = long {
        return Some(format!("it is {} bytes long; a file of a bank has {LARGEST_FILE} at most", text.len()));
    }
    let (_, found) = pair.read();
    found.first().map(ToString::to_string)
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A text on one line, as a TOML string.
fn line(text: &str) -> String {
    quoted(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text that can stand in a comment: on one line, and without control characters, which TOML forbids there.
fn on_one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|t| line(t)).collect::<Vec<_>>().join(", "))
}

fn content(q: &Question) -> String {
    let mut out = format!("+++\n# imported from {}:{}-{}\n", on_one_line(&q.file), q.lines.0, q.lines.1);
    for guess in &q.guessed {
        let _ = writeln!(out, "# guessed: {}", guess.words());
    }
    let stem = q.file.rsplit(['/', '\\']).next().unwrap_or(&q.file);
    let stem = stem.rsplit_once('.').map_or(stem, |(s, _)| s);
    let place = q.number.map_or_else(|| format!("{stem}:{}", q.lines.0), |n| format!("{stem}#{n}"));
    for (name, value) in [
        ("id", quoted(&q.id)),
        ("title", line(&q.title)),
        ("kind", quoted(q.kind.name())),
        ("difficulty", quoted(q.difficulty.name())),
        ("tags", list(&q.tags)),
        ("covers", list(&[place])),
    ] {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{name} = {value}");
    }
    out.push_str("+++\n");
    section(&mut out, "Question", &q.text);
    for answer in &q.answers {
        section(&mut out, "Reference answer", answer);
    }
    out
}

fn section(out: &mut String, heading: &str, text: &str) {
    let _ = write!(out, "\n## {heading}\n\n{}\n", contained(text));
}

/// `text` so that it stays within its section: headings start at the third level, and nothing is left open. A text that resists is fenced.
fn contained(text: &str) -> String {
    let text = text.trim();
    let lowered = lowered(text);
    let closed = closed(&lowered);
    if stays_inside(&closed) {
        return closed;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2);
    let fence = "`".repeat(longest + 1);
    format!("{fence}\n{text}\n{fence}")
}

/// Whether a heading after `text` is still one, and `text` has none of the first two levels.
fn stays_inside(text: &str) -> bool {
    let probe = "End of the section";
    let whole = format!("{text}\n\n## {probe}\n");
    let mut tops = Parser::new(&whole).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1 | HeadingLevel::H2,
            ..
        }) => Some(range.start),
        _ => None,
    });
    tops.next().is_some_and(|at| at >= text.len()) && tops.next().is_none()
}

/// Headings of the first two levels lowered to the third and fourth.
fn lowered(text: &str) -> String {
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let Event::Start(Tag::Heading {
            level: level @ (HeadingLevel::H1 | HeadingLevel::H2),
            ..
        }) = event
        else {
            continue;
        };
        let heading = &text[range.clone()];
        let marks = heading.bytes().take_while(|b| *b == b'#').count();
        if marks > 0 {
            edits.push((range.start, range.start + marks, "#".repeat(marks + 2)));
        } else if let Some((words, _)) = heading.trim_end().rsplit_once('\n') {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            edits.push((
                range.start,
                range.start + heading.trim_end().len(),
                format!("{} {words}", "#".repeat(level as usize + 2)),
            ));
        }
    }
    let mut out = String::with_capacity(text.len() + edits.len() * 2);
    let mut at = 0;
    for (start, end, new) in edits {
        out.push_str(&text[at..start]);
        out.push_str(&new);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// `text` with its last fence closed, if it was left open.
fn closed(text: &str) -> String {
    if stays_inside(text) { text.to_owned() } else { format!("{text}\n```") }
}

fn rubric(q: &Question) -> String {
    let mut out = String::from(SCHEMA_LINE);
    if !q.red_flags.is_empty() {
        out.push_str("# The source has red flags, but does not say which signal each contradicts. Write each below its signal, as [[signals.red_flags]]:\n");
    }
    for flag in &q.red_flags {
        let _ = writeln!(out, "# - {}", on_one_line(flag));
    }
    let _ = writeln!(out, "id = {}", quoted(&q.id));
    let mut ids = BTreeSet::new();
    for (i, statement) in q.signals.iter().enumerate() {
        let base = signal_id(statement, i + 1);
        let mut id = base.clone();
        let mut n = 1;
        while !ids.insert(id.clone()) {
            n += 1;
            id = format!("{base}-{n}");
        }
        let _ = write!(out, "\n[[signals]]\nid = {}\nstatement = {}\n", quoted(&id), line(statement));
    }
    out
}

/// Longest id of a signal, in bytes.
const LONGEST_ID: usize = 40;

fn signal_id(statement: &str, number: usize) -> String {
    let id = kebab(&plain(statement), LONGEST_ID);
    if id.is_empty() { format!("signal-{number}") } else { id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_in_their_sections() {
        assert_eq!(contained("# A\n\n```\n# code\n```\n\nB\n---\n"), "### A\n\n```\n# code\n```\n\n#### B");
        for text in [
            "```\nopen",
            "<!-- open",
            "> ## quoted",
            "- a\n  ## b",
            "<pre>\nopen",
            "a\n===",
            "````\n```\nx",
            "~~~\nopen",
        ] {
            assert!(stays_inside(&contained(text)), "{text}: {}", contained(text));
        }
    }

    #[test]
    fn strings_are_quoted() {
        let value: toml::Table = format!("x = {}", line("a \"b\" \\ '\n' \u{7}")).parse().unwrap();
        assert_eq!(value["x"].as_str(), Some("a \"b\" \\ ' ' \u{7}"));
    }
}
