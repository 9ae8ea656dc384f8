//! Text of other hands, made fit to be shown: nothing in it is invisible, turns the line round or becomes markup.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` with control characters and direction overrides made visible.
///
/// Line ends and tabs stay. The marks U+200E, U+200F and U+061C stay too: writers of Arabic and Hebrew need them,
/// and where a page isolates a text they reach nothing outside it. What embeds, overrides or isolates can show a reader other words
/// than a program reads (Boucher and Anderson, "Trojan Source", 2021), so its code point is written out.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| hidden(c) || override_of_direction(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if override_of_direction(c) => write!(out, "⟨U+{:04X}⟩", u32::from(c)).expect("a string takes all that is written"),
            '\u{7F}' => out.push('\u{2421}'),
            // The pictures of the control characters stand in their order from U+2400.
            c if c < ' ' && hidden(c) => out.extend(char::from_u32(0x2400 + u32::from(c))),
            c if hidden(c) => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn override_of_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `text` on one line, that GitHub-flavoured Markdown shows as it is: no markup, no HTML, no link, no mention.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let line = visible(text);
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            // What marks only where a line begins, as `-` does, never stands there: a text follows other text.
            let link = c == '.' && out.to_ascii_lowercase().ends_with("www");
            if link
                || matches!(
                    c,
                    '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | ':' | '@' | '^'
                )
            {
                out.push('\\');
            }
            out.push(c);
            // Mentions and issues are found after the escapes are gone; a word joiner, which has no width, keeps them apart.
            if matches!(c, '@' | '#') {
                out.push('\u{2060}');
            }
        }
    }
    out
}

/// The first `most` characters of `text` on one line, with an ellipsis where more follow.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_overrides_are_seen() {
        assert_eq!(visible("a\0b\u{202E}c\u{7F}\u{85}\nd\te"), "a␀b⟨U+202E⟩c␡\u{FFFD}\nd\te");
    }

    #[test]
    fn ordinary_text_of_any_script_is_left_alone() {
        let text = "naïve – 漢字 \u{200F}שלום 👩🏽‍🚀";
        assert!(matches!(visible(text), Cow::Borrowed(t) if t == text));
    }

    #[test]
    fn what_looks_like_markdown_is_escaped() {
        assert_eq!(plain("a|b <b>\n[x](y)"), "a\\|b \\<b\\> \\[x\\](y)");
        assert_eq!(plain("https://x www.y.z"), "https\\://x www\\.y.z");
        assert_eq!(plain("@team #12"), "\\@\u{2060}team \\#\u{2060}12");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis_and_a_short_one_does_not() {
        assert_eq!(shortened("één  twee\ndrie", 8), "één twee…");
        assert_eq!(shortened("één", 3), "één");
    }
}
