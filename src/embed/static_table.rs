//! The static encoder: each token has one vector, whatever stands around it, so that encoding is looking up.
//!
//! `training/pack_static.py` distils the table from the built-in model and says how much of the alignment of tokens it keeps.

use safetensors::tensor::{Dtype, SafeTensors};

use super::packed::TOKENIZER;
use super::wordpiece::WordPiece;
use super::{EncodeError, Encoder, Encoding, ModelError, ModelIdentity, TokenVector, Vector};

/// Name and hash of the built-in static encoder, which are known without loading it.
pub const BUILTIN_STATIC: (&str, &str) = (NAME, HASH);

/// Its name.
const NAME: &str = "all-MiniLM-L6-v2-static";

/// Its fingerprint. A constant, so that loading hashes nothing; a test recomputes it.
const HASH: &str = "db253c50bd8ac738";

/// The table: `vectors` (I8, a row for each token) and `vocabulary` (U8, a line for each).
const TABLE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/static/tokens.safetensors"));

/// An encoder that gives a token the same vector in every text.
pub struct StaticTable {
    tokenizer: WordPiece,
    /// Row after row.
    rows: &'static [u8],
    identity: ModelIdentity,
}

/// Loads the built-in static encoder.
///
/// # Errors
///
/// None in a program whose tests passed: the files are part of it.
pub fn builtin_static() -> Result<StaticTable, ModelError> {
    StaticTable::from_bytes(TABLE, TOKENIZER, HASH.to_owned())
}

impl StaticTable {
    /// Reads a table and the `tokenizer.json` that it belongs to.
    fn from_bytes(table: &'static [u8], tokenizer: &'static [u8], hash: String) -> Result<Self, ModelError> {
        let wrong = |name: &str, problem: String| ModelError::Weight {
            name: name.to_owned(),
            problem,
        };
        let tensors = SafeTensors::deserialize(table).map_err(|e| wrong("vectors", e.to_string()))?;
        let vectors = tensors.tensor("vectors").map_err(|e| wrong("vectors", e.to_string()))?;
        let vocabulary = tensors.tensor("vocabulary").map_err(|e| wrong("vocabulary", e.to_string()))?;
        let vocabulary = str::from_utf8(vocabulary.data()).map_err(|e| wrong("vocabulary", e.to_string()))?;
        let (pieces, shape) = (vocabulary.lines().count(), vectors.shape());
        let dimensions = match shape {
            [rows, width] if *rows == pieces && *width > 0 && vectors.dtype() == Dtype::I8 => *width,
            _ => return Err(wrong("vectors", format!("has the shape {shape:?} for {pieces} tokens"))),
        };
        Ok(Self {
            tokenizer: WordPiece::new(vocabulary, tokenizer)?,
            rows: vectors.data(),
            identity: ModelIdentity {
                name: NAME.to_owned(),
                hash,
                dimensions,
            },
        })
    }

    /// The vector of the token `id`.
    fn vector(&self, id: u32) -> Result<Vector, EncodeError> {
        let width = self.identity.dimensions;
        let from = id as usize * width;
        let row = self.rows.get(from..from + width).ok_or_else(|| EncodeError::Vocabulary {
            id,
            rows: self.rows.len() / width,
        })?;
        Ok(Vector::from_i8(row.iter().map(|b| *b as i8).collect()))
    }

    /// The vectors of a text's tokens.
    pub(super) fn look_up(&self, text: &str) -> Result<Vec<TokenVector>, EncodeError> {
        let tokens = self.tokenizer.tokens(text)?;
        let vectors = tokens.ids.into_iter().map(|id| self.vector(id));
        tokens
            .spans
            .into_iter()
            .zip(vectors)
            .map(|(span, vector)| Ok(TokenVector { span, vector: vector? }))
            .collect()
    }
}

