//! Reading a TOML table field by field: every mistake is noted with its place, and reading goes on.
//!
//! serde stops at the first mistake; an author wants all of them at once.

use std::fmt::Display;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Code, Diagnostic, WHOLE_FILE, position};
use crate::text::nearest;

/// Collects the mistakes of one file.
pub(crate) struct Sink<'s> {
    file: &'s str,
    source: &'s str,
    /// Where the TOML starts in `source` (past the fence of front matter).
    base: usize,
    found: Vec<Diagnostic>,
}

impl<'s> Sink<'s> {
    pub fn new(file: &'s str, source: &'s str, base: usize) -> Self {
        Self {
            file,
            source,
            base,
            found: Vec::new(),
        }
    }

    /// Notes a mistake at `span` of the TOML text.
    pub fn report(&mut self, code: Code, span: Range<usize>, field: &str, message: impl Into<String>, help: Option<String>) {
        let (line, column) = if span == WHOLE_FILE && field.is_empty() {
            (0, 0)
        } else {
            position(self.source, self.base + span.start)
        };
        self.found.push(Diagnostic {
            code,
            file: self.file.to_owned(),
            line,
            column,
            field: field.to_owned(),
            message: message.into(),
            help,
        });
    }

    /// How many mistakes there are so far.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// All mistakes, in the order of the file.
    pub fn into_found(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|d| (d.line, d.column));
        self.found
    }
}

/// Parses `toml`, noting every syntax error in `sink`; what could be read is returned all the same.
pub(crate) fn read_document<'a>(toml: &'a str, sink: &mut Sink<'_>) -> Spanned<DeTable<'a>> {
    let (table, errors) = DeTable::parse_recoverable(toml);
    for error in errors {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        sink.report(Code::Syntax, error.span().unwrap_or(0..1), "", message, None);
    }
    table
}

/// A text with its place.
pub(crate) type Text = (Range<usize>, String);

/// One table, being read.
pub(crate) struct TableReader<'t, 'a> {
    table: &'t DeTable<'a>,
    span: Range<usize>,
    path: String,
    asked: Vec<&'static str>,
}

impl<'t, 'a> TableReader<'t, 'a> {
    pub fn root(table: &'t Spanned<DeTable<'a>>) -> Self {
        Self {
            table: table.get_ref(),
            span: table.span(),
            path: String::new(),
            asked: Vec::new(),
        }
    }

    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The path of a field of this table.
    pub fn field(&self, name: impl Display) -> String {
        if self.path.is_empty() {
            name.to_string()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    fn get(&mut self, name: &'static str) -> Option<&'t Spanned<DeValue<'a>>> {
        self.asked.push(name);
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
    }

    /// Where the value of a field stands; `None` where it is left out.
    pub fn span_of(&self, name: &str) -> Option<Range<usize>> {
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value.span())
    }

    /// A table; `None` when left out.
    pub fn table(&mut self, name: &'static str, sink: &mut Sink<'_>) -> Option<TableReader<'t, 'a>> {
        let value = self.get(name)?;
        let path = self.field(name);
        match value.get_ref().as_table() {
            Some(table) => Some(TableReader {
                table,
                span: value.span(),
                path,
                asked: Vec::new(),
            }),
            None => {
                wrong_type(value, &path, &format!("a table (`[{path}]`)"), sink);
                None
            }
        }
    }

    /// A text that must be there and not be blank.
    pub fn required_text(&mut self, name: &'static str, sink: &mut Sink<'_>) -> Option<Text> {
        if !self.table.keys().any(|key| key.get_ref() == name) {
            self.asked.push(name);
            sink.report(Code::MissingField, self.span(), &self.field(name), "is missing", None);
            return None;
        }
        self.text(name, sink)
    }

    /// The field `id`, which must be the id that the file is named for.
    pub fn id_of_file(&mut self, id: &str, sink: &mut Sink<'_>) {
        if let Some((span, found)) = self.required_text("id", sink)
            && found != id
        {
            sink.report(
                Code::IdMismatch,
                span,
                "id",
                format!("is `{found}` in a file named for `{id}`"),
                Some(format!("write `id = \"{id}\"` or rename the file")),
            );
        }
    }

    /// A text that may be left out but not be blank.
    pub fn text(&mut self, name: &'static str, sink: &mut Sink<'_>) -> Option<Text> {
        let value = self.get(name)?;
        let field = self.field(name);
        text_of(value, &field, sink)
    }

    /// A number; whole numbers count.
    pub fn number(&mut self, name: &'static str, sink: &mut Sink<'_>) -> Option<(Range<usize>, f64)> {
        let value = self.get(name)?;
        let number = match value.get_ref() {
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok().map(|i| i as f64),
            DeValue::Float(x) => x.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            wrong_type(value, &self.field(name), "a number", sink);
        }
        number.map(|n| (value.span(), n))
    }

    /// A truth value.
    pub fn boolean(&mut self, name: &'static str, sink: &mut Sink<'_>) -> Option<bool> {
        let value = self.get(name)?;
        let boolean = value.get_ref().as_bool();
        if boolean.is_none() {
            wrong_type(value, &self.field(name), "`true` or `false`", sink);
        }
        boolean
    }

    /// A list of texts, none of them blank; empty when left out.
    pub fn texts(&mut self, name: &'static str, sink: &mut Sink<'_>) -> Vec<Text> {
        let Some(value) = self.get(name) else { return Vec::new() };
        texts_of(value, &self.field(name), sink)
    }

    /// A list of lists of texts, each with its place; empty when left out.
    pub fn text_lists(&mut self, name: &'static str, sink: &mut Sink<'_>) -> Vec<(Range<usize>, String, Vec<Text>)> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let field = self.field(name);
        let Some(items) = value.get_ref().as_array() else {
            wrong_type(value, &field, "a list of lists of texts", sink);
            return Vec::new();
        };
        let item = |(i, value): (usize, &Spanned<DeValue<'_>>)| {
            let field = format!("{field}[{i}]");
            let texts = texts_of(value, &field, sink);
            (value.span(), field, texts)
        };
        items.iter().enumerate().map(item).collect()
    }

