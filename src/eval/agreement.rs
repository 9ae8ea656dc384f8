//! How far scores and people agree.

use serde::Serialize;

use super::bootstrap::{Ends, intervals};
use super::sample::Sample;
use super::statistics::{kappa, mean, pearson, rms, rounded, spearman, spread};

/// Answers that a question needs before its own correlation counts.
const ENOUGH_ANSWERS: usize = 5;

/// A figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// The lower end; absent with fewer than two questions.
    pub low: Option<f64>,
    /// The upper end; absent with fewer than two questions.
    pub high: Option<f64>,
}

impl Estimate {
    fn new(value: f64, ends: Option<Ends>) -> Self {
        Self {
            value: rounded(value),
            low: ends.map(|(low, _)| rounded(low)),
            high: ends.map(|(_, high)| rounded(high)),
        }
    }
}

/// The correlation within single questions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WithinQuestion {
    /// The mean over the questions of Pearson's correlation, in -1..=1; a question whose answers all got the same score counts 0.
    pub mean: f64,
    /// The questions with five answers or more that people did not all score alike.
    pub questions: usize,
}

/// Agreement over a set of rows. Scores are in 0..=1, figures rounded to four decimals, and `None` where a figure is not defined.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Rows that were graded.
    pub rows: usize,
    /// Questions among them.
    pub questions: usize,
    /// The mean of what people gave.
    pub mean_human: f64,
    /// The mean of what gradus gave.
    pub mean_gradus: f64,
    /// Pearson's correlation.
    pub pearson: Option<Estimate>,
    /// Spearman's correlation.
    pub spearman: Option<Estimate>,
    /// Root mean square error.
    pub rmse: f64,
    /// Mean absolute error.
    pub mae: f64,
    /// Quadratic weighted kappa.
    pub kappa: Option<f64>,
    /// The correlation within questions.
    pub within_question: Option<WithinQuestion>,
    /// The root mean square error of giving every answer the mean of what people gave.
    pub majority_rmse: f64,
}

impl Agreement {
    /// Agreement over `sample`, which is not empty.
    pub(super) fn new(sample: &Sample, kappa_levels: usize) -> Self {
        let (x, y) = (&sample.human, &sample.score);
        let errors = x.iter().zip(y).map(|(x, y)| y - x);
        let (pearson_ends, spearman_ends) = intervals(sample);
        Self {
            rows: sample.len(),
            questions: sample.questions,
            mean_human: rounded(mean(x)),
            mean_gradus: rounded(mean(y)),
            pearson: pearson(x, y).map(|r| Estimate::new(r, pearson_ends)),
            spearman: spearman(x, y).map(|r| Estimate::new(r, spearman_ends)),
            rmse: rounded(rms(errors.clone())),
            mae: rounded(mean(&errors.map(f64::abs).collect::<Vec<_>>())),
            kappa: kappa(x, y, kappa_levels).map(rounded),
            within_question: within_question(sample),
            majority_rmse: rounded(spread(x)),
        }
    }
}

fn within_question(sample: &Sample) -> Option<WithinQuestion> {
    let mut rows: Vec<(Vec<f64>, Vec<f64>)> = vec![Default::default(); sample.questions];
    for (i, question) in sample.question.iter().enumerate() {
        let (human, score) = &mut rows[*question as usize];
        human.push(sample.human[i]);
        score.push(sample.score[i]);
    }
    let telling = |(human, _): &&(Vec<f64>, Vec<f64>)| human.len() >= ENOUGH_ANSWERS && human.iter().any(|h| *h != human[0]);
    let found: Vec<f64> = rows.iter().filter(telling).map(|(human, score)| pearson(human, score).unwrap_or(0.0)).collect();
    (!found.is_empty()).then(|| WithinQuestion {
        mean: rounded(mean(&found)),
        questions: found.len(),
    })
}

/// Agreement over one data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatasetAgreement {
    /// What it is called.
    pub name: String,
    /// How far scores and people agree.
    pub agreement: Agreement,
}

/// The mean over data sets, each counting the same however many rows it has; a figure that a data set does not have leaves it out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeanAgreement {
    /// Pearson's correlation.
    pub pearson: Option<f64>,
    /// Spearman's correlation.
    pub spearman: Option<f64>,
    /// Root mean square error.
    pub rmse: Option<f64>,
    /// Mean absolute error.
    pub mae: Option<f64>,
    /// Quadratic weighted kappa.
    pub kappa: Option<f64>,
    /// The correlation within questions.
    pub within_question: Option<f64>,
    /// The root mean square error of giving every answer the mean.
    pub majority_rmse: Option<f64>,
}

impl MeanAgreement {
    /// The mean over `datasets`.
    pub(super) fn new(datasets: &[DatasetAgreement]) -> Self {
        let over = |figure: fn(&Agreement) -> Option<f64>| {
            let values: Vec<f64> = datasets.iter().filter_map(|d| figure(&d.agreement)).collect();
            (!values.is_empty()).then(|| rounded(mean(&values)))
        };
        Self {
            pearson: over(|a| a.pearson.map(|e| e.value)),
            spearman: over(|a| a.spearman.map(|e| e.value)),
            rmse: over(|a| Some(a.rmse)),
            mae: over(|a| Some(a.mae)),
            kappa: over(|a| a.kappa),
            within_question: over(|a| a.within_question.map(|w| w.mean)),
            majority_rmse: over(|a| Some(a.majority_rmse)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_questions_with_enough_differing_answers_count_within() {
        let sample = Sample {
            human: vec![0.0, 0.25, 0.5, 0.75, 1.0, 0.0, 0.5, 1.0, 1.0, 1.0, 0.0, 1.0],
            score: vec![0.1, 0.2, 0.3, 0.4, 0.5, 0.3, 0.3, 0.3, 0.3, 0.3, 1.0, 0.0],
            question: vec![0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2],
            questions: 3,
        };
        // The first is in perfect order, the second tells nothing apart, the third has two answers.
        assert_eq!(within_question(&sample), Some(WithinQuestion { mean: 0.5, questions: 2 }));
    }
}
