//! A BERT model of 32 dimensions in a temporary folder, to be broken in every way.

use std::collections::BTreeMap;
use std::path::Path;

use safetensors::tensor::{Dtype, TensorView};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Encoder, ModelError, load};

const HIDDEN: usize = 32;
const INTERMEDIATE: usize = 48;
const POSITIONS: usize = 12;

/// Shape and numbers.
type Tensor = (Vec<usize>, Vec<f32>);

type Weights = BTreeMap<String, Tensor>;

/// Weights that look random and are the same every time.
fn weights(prefix: &str) -> Weights {
    let mut shapes = vec![
        ("embeddings.word_embeddings.weight".to_owned(), vec![words().len(), HIDDEN]),
        ("embeddings.position_embeddings.weight".to_owned(), vec![POSITIONS, HIDDEN]),
        ("embeddings.token_type_embeddings.weight".to_owned(), vec![2, HIDDEN]),
        ("embeddings.LayerNorm.weight".to_owned(), vec![HIDDEN]),
        ("embeddings.LayerNorm.bias".to_owned(), vec![HIDDEN]),
    ];
    for layer in 0..2 {
        let mut add = |name: &str, outputs: usize, inputs: usize| {
            shapes.push((
                format!("encoder.layer.{layer}.{name}.weight"),
                if inputs > 0 { vec![outputs, inputs] } else { vec![outputs] },
            ));
            shapes.push((format!("encoder.layer.{layer}.{name}.bias"), vec![outputs]));
        };
        for part in ["self.query", "self.key", "self.value", "output.dense"] {
            add(&format!("attention.{part}"), HIDDEN, HIDDEN);
        }
        add("attention.output.LayerNorm", HIDDEN, 0);
        add("intermediate.dense", INTERMEDIATE, HIDDEN);
        add("output.dense", HIDDEN, INTERMEDIATE);
        add("output.LayerNorm", HIDDEN, 0);
    }
    let mut state = 1_u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 16_777_216.0 - 0.5
    };
    let mut tensor = |(name, shape): (String, Vec<usize>)| {
        let values = (0..shape.iter().product()).map(|_| random()).collect();
        (format!("{prefix}{name}"), (shape, values))
    };
    shapes.into_iter().map(&mut tensor).collect()
}

fn words() -> [&'static str; 8] {
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "lock", "thread", "##s"]
}

/// A model folder, every file of which can be replaced.
pub(super) struct Tiny {
    folder: TempDir,
}

impl Tiny {
    pub(super) fn new() -> Self {
        let tiny = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let vocabulary: BTreeMap<_, _> = words().into_iter().zip(0..).collect();
        let marker = |name: &str, id: u32| json!({"id": name, "ids": [id], "tokens": [name]});
        tiny.json(
            "config.json",
            &json!({
                "model_type": "bert", "hidden_size": HIDDEN, "num_hidden_layers": 2, "num_attention_heads": 4,
                "intermediate_size": INTERMEDIATE, "max_position_embeddings": POSITIONS, "type_vocab_size": 2,
                "vocab_size": words().len(), "layer_norm_eps": 1e-12, "hidden_act": "gelu",
            }),
        );
        tiny.json("tokenizer.json", &json!({
            "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
            "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": {"type": "TemplateProcessing",
                "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                "pair": [], "special_tokens": {"[CLS]": marker("[CLS]", 2), "[SEP]": marker("[SEP]", 3)}},
            "decoder": null,
            "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": vocabulary},
        }));
        tiny.modules(&["Transformer", "Pooling", "Normalize"]);
        tiny.pooling("pooling_mode_mean_tokens");
        tiny.weights(&weights(""), Dtype::F32);
        tiny
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("writable");
    }

    fn json(&self, name: &str, value: &Value) {
        self.write(name, value.to_string());
    }

    fn modules(&self, kinds: &[&str]) {
        let module = |(at, kind): (usize, &&str)| {
            let path = if at == 0 { String::new() } else { format!("{at}_{kind}") };
            json!({"idx": at, "name": at.to_string(), "path": path, "type": format!("sentence_transformers.models.{kind}")})
        };
        self.json("modules.json", &kinds.iter().enumerate().map(module).collect());
    }

    fn pooling(&self, mode: &str) {
        self.json(
            "1_Pooling/config.json",
            &json!({"word_embedding_dimension": HIDDEN, "pooling_mode_cls_token": false, mode: true}),
        );
    }

