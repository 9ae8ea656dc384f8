//! How fast the built-in encoder loads and runs: `cargo bench --bench encoder`.
//!
//! For comparison: on two cores with AVX-512, PyTorch 2.15 with batches of 32 encodes 4,500 to
//! 4,700 tokens per second and core.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gradus::embed::{Encoder, builtin, encode_all};

/// 31 tokens with its markers.
const SENTENCE: &str = "The scheduler gives each thread a slice of time and, when it runs out, saves the registers and lets another one run on that core.";

/// Tokens the network reads for `text`, markers included.
fn tokens(encoder: &dyn Encoder, text: &str) -> u64 {
    let encoding = encoder.encode(text).expect("the built-in model encodes every text");
    u64::try_from(encoding.tokens.len() + 2 * encoding.windows).expect("a count fits")
}

fn encoder(c: &mut Criterion) {
    let mut group = c.benchmark_group("encoder");
    group.sample_size(10);
    group.bench_function("load", |b| b.iter(|| builtin().expect("the built-in model loads")));

    let model = builtin().expect("the built-in model loads");
    let page = SENTENCE.repeat(17);
    for (name, texts) in [
        ("one sentence", vec![SENTENCE]),
        ("32 sentences", vec![SENTENCE; 32]),
        ("512 tokens", vec![page.as_str()]),
    ] {
        let total = texts.iter().map(|text| tokens(&model, text)).sum();
        group.throughput(Throughput::Elements(total));
        group.bench_function(name, |b| b.iter(|| encode_all(&model, black_box(&texts))));
    }
    group.finish();
}

criterion_group!(benches, encoder);
criterion_main!(benches);
