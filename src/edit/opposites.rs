//! The opposites that polarity is read by, as words to put in a text.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Endings that both words of a pair are given, longest first, with what they add to a word that ends in "e" and to another.
const ENDINGS: &[(&str, &str, &str)] = &[("ing", "ing", "ing"), ("es", "s", "s"), ("ed", "d", "ed"), ("s", "s", "s"), ("d", "d", "ed")];

/// Every pair of `data/opposites.tsv` and `data/antonyms.tsv`, in that order.
pub static PAIRS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lists = [include_str!("../../data/opposites.tsv"), include_str!("../../data/antonyms.tsv")];
    lists.iter().flat_map(|list| list.lines()).filter_map(|row| row.split_once('\t')).collect()
});

/// For each word the opposite that is listed first.
static OPPOSITES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for (a, b) in PAIRS.iter() {
        map.entry(*a).or_insert(*b);
        map.entry(*b).or_insert(*a);
    }
    map
});

/// The opposite of a word in the same form ("increases" gives "decreases"); `None` where none is listed.
#[must_use]
pub fn opposite(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    if let Some(other) = OPPOSITES.get(word.as_str()) {
        return Some((*other).to_owned());
    }
    ENDINGS.iter().find_map(|(ending, after_e, after_other)| {
        let stem = word.strip_suffix(ending)?;
        let silent = format!("{stem}e");
        let other = OPPOSITES.get(stem).or_else(|| OPPOSITES.get(silent.as_str()))?;
        Some(match (other.strip_suffix('e'), *ending) {
            (Some(cut), "ing") => format!("{cut}ing"),
            (Some(_), _) => format!("{other}{after_e}"),
            (None, _) => format!("{other}{after_other}"),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_keep_the_form() {
        for (word, other) in [
            ("high", "low"),
            ("increases", "decreases"),
            ("Reducing", "increasing"),
            ("improves", "worsens"),
            ("removes", "adds"),
        ] {
            assert_eq!(opposite(word).as_deref(), Some(other), "{word}");
        }
        assert_eq!(opposite("dropout"), None);
    }
}
