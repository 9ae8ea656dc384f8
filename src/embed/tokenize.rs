//! Text to token numbers with byte spans: the only user of the `tokenizers` crate.

use std::ops::Range;

use tokenizers::Tokenizer;

use super::{EncodeError, ModelError};

/// Longest stretch of text given to the tokenizer at once, in bytes, so that its working memory
/// (some 100 bytes per byte of text) does not grow with the text.
const BLOCK: usize = 64 * 1024;

/// The model's own tokenizer, without padding and without truncation.
pub(super) struct Splitter {
    tokenizer: Tokenizer,
    prefix: Vec<u32>,
    suffix: Vec<u32>,
}

/// The tokens of a text, without the markers the model adds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    /// Row of each token in the embedding table.
    pub ids: Vec<u32>,
    /// Byte span of each token in the text.
    pub spans: Vec<Range<usize>>,
    /// Whether the token begins a word.
    pub starts_word: Vec<bool>,
}

impl Splitter {
    /// Reads `tokenizer.json`; `place` names the model in messages.
    pub fn from_json(bytes: &[u8], place: &str) -> Result<Self, ModelError> {
        let refuse = |problem: String| ModelError::Tokenizer {
            place: place.to_owned(),
            problem,
        };
        let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|e| refuse(e.to_string()))?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(|e| refuse(e.to_string()))?;

        // The markers ([CLS] and [SEP], or what this model has) are what surrounds a word.
        let marked = tokenizer.encode("a", true).map_err(|e| refuse(e.to_string()))?;
        let (ids, special) = (marked.get_ids(), marked.get_special_tokens_mask());
        let inner = special.iter().position(|&mask| mask == 0);
        let (Some(first), Some(last)) = (inner, special.iter().rposition(|&mask| mask == 0)) else {
            return Err(refuse("it gives no token for the letter `a`".to_owned()));
        };
        let (prefix, suffix) = (ids[..first].to_vec(), ids[last + 1..].to_vec());
        Ok(Self { tokenizer, prefix, suffix })
    }

    /// How many tokens [`Splitter::window`] adds.
    pub fn markers(&self) -> usize {
        self.prefix.len() + self.suffix.len()
    }

    /// How many of them stand before the text.
    pub fn leading_markers(&self) -> usize {
        self.prefix.len()
    }

    /// What the model reads for a window of tokens: the tokens between its markers.
    pub fn window(&self, ids: &[u32]) -> Vec<u32> {
        [&self.prefix, ids, &self.suffix].concat()
    }

    /// The tokens of a text of any length.
    pub fn tokens(&self, text: &str) -> Result<Tokens, EncodeError> {
        let mut tokens = Tokens::default();
        self.extend(text, 0..text.len(), &mut tokens)?;
        Ok(tokens)
    }

    /// Adds the tokens of a part of `text` that white space surrounds.
    pub fn extend(&self, text: &str, part: Range<usize>, tokens: &mut Tokens) -> Result<(), EncodeError> {
        for block in blocks(&text[part.clone()], BLOCK) {
            self.append(text, part.start + block.start..part.start + block.end, tokens)?;
        }
        Ok(())
    }

    /// Adds the tokens of one block of `text`.
    fn append(&self, text: &str, block: Range<usize>, tokens: &mut Tokens) -> Result<(), EncodeError> {
        let encoding = self
            .tokenizer
            .encode(&text[block.clone()], false)
            .map_err(|e| EncodeError::Tokenize { problem: e.to_string() })?;
        let offsets = encoding.get_offsets().iter();
        tokens.spans.extend(offsets.map(|&(from, to)| block.start + from..block.start + to));
        tokens.ids.extend_from_slice(encoding.get_ids());
        let mut last = None;
        tokens.starts_word.extend(encoding.get_word_ids().iter().map(|&word| {
            let starts = word.is_none() || word != last;
            last = word;
            starts
        }));
        Ok(())
    }
}

/// Cuts a text into blocks of about `size` bytes, only after white space: there the tokens before
/// do not depend on the text after.
fn blocks(text: &str, size: usize) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_whitespace() && end - start >= size {
            blocks.push(start..end);
            start = end;
        }
    }
    if start < text.len() {
        blocks.push(start..text.len());
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splitter() -> Splitter {
        let json = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/all-MiniLM-L6-v2/tokenizer.json"));
        Splitter::from_json(json, "test").expect("the built-in tokenizer loads")
    }

    fn pieces(text: &str) -> Vec<String> {
        let tokens = splitter().tokens(text).expect("any text has tokens");
        tokens.spans.into_iter().map(|span| text[span].to_owned()).collect()
    }

    #[test]
    fn markers_are_found() {
        let splitter = splitter();
        assert_eq!(splitter.window(&[7592]), [101, 7592, 102]);
        assert_eq!((splitter.markers(), splitter.leading_markers()), (2, 1));
    }

    #[test]
    fn spans_are_bytes_of_the_original_text() {
        assert_eq!(pieces("Héllo, WÖRLD"), ["Héllo", ",", "WÖRLD"]);
        assert_eq!(pieces("  東京 ok "), ["東", "京", "ok"]);
        assert_eq!(pieces("cafe\u{301}s"), ["cafe\u{301}s"]);
        assert_eq!(pieces("o\u{0}k 😀 a\u{200b}b"), ["o\u{0}k", "😀", "a\u{200b}b"]);
    }

    #[test]
    fn pieces_of_one_word_start_it_once() {
        let tokens = splitter().tokens("unbelievably good").expect("tokens");
        assert_eq!(tokens.starts_word, [true, false, false, false, false, true]);
    }

    #[test]
    fn nothing_gives_no_tokens() {
        for text in ["", " \t\n", "\u{0}\u{1}", "\u{200b}"] {
            assert_eq!(splitter().tokens(text).expect("tokens"), Tokens::default(), "{text:?}");
        }
    }

    #[test]
    fn an_endless_word_is_one_unknown_token_with_its_span() {
        let word = "ab".repeat(5000);
        let tokens = splitter().tokens(&word).expect("tokens");
        assert_eq!((&tokens.ids[..], tokens.spans.len(), &tokens.spans[0]), (&[100][..], 1, &(0..10_000)));
    }

    #[test]
    fn nothing_is_cut_or_padded() {
        assert_eq!(pieces(&"word ".repeat(600)).len(), 600);
        assert_eq!(pieces("word").len(), 1);
    }

    #[test]
    fn blocks_change_no_token() {
        let text = "Ünï-code, x_1 (ok)!\n東京 e.g. 3.14\u{a0}end ".repeat(30);
        let splitter = splitter();
        let mut blocked = Tokens::default();
        for block in blocks(&text, 50) {
            splitter.append(&text, block, &mut blocked).expect("tokens");
        }
        assert_eq!(blocked, splitter.tokens(&text).expect("tokens"));
    }

    #[test]
    fn blocks_cover_the_text() {
        let text = "aa bb\u{3000}cc dd";
        let parts: Vec<_> = blocks(text, 3).into_iter().map(|block| &text[block]).collect();
        assert_eq!(parts, ["aa ", "bb\u{3000}", "cc ", "dd"]);
        assert!(blocks("", 3).is_empty());
    }

    #[test]
    fn a_damaged_file_is_refused_by_name() {
        let error = Splitter::from_json(b"{}", "m").err().expect("not a tokenizer").to_string();
        assert!(error.contains("`tokenizer.json` of model `m`"), "{error}");
    }
}
