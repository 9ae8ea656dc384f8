//! Where values are read from: one way to ask a file, the environment and the flags.

use std::path::Path;
use std::sync::Arc;

use super::fault::Fault;
use super::written::{Source, Sourced};
use crate::rubric::{Sink, TableReader, line_and_column};

/// Something that values are read from; what is wrong with them is told to it.
pub(super) trait Origin {
    /// The number that `key` has.
    fn number(&mut self, key: &'static str) -> Option<Sourced<f64>>;
    /// The text that `key` has; never blank.
    fn text(&mut self, key: &'static str) -> Option<Sourced<String>>;
    /// The texts that `key` has.
    fn texts(&mut self, key: &'static str) -> Option<Sourced<Vec<Sourced<String>>>>;
    /// Notes a mistake in the value of `field` that came from `source`.
    fn report(&mut self, source: &Source, field: &str, fault: Fault);
    /// The folder that paths are seen from.
    fn folder(&self) -> &Path;
}

/// A file that is being read.
pub(super) struct File<'f> {
    /// As it is named in messages.
    pub name: Arc<str>,
    /// What it holds.
    pub source: &'f str,
    /// The folder that it stands in.
    pub folder: &'f Path,
}

/// A table of a file with its `signals`.
pub(super) struct FileOrigin<'o, 't, 'a, 's> {
    pub table: TableReader<'t, 'a>,
    signals: Option<TableReader<'t, 'a>>,
    pub sink: &'o mut Sink<'s>,
    file: &'o File<'o>,
}

impl<'o, 't, 'a, 's> FileOrigin<'o, 't, 'a, 's> {
    pub fn new(mut table: TableReader<'t, 'a>, sink: &'o mut Sink<'s>, file: &'o File<'o>) -> Self {
        let signals = table.table("signals", sink);
        Self { table, signals, sink, file }
    }

    /// The place of the bytes `span`.
    pub fn source(&self, span: std::ops::Range<usize>) -> Source {
        let (line, _) = line_and_column(self.file.source, span.start);
        Source::File {
            file: Arc::clone(&self.file.name),
            line,
            span,
        }
    }

    /// Whether `key` is `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<Sourced<bool>> {
        let value = self.table.boolean(key, self.sink)?;
        let span = self.table.span_of(key)?;
        Some(Sourced {
            value,
            source: self.source(span),
        })
    }

    /// Ends the reading: keys that nobody asked for do not exist.
    pub fn finish(self) {
        if let Some(signals) = self.signals {
            signals.finish(self.sink);
        }
        self.table.finish(self.sink);
    }

    fn table_of(&mut self, key: &'static str) -> Option<(&mut TableReader<'t, 'a>, &mut Sink<'s>, &'static str)> {
        match key.strip_prefix("signals.") {
            Some(name) => self.signals.as_mut().map(|table| (table, &mut *self.sink, name)),
            None => Some((&mut self.table, self.sink, key)),
        }
    }
}

impl Origin for FileOrigin<'_, '_, '_, '_> {
    fn number(&mut self, key: &'static str) -> Option<Sourced<f64>> {
        let (table, sink, name) = self.table_of(key)?;
        let (span, value) = table.number(name, sink)?;
        Some(Sourced {
            value,
            source: self.source(span),
        })
    }

    fn text(&mut self, key: &'static str) -> Option<Sourced<String>> {
        let (table, sink, name) = self.table_of(key)?;
        let (span, value) = table.text(name, sink)?;
        Some(Sourced {
            value,
            source: self.source(span),
        })
    }

    fn texts(&mut self, key: &'static str) -> Option<Sourced<Vec<Sourced<String>>>> {
        let (table, sink, name) = self.table_of(key)?;
        let before = sink.count();
        let texts = table.texts(name, sink);
        let whole = table.span_of(name)?;
        // What is no list, or holds none of its texts for mistakes that have been told, is not told again for being empty.
        if texts.is_empty() && sink.count() > before {
            return None;
        }
        let texts = texts.into_iter().map(|(span, value)| Sourced {
            value,
            source: self.source(span),
        });
        Some(Sourced {
            value: texts.collect(),
            source: self.source(whole),
        })
    }

    fn report(&mut self, source: &Source, field: &str, fault: Fault) {
        let span = match source {
            Source::File { span, .. } => span.clone(),
            _ => self.table.span(),
        };
        let field = self.table.field(field);
        self.sink.report(fault.code, span, &field, fault.message, fault.help);
    }

    fn folder(&self) -> &Path {
        self.file.folder
    }
}
