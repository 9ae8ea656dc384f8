//! How far the total of a candidate can be trusted to be more than the luck of the questions.

use serde::Serialize;

use super::cells::{Cell, Cells};
use super::figures::{counted, variance};
use crate::eval::rounded;

/// Below this many candidates the figure says nothing.
const FEWEST_CANDIDATES: usize = 3;
/// A variance of points below this is none: it is what rounding leaves.
const NO_VARIANCE: f64 = 1e-9;

/// How consistent the questions are with each other.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Reliability {
    /// Cronbach's alpha: at most 1, and below 0 where questions are at odds with each other.
    pub alpha: f64,
    /// How many candidates it rests on: those who answered every question.
    pub candidates: usize,
    /// How many questions there are.
    pub items: usize,
    /// Which candidates it leaves out; empty where it leaves out nobody.
    pub note: String,
}

/// Cronbach's alpha, `k / (k - 1) * (1 - sum of the variances of the items / variance of the totals)` (Cronbach, 1951, *Coefficient alpha and the internal
/// structure of tests*), with sample variances.
///
/// Only candidates who answered all questions that anybody answered are used. `None` with fewer than 2 such questions, fewer than 3 such candidates, or where all of
/// them have the same total.
pub(super) fn reliability(cells: &Cells<'_>) -> Option<Reliability> {
    let items = cells.answered().into_iter().filter(|answered| *answered).count();
    let complete: Vec<&[Cell]> = cells.by_candidate().filter(|c| c.len() == items).collect();
    if items < 2 || complete.len() < FEWEST_CANDIDATES {
        return None;
    }
    let of_item = |i: usize| variance(&complete.iter().map(|c| c[i].score).collect::<Vec<_>>());
    let of_items: f64 = (0..items).map(of_item).sum();
    let totals: Vec<f64> = complete.iter().map(|c| c.iter().map(|cell| cell.score).sum()).collect();
    let of_totals = variance(&totals);
    let k = items as f64;
    (of_totals > NO_VARIANCE).then(|| Reliability {
        alpha: rounded(k / (k - 1.0) * (1.0 - of_items / of_totals)),
        candidates: complete.len(),
        items,
        note: note(complete.len(), cells.by_candidate().count()),
    })
}

/// Who was left out; empty where nobody was.
fn note(complete: usize, candidates: usize) -> String {
    if complete == candidates {
        return String::new();
    }
    format!("only {complete} of {} answered every question and count here", counted(candidates, "candidate"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::class_tests::{SCORES, class, mark, table};

    #[test]
    fn alpha_is_that_of_the_formula_in_numpy() {
        // numpy 2.4.6: k / (k - 1) * (1 - S.var(axis=0, ddof=1).sum() / S.sum(axis=1).var(ddof=1)), the formula of pingouin.cronbach_alpha
        let found = reliability(&Cells::new(&table(&SCORES))).unwrap();
        assert_eq!((found.alpha, found.candidates, found.items), (0.8042, 6, 4));
        assert_eq!(found.note, "");
    }

    #[test]
    fn alpha_of_two_questions_is_that_of_paper_and_pencil() {
        // Variances 100 and 100, totals 20, 50, 50 with variance 300: 2 / 1 * (1 - 200 / 300) = 2 / 3.
        let found = reliability(&Cells::new(&table(&[[10.0, 10.0], [20.0, 30.0], [30.0, 20.0]]))).unwrap();
        assert_eq!(found.alpha, 0.6667);
    }

    #[test]
    fn who_left_a_question_out_is_not_counted() {
        let mut class = table(&SCORES);
        let whole = reliability(&Cells::new(&class)).unwrap();
        class.candidates.push("Late".into());
        class.marks.push(mark(99, 6, 0, 0.0));
        let found = reliability(&Cells::new(&class)).unwrap();
        assert_eq!((found.alpha, found.candidates), (whole.alpha, 6));
        assert_eq!(found.note, "only 6 of 7 candidates answered every question and count here");
    }

    #[test]
    fn it_is_not_defined_for_few_or_for_equals() {
        assert_eq!(reliability(&Cells::new(&table(&[[1.0, 2.0], [2.0, 4.0]]))), None, "two candidates");
        assert_eq!(reliability(&Cells::new(&table(&[[1.0], [2.0], [3.0]]))), None, "one question");
        assert_eq!(reliability(&Cells::new(&table(&[[0.1, 0.3], [0.3, 0.1], [0.2, 0.2]]))), None, "equal totals");
        assert_eq!(
            reliability(&Cells::new(&class(&[""], 2, vec![mark(0, 0, 0, 1.0), mark(1, 0, 1, 9.0)]))),
            None,
            "no names"
        );
    }
}
