//! What can go wrong with a model and with a text.

use std::path::PathBuf;

/// Why a model could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file of the model is not there.
    #[error("model `{place}` has no `{file}`; {mend}")]
    Missing {
        /// The folder, or the name of the built-in model.
        place: String,
        /// The file looked for.
        file: String,
        /// What to do.
        mend: &'static str,
    },
    /// A file is there but cannot be read.
    #[error("cannot read `{path}`: {source}; check its permissions")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A JSON file is not JSON.
    #[error("`{file}` of model `{place}` is not valid JSON: {source}; fetch the file again")]
    Json {
        /// The folder, or the name of the built-in model.
        place: String,
        /// The file.
        file: String,
        /// Where the JSON breaks.
        source: serde_json::Error,
    },
    /// The model needs something this program does not do.
    #[error("`{field}` in `{file}` is `{found}`, which is not implemented; choose a model with {supported}")]
    Unsupported {
        /// The file that says so.
        file: String,
        /// The field that says so.
        field: String,
        /// Its value.
        found: String,
        /// The values that would do.
        supported: &'static str,
    },
    /// A field is absent or makes no sense.
    #[error("`{field}` in `{file}` {problem}; fetch the file again or correct the field")]
    Field {
        /// The file.
        file: String,
        /// The field.
        field: String,
        /// What is wrong, as the end of a sentence that begins with the field.
        problem: String,
    },
    /// The weights file is damaged as a whole.
    #[error("`{file}` is not a whole safetensors file: {problem}; fetch the file again")]
    Weights {
        /// The file.
        file: String,
        /// What the parser said.
        problem: String,
    },
    /// One weight is absent or unusable.
    #[error("weight `{name}` in `model.safetensors` {problem}; use the weights that belong to this `config.json`")]
    Weight {
        /// The weight.
        name: String,
        /// What is wrong, as the end of a sentence that begins with the weight.
        problem: String,
    },
    /// The tokenizer cannot be used.
    #[error("`tokenizer.json` of model `{place}` cannot be used: {problem}; fetch the file that belongs to this model")]
    Tokenizer {
        /// The folder, or the name of the built-in model.
        place: String,
        /// What the parser said.
        problem: String,
    },
}

/// Why a text could not be encoded.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The tokenizer refused the text.
    #[error("the tokenizer cannot split the text: {problem}; check `tokenizer.json` of the model")]
    Tokenize {
        /// What it said.
        problem: String,
    },
    /// The tokenizer knows more tokens than the model.
    #[error("token {id} has no row in the model's table of {rows}; use the `tokenizer.json` that belongs to the weights")]
    Vocabulary {
        /// The token.
        id: u32,
        /// Rows in the table.
        rows: usize,
    },
    /// The tensor library refused an operation.
    #[error("the model's forward pass failed: {problem}; please report this as a bug")]
    Forward {
        /// What it said.
        problem: String,
    },
}
