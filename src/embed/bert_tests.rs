//! Our forward pass against the one of candle-transformers, on the same weights.

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{BertModel, Config};
use serde_json::{Value, json};

use super::bert::Network;
use super::config::Architecture;
use super::folder::Folder;
use super::tiny::Tiny;
use super::weights::Weights;

/// Largest difference of any number; measured between 2.3e-7 and this.
const BOUND: f32 = 5e-7;

#[test]
fn vectors_are_those_of_candle_transformers() {
    let tiny = Tiny::new();
    let bytes = std::fs::read(tiny.path().join("model.safetensors")).expect("it is there");
    let config = std::fs::read(tiny.path().join("config.json")).expect("it is there");
    let mut config: Value = serde_json::from_slice(&config).expect("it is JSON");
    for field in ["hidden_dropout_prob", "initializer_range"] {
        config[field] = json!(0.0);
    }
    config["pad_token_id"] = json!(0);
    let config: Config = serde_json::from_value(config).expect("it is a configuration of BERT");
    let source = VarBuilder::from_buffered_safetensors(bytes.clone(), DType::F32, &Device::Cpu).expect("weights");
    let theirs = BertModel::load(source, &config).expect("the weights fit");

    let architecture = Architecture::read(&Folder(tiny.path().to_owned()), "config.json").expect("supported");
    let weights = Weights::open(bytes.into(), "model.safetensors").expect("it is whole");
    let ours = Network::new(&weights, architecture).expect("the weights fit");

    for window in [vec![2_u32, 4, 5, 6, 7, 3], vec![2], vec![1; 12]] {
        let ids = Tensor::from_slice(&window, (1, window.len()), &Device::Cpu).expect("a tensor");
        let segments = ids.zeros_like().expect("a tensor");
        let expected = theirs.forward(&ids, &segments, None).expect("it runs");
        let expected = expected.flatten_all().and_then(|all| all.to_vec1::<f32>()).expect("numbers");
        let found = ours.forward(&[window]).expect("it runs");
        assert_eq!(found.len(), expected.len());
        let differences = found.iter().zip(&expected).map(|(a, b)| (a - b).abs());
        let largest = differences.fold(0.0, f32::max);
        assert!(largest <= BOUND, "{largest:e}");
    }
}
