//! `modules.json`: what sentence-transformers does around the network, as far as it is
//! implemented here.

use std::path::{Component, Path};

use serde_json::Value;

use super::ModelError;
use super::config::Object;
use super::files::Files;

/// The file that lists the modules.
const FILE: &str = "modules.json";

/// What this program can do, for refusals.
const SUPPORTED: &str = "the modules Transformer, Pooling and optionally Normalize, in that order";

/// What this program can pool, for refusals.
const POOLINGS: &str = "mean or cls pooling";

/// How token vectors become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pooling {
    /// Mean over all tokens, markers included.
    Mean,
    /// The vector of the first token.
    Cls,
}

/// What `modules.json` says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Modules {
    /// Folder of the network's files, `""` or ending in `/`.
    pub network: String,
    /// Configuration of the pooling module.
    pub pooling_file: String,
    /// How token vectors become one.
    pub pooling: Pooling,
}

impl Modules {
    /// Reads `modules.json` and the pooling configuration it points to. Whether a Normalize module
    /// follows does not matter: vectors here have no length.
    pub fn read(files: &dyn Files, hidden: impl Fn(&str) -> Result<usize, ModelError>) -> Result<Self, ModelError> {
        let list = files.json(FILE)?;
        let modules = list.as_array().map(Vec::as_slice).unwrap_or_default();
        let kinds: Vec<_> = modules.iter().map(kind).collect();
        match kinds[..] {
            ["Transformer", "Pooling"] | ["Transformer", "Pooling", "Normalize"] => {}
            _ => {
                return Err(ModelError::Unsupported {
                    file: FILE.to_owned(),
                    field: "type".to_owned(),
                    found: kinds.join(", "),
                    supported: SUPPORTED,
                });
            }
        }
        let network = folder(&modules[0])?;
        let pooling_file = format!("{}config.json", folder(&modules[1])?);
        let object = Object::read(files, &pooling_file)?;
        let pooling = pooling(&object)?;
        let hidden = hidden(&network)?;
        for field in ["word_embedding_dimension", "embedding_dimension"] {
            if object.get(field).is_some() && object.size(field)? != hidden {
                return Err(object.wrong(field, format!("is not the network's `hidden_size` {hidden}")));
            }
        }
        Ok(Self {
            network,
            pooling_file,
            pooling,
        })
    }
}

/// The last part of a module's Python type, such as `Pooling`.
fn kind(module: &Value) -> &str {
    let name = module.get("type").and_then(Value::as_str).unwrap_or("?");
    name.rsplit('.').next().unwrap_or(name)
}

/// A module's folder inside the model's, `""` or ending in `/`.
fn folder(module: &Value) -> Result<String, ModelError> {
    let path = module.get("path").and_then(Value::as_str).unwrap_or_default();
    if path.is_empty() {
        return Ok(String::new());
    }
    if Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
        return Ok(format!("{}/", path.trim_end_matches('/')));
    }
    Err(ModelError::Field {
        file: FILE.to_owned(),
        field: "path".to_owned(),
        problem: format!("is `{path}`, which leaves the model's folder"),
    })
}

/// The one pooling that is switched on, in the old form (`pooling_mode_*` flags) or the new one
/// (`pooling_mode`).
fn pooling(object: &Object) -> Result<Pooling, ModelError> {
    let field = "pooling_mode";
    if let Some(value) = object.get(field) {
        return match value.as_str() {
            Some("mean") => Ok(Pooling::Mean),
            Some("cls") => Ok(Pooling::Cls),
            _ => Err(object.unsupported(field, value, POOLINGS)),
        };
    }
    let flags = object
        .fields()
        .filter(|(name, value)| name.starts_with("pooling_mode_") && **value == Value::Bool(true));
    let names: Vec<_> = flags.map(|(name, _)| name.as_str()).collect();
    match names[..] {
        ["pooling_mode_mean_tokens"] => Ok(Pooling::Mean),
        ["pooling_mode_cls_token"] => Ok(Pooling::Cls),
        [] => Err(object.wrong(field, "is missing, and no `pooling_mode_*` is true".to_owned())),
        _ => Err(object.unsupported(field, &Value::String(names.join(" + ")), POOLINGS)),
    }
}
