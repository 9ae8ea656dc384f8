//! The default encoder: the packed model, and the directions its tokens are compared in.

use super::alignment::Projection;
use super::encoder::Bert;
use super::packed::{ALIGNMENT, packed};
use super::{EncodeError, Encoder, Encoding, ModelError, ModelIdentity, TokenVector, encode_all};

/// Directions that tokens are compared in; see `training/projection.py`.
const DIRECTIONS: usize = 64;

/// The built-in model.
pub struct Builtin {
    bert: Bert,
    projection: Projection,
}

/// Loads the built-in model.
///
/// # Errors
///
/// None in a program whose tests passed: the files are part of it.
pub fn builtin() -> Result<Builtin, ModelError> {
    let bert = packed()?;
    let projection = Projection::read(ALIGNMENT, DIRECTIONS, bert.identity().dimensions)?;
    Ok(Builtin { bert, projection })
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

    fn identity(&self) -> &ModelIdentity {
        self.bert.identity()
    }
}
