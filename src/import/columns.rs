//! Names of columns and keys, and one row or object as a question.

use super::draft::Draft;
use super::options::{option, spelled_out};
use super::plain::plain;
use super::words::words;
use super::{kind, signals};
use crate::bank::Kind;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The question.
    Question,
    /// An answer.
    Answer,
    /// What a strong answer shows.
    Signals,
    /// Its name.
    Id,
    /// A short name or a heading.
    Title,
    /// A kind.
    Kind,
    /// A difficulty.
    Difficulty,
    /// Topics.
    Tags,
    /// The section it stands in.
    Section,
    /// A running number.
    Number,
    /// An option of a multiple choice.
    Choice(char),
    /// Something else, kept as a field.
    Other,
}

/// What a column called `name` holds.
pub(super) fn column(name: &str) -> Column {
    let key = words(&plain(&name.replace('_', " "))).collect::<Vec<_>>().join(" ");
    match key.as_str() {
        "question" | "questions" | "question text" | "prompt" | "q" | "front" | "text" | "problem" | "interview question" => Column::Question,
        "answer" | "answers" | "reference" | "references" | "reference answer" | "reference answers" | "model answer" | "sample answer" | "expected answer"
        | "ideal answer" | "solution" | "a" | "back" | "response" | "correct answer" | "explanation" => Column::Answer,
        "signals"
        | "signal"
        | "key points"
        | "keypoints"
        | "points"
        | "criteria"
        | "rubric"
        | "strong answer signals"
        | "what to look for"
        | "expected points"
        | "key point" => Column::Signals,
        "id" | "slug" | "key" => Column::Id,
        "title" | "name" | "heading" => Column::Title,
        "kind" | "type" | "question type" => Column::Kind,
        "difficulty" | "level" | "difficulty level" => Column::Difficulty,
        "tags" | "tag" | "topics" | "topic" | "category" | "categories" | "subject" => Column::Tags,
        "section" | "chapter" => Column::Section,
        "no" | "number" | "num" | "nr" | "n" | "#" | "s no" | "sno" | "sr no" | "" => Column::Number,
        _ => match key
            .strip_prefix("option ")
            .or_else(|| key.strip_prefix("choice "))
            .map(str::to_uppercase)
            .as_deref()
        {
            Some("A" | "1") => Column::Choice('A'),
            Some("B" | "2") => Column::Choice('B'),
            Some("C" | "3") => Column::Choice('C'),
            Some("D" | "4") => Column::Choice('D'),
            Some("E" | "5") => Column::Choice('E'),
            _ => Column::Other,
        },
    }
}

/// One row: what was read of it beside the draft.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Record {
    /// The question.
    pub draft: Draft,
    /// Its id, if the row gives one.
    pub id: Option<String>,
    /// Its kind, if the row gives one.
    pub kind: Option<Kind>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its section.
    pub section: Option<String>,
}

impl Record {
    /// Adds the value of the column `name`. A blank one adds nothing.
    ///
    /// # Errors
    ///
    /// What is wrong with a value that has to be one of a few, with a mend.
    pub(super) fn add(&mut self, name: &str, values: Vec<String>) -> Result<(), String> {
        let values: Vec<String> = values.into_iter().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).collect();
        let Some(first) = values.first().cloned() else { return Ok(()) };
        match column(name) {
            Column::Question if self.draft.text.is_empty() => self.draft.text = values.join("\n"),
            Column::Answer => self.draft.answers.extend(values),
            // A count of signals is none.
            Column::Signals if values.iter().all(|v| v.parse::<f64>().is_ok()) => self.draft.fields.push((name.trim().to_lowercase(), values.join(", "))),
            Column::Signals => self.draft.signals.extend(if values.len() > 1 { values } else { split_signals(&first) }),
            Column::Id => self.id = Some(first),
            Column::Title => self.draft.heading = Some(plain(&first)),
            Column::Kind => match kind_named(&first) {
                Some(kind) => self.kind = Some(kind),
                None if name.trim().eq_ignore_ascii_case("kind") => {
                    return Err(format!("`{first}` is no kind; write technical, coding, behavioral or system-design"));
                }
                None => self.draft.fields.push((name.trim().to_lowercase(), first)),
            },
            Column::Difficulty => match kind::difficulty(&first) {
                Some(difficulty) => self.draft.difficulty = Some(difficulty),
                None => return Err(format!("`{first}` is no difficulty; write easy, medium or hard")),
            },
            Column::Tags => self.tags.extend(kind::tags(&values.join(","))),
            Column::Section => self.section = Some(first),
            Column::Number => self.draft.number = first.trim_end_matches('.').parse().ok(),
            Column::Choice(letter) => self.draft.text.extend(["\n".to_owned(), format!("{letter}) {first}")]),
            Column::Question | Column::Other => self.draft.fields.push((name.trim().to_lowercase(), values.join(", "))),
        }
        Ok(())
    }

    /// Ends the row: an answer that is a letter becomes the option that it names.
    pub(super) fn finish(mut self) -> Self {
        let options: Vec<_> = self.draft.text.lines().filter_map(option).collect();
        for answer in &mut self.draft.answers {
            if let Some(words) = spelled_out(&options, answer) {
                *answer = words;
            }
        }
        if self.draft.text.is_empty()
            && let Some(heading) = self.draft.heading.take()
        {
            self.draft.text = heading;
        }
        self
    }
}

/// Signals in one cell: a JSON list, lines, or what stands between semicolons or `<br>`.
fn split_signals(cell: &str) -> Vec<String> {
    if cell.starts_with('[')
        && let Ok(list) = serde_json::from_str::<Vec<String>>(cell)
    {
        return list;
    }
    let lines: Vec<String> = cell
        .replace("<br>", "\n")
        .replace("<br/>", "\n")
        .replace(';', "\n")
        .lines()
        .map(str::to_owned)
        .collect();
    signals::listed(&lines)
}

fn kind_named(text: &str) -> Option<Kind> {
    let key = words(text).collect::<Vec<_>>().join("-");
    Kind::ALL.into_iter().find(|k| k.name() == key).or(match key.as_str() {
        "behavioural" => Some(Kind::Behavioral),
        "design" | "systems-design" => Some(Kind::SystemDesign),
        "code" | "programming" => Some(Kind::Coding),
        "theory" | "conceptual" | "knowledge" => Some(Kind::Technical),
        _ => None,
    })
}
