//! Sentences and clauses of a folded text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "cf", "vs", "etc", "approx", "resp", "fig", "eq", "eqs", "sec", "ref", "dr", "mr", "mrs", "prof", "al", "viz", "ca", "incl", "esp",
];

/// Signs that say something without a word beside them.
const SIGNS: &str = "%=<>≤≥≠∝∞√∂∇∑∏∫×‖";

/// The sentences of `text` (folded, `\n` between blocks), without surrounding blanks.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut block_start = 0;
    for block in text.split_inclusive('\n') {
        let mut open = false;
        for (offset, piece) in capitals(block).split_sentence_bound_indices() {
            let at = block_start + offset;
            let end = at + piece.len();
            let written = text[at..end].trim_end();
            match out.last_mut() {
                Some(last) if open => last.end = end,
                _ => out.push(at..end),
            }
            open = ends_in_abbreviation(written);
        }
        block_start += block.len();
    }
    out.retain_mut(|span| {
        let raw = &text[span.clone()];
        let start = span.start + (raw.len() - raw.trim_start().len());
        *span = start..start + raw.trim().len();
        text[span.clone()].contains(|c: char| c.is_alphanumeric() || SIGNS.contains(c))
    });
    out
}

/// The same text in capitals, byte for byte: UAX 29 looks at the case of the next word, and the score may not depend on it.
fn capitals(text: &str) -> String {
    text.chars()
        .map(|c| match (c.is_lowercase(), c.len_utf8()) {
            (true, 1) => c.to_ascii_uppercase(),
            (true, 2) => 'À',
            (true, 3) => 'Ａ',
            (true, _) => '𝐀',
            _ => c,
        })
        .collect()
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(body) = sentence.strip_suffix('.') else {
        return false;
    };
    let word = body.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or(body);
    let enumerator = word.len() == body.trim_start().len() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_alphanumeric());
    ABBREVIATIONS.contains(&word) || enumerator
}

/// Words before which a new clause starts.
const CLAUSE_STARTS: &[&str] = &[
    "but",
    "whereas",
    "while",
    "although",
    "though",
    "however",
    "because",
    "since",
    "so",
    "which",
    "unless",
    "yet",
    "rather",
    "instead",
    "not",
    "and",
    "therefore",
    "thus",
    "if",
    "when",
];

/// The clauses of a sentence, as ranges over its words: cut at `;`, `:`, brackets and dashes, and at a comma or a conjunction that starts a new clause.
///
/// `words` are the folded words with their spans. A clause of fewer than three words is kept with the one before it.
pub(super) fn clauses(text: &str, words: &[(Range<usize>, &str)]) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    for i in 1..words.len() {
        let gap = &text[words[i - 1].0.end..words[i].0.start.max(words[i - 1].0.end)];
        let strong = gap.contains([';', ':', '(', ')', '\n']) || gap.contains(" - ");
        let starts = CLAUSE_STARTS.contains(&words[i].1);
        let cut = strong || (gap.contains(',') && starts) || (starts && matches!(words[i].1, "but" | "whereas" | "while" | "because" | "although"));
        if cut && i - cuts.last().copied().unwrap_or(0) >= 3 && words.len() - i >= 2 {
            cuts.push(i);
        }
    }
    cuts.push(words.len());
    cuts.windows(2).map(|w| w[0]..w[1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|s| &text[s]).collect()
    }

    #[test]
    fn sentences_do_not_depend_on_case() {
        assert_eq!(
            split("it works. then this! and 0.5 too? yes"),
            ["it works.", "then this!", "and 0.5 too?", "yes"]
        );
        assert_eq!(split("é. école finie."), ["é.", "école finie."]);
    }

    #[test]
    fn abbreviations_and_enumerators_end_no_sentence() {
        assert_eq!(
            split("use trees, e.g. forests. 1. first. a. then"),
            ["use trees, e.g. forests.", "1. first.", "a. then"]
        );
        assert_eq!(split("a vs. b, i.e. both\nnext"), ["a vs. b, i.e. both", "next"]);
    }

    #[test]
    fn nothing_but_signs_is_no_sentence() {
        assert!(split("... !!! ---\n \n").is_empty());
    }
}
