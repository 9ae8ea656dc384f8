//! How long grading takes within the program, with the built-in model: `cargo bench --bench grade`.
//!
//! What a cold start adds to these is the model's own loading (`--bench encoder`, "load") and the start of a process.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use gradus::bank::embedded;
use gradus::embed::builtin;
use gradus::grade::{Engine, Grader};
use gradus::text::decode;

const QUESTION: &str = "bias-variance-tradeoff";
/// 120 words.
const ANSWER: &str = include_str!("peer/answer.txt");

fn grade(c: &mut Criterion) {
    let model = builtin().expect("the built-in model loads");
    let bank = embedded();
    let entry = bank.get(QUESTION).expect("the bank has the question");
    let answer = decode(ANSWER.as_bytes());
    let engine = Engine::new(Some(&model), true);

    let mut group = c.benchmark_group("grade");
    group.sample_size(10);
    group.bench_function("parse the bank", |b| b.iter(embedded));
    group.bench_function("build the key", |b| b.iter(|| Grader::new(black_box(entry), &engine)));
    let grader = Grader::new(entry, &engine).expect("the built-in model encodes every text");
    group.bench_function("120 words, key ready", |b| b.iter(|| grader.grade(black_box(&answer))));
    group.finish();
}

criterion_group!(benches, grade);
criterion_main!(benches);
