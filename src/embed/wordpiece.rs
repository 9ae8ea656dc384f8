//! WordPiece in a seventh of the time, for an encoder that costs no more than its tokenizer.
//!
//! Plain words of ASCII are split here; a stretch of text with anything else in it is handed to the model's own tokenizer, which is loaded when one comes. The
//! tokens are the same: tests compare them on every text of the bank and on made-up ones.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::tokenize::{Splitter, Tokens};
use super::{EncodeError, ModelError};

/// What stands before a piece that does not begin a word.
const CONTINUES: &str = "##";
/// What a word is that has no pieces.
const UNKNOWN: &str = "[UNK]";
/// Letters of a word that is not split but unknown, and so is any longer one (`max_input_chars_per_word`).
const LONGEST_WORD: usize = 100;
/// What the tokenizer takes for one token where it stands in a text.
const MARKERS: [&str; 5] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/// The tokenizer of a BERT model, lower case and without accents.
pub(super) struct WordPiece {
    /// Pieces that begin a word.
    first: HashMap<&'static [u8], u32>,
    /// Pieces that go on, without their mark.
    further: HashMap<&'static [u8], u32>,
    /// Bytes of the longest piece.
    longest: usize,
    unknown: u32,
    json: &'static [u8],
    reference: OnceLock<Splitter>,
}

impl WordPiece {
    /// `vocabulary` has a piece on each line, in the order of their numbers; `json` is the `tokenizer.json` that it belongs to.
    pub fn new(vocabulary: &'static str, json: &'static [u8]) -> Result<Self, ModelError> {
        let (mut first, mut further) = (HashMap::with_capacity(vocabulary.len() / 8), HashMap::new());
        let mut longest = 0;
        for (piece, id) in vocabulary.lines().zip(0..) {
            longest = longest.max(piece.len());
            match piece.strip_prefix(CONTINUES) {
                Some(rest) if !rest.is_empty() => further.insert(rest.as_bytes(), id),
                _ => first.insert(piece.as_bytes(), id),
            };
        }
        let unknown = *first.get(UNKNOWN.as_bytes()).ok_or_else(|| ModelError::Weight {
            name: "vocabulary".to_owned(),
            problem: format!("has no `{UNKNOWN}`"),
        })?;
        Ok(Self {
            first,
            further,
            longest,
            unknown,
            json,
            reference: OnceLock::new(),
        })
    }

    /// The tokens of a text, as [`Splitter::tokens`] gives them.
    pub fn tokens(&self, text: &str) -> Result<Tokens, EncodeError> {
        let mut tokens = Tokens::default();
        let mut start = 0;
        for chunk in text.split([' ', '\n', '\t', '\r']) {
            let span = start..start + chunk.len();
            start = span.end + 1;
            if is_plain(chunk) {
                self.split(chunk, span.start, &mut tokens);
            } else {
                self.reference()?.extend(text, span, &mut tokens)?;
            }
        }
        Ok(tokens)
    }

    /// The model's own tokenizer.
    fn reference(&self) -> Result<&Splitter, EncodeError> {
        if let Some(known) = self.reference.get() {
            return Ok(known);
        }
        let loaded = Splitter::from_json(self.json, "static").map_err(|e| EncodeError::Tokenize { problem: e.to_string() })?;
        Ok(self.reference.get_or_init(|| loaded))
    }

    /// Splits a plain stretch without white space, which begins at `base`: each mark is a word, and so is what stands between marks.
    fn split(&self, chunk: &str, base: usize, tokens: &mut Tokens) {
        let bytes = chunk.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            let letters = bytes[start..].iter().take_while(|b| !b.is_ascii_punctuation()).count();
            let word = start..start + letters.max(1);
            self.word(&bytes[word.clone()], base + word.start, tokens);
            start = word.end;
        }
    }

    /// The longest piece that fits, again and again; one unknown token where none does.
    fn word(&self, word: &[u8], base: usize, tokens: &mut Tokens) {
        let mut lower = [0; LONGEST_WORD];
        let before = tokens.ids.len();
        let mut start = 0;
        if let Some(lower) = lower.get_mut(..word.len()) {
            lower.copy_from_slice(word);
            lower.make_ascii_lowercase();
            while let Some((id, length)) = self.longest_piece(&lower[start..], start == 0) {
                push(tokens, id, base + start..base + start + length, start == 0);
                start += length;
            }
        }
        if start < word.len() {
            tokens.ids.truncate(before);
            tokens.spans.truncate(before);
            tokens.starts_word.truncate(before);
            push(tokens, self.unknown, base..base + word.len(), true);
        }
    }

    /// The longest piece at the beginning of `rest`, with its length; none of nothing.
    fn longest_piece(&self, rest: &[u8], begins: bool) -> Option<(u32, usize)> {
        let pieces = if begins { &self.first } else { &self.further };
        (1..=rest.len().min(self.longest)).rev().find_map(|n| Some((*pieces.get(&rest[..n])?, n)))
    }
}

