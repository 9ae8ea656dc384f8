//! How an answer stands against what it was.

use std::collections::BTreeMap;

use super::{Answer, Baseline};
use crate::grade::Verdict;

/// Points by which a score may be lower and the answer still count as unchanged. Scores have one decimal, and between processors a component of a vector can move by
/// one step of its 8 bits; half a point is more than that moves and less than what a reader would call a change. Exactly this much less is unchanged.
///
/// It cannot be used up in small steps: an entry keeps its score until the answer is better by more than this, so that every loss counts from the best.
pub const TOLERANCE: f64 = 0.5;

/// Below the smallest difference of two scores, above what their representation as `f64` does to it.
const REPRESENTATION: f64 = 1e-9;

/// How an answer stands against the baseline.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// The baseline does not know it: the bar decides.
    New,
    /// Its rubric is not the one it was graded by, so that its points do not compare: the bar decides, as for a new answer.
    RubricChanged {
        /// Points that it had by the other rubric.
        before: f64,
    },
    /// The same to [`TOLERANCE`], with the same signals met.
    Unchanged,
    /// It lost points or a signal: it fails, above the bar or below.
    Worse {
        /// Points that it lost; less than 0 where it gained some and lost a signal.
        by: f64,
        /// Signals that were met and are not any more, in the order of their ids.
        lost: Vec<String>,
    },
    /// It gained points or a signal and lost neither.
    Improved {
        /// Points that it gained; less than 0 where it lost some within [`TOLERANCE`].
        by: f64,
        /// Signals that are met and were not, in the order of their ids.
        gained: Vec<String>,
    },
}

impl Baseline {
    /// How `answer` stands.
    #[must_use]
    pub fn state(&self, answer: &Answer) -> State {
        let Some(before) = self.get(&answer.id) else { return State::New };
        let now = &answer.now;
        if before.rubric != now.rubric {
            return State::RubricChanged { before: before.score };
        }
        let gain = rounded(now.score - before.score);
        let lost = met_only_in(&before.signals, &now.signals);
        let gained = met_only_in(&now.signals, &before.signals);
        let is_more = |points: f64| points > TOLERANCE + REPRESENTATION;
        // A score that is not a number is no improvement.
        if !now.score.is_finite() || is_more(-gain) || !lost.is_empty() {
            State::Worse { by: rounded(-gain), lost }
        } else if is_more(gain) || !gained.is_empty() {
            State::Improved { by: gain, gained }
        } else {
            State::Unchanged
        }
    }
}

/// To one decimal, as scores are, and without a negative zero.
fn rounded(points: f64) -> f64 {
    (points * 10.0).round() / 10.0 + 0.0
}

/// Ids of the signals that are met in `these` and not in `those`.
fn met_only_in(signals: &BTreeMap<String, Verdict>, others: &BTreeMap<String, Verdict>) -> Vec<String> {
    let is_met = |of: Option<&Verdict>| of == Some(&Verdict::Met);
    signals
        .iter()
        .filter(|(id, verdict)| is_met(Some(verdict)) && !is_met(others.get(*id)))
        .map(|(id, _)| id.clone())
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Accept, Entry, Id, Scope};
    use super::*;

    pub(in super::super) fn answer(name: &str, score: f64, signals: &[(&str, Verdict)]) -> Answer {
        Answer {
            id: Id {
                question: "q".into(),
                answer: name.into(),
            },
            now: Entry {
                rubric: "r1".into(),
                score,
                signals: signals.iter().map(|(id, v)| ((*id).to_owned(), *v)).collect(),
            },
            is_below: score < 60.0,
        }
    }

    pub(in super::super) fn baseline(answers: &[Answer]) -> Baseline {
        Baseline::new("m").update(answers, "m", Scope::All, Accept::ALL).unwrap().baseline
    }

    fn state(before: &Answer, now: &Answer) -> State {
        baseline(std::slice::from_ref(before)).state(now)
    }

    use Verdict::{Contradicted, Met, NotAddressed, PartlyMet};

    #[test]
    fn an_answer_the_baseline_does_not_know_is_new() {
        let state = baseline(&[answer("a", 50.0, &[])]).state(&answer("b", 50.0, &[]));
        assert_eq!(state, State::New);
    }

    #[test]
    fn the_same_answer_is_unchanged() {
        let a = answer("a", 50.0, &[("s", PartlyMet)]);
        let state = state(&a, &a);
        assert_eq!(state, State::Unchanged);
    }

    #[test]
    fn exactly_the_tolerance_less_is_unchanged_and_a_tenth_more_is_worse() {
        for score in [0.5, 0.6, 33.3, 41.7, 60.0, 70.1, 100.0] {
            let before = answer("a", score, &[]);
            let less = |by: f64| state(&before, &answer("a", ((score - by) * 10.0).round() / 10.0, &[]));
            assert_eq!(less(0.5), State::Unchanged, "{score}");
            assert_eq!(less(-0.5), State::Unchanged, "{score}");
            assert_eq!(less(0.6), State::Worse { by: 0.6, lost: vec![] }, "{score}");
            assert_eq!(less(-0.6), State::Improved { by: 0.6, gained: vec![] }, "{score}");
        }
    }

    #[test]
    fn points_lost_above_the_bar_are_lost_as_well() {
        let state = state(&answer("a", 95.0, &[]), &answer("a", 80.0, &[]));
        assert_eq!(state, State::Worse { by: 15.0, lost: vec![] });
    }

    #[test]
    fn a_met_signal_lost_is_worse_whatever_else_was_gained() {
        let before = answer("a", 50.0, &[("x", Met), ("y", Met), ("z", NotAddressed)]);
        let now = answer("a", 70.0, &[("x", PartlyMet), ("y", Met), ("z", Met)]);
        assert_eq!(
            state(&before, &now),
            State::Worse {
                by: -20.0,
                lost: vec!["x".into()]
            }
        );
        // A signal that is no more in the rubric is lost as well; with it the hash changes.
        assert_eq!(
            state(&before, &answer("a", 50.0, &[("y", Met)])),
            State::Worse {
                by: 0.0,
                lost: vec!["x".into()]
            }
        );
    }

    #[test]
    fn a_signal_gained_is_an_improvement() {
        let state = state(&answer("a", 50.0, &[("x", Contradicted)]), &answer("a", 50.2, &[("x", Met)]));
        assert_eq!(
            state,
            State::Improved {
                by: 0.2,
                gained: vec!["x".into()]
            }
        );
    }

    #[test]
    fn with_another_rubric_the_bar_decides_anew() {
        let before = answer("a", 50.0, &[("x", Met)]);
        let mut now = answer("a", 40.0, &[]);
        now.now.rubric = "r2".into();
        let state = state(&before, &now);
        assert_eq!(state, State::RubricChanged { before: 50.0 });
    }

    #[test]
    fn a_score_that_is_no_number_is_worse() {
        let state = state(&answer("a", 50.0, &[]), &answer("a", f64::NAN, &[]));
        assert!(matches!(state, State::Worse { .. }), "{state:?}");
    }
}
