//! Evidence: what in an answer speaks for a signal, and what against it.

use std::collections::HashSet;
use std::ops::Range;

use serde::Serialize;

use super::alignment::Aligned;
use super::calibration::{Calibration, Curves};
use super::key::{AnswerKey, CompiledSignal, Phrase};
use super::reading::{Reading, Window};
use crate::coverage::{GroupHits, How};
use crate::polarity::{Opposition, Reason, oppose};

/// What the examples count for beside the statement when polarity is read: they say more than the statement does.
const EXAMPLE: f64 = 0.5;
/// Share of what a window has in common with statement and examples that it must have in common with a reference answer to be judged by it.
const COMPARABLE: f64 = 0.6;
/// The part of the shared content that must stand against a statement before its reasons are worth telling.
const WORTH_TELLING: f64 = 0.2;

/// By how much what is right must be nearer than a red flag for the red flag to say nothing at all: what is usual in right answers, and what is taken where the
/// author wrote none. Without it the right words of a sentence would speak against its being denied.
const NO_RED_FLAG: f64 = -0.2;

/// Share of bare list items up to which an answer is like any other: nine in ten honest answers in note form have less, so that one more heading costs nothing.
const HONEST_BARE: f64 = 0.30;

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
    /// Whether the window is hedged or reports what others say: 0 or 1.
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
    /// How much better a red flag aligns than the statement and the examples, in -0.2..=1.
    pub red_flag_alignment: f64,
    /// How much nearer the mean content token of a red flag is than that of the statement and the examples, in -0.2..=2.
    pub red_flag_gist: f64,
    /// How much more of a red flag's words than of the statement's are said, with the same polarity, in -0.2..=1.
    pub red_flag_words: f64,
}

impl Features {
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

/// What one window says about a signal.
#[derive(Debug, Clone)]
pub struct WindowEvidence {
    /// Index into [`Reading::windows`].
    pub window: usize,
    /// The measurements.
    pub features: Features,
    /// Probability that the window is about the signal and says enough, in 0..=1.
    pub support: f64,
    /// Probability that what it says is the opposite, in 0..=1.
    pub contradiction: f64,
    /// The red flag it comes nearest to.
    pub red_flag: Option<usize>,
    /// What stands against the statement.
    pub reasons: Vec<Reason>,
}

impl WindowEvidence {
    /// Probability that the window meets the signal.
    #[must_use]
    pub fn met(&self) -> f64 {
        self.support * (1.0 - self.contradiction)
    }

    /// Probability that the window contradicts the signal.
    #[must_use]
    pub fn contradicted(&self) -> f64 {
        self.support * self.contradiction
    }
}

/// A keyword found in the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundKeyword {
    /// The term of the rubric.
    pub term: String,
    /// Words of the answer.
    pub words: Range<usize>,
    /// How it was found.
    pub how: How,
}

/// Everything an answer says about one signal.
#[derive(Debug, Clone)]
pub struct SignalEvidence {
    /// Where its keyword groups stand in the answer.
    pub hits: Vec<GroupHits>,
    /// One for each window.
    pub windows: Vec<WindowEvidence>,
}

impl SignalEvidence {
    /// The window that is most about the signal, whichever way, and decides about it: elsewhere both agreement and opposition are mostly about something else. Two sentences must
    /// be [`TOGETHER`] more about it than one. The first of equals.
    #[must_use]
    pub fn topical(&self) -> Option<&WindowEvidence> {
        most_topical(&self.windows, |w| w.support, |w| w.features.together)
    }

    /// The keywords found within `words`, one for each group.
    #[must_use]
    pub fn keywords_within(&self, words: &Range<usize>) -> Vec<FoundKeyword> {
        let found = self.hits.iter().filter_map(|g| g.best_within(words));
        found
            .map(|(hit, term)| FoundKeyword {
                term: term.clone(),
                words: hit.words.clone(),
                how: hit.how,
            })
            .collect()
    }
}

/// By how much more probable it must be that two neighbouring sentences are about a signal than that one is, before they are judged together: the second is mostly about
/// something else, and may be wrong about that.
const TOGETHER: f64 = 0.1;

