//! An answer as a baseline sees it.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use crate::grade::Verdict;

/// Which answer: the order of questions, then of answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    /// Id of the question.
    pub question: String,
    /// The answer: its path as [`answer_name`] writes it, or an id of its own.
    pub answer: String,
}

/// What a baseline knows of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Hash of the rubric that it was graded by.
    pub rubric: String,
    /// Points, 0..=100.
    pub score: f64,
    /// The verdict of each signal, by the id of the signal.
    pub signals: BTreeMap<String, Verdict>,
}

/// An answer of this run, to be compared with a baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which one.
    pub id: Id,
    /// What it is worth now.
    pub now: Entry,
    /// Whether it is below the bar: whether it would fail if there were no baseline.
    pub is_below: bool,
}

/// The name of the answer at `path`, which is given from the folder of the baseline: the same on every system, with `/` between folders and without `.`.
#[must_use]
pub fn answer_name(path: &Path) -> String {
    let mut name = String::new();
    for part in path.components() {
        if matches!(part, Component::CurDir) {
            continue;
        }
        if !name.is_empty() && !name.ends_with('/') {
            name.push('/');
        }
        match part {
            Component::RootDir => name.push('/'),
            part => name.push_str(&part.as_os_str().to_string_lossy()),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_name() {
        for (path, name) in [
            ("./a/b.md", "a/b.md"),
            ("a//b.md", "a/b.md"),
            ("../a.md", "../a.md"),
            ("/a/b", "/a/b"),
            ("", ""),
            ("a/./b/", "a/b"),
        ] {
            assert_eq!(answer_name(Path::new(path)), name);
        }
    }
}
