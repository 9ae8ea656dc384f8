//! How the scores of a batch are spread.

use serde::Serialize;

use super::class::Mark;
use super::figures::{deviation, points, quartiles, reaching};
use crate::eval::{mean, rounded};

/// How many bins a histogram has.
const BINS: usize = 10;

/// How the scores of all answers are spread, in points of 100; every figure is 0 where `count` is.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Distribution {
    /// How many answers there are.
    pub count: usize,
    /// The mean.
    pub mean: f64,
    /// The sample standard deviation, by n - 1; 0 of one answer.
    pub sd: f64,
    /// The least.
    pub min: f64,
    /// The quartiles, of which the second is the median (definition 8 of Hyndman and Fan, 1996).
    pub quartiles: [f64; 3],
    /// The greatest.
    pub max: f64,
    /// The part of the answers that pass, 0..=1.
    pub pass_rate: f64,
    /// How many answers lie from 0 to below 10, from 10 to below 20, and so on to 90 to 100, with 100.
    pub bins: [usize; BINS],
}

impl Distribution {
    pub(super) fn new(marks: &[Mark], threshold: f64) -> Self {
        let mut scores: Vec<f64> = marks.iter().map(|m| points(m.score)).collect();
        scores.sort_by(f64::total_cmp);
        let mut bins = [0; BINS];
        for score in &scores {
            bins[((score / BINS as f64) as usize).min(BINS - 1)] += 1;
        }
        let (Some(min), Some(max)) = (scores.first().copied(), scores.last().copied()) else {
            return Self {
                count: 0,
                mean: 0.0,
                sd: 0.0,
                min: 0.0,
                quartiles: [0.0; 3],
                max: 0.0,
                pass_rate: 0.0,
                bins,
            };
        };
        Self {
            count: scores.len(),
            mean: rounded(mean(&scores)),
            sd: rounded(deviation(&scores)),
            min,
            quartiles: quartiles(&scores).map(rounded),
            max,
            pass_rate: rounded(reaching(&scores, threshold)),
            bins,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::class_tests::mark;

    fn of(scores: &[f32]) -> Distribution {
        let marks: Vec<Mark> = scores.iter().enumerate().map(|(i, s)| mark(i as u32, 0, 0, *s)).collect();
        Distribution::new(&marks, 60.0)
    }

    #[test]
    fn a_hundred_lies_in_the_last_bin_and_a_ten_in_the_second() {
        assert_eq!(of(&[0.0, 9.9, 10.0, 89.9, 90.0, 100.0]).bins, [2, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
    }

    #[test]
    fn the_figures_are_those_of_paper_and_pencil() {
        // Mean (20 + 40 + 60 + 80) / 4; squares of 30, 10, 10, 30 sum to 2000, over 3 is 666.67, of which the root is 25.8199. The quartile of four values
        // lies at (4 + 1/3) / 4 + 1/3 = 17/12, so at 20 + 20 * 5/12.
        let found = of(&[80.0, 20.0, 60.0, 40.0]);
        assert_eq!((found.count, found.mean, found.sd, found.min, found.max), (4, 50.0, 25.8199, 20.0, 80.0));
        assert_eq!((found.quartiles, found.pass_rate), ([28.3333, 50.0, 71.6667], 0.5));
    }

    #[test]
    fn nothing_has_figures_that_json_can_write() {
        let none = of(&[]);
        assert_eq!((none.count, none.mean, none.sd, none.quartiles, none.pass_rate), (0, 0.0, 0.0, [0.0; 3], 0.0));
    }
}
