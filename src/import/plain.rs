//! What a reader sees of a short Markdown text.

use super::words::prefix;

/// `text` as one line without emphasis, links and tags: what a reader sees of a short text.
pub(super) fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = outside_code(&without_links(&text), |t| unescape(&tags_off(t).replace("**", "").replace("__", "")));
    text.trim().to_owned()
}

/// Takes the backslash off what Markdown lets one escape.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(|n| matches!(n, '*' | '_' | '.' | '#' | '-' | '`' | '<' | '>')) {
            continue;
        }
        out.push(c);
    }
    out
}

/// `[words](address)` becomes `words`.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let (before, after) = (&rest[..middle], &rest[middle + 2..]);
        let (Some(open), Some(close)) = (before.rfind('['), after.find(')')) else {
            out.push_str(&rest[..middle + 2]);
            rest = after;
            continue;
        };
        let image = before[..open].ends_with('!');
        out.push_str(&before[..open - usize::from(image)]);
        out.push_str(&before[open + 1..]);
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    out
}

/// Names of HTML tags that only say how text looks.
const TAGS: [&str; 26] = [
    "b",
    "strong",
    "i",
    "em",
    "u",
    "br",
    "p",
    "summary",
    "details",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "span",
    "div",
    "code",
    "center",
    "font",
    "a",
    "sub",
    "sup",
    "hr",
    "blockquote",
    "kbd",
];

/// Takes out the tags that only say how text looks; `List<int>` and `a < b` stay, and so does what stands in inline code.
pub(super) fn without_tags(text: &str) -> String {
    outside_code(text, tags_off)
}

/// `text` with `change` made to all of it but inline code.
fn outside_code(text: &str, change: fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    // What was passed and is still to be changed begins here.
    let mut from = 0;
    let mut at = 0;
    // Lengths of runs of backticks that nothing closes any more: looking again each time would take quadratic time.
    let mut open: Vec<usize> = Vec::new();
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let run = text[start..].bytes().take_while(|b| *b == b'`').count();
        let span = if open.contains(&run) { None } else { code_span(&text[start..]) };
        if let Some(length) = span {
            out.push_str(&change(&text[from..start]));
            out.push_str(&text[start..start + length]);
            from = start + length;
            at = from;
        } else {
            open.push(run);
            at = start + run;
        }
    }
    out.push_str(&change(&text[from..]));
    out
}

fn tags_off(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let after = &rest[open + 1..];
        let bare = prefix(after, 300).trim_start_matches('/');
        let name = bare.find(|c: char| !c.is_ascii_alphanumeric()).map(|end| bare[..end].to_ascii_lowercase());
        // A tag is short; looking further for its end would make many `<` slow.
        let close = prefix(after, 300).find('>');
        match (name, close) {
            (Some(name), Some(close)) if TAGS.contains(&name.as_str()) => {
                out.push_str(&rest[..open]);
                rest = &after[close + 1..];
            }
            _ => {
                out.push_str(&rest[..=open]);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// How many bytes the inline code at the beginning of `text` takes, with its backticks; `None` if nothing closes it.
fn code_span(text: &str) -> Option<usize> {
    let run = text.bytes().take_while(|b| *b == b'`').count();
    let mut at = run;
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let length = text[start..].bytes().take_while(|b| *b == b'`').count();
        at = start + length;
        if length == run {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_off_and_code_stays() {
        assert_eq!(plain("**Is** [a](b) <b>`x<y`</b> ![i](p) 2\\. List<int>"), "Is a `x<y` i 2. List<int>");
        assert_eq!(
            plain("Is a `<button>` better than ``a `<div>` ``?"),
            "Is a `<button>` better than ``a `<div>` ``?"
        );
        assert_eq!(plain("one ` <b>open</b> `` tick"), "one ` open `` tick");
        assert_eq!(plain("`` and `<p>` and `__init__`, __not__"), "`` and `<p>` and `__init__`, not");
    }
}
