//! What the page may run: its own script and style, told by their hashes, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A script or style sheet that stands in the page, and its source expression in the policy.
pub(super) struct Inline {
    /// The text between the tags, to the byte.
    pub text: String,
    /// `'sha256-…'`.
    pub source: String,
}

impl Inline {
    /// Takes `text` as it will be read: a browser makes one line end of each pair before it hashes.
    pub(super) fn new(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let source = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
        Self { text, source }
    }
}

/// The Content-Security-Policy (level 3) of a page with `script` and `style`: no network, no other script or style, no form, no base.
pub(super) fn policy(script: &Inline, style: &Inline) -> String {
    format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        script.source, style.source
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_that_browsers_compute() {
        // The example of the recommendation "Content Security Policy Level 3", section 2.3.1 and following: alert('Hello, world.');
        assert_eq!(
            Inline::new("alert('Hello, world.');").source,
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn line_ends_of_another_system_change_nothing() {
        assert_eq!(Inline::new("a\r\nb").source, Inline::new("a\nb").source);
    }
}
