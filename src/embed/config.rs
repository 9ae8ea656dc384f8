//! `config.json`: the shape of the network, and refusal of networks not implemented.

use serde_json::{Map, Value};

use super::ModelError;
use super::files::Files;

/// The activation between the two halves of a feed-forward block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Activation {
    /// x·Φ(x), by the error function.
    Gelu,
    /// The same by a hyperbolic tangent, as some models were trained.
    GeluTanh,
    /// max(x, 0).
    Relu,
}

/// The shape of a BERT network.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Architecture {
    /// Width of a token's vector.
    pub hidden: usize,
    /// Number of layers.
    pub layers: usize,
    /// Attention heads per layer; divides `hidden`.
    pub heads: usize,
    /// Width inside the feed-forward block.
    pub intermediate: usize,
    /// Longest input in tokens, markers included.
    pub positions: usize,
    /// Rows of the segment table.
    pub segments: usize,
    /// Rows of the token table.
    pub vocabulary: usize,
    /// Added to a variance before its root is taken.
    pub epsilon: f32,
    /// Activation of the feed-forward blocks.
    pub activation: Activation,
}

impl Architecture {
    /// Reads the configuration in `file`, usually `config.json`.
    pub fn read(files: &dyn Files, file: &str) -> Result<Self, ModelError> {
        let object = Object::read(files, file)?;
        object.only("model_type", "bert", None, "`model_type` `bert`")?;
        object.only("position_embedding_type", "absolute", Some("absolute"), "absolute position embeddings")?;
        let architecture = Self {
            hidden: object.size("hidden_size")?,
            layers: object.size("num_hidden_layers")?,
            heads: object.size("num_attention_heads")?,
            intermediate: object.size("intermediate_size")?,
            positions: object.size("max_position_embeddings")?,
            segments: object.size("type_vocab_size")?,
            vocabulary: object.size("vocab_size")?,
            epsilon: object.epsilon()?,
            activation: object.activation()?,
        };
        if !architecture.hidden.is_multiple_of(architecture.heads) {
            let problem = format!("does not divide `hidden_size` {}", architecture.hidden);
            return Err(object.wrong("num_attention_heads", problem));
        }
        Ok(architecture)
    }
}

/// A JSON object and the file it came from.
pub(super) struct Object {
    file: String,
    fields: Map<String, Value>,
}

impl Object {
    /// Reads `file`, which must hold an object.
    pub fn read(files: &dyn Files, file: &str) -> Result<Self, ModelError> {
        match files.json(file)? {
            Value::Object(fields) => Ok(Self { file: file.to_owned(), fields }),
            _ => Err(ModelError::Field {
                file: file.to_owned(),
                field: "{".to_owned(),
                problem: "is missing: the file does not hold a JSON object".to_owned(),
            }),
        }
    }

    /// The value of `field`, if it is there and not null.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.fields.get(field).filter(|value| !value.is_null())
    }

    /// Names and values of all fields.
    pub fn fields(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.fields.iter()
    }

    /// An error about the value of `field`.
    pub fn wrong(&self, field: &str, problem: String) -> ModelError {
        ModelError::Field {
            file: self.file.clone(),
            field: field.to_owned(),
            problem,
        }
    }

    /// A refusal of the value of `field`.
    pub fn unsupported(&self, field: &str, found: &Value, supported: &'static str) -> ModelError {
        ModelError::Unsupported {
            file: self.file.clone(),
            field: field.to_owned(),
            found: found.as_str().map_or_else(|| found.to_string(), str::to_owned),
            supported,
        }
    }

    /// A count of at least 1.
    pub fn size(&self, field: &str) -> Result<usize, ModelError> {
        let value = self.get(field).ok_or_else(|| self.wrong(field, "is missing".to_owned()))?;
        let size = value.as_u64().filter(|&n| n > 0).and_then(|n| u32::try_from(n).ok());
        let size = size.ok_or_else(|| self.wrong(field, format!("is {value}, not a size")))?;
        usize::try_from(size).map_err(|_| self.wrong(field, format!("is {value}, too large")))
    }

    /// Refuses any value of `field` but `wanted`; an absent field counts as `default`.
    fn only(&self, field: &str, wanted: &str, default: Option<&str>, supported: &'static str) -> Result<(), ModelError> {
        match self.get(field) {
            Some(value) if value == wanted => Ok(()),
            Some(value) => Err(self.unsupported(field, value, supported)),
            None if default == Some(wanted) => Ok(()),
            None => Err(self.wrong(field, "is missing".to_owned())),
        }
    }

    fn epsilon(&self) -> Result<f32, ModelError> {
        let field = "layer_norm_eps";
        let value = self.get(field).ok_or_else(|| self.wrong(field, "is missing".to_owned()))?;
        let epsilon = value.as_f64().map(|epsilon| epsilon as f32);
        epsilon
            .filter(|epsilon| (0.0..1.0).contains(epsilon))
            .ok_or_else(|| self.wrong(field, format!("is {value}, not a number in 0..1")))
    }

    fn activation(&self) -> Result<Activation, ModelError> {
        let field = "hidden_act";
        let value = self.get(field).ok_or_else(|| self.wrong(field, "is missing".to_owned()))?;
        match value.as_str() {
            Some("gelu") => Ok(Activation::Gelu),
            Some("gelu_new" | "gelu_pytorch_tanh") => Ok(Activation::GeluTanh),
            Some("relu") => Ok(Activation::Relu),
            _ => Err(self.unsupported(field, value, "`gelu`, `gelu_new`, `gelu_pytorch_tanh` or `relu`")),
        }
    }
}
