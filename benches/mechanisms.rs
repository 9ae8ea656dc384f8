//! What each mechanism of grading costs on one answer: `cargo bench --bench mechanisms`. Each line is the time that the mechanism takes by itself, the key ready; the
//! last ones are whole grades, with the model and by keywords alone.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use gradus::bank::embedded;
use gradus::embed::{Encoder, builtin};
use gradus::grade::{Engine, Grader, ReferenceGrader};
use gradus::polarity::{Claim, Comparison, Polarity, SideMap};
use gradus::score::{AnswerKey, Calibration, CompiledSignal, Reading, evidence};
use gradus::text::{Document, WordIndex, decode};

const QUESTION: &str = "bias-variance-tradeoff";
/// 120 words.
const ANSWER: &str = include_str!("peer/answer.txt");

fn mechanisms(c: &mut Criterion) {
    let model = builtin().expect("the built-in model loads");
    let bank = embedded();
    let entry = bank.get(QUESTION).expect("the bank has the question");
    let key = AnswerKey::new(entry, Some(&model)).expect("the built-in model encodes every text");
    let plain = AnswerKey::new(entry, None).expect("nothing is encoded");
    let document = Document::markdown(ANSWER);
    let index = WordIndex::new(&document);
    let read = |key: &AnswerKey, encoder: Option<&dyn Encoder>| {
        Reading::new(document.clone(), &key.contrasts, encoder, |_, _| 0.0).expect("the built-in model encodes every text")
    };
    let (reading, by_words) = (read(&key, Some(&model)), read(&plain, None));

    let mut group = c.benchmark_group("mechanisms");
    group.bench_function("text: sentences, words, stems", |b| b.iter(|| Document::markdown(black_box(ANSWER))));
    group.bench_function("text: index of words", |b| b.iter(|| WordIndex::new(black_box(&document))));
    group.bench_function("coverage: keyword groups of every signal", |b| {
        b.iter(|| {
            key.signals
                .iter()
                .flat_map(|s| &s.groups)
                .map(|g| g.find(&document, &index).hits.len())
                .sum::<usize>()
        });
    });
    group.bench_function("polarity: negators and hedges", |b| b.iter(|| Polarity::new(black_box(&document))));
    group.bench_function("polarity: sides of contrasts", |b| {
        b.iter(|| SideMap::new(black_box(&document), &index, &key.contrasts))
    });
    group.bench_function("polarity: opposition to every phrase", |b| b.iter(|| oppose(&key, &reading)));
    group.bench_function("similarity: encoding", |b| {
        let texts: Vec<&str> = document.sentences().iter().map(|s| document.sentence_text(s)).collect();
        b.iter(|| model.token_vectors(black_box(&texts)));
    });
    let measure = |key: &AnswerKey, reading: &Reading, calibration: &Calibration| evidence(key, reading, &reading.windows(), calibration).len();
    let (with, without) = (Calibration::with_similarity(), Calibration::by_keywords());
    group.bench_function("evidence of every signal, with similarity", |b| b.iter(|| measure(&key, &reading, &with)));
    group.bench_function("evidence of every signal, by keywords", |b| b.iter(|| measure(&plain, &by_words, &without)));
    group.finish();

    let mut group = c.benchmark_group("whole grades");
    let answer = decode(ANSWER.as_bytes());
    for (name, encoder) in [("with the model", Some(&model as &dyn Encoder)), ("by keywords", None)] {
        let engine = Engine::new(encoder, true);
        let rubric = Grader::new(entry, &engine).expect("the built-in model encodes every text");
        let likeness = ReferenceGrader::new(&entry.question, &entry.references, &engine).expect("the built-in model encodes every text");
        group.bench_function(format!("by the rubric, {name}"), |b| b.iter(|| rubric.grade(black_box(&answer))));
        group.bench_function(format!("by the reference, {name}"), |b| b.iter(|| likeness.grade(black_box(&answer))));
    }
    group.finish();
}

/// Compares every window with every statement, example and red flag.
fn oppose(key: &AnswerKey, reading: &Reading) -> f64 {
    let windows = reading.windows();
    let beside = |claim: &Claim| {
        let comparison = Comparison::new(&reading.claim, claim, Vec::new(), &key.contrasts);
        windows.iter().map(|w| comparison.within(&w.words).share()).sum::<f64>()
    };
    key.signals.iter().flat_map(CompiledSignal::phrases).map(|p| beside(&p.claim)).sum()
}

criterion_group!(benches, mechanisms);
criterion_main!(benches);
