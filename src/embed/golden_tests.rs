//! The built-in model against sentence-transformers with the f32 original, on texts of ours.
//!
//! Two roundings lie between: int8 weights and int8 vectors. Each bound is the largest difference
//! measured when `training/golden.py` last ran, and a margin for processors that sum in another
//! order.

use std::sync::OnceLock;

use serde::Deserialize;

use super::packed::shared as model;
use super::tokenize::Splitter;
use super::{Encoder, Encoding, Vector, encode_all};

/// Smallest cosine of a pooled vector to the reference; measured 0.99619, for the text "Yes.".
const POOLED: f32 = 0.996;

/// Largest change of the similarity of two texts; measured 0.01161.
const PAIR: f32 = 0.012;

/// Smallest cosine of a token's vector to the reference; measured 0.99942.
const TOKEN: f32 = 0.9993;

#[derive(Deserialize)]
struct Golden {
    texts: Vec<Text>,
    cosines: Vec<Vec<f32>>,
    tokens: Tokens,
}

#[derive(Deserialize)]
struct Text {
    text: String,
    ids: Vec<u32>,
    pooled: Vec<f32>,
}

#[derive(Deserialize)]
struct Tokens {
    text: usize,
    vectors: Vec<Vec<f32>>,
}

fn golden() -> Golden {
    let json = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/embeddings.json"));
    serde_json::from_str(json).expect("training/golden.py writes this form")
}

/// What the built-in model makes of them, computed once.
fn encodings(golden: &Golden) -> &'static [Encoding] {
    static ENCODINGS: OnceLock<Vec<Encoding>> = OnceLock::new();
    ENCODINGS.get_or_init(|| {
        let texts: Vec<&str> = golden.texts.iter().map(|text| text.text.as_str()).collect();
        encode_all(model(), &texts).expect("every text encodes")
    })
}

/// Cosine of a quantised vector to the floats it should be near.
fn cosine(vector: &Vector, reference: &[f32]) -> f32 {
    let dot: f64 = vector.components().iter().zip(reference).map(|(&q, &r)| f64::from(q) * f64::from(r)).sum();
    let square = |v: f64| v * v;
    let norm: f64 = vector.components().iter().map(|&q| square(f64::from(q))).sum();
    let reference: f64 = reference.iter().map(|&r| square(f64::from(r))).sum();
    (dot / (norm * reference).sqrt()) as f32
}

#[test]
fn token_ids_are_those_of_the_reference() {
    let json = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/all-MiniLM-L6-v2/tokenizer.json"));
    let splitter = Splitter::from_json(json, "test").expect("the built-in tokenizer loads");
    for Text { text, ids, .. } in golden().texts {
        let tokens = splitter.tokens(&text).expect("any text has tokens");
        assert_eq!(splitter.window(&tokens.ids), ids, "{text:?}");
    }
}

#[test]
fn pooled_vectors_are_near_the_reference() {
    let golden = golden();
    let smallest = golden.texts.iter().zip(encodings(&golden)).filter(|(_, encoding)| !encoding.tokens.is_empty());
    let smallest = smallest
        .map(|(text, encoding)| (cosine(&encoding.pooled, &text.pooled), &text.text))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let (cosine, text) = smallest.expect("there are texts");
    assert!(cosine >= POOLED, "{cosine} for {text:?}");
}

#[test]
fn similarities_are_near_the_reference() {
    let golden = golden();
    let encodings = encodings(&golden);
    let mut largest = (0.0, 0, 0);
    for (a, left) in encodings.iter().enumerate() {
        for (b, right) in encodings.iter().enumerate() {
            // The reference gives texts without tokens the vector of its markers; we give none.
            if left.windows > 0 && right.windows > 0 {
                let change = (left.pooled.cosine(&right.pooled) - golden.cosines[a][b]).abs();
                largest = if change > largest.0 { (change, a, b) } else { largest };
            }
        }
    }
    assert!(largest.0 <= PAIR, "{largest:?}");
}

#[test]
fn token_vectors_are_near_the_reference() {
    let golden = golden();
    let encoding = &encodings(&golden)[golden.tokens.text];
    let reference = &golden.tokens.vectors;
    assert_eq!(encoding.tokens.len() + 2, reference.len(), "all but the two markers");
    let cosines = encoding
        .tokens
        .iter()
        .zip(&reference[1..])
        .map(|(token, reference)| cosine(&token.vector, reference));
    let smallest = cosines.fold(1.0, f32::min);
    assert!(smallest >= TOKEN, "{smallest}");
}

#[test]
fn a_text_without_tokens_is_similar_to_nothing() {
    let model = model();
    for text in ["", " \n\t", "\u{0}\u{7}\u{200b}"] {
        let encoding = model.encode(text).expect("encodes");
        assert!(encoding.pooled.is_zero() && encoding.tokens.is_empty(), "{text:?}");
        assert_eq!((encoding.windows, encoding.pooled.components().len()), (0, 384));
    }
}
