//! A rubric that has been checked.

use serde::Serialize;

/// How much a signal counts: finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
pub struct Weight(f64);

impl Weight {
    /// A weight, or `None` for a negative or non-finite number.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (value.is_finite() && (0.0..=1000.0).contains(&value)).then_some(Self(value))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// One idea and the interchangeable terms that say it; any one of them counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeywordGroup {
    /// The terms; never empty.
    pub terms: Vec<String>,
}

/// A wrong statement that people make, with what to tell them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RedFlag {
    /// The wrong claim, as a candidate would write it.
    pub statement: String,
    /// The correction to show.
    pub feedback: String,
}

/// One thing that a strong answer shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signal {
    /// Its name within the rubric, in kebab-case.
    pub id: String,
    /// The claim.
    pub statement: String,
    /// How much it counts.
    pub weight: Weight,
    /// Whether an answer without it cannot be good.
    pub required: bool,
    /// The ideas it consists of.
    pub keywords: Vec<KeywordGroup>,
    /// Sentences that meet it.
    pub examples: Vec<String>,
    /// Wrong statements about it.
    pub red_flags: Vec<RedFlag>,
}

impl Signal {
    /// The statement and the examples: what meets the signal.
    pub fn positives(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.statement.as_str()).chain(self.examples.iter().map(String::as_str))
    }
}

/// Things that must not be swapped, each with its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contrast {
    /// Two or more sides, each a list of names; no name stands on two sides.
    pub sides: Vec<Vec<String>>,
}

/// A checked rubric: ids are unique, texts are not blank, the weights add up to more than nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rubric {
    /// The question it belongs to.
    pub id: String,
    /// Things that must not be swapped.
    pub contrasts: Vec<Contrast>,
    /// What a strong answer shows; never empty.
    pub signals: Vec<Signal>,
}

impl Rubric {
    /// The sum of the weights; more than zero.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        self.signals.iter().map(|s| s.weight.get()).sum()
    }

    /// The first 16 hex digits of a hash of everything in the rubric that can change a score.
    #[must_use]
    pub fn hash(&self) -> String {
        let text = serde_json::to_vec(self).expect("a rubric holds only strings, booleans and finite numbers");
        blake3::hash(&text).to_hex()[..16].to_owned()
    }
}
