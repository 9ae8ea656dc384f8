//! A draft becomes a question: id, title, kind, difficulty and tags, and what is missing is supplied and reported.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, name_of};
use super::items::shortened;
use super::model::{Guess, Question};
use super::words::kebab;
use super::{kind, signals};
use crate::bank::{Difficulty, Kind};

/// Longest id, in bytes.
const LONGEST_ID: usize = 50;

/// Longest title, in characters: what a bank takes.
const LONGEST_TITLE: usize = 60;

/// Most signals that a rubric takes.
const MOST_SIGNALS: usize = 100;

/// Where a draft stood, and what its surroundings say of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'c> {
    /// The file.
    pub file: &'c str,
    /// The document's title.
    pub title: Option<&'c str>,
    /// The headings above, outermost first.
    pub section: &'c [String],
    /// First and last line, from 1.
    pub lines: (usize, usize),
    /// Tags that the source gives.
    pub tags: &'c [String],
    /// The kind that the source gives.
    pub kind: Option<Kind>,
    /// The id that the source gives.
    pub id: Option<&'c str>,
}

/// Makes questions of drafts and keeps their ids apart.
#[derive(Debug, Default)]
pub(super) struct Finisher {
    ids: BTreeSet<String>,
    /// For each id that was taken, the number to try next: without it many equal questions would take quadratic time.
    next: BTreeMap<String, usize>,
}

impl Finisher {
    /// The question that `draft` is in its `context`.
    pub(super) fn finish(&mut self, draft: Draft, context: &Context<'_>) -> Question {
        let name = name_of(&draft);
        let mut guessed = draft.guessed.clone();
        let from_section = context.kind.or_else(|| kind::of_sections(context.section, context.title));
        let kind = from_section.unwrap_or_else(|| kind::of_words(&draft.text, draft.code));
        if from_section.is_none() {
            guessed.push(Guess::Kind);
        }
        let named = draft.difficulty.or_else(|| context.section.iter().rev().find_map(|s| kind::difficulty(s)));
        if draft.difficulty.is_none() {
            guessed.push(Guess::Difficulty);
        }
        let mut tags = field_values(&draft.fields, &["tags", "tag", "topic", "topics", "category"])
            .iter()
            .flat_map(|v| kind::tags(v))
            .collect::<Vec<_>>();
        tags.extend(context.tags.iter().cloned());
        if tags.is_empty() {
            tags.push(kind::tag_of_section(context.section, kind));
            guessed.push(Guess::Tags);
        }
        let companies = field_values(&draft.fields, &["companies", "company", "asked by", "asked at"]);
        let companies = companies
            .iter()
            .flat_map(|v| v.split(','))
            .map(|c| c.trim().to_owned())
            .filter(|c| !c.is_empty())
            .collect();
        let fields = draft
            .fields
            .into_iter()
            .filter(|(n, _)| !matches!(n.as_str(), "tags" | "asked by" | "difficulty"))
            .collect();
        let id = self.id(context.id.unwrap_or(&name), context.file);
        let title = shortened(if name.is_empty() { &id } else { &name }, LONGEST_TITLE);
        guessed.sort_unstable();
        let mut question = Question {
            id,
            title,
            text: draft.text,
            heading: draft.heading,
            number: draft.number,
            answers: draft.answers,
            signals: draft.signals,
            red_flags: draft.red_flags,
            kind,
            difficulty: named.unwrap_or(Difficulty::Medium),
            tags,
            section: context.section.to_vec(),
            companies,
            notes: draft.notes,
            fields,
            file: context.file.to_owned(),
            lines: context.lines,
            guessed,
            duplicate_of: None,
        };
        complete(&mut question);
        question
    }

    /// A free id made of `name`.
    fn id(&mut self, name: &str, file: &str) -> String {
        let mut base = kebab(name, LONGEST_ID);
        if base.is_empty() {
            // No Latin letters: the file's name and a number have to do.
            let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
            base = kebab(&format!("question {}", stem.split('.').next().unwrap_or("")), LONGEST_ID);
        }
        // Names that some systems keep for devices.
        if matches!(base.as_str(), "con" | "prn" | "aux" | "nul") || (base.len() == 4 && (base.starts_with("com") || base.starts_with("lpt"))) {
            base.push_str("-question");
        }
        let mut id = base.clone();
        let next = self.next.entry(base.clone()).or_insert(1);
        while !self.ids.insert(id.clone()) {
            *next += 1;
            let end = format!("-{next}");
            id = format!("{}{end}", super::words::prefix(&base, LONGEST_ID - end.len()).trim_end_matches('-'));
        }
        id
    }
}

/// Supplies a missing answer or missing signals from one another.
pub(super) fn complete(question: &mut Question) {
    if question.answers.is_empty()
        && let Some(joined) = joined(&question.signals)
    {
        question.answers.push(joined);
        question.guess(Guess::AnswerFromSignals);
    }
    if question.signals.is_empty()
        && let Some(answer) = question.answers.first()
    {
        question.signals = signals::from_answer(answer, &question.text);
        question.guess(Guess::SignalsFromAnswer);
    }
    if question.signals.len() > MOST_SIGNALS {
        let rest = question.signals.split_off(MOST_SIGNALS);
        question.notes.push(rest.join("\n"));
    }
}

/// Key points as an answer: a list of them. `None` if there are none.
pub(super) fn joined(signals: &[String]) -> Option<String> {
    (!signals.is_empty()).then(|| signals.iter().map(|s| format!("- {s}")).collect::<Vec<_>>().join("\n"))
}

fn field_values(fields: &[(String, String)], names: &[&str]) -> Vec<String> {
    fields.iter().filter(|(n, _)| names.contains(&n.as_str())).map(|(_, v)| v.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_free_and_short() {
        let mut finisher = Finisher::default();
        assert_eq!(finisher.id("What is it?", "a.md"), "what-is-it");
        assert_eq!(finisher.id("What is it?", "a.md"), "what-is-it-2");
        assert_eq!(finisher.id("为什么？", "deep/bank.md"), "question-bank");
        assert_eq!(finisher.id("con", "a.md"), "con-question");
        for _ in 0..3 {
            assert!(finisher.id(&"word ".repeat(40), "a.md").len() <= LONGEST_ID);
        }
    }
}