/// Whether this is printable ASCII in which nothing is a token of its own.
fn is_plain(chunk: &str) -> bool {
    chunk.bytes().all(|b| b.is_ascii_graphic()) && !(chunk.contains('[') && MARKERS.iter().any(|marker| chunk.contains(marker)))
}

fn push(tokens: &mut Tokens, id: u32, span: Range<usize>, starts_word: bool) {
    tokens.ids.push(id);
    tokens.spans.push(span);
    tokens.starts_word.push(starts_word);
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;

    use super::super::packed::TOKENIZER;
    use super::*;

    fn reference() -> &'static Splitter {
        static REFERENCE: OnceLock<Splitter> = OnceLock::new();
        REFERENCE.get_or_init(|| Splitter::from_json(TOKENIZER, "test").expect("the built-in tokenizer loads"))
    }

    fn ours() -> &'static WordPiece {
        static OURS: OnceLock<WordPiece> = OnceLock::new();
        OURS.get_or_init(|| WordPiece::new(vocabulary(), TOKENIZER).expect("the vocabulary is whole"))
    }

    /// The vocabulary of `tokenizer.json`, as the table has it.
    fn vocabulary() -> &'static str {
        let json: serde_json::Value = serde_json::from_slice(TOKENIZER).expect("it is JSON");
        let vocabulary = json["model"]["vocab"].as_object().expect("WordPiece has a vocabulary");
        let mut pieces: Vec<(u64, &str)> = vocabulary.iter().map(|(piece, id)| (id.as_u64().expect("a number"), piece.as_str())).collect();
        pieces.sort_unstable();
        let lines: Vec<&str> = pieces.into_iter().map(|(_, piece)| piece).collect();
        lines.join("\n").leak()
    }

    fn assert_same(text: &str) {
        assert_eq!(ours().tokens(text).expect("tokens"), reference().tokens(text).expect("tokens"), "{text:?}");
    }

    #[test]
    fn every_text_of_the_bank_has_the_same_tokens() {
        let mut bytes = 0;
        for folder in ["content", "rubrics", "tests/claims"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for file in fs::read_dir(folder).expect("the folder is there") {
                let text = fs::read_to_string(file.expect("it can be listed").path()).expect("it is UTF-8");
                bytes += text.len();
                text.lines().for_each(assert_same);
            }
        }
        assert!(bytes > 1_000_000, "{bytes}");
    }

    #[test]
    fn what_is_not_plain_has_the_same_tokens() {
        for text in [
            "",
            " \t\r\n ",
            "Héllo, WÖRLD cafe\u{301}s naïve",
            "東京 o\u{0}k 😀 a\u{200b}b x\u{b}y x\u{c}y \u{1}",
            "[MASK] the [CLS]x[SEP] [mask] [UNK][PAD] [x] a[MASK",
            "nbsp\u{a0}between \u{3000} and\u{2028}line \u{85}next",
            "I'm 3.14e-10% $x_1^2$ a+b=c <tag> `code()` ~/path\\x don't##s ##ing",
        ] {
            assert_same(text);
            assert_same(&text.repeat(3));
        }
    }

    #[test]
    fn long_words_are_unknown_as_a_whole() {
        for length in [99, 100, 101, 5000] {
            assert_same(&"ab".repeat(length)[..length]);
            assert_same(&format!("x-{}.", &"ab".repeat(length)[..length]));
        }
    }

    #[test]
    fn texts_longer_than_a_block_of_the_reference_have_the_same_tokens() {
        assert_same(&"Gradient descent, ünder x_1; ".repeat(5000));
    }

    proptest! {
        #[test]
        fn any_text_has_the_same_tokens(text in any::<String>()) {
            assert_same(&text);
        }

        #[test]
        fn any_ascii_has_the_same_tokens(text in "[ -~\\t\\n]{0,60}") {
            assert_same(&text);
        }

        #[test]
        fn made_up_words_have_the_same_tokens(text in "([a-zA-Z]{1,14}[ ,.'\\-]?){1,12}") {
            assert_same(&text);
        }
    }
}
