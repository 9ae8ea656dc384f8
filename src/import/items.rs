//! Lists, sentences and paragraphs of a text: what signals are made of.

use super::plain::plain;
use super::words::prefix;

/// The words after a list mark (`- `, `3. `, `[ ] `), if the line has one.
pub(super) fn bulleted(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let rest = ["- ", "* ", "+ ", "• ", "– ", "— ", "● ", "◦ ", "▪ ", "· ", "✓ ", "✔ ", "✅ ", "→ "]
        .iter()
        .find_map(|b| text.strip_prefix(b));
    let rest = rest.or_else(|| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let after = text[digits..].strip_prefix(['.', ')'])?;
        (digits > 0 && digits < 4 && after.starts_with(' ')).then(|| after.trim_start())
    })?;
    let rest = rest.trim_start();
    let rest = ["[ ] ", "[x] ", "[X] "].iter().find_map(|b| rest.strip_prefix(b)).unwrap_or(rest);
    Some(rest.trim())
}

/// The leading blanks of a line; a tab counts 4.
pub(super) fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The items of the lists in `lines`, each on one line; deeper items and continuations join the one above them. Lines before the first item and code are
/// passed over.
pub(super) fn items(lines: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut top: Option<usize> = None;
    let mut in_code = false;
    let mut after_blank = false;
    for line in lines {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
            continue;
        }
        if in_code {
            continue;
        }
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        let depth = indent(line);
        match (bulleted(line), top) {
            (Some(item), None) => {
                top = Some(depth);
                out.push(item.to_owned());
            }
            (Some(item), Some(first)) if depth < first + 2 => {
                top = Some(first.min(depth));
                out.push(item.to_owned());
            }
            (Some(item), Some(_)) => join(&mut out, item, "; "),
            (None, Some(first)) if depth > first || (!after_blank && goes_on(line)) => {
                // A new sentence below a short item that ends without a stop is a point of its own.
                let own = out.last().is_some_and(|l| l.len() < 70 && !l.ends_with(['.', ':', ',', ';'])) && !goes_on(line);
                if own {
                    out.push(line.trim().to_owned());
                } else {
                    join(&mut out, line.trim(), " ");
                }
            }
            _ => {}
        }
        after_blank = false;
    }
    out.into_iter().map(|i| plain(&i)).filter(|i| i.chars().any(char::is_alphanumeric)).collect()
}

/// Whether a line goes on with the sentence above it.
fn goes_on(line: &str) -> bool {
    line.trim_start().chars().next().is_some_and(char::is_lowercase)
}

/// Longest item, in bytes: a longer one is a text of its own.
const LONGEST_ITEM: usize = 1000;

fn join(out: &mut [String], more: &str, between: &str) {
    let Some(last) = out.last_mut() else { return };
    if last.len() + more.len() > LONGEST_ITEM {
        return;
    }
    let between = if last.ends_with([':', ';', ',', '.']) { " " } else { between };
    last.push_str(between);
    last.push_str(more);
}

/// The sentences of `text`, which is prose.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (i, c) in text.char_indices() {
        let ends = matches!(c, '.' | '!' | '?') && bytes.get(i + 1).is_none_or(u8::is_ascii_whitespace);
        // `e.g. this`, `vs. that`, `J. Smith`: a short or dotted word before the stop is no sentence's end.
        let word = prefix_word(&text[start..i]);
        let short = word.contains('.')
            || matches!(word, "vs" | "etc" | "Fig" | "Dr" | "Mr" | "Ms" | "approx" | "cf" | "no")
            || word.chars().count() == 1 && word != "I";
        let next_lower = text[i + c.len_utf8()..].trim_start().chars().next().is_some_and(char::is_lowercase);
        if ends && !(c == '.' && (short || next_lower)) {
            out.push(text[start..=i].trim().to_owned());
            start = i + 1;
        }
    }
    out.push(text[start..].trim().to_owned());
    out.retain(|s| s.split_whitespace().count() > 1);
    out
}

fn prefix_word(text: &str) -> &str {
    // Only the last word counts: looking further back would make long texts slow.
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub(24))..];
    tail.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("")
}

/// The paragraphs of `lines`, code, tables and headings passed over, each on one line.
pub(super) fn paragraphs(lines: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    let mut in_code = false;
    for line in lines {
        let text = line.trim();
        if text.starts_with("```") {
            in_code = !in_code;
            open = false;
        } else if in_code || text.is_empty() || text.starts_with(['|', '#']) {
            open = false;
        } else if open && bulleted(line).is_none() && !is_labelled(text) {
            if let Some(last) = out.last_mut() {
                last.push(' ');
                last.push_str(text);
            }
        } else {
            out.push(text.to_owned());
            open = true;
        }
    }
    out
}

/// Whether a paragraph begins with its subject: `Data splitting: the first step …`.
pub(super) fn is_labelled(paragraph: &str) -> bool {
    let named = |label: &str| label.chars().next().is_some_and(char::is_uppercase) && label.split_whitespace().count() <= 7;
    paragraph
        .split_once(": ")
        .is_some_and(|(label, rest)| named(label) && rest.split_whitespace().count() > 2)
}

/// `text` cut after a word so that it has at most `most` characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = prefix(text, most * 4).chars().take(most - 1).collect();
    let at = cut.rfind(' ').filter(|at| *at > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..at].trim_end_matches([',', ';', ':', ' ', '-', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn lists() {
        let text = "Intro:\n- **One**: a\n  goes on\n  - deeper\n- Two\n\n```\n- code\n```\n3. Three\n\nEnd.";
        assert_eq!(items(&lines(text)), ["One: a goes on; deeper", "Two", "Three"]);
    }

    #[test]
    fn sentences_and_abbreviations() {
        assert_eq!(
            sentences("It is so, e.g. here. Z vs. Y matters! Costs 3.5 units."),
            ["It is so, e.g. here.", "Z vs. Y matters!", "Costs 3.5 units."]
        );
        assert_eq!(shortened("one two three four", 10), "one two…");
    }
}
