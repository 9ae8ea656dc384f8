//! Bytes to text, whatever they hold.

use super::mend::{Mended, mend};

/// A source as text, with what had to be done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text with `\n` line ends, without a byte order mark.
    pub mended: Mended,
    /// The encoding, if it was not UTF-8.
    pub encoding: Option<&'static str>,
}

/// Decodes UTF-8, UTF-16 with a byte order mark, and everything else as Windows-1252; mends garbled UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let (text, encoding) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes), Some("UTF-16")),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes), Some("UTF-16")),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), None),
            Err(_) => (mixed(bytes), Some("UTF-8 with bytes of Windows-1252")),
        },
    };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', " ");
    Decoded { mended: mend(&text), encoding }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Valid UTF-8 as it is, every other byte as the Windows-1252 character (or Latin-1 control) that it stands for.
fn mixed(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.extend(chunk.invalid().iter().map(|b| super::mend::from_windows_1252(*b)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb\rc").mended.text, "a\nb\nc");
        assert_eq!(decode(b"caf\xE9 \x93x\x94").mended.text, "café “x”");
        assert_eq!(decode(b"\xFF\xFEa\0b\0").mended.text, "ab");
        assert_eq!(decode(b"\xFE\xFF\0a\xD8").mended.text, "a");
    }
}
