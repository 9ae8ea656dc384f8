//! The comparison itself.

use super::bootstrap::interval;
use super::change::{Change, Regression};
use super::comparison::{COMPARISON_VERSION, Comparison, MeanChange, Unmatched};
use super::pairing::pair;
use super::scored::{Scored, Settings};
use crate::eval::{mean, rounded};

/// How many answers without a partner are named.
const MOST_NAMED: usize = 20;
/// What an answer can reach.
const FULL_MARKS: f64 = 100.0;

/// What changed from `a` to `b`, two gradings of the same answers, which are paired by id.
///
/// The same arguments give the same comparison to the last digit, on any number of threads.
#[must_use]
pub fn compare(a: &[Scored], b: &[Scored], settings: &Settings) -> Comparison {
    let pairing = pair(a, b);
    let changes: Vec<Change<'_>> = pairing.pairs.iter().map(|(i, j)| Change { before: &a[*i], after: &b[*j] }).collect();
    let (mean_a, mean_b) = (mean_of(&changes, |c| c.before.score), mean_of(&changes, |c| c.after.score));
    let wins = changes.iter().filter(|c| c.is_win(settings)).count();
    let regressions = regressions(&changes, settings);
    Comparison {
        schema_version: COMPARISON_VERSION,
        settings: *settings,
        matched: changes.len(),
        only_a: unmatched(a, &pairing.only_a),
        only_b: unmatched(b, &pairing.only_b),
        repeated_ids: pairing.repeated,
        different_questions: changes.iter().filter(|c| c.before.question != c.after.question).count(),
        mean_a: mean_a.map(rounded),
        mean_b: mean_b.map(rounded),
        change: mean_change(&changes),
        normalised_gain: mean_a.zip(mean_b).and_then(|(a, b)| gain(a, b)),
        wins,
        ties: changes.len() - wins - regressions.len(),
        losses: regressions.len(),
        newly_passed: ids(&changes, |c| c.newly_passed(settings)),
        newly_failed: ids(&changes, |c| c.newly_failed(settings)),
        regressions,
    }
}

fn ids(changes: &[Change<'_>], holds: impl Fn(&Change<'_>) -> bool) -> Vec<String> {
    changes.iter().filter(|c| holds(c)).map(|c| c.before.id.clone()).collect()
}

fn mean_of(changes: &[Change<'_>], score: impl Fn(&Change<'_>) -> f64) -> Option<f64> {
    let scores: Vec<f64> = changes.iter().map(score).collect();
    (!scores.is_empty()).then(|| mean(&scores))
}

