//! Models from a folder on disk.

use std::path::{Path, PathBuf};

use super::ModelError;
use super::encoder::Bert;
use super::files::{Bytes, Files};

/// Loads a sentence-embedding model of BERT type from a folder in the layout of
/// sentence-transformers: `config.json`, `tokenizer.json`, `model.safetensors` (f32, f16, bf16, or
/// int8 with one scale per row as `training/pack_model.py` writes it), `modules.json` and the
/// configuration of the pooling module.
///
/// # Errors
///
/// When a file is missing, damaged or does not fit the others, and when the model needs something
/// not implemented: another `model_type`, pooling other than mean or CLS, a `Dense` module,
/// relative positions. The message names file, field and mend.
pub fn load(dir: &Path) -> Result<Bert, ModelError> {
    let name = dir
        .file_name()
        .map_or_else(|| dir.display().to_string(), |name| name.to_string_lossy().into_owned());
    Bert::from_files(&Folder(dir.to_owned()), name, None)
}

/// A folder on disk.
pub(super) struct Folder(pub(super) PathBuf);

impl Files for Folder {
    fn place(&self) -> String {
        self.0.display().to_string()
    }

    fn find(&self, name: &str) -> Result<Option<Bytes>, ModelError> {
        let path = self.0.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ModelError::Unreadable { path, source }),
        }
    }
}
