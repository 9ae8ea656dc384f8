//! Answers made from marked ones by an edit that turns each of their sentences round, or does not.

use super::marked::Mark;
use crate::edit::{denied_by_verb, opposite, replace_words, said_to_be_false, sentences, taken_back, twice_denied, untrue};

/// What a signal counts for in an answer made from a marked one by denying it as a whole, sentence by sentence; by its verbs, which often leaves half a sentence as it
/// was; and with opposites, which are harder to see and so need more weight. With more weight on any of them honest answers lose points.
const DENIED: f64 = 0.2;
const DENIED_BY_VERB: f64 = 0.1;
const SWAPPED: f64 = 0.3;

/// An edit that makes an answer say the opposite, or the same.
pub(super) struct Edit {
    /// Its name, the kind of the answers that it makes.
    pub name: &'static str,
    /// What it does to a sentence.
    pub change: fn(&str) -> String,
    /// The mark of what was met before.
    pub met: Mark,
    /// What a signal counts for.
    pub count: f64,
}

/// What the curve of contradiction learns from besides marked answers: people who answer badly are wrong in other ways than by a plain denial, and no plain
/// denial may pass.
pub(super) const EDITS: [Edit; 6] = [
    Edit {
        name: "denied-by-verb",
        change: denied_by_verb,
        met: Mark::Contradicted,
        count: DENIED_BY_VERB,
    },
    Edit {
        name: "untrue",
        change: untrue,
        met: Mark::Contradicted,
        count: DENIED,
    },
    Edit {
        name: "taken-back",
        change: taken_back,
        met: Mark::Contradicted,
        count: DENIED,
    },
    Edit {
        name: "said-to-be-false",
        change: said_to_be_false,
        met: Mark::Contradicted,
        count: DENIED,
    },
    Edit {
        name: "directions-swapped",
        change: swapped,
        met: Mark::Contradicted,
        count: SWAPPED,
    },
    Edit {
        name: "denied-twice",
        change: twice_denied,
        met: Mark::Met,
        count: DENIED,
    },
];

impl Edit {
    /// The answer with every sentence changed; `None` where the edit finds less than half of them to change.
    pub fn of(&self, answer: &str) -> Option<String> {
        let before = sentences(answer);
        let after: Vec<String> = before.iter().map(|s| (self.change)(s)).collect();
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        (2 * changed >= before.len()).then(|| after.join(" "))
    }
}

/// Every word that has an opposite replaced by it.
fn swapped(sentence: &str) -> String {
    replace_words(sentence, opposite)
}
