//! A21: the same text in other characters.

use super::attack::{Case, Comparison, RETYPED};
use super::seed::Rng;
use super::subject::Subject;
use crate::edit::replace_words;

/// A21: what typesetting, keyboards, clipboards and other systems make of a text.
pub(super) fn characters(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let within = Comparison::Within(RETYPED);
    let lookalikes = |c: char| match c {
        'a' => 'а',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        other => other,
    };
    [
        ("curly quotes and hard blanks", prose.replace(' ', "\u{A0}").replace('\'', "’"), within),
        ("zero-width spaces", replace_words(&prose, |w| Some(between(w, '\u{200B}'))), within),
        ("full width", prose.chars().map(wide).collect(), within),
        ("combining accents", replace_words(&prose, |w| Some(w.replacen('e', "e\u{301}", 1))), within),
        ("byte order mark and CRLF", format!("\u{FEFF}{}", subject.sentences.join("\r\n\r\n")), within),
        ("emoji", subject.sentences.join(" 🚀 "), within),
        ("direction marks", format!("\u{202B}{}\u{202C}", subject.sentences.join(" \u{200F}")), within),
        (
            "Cyrillic look-alikes",
            prose.chars().map(lookalikes).collect(),
            Comparison::WithinOrFlagged(RETYPED),
        ),
    ]
    .map(|(variant, text, how): (_, String, _)| Case::new(variant, text).compared(&prose, how))
    .into()
}

/// `word` with `mark` behind its first letter.
fn between(word: &str, mark: char) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| format!("{first}{mark}{}", letters.as_str()))
}

/// The full-width form of a letter or digit.
fn wide(c: char) -> char {
    if c.is_ascii_alphanumeric() {
        // The block repeats ASCII at this distance.
        char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_their_other_forms() {
        assert_eq!("a1, Z".chars().map(wide).collect::<String>(), "ａ１, Ｚ");
        assert_eq!(between("ab", '-'), "a-b");
    }
}
