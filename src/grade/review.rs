//! Why a person should look at a grade before it counts.

use std::fmt;

use serde::Serialize;

use super::flags::{Flag, FlagKind};
use super::result::SignalGrade;
use crate::score::Reading;
use crate::text::is_known_word;

/// Probability of contradiction between which polarity is in doubt, as far as the answer is about the signal at all.
const DOUBTFUL: (f64, f64) = (0.3, 0.7);
/// Share of the weight that such signals must have together.
const DOUBTFUL_SHARE: f64 = 0.25;
/// How far the similarity of a signal's evidence and its coverage may lie apart on the way to being met, and the share of the weight with more.
const APART: f64 = 0.6;
const APART_SHARE: f64 = 0.34;
/// How many times as long as the longest reference answer, or as short as the shortest, an answer may be; in words.
const LONGER: f64 = 4.0;
const SHORTER: f64 = 0.1;
/// Share of the content words that may be in no list of English words and not in the key.
const UNKNOWN_SHARE: f64 = 0.25;
/// Content words needed to judge by.
const ENOUGH_WORDS: usize = 8;

/// A reason not to trust a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Review {
    /// Whether the answer affirms or denies what it speaks of is in doubt.
    Polarity,
    /// The words are missing and the meaning seems to be there, or the other way round.
    WordsAndMeaningDiffer,
    /// It is much longer or much shorter than the reference answers.
    Length,
    /// Many of its words are unknown.
    UnknownWords,
    /// A flag lowers the score by its form, or it is in another language.
    Flagged,
}

impl fmt::Display for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Polarity => "it is in doubt whether some of it is meant as it should be or the other way round",
            Self::WordsAndMeaningDiffer => "words and meaning do not agree: usual terms without the claim, or the claim in unusual terms",
            Self::Length => "it is much longer or much shorter than the reference answers",
            Self::UnknownWords => "many of its words are unknown",
            Self::Flagged => "its form lowers the score, or it is in another language",
        })
    }
}

/// Why a person should look at an answer, in the order of [`Review`]; `expected` holds the lengths of the reference answers in words, `known` says which stems the key has.
pub(super) fn reviews(signals: &[SignalGrade], flags: &[Flag], reading: &Reading, expected: &[usize], known: impl Fn(&str) -> bool) -> Vec<Review> {
    if flags.iter().any(|f| f.kind == FlagKind::Blank) {
        return Vec::new();
    }
    let words = reading.document().words();
    let content: Vec<_> = words.iter().filter(|w| w.is_content()).collect();
    let unknown = content
        .iter()
        .filter(|w| !known(&w.stem) && w.parts.is_empty() && !is_known_word(&w.norm) && w.norm.chars().all(char::is_alphabetic));
    let longest = expected.iter().copied().max().unwrap_or(0) as f64;
    let shortest = expected.iter().copied().min().unwrap_or(0) as f64;
    let length = words.len() as f64;
    let total: f64 = signals.iter().map(|s| s.weight).sum();
    let share = |of: &dyn Fn(&SignalGrade) -> bool| signals.iter().filter(|s| of(s)).map(|s| s.weight).sum::<f64>() / total.max(f64::MIN_POSITIVE);
    let polarity = |s: &SignalGrade| s.support >= 0.5 && (DOUBTFUL.0..DOUBTFUL.1).contains(&(s.contradiction / s.support));
    let apart = |s: &SignalGrade| s.support >= 0.5 && (s.features.coverage - s.features.gist).abs() > APART;
    let found = [
        (Review::Polarity, share(&polarity) >= DOUBTFUL_SHARE),
        (Review::WordsAndMeaningDiffer, share(&apart) >= APART_SHARE),
        (Review::Length, longest > 0.0 && (length > LONGER * longest || length < SHORTER * shortest)),
        (
            Review::UnknownWords,
            content.len() >= ENOUGH_WORDS && unknown.count() as f64 > UNKNOWN_SHARE * content.len() as f64,
        ),
        (Review::Flagged, flags.iter().any(|f| f.cap.is_some() || f.kind == FlagKind::OtherLanguage)),
    ];
    found.into_iter().filter(|(_, holds)| *holds).map(|(review, _)| review).collect()
}
