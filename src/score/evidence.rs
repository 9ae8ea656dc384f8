//! Evidence: what in an answer speaks for a signal, and what against it.

use std::collections::HashSet;
use std::ops::Range;

use super::alignment::{Aligned, align};
use super::beside::{Beside, Nearness};
use super::calibration::{Calibration, Curves};
use super::features::{Against, Features, NO_RED_FLAG};
use super::key::{AnswerKey, CompiledSignal};
use super::reading::{Reading, Window};
use crate::coverage::{GroupHits, How};
use crate::polarity::{Opposition, Reason};

/// What the examples count for beside the statement when polarity is read: they say more than the statement does.
const EXAMPLE: f64 = 0.5;
/// Share of what a window has in common with statement and examples that it must have in common with a reference answer to be judged by it.
const COMPARABLE: f64 = 0.6;
/// The part of the shared content that must stand against a statement before its reasons are worth telling.
const WORTH_TELLING: f64 = 0.2;

/// How well a window must fit a statement or an example, both ways, to begin to be taken for what its author wrote, and to be taken for it altogether. Lists of keywords reach
/// 0.78 in the stuffed answers of `tests/claims`; an example that is said again reaches 0.96.
const AS_WRITTEN: (f64, f64) = (0.85, 0.95);

/// How well a window must fit the nearest phrase, both ways, to begin to tell it over again, and to tell it altogether. Of the strong samples (tests/samples) about one signal
/// in fourteen is met by a window that fits better than the middle of these.
const RETOLD: (f64, f64) = (0.70, 0.85);

/// By how much less well a phrase may fit a window than the best one and still be as near as that.
const AS_NEAR: f64 = 0.05;

/// Share of bare list items up to which an answer is like any other: nine in ten honest answers in note form have less, so that one more heading costs nothing.
const HONEST_BARE: f64 = 0.30;

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
        self.support * (1.0 - self.contradiction) * self.features.committed()
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

/// Collects the evidence for every signal of `key` in `reading`, whose windows are `windows`.
#[must_use]
pub fn evidence(key: &AnswerKey, reading: &Reading, windows: &[Window], calibration: &Calibration) -> Vec<SignalEvidence> {
    let aligned = align(key, reading);
    let signals = key.signals.iter().zip(&aligned);
    signals
        .map(|(signal, aligned)| evidence_for(signal, aligned, key, reading, windows, calibration))
        .collect()
}

