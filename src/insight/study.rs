//! What a candidate should study next.

use serde::Serialize;

use super::cells::Cells;
use super::figures::counted;
use super::outcomes::{Outcome, by_loss};
use crate::eval::rounded;
use crate::grade::Verdict;

/// How many steps a plan has at most.
const MOST_STEPS: usize = 5;

/// A question to study again.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StudyStep {
    /// Id of the question.
    pub item: String,
    /// What people call it.
    pub title: String,
    /// What it is about.
    pub topic: String,
    /// Statements of the signals that were not met, the most points first, of equals the required.
    pub signals: Vec<String>,
    /// Why, in a short sentence.
    pub why: String,
    /// Points of the question to win: 100 times the share of the weight that its signals lost, half of it for one that is met in part.
    pub loss: f64,
}

/// The questions that have most points to win, first; of equals those that lack something required, then in the order of the class.
pub(super) fn study(cells: &Cells<'_>, all: &[Outcome<'_>]) -> Vec<StudyStep> {
    let lost: Vec<Outcome<'_>> = all.iter().filter(|o| o.lost > 0.0).copied().collect();
    let mut steps: Vec<Step<'_>> = lost.chunk_by(|a, b| a.item == b.item).map(Step::new).collect();
    steps.sort_by(|a, b| b.loss.total_cmp(&a.loss).then(b.lacks_required().cmp(&a.lacks_required())));
    steps.iter().take(MOST_STEPS).map(|s| s.told(cells)).collect()
}

struct Step<'c> {
    lost: Vec<Outcome<'c>>,
    loss: f64,
}

impl<'c> Step<'c> {
    fn new(of_item: &[Outcome<'c>]) -> Self {
        let mut lost = of_item.to_vec();
        lost.sort_by(by_loss);
        let loss = rounded(lost.iter().map(|o| o.lost).sum());
        Self { lost, loss }
    }

    fn lacks_required(&self) -> bool {
        self.lost.iter().any(|o| o.signal.required)
    }

    fn told(&self, cells: &Cells<'_>) -> StudyStep {
        let item = &cells.class.items[self.lost[0].item as usize];
        StudyStep {
            item: item.id.clone(),
            title: item.title.clone(),
            topic: item.topic.clone(),
            signals: self.lost.iter().map(|o| o.signal.statement.clone()).collect(),
            why: self.why(),
            loss: self.loss,
        }
    }

    /// `1 signal contradicted, 2 not addressed; 1 of them is required`.
    fn why(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for verdict in [Verdict::Contradicted, Verdict::NotAddressed, Verdict::PartlyMet] {
            let n = self.lost.iter().filter(|o| o.verdict == verdict).count();
            match n {
                0 => {}
                _ if parts.is_empty() => parts.push(format!("{} {verdict}", counted(n, "signal"))),
                _ => parts.push(format!("{n} {verdict}")),
            }
        }
        let required = match self.lost.iter().filter(|o| o.signal.required).count() {
            0 => "",
            1 if self.lost.len() == 1 => "; it is required",
            n if n == self.lost.len() => "; all of them are required",
            1 => "; 1 of them is required",
            n => return format!("{}; {n} of them are required", parts.join(", ")),
        };
        parts.join(", ") + required
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::class_tests::{class, item, judged, signal};
    use crate::insight::outcomes::outcomes;

    fn plan(verdicts: &[&str], required: &[bool]) -> Vec<StudyStep> {
        let marks = verdicts.iter().enumerate().map(|(i, v)| judged(i as u32, 0, i as u32, 50.0, v)).collect();
        let mut class = class(&["Ada"], 0, marks);
        let signals = |required| {
            vec![
                signal("a", 3.0, required),
                signal("b", 2.0, false),
                signal("c", 3.0, false),
                signal("d", 2.0, false),
            ]
        };
        class.items = required.iter().enumerate().map(|(i, r)| item(&format!("q{i}"), "t", signals(*r))).collect();
        let cells = Cells::new(&class);
        let all = outcomes(&cells, cells.by_candidate().next().unwrap());
        study(&cells, &all)
    }

    #[test]
    fn most_points_come_first_and_of_equals_what_is_required() {
        // 30 + 30, 20, 15, 30 without and 30 with something required, nothing.
        let found = plan(&["-+!+", "+-++", "~+++", "++-+", "-+++", "++++"], &[false, false, false, false, true, true]);
        let order: Vec<_> = found.iter().map(|s| (s.item.as_str(), s.loss)).collect();
        assert_eq!(order, [("q0", 60.0), ("q4", 30.0), ("q3", 30.0), ("q1", 20.0), ("q2", 15.0)]);
    }

    #[test]
    fn a_step_says_what_is_missing_and_why() {
        let found = plan(&["~-!-", "-+++", "!++-", "+~++"], &[true, true, false, false]);
        assert_eq!(found[0].signals, ["says c", "says b", "says d", "says a"]);
        let why: Vec<_> = found.iter().map(|s| (s.loss, s.why.as_str())).collect();
        let expected = [
            (85.0, "1 signal contradicted, 2 not addressed, 1 partly met; 1 of them is required"),
            (50.0, "1 signal contradicted, 1 not addressed"),
            (30.0, "1 signal not addressed; it is required"),
            (10.0, "1 signal partly met"),
        ];
        assert_eq!(why, expected);
    }

    #[test]
    fn a_plan_has_five_steps_at_most_and_none_where_all_is_met() {
        assert_eq!(plan(&["----"; 7], &[false; 7]).len(), MOST_STEPS);
        assert_eq!(plan(&["++++"], &[true]), []);
    }
}
