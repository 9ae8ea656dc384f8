//! The options of a multiple choice, and which of them is right.

use super::plain::plain;

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// Its letter in upper case; `None` for options by check boxes.
    pub letter: Option<char>,
    /// Its words.
    pub text: String,
    /// Whether a mark says that it is right.
    pub marked: bool,
}

/// Whether a line reads like an option: `A) …`, `(b) …`, `- C. …`, `- [x] …`.
pub(super) fn is_option(line: &str) -> bool {
    option(line).is_some()
}

/// The option that a line holds.
pub(super) fn option(line: &str) -> Option<Choice> {
    if line.len() > 1000 {
        return None;
    }
    let text = line.trim();
    let bare = ["- ", "* ", "+ ", "• "].iter().find_map(|b| text.strip_prefix(b)).unwrap_or(text).trim_start();
    let ticked = bare.starts_with("[x]") || bare.starts_with("[X]");
    if ticked || bare.starts_with("[ ]") {
        let shown = without_mark(&plain(&bare[3..])).0;
        return (!shown.is_empty()).then_some(Choice {
            letter: None,
            text: shown,
            marked: ticked,
        });
    }
    let bold = bare.starts_with("**") && bare.ends_with("**");
    let bare = bare.trim_start_matches(['*', '_', '`', '✓', '✔', '✅', ' ']);
    let marked_before = text.contains(['✓', '✔', '✅']);
    let inner = bare.strip_prefix('(').unwrap_or(bare);
    let letter = inner.chars().next().filter(|c| matches!(c, 'A'..='H' | 'a'..='h'))?;
    let rest = inner[1..].strip_prefix([')', '.', ':'])?;
    // `A: it is …` is an answer, `e.g.` an abbreviation.
    if inner[1..].starts_with(':') || !rest.starts_with([' ', '*', '`', '\t']) {
        return None;
    }
    let (shown, marked) = without_mark(&plain(rest));
    (!shown.is_empty()).then_some(Choice {
        letter: Some(letter.to_ascii_uppercase()),
        text: shown,
        marked: marked || marked_before || bold,
    })
}

/// Takes `(correct)`, `✓` and the like off the end; whether there was such a mark.
fn without_mark(text: &str) -> (String, bool) {
    let text = text.trim();
    for mark in [
        "(correct)",
        "(Correct)",
        "(correct answer)",
        "(Correct answer)",
        "✓",
        "✔",
        "✅",
        "<--",
        "←",
        "[correct]",
        " *",
    ] {
        if let Some(rest) = text.strip_suffix(mark) {
            return (rest.trim().trim_end_matches(['*', '-']).trim().to_owned(), true);
        }
    }
    (text.to_owned(), false)
}

/// The answer in words: the option that `answer` names by its letter, with what else `answer` says; `None` if it names none.
pub(super) fn spelled_out(options: &[Choice], answer: &str) -> Option<String> {
    let shown = plain(answer);
    let mut chars = shown.trim_start_matches(['(', '*', '`']).chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?.to_ascii_uppercase();
    let rest = chars.as_str();
    if !(rest.is_empty() || rest.starts_with([')', '.', ':', ',', ' ', '\n', '`'])) {
        return None;
    }
    let option = options.iter().find(|o| o.letter == Some(letter))?;
    let rest = rest.trim_start_matches([')', '.', ':', ',', ' ', '`', '-', '–', '—']).trim();
    // `A neuron fires` begins with a letter too.
    if !rest.is_empty() && !rest.starts_with(option.text.as_str()) && rest.chars().next().is_some_and(char::is_lowercase) {
        return None;
    }
    let rest = rest.strip_prefix(option.text.as_str()).unwrap_or(rest).trim();
    let words = format!("{letter}) {}", option.text);
    Some(if rest.is_empty() { words } else { format!("{words}\n\n{rest}") })
}

/// The options that marks say are right, if some are and some are not.
pub(super) fn marked(options: &[Choice]) -> Option<String> {
    let right: Vec<String> = options
        .iter()
        .filter(|o| o.marked)
        .map(|o| o.letter.map_or_else(|| o.text.clone(), |l| format!("{l}) {}", o.text)))
        .collect();
    (options.len() > 1 && !right.is_empty() && right.len() < options.len()).then(|| right.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for line in ["A) Paris", "(b) Rome", "- C. Oslo", "- [ ] Bonn", "**D)** Bern"] {
            assert!(is_option(line), "{line}");
        }
        for line in ["A neuron", "e.g. this", "A: because", "I) one", "a.b c"] {
            assert!(!is_option(line), "{line}");
        }
        let options: Vec<_> = ["A) Paris", "B) Rome ✓"].iter().filter_map(|l| option(l)).collect();
        assert_eq!(marked(&options).as_deref(), Some("B) Rome"));
        assert_eq!(spelled_out(&options, "B. It is the capital").as_deref(), Some("B) Rome\n\nIt is the capital"));
        assert_eq!(spelled_out(&options, "A neuron fires"), None);
        assert_eq!(spelled_out(&options, "a"), Some("A) Paris".to_owned()));
    }
}