fn evidence_for(
    signal: &CompiledSignal,
    aligned: &[Aligned],
    key: &AnswerKey,
    reading: &Reading,
    windows: &[Window],
    calibration: &Calibration,
) -> SignalEvidence {
    let curves = if signal.is_plain() { &calibration.plain } else { &calibration.authored };
    let hits: Vec<GroupHits> = signal.groups.iter().map(|g| g.find(reading.document(), &reading.claim.index)).collect();
    let everywhere = coverage(&hits, &reading.claim.all());
    let bare_overall = (reading.bare_overall() - HONEST_BARE).max(0.0);
    let beside: Vec<Beside> = aligned.iter().map(|a| Beside::new(a, key, reading, &hits)).collect();
    let (positives, red_flags) = beside.split_at(signal.positives.len());
    let measure = |(at, window): (usize, &Window)| {
        let beside_each: Vec<Nearness> = positives.iter().map(|p| p.within(window)).collect();
        let opposition = opposition(signal, &beside_each);
        let terse = 1.0 - as_written(&beside_each[..beside_each.len() - signal.from_references]);
        let right = Right {
            fit: beside_each.iter().map(|n| n.fit).fold(0.0, f64::max),
            gist: beside_each.iter().map(|n| n.gist).fold(f64::NEG_INFINITY, f64::max),
            said: beside_each[0].said,
        };
        let (red_flag, against) = against(&opposition, nearest_phrase(&beside_each), &right, red_flags, window);
        let features = Features {
            coverage: coverage(&hits, &window.words),
            coverage_anywhere: everywhere,
            alignment: beside_each.iter().map(|n| n.recall).fold(0.0, f64::max),
            fit: right.fit,
            gist: right.gist,
            statement_alignment: beside_each[0].recall,
            bare: terse * reading.bare_of(window),
            bare_overall: terse * bare_overall,
            against,
            together: window.sentences.len() > 1,
            hedged: hedged(reading, window),
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

/// How far a window is what the author `written`, in 0..=1: such words are a claim, however terse.
fn as_written(written: &[Nearness]) -> f64 {
    ramp(written.iter().map(|n| n.fit).fold(0.0, f64::max), AS_WRITTEN)
}

/// From 0 at the first of two values to 1 at the second.
fn ramp(value: f64, (from, to): (f64, f64)) -> f64 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}

/// The share of the window's words that are said without commitment.
fn hedged(reading: &Reading, window: &Window) -> f64 {
    let hedged = window.words.clone().filter(|w| reading.claim.polarity.is_hedged(*w)).count();
    hedged as f64 / window.words.len().max(1) as f64
}

/// What stands against the statement and the examples; or against what a reference answer says of the signal, where that has about as much in common with the
/// window and stands against it less: a reference answer is right, so what agrees with it is no contradiction. The same goes for a statement or an example that the window
/// says again.
fn opposition(signal: &CompiledSignal, beside_each: &[Nearness]) -> Opposition {
    let (written, shown) = beside_each.split_at(beside_each.len() - signal.from_references);
    let mut least = Opposition::default();
    for (i, other) in written.iter().enumerate() {
        least.add(&other.opposition, if i == 0 { 1.0 } else { EXAMPLE });
    }
    let all = least.shared();
    let comparable = |n: &Nearness| n.opposition.shared() >= COMPARABLE * all;
    let again = written.iter().filter(|n| n.fit >= AS_WRITTEN.1);
    for Nearness { opposition: other, .. } in shown.iter().filter(|n| comparable(n)).chain(again) {
        if other.share() < least.share() {
            least = other.clone();
        }
    }
    least
}

/// Which of statement, examples and places of reference answers fits the window best, of those that fit about as well the one that the window stands against least; the first of
/// equals, and the statement without a model.
fn nearest_phrase(beside_each: &[Nearness]) -> &Nearness {
    let best = beside_each.iter().map(|n| n.fit).fold(0.0, f64::max);
    let near = beside_each.iter().filter(|n| n.fit > best - AS_NEAR);
    let least = near.reduce(|least, this| if this.opposition.share() < least.opposition.share() { this } else { least });
    least.unwrap_or(&beside_each[0])
}

/// How near a window is to what is right: what a red flag must beat.
struct Right {
    fit: f64,
    gist: f64,
    said: f64,
}

/// The red flag that the window comes nearest to, and what speaks against the signal in all.
fn against(opposition: &Opposition, phrase: &Nearness, right: &Right, red_flags: &[Beside], window: &Window) -> (Option<usize>, Against) {
    let mut nearest: Option<(usize, f64, f64)> = None;
    let mut near_flag = f64::NEG_INFINITY;
    for (i, flag) in red_flags.iter().enumerate() {
        let flag = flag.within(window);
        near_flag = near_flag.max(flag.gist);
        let (by_alignment, by_words) = (flag.fit - right.fit, flag.said - right.said);
        if nearest.is_none_or(|(_, a, w)| by_alignment + by_words > a + w) {
            nearest = Some((i, by_alignment, by_words));
        }
    }
    let (_, by_alignment, by_words) = nearest.unwrap_or((0, NO_RED_FLAG, NO_RED_FLAG));
    let beside_phrase = &phrase.opposition;
    let against = Against {
        opposition: opposition.share(),
        denied: opposition.share_of(opposition.denied),
        opposite: opposition.share_of(opposition.opposite),
        other_side: opposition.share_of(opposition.other_side),
        nearest_denied: beside_phrase.share_of(beside_phrase.denied),
        nearest_opposite: beside_phrase.share_of(beside_phrase.opposite),
        nearest_other_side: beside_phrase.share_of(beside_phrase.other_side),
        retold: ramp(phrase.fit, RETOLD),
        red_flag_alignment: by_alignment.max(NO_RED_FLAG),
        red_flag_gist: (near_flag - right.gist).max(NO_RED_FLAG),
        red_flag_words: by_words.max(NO_RED_FLAG),
    };
    (nearest.map(|(i, ..)| i), against)
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