    /// A list of tables; empty when left out.
    pub fn tables(&mut self, name: &'static str, sink: &mut Sink<'_>) -> Vec<TableReader<'t, 'a>> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let field = self.field(name);
        let Some(items) = value.get_ref().as_array() else {
            wrong_type(value, &field, &format!("a list of tables (`[[{field}]]`)"), sink);
            return Vec::new();
        };
        let mut out = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let path = format!("{field}[{i}]");
            match item.get_ref().as_table() {
                Some(table) => out.push(TableReader {
                    table,
                    span: item.span(),
                    path,
                    asked: Vec::new(),
                }),
                None => wrong_type(item, &path, "a table", sink),
            }
        }
        out
    }

    /// Ends the reading: fields that nobody asked for do not exist.
    pub fn finish(self, sink: &mut Sink<'_>) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !self.asked.contains(&name) {
                let near = nearest(name, self.asked.iter().copied());
                let help = match near.first() {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here are {}", quoted(&self.asked)),
                };
                sink.report(Code::UnknownField, key.span(), &self.field(name), "no such field", Some(help));
            }
        }
    }
}

/// Names in back-ticks, joined by commas.
pub(crate) fn quoted(names: &[&str]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}

fn texts_of(value: &Spanned<DeValue<'_>>, field: &str, sink: &mut Sink<'_>) -> Vec<Text> {
    let Some(items) = value.get_ref().as_array() else {
        wrong_type(value, field, "a list of texts", sink);
        return Vec::new();
    };
    items
        .iter()
        .enumerate()
        .filter_map(|(i, item)| text_of(item, &format!("{field}[{i}]"), sink))
        .collect()
}

fn text_of(value: &Spanned<DeValue<'_>>, field: &str, sink: &mut Sink<'_>) -> Option<Text> {
    let Some(text) = value.get_ref().as_str() else {
        wrong_type(value, field, "a text", sink);
        return None;
    };
    if text.trim().is_empty() {
        sink.report(Code::BadValue, value.span(), field, "is blank", None);
        return None;
    }
    Some((value.span(), text.to_owned()))
}

fn wrong_type(value: &Spanned<DeValue<'_>>, field: &str, wanted: &str, sink: &mut Sink<'_>) {
    let found = value.get_ref().type_str();
    sink.report(
        Code::WrongType,
        value.span(),
        field,
        format!("must be {wanted}, not {}", with_article(found)),
        None,
    );
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
