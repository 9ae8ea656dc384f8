//! A document as lines, each with what the Markdown parser says of it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What a line is to Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Facts {
    /// It is a heading of this level (1 to 6).
    pub heading: Option<u8>,
    /// It underlines a heading or separates two parts.
    pub rule: bool,
    /// It is in a fenced code block or is a fence.
    pub code: bool,
    /// It is in a table.
    pub table: bool,
    /// It is in an HTML comment.
    pub comment: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text without the line end.
    pub text: String,
    /// Its leading blanks; a tab counts 4.
    pub indent: usize,
    /// What it is to Markdown.
    pub facts: Facts,
}

impl Line {
    /// Whether nothing but blanks stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether it is prose: neither blank nor code, table, rule or comment.
    pub(super) fn is_prose(&self) -> bool {
        !self.is_blank() && !self.facts.code && !self.facts.table && !self.facts.rule && !self.facts.comment
    }
}

/// Longest line whose Markdown is read: a longer one is nobody's heading.
const LONGEST_HEADING: usize = 1000;

/// The lines of `text`.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut starts = Vec::new();
    let mut at = 0;
    for piece in text.split('\n') {
        starts.push(at);
        at += piece.len() + 1;
        let indent = piece.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        out.push(Line {
            text: piece.to_owned(),
            indent,
            facts: Facts::default(),
        });
    }
    // The last line end ends a line and starts none.
    if out.len() > 1 && out.last().is_some_and(|l| l.text.is_empty()) {
        out.pop();
        starts.pop();
    }
    mark(text, &starts, &mut out);
    for line in &mut out {
        if line.facts == Facts::default()
            && let Some(level) = html_heading(&line.text)
        {
            line.facts.heading = Some(level);
        }
    }
    out
}

fn mark(text: &str, starts: &[usize], lines: &mut [Line]) {
    let line_of = |byte: usize| starts.partition_point(|s| *s <= byte).saturating_sub(1);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let (first, last) = (line_of(range.start), line_of(range.end.saturating_sub(1).max(range.start)));
        let last = last.min(lines.len().saturating_sub(1));
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let last = fence_end(lines, first, last);
                each(lines, first, last, |l| l.facts.code = true);
            }
            // To Markdown a table goes on to the next blank line; to its author it ends with its bars.
            Event::Start(Tag::Table(_)) => each(lines, first, last, |l| l.facts.table = l.text.contains('|')),
            Event::Rule => each(lines, first, last, |l| l.facts.rule = true),
            Event::End(TagEnd::Heading(level)) => mark_heading(lines, first, last, level as u8),
            Event::Start(Tag::HtmlBlock) if text[range.start..].trim_start().starts_with("<!--") && range.end < text.len() => {
                each(lines, first, last, |l| l.facts.comment = true);
            }
            _ => {}
        }
    }
}

fn each(lines: &mut [Line], first: usize, last: usize, change: impl Fn(&mut Line)) {
    lines.iter_mut().take(last + 1).skip(first).for_each(change);
}

/// The last line of a code block. One whose closing fence was forgotten would take the rest of the document; it ends at the first blank line instead.
fn fence_end(lines: &[Line], first: usize, last: usize) -> usize {
    let is_fence = |i: usize| {
        lines[i]
            .text
            .trim_start_matches([' ', '>', '\t'])
            .starts_with(["```", "~~~"][usize::from(lines[first].text.contains("~~~"))])
    };
    if last > first && is_fence(last) {
        return last;
    }
    (first + 1..=last).find(|i| lines[*i].is_blank()).map_or(last, |i| i - 1)
}

/// A heading by `#`, or one line with a line of `=` or `-` under it. Several lines over a `---` are a paragraph before a rule to most who write them.
fn mark_heading(lines: &mut [Line], first: usize, last: usize, level: u8) {
    let last = (first..=last).rev().find(|i| lines.get(*i).is_some_and(|l| !l.is_blank())).unwrap_or(first);
    let Some(line) = lines.get_mut(first) else { return };
    if last == first {
        let marks = line.text.trim_start_matches(|c: char| !(c == '#' || c.is_alphabetic()));
        if marks.starts_with('#') && line.text.len() <= LONGEST_HEADING {
            line.facts.heading = Some(level);
        }
        return;
    }
    if last == first + 1 && line.text.len() <= LONGEST_HEADING {
        line.facts.heading = Some(level);
    }
    if let Some(line) = lines.get_mut(last) {
        line.facts.rule = true;
    }
}

/// The level of a line such as `<h3>Words</h3>`.
fn html_heading(text: &str) -> Option<u8> {
    let rest = text.trim_start().strip_prefix("<h").or_else(|| text.trim_start().strip_prefix("<H"))?;
    let level = rest.bytes().next().filter(|b| (b'1'..=b'6').contains(b))?;
    (rest[1..].starts_with(['>', ' ']) && text.len() <= LONGEST_HEADING).then_some(level - b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts() {
        let text = "# A\n\nB\n===\n\ntwo\nlines\n---\n```\n# no\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. ### In a list\n\n<!-- c -->\n\n<h3>H</h3>\n\n***\n";
        let lines = lines(text);
        assert_eq!(lines.len(), 22);
        assert_eq!(lines[0].facts.heading, Some(1));
        assert_eq!(lines[2].facts.heading, Some(1));
        assert!(lines[3].facts.rule && lines[7].facts.rule);
        assert_eq!(lines[5].facts.heading, None);
        assert!(lines[8..=10].iter().all(|l| l.facts.code && l.facts.heading.is_none()));
        assert!(lines[11..=13].iter().all(|l| l.facts.table));
        assert_eq!(lines[15].facts.heading, Some(3));
        assert!(lines[17].facts.comment);
        assert_eq!(lines[19].facts.heading, Some(3));
        assert!(lines[21].facts.rule);
    }
}
