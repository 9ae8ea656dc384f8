//! Folding: the one spelling of a text that all comparison happens on, with a way back to the original bytes.
//!
//! NFKC, lower case, no accents on Latin, Greek and Cyrillic letters, straight quotes and hyphens, no zero-width characters, one space for a run of blanks. A
//! superscript two or three becomes `^2`, `^3`, because NFKC alone would turn `n²` into `n2`.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Where a run of folded bytes came from.
#[derive(Debug, Clone, Copy)]
struct Origin {
    folded: usize,
    start: usize,
    end: usize,
}

/// A folded text that grows piece by piece and remembers where each character came from.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    pub text: String,
    origins: Vec<Origin>,
    /// Folded offsets at which an identifier in camel case starts a new part.
    pub humps: Vec<usize>,
}

impl Folded {
    /// Appends `piece`, which stands at byte `at` of the original.
    pub fn push(&mut self, piece: &str, at: usize) {
        let mut letters = Humps::default();
        for (offset, cluster) in piece.grapheme_indices(true) {
            let span = at + offset..at + offset + cluster.len();
            let mut chars = cluster.chars();
            let first = chars.next().unwrap_or(' ');
            if chars.next().is_none() && first.is_ascii() {
                if letters.starts_part(first, piece[offset + 1..].chars().next()) {
                    self.humps.push(self.text.len());
                }
                self.push_char(first.to_ascii_lowercase(), span);
            } else {
                letters = Humps::default();
                let strip = (first as u32) < 0x0590;
                for c in fold_cluster(cluster, strip).chars() {
                    self.push_char(c, span.clone());
                }
            }
        }
    }

    /// Appends a break that no word or sentence crosses.
    pub fn push_break(&mut self, at: usize) {
        if self.text.ends_with(' ') {
            self.text.pop();
            self.drop_origins_past_end();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.origins.push(Origin {
                folded: self.text.len(),
                start: at,
                end: at,
            });
            self.text.push('\n');
        }
    }

    fn drop_origins_past_end(&mut self) {
        while self.origins.last().is_some_and(|o| o.folded >= self.text.len()) {
            self.origins.pop();
        }
    }

    fn push_char(&mut self, c: char, span: Range<usize>) {
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        if c == ' ' && (self.text.is_empty() || self.text.ends_with([' ', '\n'])) {
            return;
        }
        self.origins.push(Origin {
            folded: self.text.len(),
            start: span.start,
            end: span.end,
        });
        self.text.push(c);
    }

    /// The bytes of the original that the folded bytes `span` came from.
    pub fn original(&self, span: Range<usize>) -> Range<usize> {
        if span.is_empty() || self.origins.is_empty() {
            return 0..0;
        }
        let first = self.origins.partition_point(|o| o.folded <= span.start);
        let last = self.origins.partition_point(|o| o.folded < span.end);
        let start = self.origins[first.max(1) - 1].start;
        let end = self.origins[last.max(1) - 1].end;
        start..end.max(start)
    }
}

/// Finds the humps of camel case: `crossEntropy` and `HTTPServer` have one each, `Cross` and `ReLUs` none that matter.
#[derive(Default)]
struct Humps {
    before: Option<char>,
}

impl Humps {
    fn starts_part(&mut self, c: char, next: Option<char>) -> bool {
        let before = self.before.replace(c);
        let upper = c.is_ascii_uppercase();
        match before {
            Some(b) if b.is_ascii_lowercase() => upper,
            Some(b) if b.is_ascii_uppercase() => upper && next.is_some_and(|n| n.is_ascii_lowercase() && n != 's'),
            _ => false,
        }
    }
}

fn fold_cluster(cluster: &str, strip_marks: bool) -> String {
    let mut out = String::new();
    for c in cluster.chars() {
        match c {
            '²' => out.push_str("^2"),
            '³' => out.push_str("^3"),
            '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{FF07}' => {
                out.push('\'');
            }
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{2033}' | '«' | '»' => out.push('"'),
            '\u{2010}'..='\u{2012}' | '\u{2212}' => out.push('-'),
            '\u{2013}'..='\u{2015}' => out.push_str(" - "),
            'ß' | 'ẞ' => out.push_str("ss"),
            '\u{00AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' => {}
            _ => out.push(c),
        }
    }
    if out.is_ascii() {
        return out.to_ascii_lowercase();
    }
    // Composed, decomposed and compatibility forms meet in NFKD; marks go before what is left is composed again, so that a mark's own lower case cannot differ.
    out.nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !(strip_marks && is_combining_mark(*c)))
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> Folded {
        let mut folded = Folded::default();
        folded.push(text, 0);
        folded
    }

    #[test]
    fn one_spelling_for_every_form() {
        for text in ["Naïve  Bayes", "nai\u{308}ve\tBAYES", "ＮＡÏＶＥ\u{a0}bayes", "na\u{200b}ive\r\nbayes"] {
            assert_eq!(fold(text).text, "naive bayes", "{text:?}");
        }
        assert_eq!(fold("O(n²) – “x”").text, "o(n^2) - \"x\"");
    }

    #[test]
    fn spans_lead_back_to_the_original() {
        let text = "Die Größe – naïve";
        let folded = fold(text);
        let at = folded.text.find("naive").unwrap();
        assert_eq!(&text[folded.original(at..at + 5)], "naïve");
        let at = folded.text.find("grosse").unwrap();
        assert_eq!(&text[folded.original(at..at + 6)], "Größe");
    }

    #[test]
    fn humps_of_identifiers() {
        let humps = |t: &str| fold(t).humps;
        assert_eq!(humps("crossEntropyLoss"), [5, 12]);
        assert_eq!(humps("HTTPServer"), [4]);
        assert_eq!(humps("GPUs and CNNs"), [] as [usize; 0]);
    }
}
