//! Editing a text by words and terms, everything else staying as it is.

/// Replaces the words (runs of letters and digits, with apostrophes inside) for which `change` has something else.
#[must_use]
pub fn replace_words(text: &str, mut change: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let word = &rest[start..];
        let end = word.find(|c: char| !c.is_alphanumeric() && c != '\'').unwrap_or(word.len());
        let word = word[..end].trim_end_matches('\'');
        out.push_str(&rest[..start]);
        match change(word) {
            Some(other) => out.push_str(&like(&other, word)),
            None => out.push_str(word),
        }
        rest = &rest[start + word.len()..];
    }
    out + rest
}

/// Replaces whole terms, without regard to ASCII case; of two that begin at one place the longer goes first. What was replaced is not read again, so that
/// `a → b` and `b → a` swap the two.
#[must_use]
pub fn replace_terms(text: &str, terms: &[(String, String)]) -> String {
    let folded = text.to_ascii_lowercase();
    let mut by_length: Vec<(String, &str)> = terms.iter().map(|(from, to)| (from.to_ascii_lowercase(), to.as_str())).collect();
    by_length.retain(|(from, _)| !from.is_empty());
    by_length.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut before = ' ';
    while let Some(next) = text[at..].chars().next() {
        let ends = |from: &str| !text[at + from.len()..].starts_with(char::is_alphanumeric);
        let found = by_length.iter().find(|(from, _)| folded[at..].starts_with(from.as_str()) && ends(from));
        if let Some((from, to)) = found.filter(|_| !before.is_alphanumeric()) {
            let written = &text[at..at + from.len()];
            out.push_str(&like(to, written));
            at += from.len();
            before = written.chars().next_back().unwrap_or(' ');
        } else {
            out.push(next);
            at += next.len_utf8();
            before = next;
        }
    }
    out
}

/// `word` with a capital where `written` has one and is not all capitals.
fn like(word: &str, written: &str) -> String {
    let mut letters = written.chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if capital => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_whole_and_keep_their_capital() {
        let swap = |w: &str| (w.eq_ignore_ascii_case("high")).then(|| "low".to_owned());
        assert_eq!(replace_words("High, (high) highest 'high' höher!", swap), "Low, (low) highest 'low' höher!");
        assert_eq!(replace_words("", swap), "");
    }

    #[test]
    fn terms_are_swapped_in_one_pass() {
        let terms = [("L1", "L2"), ("L2", "L1"), ("weight decay", "lasso"), ("weight", "x")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(
            replace_terms("L1 and l2; Weight decay, weights, weight.", &terms),
            "L2 and L1; Lasso, weights, x."
        );
        assert_eq!(replace_terms("é L1é", &terms), "é L1é");
    }
}
