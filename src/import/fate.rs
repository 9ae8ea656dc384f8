//! What became of each line of a source. A line has one fate from the start, "not recognised", so that none can be forgotten.

use serde::Serialize;

/// The part of a question that a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// What is asked.
    Text,
    /// An answer.
    Answer,
    /// What a strong answer shows.
    Signals,
    /// What a weak answer shows.
    RedFlags,
    /// Difficulty, tags and the like.
    Fields,
    /// Hints, insights, follow-up questions.
    Notes,
    /// A label or tag without words of its own.
    Markup,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fate")]
pub enum Fate {
    /// It is in a question.
    Question {
        /// Which one: its place in [`super::Import::questions`].
        question: usize,
        /// In which part.
        part: Part,
    },
    /// It is the document's title.
    Title,
    /// It is the heading of a section.
    Section,
    /// It belongs to a table of contents.
    Contents,
    /// It is page furniture: rules, links to the top, badges, comments.
    Furniture,
    /// It introduces a section or the document.
    Introduction,
    /// It holds nothing.
    Blank,
    /// It was left out.
    LeftOut {
        /// Why.
        reason: &'static str,
    },
}

/// The reason of lines that nothing recognised.
pub(super) const NOT_RECOGNISED: &str = "not recognised as part of a question";

/// The fates of one file's lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileLines {
    /// The file's name.
    pub file: String,
    /// How its questions were recognised, in words.
    pub layouts: Vec<String>,
    /// The fate of each line, the first line first.
    pub fates: Vec<Fate>,
}

impl FileLines {
    /// A file of `count` lines about which nothing is known.
    pub(super) fn new(file: &str, count: usize) -> Self {
        Self {
            file: file.to_owned(),
            layouts: Vec::new(),
            fates: vec![Fate::LeftOut { reason: NOT_RECOGNISED }; count],
        }
    }

    /// Runs of lines that were left out: first line, last line (from 1), reason.
    #[must_use]
    pub fn left_out(&self) -> Vec<(usize, usize, &'static str)> {
        let mut out: Vec<(usize, usize, &'static str)> = Vec::new();
        for (i, fate) in self.fates.iter().enumerate() {
            let Fate::LeftOut { reason } = fate else { continue };
            // Blank lines do not split a run.
            let gap_is_blank = |end: usize| self.fates[end..i].iter().all(|f| *f == Fate::Blank);
            match out.last_mut() {
                Some(last) if last.2 == *reason && gap_is_blank(last.1) => last.1 = i + 1,
                _ => out.push((i + 1, i + 1, reason)),
            }
        }
        out
    }

    /// How many lines have a fate for which `wanted` holds.
    pub fn count(&self, wanted: impl Fn(&Fate) -> bool) -> usize {
        self.fates.iter().filter(|f| wanted(f)).count()
    }
}