/// The window with most support, those of two sentences less [`TOGETHER`]; the first of equals.
pub(crate) fn most_topical<T>(windows: &[T], support: impl Fn(&T) -> f64, together: impl Fn(&T) -> bool) -> Option<&T> {
    let worth = |w: &T| support(w) - if together(w) { TOGETHER } else { 0.0 };
    windows.iter().reduce(|most, this| if worth(this) > worth(most) { this } else { most })
}

/// Collects the evidence for `signal` in `reading`, whose windows are `windows`.
#[must_use]
pub fn evidence(signal: &CompiledSignal, key: &AnswerKey, reading: &Reading, windows: &[Window], calibration: &Calibration) -> SignalEvidence {
    let curves = if signal.is_plain() { &calibration.plain } else { &calibration.authored };
    let hits: Vec<GroupHits> = signal.groups.iter().map(|g| g.find(reading.document(), &reading.claim.index)).collect();
    let everywhere = coverage(&hits, &reading.claim.all());
    let bare_overall = (reading.bare_overall() - HONEST_BARE).max(0.0);
    let aligned: Vec<Aligned> = signal.positives.iter().map(|p| Aligned::new(p, reading)).collect();
    let flagged: Vec<Aligned> = signal.red_flags.iter().map(|(_, p)| Aligned::new(p, reading)).collect();
    let measure = |(at, window): (usize, &Window)| {
        let covered = coverage(&hits, &window.words);
        let alignments: Vec<f64> = aligned.iter().map(|a| a.recall(window)).collect();
        let alignment = alignments.iter().copied().fold(0.0, f64::max);
        let fit = aligned.iter().map(|a| a.symmetric(window)).fold(0.0, f64::max);
        let beside_each: Vec<Opposition> = signal.positives.iter().map(|p| opposition_with(p, key, reading, window, &hits)).collect();
        let opposition = opposition(signal, &beside_each);
        let beside_nearest = &beside_each[nearest_phrase(&aligned, window)];
        let said = said(&signal.positives[0], &beside_each[0]);
        let gist = reading.gist(window);
        let nearest = |phrases: &mut dyn Iterator<Item = &Phrase>| phrases.map(|p| f64::from(p.gist.cosine(&gist))).fold(f64::NEG_INFINITY, f64::max);
        let near = nearest(&mut signal.positives.iter());
        let near_flag = nearest(&mut signal.red_flags.iter().map(|(_, p)| p));
        let (red_flag, red_flag_alignment, red_flag_words) = red_flag(signal, key, reading, window, &hits, &flagged, fit, said);
        let features = Features {
            coverage: covered,
            coverage_anywhere: everywhere,
            alignment,
            fit,
            gist: near,
            statement_alignment: alignments.first().copied().unwrap_or(0.0),
            bare: reading.bare_of(window),
            bare_overall,
            against: Against {
                opposition: opposition.share(),
                denied: opposition.share_of(opposition.denied),
                opposite: opposition.share_of(opposition.opposite),
                other_side: opposition.share_of(opposition.other_side),
                nearest_denied: beside_nearest.share_of(beside_nearest.denied),
                nearest_opposite: beside_nearest.share_of(beside_nearest.opposite),
                red_flag_alignment: red_flag_alignment.max(NO_RED_FLAG),
                red_flag_gist: (near_flag - near).max(NO_RED_FLAG),
                red_flag_words: red_flag_words.max(NO_RED_FLAG),
            },
            together: window.sentences.len() > 1,
            hedged: f64::from(u8::from(window.words.clone().any(|w| reading.claim.polarity.is_hedged(w)))),
        };
        WindowEvidence {
            window: at,
            support: curves.support.at(&features),
            contradiction: curves.contradiction.at(&features),
            features,
            red_flag,
            reasons: told(opposition),
        }
    };
    let mut measured: Vec<WindowEvidence> = windows.iter().enumerate().map(measure).collect();
    inherit(&mut measured, windows, curves);
    SignalEvidence { windows: measured, hits }
}

