//! A question with its files and everything in it that terms may be looked for in.

use std::ops::Range;

use super::finding::{At, Finding, Found};
use crate::bank::{self, ContentPlaces, Entry, File};
use crate::rubric::{Places, line_and_column};
use crate::text::{Document, WordIndex};

/// A text with its index.
pub(super) struct Indexed {
    pub document: Document,
    pub index: WordIndex,
}

impl Indexed {
    pub fn markdown(text: &str) -> Self {
        Self::new(Document::markdown(text))
    }

    pub fn plain(text: &str) -> Self {
        Self::new(Document::plain(text))
    }

    fn new(document: Document) -> Self {
        Self {
            index: WordIndex::new(&document),
            document,
        }
    }
}

/// A question that rules look at.
pub(super) struct Subject<'s> {
    /// The question with its key.
    pub entry: &'s Entry,
    /// `rubrics/<id>.toml`.
    pub rubric: &'s File,
    content: &'s File,
    /// Where everything in the rubric stands.
    pub places: Places,
    content_places: ContentPlaces,
    /// The reference answers.
    pub references: Vec<Indexed>,
}

impl<'s> Subject<'s> {
    pub fn new(entry: &'s Entry, content: &'s File, rubric: &'s File) -> Self {
        Self {
            places: Places::read(&rubric.text),
            content_places: bank::places(&content.text),
            references: entry.references.iter().map(|r| Indexed::markdown(r)).collect(),
            entry,
            rubric,
            content,
        }
    }

    /// The bytes of the rubric that a finding is about; `None` where it is about the other file.
    pub fn bytes(&self, at: &At) -> Option<Range<usize>> {
        match at {
            At::Rubric(path) => Some(self.places.of(path)),
            At::Top => Some(0..self.rubric.text.find('\n').unwrap_or(self.rubric.text.len())),
            At::Bytes(bytes) => Some(bytes.clone()),
            At::Reference(_) | At::Question => None,
        }
    }

    /// The finding with its place.
    pub fn finding(&self, found: Found) -> Finding {
        let (file, bytes) = match (self.bytes(&found.at), &found.at) {
            (Some(bytes), _) => (self.rubric, bytes),
            (None, At::Reference(i)) => (self.content, self.content_places.references.get(*i).cloned().unwrap_or_default()),
            (None, _) => (self.content, self.content_places.question.clone()),
        };
        // A heading's range goes on behind its line end.
        let end = bytes.start + file.text.get(bytes.clone()).map_or(0, |t| t.trim_end().len());
        let (line, column) = line_and_column(&file.text, bytes.start);
        let (end_line, end_column) = line_and_column(&file.text, end);
        Finding {
            code: found.code,
            severity: found.severity(),
            question: self.entry.id.clone(),
            file: file.name.clone(),
            line,
            column,
            end_line,
            end_column,
            field: match found.at {
                At::Rubric(path) => path,
                _ => String::new(),
            },
            message: found.message,
            help: found.help,
            fixable: found.fixable,
        }
    }
}
