//! One question: `content/<id>.md`.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use serde::Serialize;

use super::embedded;
use crate::rubric::{Code, Diagnostic, Glossary, Rubric, Signal, Sink, TableReader, read_document};
use crate::text::nearest;

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Knowledge of a subject.
    Technical,
    /// Code with its explanation.
    Coding,
    /// An account of what the candidate did.
    Behavioral,
    /// The design of a system.
    SystemDesign,
}

impl Kind {
    /// Every kind, in the order of lists.
    pub const ALL: [Self; 4] = [Self::Technical, Self::Coding, Self::Behavioral, Self::SystemDesign];

    /// The name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Technical => "technical",
            Self::Coding => "coding",
            Self::Behavioral => "behavioral",
            Self::SystemDesign => "system-design",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How hard a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difficulty {
    /// Everyone in the field knows it.
    Easy,
    /// A practitioner knows it.
    Medium,
    /// It takes depth.
    Hard,
}

impl Difficulty {
    /// Every level, in order.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    /// The name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

impl fmt::Display for Difficulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A question with its key.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// The name it is asked for by, in kebab-case.
    pub id: String,
    /// A short name for lists.
    pub title: String,
    /// What it asks for.
    pub kind: Kind,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Its topics.
    pub tags: Vec<String>,
    /// The items of source banks that it answers (`000#50`).
    pub covers: Vec<String>,
    /// What a source got wrong, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// The question, in Markdown.
    pub question: String,
    /// Answers that would earn full marks, in Markdown; never empty in a bank.
    pub references: Vec<String>,
    /// What a strong answer shows.
    pub rubric: Rubric,
    /// The glossary of its bank; the one that gradus comes with where absent.
    #[serde(skip)]
    pub glossary: Option<Arc<Glossary>>,
}

impl Entry {
    /// What means the same in its field.
    #[must_use]
    pub fn glossary(&self) -> &Glossary {
        self.glossary.as_deref().unwrap_or_else(|| embedded::glossary())
    }

    /// A question that stands in no bank, with signals and `references`, of which there may be none. `id` stands for its name.
    #[must_use]
    pub fn outside(id: &str, question: &str, references: &[String], signals: Vec<Signal>) -> Self {
        Self {
            id: id.to_owned(),
            title: id.to_owned(),
            kind: Kind::Technical,
            difficulty: Difficulty::Medium,
            tags: Vec::new(),
            covers: Vec::new(),
            correction: None,
            question: question.to_owned(),
            references: references.to_vec(),
            rubric: Rubric {
                id: id.to_owned(),
                contrasts: Vec::new(),
                signals,
            },
            glossary: None,
        }
    }
}

/// An entry before its rubric is there.
pub(super) struct Content {
    title: String,
    kind: Kind,
    difficulty: Difficulty,
    tags: Vec<String>,
    covers: Vec<String>,
    correction: Option<String>,
    question: String,
    references: Vec<String>,
}

impl Content {
    pub fn with_rubric(self, rubric: Rubric, glossary: Option<Arc<Glossary>>) -> Entry {
        Entry {
            id: rubric.id.clone(),
            title: self.title,
            kind: self.kind,
            difficulty: self.difficulty,
            tags: self.tags,
            covers: self.covers,
            correction: self.correction,
            question: self.question,
            references: self.references,
            rubric,
            glossary,
        }
    }
}

pub(super) const FENCE: &str = "+++";
pub(super) const QUESTION: &str = "Question";
pub(super) const REFERENCE: &str = "Reference answer";

/// Reads `content/<id>.md`.
///
/// # Errors
///
/// Every mistake in the file, in its order.
pub(super) fn parse(file: &str, source: &str, id: &str) -> Result<Content, Vec<Diagnostic>> {
    let Some((front, body)) = split_front_matter(source) else {
        let help = "start the file with a line `+++`, TOML, and a line `+++`";
        return Err(vec![Diagnostic::of_file(Code::Syntax, file, "has no front matter").with_help(help)]);
    };
    let mut sink = Sink::new(file, source, front.start);
    let document = read_document(&source[front.clone()], &mut sink);
    let mut root = TableReader::root(&document);
    root.id_of_file(id, &mut sink);
    let title = root.required_text("title", &mut sink).map(|(_, t)| t);
    let kind = one_of(&mut root, "kind", &Kind::ALL, Kind::name, &mut sink);
    let difficulty = one_of(&mut root, "difficulty", &Difficulty::ALL, Difficulty::name, &mut sink);
    let tags = root.texts("tags", &mut sink).into_iter().map(|(_, t)| t).collect();
    let covers = root.texts("covers", &mut sink).into_iter().map(|(_, t)| t).collect();
    let correction = root.text("correction", &mut sink).map(|(_, t)| t);
    root.finish(&mut sink);
    // Places in the body are given from the front matter's start, where the sink counts from.
    let body_at = |at: usize| body.start + at - front.start;
    let mut question = None;
    let mut references = Vec::new();
    for section in sections(&source[body.clone()]) {
        let span = body_at(section.heading.start)..body_at(section.heading.end);
        let text = source[body.clone()][section.body].trim().to_owned();
        let field = format!("## {}", section.title);
        match section.title.as_str() {
            _ if text.is_empty() => sink.report(Code::BadValue, span, &field, "is an empty section", None),
            QUESTION if question.is_some() => sink.report(Code::Duplicate, span, &field, "stands twice", None),
            QUESTION => question = Some(text),
            REFERENCE => references.push(text),
            other => {
                let near = nearest(other, [QUESTION, REFERENCE]);
                let help = near.first().map_or_else(
                    || "known are `## Question` and `## Reference answer`".to_owned(),
                    |n| format!("did you mean `## {n}`?"),
                );
                sink.report(Code::UnknownField, span, &field, "no such section", Some(help));
            }
        }
    }
    let end = body_at(source.len() - body.start);
    if question.is_none() {
        sink.report(Code::MissingField, end..end, "## Question", "is missing", None);
    }
    if references.is_empty() {
        sink.report(Code::MissingField, end..end, "## Reference answer", "is missing", None);
    }
    let found = sink.into_found();
    match (title, kind, difficulty, question) {
        (Some(title), Some(kind), Some(difficulty), Some(question)) if found.is_empty() => Ok(Content {
            title,
            kind,
            difficulty,
            tags,
            covers,
            correction,
            question,
            references,
        }),
        _ => Err(found),
    }
}

/// The bytes of the front matter's TOML and of the body behind it.
pub(super) fn split_front_matter(source: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut lines = source.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != FENCE {
        return None;
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        if line.trim_end() == FENCE {
            return Some((start..at, at + line.len()..source.len()));
        }
        at += line.len();
    }
    None
}

fn one_of<T: Copy>(root: &mut TableReader<'_, '_>, name: &'static str, all: &[T], name_of: fn(T) -> &'static str, sink: &mut Sink<'_>) -> Option<T> {
    let (span, text) = root.required_text(name, sink)?;
    let found = all.iter().copied().find(|v| name_of(*v) == text);
    if found.is_none() {
        let names: Vec<_> = all.iter().map(|v| name_of(*v)).collect();
        let help = match nearest(&text, names.iter().copied()).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of {}", names.join(", ")),
        };
        sink.report(Code::BadValue, span, name, format!("`{text}` is no {name}"), Some(help));
    }
    found
}