    /// Writes weights as `dtype`; `I8` packs the matrices as `training/pack_model.py` does.
    fn weights(&self, weights: &Weights, dtype: Dtype) {
        let mut tensors = BTreeMap::new();
        for (name, (shape, values)) in weights {
            let floats = |values: &[f32]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
            let mut put = |name: &str, dtype, shape: &[usize], bytes| tensors.insert(name.to_owned(), (dtype, shape.to_vec(), bytes));
            match dtype {
                Dtype::BF16 => {
                    let halves = values.iter().flat_map(|v| ((v.to_bits() >> 16) as u16).to_le_bytes());
                    put(name, dtype, shape, halves.collect());
                }
                Dtype::I8 if shape.len() == 2 => {
                    let rows = values.chunks(shape[1]);
                    let scales: Vec<f32> = rows.clone().map(|row| row.iter().fold(0.0_f32, |m, v| m.max(v.abs())) / 127.0).collect();
                    let packed = rows
                        .zip(&scales)
                        .flat_map(|(row, scale)| row.iter().map(move |v| (v / scale).round() as i8 as u8));
                    put(name, dtype, shape, packed.collect());
                    put(&format!("{name}.scale"), Dtype::F32, &shape[..1], floats(&scales));
                }
                _ => {
                    put(name, Dtype::F32, shape, floats(values));
                }
            }
        }
        let views = tensors
            .iter()
            .map(|(name, (dtype, shape, bytes))| (name, TensorView::new(*dtype, shape.clone(), bytes).expect("sizes match")));
        self.write("model.safetensors", safetensors::serialize(views, None).expect("serialisable"));
    }

    fn edit(&self, name: &str, field: &str, value: Value) {
        let text = std::fs::read_to_string(self.path().join(name)).expect("it is there");
        let mut object: Value = serde_json::from_str(&text).expect("it is JSON");
        object[field] = value;
        self.json(name, &object);
    }

    fn error(&self) -> String {
        load(self.path()).err().expect("it must be refused").to_string()
    }

    /// How similar the pooled vector is to that of the untouched model.
    fn similarity(&self) -> f32 {
        let pooled = |tiny: &Self| load(tiny.path()).expect("it loads").encode("a lock a threads").expect("encodes").pooled;
        pooled(self).cosine(&pooled(&Self::new()))
    }
}

/// Asserts that the message holds every part.
fn says(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "{part:?} is not in: {error}");
    }
}

#[test]
fn every_way_to_store_weights_gives_the_same_model() {
    let tiny = Tiny::new();
    tiny.weights(&weights("bert."), Dtype::F32);
    assert_eq!(tiny.similarity(), 1.0);
    for dtype in [Dtype::BF16, Dtype::I8] {
        tiny.weights(&weights(""), dtype);
        assert!(tiny.similarity() > 0.999, "{dtype:?}: {}", tiny.similarity());
    }
}

#[test]
fn pooling_is_read_from_both_forms_of_its_configuration() {
    let tiny = Tiny::new();
    tiny.json("1_Pooling/config.json", &json!({"embedding_dimension": HIDDEN, "pooling_mode": "mean"}));
    assert_eq!(tiny.similarity(), 1.0);
    tiny.pooling("pooling_mode_cls_token");
    assert!(tiny.similarity() < 1.0);
}

#[test]
fn a_text_longer_than_the_model_takes_several_windows() {
    let encoding = load(Tiny::new().path()).expect("it loads").encode(&"locks ".repeat(20)).expect("encodes");
    assert_eq!((encoding.tokens.len(), encoding.windows), (40, 4));
}

#[test]
fn every_window_counts_alike() {
    let model = load(Tiny::new().path()).expect("it loads");
    let pooled = |text: &str| model.encode(text).expect("encodes").pooled;
    let (front, back) = ("a lock a lock a lock a lock a lock ", "a thread thread thread thread a lock a a a ");
    let both = pooled(&format!("{front}{back}"));
    assert_eq!(both, pooled(&format!("{back}{front}")));
    assert!(both != pooled(front) && both != pooled(back));
}

#[test]
fn the_network_may_lie_in_a_folder_of_its_own() {
    let tiny = Tiny::new();
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        tiny.write(&format!("0_Transformer/{name}"), std::fs::read(tiny.path().join(name)).expect("there"));
        std::fs::remove_file(tiny.path().join(name)).expect("there");
    }
    let modules = json!([{"path": "0_Transformer", "type": "x.Transformer"}, {"path": "1_Pooling", "type": "x.Pooling"}]);
    tiny.json("modules.json", &modules);
    assert_eq!(tiny.similarity(), 1.0);
}

#[test]
fn the_hash_changes_with_any_file() {
    let tiny = Tiny::new();
    let hash = || load(tiny.path()).expect("it loads").identity().hash.clone();
    let before = hash();
    tiny.pooling("pooling_mode_cls_token");
    assert_ne!(hash(), before);
}

#[test]
fn a_missing_file_is_named() {
    for name in ["config.json", "tokenizer.json", "model.safetensors", "modules.json", "1_Pooling/config.json"] {
        let tiny = Tiny::new();
        std::fs::remove_file(tiny.path().join(name)).expect("it was there");
        says(&tiny.error(), &[name, "has no"]);
    }
    let tiny = Tiny::new();
    std::fs::rename(tiny.path().join("model.safetensors"), tiny.path().join("pytorch_model.bin")).expect("renamed");
    says(&tiny.error(), &["only safetensors are read"]);
}

