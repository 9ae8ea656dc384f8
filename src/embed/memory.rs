//! An encoder that encodes each text once: answers are compared with several references, attacks share their sentences, and people copy.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{EncodeError, Encoder, Encoding, KeyPhrase, ModelIdentity, TokenVector};

/// Another encoder with a memory of the vectors of tokens. What it returns is what the other returns. It grows with what it is given: keep it for a task, or
/// [`Memory::clear`] it.
pub struct Memory<'e> {
    encoder: &'e dyn Encoder,
    known: Mutex<HashMap<String, Vec<TokenVector>>>,
}

impl<'e> Memory<'e> {
    /// `encoder` with an empty memory.
    #[must_use]
    pub fn new(encoder: &'e dyn Encoder) -> Self {
        Self {
            encoder,
            known: Mutex::default(),
        }
    }

    /// Encodes texts together, which is faster than one by one. What cannot be encoded is left for whoever asks for it.
    pub fn learn(&self, mut texts: Vec<&str>) {
        texts.sort_unstable();
        texts.dedup();
        if let Ok(vectors) = self.encoder.token_vectors(&texts) {
            self.known().extend(texts.into_iter().map(str::to_owned).zip(vectors));
        }
    }

    /// Forgets everything, so that memory does not grow with the data.
    pub fn clear(&self) {
        self.known().clear();
    }

    /// Never held while something is encoded: that may run other tasks on the same thread.
    fn known(&self) -> MutexGuard<'_, HashMap<String, Vec<TokenVector>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Encoder for Memory<'_> {
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        self.encoder.encode(text)
    }

    fn encode_many(&self, texts: &[&str]) -> Result<Vec<Encoding>, EncodeError> {
        self.encoder.encode_many(texts)
    }

    fn token_vectors(&self, texts: &[&str]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        let mut found: Vec<Option<Vec<TokenVector>>> = {
            let known = self.known();
            texts.iter().map(|text| known.get(*text).cloned()).collect()
        };
        let new: Vec<usize> = (0..texts.len()).filter(|i| found[*i].is_none()).collect();
        if !new.is_empty() {
            let texts: Vec<&str> = new.iter().map(|i| texts[*i]).collect();
            let vectors = self.encoder.token_vectors(&texts)?;
            let mut known = self.known();
            for ((i, text), vectors) in new.into_iter().zip(texts).zip(vectors) {
                known.insert(text.to_owned(), vectors.clone());
                found[i] = Some(vectors);
            }
        }
        Ok(found.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// Not remembered: a key is read once.
    fn phrase_vectors(&self, phrases: &[KeyPhrase]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        self.encoder.phrase_vectors(phrases)
    }

    fn identity(&self) -> &ModelIdentity {
        self.encoder.identity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::builtin;

    #[test]
    fn a_remembered_text_has_the_same_vectors() {
        let encoder = builtin().unwrap();
        let memory = Memory::new(&encoder);
        let texts = ["dropout is off at inference", "ridge shrinks weights"];
        let direct = encoder.token_vectors(&texts).unwrap();
        assert_eq!(memory.token_vectors(&texts[..1]).unwrap(), direct[..1]);
        assert_eq!(memory.token_vectors(&texts).unwrap(), direct);
        assert_eq!(memory.known().len(), 2);
    }
}
