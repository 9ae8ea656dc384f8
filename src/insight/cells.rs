//! Who scored what in which question.

use super::class::{Class, Mark};
use super::figures::points;

/// What a candidate reached in an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// Index of the candidate.
    pub candidate: u32,
    /// Index of the item.
    pub item: u32,
    /// Where its marks begin in [`Cells::order`].
    first: u32,
    /// How many answers there are.
    pub answers: u32,
    /// The mean of their points: a second try neither wipes out the first nor counts as another question.
    pub score: f64,
}

/// The marks of the candidates that have a name.
#[derive(Debug)]
pub(super) struct Cells<'c> {
    pub class: &'c Class,
    /// Indices of marks, by candidate, item and row.
    order: Vec<u32>,
    /// One for each candidate and item answered, in that order.
    cells: Vec<Cell>,
}

impl<'c> Cells<'c> {
    /// Takes time for one sort of the marks, which is short where they come candidate by candidate.
    pub fn new(class: &'c Class) -> Self {
        let named: Vec<bool> = class.candidates.iter().map(|name| !name.is_empty()).collect();
        let mut order: Vec<u32> = (0..class.marks.len() as u32)
            .filter(|i| named[class.marks[*i as usize].candidate as usize])
            .collect();
        let key = |i: &u32| {
            let mark = &class.marks[*i as usize];
            (mark.candidate, mark.item)
        };
        // By row as well, so that the order of the data does not reach the last digit of a mean.
        order.sort_by_key(|i| (key(i), class.marks[*i as usize].row));
        let mut cells: Vec<Cell> = Vec::new();
        for group in order.chunk_by(|a, b| key(a) == key(b)) {
            let (candidate, item) = key(&group[0]);
            let sum: f64 = group.iter().map(|i| points(class.marks[*i as usize].score)).sum();
            let first = cells.last().map_or(0, |c| c.first + c.answers);
            let (answers, score) = (group.len() as u32, sum / group.len() as f64);
            cells.push(Cell {
                candidate,
                item,
                first,
                answers,
                score,
            });
        }
        Self { class, order, cells }
    }

    /// The cells of each candidate, ordered by item, in the order of the candidates.
    pub fn by_candidate(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.candidate == b.candidate)
    }

    /// The answers of a cell, in the order of their rows.
    pub fn marks(&self, cell: &Cell) -> impl Iterator<Item = &'c Mark> + Clone {
        let range = cell.first as usize..(cell.first + cell.answers) as usize;
        self.order[range].iter().map(|i| &self.class.marks[*i as usize])
    }

    /// Which items a named candidate answered, by index.
    pub fn answered(&self) -> Vec<bool> {
        let mut out = vec![false; self.class.items.len()];
        for cell in &self.cells {
            out[cell.item as usize] = true;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::class_tests::{class, mark};

    #[test]
    fn two_answers_to_one_question_count_with_their_mean() {
        let class = class(
            &["", "Ada", "Ben"],
            2,
            vec![
                mark(0, 2, 0, 40.0),
                mark(1, 1, 1, 10.0),
                mark(2, 2, 0, 70.1),
                mark(3, 0, 0, 99.0),
                mark(4, 1, 0, 5.0),
            ],
        );
        let cells = Cells::new(&class);
        let found: Vec<Vec<_>> = cells
            .by_candidate()
            .map(|c| c.iter().map(|c| (c.candidate, c.item, c.answers, c.score)).collect())
            .collect();
        assert_eq!(found, [vec![(1, 0, 1, 5.0), (1, 1, 1, 10.0)], vec![(2, 0, 2, 55.05)]]);
        let last = cells.by_candidate().last().unwrap()[0];
        assert_eq!(cells.marks(&last).map(|m| m.row).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(cells.answered(), [true, true]);
    }
}
