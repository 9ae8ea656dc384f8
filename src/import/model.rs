//! What an import yields: questions, the fate of every line, and notes.

use serde::Serialize;

use super::fate::FileLines;
use crate::bank::{Difficulty, Kind};

/// A part of a question that the source did not state and the importer supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guess {
    /// The kind, from the question's words.
    Kind,
    /// The difficulty: `medium`, or from words of the section.
    Difficulty,
    /// The tags, from the section or the kind.
    Tags,
    /// The reference answer: its key points, joined.
    AnswerFromSignals,
    /// The signals, from the parts of the answer.
    SignalsFromAnswer,
    /// Where the question ends and the answer begins: nothing marked it.
    AnswerPlace,
    /// The answer stood elsewhere, and was matched by its title.
    AnswerMatched,
    /// Code without a fence was recognised by its look.
    CodeFence,
}

impl Guess {
    /// What was guessed and from what, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Kind => "kind, from the words of the question",
            Self::Difficulty => "difficulty, from the section's name, or medium",
            Self::Tags => "tags, from the section or the kind",
            Self::AnswerFromSignals => "reference answer, joined from the key points",
            Self::SignalsFromAnswer => "signals, taken from the answer",
            Self::AnswerPlace => "where the answer begins: nothing marks it",
            Self::AnswerMatched => "an answer from a later section, matched by its title",
            Self::CodeFence => "code without a fence, recognised by its look",
        }
    }
}

/// One question as it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// Its name in kebab-case: unique in the import, at most 50 bytes.
    pub id: String,
    /// A short name, at most 60 characters.
    pub title: String,
    /// What is asked, in Markdown; never blank.
    pub text: String,
    /// The heading it stood under, where it differs from the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Its number in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Reference answers in Markdown; empty if the source has neither an answer nor key points.
    pub answers: Vec<String>,
    /// What a strong answer shows, one line each.
    pub signals: Vec<String>,
    /// What a weak answer shows, where the source says it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub red_flags: Vec<String>,
    /// What it asks for.
    pub kind: Kind,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Its topics, in kebab-case.
    pub tags: Vec<String>,
    /// The headings above it, outermost first, without the document's title.
    pub section: Vec<String>,
    /// Who asked it, where the source says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<String>,
    /// Hints, follow-up questions, insights: text of the question that is neither answer nor signal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Other fields of the source, as name and value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<(String, String)>,
    /// The file it came from.
    pub file: String,
    /// Its first and last line, counted from 1.
    pub lines: (usize, usize),
    /// What was guessed.
    pub guessed: Vec<Guess>,
    /// The id of the question that it repeats; a repeated question is not written, its answers go to the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
}

impl Question {
    /// Whether a bank can hold it: it has an answer, and repeats no other.
    #[must_use]
    pub fn is_importable(&self) -> bool {
        self.duplicate_of.is_none() && !self.answers.is_empty() && !self.signals.is_empty()
    }

    /// Notes that `what` was guessed, once.
    pub(super) fn guess(&mut self, what: Guess) {
        if !self.guessed.contains(&what) {
            self.guessed.push(what);
            self.guessed.sort_unstable();
        }
    }
}

/// Something to know about the import that is no fate of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The file it is about.
    pub file: String,
    /// The line, counted from 1; 0 for the whole file.
    pub line: usize,
    /// What it is, in kebab-case: `layout`, `mended`, `unmended`, `duplicate`, `no-answer`, `answer-matched`, `nothing-found`, `bad-row`, `decoded`, `binary`.
    pub code: &'static str,
    /// What happened, in a sentence without a full stop.
    pub message: String,
}

/// All that came of some sources.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Import {
    /// Every question found, in the order of the sources; repeated ones and ones without an answer are marked, not left out.
    pub questions: Vec<Question>,
    /// For each source the fate of each line.
    pub files: Vec<FileLines>,
    /// What else is to be known.
    pub notes: Vec<Note>,
}

impl Import {
    /// The questions that a bank can hold.
    pub fn importable(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|q| q.is_importable())
    }
}