impl Encoder for StaticTable {
    /// The mean of the tokens stands for the text; no forward pass is made, and one is counted for a text with tokens.
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        let tokens = self.look_up(text)?;
        let pooled = if tokens.is_empty() {
            Vector::zero(self.identity.dimensions)
        } else {
            Vector::mean(tokens.iter().map(|t| (&t.vector, 1.0)))
        };
        Ok(Encoding {
            pooled,
            windows: usize::from(!tokens.is_empty()),
            tokens,
        })
    }

    fn token_vectors(&self, texts: &[&str]) -> Result<Vec<Vec<TokenVector>>, EncodeError> {
        texts.iter().map(|text| self.look_up(text)).collect()
    }

    fn identity(&self) -> &ModelIdentity {
        &self.identity
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoder::fingerprint;
    use super::*;

    fn table() -> StaticTable {
        builtin_static().expect("the built-in table loads")
    }

    #[test]
    fn the_constant_hash_is_that_of_the_files() {
        assert_eq!(fingerprint(&[("tokenizer.json", TOKENIZER), ("tokens.safetensors", TABLE)]), HASH);
    }

    #[test]
    fn it_says_what_it_is() {
        let table = table();
        assert_eq!((table.identity().name.as_str(), table.identity().dimensions), (NAME, 64));
    }

    #[test]
    fn the_vocabulary_is_that_of_the_tokenizer() {
        let json: serde_json::Value = serde_json::from_slice(TOKENIZER).expect("it is JSON");
        let tensors = SafeTensors::deserialize(TABLE).expect("it is whole");
        let vocabulary = tensors.tensor("vocabulary").expect("it is there");
        let lines: Vec<&str> = str::from_utf8(vocabulary.data()).expect("it is UTF-8").lines().collect();
        assert_eq!(lines.len(), json["model"]["vocab"].as_object().expect("WordPiece has a vocabulary").len());
        for (id, piece) in lines.iter().enumerate() {
            assert_eq!(json["model"]["vocab"][piece], id, "{piece}");
        }
    }

    #[test]
    fn a_token_has_the_same_vector_in_every_text() {
        let texts = ["Dropout is off at inference", "inference, without dropout"];
        let vectors = table().token_vectors(&texts).expect("every text encodes");
        assert_eq!((&texts[0][vectors[0][0].span.clone()], vectors[0].len()), ("Drop", 6));
        assert_eq!(vectors[0][5].vector, vectors[1][0].vector);
        assert_eq!(vectors[0][0].vector, vectors[1][3].vector);
    }

    #[test]
    fn all_ways_to_ask_give_the_same_vectors() {
        let (table, text) = (table(), "Naïve Bayes: p(x|y) = Π p(xᵢ|y)");
        let encoding = table.encode(text).expect("every text encodes");
        assert_eq!(
            table.token_vectors(&[text]).expect("every text encodes"),
            std::slice::from_ref(&encoding.tokens)
        );
        assert_eq!(
            table.token_vectors(&[text]).expect("every text encodes"),
            std::slice::from_ref(&encoding.tokens)
        );
        assert_eq!(encoding, builtin_static().expect("it loads again").encode(text).expect("every text encodes"));
    }

    #[test]
    fn no_token_is_like_nothing() {
        let table = table();
        let zero = (0..30_522).filter(|id| table.vector(*id).expect("it has a row").is_zero()).count();
        assert_eq!(zero, 0);
        assert!(table.vector(30_522).is_err());
    }

    #[test]
    fn a_text_without_tokens_is_similar_to_nothing() {
        for text in ["", " \n\t", "\u{0}\u{7}\u{200b}"] {
            let encoding = table().encode(text).expect("encodes");
            assert!(encoding.pooled.is_zero() && encoding.tokens.is_empty(), "{text:?}");
            assert_eq!((encoding.windows, encoding.pooled.components().len()), (0, 64));
        }
    }

    #[test]
    fn words_of_one_meaning_are_nearer_than_words_of_none() {
        let table = table();
        let vector = |word: &str| table.encode(word).expect("encodes").pooled;
        for (word, near, far) in [("shrink", "reduce", "weather"), ("mistake", "error", "table"), ("network", "net", "monday")] {
            let [near, far] = [near, far].map(|other| vector(word).cosine(&vector(other)));
            assert!(near > far + 0.1, "{word}: {near} {far}");
        }
    }
}
