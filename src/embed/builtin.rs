//! The default encoder: the packed model, the directions its tokens are compared in, and the phrases that were encoded beforehand.

use std::borrow::Cow;

use super::alignment::Projection;
use super::coarse::{bytes_of, coarse, restored};
use super::encoder::Bert;
use super::packed::{ALIGNMENT, packed};
use super::phrases::{KeyPhrase, Known};
use super::{EncodeError, Encoder, Encoding, ModelError, ModelIdentity, StaticTable, TokenVector, builtin_static, encode_all};

/// Directions that tokens are compared in; see `training/projection.py`.
const DIRECTIONS: usize = 64;

/// The built-in model.
pub struct Builtin {
    bert: Bert,
    projection: Projection,
    /// What tokens mean wherever they stand.
    table: StaticTable,
    known: Option<Known>,
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
        table: builtin_static()?,
        known: Known::shipped(),
    })
}

impl Builtin {
    /// Forgets what was encoded beforehand: every text is encoded.
    #[must_use]
    pub fn without_known(self) -> Self {
        Self { known: None, ..self }
    }

    /// What was kept of the `phrases` of a key, if they were encoded beforehand.
    #[must_use]
    pub fn known(&self, phrases: &[KeyPhrase]) -> Option<&[u8]> {
        self.known.as_ref()?.find(phrases)
    }

    /// The coarse vectors of the tokens of the content words of all `phrases`, one after another: what is kept of them.
    ///
    /// # Errors
    ///
    /// As [`Encoder::phrase_vectors`].
    pub fn coarse_vectors(&self, phrases: &[KeyPhrase]) -> Result<Vec<u8>, EncodeError> {
        let texts: Vec<&str> = phrases.iter().map(|p| p.text.as_str()).collect();
        let mut bytes = Vec::new();
        for (phrase, tokens) in phrases.iter().zip(self.token_vectors(&texts)?) {
            let compared = tokens.iter().filter(|t| phrase.compares(&t.span));
            for (token, usual) in compared.zip(self.usual(phrase)?) {
                bytes.extend(coarse(&token.vector, &usual.vector));
            }
        }
        Ok(bytes)
    }

    /// The tokens of the content words of `phrase` with the vectors that they have in every text.
    fn usual(&self, phrase: &KeyPhrase) -> Result<Vec<TokenVector>, EncodeError> {
        let mut tokens = self.table.look_up(&phrase.text)?;
        tokens.retain(|t| phrase.compares(&t.span));
        Ok(tokens)
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

    fn phrase_vectors(&self, phrases: &[KeyPhrase]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        let usual: Vec<Vec<TokenVector>> = phrases.iter().map(|p| self.usual(p)).collect::<Result<_, _>>()?;
        let size = usual.iter().map(Vec::len).sum::<usize>() * bytes_of(DIRECTIONS);
        let bytes = match self.known(phrases).filter(|bytes| bytes.len() == size) {
            Some(bytes) => Cow::Borrowed(bytes),
            None => Cow::Owned(self.coarse_vectors(phrases)?),
        };
        let mut forms = bytes.chunks_exact(bytes_of(DIRECTIONS));
        let mut restore = |usual: TokenVector| {
            forms.next().map(|form| TokenVector {
                vector: restored(form, &usual.vector),
                span: usual.span,
            })
        };
        Ok(usual.into_iter().map(|tokens| tokens.into_iter().filter_map(&mut restore).collect()).collect())
    }

    fn identity(&self) -> &ModelIdentity {
        self.bert.identity()
    }
}
