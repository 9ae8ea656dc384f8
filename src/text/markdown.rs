//! What a reader of a Markdown text sees: prose, code, and where one block ends.
//!
//! Comments, struck-out text, scripts and link targets are not part of an answer; headings, list items, table cells and code are.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A piece of what is seen, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Prose at these bytes.
    Prose(Range<usize>),
    /// Code at these bytes, inline or in a block.
    Code(Range<usize>),
    /// A blank between two lines of one block.
    Space(usize),
    /// The end of a block, list item or cell.
    Break(usize),
}

/// Elements whose tags a browser would not show. Anything else in angle brackets is taken for text ("p <alpha and q> 0.5").
const HTML_ELEMENTS: &[&str] = &[
    "a",
    "b",
    "br",
    "blockquote",
    "code",
    "details",
    "div",
    "em",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// The pieces of `text` that a reader sees.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut out = Vec::new();
    let mut struck = 0_usize;
    let mut in_code = false;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Strikethrough) => struck += 1,
            Event::End(TagEnd::Strikethrough) => struck = struck.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                out.push(Piece::Break(range.start));
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                out.push(Piece::Break(range.end));
            }
            _ if struck > 0 => {}
            Event::Text(_) if in_code => code_lines(text, range, &mut out),
            Event::Text(_) => out.push(Piece::Prose(range)),
            Event::Code(_) => out.push(Piece::Code(inside_ticks(text, range))),
            // A block of HTML comes line by line; a comment in it may span lines, so it is read whole.
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => visible_html(text, range, &mut out),
            Event::SoftBreak => out.push(Piece::Space(range.start)),
            Event::HardBreak | Event::Rule => out.push(Piece::Break(range.start)),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::BlockQuote(_)
                | TagEnd::HtmlBlock,
            ) => out.push(Piece::Break(range.end)),
            Event::Start(Tag::List(_) | Tag::Item) => out.push(Piece::Break(range.start)),
            _ => {}
        }
    }
    out
}

/// A line of code is a unit of its own, as a sentence is.
fn code_lines(text: &str, range: Range<usize>, out: &mut Vec<Piece>) {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        out.push(Piece::Code(at..at + line.len()));
        at += line.len();
        if line.ends_with('\n') {
            out.push(Piece::Break(at));
        }
    }
}

fn inside_ticks(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let ticks = inner.len() - inner.trim_start_matches('`').len();
    if inner.len() < 2 * ticks {
        return range;
    }
    range.start + ticks..range.end - ticks
}

/// Keeps the text of raw HTML and leaves out comments, scripts and the tags of known elements.
fn visible_html(text: &str, range: Range<usize>, out: &mut Vec<Piece>) {
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(open) = rest.find('<') else {
            out.push(Piece::Prose(at..range.end));
            return;
        };
        if open > 0 {
            out.push(Piece::Prose(at..at + open));
        }
        let hidden = hidden_html_len(&rest[open..]);
        if hidden == 0 {
            out.push(Piece::Prose(at + open..at + open + 1));
        }
        at += open + hidden.max(1);
    }
}

fn hidden_html_len(rest: &str) -> usize {
    let until = |end: &str| rest.find(end).map_or(rest.len(), |i| i + end.len());
    if rest.starts_with("<!--") {
        return until("-->");
    }
    let name: String = rest[1..]
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(12)
        .collect::<String>()
        .to_ascii_lowercase();
    match name.as_str() {
        "script" | "style" if !rest.starts_with("</") => until(&format!("</{name}>")),
        name if HTML_ELEMENTS.contains(&name) || name == "script" || name == "style" => until(">"),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        pieces(text)
            .into_iter()
            .map(|p| match p {
                Piece::Prose(r) | Piece::Code(r) => text[r].to_owned(),
                Piece::Space(_) => " ".into(),
                Piece::Break(_) => "|".into(),
            })
            .collect::<String>()
            .split('|')
            .filter(|s| !s.trim().is_empty())
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn hidden_text_is_not_seen() {
        assert_eq!(seen("a ~~wrong~~ b <!-- secret --> c\n\n<!--\nx\n-->\n\nd"), "a  b  c|d");
        assert_eq!(seen("<script>alert(1)</script>\n\nok"), "ok");
    }

    #[test]
    fn angle_brackets_of_formulas_stay() {
        assert_eq!(seen("if p <alpha and q> 0.5 then"), "if p <alpha and q> 0.5 then");
    }

    #[test]
    fn lists_tables_and_code_count() {
        assert_eq!(seen("- one\n- two\n\n| a | b |\n|---|---|\n| c | d |"), "one|two|a|b|c|d");
        assert_eq!(seen("use `x_y`:\n\n```py\nf(x)\ng(y)\n```"), "use x_y:|f(x)|g(y)");
    }
}
