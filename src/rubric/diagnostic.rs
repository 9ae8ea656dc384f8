//! A mistake in a file that an author wrote: where it is, what is wrong and how to mend it.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// What kind of mistake it is. The kebab-case name is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The file is not TOML, or its front matter is not.
    Syntax,
    /// A field or section that does not exist.
    UnknownField,
    /// A field or section that must be there is not.
    MissingField,
    /// A field holds another type than it must.
    WrongType,
    /// A field holds a value that it cannot have.
    BadValue,
    /// Two things share an id, or a term stands twice.
    Duplicate,
    /// The id inside differs from the file's name, or one of the two files is missing.
    IdMismatch,
    /// The file could not be read.
    Unreadable,
}

impl Code {
    /// Every code, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Syntax,
        Self::UnknownField,
        Self::MissingField,
        Self::WrongType,
        Self::BadValue,
        Self::Duplicate,
        Self::IdMismatch,
        Self::Unreadable,
    ];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::UnknownField => "unknown-field",
            Self::MissingField => "missing-field",
            Self::WrongType => "wrong-type",
            Self::BadValue => "bad-value",
            Self::Duplicate => "duplicate",
            Self::IdMismatch => "id-mismatch",
            Self::Unreadable => "unreadable",
        }
    }
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The kind of mistake.
    pub code: Code,
    /// The file, as it was named.
    pub file: String,
    /// Line in the file, from 1; 0 when it concerns the file as a whole.
    pub line: usize,
    /// Column in characters, from 1; 0 when it concerns the file as a whole.
    pub column: usize,
    /// The field, as a path (`signals[2].weight`); empty when it concerns the file as a whole.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it, where more can be said than the message does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Diagnostic {
    /// A mistake that concerns a file as a whole.
    #[must_use]
    pub fn of_file(code: Code, file: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            file: file.to_owned(),
            line: 0,
            column: 0,
            field: String::new(),
            message: message.into(),
            help: None,
        }
    }

    /// The same mistake with a mend.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": ")?;
        if !self.field.is_empty() {
            write!(f, "`{}`: ", self.field)?;
        }
        write!(f, "{} [{}]", self.message, self.code.name())?;
        if let Some(help) = &self.help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

/// Every mistake that was found; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, diagnostic) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

/// Line and column (both from 1, columns in characters) of byte `at` of `source`.
pub(super) fn position(source: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    let before = &source[..at];
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    (line, column)
}

/// A span nobody can point at: the whole file.
pub(super) const WHOLE_FILE: Range<usize> = 0..0;
