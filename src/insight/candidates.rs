//! What each candidate reached.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cells::{Cell, Cells};
use super::class::Class;
use super::figures::reaching;
use super::outcomes::{SignalRef, outcomes, strongest, weakest};
use super::study::{StudyStep, study};
use crate::eval::{mean, rounded};

/// How many candidates have their signals and their study plan told. Of more, those with the lowest totals are: they need it most, and a plan for each of
/// 50,000 would fill the memory.
pub const DETAILED: usize = 2_000;

/// What a candidate reached. Of several answers to one question the mean counts, so that every question counts once.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct CandidateSummary {
    /// The name.
    pub name: String,
    /// How many answers were graded.
    pub answers: usize,
    /// The mean score of the questions answered, 0..=100.
    pub total: f64,
    /// The place by total, from 1; equals share the better one, and the next is left out.
    pub rank: usize,
    /// The part of the questions answered that pass, 0..=1.
    pub pass_rate: f64,
    /// The same by topic, in the order of the class; questions without a topic are in none.
    pub topics: Vec<TopicScore>,
    /// The signals met that are worth most, at most five, and none past [`DETAILED`] candidates.
    pub strongest: Vec<SignalRef>,
    /// The signals that cost most, at most five, and none past [`DETAILED`] candidates.
    pub weakest: Vec<SignalRef>,
    /// What to study next, in this order; at most five questions, and none past [`DETAILED`] candidates.
    pub study: Vec<StudyStep>,
}

/// What a candidate reached in a topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicScore {
    /// The topic.
    pub topic: String,
    /// How many answers were graded.
    pub answers: usize,
    /// The mean score of its questions, 0..=100.
    pub score: f64,
}

/// The candidates with a name and an answer, the highest total first, of equals in the order of the class; with how many of them are told in detail.
pub(super) fn candidates(cells: &Cells<'_>, threshold: f64, detailed: usize) -> (Vec<CandidateSummary>, usize) {
    let topics = Topics::new(cells.class);
    let mut people: Vec<(CandidateSummary, &[Cell])> = cells.by_candidate().map(|p| (brief(cells, &topics, p, threshold), p)).collect();
    people.sort_by(|(a, _), (b, _)| b.total.total_cmp(&a.total));
    rank(&mut people);
    let undetailed = people.len().saturating_sub(detailed);
    for (summary, person) in &mut people[undetailed..] {
        let all = outcomes(cells, person);
        summary.strongest = strongest(cells, &all);
        summary.weakest = weakest(cells, &all);
        summary.study = study(cells, &all);
    }
    let told = people.len() - undetailed;
    (people.into_iter().map(|(summary, _)| summary).collect(), told)
}

fn rank(people: &mut [(CandidateSummary, &[Cell])]) {
    let mut last: Option<(f64, usize)> = None;
    for (i, (summary, _)) in people.iter_mut().enumerate() {
        summary.rank = match last {
            Some((total, rank)) if total == summary.total => rank,
            _ => i + 1,
        };
        last = Some((summary.total, summary.rank));
    }
}

fn answers(person: &[Cell]) -> usize {
    person.iter().map(|c| c.answers as usize).sum()
}

fn brief(cells: &Cells<'_>, topics: &Topics<'_>, person: &[Cell], threshold: f64) -> CandidateSummary {
    let scores: Vec<f64> = person.iter().map(|c| rounded(c.score)).collect();
    CandidateSummary {
        name: cells.class.candidates[person[0].candidate as usize].clone(),
        answers: answers(person),
        total: rounded(mean(&scores)),
        rank: 0,
        pass_rate: rounded(reaching(&scores, threshold)),
        topics: topics.scores(person),
        strongest: Vec::new(),
        weakest: Vec::new(),
        study: Vec::new(),
    }
}

/// The topics of a class.
struct Topics<'c> {
    /// In the order of the items that have them.
    names: Vec<&'c str>,
    /// The topic of each item, by index.
    of_item: Vec<Option<usize>>,
}

