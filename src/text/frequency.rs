//! How common a word is in general English: what makes a term telling.

use super::stop::is_function_word;

/// `word<TAB>ln(occurrences per million)`, sorted by byte; made by `training/word_frequency.py`.
static TABLE: &str = include_str!("../../data/word_frequency.tsv");

/// ln(occurrences per million) of a word at the table's edge: what an unlisted word is taken for.
const RAREST: f64 = 0.0;
/// ln(occurrences per million) from which a word says next to nothing ("people", "make").
const COMMONEST: f64 = 9.0;
/// What even a function word is worth: enough that a text of nothing else still has a denominator.
const LEAST: f64 = 0.05;

/// ln(occurrences per million) of a folded word, if the table has it.
fn log_frequency(word: &str) -> Option<f64> {
    let table = TABLE.as_bytes();
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = table[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let end = table[start..].iter().position(|b| *b == b'\n').map_or(table.len(), |i| start + i);
        let (listed, frequency) = TABLE[start..end].split_once('\t')?;
        match listed.cmp(word) {
            std::cmp::Ordering::Equal => return frequency.parse().ok(),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// Whether `word` (folded) is an ordinary English word, which no other word is a typo for.
#[must_use]
pub fn is_known_word(word: &str) -> bool {
    log_frequency(word).is_some()
}

/// How much a folded word tells, in 0.05..=1: one for rare and unlisted words, next to nothing for function words.
///
/// The measure is self-information (Shannon 1948), cut off at both ends: the log of the relative frequency, rescaled.
#[must_use]
pub fn tellingness(word: &str) -> f64 {
    if is_function_word(word) {
        return LEAST;
    }
    let frequency = log_frequency(word).unwrap_or(RAREST).clamp(RAREST, COMMONEST);
    LEAST + (1.0 - LEAST) * (COMMONEST - frequency) / (COMMONEST - RAREST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found() {
        for row in TABLE.lines().step_by(997) {
            let (word, frequency) = row.split_once('\t').unwrap();
            assert_eq!(log_frequency(word), Some(frequency.parse().unwrap()), "{word}");
        }
        assert_eq!(log_frequency(""), None);
        assert_eq!(log_frequency("zzzzzz"), None);
    }

    #[test]
    fn rare_words_tell_more() {
        assert!(tellingness("the") < tellingness("people"));
        assert!(tellingness("people") < tellingness("model"));
        assert!(tellingness("model") < tellingness("variance"));
        assert!(tellingness("backpropagation") >= tellingness("variance"));
    }
}
