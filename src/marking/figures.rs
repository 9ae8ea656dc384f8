//! Figures over marks.

use super::cut::cut;
use super::result::{Marks, SignalAgreement};
use crate::calibrate::Mark;
use crate::eval::{auc, rounded};
use crate::grade::Verdict;

/// Probability from which a signal counts as met.
const MET: f64 = 0.5;

/// A mark beside what was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub mark: Mark,
    pub verdict: Verdict,
    pub probability: f64,
}

impl Pair {
    pub fn is_missed(&self) -> bool {
        self.mark == Mark::Met && self.verdict != Verdict::Met
    }

    pub fn is_false(&self) -> bool {
        self.is_negative() && self.verdict == Verdict::Met
    }

    pub fn is_negative(&self) -> bool {
        matches!(self.mark, Mark::Missing | Mark::Contradicted)
    }
}

/// The agreement of pairs; what names the signal is left blank.
pub(super) fn agreement(pairs: &[Pair]) -> SignalAgreement {
    let count = |holds: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|p| holds(p)).count();
    let of = |mark: Mark| count(&|p| p.mark == mark);
    let marks = Marks {
        met: of(Mark::Met),
        partly: of(Mark::Partly),
        missing: of(Mark::Missing),
        contradicted: of(Mark::Contradicted),
    };
    let (missed, false_met) = (count(&Pair::is_missed), count(&Pair::is_false));
    let right = marks.met - missed;
    let share = |part: usize, of: usize| (of > 0).then(|| rounded(part as f64 / of as f64));
    let probabilities = |holds: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|p| holds(p)).map(|p| p.probability).collect::<Vec<_>>();
    let (positive, negative) = (probabilities(&|p| p.mark == Mark::Met), probabilities(&Pair::is_negative));
    SignalAgreement {
        question: String::new(),
        signal: String::new(),
        statement: String::new(),
        marks,
        precision: share(right, right + false_met),
        recall: share(right, marks.met),
        auc: auc(&positive, &negative).map(rounded),
        missed,
        false_met,
        threshold: cut(&positive, &negative, MET, 2),
        keywords: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partly_counts_neither_way() {
        let pair = |mark, verdict, probability| Pair { mark, verdict, probability };
        let found = agreement(&[
            pair(Mark::Met, Verdict::Met, 0.9),
            pair(Mark::Met, Verdict::PartlyMet, 0.4),
            pair(Mark::Partly, Verdict::Met, 0.6),
            pair(Mark::Missing, Verdict::NotAddressed, 0.1),
            pair(Mark::Contradicted, Verdict::Met, 0.7),
        ]);
        assert_eq!((found.missed, found.false_met), (1, 1));
        assert_eq!((found.precision, found.recall, found.auc), (Some(0.5), Some(0.5), Some(0.75)));
        assert_eq!(agreement(&[]).precision, None);
    }
}
