//! How much a correlation could change with other questions of the same kind: intervals by resampling.
//!
//! Whole questions are drawn, with replacement, because the answers to a question have its reference and its difficulty in common: drawing single rows would
//! claim more certainty than there is.

use rayon::prelude::*;

use super::sample::Sample;

/// How often questions are drawn anew.
pub const RESAMPLES: usize = 1000;
/// What the draws start from: the same on every run.
pub const SEED: u64 = 20_260_101;
/// The part of the draws that lies past each end of an interval: 95 in 100 lie within.
const PAST_EACH_END: f64 = 0.025;
/// A spread below this, of numbers from 0 to 1, is none.
const NO_SPREAD: f64 = 1e-12;

/// The ends of an interval.
pub(super) type Ends = (f64, f64);

/// The 95 % intervals of Pearson's and of Spearman's correlation; `None` with fewer than two questions, or where half of the draws have no correlation.
pub(super) fn intervals(sample: &Sample) -> (Option<Ends>, Option<Ends>) {
    if sample.questions < 2 {
        return (None, None);
    }
    let (human, score) = (Levels::new(&sample.human), Levels::new(&sample.score));
    let draw = |i: usize| {
        let mut chance = fastrand::Rng::with_seed(SEED + i as u64);
        let mut times = vec![0.0; sample.questions];
        for _ in 0..sample.questions {
            times[chance.usize(0..sample.questions)] += 1.0;
        }
        (pearson(sample, &times), spearman(sample, &human, &score, &times))
    };
    let (pearson, spearman): (Vec<_>, Vec<_>) = (0..RESAMPLES).into_par_iter().map(draw).unzip();
    (ends(pearson), ends(spearman))
}

/// The ends that leave the same part of the draws on either side.
fn ends(draws: Vec<Option<f64>>) -> Option<Ends> {
    let mut defined: Vec<f64> = draws.into_iter().flatten().collect();
    defined.sort_by(f64::total_cmp);
    let past = (PAST_EACH_END * defined.len() as f64) as usize;
    (2 * defined.len() >= RESAMPLES).then(|| (defined[past], defined[defined.len() - 1 - past]))
}

/// Pearson's correlation of the rows, each counted as often as its question was drawn.
fn pearson(sample: &Sample, times: &[f64]) -> Option<f64> {
    let rows = sample.human.iter().zip(&sample.score).zip(&sample.question);
    // Numbers near zero lose nothing in the sums.
    correlation(rows.map(|((x, y), question)| (x - 0.5, y - 0.5, times[*question as usize])))
}

/// The same of their ranks among the rows drawn.
fn spearman(sample: &Sample, human: &Levels, score: &Levels, times: &[f64]) -> Option<f64> {
    let (x, y) = (human.ranks(&sample.question, times), score.ranks(&sample.question, times));
    let rows = human.of.iter().zip(&score.of).zip(&sample.question);
    correlation(rows.map(|((i, j), question)| (x[*i as usize], y[*j as usize], times[*question as usize])))
}

/// The correlation of `(x, y, times)`, whose numbers lie in -0.5..=0.5.
fn correlation(rows: impl Iterator<Item = (f64, f64, f64)>) -> Option<f64> {
    let (mut n, mut sx, mut sy, mut sxx, mut syy, mut sxy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, y, times) in rows {
        n += times;
        sx += times * x;
        sy += times * y;
        sxx += times * x * x;
        syy += times * y * y;
        sxy += times * x * y;
    }
    if n == 0.0 {
        return None;
    }
    let (x, y) = (sxx / n - (sx / n).powi(2), syy / n - (sy / n).powi(2));
    let both = sxy / n - sx / n * sy / n;
    (x > NO_SPREAD && y > NO_SPREAD).then(|| (both / (x * y).sqrt()).clamp(-1.0, 1.0))
}

/// Numbers by their place among the distinct ones, so that no draw has to sort.
struct Levels {
    /// The place of each row's number.
    of: Vec<u32>,
    /// How many distinct numbers there are.
    count: usize,
}

impl Levels {
    fn new(values: &[f64]) -> Self {
        let mut distinct = values.to_vec();
        distinct.sort_by(f64::total_cmp);
        distinct.dedup();
        let place = |v: &f64| distinct.partition_point(|d| d < v) as u32;
        Self {
            of: values.iter().map(place).collect(),
            count: distinct.len(),
        }
    }

    /// The mean rank of each level among the rows drawn, from -0.5 for the least to 0.5 for the greatest.
    fn ranks(&self, question: &[u32], times: &[f64]) -> Vec<f64> {
        let mut ranks = vec![0.0; self.count];
        for (level, question) in self.of.iter().zip(question) {
            ranks[*level as usize] += times[*question as usize];
        }
        let total: f64 = ranks.iter().sum();
        let mut below = 0.0;
        for rank in &mut ranks {
            let here = *rank;
            *rank = (below + here / 2.0) / total.max(1.0) - 0.5;
            below += here;
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::statistics;

    fn sample(questions: usize) -> Sample {
        let mut chance = fastrand::Rng::with_seed(1);
        let mut out = Sample::default();
        for i in 0..60 {
            let human = (chance.f64() * 4.0).round() / 4.0;
            out.human.push(human);
            out.score.push(((0.7 * human + 0.3 * chance.f64()) * 20.0).round() / 20.0);
            out.question.push((i % questions) as u32);
        }
        out.questions = questions;
        out
    }

    #[test]
    fn a_draw_of_every_question_once_is_the_sample_itself() {
        let sample = sample(6);
        let once = vec![1.0; 6];
        let (human, score) = (Levels::new(&sample.human), Levels::new(&sample.score));
        let pairs = [
            (pearson(&sample, &once), statistics::pearson(&sample.human, &sample.score)),
            (spearman(&sample, &human, &score, &once), statistics::spearman(&sample.human, &sample.score)),
        ];
        for (drawn, whole) in pairs {
            assert!((drawn.unwrap() - whole.unwrap()).abs() < 1e-12, "{drawn:?} {whole:?}");
        }
    }

    #[test]
    fn a_question_drawn_twice_counts_like_its_rows_written_twice() {
        let sample = sample(2);
        let doubled = |values: &[f64]| {
            let rows = values
                .iter()
                .zip(&sample.question)
                .flat_map(|(v, q)| std::iter::repeat_n(*v, if *q == 0 { 2 } else { 1 }));
            rows.collect::<Vec<_>>()
        };
        let (human, score) = (Levels::new(&sample.human), Levels::new(&sample.score));
        let drawn = spearman(&sample, &human, &score, &[2.0, 1.0]).unwrap();
        let written = statistics::spearman(&doubled(&sample.human), &doubled(&sample.score)).unwrap();
        assert!((drawn - written).abs() < 1e-12, "{drawn} {written}");
    }

    #[test]
    fn the_interval_holds_the_figure_and_is_the_same_every_time() {
        let sample = sample(12);
        let (pearson, spearman) = intervals(&sample);
        assert_eq!((pearson, spearman), intervals(&sample));
        let (low, high) = pearson.unwrap();
        let whole = statistics::pearson(&sample.human, &sample.score).unwrap();
        assert!(low < whole && whole < high && high - low < 0.5, "{low} {whole} {high}");
    }

    #[test]
    fn one_question_has_no_interval() {
        assert_eq!(intervals(&sample(1)), (None, None));
    }
}
