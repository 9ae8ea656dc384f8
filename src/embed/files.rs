//! Where a model's files come from: one way of reading for a folder and for the built-in model.

use std::borrow::Cow;

use serde_json::Value;

use super::ModelError;

/// The bytes of one file, borrowed for ever when they are part of the program.
pub(super) type Bytes = Cow<'static, [u8]>;

/// A set of named files. Names are relative, with `/` between parts.
pub(super) trait Files: Sync {
    /// What to call the set in messages.
    fn place(&self) -> String;

    /// The bytes of `name`, `None` when there is no such file.
    fn find(&self, name: &str) -> Result<Option<Bytes>, ModelError>;

    /// The bytes of `name`; its absence is an error that ends in `mend`.
    fn read(&self, name: &str, mend: &'static str) -> Result<Bytes, ModelError> {
        self.find(name)?.ok_or_else(|| ModelError::Missing {
            place: self.place(),
            file: name.to_owned(),
            mend,
        })
    }

    /// `name` as JSON.
    fn json(&self, name: &str) -> Result<Value, ModelError> {
        let bytes = self.read(name, "a sentence-transformers folder has this file, copy it whole")?;
        serde_json::from_slice(&bytes).map_err(|source| ModelError::Json {
            place: self.place(),
            file: name.to_owned(),
            source,
        })
    }
}
