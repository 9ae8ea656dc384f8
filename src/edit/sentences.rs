//! The sentences of a text, one by one, to be changed and put together again.

use crate::text::Document;

/// The sentences of a Markdown text that are not code.
#[must_use]
pub fn sentences(text: &str) -> Vec<String> {
    let document = Document::markdown(text);
    let prose = document.sentences().iter().filter(|s| !s.code);
    let written = prose.map(|s| &document.original()[document.original_span(s.span.clone())]);
    written.map(closed).collect()
}

/// `text` on one line, with a mark at its end.
#[must_use]
pub fn closed(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !line.ends_with(['.', '!', '?', ':', ';']) {
        line.push('.');
    }
    line
}

/// `sentence` with a small first letter where that is the capital of an ordinary word.
pub fn uncapitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && (second.is_lowercase() || second == ' ') && first != 'I' => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// `sentence` without the mark at its end.
pub fn unclosed(sentence: &str) -> &str {
    sentence.trim_end_matches(['.', '!', '?', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_left_out_and_lines_are_joined() {
        let text = "Call it\nfirst:\n\n```\nx.step()\n```\n\n- one **item** here\n- another one!";
        assert_eq!(sentences(text), ["Call it first:", "one **item** here.", "another one!"]);
    }

    #[test]
    fn an_acronym_keeps_its_capitals() {
        assert_eq!(uncapitalised("The loss"), "the loss");
        assert_eq!(uncapitalised("LSTM cells"), "LSTM cells");
        assert_eq!(uncapitalised("I chose"), "I chose");
    }
}
