//! Lines of graded rows to a class in numbers.

use std::collections::HashMap;

use super::outcome::{GradeOutcome, Outcome};
use crate::insight::{Class, Item, ItemSignal, Mark};

/// Gathers a [`Class`] row by row.
#[derive(Default)]
pub struct Classroom {
    class: Class,
    candidates: HashMap<String, u32>,
    items: HashMap<(String, Vec<String>), u32>,
}

impl Classroom {
    /// Adds a row.
    pub fn add(&mut self, outcome: &Outcome) {
        let Some(grade) = &outcome.grade else {
            self.class.not_graded += 1;
            return;
        };
        let candidate = self.candidate(&outcome.candidate);
        let item = self.item(outcome, grade);
        self.class.marks.push(Mark {
            row: u32::try_from(outcome.row).unwrap_or(u32::MAX),
            candidate,
            item,
            score: grade.score as f32,
            confidence: grade.confidence as f32,
            review: !grade.needs_review.is_empty(),
            flagged: !grade.flags.is_empty(),
            verdicts: grade.signals.iter().map(|s| s.verdict).collect(),
        });
    }

    /// The class of all rows so far.
    #[must_use]
    pub fn into_class(self) -> Class {
        self.class
    }

    fn candidate(&mut self, name: &str) -> u32 {
        let next = self.candidates.len() as u32;
        *self.candidates.entry(name.to_owned()).or_insert_with(|| {
            self.class.candidates.push(name.to_owned());
            next
        })
    }

    /// The question of a row; rows that bring other signals along answer another one.
    fn item(&mut self, outcome: &Outcome, grade: &GradeOutcome) -> u32 {
        let signals = grade.signals.iter().map(|s| s.id.clone()).collect();
        let next = self.items.len() as u32;
        *self.items.entry((outcome.question.clone(), signals)).or_insert_with(|| {
            let signal = |s: &super::outcome::SignalOutcome| ItemSignal {
                id: s.id.clone(),
                statement: s.statement.clone(),
                weight: s.weight,
                required: s.required,
            };
            self.class.items.push(Item {
                id: outcome.question.clone(),
                title: outcome.title.clone(),
                topic: outcome.topic.clone(),
                kind: outcome.kind.clone(),
                signals: grade.signals.iter().map(signal).collect(),
            });
            next
        })
    }
}