fn mean_change(changes: &[Change<'_>]) -> Option<MeanChange> {
    let value = mean_of(changes, |c| c.points())?;
    let ends = interval(&changes.iter().map(Change::points).collect::<Vec<_>>());
    Some(MeanChange {
        value: rounded(value),
        low: ends.map(|(low, _)| rounded(low)),
        high: ends.map(|(_, high)| rounded(high)),
    })
}

fn gain(a: f64, b: f64) -> Option<f64> {
    (a < FULL_MARKS).then(|| rounded((b - a) / (FULL_MARKS - a)))
}

fn regressions(changes: &[Change<'_>], settings: &Settings) -> Vec<Regression> {
    let losses = changes.iter().filter(|c| c.is_loss(settings));
    let mut out: Vec<Regression> = losses.map(|c| c.regression(settings)).collect();
    out.sort_by(|x, y| x.change.total_cmp(&y.change));
    out
}

fn unmatched(side: &[Scored], indices: &[usize]) -> Unmatched {
    Unmatched {
        count: indices.len(),
        first: indices.iter().take(MOST_NAMED).map(|i| side[*i].id.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::grade::Verdict;

    fn side(rows: &[(&str, f64)]) -> Vec<Scored> {
        let one = |(id, score): &(&str, f64)| Scored {
            id: (*id).to_owned(),
            question: "q".into(),
            score: *score,
            verdicts: vec![("s".into(), if *score >= 50.0 { Verdict::Met } else { Verdict::NotAddressed })],
        };
        rows.iter().map(one).collect()
    }

    #[test]
    fn the_figures_are_those_of_paper_and_pencil() {
        let a = side(&[("a", 40.0), ("b", 80.0), ("c", 60.0), ("d", 70.0), ("x", 0.0)]);
        let b = side(&[("d", 40.0), ("c", 59.98), ("b", 75.0), ("a", 90.0), ("y", 100.0), ("z", 100.0)]);
        let found = compare(&a, &b, &Settings::default());
        assert_eq!((found.matched, found.only_a.count, found.only_b.first.join(" ")), (4, 1, "y z".into()));
        // Means 250 / 4 and 264.98 / 4; the change 14.98 / 4; the gain 3.745 / 37.5.
        assert_eq!(
            (found.mean_a, found.mean_b, found.change.map(|c| c.value)),
            (Some(62.5), Some(66.245), Some(3.745))
        );
        assert_eq!(found.normalised_gain, Some(0.0999));
        assert_eq!((found.wins, found.ties, found.losses), (1, 1, 2));
        assert_eq!((found.newly_passed.join(" "), found.newly_failed.join(" ")), ("a".into(), "c d".into()));
        let told: Vec<_> = found
            .regressions
            .iter()
            .map(|r| (r.id.as_str(), r.change, r.newly_failed, r.lost.len()))
            .collect();
        assert_eq!(told, [("d", -30.0, true, 1), ("b", -5.0, false, 0)]);
    }

    #[test]
    fn a_file_against_itself_is_all_ties() {
        let a = side(&[("a", 40.0), ("b", 80.0)]);
        let found = compare(&a, &a, &Settings::default());
        assert_eq!((found.ties, found.wins, found.losses, found.normalised_gain), (2, 0, 0, Some(0.0)));
        assert_eq!(found.change.map(|c| (c.value, c.low, c.high)), Some((0.0, Some(0.0), Some(0.0))));
    }

    #[test]
    fn without_a_pair_there_are_no_figures() {
        let found = compare(&side(&[("a", 40.0)]), &side(&[("b", 80.0)]), &Settings::default());
        assert_eq!(
            (found.matched, found.mean_a, found.mean_b, found.change, found.normalised_gain),
            (0, None, None, None, None)
        );
        assert_eq!((found.only_a.first, found.only_b.first), (vec!["a".into()], vec!["b".into()]));
    }

    #[test]
    fn nothing_can_be_gained_on_full_marks() {
        let found = compare(&side(&[("a", 100.0)]), &side(&[("a", 90.0)]), &Settings::default());
        assert_eq!(found.normalised_gain, None);
        assert_eq!(found.change.map(|c| (c.value, c.low)), Some((-10.0, None)));
    }

    #[test]
    fn what_looks_wrong_is_counted() {
        let a = side(&[("a", 10.0), ("a", 20.0), ("b", 30.0)]);
        let mut b = side(&[("a", 15.0), ("a", 20.0), ("b", 30.0)]);
        b[2].question = "other".into();
        let found = compare(&a, &b, &Settings::default());
        assert_eq!((found.matched, found.repeated_ids, found.different_questions, found.wins), (3, 1, 1, 1));
    }

    #[test]
    fn json_has_every_figure_under_its_name() {
        let found = compare(&side(&[("a", 70.0), ("b", 10.0)]), &side(&[("a", 20.0), ("b", 10.0)]), &Settings::default());
        let json = serde_json::to_value(&found).unwrap();
        assert_eq!(json["regressions"][0]["lost"][0]["verdict"], "not-addressed");
        assert_eq!((&json["settings"]["minimum_change"], &json["change"]["value"]), (&0.05.into(), &(-25.0).into()));
    }

    proptest! {
        #[test]
        fn turning_the_sides_round_turns_the_result_round(scores in prop::collection::vec((0_u32..=1000, 0_u32..=1000), 1..30)) {
            let of = |pick: fn(&(u32, u32)) -> u32| {
                let one = |(i, pair): (usize, &(u32, u32))| Scored { id: i.to_string(), question: "q".into(), score: f64::from(pick(pair)) / 10.0, verdicts: vec![] };
                scores.iter().enumerate().map(one).collect::<Vec<_>>()
            };
            let (a, b) = (of(|p| p.0), of(|p| p.1));
            let (there, back) = (compare(&a, &b, &Settings::default()), compare(&b, &a, &Settings::default()));
            prop_assert_eq!((there.wins, there.ties, there.losses), (back.losses, back.ties, back.wins));
            prop_assert_eq!((&there.newly_passed, &there.newly_failed), (&back.newly_failed, &back.newly_passed));
            let (there, back) = (there.change.unwrap(), back.change.unwrap());
            prop_assert_eq!(there.value, -back.value + 0.0);
            prop_assert_eq!((there.low, there.high), (back.high.map(|v| -v + 0.0), back.low.map(|v| -v + 0.0)));
            prop_assert!(there.low.is_none_or(|low| low <= there.high.unwrap()));
        }
    }
}