#[test]
fn what_is_not_implemented_is_refused_by_name() {
    for (field, value) in [("model_type", "mpnet"), ("position_embedding_type", "relative_key"), ("hidden_act", "silu")] {
        let tiny = Tiny::new();
        tiny.edit("config.json", field, json!(value));
        says(&tiny.error(), &["config.json", field, value, "not implemented"]);
    }
    for mode in [
        "pooling_mode_max_tokens",
        "pooling_mode_weightedmean_tokens",
        "pooling_mode_lasttoken",
        "pooling_mode_mean_sqrt_len_tokens",
    ] {
        let tiny = Tiny::new();
        tiny.pooling(mode);
        says(&tiny.error(), &["1_Pooling/config.json", mode, "not implemented"]);
    }
    let tiny = Tiny::new();
    tiny.modules(&["Transformer", "Pooling", "Dense", "Normalize"]);
    says(&tiny.error(), &["modules.json", "Dense", "not implemented"]);
}

#[test]
fn nonsense_in_the_configuration_is_named() {
    let cases = [
        ("hidden_size", json!(0)),
        ("hidden_size", json!("x")),
        ("num_attention_heads", json!(5)),
        ("vocab_size", json!(-1)),
        ("layer_norm_eps", json!(2)),
        ("num_hidden_layers", json!(null)),
        ("model_type", json!(null)),
        ("intermediate_size", json!(1e300)),
    ];
    for (field, value) in cases {
        let tiny = Tiny::new();
        tiny.edit("config.json", field, value);
        says(&tiny.error(), &["config.json", field]);
    }
    for (name, text) in [
        ("config.json", "{"),
        ("config.json", "[]"),
        ("modules.json", "3"),
        ("tokenizer.json", "{}"),
        ("1_Pooling/config.json", ""),
    ] {
        let tiny = Tiny::new();
        tiny.write(name, text);
        says(&tiny.error(), &[name]);
    }
    let tiny = Tiny::new();
    tiny.json(
        "modules.json",
        &json!([{"path": "", "type": "x.Transformer"}, {"path": "../1_Pooling", "type": "x.Pooling"}]),
    );
    says(&tiny.error(), &["modules.json", "leaves the model's folder"]);
}

#[test]
fn a_model_larger_than_its_weights_is_refused_before_memory_is_taken() {
    for field in [
        "hidden_size",
        "intermediate_size",
        "vocab_size",
        "max_position_embeddings",
        "type_vocab_size",
        "num_hidden_layers",
    ] {
        let tiny = Tiny::new();
        tiny.edit("config.json", field, json!(4_000_000_000_u32));
        if field == "hidden_size" {
            tiny.json("1_Pooling/config.json", &json!({"pooling_mode": "mean"}));
        }
        says(&tiny.error(), &["model.safetensors", "weight"]);
    }
}

#[test]
fn unusable_weights_are_named() {
    let name = "encoder.layer.1.output.dense.weight";
    let broken = |change: &dyn Fn(&mut Tensor)| {
        let tiny = Tiny::new();
        let mut weights = weights("");
        change(weights.get_mut(name).expect("it is a weight"));
        tiny.weights(&weights, Dtype::F32);
        tiny.error()
    };
    says(&broken(&|(_, values)| values[7] = f32::NAN), &[name, "NaN at position 7"]);
    says(&broken(&|(_, values)| values[0] = f32::INFINITY), &[name, "inf"]);
    says(&broken(&|(shape, _)| shape.reverse()), &[name, "[48, 32]", "[32, 48]"]);

    let tiny = Tiny::new();
    let mut missing = weights("");
    missing.remove(name);
    tiny.weights(&missing, Dtype::F32);
    says(&tiny.error(), &[name, "is missing"]);
}

#[test]
fn no_damaged_weights_file_panics() {
    let tiny = Tiny::new();
    let whole = std::fs::read(tiny.path().join("model.safetensors")).expect("it is there");
    for length in (0..whole.len()).step_by(997).chain([1, 7, 8, 9]) {
        tiny.write("model.safetensors", &whole[..length]);
        says(&tiny.error(), &["model.safetensors", "not a whole safetensors file"]);
    }
    for (at, byte) in [(0, 0xff), (7, 0x7f), (8, b'['), (20, 0xff), (40, b'9')] {
        let mut changed = whole.clone();
        changed[at] = byte;
        tiny.write("model.safetensors", changed);
        let outcome: Result<_, ModelError> = load(tiny.path());
        assert!(outcome.is_err(), "byte {at}");
    }
}

#[test]
fn a_token_the_model_does_not_know_is_an_error_of_the_text() {
    let tiny = Tiny::new();
    let mut weights = weights("");
    weights.insert("embeddings.word_embeddings.weight".to_owned(), (vec![6, HIDDEN], vec![0.1; 6 * HIDDEN]));
    tiny.weights(&weights, Dtype::F32);
    tiny.edit("config.json", "vocab_size", json!(6));
    let model = load(tiny.path()).expect("it loads");
    assert!(model.encode("lock").is_ok());
    says(&model.encode("thread").expect_err("id 6").to_string(), &["token 6", "table of 6"]);
}
