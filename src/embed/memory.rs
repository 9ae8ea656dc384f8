//! An encoder that encodes each text once.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{EncodeError, Encoder, Encoding, ModelIdentity, TokenVector};

/// An encoder that remembers the token vectors of every text it was given, for many answers that share their sentences. What it returns is what the encoder behind
/// it returns. It grows with what it is given: keep it for a task, not for a process.
pub struct Memory<'e> {
    behind: &'e dyn Encoder,
    vectors: Mutex<HashMap<String, Vec<TokenVector>>>,
}

impl<'e> Memory<'e> {
    /// An empty memory in front of `behind`.
    #[must_use]
    pub fn new(behind: &'e dyn Encoder) -> Self {
        Self {
            behind,
            vectors: Mutex::default(),
        }
    }

    /// A thread that panicked has left whole entries or none.
    fn vectors(&self) -> MutexGuard<'_, HashMap<String, Vec<TokenVector>>> {
        self.vectors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Encoder for Memory<'_> {
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        self.behind.encode(text)
    }

    fn token_vectors(&self, texts: &[&str]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        let new: Vec<&str> = {
            let known = self.vectors();
            texts.iter().copied().filter(|t| !known.contains_key(*t)).collect()
        };
        // The lock is not held while texts are encoded: two threads may encode the same text, to the same bits.
        let found = self.behind.token_vectors(&new)?;
        let mut known = self.vectors();
        known.extend(new.into_iter().map(str::to_owned).zip(found));
        Ok(texts.iter().map(|t| known[*t].clone()).collect())
    }

    fn phrase_vectors(&self, text: &str) -> Result<Vec<TokenVector>, EncodeError> {
        self.behind.phrase_vectors(text)
    }

    fn identity(&self) -> &ModelIdentity {
        self.behind.identity()
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
        assert_eq!(memory.vectors().len(), 2);
    }
}
