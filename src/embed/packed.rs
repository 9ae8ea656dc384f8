//! The model compiled into the program: all-MiniLM-L6-v2, packed by `training/pack_model.py`.

use super::ModelError;
use super::encoder::Bert;
use super::files::{Bytes, Files};

/// Name and hash of the built-in model, which are known without loading it.
pub const BUILTIN: (&str, &str) = (NAME, HASH);

/// Its name.
const NAME: &str = "all-MiniLM-L6-v2";

/// Its fingerprint. A constant, because hashing 23 MB takes 11 ms and all the rest of loading 38;
/// a test recomputes it.
const HASH: &str = "de8f9d2bca83ab96";

/// A file of the model, by its name in the model's folder.
macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/all-MiniLM-L6-v2/", $name)))
    };
}

/// The files that decide its vectors.
const FILES: [(&str, &[u8]); 5] = [
    file!("config.json"),
    file!("modules.json"),
    file!("1_Pooling/config.json"),
    ("tokenizer.json", TOKENIZER),
    file!("model.safetensors"),
];

/// Its tokenizer, which the static table has as well.
pub(super) const TOKENIZER: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/all-MiniLM-L6-v2/tokenizer.json"));

/// The directions that its tokens are compared in.
pub(super) const ALIGNMENT: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/all-MiniLM-L6-v2/alignment.safetensors"));

/// Loads the packed model.
///
/// # Errors
///
/// None in a program whose tests passed: the files are part of it.
pub(super) fn packed() -> Result<Bert, ModelError> {
    Bert::from_files(&Builtin, NAME.to_owned(), Some(HASH))
}

/// The files inside the program.
struct Builtin;

impl Files for Builtin {
    fn place(&self) -> String {
        NAME.to_owned()
    }

    fn find(&self, name: &str) -> Result<Option<Bytes>, ModelError> {
        let file = FILES.iter().find(|(file, _)| *file == name);
        Ok(file.map(|(_, bytes)| Bytes::Borrowed(bytes)))
    }
}

/// One model for all tests: loading is slow without optimisation.
#[cfg(test)]
pub(super) fn shared() -> &'static Bert {
    static SHARED: std::sync::OnceLock<Bert> = std::sync::OnceLock::new();
    SHARED.get_or_init(|| packed().expect("the built-in model loads"))
}

#[cfg(test)]
mod tests {
    use super::super::Encoder;
    use super::*;

    #[test]
    fn the_constant_hash_is_that_of_the_files() {
        let hashed = Bert::from_files(&Builtin, NAME.to_owned(), None).expect("the built-in model loads");
        assert_eq!(hashed.identity().hash, HASH);
    }

    #[test]
    fn it_loads_and_says_what_it_is() {
        let model = shared();
        assert_eq!((model.identity().name.as_str(), model.identity().dimensions), (NAME, 384));
    }
}
