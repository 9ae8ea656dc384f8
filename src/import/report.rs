//! What an import did, for programs; `report::import` shows it to people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fate::{Fate, FileLines};
use super::model::{Guess, Import, Note, Question};

/// The version of the form of [`Report`].
const SCHEMA_VERSION: u32 = 1;

/// What became of a question that a bank can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum State {
    /// Its files were written.
    Written,
    /// Its files would be written, if this were no trial.
    Planned,
    /// A file of its name is there already; it was left as it is.
    Exists,
    /// The bank would not load it.
    Refused {
        /// What the bank says of it.
        reason: String,
    },
}

/// A question that a bank can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryReport {
    /// Which question: its place in [`Report::questions`].
    pub question: usize,
    /// Its id.
    pub id: String,
    /// What became of it.
    #[serde(flatten)]
    pub state: State,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report<'i> {
    /// The version of this form.
    pub schema_version: u32,
    /// Questions read.
    pub read: usize,
    /// Questions that a bank can hold.
    pub importable: usize,
    /// Questions that repeat another.
    pub repeated: usize,
    /// Questions by kind, repeated ones included.
    pub kinds: BTreeMap<&'static str, usize>,
    /// How many questions each guess concerns.
    pub guessed: BTreeMap<Guess, usize>,
    /// What became of each question that a bank can hold; empty where no bank was asked for.
    pub entries: Vec<EntryReport>,
    /// The files.
    pub files: Vec<FileReport<'i>>,
    /// Everything else to know.
    pub notes: &'i [Note],
    /// The questions.
    pub questions: &'i [Question],
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FileReport<'i> {
    /// Its name.
    pub file: &'i str,
    /// How many lines it has.
    pub lines: usize,
    /// Questions by kind, repeated ones included.
    pub kinds: BTreeMap<&'static str, usize>,
    /// How its questions were recognised.
    pub layouts: &'i [String],
    /// How many lines have each fate.
    pub fates: BTreeMap<&'static str, usize>,
    /// The fate of the lines as runs: first line, last line, fate.
    pub runs: Vec<(usize, usize, &'i Fate)>,
    /// Runs of lines that were left out: first line, last line, reason.
    pub left_out: Vec<(usize, usize, &'static str)>,
}

impl<'i> Report<'i> {
    /// The report of `import`, of which `entries` were to be written.
    #[must_use]
    pub fn new(import: &'i Import, entries: Vec<EntryReport>) -> Self {
        let mut guessed = BTreeMap::new();
        for guess in import.questions.iter().flat_map(|q| &q.guessed) {
            *guessed.entry(*guess).or_default() += 1;
        }
        let mut kinds_by_file: BTreeMap<&str, BTreeMap<&'static str, usize>> = BTreeMap::new();
        for q in &import.questions {
            *kinds_by_file.entry(&q.file).or_default().entry(q.kind.name()).or_default() += 1;
        }
        Self {
            schema_version: SCHEMA_VERSION,
            read: import.questions.len(),
            importable: import.importable().count(),
            repeated: import.questions.iter().filter(|q| q.duplicate_of.is_some()).count(),
            kinds: kinds(&import.questions),
            guessed,
            entries,
            files: import.files.iter().map(|f| FileReport::new(f, &kinds_by_file)).collect(),
            notes: &import.notes,
            questions: &import.questions,
        }
    }
}

impl<'i> FileReport<'i> {
    fn new(file: &'i FileLines, kinds: &BTreeMap<&str, BTreeMap<&'static str, usize>>) -> Self {
        let mut fates = BTreeMap::new();
        let mut runs: Vec<(usize, usize, &Fate)> = Vec::new();
        for (i, fate) in file.fates.iter().enumerate() {
            *fates.entry(name(fate)).or_default() += 1;
            match runs.last_mut() {
                Some(last) if last.2 == fate => last.1 = i + 1,
                _ => runs.push((i + 1, i + 1, fate)),
            }
        }
        Self {
            file: &file.file,
            lines: file.fates.len(),
            kinds: kinds.get(file.file.as_str()).cloned().unwrap_or_default(),
            layouts: &file.layouts,
            fates,
            runs,
            left_out: file.left_out(),
        }
    }
}

fn name(fate: &Fate) -> &'static str {
    match fate {
        Fate::Question { .. } => "question",
        Fate::Title => "title",
        Fate::Section => "section",
        Fate::Contents => "contents",
        Fate::Furniture => "furniture",
        Fate::Introduction => "introduction",
        Fate::Blank => "blank",
        Fate::LeftOut { .. } => "left-out",
    }
}

fn kinds(questions: &[Question]) -> BTreeMap<&'static str, usize> {
    let mut out = BTreeMap::new();
    for q in questions {
        *out.entry(q.kind.name()).or_default() += 1;
    }
    out
}
