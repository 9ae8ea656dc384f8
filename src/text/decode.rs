//! Bytes to text: what arrives is decoded whatever it holds, and what was lost is counted.

/// A text as it was read, with what had to be repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; invalid sequences stand as U+FFFD, a leading byte order mark is gone.
    pub text: String,
    /// How many invalid sequences were replaced.
    pub replaced: usize,
    /// How many NUL characters the text holds (they are read as spaces).
    pub nuls: usize,
}

/// Decodes `bytes` as UTF-8, replacing every maximal invalid sequence by U+FFFD and every NUL by a space.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            replaced += 1;
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    let nuls = text.bytes().filter(|b| *b == 0).count();
    if nuls > 0 {
        text = text.replace('\0', " ");
    }
    Decoded { text, replaced, nuls }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_it_replaces() {
        let d = decode(b"a\xFFb\xC3(c\0d");
        assert_eq!(d.text, "a\u{FFFD}b\u{FFFD}(c d");
        assert_eq!((d.replaced, d.nuls), (2, 1));
    }

    #[test]
    fn drops_a_byte_order_mark() {
        assert_eq!(decode("\u{FEFF}héllo".as_bytes()).text, "héllo");
    }
}