/// A sentence that says the opposite says it in company too: a window of two sentences has at least the opposition of each.
fn inherit(measured: &mut [WindowEvidence], windows: &[Window], curves: &Curves) {
    // Windows of one sentence come first, in order, so that the index of a sentence is that of its window.
    for at in 0..measured.len() {
        if windows[at].sentences.len() < 2 {
            continue;
        }
        for single in windows[at].sentences.clone() {
            let from = measured[single].clone();
            let to = &mut measured[at];
            if from.contradiction > to.contradiction {
                to.features.against = from.features.against;
                to.contradiction = curves.contradiction.at(&to.features);
                to.red_flag = from.red_flag;
                to.reasons = from.reasons;
            }
        }
    }
}

/// The share of the groups, by weight, that have a hit within `words`.
fn coverage(hits: &[GroupHits], words: &Range<usize>) -> f64 {
    let total: f64 = hits.iter().map(|g| g.weight).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let found: f64 = hits
        .iter()
        .map(|g| g.weight * g.best_within(words).map_or(0.0, |(hit, _)| hit.how.strength()))
        .sum();
    found / total
}

/// What stands against the statement and the examples; or against what a reference answer says of the signal, where that has about as much in common with the
/// window and stands against it less: a reference answer is right, so what agrees with it is no contradiction.
fn opposition(signal: &CompiledSignal, beside_each: &[Opposition]) -> Opposition {
    let (written, shown) = beside_each.split_at(beside_each.len() - signal.from_references);
    let mut least = Opposition::default();
    for (i, other) in written.iter().enumerate() {
        least.add(other, if i == 0 { 1.0 } else { EXAMPLE });
    }
    for other in shown {
        if other.share() < least.share() && other.shared() >= COMPARABLE * least.shared() {
            least = other.clone();
        }
    }
    least
}

/// Which of statement, examples and places of reference answers fits the window best; the first of equals, and the statement without a model.
fn nearest_phrase(aligned: &[Aligned], window: &Window) -> usize {
    let fits = aligned.iter().map(|a| a.symmetric(window)).enumerate();
    fits.reduce(|most, this| if this.1 > most.1 { this } else { most }).map_or(0, |(at, _)| at)
}

fn opposition_with(phrase: &Phrase, key: &AnswerKey, reading: &Reading, window: &Window, hits: &[GroupHits]) -> Opposition {
    let pairs: Vec<_> = hits.iter().zip(&phrase.hits).collect();
    oppose(&reading.claim, &window.words, &phrase.claim, &pairs, &key.contrasts)
}

/// How much of a phrase is said with its own polarity, in 0..=1.
fn said(phrase: &Phrase, opposition: &Opposition) -> f64 {
    if phrase.mass > 0.0 { (opposition.agree / phrase.mass).min(1.0) } else { 0.0 }
}

/// The red flag that the window comes nearest to, and by how much it is nearer than what is right.
#[expect(clippy::too_many_arguments, reason = "the measurements of one window, taken apart to be taken once")]
fn red_flag(
    signal: &CompiledSignal,
    key: &AnswerKey,
    reading: &Reading,
    window: &Window,
    hits: &[GroupHits],
    flagged: &[Aligned],
    fit: f64,
    right: f64,
) -> (Option<usize>, f64, f64) {
    let mut nearest: Option<(usize, f64, f64)> = None;
    for (i, ((_, phrase), aligned)) in signal.red_flags.iter().zip(flagged).enumerate() {
        let by_alignment = aligned.symmetric(window) - fit;
        let by_words = said(phrase, &opposition_with(phrase, key, reading, window, hits)) - right;
        if nearest.is_none_or(|(_, a, w)| by_alignment + by_words > a + w) {
            nearest = Some((i, by_alignment, by_words));
        }
    }
    nearest.map_or((None, NO_RED_FLAG, NO_RED_FLAG), |(i, a, w)| (Some(i), a, w))
}

fn told(mut opposition: Opposition) -> Vec<Reason> {
    if opposition.share() < WORTH_TELLING {
        return Vec::new();
    }
    opposition.reasons.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut seen = HashSet::new();
    opposition
        .reasons
        .into_iter()
        .map(|(_, r)| r)
        .filter(|r| seen.insert(format!("{r:?}")))
        .take(3)
        .collect()
}
