//! A graded class in numbers.

use crate::grade::Verdict;

/// A question of the class.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its id, as the data names it.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is about; empty where nobody said.
    pub topic: String,
    /// The kind of question; empty where nobody said.
    pub kind: String,
    /// What an answer to it should show, in the order of the rubric.
    pub signals: Vec<ItemSignal>,
}

/// Something that an answer to an [`Item`] should show.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemSignal {
    /// Its id in the rubric.
    pub id: String,
    /// What it asks for, in words.
    pub statement: String,
    /// What it weighs against the others of its item, 0 or more.
    pub weight: f64,
    /// Whether an answer cannot pass without it.
    pub required: bool,
}

impl Item {
    /// What each signal is worth of the 100 points, by its share of the weight; equal shares where nothing weighs anything.
    pub(super) fn worth(&self) -> Vec<f64> {
        let total: f64 = self.signals.iter().map(|s| s.weight).sum();
        let share = |s: &ItemSignal| if total > 0.0 { s.weight / total } else { 1.0 / self.signals.len() as f64 };
        self.signals.iter().map(|s| 100.0 * share(s)).collect()
    }
}

/// One graded answer, in numbers. A million of them are held in memory, so it is small.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The row of the data, which no other mark has.
    pub row: u32,
    /// Who gave the answer: an index of [`Class::candidates`].
    pub candidate: u32,
    /// What it answers: an index of [`Class::items`].
    pub item: u32,
    /// Points, 0..=100.
    pub score: f32,
    /// How sure the grader is, 0..=1.
    pub confidence: f32,
    /// Whether a person should look at it.
    pub review: bool,
    /// Whether something was noticed about its form.
    pub flagged: bool,
    /// What it does about each signal of the item, in their order; empty where there is no saying.
    pub verdicts: Box<[Verdict]>,
}

/// Everything known of a batch once it is graded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Class {
    /// Names, each once. The answers of the candidate with the empty name are nobody's: they count for the items and the distribution, and for no candidate.
    pub candidates: Vec<String>,
    /// The questions, each once.
    pub items: Vec<Item>,
    /// The graded answers, in the order of the data.
    pub marks: Vec<Mark>,
    /// How many rows could not be graded.
    pub not_graded: usize,
}
