//! Texts that others wrote, made fit for a place where they could do harm: a terminal, a log that obeys commands, a page.

/// Longest statement, message or name, in characters.
pub(super) const MESSAGE: usize = 400;
/// Longest quote of an answer, in characters.
pub(super) const QUOTE: usize = 240;

/// `text` on one line: without controls, marks of direction, invisible characters and what is no character; at most `most` characters and an ellipsis.
///
/// GitHub's runner obeys `##[…]` wherever it stands in a log, so that is taken apart.
pub(super) fn line(text: &str, most: usize) -> String {
    let mut out = String::new();
    let (mut count, mut gap) = (0, false);
    for c in text.chars().filter(|c| !hidden(*c)) {
        if c.is_control() || c.is_whitespace() {
            gap = count > 0;
            continue;
        }
        let apart = c == '[' && !gap && out.ends_with("##");
        if count + usize::from(gap || apart) >= most {
            out.push('…');
            break;
        }
        if gap || apart {
            out.push(' ');
        }
        count += 1 + usize::from(gap || apart);
        gap = false;
        out.push(c);
    }
    out
}

/// A message on one line.
pub(super) fn message(text: &str) -> String {
    line(text, MESSAGE)
}

/// A path, from the root of the repository, with `/`.
pub(super) fn path(text: &str) -> String {
    line(&text.replace('\\', "/"), MESSAGE).trim_start_matches("./").to_owned()
}

/// A line that begins with `::` is a command to GitHub's runner, indented or not.
pub(super) fn no_command(line: &str) -> String {
    let text = line.trim_start();
    if text.starts_with("::") {
        format!("{}: {}", &line[..line.len() - text.len()], &text[1..])
    } else {
        line.to_owned()
    }
}

/// `text` on one line that Markdown shows as it is: no markup, no links, nobody is mentioned.
pub(super) fn markdown(text: &str, most: usize) -> String {
    let mut out = String::new();
    let text = line(text, most);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // A colon before a blank begins neither an address nor a picture.
        let plain = c == ':' && chars.peek().is_none_or(|next| *next == ' ');
        if !plain && c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | '?' | '/' | '\'' | '"' | '%' | '=' | '^' | '-') {
            out.push('\\');
        }
        out.push(c);
        if c == '@' {
            // GitHub looks for names after Markdown is read, where the backslash is gone.
            out.push('\u{2060}');
        }
    }
    out
}

/// Characters that are seen as nothing or turn what stands around them, and code points that are no characters. Joiners stay: emoji and some scripts need them.
fn hidden(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FDD0}'..='\u{FDEF}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    ) || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_one_line_that_can_do_nothing() {
        assert_eq!(line("  a\u{1b}[31m\r\n\u{9b}b\0c\u{2028} ", 99), "a [31m b c");
        assert_eq!(line("\u{202e}a\u{2066}b\u{200b}c\u{feff}\u{ffff}\u{e0041}", 99), "abc");
        assert_eq!(line("x ##[error]y", 99), "x ## [error]y");
        assert_eq!(line("x ##[", 4), "x ##…", "the cut comes first");
        assert_eq!(line("##\u{200b}[error]y", 99), "## [error]y", "taking characters out makes no command");
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        assert_eq!(line("abc def", 7), "abc def");
        assert_eq!(line("abc def", 6), "abc de…");
        assert_eq!(line("abc def", 3), "abc…");
        assert_eq!(line(&"é".repeat(100_000), 5).chars().count(), 6);
    }

    #[test]
    fn a_line_that_would_be_obeyed_is_taken_apart() {
        assert_eq!(no_command("   ::error::x"), "   : :error::x");
        assert_eq!(no_command("std::vec"), "std::vec");
    }

    #[test]
    fn markdown_shows_what_was_written() {
        assert_eq!(markdown("a|b <b> `c` [x](y) #1", 99), "a\\|b \\<b\\> \\`c\\` \\[x\\]\\(y\\) \\#1");
        assert_eq!(markdown("@me", 99), "\\@\u{2060}me");
        assert_eq!(markdown("so: http://x", 99), "so: http\\://x");
    }

    #[test]
    fn a_path_is_as_in_the_repository() {
        assert_eq!(path(".\\a\\b.md"), "a/b.md");
    }
}
