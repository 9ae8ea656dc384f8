//! Garbled text: UTF-8 that was once read as a single-byte encoding and written again.

/// The upper half of Windows-1252 where it differs from Latin-1 (0x80 to 0x9F); U+FFFD where it has no character.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š',
    '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// What of a garbled symbol is left when the control characters inside it were dropped, with the symbol that people mean: the coloured circles of
/// difficulty marks.
const REMAINS: [(&str, &str); 4] = [("π‘", "🟡"), ("π’", "🟢"), ("π΄", "🔴"), ("π΅", "🔵")];

/// What mending a text did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Mended {
    /// The text.
    pub text: String,
    /// Lines (from 0) in which something was mended for certain.
    pub sure: Vec<usize>,
    /// Lines in which a symbol was guessed.
    pub guessed: Vec<usize>,
    /// Lines in which a garbled symbol is left.
    pub left: Vec<usize>,
}

/// Mends `text` line by line.
pub(super) fn mend(text: &str) -> Mended {
    let mut out = Mended::default();
    let mut lines: Vec<String> = Vec::new();
    let mut greek = false;
    for (i, line) in text.split('\n').enumerate() {
        let (mended, how) = mend_line(line);
        greek |= how.greek;
        if mended != line {
            out.sure.push(i);
        }
        lines.push(mended);
    }
    if greek {
        for (i, line) in lines.iter_mut().enumerate() {
            mend_lone_leads(line, i, &mut out);
        }
    }
    out.text = lines.join("\n");
    out
}

#[derive(Default)]
struct How {
    /// Text read as the Greek encoding was among it.
    greek: bool,
}

fn mend_line(line: &str) -> (String, How) {
    let mut how = How::default();
    if line.is_ascii() {
        return (line.to_owned(), how);
    }
    let mut text = line.to_owned();
    // What was garbled twice needs two rounds.
    for _ in 0..2 {
        let (next, greek) = one_round(&text);
        how.greek |= greek;
        if next == text {
            break;
        }
        text = next;
    }
    for (left, symbol) in REMAINS {
        if text.contains(left) {
            how.greek = true;
            text = text.replace(left, symbol);
        }
    }
    (text, how)
}

/// Replaces every run of characters that is a whole UTF-8 sequence in one of the encodings.
fn one_round(text: &str) -> (String, bool) {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut greek = false;
    let mut at = 0;
    while at < chars.len() {
        let found = if chars[at].is_ascii() {
            None
        } else {
            sequence(&chars[at..], windows_1252)
                .map(|f| (f, false))
                .or_else(|| sequence(&chars[at..], iso_8859_7).map(|f| (f, true)))
        };
        if let Some(((symbol, length), is_greek)) = found {
            out.push(symbol);
            greek |= is_greek;
            at += length;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    (out, greek)
}

/// The character that the first of `chars` encode as UTF-8 bytes, and how many of them.
fn sequence(chars: &[char], byte_of: fn(char) -> Option<u8>) -> Option<(char, usize)> {
    let lead = byte_of(*chars.first()?)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = chars.get(..length)?.iter().map(|c| byte_of(*c)).collect();
    let bytes = bytes?;
    let symbol = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    // A control character is nobody's text.
    (!symbol.is_control()).then_some((symbol, length))
}

fn windows_1252(c: char) -> Option<u8> {
    let code = u32::from(c);
    if let Ok(byte) = u8::try_from(code) {
        return (byte >= 0x80).then_some(byte);
    }
    WINDOWS_1252.iter().position(|x| *x == c).and_then(|i| u8::try_from(i + 0x80).ok())
}

/// The character that `byte` is in Windows-1252.
pub(super) fn from_windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn iso_8859_7(c: char) -> Option<u8> {
    let code = u32::from(c);
    match c {
        '\u{80}'..='\u{A0}' | '£' | '¦'..='©' | '«'..='\u{AD}' | '°'..='³' | '·' | '»' | '½' => u8::try_from(code).ok(),
        '‘' => Some(0xA1),
        '’' => Some(0xA2),
        '€' => Some(0xA4),
        '₯' => Some(0xA5),
        'ͺ' => Some(0xAA),
        '―' => Some(0xAF),
        '\u{0384}'..='\u{0386}' | '\u{0388}'..='\u{038A}' | '\u{038C}' | '\u{038E}'..='\u{03A1}' | '\u{03A3}'..='\u{03CE}' => {
            u8::try_from(code - 0x0384 + 0xB4).ok()
        }
        _ => None,
    }
}

/// In a text that was read as Greek, a lone `β` is the first byte of an arrow, a tick or a cross whose others were dropped. Between two words an arrow is
/// the likely one; elsewhere it stays and is reported.
fn mend_lone_leads(line: &mut String, index: usize, out: &mut Mended) {
    if !line.contains('β') {
        return;
    }
    let chars: Vec<char> = line.chars().collect();
    let neighbour = |found: Option<&char>| found.copied().filter(|c| !c.is_whitespace());
    let mut mended = String::with_capacity(line.len());
    let (mut guessed, mut left) = (false, false);
    for (i, c) in chars.iter().enumerate() {
        if *c != 'β' {
            mended.push(*c);
            continue;
        }
        let spaced = chars.get(i + 1) == Some(&' ') && i > 0 && chars[i - 1] == ' ';
        let before = neighbour(chars[..i].iter().rev().find(|c| !c.is_whitespace()));
        let after = neighbour(chars[i + 1..].iter().find(|c| !c.is_whitespace()));
        let joined = i > 0 && chars[i - 1].is_alphanumeric() && chars.get(i + 1).is_some_and(|c| c.is_alphanumeric());
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '(' | '"' | '%' | ']' | '['));
        if (spaced || joined) && is_word(before) && is_word(after) {
            mended.push('→');
            guessed = true;
        } else {
            mended.push(*c);
            left = true;
        }
    }
    if guessed {
        out.guessed.push(index);
    }
    if left {
        out.left.push(index);
    }
    *line = mended;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_once_and_twice() {
        assert_eq!(mend("donâ€™t cafÃ©").text, "don’t café");
        assert_eq!(mend("cafÃƒÂ©").text, "café");
    }

    #[test]
    fn greek_with_and_without_controls() {
        let m = mend("Ξ» nΒ² π\u{9f}\u{9f}‘ π‘ Medium\nlow β high\n- β lost");
        assert_eq!(m.text, "λ n² 🟡 🟡 Medium\nlow → high\n- β lost");
        assert_eq!((m.sure, m.guessed, m.left), (vec![0], vec![1], vec![2]));
    }

    #[test]
    fn real_text_stays() {
        for text in ["Ελληνικά α β γ", "naïve façade – “so”", "β is the slope, α → β", "Ünïcödé £5 ½", "日本語"] {
            assert_eq!(mend(text).text, text);
        }
    }
}
