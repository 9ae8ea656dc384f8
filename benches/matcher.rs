//! How fast an answer is read and matched by keywords alone: `cargo bench --bench matcher`.
//!
//! The cost of a word must not depend on how many there are. The long answer is the short one over and over, so that nothing but the length differs; the last
//! lines printed compare the two.

use std::hint::black_box;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use gradus::bank::{Bank, Entry, embedded};
use gradus::grade::{Engine, Grader};
use gradus::score::{AnswerKey, Reading};
use gradus::text::{Decoded, Document, decode};

const QUESTION: &str = "bias-variance-tradeoff";
/// 120 words.
const ANSWER: &str = include_str!("peer/answer.txt");
const SHORT: usize = 120;
const LONG: usize = 5_000;

/// How many times each text is timed for the comparison; the quickest counts, which is what a shared machine disturbs least.
const ROUNDS: usize = 30;

/// The first `count` words of the answer said over and over.
fn words(count: usize) -> Decoded {
    let text: Vec<&str> = ANSWER.split_whitespace().cycle().take(count).collect();
    decode(text.join(" ").as_bytes())
}

fn entry(bank: &Bank) -> &Entry {
    bank.get(QUESTION).expect("the bank has the question")
}

/// Reads `answer` and finds every keyword of `key` in it.
fn find(key: &AnswerKey, answer: &Decoded) -> usize {
    let reading = Reading::new(Document::markdown(&answer.text), &key.contrasts, None, |_, _| 0.0).expect("nothing is encoded");
    let groups = key.signals.iter().flat_map(|s| &s.groups);
    groups.map(|g| g.find(reading.document(), &reading.claim.index).hits.len()).sum()
}

fn matcher(c: &mut Criterion) {
    let bank = embedded();
    let entry = entry(&bank);
    let key = AnswerKey::new(entry, None).expect("nothing is encoded");
    let grader = Grader::new(entry, &Engine::new(None, true)).expect("nothing is encoded");

    let mut group = c.benchmark_group("matcher");
    group.bench_function("key", |b| b.iter(|| AnswerKey::new(black_box(entry), None)));
    for count in [SHORT, LONG] {
        let answer = words(count);
        group.throughput(Throughput::Elements(count as u64));
        group.sample_size(if count == LONG { 20 } else { 100 });
        group.bench_function(format!("read and match {count} words"), |b| b.iter(|| find(&key, black_box(&answer))));
        group.bench_function(format!("grade {count} words"), |b| b.iter(|| grader.grade(black_box(&answer))));
    }
    group.finish();
}

/// The quickest of several runs.
fn quickest(mut run: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..ROUNDS).map(time).min().unwrap_or_default()
}

/// Prints what a word costs in the short and in the long answer.
fn compare(out: &mut impl Write) -> io::Result<()> {
    let bank = embedded();
    let key = AnswerKey::new(entry(&bank), None).expect("nothing is encoded");
    let grader = Grader::new(entry(&bank), &Engine::new(None, true)).expect("nothing is encoded");
    let mut line = |name: &str, run: &dyn Fn(&Decoded)| {
        let cost = |count: usize| {
            let answer = words(count);
            quickest(|| run(&answer)).as_secs_f64() * 1e6 / count as f64
        };
        let (short, long) = (cost(SHORT), cost(LONG));
        let times = long / short;
        writeln!(out, "{name}: {short:.2} µs a word in {SHORT} words, {long:.2} µs in {LONG}: {times:.2} times")
    };
    line("read and match", &|answer| {
        black_box(find(&key, answer));
    })?;
    line("grade by keywords", &|answer| {
        black_box(grader.grade(answer).expect("nothing is encoded"));
    })
}

criterion_group!(benches, matcher);

fn main() -> io::Result<()> {
    benches();
    // `cargo test --benches` and `--list` only ask whether the code runs and what there is.
    let measures = std::env::args().any(|a| a == "--bench") && !std::env::args().any(|a| a == "--test" || a == "--list");
    if measures { compare(&mut io::stdout().lock()) } else { Ok(()) }
}
