//! The same text has the same bits: alone, in company, in any order, on 1 to 4 threads.
//!
//! Texts are few and short because this crate's own loops are slow in a build for tests.

use super::packed::shared as model;
use super::{Encoder, Encoding, encode_all};

/// Texts of many lengths, none like another: from one token to more than half a pack.
fn texts() -> Vec<String> {
    let words = "the scheduler gives each thread a slice of time and, when it runs out, \
                 saves registers; an index makes reads fast but writes slower (Zürich, 東京 🎉)";
    let words: Vec<&str> = words.split(' ').collect();
    let lengths = (1..=8).chain([16, 17, 31, 64, 65, 150]);
    let text = |length: usize| (0..length).map(|n| words[(n * 7 + length) % words.len()]).collect::<Vec<_>>().join(" ");
    lengths.map(text).chain([String::new()]).collect()
}

fn on_threads(threads: usize, texts: &[&str]) -> Vec<Encoding> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
    pool.install(|| encode_all(model(), texts)).expect("every text encodes")
}

#[test]
fn threads_company_and_order_change_no_bit() {
    let texts = texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let model = model();
    let alone: Vec<_> = texts.iter().map(|text| model.encode(text).expect("encodes")).collect();

    for threads in 1..=4 {
        assert!(on_threads(threads, &texts) == alone, "{threads} threads");
    }
    assert!(model.encode_many(&texts).expect("encodes") == alone, "one task");
    let backwards: Vec<&str> = texts.iter().rev().copied().collect();
    let mut reversed = on_threads(2, &backwards);
    reversed.reverse();
    assert!(reversed == alone, "backwards");
}

#[test]
fn a_long_text_loses_no_token() {
    let text = "One sentence about locks. ".repeat(110);
    let encoding = model().encode(&text).expect("encodes");
    assert_eq!((encoding.tokens.len(), encoding.windows), (550, 2));
    assert!(encoding.tokens.iter().all(|token| !text[token.span.clone()].trim().is_empty()));
    assert!(encoding.tokens.is_sorted_by_key(|token| token.span.start));
}

#[test]
fn an_endless_word_keeps_its_span() {
    let text = format!("before {} after", "z".repeat(10_000));
    let encoding = model().encode(&text).expect("encodes");
    let spans: Vec<_> = encoding.tokens.into_iter().map(|token| token.span).collect();
    assert_eq!(spans, [0..6, 7..10_007, 10_008..10_013]);
}
