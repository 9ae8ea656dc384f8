//! What an attack is, and what it requires of the score.

use std::fmt;

use serde::Serialize;

use super::seed::Rng;
use super::subject::Subject;
use crate::grade::FlagKind;

/// Points that the same text typed in another way may earn more or less: nothing was said differently, and the rest is where sentences are cut.
pub(super) const RETYPED: f64 = 2.0;
/// Points that the same claims in other sentences or in company may earn more or less: the windows that are measured are others.
pub(super) const RESTATED: f64 = 5.0;
/// Most points for a text that says nothing at all.
pub(super) const NOTHING: f64 = 1.0;
/// Most points for what may share a word with the key by chance.
pub(super) const CHANCE: f64 = 5.0;
/// Most points for a repeated question: its words are the topic's.
pub(super) const QUESTION: f64 = 10.0;
/// Fewest points for a reference answer, which the guide for authors promises.
pub(super) const FULL: f64 = 90.0;

/// How a requirement is meant, after CheckList (Ribeiro 2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Test {
    /// Invariance: the score may move by a tolerance at most.
    Inv,
    /// Direction: the score must move the stated way.
    Dir,
    /// Minimum functionality: a requirement on the score itself.
    Mft,
}

impl Test {
    /// The name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Inv => "INV",
            Self::Dir => "DIR",
            Self::Mft => "MFT",
        }
    }
}

/// A row of the catalogue with its generator.
#[derive(Debug, Clone, Copy)]
pub struct Attack {
    /// Its number, `A1` to `A31`.
    pub id: &'static str,
    /// What it does, in a few words.
    pub name: &'static str,
    /// How it is mostly meant; a single case may require more.
    pub test: Test,
    /// Makes its answers to one question. Where the key offers nothing to attack, there are none.
    pub(super) generate: fn(&Subject<'_>, &mut Rng) -> Vec<Case>,
}

/// How a score must stand to that of another answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Comparison {
    /// At most so many points away.
    Within(f64),
    /// At most so many points away, unless a flag says that something is odd.
    WithinOrFlagged(f64),
    /// At most so many points above.
    NotAbove(f64),
    /// At most so many points below.
    NotBelow(f64),
    /// Below, where there is anything to lose.
    Below,
}

impl fmt::Display for Comparison {
    /// The words before the other answer's score.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Within(points) => write!(f, "within {points} of"),
            Self::WithinOrFlagged(points) => write!(f, "a flag, or within {points} of"),
            Self::NotAbove(points) => write!(f, "at most {points} above"),
            Self::NotBelow(points) => write!(f, "at most {points} below"),
            Self::Below => f.write_str("less than"),
        }
    }
}

/// What must hold of a graded answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Requirement {
    /// The score is below the pass mark.
    BelowPass,
    /// The score is at most this.
    AtMost(f64),
    /// The score is at least this.
    AtLeast(f64),
    /// The score stands so to that of another answer.
    Compared {
        /// The other answer.
        base: String,
        /// How it must stand to it.
        how: Comparison,
    },
    /// Some flag is raised.
    Flagged,
    /// This flag is raised.
    Flag(FlagKind),
    /// The signal with this id is met.
    Meets(String),
}

impl Requirement {
    /// The answer that it compares with, if it does.
    fn base(&self) -> Option<&str> {
        match self {
            Self::Compared { base, .. } => Some(base),
            _ => None,
        }
    }

    /// Whether it says that a score may not move.
    pub(super) fn is_invariance(&self) -> bool {
        matches!(
            self,
            Self::Compared {
                how: Comparison::Within(_) | Comparison::WithinOrFlagged(_),
                ..
            }
        )
    }
}

/// A generated answer with what is required of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Which of the attack's ways it is, in a few words.
    pub variant: &'static str,
    /// The answer.
    pub text: String,
    /// What must hold; never empty once a generator is done with it.
    pub requires: Vec<Requirement>,
    /// Whether it is an answer that deserves no pass, and counts in the false-accept rate.
    pub attack: bool,
}

impl Case {
    /// Every text that has to be graded to judge it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.requires.iter().filter_map(Requirement::base))
    }

    /// An answer of which nothing is required yet.
    pub(super) fn new(variant: &'static str, text: impl Into<String>) -> Self {
        Self {
            variant,
            text: text.into(),
            requires: Vec::new(),
            attack: false,
        }
    }

    /// Adds a requirement.
    pub(super) fn requires(mut self, requirement: Requirement) -> Self {
        self.requires.push(requirement);
        self
    }

    /// Requires that the score stands so to that of `base`.
    pub(super) fn compared(self, base: &str, how: Comparison) -> Self {
        self.requires(Requirement::Compared { base: base.to_owned(), how })
    }

    /// Makes it an attack answer: one that must not pass.
    pub(super) fn attack(mut self) -> Self {
        self.attack = true;
        self.requires(Requirement::BelowPass)
    }
}
