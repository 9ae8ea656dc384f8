//! Answers made from marked ones by an edit that turns each of their sentences round, or does not.

use super::marked::Mark;
use crate::edit::{denied_by_verb, opposite, replace_words, said_to_be_false, sentences, sides_exchanged, taken_back, twice_denied, untrue};

/// What a signal counts for in an answer made from a marked one by denying it as a whole, sentence by sentence; by its verbs, which often leaves half a sentence as it
/// was; and with opposites or the other side of a contrast, which are harder to see and so need more weight. With more weight on any of them honest answers lose points.
const DENIED: f64 = 0.2;
const DENIED_BY_VERB: f64 = 0.1;
const SWAPPED: f64 = 0.3;

/// An edit that makes an answer say the opposite, or the same.
pub(super) struct Edit {
    /// Its name, the kind of the answers that it makes.
    pub name: &'static str,
    /// What it does to a sentence of an answer; given the sides of a contrast of the question, none where it has no contrast.
    pub change: fn(&str, &[Vec<String>]) -> String,
    /// The mark of what was met before.
    pub met: Mark,
    /// What a signal counts for.
    pub count: f64,
}

/// What the curve of contradiction learns from besides marked answers: people who answer badly are wrong in other ways than by a plain denial, and no plain
/// denial may pass.
pub(super) const EDITS: [Edit; 7] = [
    Edit {
        name: "denied-by-verb",
        change: |s, _| denied_by_verb(s),
        met: Mark::Contradicted,
        count: DENIED_BY_VERB,
    },
    Edit {
        name: "untrue",
        change: |s, _| untrue(s),
        met: Mark::Contradicted,
        count: DENIED,
    },
    Edit {
        name: "taken-back",
        change: |s, _| taken_back(s),
        met: Mark::Contradicted,
        count: DENIED,
    },
    Edit {
        name: "said-to-be-false",
        change: |s, _| said_to_be_false(s),
        met: Mark::Contradicted,
        count: DENIED,
    },
    Edit {
        name: "directions-swapped",
        change: |s, _| replace_words(s, opposite),
        met: Mark::Contradicted,
        count: SWAPPED,
    },
    Edit {
        name: "sides-exchanged",
        change: sides_exchanged,
        met: Mark::Contradicted,
        count: SWAPPED,
    },
    Edit {
        name: "denied-twice",
        change: |s, _| twice_denied(s),
        met: Mark::Met,
        count: DENIED,
    },
];

impl Edit {
    /// The answer with every sentence changed; `None` where the edit finds less than half of them to change.
    pub fn of(&self, answer: &str, sides: &[Vec<String>]) -> Option<String> {
        let before = sentences(answer);
        let after: Vec<String> = before.iter().map(|s| (self.change)(s, sides)).collect();
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        (2 * changed >= before.len()).then(|| after.join(" "))
    }
}
