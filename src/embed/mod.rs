//! Text to vectors: the sentence encoder and what it returns.
//!
//! [`builtin`] gives the model compiled into the program, [`load`] one from a folder, [`builtin_static`] a table of tokens that stands in for the model, and
//! [`encode_all`] runs any of them over many texts on all cores. Similarity of texts is
//! [`Vector::cosine`]. What a similarity is worth in points does not belong here.
//!
//! Every number that leaves this module is independent of thread count, of order and of which
//! texts were encoded together. Between processors of different kinds the last bits may differ,
//! because matrix products use the widest instructions there are.

use std::ops::Range;

mod alignment;
mod bert;
mod builtin;
mod coarse;
mod config;
mod cosines;
mod encoder;
mod error;
mod files;
mod folder;
mod kernels;
mod memory;
mod modules;
mod packed;
mod phrases;
mod pool;
mod static_table;
mod tokenize;
mod vector;
mod weights;
mod windows;
mod wordpiece;

#[cfg(test)]
mod bert_tests;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod same_bits_tests;
#[cfg(test)]
mod tiny;

pub use builtin::{Builtin, builtin};
pub use cosines::Vectors;
pub use encoder::Bert;
pub use error::{EncodeError, ModelError};
pub use folder::load;
pub use memory::Memory;
pub use packed::BUILTIN;
pub use phrases::{KeyPhrase, pack_phrases};
pub use pool::encode_all;
pub use static_table::{BUILTIN_STATIC, StaticTable, builtin_static};
pub use vector::Vector;

/// Something that turns text into vectors.
pub trait Encoder: Send + Sync {
    /// The vectors of one text of any length. A text without a single token (empty, only
    /// white space) has the zero vector and no tokens.
    ///
    /// # Errors
    ///
    /// When the model cannot process the text; the built-in model can process every text.
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError>;

    /// The vectors of several texts, in input order, each exactly as [`Encoder::encode`] gives it.
    ///
    /// # Errors
    ///
    /// The first error of any text.
    fn encode_many(&self, texts: &[&str]) -> Result<Vec<Encoding>, EncodeError> {
        texts.iter().map(|text| self.encode(text)).collect()
    }

    /// The vectors in which the tokens of several texts are compared with each other, in input order. They may have fewer dimensions than those of
    /// [`Encoder::encode`].
    ///
    /// # Errors
    ///
    /// The first error of any text.
    fn token_vectors(&self, texts: &[&str]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        Ok(self.encode_many(texts)?.into_iter().map(|e| e.tokens).collect())
    }

    /// The vectors of the tokens of the content words of a key's phrases, in input order: what the tokens of answers are compared with. They may be coarser than
    /// those of [`Encoder::token_vectors`].
    ///
    /// # Errors
    ///
    /// The first error of any phrase.
    fn phrase_vectors(&self, phrases: &[KeyPhrase]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        let texts: Vec<&str> = phrases.iter().map(|p| p.text.as_str()).collect();
        let mut all = self.token_vectors(&texts)?;
        for (phrase, tokens) in phrases.iter().zip(&mut all) {
            tokens.retain(|t| phrase.compares(&t.span));
        }
        Ok(all)
    }

    /// Which model this is.
    fn identity(&self) -> &ModelIdentity;
}

/// The vectors of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// The meaning of the whole text.
    pub pooled: Vector,
    /// One vector per subword piece, in text order, without the markers the model adds.
    pub tokens: Vec<TokenVector>,
    /// How many forward passes the text took: 1 up to the model's length, more beyond, 0 without
    /// tokens.
    pub windows: usize,
}

/// A subword piece in its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenVector {
    /// Where the piece stands: a byte span of the text given.
    pub span: Range<usize>,
    /// The meaning of the piece where it stands.
    pub vector: Vector,
}

/// Names a model, so that vectors of different models are never compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelIdentity {
    /// The name for people: that of the model or of its folder.
    pub name: String,
    /// First 16 hexadecimal digits of a BLAKE3 hash over the model's files.
    pub hash: String,
    /// Length of every vector.
    pub dimensions: usize,
}
