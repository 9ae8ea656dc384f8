//! Broken models: every damage has a message that says which file and what to do.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{gradus, root, run, run_with, says};

const ID: &str = "l1-vs-l2-regularization";

/// The folder of the shipped model, each of its files a link, to be broken.
struct Model(tempfile::TempDir);

/// The files that decide a model's vectors.
const MODEL_FILES: [&str; 5] = ["config.json", "modules.json", "1_Pooling/config.json", "tokenizer.json", "model.safetensors"];

impl Model {
    fn new() -> Self {
        let model = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(model.0.path().join("1_Pooling")).expect("a folder");
        for name in MODEL_FILES {
            fs::copy(shipped(name), model.0.path().join(name)).expect("it can be copied");
        }
        model
    }

    fn without(self, name: &str) -> Self {
        fs::remove_file(self.0.path().join(name)).expect("it is there");
        self
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.path().join(name), bytes).expect("it can be written");
        self
    }

    /// Sets a field of a JSON file.
    fn set(self, name: &str, field: &str, value: Value) -> Self {
        let text = fs::read_to_string(self.0.path().join(name)).expect("it can be read");
        let mut json: Value = serde_json::from_str(&text).expect("it is JSON");
        json[field] = value;
        self.with(name, json.to_string())
    }

    fn run(&self) -> crate::support::Run {
        run_with(
            gradus()
                .args(["grade", ID, "--text", "Lasso is sparse.", "--format", "json", "--model"])
                .arg(self.0.path()),
        )
    }
}

fn shipped(name: &str) -> std::path::PathBuf {
    root().join("model/all-MiniLM-L6-v2").join(name)
}

#[test]
fn a_model_from_a_folder_grades_and_the_reader_is_told_that_it_has_no_calibration() {
    let grade = Model::new().run().json();
    let warnings: Vec<_> = grade["warnings"].as_array().expect("a list").iter().map(|w| &w["type"]).collect();
    assert_eq!(warnings, ["uncalibrated-model"]);
    assert_eq!(grade["signature"]["model"]["hash"].as_str().map(str::len), Some(16));
}

#[test]
fn a_model_without_one_of_its_files_is_refused_by_the_name_of_the_file() {
    for name in MODEL_FILES {
        let message = Model::new().without(name).run().refused();
        says(&message, &[&format!("has no `{name}`")]);
        let mend = if name == "model.safetensors" {
            "only safetensors are read"
        } else {
            "copy it whole"
        };
        says(&message, &[mend]);
    }
}

#[test]
fn a_model_that_is_not_there_is_refused() {
    let empty = tempfile::tempdir().expect("a folder");
    for folder in [empty.path(), Path::new("/nowhere/at/all"), Path::new("None")] {
        let message = run_with(gradus().args(["grade", ID, "--text", "x", "--model"]).arg(folder)).refused();
        says(&message, &["modules.json"]);
    }
    let file = shipped("config.json");
    says(
        &run_with(gradus().args(["grade", ID, "--text", "x", "--model"]).arg(file)).refused(),
        &["config.json/modules.json"],
    );
}

#[test]
fn a_damaged_model_is_refused_by_file_and_place_with_what_to_do() {
    const WHOLE: &str = "is not a whole safetensors file";
    let weights = fs::read(shipped("model.safetensors")).expect("it can be read");
    let config = fs::read_to_string(shipped("config.json")).expect("it can be read");
    let pooling = "1_Pooling/config.json";
    let cases: Vec<(Model, &[&str])> = vec![
        (
            Model::new().with("model.safetensors", &weights[..weights.len() / 2]),
            &["`model.safetensors`", WHOLE, "fetch the file again"],
        ),
        (Model::new().with("model.safetensors", &weights[..100]), &["`model.safetensors`", WHOLE]),
        (Model::new().with("model.safetensors", ""), &["`model.safetensors`", WHOLE]),
        (Model::new().with("model.safetensors", [0xff; 64]), &["`model.safetensors`", WHOLE]),
        (
            Model::new().with("config.json", &config[..config.len() / 2]),
            &["`config.json`", "is not valid JSON", "line", "fetch the file again"],
        ),
        (Model::new().with("config.json", "[]"), &["config.json", "does not hold a JSON object"]),
        (Model::new().with("modules.json", "{}"), &["modules.json", "not implemented"]),
        (
            Model::new().with("tokenizer.json", "{}"),
            &["`tokenizer.json`", "cannot be used", "fetch the file that belongs to this model"],
        ),
        (Model::new().with("tokenizer.json", "[1"), &["`tokenizer.json`", "cannot be used"]),
        (
            Model::new().set("config.json", "model_type", json!("roberta")),
            &["`model_type` in `config.json` is `roberta`", "choose a model with `model_type` `bert`"],
        ),
        (
            Model::new().set("config.json", "hidden_size", json!(0)),
            &["`hidden_size` in `config.json` is 0, not a size"],
        ),
        (
            Model::new().set("config.json", "hidden_size", json!("384")),
            &["`hidden_size` in `config.json`", "not a size"],
        ),
        (
            Model::new().set("config.json", "num_attention_heads", json!(7)),
            &["`num_attention_heads`", "does not divide `hidden_size` 384"],
        ),
        (Model::new().set("config.json", "hidden_size", json!(768)), &["768"]),
        (
            Model::new().set("config.json", "num_hidden_layers", json!(7)),
            &["weight `", "encoder.layer.6", "use the weights that belong to this `config.json`"],
        ),
        (Model::new().set("config.json", "vocab_size", json!(10)), &["embeddings.word_embeddings.weight"]),
        (Model::new().set("config.json", "max_position_embeddings", json!(1)), &["position"]),
        (
            Model::new().set("config.json", "hidden_act", json!("silu")),
            &["`hidden_act` in `config.json` is `silu`"],
        ),
        (
            Model::new().set("config.json", "layer_norm_eps", Value::Null),
            &["`layer_norm_eps` in `config.json` is missing"],
        ),
        (
            Model::new().with(pooling, r#"{"word_embedding_dimension": 384, "pooling_mode_max_tokens": true}"#),
            &["1_Pooling/config.json", "pooling_mode_max_tokens", "choose a model with mean or cls pooling"],
        ),
        (
            Model::new().with(
                pooling,
                r#"{"word_embedding_dimension": 384, "pooling_mode_mean_tokens": true, "pooling_mode_cls_token": true}"#,
            ),
            &["1_Pooling/config.json", "mean or cls pooling"],
        ),
        (
            Model::new().with(pooling, r#"{"word_embedding_dimension": 384}"#),
            &["1_Pooling/config.json", "`pooling_mode`", "is missing"],
        ),
        (
            Model::new().with(
                "modules.json",
                r#"[{"type": "Transformer", "path": ""}, {"type": "Pooling", "path": "1_Pooling"}, {"type": "Dense", "path": "2_Dense"}]"#,
            ),
            &["modules.json", "Dense"],
        ),
        (
            Model::new().with(
                "modules.json",
                r#"[{"type": "Transformer", "path": ""}, {"type": "Pooling", "path": "../1_Pooling"}]"#,
            ),
            &["modules.json", "leaves the model's folder"],
        ),
    ];
    for (model, parts) in cases {
        says(&model.run().refused(), parts);
    }
}

#[test]
fn a_bad_model_is_refused_before_anything_is_printed_and_a_bad_question_before_the_model_is_loaded() {
    says(
        &run(&["grade", "no-such-question", "--text", "x", "--model", "/nowhere"]).refused(),
        &["no question has the id"],
    );
}
