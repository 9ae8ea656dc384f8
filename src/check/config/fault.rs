//! What is wrong with a value, before it is known where the value stands.

use crate::rubric::Code;

/// A mistake and its mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
}

impl Fault {
    /// A value that the key cannot have.
    pub fn bad(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code: Code::BadValue,
            message: message.into(),
            help: Some(help.into()),
        }
    }
}
