//! Candidates against questions: the strongest candidate on top, the easiest question on the left (Sato's S-P chart, 1975),
//! so that a square unlike its neighbours is a surprise worth a look.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::ReportAnswer;
use super::lookup::Lookup;
use super::shown::shortened;
use crate::insight::Summary;

/// Most candidates and questions shown: more are not readable on a screen or a page.
const MOST_ROWS: usize = 100;
const MOST_COLUMNS: usize = 60;
/// Sizes in units of the view box.
const NAMES: f64 = 168.0;
const HEAD: f64 = 26.0;
const WIDE: f64 = 36.0;
const TALL: f64 = 24.0;
/// Longest name beside a row, in characters.
const LONGEST_NAME: usize = 22;

/// The map.
#[derive(Serialize)]
pub(super) struct Heat {
    pub width: f64,
    pub height: f64,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Candidates and questions that are not shown.
    pub more_rows: usize,
    pub more_columns: usize,
}

/// A question.
#[derive(Serialize)]
pub(super) struct Column {
    pub number: usize,
    pub title: String,
    pub x: f64,
}

/// A candidate.
#[derive(Serialize)]
pub(super) struct Row {
    pub name: String,
    pub short: String,
    pub middle: f64,
    pub cells: Vec<Cell>,
}

/// The score of a candidate for a question: the mean where there are several answers.
#[derive(Serialize)]
pub(super) struct Cell {
    pub number: usize,
    pub x: f64,
    pub y: f64,
    pub score: Option<f64>,
    /// Fifth of the scale, 0 to 4.
    pub step: usize,
}

/// The map of `answers`.
pub(super) fn heat(summary: &Summary, answers: &[ReportAnswer], lookup: &Lookup) -> Heat {
    let mut by_ease: Vec<usize> = (0..summary.items.len()).collect();
    by_ease.sort_by(|&a, &b| summary.items[b].difficulty.total_cmp(&summary.items[a].difficulty).then(a.cmp(&b)));
    let mut by_rank: Vec<usize> = (0..summary.candidates.len()).collect();
    by_rank.sort_by_key(|&c| (summary.candidates[c].rank, c));
    by_ease.truncate(MOST_COLUMNS);
    by_rank.truncate(MOST_ROWS);
    let scores = Scores::new(answers, lookup);
    let column = |(i, &q): (usize, &usize)| Column {
        number: q + 1,
        title: summary.items[q].title.clone(),
        x: NAMES + WIDE * i as f64,
    };
    let row = |(i, &c): (usize, &usize)| {
        let y = HEAD + TALL * i as f64;
        let cells = by_ease.iter().enumerate().map(|(j, &q)| {
            let score = scores.mean(c, q);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a fifth of the scale")]
            let step = (score.unwrap_or(0.0).clamp(0.0, 99.9) / 20.0) as usize;
            Cell {
                number: q + 1,
                x: NAMES + WIDE * j as f64,
                y,
                score,
                step,
            }
        });
        let name = &summary.candidates[c].name;
        Row {
            name: name.clone(),
            short: shortened(name, LONGEST_NAME),
            middle: y + TALL / 2.0,
            cells: cells.collect(),
        }
    };
    Heat {
        width: NAMES + WIDE * by_ease.len() as f64,
        height: HEAD + TALL * by_rank.len() as f64,
        columns: by_ease.iter().enumerate().map(column).collect(),
        rows: by_rank.iter().enumerate().map(row).collect(),
        more_rows: summary.candidates.len() - by_rank.len(),
        more_columns: summary.items.len() - by_ease.len(),
    }
}

/// Sums of scores and their counts by candidate and question.
struct Scores(BTreeMap<(usize, usize), (f64, usize)>);

impl Scores {
    fn new(answers: &[ReportAnswer], lookup: &Lookup) -> Self {
        let mut sums = BTreeMap::new();
        for answer in answers.iter().filter(|a| a.error.is_none()) {
            if let (Some(c), Some(q)) = (lookup.candidate(&answer.candidate), lookup.item(&answer.item)) {
                let sum: &mut (f64, usize) = sums.entry((c, q)).or_default();
                *sum = (sum.0 + answer.score, sum.1 + 1);
            }
        }
        Self(sums)
    }

    fn mean(&self, candidate: usize, item: usize) -> Option<f64> {
        self.0.get(&(candidate, item)).map(|(sum, n)| sum / *n as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::{CandidateSummary, ItemSummary};

    fn summary(candidates: &[(&str, usize)], items: &[(&str, f64)]) -> Summary {
        Summary {
            candidates: candidates
                .iter()
                .map(|&(name, rank)| CandidateSummary {
                    name: name.into(),
                    rank,
                    ..CandidateSummary::default()
                })
                .collect(),
            items: items
                .iter()
                .map(|&(id, difficulty)| ItemSummary {
                    id: id.into(),
                    difficulty,
                    ..ItemSummary::default()
                })
                .collect(),
            ..Summary::default()
        }
    }

    fn answer(candidate: &str, item: &str, score: f64) -> ReportAnswer {
        ReportAnswer {
            candidate: candidate.into(),
            item: item.into(),
            score,
            ..ReportAnswer::default()
        }
    }

    #[test]
    fn the_strongest_stand_on_top_and_the_easiest_on_the_left() {
        let summary = summary(&[("b", 2), ("a", 1)], &[("hard", 0.2), ("easy", 0.9)]);
        let answers = [
            answer("a", "easy", 100.0),
            answer("a", "easy", 90.0),
            answer("b", "hard", 10.0),
            answer("stranger", "hard", 1.0),
        ];
        let map = heat(&summary, &answers, &Lookup::new(&summary, &answers));
        assert_eq!(map.rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(map.columns.iter().map(|c| c.number).collect::<Vec<_>>(), [2, 1]);
        let scores: Vec<_> = map.rows.iter().flat_map(|r| &r.cells).map(|c| (c.score, c.step)).collect();
        assert_eq!(scores, [(Some(95.0), 4), (None, 0), (None, 0), (Some(10.0), 0)]);
    }

    #[test]
    fn what_is_too_much_for_a_page_is_left_out_and_counted() {
        let many: Vec<(String, usize)> = (0..130).map(|i| (format!("c{i:03}"), i + 1)).collect();
        let many: Vec<(&str, usize)> = many.iter().map(|(name, rank)| (name.as_str(), *rank)).collect();
        let summary = summary(&many, &[("q", 0.5)]);
        let map = heat(&summary, &[], &Lookup::new(&summary, &[]));
        assert_eq!((map.rows.len(), map.more_rows, map.more_columns), (MOST_ROWS, 30, 0));
    }
}