impl<'c> Topics<'c> {
    fn new(class: &'c Class) -> Self {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut names = Vec::new();
        let mut place = |topic: &'c str| {
            *places.entry(topic).or_insert_with(|| {
                names.push(topic);
                names.len() - 1
            })
        };
        let of_item = class.items.iter().map(|i| (!i.topic.is_empty()).then(|| place(&i.topic))).collect();
        Self { names, of_item }
    }

    fn scores(&self, person: &[Cell]) -> Vec<TopicScore> {
        let mut found: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
        for cell in person {
            if let Some(topic) = self.of_item[cell.item as usize] {
                found.entry(topic).or_default().push(*cell);
            }
        }
        let score = |(topic, cells): (usize, Vec<Cell>)| TopicScore {
            topic: self.names[topic].to_owned(),
            answers: answers(&cells),
            score: rounded(mean(&cells.iter().map(|c| c.score).collect::<Vec<_>>())),
        };
        found.into_iter().map(score).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::Mark;
    use crate::insight::class_tests::{class, item, judged, mark, signal, table};

    #[test]
    fn totals_are_ranked_and_equals_share_a_place() {
        let class = table(&[[50.0, 70.0], [90.0, 80.0], [60.0, 60.0], [10.0, 20.0]]);
        let (found, _) = candidates(&Cells::new(&class), 60.0, DETAILED);
        let rows: Vec<_> = found.iter().map(|c| (c.name.as_str(), c.total, c.rank, c.pass_rate)).collect();
        assert_eq!(rows, [("c1", 85.0, 1, 1.0), ("c0", 60.0, 2, 0.5), ("c2", 60.0, 2, 1.0), ("c3", 15.0, 4, 0.0)]);
    }

    #[test]
    fn a_question_answered_twice_counts_once_with_its_mean() {
        let class = class(&["Ada"], 2, vec![mark(0, 0, 0, 20.0), mark(1, 0, 0, 60.0), mark(2, 0, 1, 80.0)]);
        let (found, _) = candidates(&Cells::new(&class), 60.0, DETAILED);
        assert_eq!((found[0].answers, found[0].total, found[0].pass_rate), (3, 60.0, 0.5));
    }

    #[test]
    fn topics_keep_the_order_of_the_class() {
        let mut class = class(
            &["Ada", "Ben"],
            0,
            vec![
                mark(0, 0, 2, 30.0),
                mark(1, 0, 1, 50.0),
                mark(2, 0, 0, 61.0),
                mark(3, 1, 3, 9.0),
                mark(4, 1, 2, 7.0),
            ],
        );
        class.items = ["trees", "maths", "trees", ""].map(|topic| item("q", topic, vec![])).into();
        let (found, _) = candidates(&Cells::new(&class), 60.0, DETAILED);
        let topics = |at: usize| found[at].topics.iter().map(|t| (t.topic.as_str(), t.answers, t.score)).collect::<Vec<_>>();
        assert_eq!(topics(0), [("trees", 2, 45.5), ("maths", 1, 50.0)]);
        assert_eq!(topics(1), [("trees", 1, 7.0)]);
    }

    #[test]
    fn nobody_is_no_candidate() {
        let class = class(&[""], 1, vec![mark(0, 0, 0, 50.0), mark(1, 0, 0, 60.0)]);
        assert_eq!(candidates(&Cells::new(&class), 60.0, DETAILED), (vec![], 0));
    }

    #[test]
    fn of_many_candidates_the_lowest_have_a_plan() {
        let marks: Vec<Mark> = (0..4).map(|i| judged(i, i, 0, 10.0 * i as f32, "-+")).collect();
        let mut class = class(&["a", "b", "c", "d"], 0, marks);
        class.items = vec![item("q", "t", vec![signal("s", 1.0, true), signal("t", 1.0, true)])];
        let (found, told) = candidates(&Cells::new(&class), 60.0, 2);
        let plans: Vec<_> = found
            .iter()
            .map(|c| (c.name.as_str(), c.study.len(), c.weakest.len(), c.strongest.len()))
            .collect();
        assert_eq!((plans, told), (vec![("d", 0, 0, 0), ("c", 0, 0, 0), ("b", 1, 1, 1), ("a", 1, 1, 1)], 2));
    }
}
