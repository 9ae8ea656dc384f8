//! What became of one answer.

use serde::Serialize;

use super::scored::{Scored, Settings};
use crate::eval::rounded;
use crate::grade::Verdict;

/// An answer that lost points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Regression {
    /// Its id.
    pub id: String,
    /// Id of its question.
    pub question: String,
    /// Points before, 0..=100.
    pub before: f64,
    /// Points after, 0..=100.
    pub after: f64,
    /// The change in points, below 0.
    pub change: f64,
    /// Whether it passed before and does not any more.
    pub newly_failed: bool,
    /// The signals that were met before and are not any more.
    pub lost: Vec<LostSignal>,
}

/// A signal that was met before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LostSignal {
    /// Its id in the rubric.
    pub signal: String,
    /// What the answer does about it now.
    pub verdict: Verdict,
}

/// An answer before and after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'s> {
    pub before: &'s Scored,
    pub after: &'s Scored,
}

impl Change<'_> {
    /// In points; rounded, because 70.1 - 70.05 is less than 0.05.
    pub fn points(&self) -> f64 {
        rounded(self.after.score - self.before.score)
    }

    /// Whether it is a gain of at least the least change.
    pub fn is_win(&self, settings: &Settings) -> bool {
        self.points() > 0.0 && self.points() >= settings.minimum_change
    }

    /// Whether it is a loss of at least the least change.
    pub fn is_loss(&self, settings: &Settings) -> bool {
        self.points() < 0.0 && -self.points() >= settings.minimum_change
    }

    /// Whether it passes now and did not before.
    pub fn newly_passed(&self, settings: &Settings) -> bool {
        self.before.score < settings.threshold && self.after.score >= settings.threshold
    }

    /// Whether it passed before and does not now.
    pub fn newly_failed(&self, settings: &Settings) -> bool {
        self.before.score >= settings.threshold && self.after.score < settings.threshold
    }

    /// The change told as a regression.
    pub fn regression(&self, settings: &Settings) -> Regression {
        Regression {
            id: self.before.id.clone(),
            question: self.before.question.clone(),
            before: rounded(self.before.score),
            after: rounded(self.after.score),
            change: self.points(),
            newly_failed: self.newly_failed(settings),
            lost: self.lost(),
        }
    }

    /// A signal that is not asked for any more is not lost.
    fn lost(&self) -> Vec<LostSignal> {
        let now = |id: &str| self.after.verdicts.iter().find(|(signal, _)| signal == id).map(|(_, verdict)| *verdict);
        let met = self.before.verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::Met);
        let lost = met.filter_map(|(id, _)| now(id).filter(|v| *v != Verdict::Met).map(|v| (id, v)));
        lost.map(|(id, verdict)| LostSignal { signal: id.clone(), verdict }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(score: f64, verdicts: &[(&str, Verdict)]) -> Scored {
        Scored {
            id: "x".into(),
            question: "q".into(),
            score,
            verdicts: verdicts.iter().map(|(id, v)| ((*id).to_owned(), *v)).collect(),
        }
    }

    fn outcome(before: f64, after: f64, minimum_change: f64) -> &'static str {
        let (before, after) = (scored(before, &[]), scored(after, &[]));
        let change = Change {
            before: &before,
            after: &after,
        };
        let settings = Settings {
            minimum_change,
            ..Settings::default()
        };
        match (change.is_win(&settings), change.is_loss(&settings)) {
            (true, false) => "win",
            (false, true) => "loss",
            (false, false) => "tie",
            (true, true) => "both",
        }
    }

    #[test]
    fn a_change_of_just_the_least_counts() {
        assert_eq!(outcome(70.05, 70.1, 0.05), "win");
        assert_eq!(outcome(70.1, 70.05, 0.05), "loss");
        assert_eq!(outcome(70.06, 70.1, 0.05), "tie");
        assert_eq!(outcome(70.0, 71.9, 2.0), "tie");
        assert_eq!(outcome(70.0, 70.0, 0.0), "tie");
        assert_eq!(outcome(70.0, 69.9, 0.0), "loss");
    }

    #[test]
    fn only_what_was_met_and_is_still_asked_for_can_be_lost() {
        use Verdict::{Contradicted, Met, NotAddressed, PartlyMet};
        let before = scored(80.0, &[("a", Met), ("b", Met), ("c", PartlyMet), ("d", Met), ("e", Met)]);
        let after = scored(
            30.0,
            &[("e", Contradicted), ("a", Met), ("b", PartlyMet), ("c", NotAddressed), ("f", NotAddressed)],
        );
        let found = Change {
            before: &before,
            after: &after,
        }
        .regression(&Settings::default());
        let lost: Vec<_> = found.lost.iter().map(|l| (l.signal.as_str(), l.verdict)).collect();
        assert_eq!(lost, [("b", PartlyMet), ("e", Contradicted)]);
        assert_eq!((found.before, found.after, found.change, found.newly_failed), (80.0, 30.0, -50.0, true));
    }

    #[test]
    fn the_pass_mark_itself_passes() {
        let (below, at) = (scored(59.9, &[]), scored(60.0, &[]));
        let settings = Settings::default();
        let up = Change { before: &below, after: &at };
        let down = Change { before: &at, after: &below };
        assert_eq!((up.newly_passed(&settings), up.newly_failed(&settings)), (true, false));
        assert_eq!((down.newly_passed(&settings), down.newly_failed(&settings)), (false, true));
    }
}
