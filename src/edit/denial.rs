//! Sentences denied, taken back, and denied twice.

use super::sentences::{uncapitalised, unclosed};

/// Verbs that take a "not" behind them.
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "can", "could", "will", "would", "should", "must", "may", "does", "do", "did", "has", "have",
];

/// "It is not true that …".
#[must_use]
pub fn untrue(sentence: &str) -> String {
    format!("It is not true that {}", uncapitalised(sentence))
}

/// The sentence with `insert` behind its first auxiliary verb, if it has one.
#[must_use]
pub fn behind_verb(sentence: &str, insert: &str) -> Option<String> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let verb = words.iter().position(|w| AUXILIARIES.contains(w))?;
    let (before, behind) = words.split_at(verb + 1);
    Some([before, &[insert], behind].concat().join(" "))
}

/// The sentence denied by its first auxiliary verb, else as untrue.
#[must_use]
pub fn denied_by_verb(sentence: &str) -> String {
    behind_verb(sentence, "not").unwrap_or_else(|| untrue(sentence))
}

/// "Some say that …, but that is wrong."
#[must_use]
pub fn taken_back(sentence: &str) -> String {
    format!("Some say that {}, but that is wrong.", uncapitalised(unclosed(sentence)))
}

/// "People think that …. That is false."
#[must_use]
pub fn said_to_be_false(sentence: &str) -> String {
    format!("People think that {}. That is false.", uncapitalised(unclosed(sentence)))
}

/// "It is not wrong that …."
#[must_use]
pub fn twice_denied(sentence: &str) -> String {
    format!("It is not wrong that {}.", uncapitalised(unclosed(sentence)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denials_stand_where_english_has_them() {
        assert_eq!(behind_verb("Dropout is a mask.", "not").as_deref(), Some("Dropout is not a mask."));
        assert_eq!(behind_verb("Ridge shrinks weights.", "not"), None);
        assert_eq!(untrue("Ridge shrinks weights."), "It is not true that ridge shrinks weights.");
    }
}
