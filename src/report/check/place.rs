//! Where bytes of an answer stand in its file.

use serde::Serialize;

use crate::check::CheckedAnswer;
use crate::grade::Span;

/// Lines and columns from 1; columns count characters, and the last is the one past the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

/// Where `span` of the answer stands in the file; spans that the text does not have are cut to what it has, and nothing is left of one that is blank.
pub(super) fn place(answer: &CheckedAnswer, span: Span) -> Option<Place> {
    let text = answer.text.as_str();
    let range = trimmed(text, span)?;
    let (line, column) = position(text, range.start);
    let (end_line, end_column) = position(text, range.end);
    Some(Place {
        line: answer.line_offset + line,
        column,
        end_line: answer.line_offset + end_line,
        end_column,
    })
}

/// What stands at `span`.
pub(super) fn quoted(answer: &CheckedAnswer, span: Span) -> &str {
    trimmed(&answer.text, span).map_or("", |range| &answer.text[range])
}

/// The first line of the answer that is not blank.
pub(super) fn first_line(answer: &CheckedAnswer) -> usize {
    let blank = answer.text.lines().take_while(|l| l.trim().is_empty()).count();
    // An answer without anything stands where it begins.
    answer.line_offset + 1 + if answer.text.trim().is_empty() { 0 } else { blank }
}

fn trimmed(text: &str, span: Span) -> Option<std::ops::Range<usize>> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.min(text.len()));
    let piece = text.get(start..end)?;
    let start = start + (piece.len() - piece.trim_start().len());
    let piece = piece.trim();
    (!piece.is_empty()).then(|| start..start + piece.len())
}

fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let begin = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[begin..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::answer;

    fn at(text: &str, start: usize, end: usize) -> Option<(usize, usize, usize, usize)> {
        let mut found = answer("a", 1.0);
        found.text = text.to_owned();
        place(&found, Span { start, end }).map(|p| (p.line, p.column, p.end_line, p.end_column))
    }

    #[test]
    fn places_count_characters_and_the_lines_before_the_answer() {
        assert_eq!(at("ab\nçd ef", 7, 9), Some((6, 4, 6, 6)));
        assert_eq!(at("ab\r\ncd\r\n", 0, 8), Some((5, 1, 6, 3)), "line ends around it are not part of it");
    }

    #[test]
    fn a_span_that_the_text_does_not_have_is_cut() {
        assert_eq!(at("ça", 1, 99), Some((5, 1, 5, 3)));
        assert_eq!(at("ab", 5, 9), None);
        assert_eq!(at("ab", 2, 1), None);
        assert_eq!(at("a \n b", 1, 3), None);
    }
}