/// Where the parts of a question stand in its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContentPlaces {
    /// Bytes of the heading of the question.
    pub question: Range<usize>,
    /// Bytes of the heading of each reference answer.
    pub references: Vec<Range<usize>>,
}

/// Where the parts of the question in `source` stand.
#[must_use]
pub fn places(source: &str) -> ContentPlaces {
    let mut out = ContentPlaces::default();
    let Some((_, body)) = split_front_matter(source) else { return out };
    for section in sections(&source[body.clone()]) {
        let heading = body.start + section.heading.start..body.start + section.heading.end;
        match section.title.as_str() {
            QUESTION => out.question = heading,
            REFERENCE => out.references.push(heading),
            _ => {}
        }
    }
    out
}

pub(super) struct Section {
    pub title: String,
    heading: Range<usize>,
    pub body: Range<usize>,
}

/// The sections under headings of the second level. What stands before the first is a section without a title, if it is not blank.
pub(super) fn sections(body: &str) -> Vec<Section> {
    let mut out = Vec::new();
    let mut open: Option<(String, Range<usize>)> = None;
    let mut in_heading = None;
    let mut close = |open: Option<(String, Range<usize>)>, end: usize| match open {
        Some((title, heading)) => out.push(Section {
            title,
            body: heading.end..end,
            heading,
        }),
        None if body[..end].trim().is_empty() => {}
        None => out.push(Section {
            title: String::new(),
            heading: 0..0,
            body: 0..end,
        }),
    };
    for (event, range) in Parser::new(body).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1 | HeadingLevel::H2,
                ..
            }) => {
                close(open.take(), range.start);
                in_heading = Some(String::new());
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(title) = &mut in_heading {
                    title.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2)) => open = in_heading.take().map(|title| (title, range)),
            _ => {}
        }
    }
    close(open, body.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRONT: &str = "+++\nid = 'x'\ntitle = 'X'\nkind = 'technical'\ndifficulty = 'easy'\ntags = ['t']\n+++\n";

    fn messages(source: &str) -> Vec<String> {
        parse("c/x.md", source, "x").err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn several_references_and_headings_in_code() {
        let source = format!(
            "{FRONT}\n## Question\n\nWhy?\n\n## Reference answer\n\nSo.\n\n```\n## no heading\n```\n\n### Part\n\nMore.\n\n## Reference answer\n\nOr so.\n"
        );
        let content = parse("x.md", &source, "x").ok().unwrap();
        assert_eq!(content.question, "Why?");
        assert_eq!(content.references.len(), 2);
        assert!(content.references[0].contains("## no heading") && content.references[0].ends_with("More."));
    }

    #[test]
    fn every_mistake_is_named_with_its_place() {
        let source = "+++\nid = 'y'\nkind = 'tecnical'\ndifficulty = 'x'\ntag = []\n+++\nstray\n## Qestion\n\nWhy?\n\n## Reference answer\n";
        let found = messages(source);
        for expected in [
            "c/x.md:2:6: `id`: is `y` in a file named for `x` [id-mismatch]",
            "c/x.md:3:8: `kind`: `tecnical` is no kind [bad-value]; did you mean `technical`?",
            "c/x.md:4:14: `difficulty`: `x` is no difficulty [bad-value]; write one of easy, medium, hard",
            "c/x.md:5:1: `tag`: no such field [unknown-field]; did you mean `tags`?",
            "`title`: is missing [missing-field]",
            "c/x.md:8:1: `## Qestion`: no such section [unknown-field]; did you mean `## Question`?",
            "c/x.md:12:1: `## Reference answer`: is an empty section [bad-value]",
            "`## Question`: is missing [missing-field]",
        ] {
            assert!(found.iter().any(|m| m.contains(expected)), "{expected}\n{found:#?}");
        }
        assert!(messages("no fence")[0].contains("has no front matter"));
    }
}
