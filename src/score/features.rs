//! The measurements that a probability is made of.

use serde::Serialize;

/// By how much what is right must be nearer than a red flag for the red flag to say nothing at all: what is usual in right answers, and what is taken where the
/// author wrote none. Without it the right words of a sentence would speak against its being denied.
pub(super) const NO_RED_FLAG: f64 = -0.2;

/// The part of a claim that someone does not show who only guesses it.
const UNSURE: f64 = 0.5;

/// The measurements of one signal in one window: everything a probability is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Features {
    /// Share of the keyword groups found in the window, by weight, in 0..=1.
    pub coverage: f64,
    /// The same over the whole answer.
    pub coverage_anywhere: f64,
    /// How well the window's tokens align with those of the statement or the best example, in 0..=1.
    pub alignment: f64,
    /// The mean of that and of how well the window's own content fits the statement or the best example, in 0..=1.
    pub fit: f64,
    /// Cosine of the window's mean content token with that of the statement or the nearest example, in -1..=1.
    pub gist: f64,
    /// Alignment with the statement alone.
    pub statement_alignment: f64,
    /// Share of the window's words that stand in bare lists, in 0..=1.
    pub bare: f64,
    /// By how much that share over the whole answer exceeds what honest answers have, in 0..=1.
    pub bare_overall: f64,
    /// What speaks against the signal.
    #[serde(flatten)]
    pub against: Against,
    /// Whether the window holds two sentences.
    #[serde(skip)]
    pub together: bool,
    /// Share of the window's words that are hedged or report what others say, in 0..=1.
    pub hedged: f64,
}

/// The measurements of what a window says against a signal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Against {
    /// Share of what the window has in common with the statement and the examples that stands against it in any way, in 0..=1.
    pub opposition: f64,
    /// Share of it that is denied there or here, in 0..1; this and the next two are small where little is in common.
    pub denied: f64,
    /// Share of it that is said with the opposite word, in 0..1.
    pub opposite: f64,
    /// Share of it that is said of another thing, in 0..1.
    pub other_side: f64,
    /// [`Self::denied`] beside the nearest of statement, examples and reference answers alone: where an answer takes over a sentence and denies it.
    pub nearest_denied: f64,
    /// [`Self::opposite`] beside the nearest one alone.
    pub nearest_opposite: f64,
    /// [`Self::other_side`] beside the nearest one alone.
    pub nearest_other_side: f64,
    /// How far the window says the nearest one over again, in 0..=1. What stands against a sentence in its own words is meant, where in other words it may be a misreading.
    pub retold: f64,
    /// How much better a red flag aligns than the statement and the examples, in -0.2..=1.
    pub red_flag_alignment: f64,
    /// How much nearer the mean content token of a red flag is than that of the statement and the examples, in -0.2..=2.
    pub red_flag_gist: f64,
    /// How much more of a red flag's words than of the statement's are said, with the same polarity, in -0.2..=1.
    pub red_flag_words: f64,
}

impl Features {
    /// How much of what it says the window commits to, in 0..=1.
    #[must_use]
    pub fn committed(&self) -> f64 {
        1.0 - UNSURE * self.hedged
    }

    /// The measurements of a window that nothing speaks against, with nothing for it either.
    #[must_use]
    pub fn unopposed() -> Self {
        Self {
            against: Against {
                red_flag_alignment: NO_RED_FLAG,
                red_flag_gist: NO_RED_FLAG,
                red_flag_words: NO_RED_FLAG,
                ..Against::default()
            },
            ..Self::default()
        }
    }
}
