//! Phrases of keys that were encoded beforehand: grading a question of the bank starts without encoding its rubric.
//!
//! What was encoded is found by the hash of a key's phrases, so that a rubric that changes is simply not found and gets encoded; nothing can be stale. The
//! vectors are those that encoding gives: `tests/it/phrases.rs` compares them.

use std::ops::Range;

use safetensors::tensor::{Dtype, SafeTensorError, SafeTensors, TensorView, serialize};

/// Bytes of a hash that tell two keys of a bank apart.
const HASH: usize = 16;

/// The store that the program comes with; written by `examples/pack_phrases.rs`.
static SHIPPED: &[u8] = include_bytes!("../../data/phrases.safetensors");

/// A text of a key with the places of what is compared in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPhrase {
    /// The text, folded.
    pub text: String,
    /// Bytes of its content words.
    pub content: Vec<Range<usize>>,
}

impl KeyPhrase {
    /// Whether the bytes of `span` belong to a content word.
    #[must_use]
    pub fn compares(&self, span: &Range<usize>) -> bool {
        self.content.iter().any(|c| span.start < c.end && c.start < span.end)
    }
}

/// Coarse vectors by the phrases of a key.
pub(super) struct Known {
    tensors: SafeTensors<'static>,
}

impl Known {
    /// The shipped store. A file that cannot be read is an empty store: everything is encoded then.
    pub fn shipped() -> Option<Self> {
        Self::read(SHIPPED)
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        SafeTensors::deserialize(bytes).ok().map(|tensors| Self { tensors })
    }

    /// The coarse vectors of the tokens of the content words of all `phrases`, one after another, if they are here.
    pub fn find(&self, phrases: &[KeyPhrase]) -> Option<&[u8]> {
        let tensor = |name| self.tensors.tensor(name).ok().map(|t| t.data());
        let wanted = hash(phrases);
        let at = tensor("keys")?.chunks_exact(HASH).position(|key| key == wanted)?;
        let offsets = tensor("offsets")?;
        tensor("vectors")?.get(number(offsets, at)?..number(offsets, at + 1)?)
    }
}

/// Writes a store of the phrases of keys with their coarse vectors.
///
/// # Errors
///
/// When they do not fit into the format; none is known.
pub fn pack_phrases(mut keys: Vec<(Vec<KeyPhrase>, Vec<u8>)>) -> Result<Vec<u8>, SafeTensorError> {
    keys.sort_by_key(|(phrases, _)| hash(phrases));
    keys.dedup_by_key(|(phrases, _)| hash(phrases));
    let hashes: Vec<u8> = keys.iter().flat_map(|(phrases, _)| hash(phrases)).collect();
    let mut end = 0;
    let ends = keys.iter().map(|(_, bytes)| {
        end += bytes.len() as u32;
        end
    });
    let offsets: Vec<u8> = std::iter::once(0).chain(ends).flat_map(u32::to_le_bytes).collect();
    let vectors: Vec<u8> = keys.iter().flat_map(|(_, bytes)| bytes).copied().collect();
    let views = [
        ("keys", TensorView::new(Dtype::U8, vec![keys.len(), HASH], &hashes)?),
        ("offsets", TensorView::new(Dtype::U32, vec![keys.len() + 1], &offsets)?),
        ("vectors", TensorView::new(Dtype::U8, vec![vectors.len()], &vectors)?),
    ];
    serialize(views, None)
}

/// Of the texts and of what is compared in them: both decide which vectors there are.
fn hash(phrases: &[KeyPhrase]) -> [u8; HASH] {
    let mut hasher = blake3::Hasher::new();
    for phrase in phrases {
        hasher.update(&(phrase.text.len() as u64).to_le_bytes()).update(phrase.text.as_bytes());
        hasher.update(&(phrase.content.len() as u64).to_le_bytes());
        for range in &phrase.content {
            hasher.update(&(range.start as u64).to_le_bytes()).update(&(range.end as u64).to_le_bytes());
        }
    }
    let mut hash = [0; HASH];
    hash.copy_from_slice(&hasher.finalize().as_bytes()[..HASH]);
    hash
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(4 * at..4 * at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str, content: Range<usize>) -> KeyPhrase {
        KeyPhrase {
            text: text.to_owned(),
            content: vec![content],
        }
    }

    #[test]
    fn what_is_packed_is_found_again() {
        let (one, two) = (vec![phrase("alpha the", 0..5)], vec![phrase("beta", 0..4), phrase("two", 0..3)]);
        let bytes = pack_phrases(vec![(two.clone(), vec![7, 8, 9]), (one.clone(), vec![1, 2]), (one.clone(), vec![1, 2])]).unwrap();
        let known = Known::read(Box::leak(bytes.into_boxed_slice())).unwrap();
        assert_eq!(known.find(&one), Some(&[1, 2][..]));
        assert_eq!(known.find(&two), Some(&[7, 8, 9][..]));
    }

    #[test]
    fn another_text_or_other_content_is_not_found() {
        let bytes = pack_phrases(vec![(vec![phrase("alpha the", 0..5)], vec![1, 2])]).unwrap();
        let known = Known::read(Box::leak(bytes.into_boxed_slice())).unwrap();
        for other in [
            vec![phrase("alpha the", 0..9)],
            vec![phrase("alpha", 0..5)],
            vec![phrase("alpha the", 0..5); 2],
            vec![],
        ] {
            assert_eq!(known.find(&other), None, "{other:?}");
        }
    }

    #[test]
    fn a_broken_store_is_an_empty_one() {
        assert!(Known::read(b"no store").is_none());
    }
}
