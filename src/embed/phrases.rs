//! Token vectors computed beforehand, by text: grading starts without encoding the rubric.
//!
//! A text is looked up by the hash of its bytes, so that a rubric that changes is simply not found and gets encoded; nothing can be stale. The vectors are those
//! that encoding gives: `tests/it/phrases.rs` compares them all.

use std::ops::Range;

use safetensors::tensor::{Dtype, SafeTensorError, SafeTensors, TensorView, serialize};

use super::{TokenVector, Vector};

/// Bytes of a hash that tell two texts of a bank apart.
const KEY: usize = 16;

/// The store that the program comes with; written by `examples/pack_phrases.rs`.
static SHIPPED: &[u8] = include_bytes!("../../data/phrases.safetensors");

/// Token vectors by text.
pub(super) struct Phrases {
    tensors: SafeTensors<'static>,
}

impl Phrases {
    /// The shipped store. A file that cannot be read is an empty store: everything is encoded then.
    pub fn shipped() -> Option<Self> {
        SafeTensors::deserialize(SHIPPED).ok().map(|tensors| Self { tensors })
    }

    /// The vectors of `text`, if they are here.
    pub fn find(&self, text: &str) -> Option<Vec<TokenVector>> {
        let keys = self.tensors.tensor("keys").ok()?.data();
        let wanted = key(text);
        let at = binary_search(keys, &wanted)?;
        let offsets = self.tensors.tensor("offsets").ok()?.data();
        let (from, to) = (number(offsets, at)?, number(offsets, at + 1)?);
        let spans = self.tensors.tensor("spans").ok()?.data();
        let vectors = self.tensors.tensor("vectors").ok()?;
        let width = *vectors.shape().get(1)?;
        let token = |i: usize| {
            let row = vectors.data().get(i * width..(i + 1) * width)?;
            let vector = Vector::from_i8(row.iter().map(|b| *b as i8).collect());
            Some(TokenVector {
                span: number(spans, 2 * i)?..number(spans, 2 * i + 1)?,
                vector,
            })
        };
        (from..to).map(token).collect()
    }
}

/// A text with the vectors to remember.
#[derive(Debug, Clone)]
pub struct KnownPhrase {
    text: String,
    tokens: Vec<TokenVector>,
}

impl KnownPhrase {
    /// `text` with those of its `tokens` that overlap one of the ranges in `content`: no others are ever compared.
    #[must_use]
    pub fn new(text: String, mut tokens: Vec<TokenVector>, content: &[Range<usize>]) -> Self {
        tokens.retain(|t| content.iter().any(|c| t.span.start < c.end && c.start < t.span.end));
        Self { text, tokens }
    }
}

/// Writes a store of `phrases`.
///
/// # Errors
///
/// When their vectors differ in length.
pub fn pack_phrases(mut phrases: Vec<KnownPhrase>) -> Result<Vec<u8>, SafeTensorError> {
    phrases.sort_by_key(|p| key(&p.text));
    phrases.dedup_by_key(|p| key(&p.text));
    let (mut keys, mut offsets, mut spans, mut vectors) = (Vec::new(), vec![0], Vec::new(), Vec::new());
    let (mut count, mut width) = (0, 0);
    for phrase in &phrases {
        keys.extend(key(&phrase.text));
        for token in &phrase.tokens {
            spans.extend([token.span.start, token.span.end].iter().flat_map(|n| (*n as u32).to_le_bytes()));
            vectors.extend(token.vector.components().iter().map(|c| *c as u8));
            width = token.vector.components().len();
        }
        count += phrase.tokens.len();
        offsets.push(count);
    }
    let offsets: Vec<u8> = offsets.iter().flat_map(|n| (*n as u32).to_le_bytes()).collect();
    let views = [
        ("keys", TensorView::new(Dtype::U8, vec![phrases.len(), KEY], &keys)?),
        ("offsets", TensorView::new(Dtype::U32, vec![phrases.len() + 1], &offsets)?),
        ("spans", TensorView::new(Dtype::U32, vec![count, 2], &spans)?),
        ("vectors", TensorView::new(Dtype::I8, vec![count, width], &vectors)?),
    ];
    serialize(views, None)
}

fn key(text: &str) -> [u8; KEY] {
    let mut key = [0; KEY];
    key.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..KEY]);
    key
}

fn binary_search(keys: &[u8], wanted: &[u8; KEY]) -> Option<usize> {
    let (mut low, mut high) = (0, keys.len() / KEY);
    while low < high {
        let middle = usize::midpoint(low, high);
        match keys[middle * KEY..(middle + 1) * KEY].cmp(wanted) {
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(4 * at..4 * at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again() {
        let token = |span: Range<usize>, c: i8| TokenVector {
            span,
            vector: Vector::from_i8(Box::new([c, 1, -127])),
        };
        let phrases = vec![
            KnownPhrase::new("beta two".into(), vec![token(0..4, 3), token(5..8, -4)], std::slice::from_ref(&(0..8))),
            KnownPhrase::new("alpha the".into(), vec![token(0..5, 9), token(6..9, 7)], std::slice::from_ref(&(0..5))),
        ];
        let bytes = pack_phrases(phrases).unwrap();
        let store = Phrases {
            tensors: SafeTensors::deserialize(Box::leak(bytes.into_boxed_slice())).unwrap(),
        };
        assert_eq!(store.find("beta two").unwrap(), [token(0..4, 3), token(5..8, -4)]);
        assert_eq!(store.find("alpha the").unwrap(), [token(0..5, 9)]);
        assert_eq!(store.find("gamma"), None);
    }
}
