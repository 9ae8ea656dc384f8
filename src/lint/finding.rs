//! What a rule found, and where.

use serde::Serialize;

use super::rule::{Rule, Severity};

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The question.
    pub question: String,
    /// The file, as it was named.
    pub file: String,
    /// Line from 1; 0 when it concerns the file as a whole.
    pub line: usize,
    /// Column in characters, from 1; 0 when it concerns the file as a whole.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column past the end.
    pub end_column: usize,
    /// The field, as a path (`signals[2].weight`); empty when it concerns the file as a whole.
    pub field: String,
    /// What was found.
    pub message: String,
    /// What to do about it, where more can be said than the message does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Whether `--fix` mends it.
    pub fixable: bool,
}

/// What was found over all questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lint {
    /// Version of this structure.
    pub schema_version: u32,
    /// The questions that were looked at.
    pub questions: Vec<String>,
    /// How many findings are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// How many are neither.
    pub infos: usize,
    /// Codes of the rules that were left out, because there is no model.
    pub not_checked: Vec<&'static str>,
    /// Every finding, by file and place.
    pub findings: Vec<Finding>,
}

impl Lint {
    /// Puts findings together, sorted.
    pub(super) fn new(questions: Vec<String>, mut findings: Vec<Finding>, not_checked: Vec<&'static str>) -> Self {
        findings
            .sort_by(|a, b| (&a.question, &a.file, a.line, a.column, a.code, &a.message).cmp(&(&b.question, &b.file, b.line, b.column, b.code, &b.message)));
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        Self {
            schema_version: 1,
            questions,
            errors: count(Severity::Error),
            warnings: count(Severity::Warn),
            infos: count(Severity::Info),
            not_checked,
            findings,
        }
    }

    /// Whether a finding is as severe as `bar`.
    #[must_use]
    pub fn reaches(&self, bar: Severity) -> bool {
        self.findings.iter().any(|f| f.severity >= bar)
    }
}

/// What a rule found, before it has a place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The rule.
    pub code: &'static str,
    /// Where.
    pub at: At,
    /// What.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether it can be mended by program.
    pub fixable: bool,
}

/// A place in the files of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    /// A field of the rubric.
    Rubric(String),
    /// The first line of the rubric.
    Top,
    /// The heading of a reference answer, by number.
    Reference(usize),
    /// The question's heading.
    Question,
    /// Bytes of the rubric's file.
    Bytes(std::ops::Range<usize>),
}

impl Found {
    pub fn new(code: &'static str, at: At, message: impl Into<String>) -> Self {
        debug_assert!(super::rule::rule(code).is_some(), "{code}");
        Self {
            code,
            at,
            message: message.into(),
            help: None,
            fixable: false,
        }
    }

    /// At a field of the rubric.
    pub fn field(code: &'static str, path: String, message: impl Into<String>) -> Self {
        Self::new(code, At::Rubric(path), message)
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn fixable(mut self) -> Self {
        self.fixable = true;
        self
    }

    pub fn severity(&self) -> Severity {
        super::rule::rule(self.code).map_or(Severity::Error, |r: &Rule| r.severity)
    }
}
