//! The default encoder: the packed model, the directions its tokens are compared in, and what is known beforehand.

use super::alignment::Projection;
use super::encoder::Bert;
use super::packed::{ALIGNMENT, packed};
use super::phrases::Phrases;
use super::{EncodeError, Encoder, Encoding, ModelError, ModelIdentity, TokenVector, encode_all};

/// Directions that tokens are compared in; see `training/projection.py`.
const DIRECTIONS: usize = 64;

/// The built-in model.
pub struct Builtin {
    bert: Bert,
    projection: Projection,
    phrases: Option<Phrases>,
}

/// Loads the built-in model.
///
/// # Errors
///
/// None in a program whose tests passed: the files are part of it.
pub fn builtin() -> Result<Builtin, ModelError> {
    let bert = packed()?;
    let projection = Projection::read(ALIGNMENT, DIRECTIONS, bert.identity().dimensions)?;
    Ok(Builtin {
        bert,
        projection,
        phrases: Phrases::shipped(),
    })
}

impl Builtin {
    /// Forgets what is known beforehand: every text is encoded.
    #[must_use]
    pub fn without_phrases(self) -> Self {
        Self { phrases: None, ..self }
    }
}

impl Encoder for Builtin {
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        self.bert.encode(text)
    }

    fn encode_many(&self, texts: &[&str]) -> Result<Vec<Encoding>, EncodeError> {
        self.bert.encode_many(texts)
    }

    fn token_vectors(&self, texts: &[&str]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        let project = |t: TokenVector| TokenVector {
            vector: self.projection.apply(&t.vector),
            span: t.span,
        };
        let encodings = encode_all(&self.bert, texts)?;
        Ok(encodings.into_iter().map(|e| e.tokens.into_iter().map(project).collect()).collect())
    }

    fn phrase_vectors(&self, texts: &[&str]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        let known: Vec<Option<Vec<TokenVector>>> = texts.iter().map(|text| self.phrases.as_ref()?.find(text)).collect();
        let new: Vec<&str> = texts.iter().zip(&known).filter(|(_, k)| k.is_none()).map(|(text, _)| *text).collect();
        let mut encoded = self.token_vectors(&new)?.into_iter();
        Ok(known.into_iter().map(|known| known.or_else(|| encoded.next()).unwrap_or_default()).collect())
    }

    fn identity(&self) -> &ModelIdentity {
        self.bert.identity()
    }
}
