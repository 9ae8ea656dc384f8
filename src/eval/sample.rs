//! What is kept of each row.

use super::row::Label;

/// A graded row in numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    /// What a person gave, in 0..=1.
    pub human: f64,
    /// What gradus gave, in 0..=1.
    pub score: f64,
    /// How sure gradus was, in 0..=1.
    pub confidence: f32,
    /// The question, counted from 0.
    pub question: u32,
    /// The data set, counted from 0.
    pub dataset: u32,
    /// What a person called it.
    pub label: Option<Label>,
}

impl Point {
    /// How far gradus is above the person.
    pub fn error(&self) -> f64 {
        self.score - self.human
    }
}

/// Rows in columns.
#[derive(Debug, Default)]
pub(super) struct Sample {
    /// What people gave.
    pub human: Vec<f64>,
    /// What gradus gave.
    pub score: Vec<f64>,
    /// The question of each row, counted from 0 without gaps in order of appearance.
    pub question: Vec<u32>,
    /// How many questions there are.
    pub questions: usize,
}

impl Sample {
    /// The rows of `points`.
    pub fn new<'p>(points: impl Iterator<Item = &'p Point>) -> Self {
        let mut out = Self::default();
        let mut renumbered: Vec<Option<u32>> = Vec::new();
        for point in points {
            let at = point.question as usize;
            if at >= renumbered.len() {
                renumbered.resize(at + 1, None);
            }
            let question = *renumbered[at].get_or_insert_with(|| {
                out.questions += 1;
                out.questions as u32 - 1
            });
            out.human.push(point.human);
            out.score.push(point.score);
            out.question.push(question);
        }
        out
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.human.len()
    }
}
