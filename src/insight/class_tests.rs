//! Classes to test with.

use super::class::{Class, Item, ItemSignal, Mark};
use crate::grade::Verdict;

/// Six candidates and four questions, in points.
pub(super) const SCORES: [[f32; 4]; 6] = [
    [80.0, 71.5, 90.0, 40.0],
    [55.5, 60.0, 62.0, 70.0],
    [20.0, 35.0, 41.3, 10.0],
    [95.0, 88.8, 100.0, 65.0],
    [40.0, 52.0, 30.0, 80.0],
    [67.0, 49.9, 75.0, 20.0],
];

/// A sure answer without verdicts.
pub(super) fn mark(row: u32, candidate: u32, item: u32, score: f32) -> Mark {
    Mark {
        row,
        candidate,
        item,
        score,
        confidence: 0.9,
        review: false,
        flagged: false,
        verdicts: Box::new([]),
    }
}

/// An answer with verdicts: `+` met, `~` partly met, `-` not addressed, `!` contradicted.
pub(super) fn judged(row: u32, candidate: u32, item: u32, score: f32, verdicts: &str) -> Mark {
    Mark {
        verdicts: self::verdicts(verdicts),
        ..mark(row, candidate, item, score)
    }
}

/// The verdicts that `signs` stand for.
pub(super) fn verdicts(signs: &str) -> Box<[Verdict]> {
    let of = |sign| match sign {
        '+' => Verdict::Met,
        '~' => Verdict::PartlyMet,
        '-' => Verdict::NotAddressed,
        '!' => Verdict::Contradicted,
        _ => panic!("`{sign}` is no sign of a verdict"),
    };
    signs.chars().map(of).collect()
}

/// A signal that says its id.
pub(super) fn signal(id: &str, weight: f64, required: bool) -> ItemSignal {
    ItemSignal {
        id: id.into(),
        statement: format!("says {id}"),
        weight,
        required,
    }
}

/// A question with signals.
pub(super) fn item(id: &str, topic: &str, signals: Vec<ItemSignal>) -> Item {
    Item {
        id: id.into(),
        title: format!("About {id}"),
        topic: topic.into(),
        kind: "technical".into(),
        signals,
    }
}

/// A class whose questions have no signals.
pub(super) fn class(candidates: &[&str], items: usize, marks: Vec<Mark>) -> Class {
    Class {
        candidates: candidates.iter().map(|name| (*name).to_owned()).collect(),
        items: (0..items).map(|i| item(&format!("q{i}"), "", Vec::new())).collect(),
        marks,
        not_graded: 0,
    }
}

/// A class in which everybody answered everything: candidates by row, questions by column.
pub(super) fn table<const N: usize>(scores: &[[f32; N]]) -> Class {
    let names: Vec<String> = (0..scores.len()).map(|i| format!("c{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let cell = |i: usize| mark(i as u32, (i / N) as u32, (i % N) as u32, scores[i / N][i % N]);
    class(&names, N, (0..scores.len() * N).map(cell).collect())
}
