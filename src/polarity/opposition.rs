//! How much of what two texts share agrees, and how much of it stands against the other.

use serde::Serialize;

/// Half a word's weight: what is shared counts little where it is less.
const LITTLE: f64 = 0.5;

/// Why evidence stands against the statement it resembles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Reason {
    /// The words are denied.
    Denied {
        /// The words, as written.
        words: String,
    },
    /// The opposite is said.
    Opposite {
        /// The word, as written.
        written: String,
        /// The word it stands against.
        meant: String,
    },
    /// It is said of another thing.
    OtherSide {
        /// The words, as written.
        words: String,
        /// What it was said of.
        said_of: String,
        /// What it belongs to.
        belongs_to: String,
    },
}

/// How much of the shared content agrees with a statement and how much stands against it.
#[derive(Debug, Clone, Default)]
pub struct Opposition {
    /// Weight of what is said as in the statement.
    pub agree: f64,
    /// Weight of what is denied in one of the texts only.
    pub denied: f64,
    /// Weight of what is the opposite of a word of the statement.
    pub opposite: f64,
    /// Weight of what is said of another thing.
    pub other_side: f64,
    /// Each thing said the other way round with its weight, in the order of the text.
    pub reasons: Vec<(f64, Reason)>,
}

impl Opposition {
    /// Weight of what is said the other way round.
    #[must_use]
    pub fn against(&self) -> f64 {
        self.denied + self.opposite + self.other_side
    }

    /// Weight of what is shared.
    #[must_use]
    pub fn shared(&self) -> f64 {
        self.agree + self.against()
    }

    /// The share of the shared content that stands against the statement, in 0..=1; 0 when nothing is shared.
    #[must_use]
    pub fn share(&self) -> f64 {
        let shared = self.shared();
        if shared > 0.0 { self.against() / shared } else { 0.0 }
    }

    /// `part` of the shared content as a share, in 0..=1: small where little is shared.
    #[must_use]
    pub fn share_of(&self, part: f64) -> f64 {
        part / (self.shared() + LITTLE)
    }

    /// Adds `other`, counted `times`.
    pub fn add(&mut self, other: &Self, times: f64) {
        self.agree += times * other.agree;
        self.denied += times * other.denied;
        self.opposite += times * other.opposite;
        self.other_side += times * other.other_side;
        for (weight, reason) in &other.reasons {
            if !self.reasons.iter().any(|(_, r)| r == reason) {
                self.reasons.push((times * weight, reason.clone()));
            }
        }
    }
}
