//! Words of lines: whether a line asks something, what it is about, how it is called.

/// Words that open a question.
const INTERROGATIVES: [&str; 33] = [
    "what", "what's", "whats", "why", "how", "how's", "when", "where", "which", "who", "whom", "whose", "is", "are", "was", "were", "do", "does", "did", "can",
    "could", "would", "should", "will", "has", "have", "had", "may", "must", "in", "if", "suppose", "given",
];

/// Of [`INTERROGATIVES`], those that open other sentences as often.
const WEAK_OPENINGS: [&str; 4] = ["in", "if", "suppose", "given"];

/// Verbs that ask for an answer.
const IMPERATIVES: [&str; 44] = [
    "explain",
    "describe",
    "implement",
    "design",
    "write",
    "compare",
    "contrast",
    "discuss",
    "define",
    "name",
    "list",
    "give",
    "tell",
    "walk",
    "state",
    "outline",
    "build",
    "create",
    "calculate",
    "compute",
    "derive",
    "prove",
    "show",
    "solve",
    "find",
    "differentiate",
    "distinguish",
    "identify",
    "analyze",
    "analyse",
    "evaluate",
    "suggest",
    "propose",
    "sketch",
    "summarize",
    "summarise",
    "justify",
    "code",
    "develop",
    "demonstrate",
    "illustrate",
    "elaborate",
    "mention",
    "translate",
];

/// Words that say nothing about what a text is about.
const STOP_WORDS: [&str; 78] = [
    "a",
    "an",
    "the",
    "and",
    "or",
    "but",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "for",
    "with",
    "from",
    "as",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "it",
    "its",
    "this",
    "that",
    "these",
    "those",
    "what",
    "why",
    "how",
    "when",
    "where",
    "which",
    "who",
    "do",
    "does",
    "did",
    "you",
    "your",
    "we",
    "our",
    "i",
    "they",
    "their",
    "can",
    "could",
    "would",
    "should",
    "will",
    "has",
    "have",
    "not",
    "no",
    "if",
    "then",
    "than",
    "so",
    "between",
    "into",
    "about",
    "explain",
    "describe",
    "discuss",
    "implement",
    "design",
    "use",
    "used",
    "using",
    "work",
    "works",
    "detailed",
    "detail",
    "explanation",
    "basic",
    "some",
    "any",
    "there",
];

/// The words of `text` in lower case: runs of letters, digits and apostrophes.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|w| w.trim_matches(['\'', '’']))
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase().replace('’', "'"))
}

/// The words that say what `text` is about, a plural `s` taken off.
pub(super) fn content_words(text: &str) -> Vec<String> {
    words(text)
        .filter(|w| !STOP_WORDS.contains(&w.as_str()))
        .map(|w| match w.strip_suffix('s') {
            Some(stem) if w.len() > 3 && !stem.ends_with('s') => stem.to_owned(),
            _ => w,
        })
        .collect()
}

/// The words that say what `text` is about, where a phrase with its acronym in brackets counts as the acronym: `recurrent neural network (RNN)` is `rnn`.
pub(super) fn topic_words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        all.extend(content_words(&rest[..open]));
        let inside = &rest[open + 1..];
        let acronym: String = inside.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let letters = acronym.trim_end_matches('s');
        let count = letters.chars().count();
        let initials: String = all.iter().rev().take(count).rev().filter_map(|w| w.chars().next()).collect();
        if count > 1 && initials == letters {
            all.truncate(all.len() - count);
        }
        rest = inside;
    }
    all.extend(content_words(rest));
    all
}

/// How far the words of a line make it a question: from about -2.5 (a label, a statement) to 4 (an open question with a question mark).
pub(super) fn asks(text: &str) -> f32 {
    let text = text.trim().trim_end_matches(['*', '_', '`', ' ']);
    // A question is short: reading more of a line that has no end costs time and tells nothing.
    let head: Vec<String> = words(prefix(text, 2000)).take(90).collect();
    let Some(first) = head.first() else { return -2.5 };
    let mut merit = 0.0;
    if text.ends_with(['?', '？']) || text.ends_with("?)") || text.ends_with("?\"") {
        merit += 2.5;
    } else if prefix(text, 2000).contains("? ") {
        merit += 1.5;
    }
    let opens = opens_question(first);
    merit += if opens { 1.5 } else { 0.0 };
    if text.ends_with(':') {
        merit -= 2.0;
    } else if text.ends_with(['.', ';', ',']) && !opens {
        merit -= 1.0;
    }
    if head.len() > 80 {
        merit -= 2.0;
    }
    if head.len() == 1 {
        merit -= 0.5;
    }
    merit
}

/// Whether `word` (lower case) opens a question or a task and hardly anything else.
fn opens_question(word: &str) -> bool {
    IMPERATIVES.contains(&word) || (INTERROGATIVES.contains(&word) && !WEAK_OPENINGS.contains(&word))
}

/// Whether the first word of `text` opens a question or a task.
pub(super) fn opens_like_question(text: &str) -> bool {
    words(prefix(text, 200)).next().is_some_and(|w| opens_question(&w))
}

/// The first `bytes` of `text` or fewer, cut between characters.
pub(super) fn prefix(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// `text` in kebab-case: ASCII letters and digits joined by single hyphens, at most `bytes` long and cut between words. Empty if nothing is left.
pub(super) fn kebab(text: &str, bytes: usize) -> String {
    let mut out = String::new();
    for word in words(prefix(text, 4000)) {
        let word: String = word.chars().filter_map(plain_letter).collect();
        if word.is_empty() {
            continue;
        }
        if out.is_empty() {
            prefix(&word, bytes).clone_into(&mut out);
        } else if out.len() + 1 + word.len() > bytes {
            break;
        } else {
            out.push('-');
            out.push_str(&word);
        }
    }
    out
}

/// The ASCII letter or digit that stands for `c`, if one does.
fn plain_letter(c: char) -> Option<char> {
    let plain = match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        _ => c,
    };
    plain.is_ascii_alphanumeric().then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_ask() {
        assert!(asks("What is dropout?") > 3.5);
        assert!(asks("Explain dropout.") >= 1.5);
        assert!(asks("Key Steps:") < -1.0);
        assert!(asks("It drops units.") < 0.0);
    }

    #[test]
    fn names() {
        assert_eq!(kebab("What's the café's \"L1\" norm?", 50), "what's-the-cafes-l1-norm".replace('\'', ""));
        assert_eq!(kebab("a b c", 3), "a-b");
    }
}
