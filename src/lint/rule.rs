//! Every rule: its code and how much a finding matters.

use std::fmt;

use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a look; most rubrics have some.
    Info,
    /// The rubric is worse for it.
    Warn,
    /// The question cannot be graded as its author means.
    Error,
}

impl Severity {
    /// Every severity, the least first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warn, Self::Error];

    /// The name on the command line and in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its kebab-case name, which is stable.
    pub code: &'static str,
    /// How much a finding matters.
    pub severity: Severity,
    /// What it finds, in a few words.
    pub summary: &'static str,
    /// Whether it needs a model, because it grades.
    pub grades: bool,
}

/// Every rule, in the order of `docs/lint.md`: what keeps a file from being read, then what is wrong with its meaning.
pub const RULES: &[Rule] = &[
    reading("syntax", "the file is not TOML"),
    reading("unknown-field", "a field or section that does not exist"),
    reading("missing-field", "a field or section that must be there is not"),
    reading("wrong-type", "a field of another type than it must have"),
    reading("bad-value", "a value that the field cannot have"),
    reading("duplicate", "two things with one id, or a name on two sides"),
    reading("id-mismatch", "an id that is not the file's name, or a file without its other half"),
    reading("unreadable", "a file that cannot be read"),
    reading("red-flag-without-feedback", "a red flag that tells its maker nothing"),
    by_file("missing-schema", Severity::Warn, "no `#:schema` line for editors"),
    by_file("unfinished", Severity::Error, "a text that still says TODO"),
    by_grade("reference-falls-short", Severity::Error, "a reference answer that does not earn 90 points"),
    by_grade(
        "contradicted-by-reference",
        Severity::Error,
        "a signal that a reference answer is read as contradicting",
    ),
    by_grade(
        "unreachable-signal",
        Severity::Error,
        "a signal that nothing in its own key meets, or that no reference answer shows",
    ),
    by_grade(
        "unmet-example",
        Severity::Info,
        "a statement or example that does not meet its signal by itself",
    ),
    by_grade("answered-by-question", Severity::Info, "a signal that the question's own words meet"),
    by_grade("duplicate-signal", Severity::Warn, "two signals that the same sentences meet"),
    by_grade("red-flag-passes", Severity::Info, "a red flag whose statement meets the signal"),
    by_file("vague-statement", Severity::Warn, "a statement that claims nothing"),
    by_file("two-statements", Severity::Warn, "two sentences or half-sentences in one statement"),
    by_file("joined-statements", Severity::Info, "two claims joined by `, and`"),
    by_file("repeated-term", Severity::Warn, "a term that the matcher reads as another one of its group"),
    by_file("covered-term", Severity::Info, "a term that can never add to another one of its group"),
    by_file("unmatched-group", Severity::Warn, "a keyword group that nothing in the question's own key has"),
    by_file("common-keywords", Severity::Warn, "a signal whose keywords most other reference answers have"),
    by_file("common-term", Severity::Info, "a term that most other reference answers have"),
    by_file("many-required", Severity::Warn, "more required signals than an answer can be held to"),
    by_file("dominant-signal", Severity::Warn, "a signal that weighs more than all others"),
    by_file("weightless-signal", Severity::Info, "a signal that counts nothing"),
    by_file("pass-needs-bonus", Severity::Warn, "a pass mark that cannot be reached without a bonus"),
    by_file("shared-side-name", Severity::Warn, "a name that the matcher finds on two sides of a contrast"),
    by_file("bad-allowance", Severity::Warn, "an allowance without a known code or a reason"),
    by_file("unused-allowance", Severity::Warn, "an allowance that nothing needs"),
];

const fn by_file(code: &'static str, severity: Severity, summary: &'static str) -> Rule {
    Rule {
        code,
        severity,
        summary,
        grades: false,
    }
}

const fn by_grade(code: &'static str, severity: Severity, summary: &'static str) -> Rule {
    Rule {
        grades: true,
        ..by_file(code, severity, summary)
    }
}

/// A rule that the reader of files holds.
const fn reading(code: &'static str, summary: &'static str) -> Rule {
    by_file(code, Severity::Error, summary)
}

/// The rule with this code.
#[must_use]
pub(super) fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_that_a_reader_finds_is_a_rule() {
        for code in crate::rubric::Code::ALL {
            assert_eq!(rule(code.name()).map(|r| r.severity), Some(Severity::Error), "{}", code.name());
        }
        let mut codes: Vec<&str> = RULES.iter().map(|r| r.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), RULES.len());
    }
}
