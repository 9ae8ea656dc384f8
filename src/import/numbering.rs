//! Numbers and names in front of a question: `12.`, `1.2`, `Q3:`, `Challenge 4 -`.

use super::words::{opens_like_question, prefix};

/// How a line names itself a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Named {
    /// It does not.
    No,
    /// `Q:`, `Q12.`, `Question 12:`
    Question,
    /// `Challenge 3:`, `Exercise 3.`
    Task,
}

/// Words before a number that name a task.
const TASKS: [&str; 9] = [
    "challenge",
    "exercise",
    "problem",
    "task",
    "scenario",
    "case",
    "coding question",
    "design question",
    "item",
];

/// Words before a number that name a question.
const QUESTIONS: [&str; 8] = [
    "q",
    "question",
    "question no",
    "question number",
    "ques",
    "que",
    "interview question",
    "interviewer",
];

/// A number in steps (`1.2`, `3.1.4.`), its last step, and what follows: words that begin with a capital.
pub(super) fn stepped_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let steps: Vec<&str> = text[..end].trim_end_matches('.').split('.').collect();
    let whole = (2..5).contains(&steps.len()) && steps.iter().all(|s| (1..4).contains(&s.len()));
    let rest = text[end..].trim_start_matches([')', ':']);
    let capital = rest
        .strip_prefix(' ')?
        .trim_start_matches(['*', ' '])
        .chars()
        .next()
        .is_some_and(char::is_uppercase);
    let words = rest.split_whitespace().count();
    if !(whole && capital && words > 1) {
        return None;
    }
    Some((steps.last()?.parse().ok()?, rest))
}

/// A number with what ends it (`12.`, `12)`, `(12)`, `12:`), and what follows. Decimals and years are no numbers of questions.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let inner = text.strip_prefix(['(', '[', '#']).unwrap_or(text);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 5 {
        return None;
    }
    let number = inner[..digits].parse().ok()?;
    let after = inner[digits..].trim_start_matches('\\');
    let rest = after
        .strip_prefix(['.', ')', ':', ']'])
        .or_else(|| after.strip_prefix(" - "))
        .or_else(|| after.strip_prefix(" – "))?;
    // `3.5 GB` is no list item; `3.What` is.
    let next = rest.trim_start_matches(['.', ')', '*', '_']).chars().next();
    next.is_none_or(|c| c.is_whitespace() || c.is_alphabetic() && after.starts_with('.') || matches!(c, '"' | '`' | '<' | '['))
        .then_some((number, rest))
}

/// A name such as `Q12:` or `Question 3.`, its number, and what follows.
pub(super) fn name(text: &str) -> Option<(Named, Option<u32>, &str)> {
    let head = prefix(text, 40).to_ascii_lowercase();
    let known = QUESTIONS.iter().map(|n| (*n, Named::Question)).chain(TASKS.iter().map(|n| (*n, Named::Task)));
    // The longest name first: `question` before `q`.
    let (name, named) = known.filter(|(n, _)| head.starts_with(n)).max_by_key(|(n, _)| n.len())?;
    let after = text[name.len()..].trim_start_matches(['#', '.', ' ', '-', '_']);
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        let direct = &text[name.len()..];
        if direct.trim_matches(['*', '_', ' ', ':', '#']).is_empty() {
            return (named == Named::Question && name != "q" && name != "interviewer").then_some((named, None, ""));
        }
        let close = if name == "q" { [':', '.', ')'] } else { [':', ':', ':'] };
        let direct = direct.trim_start_matches(['*', '_']);
        let rest = direct.strip_prefix(close)?;
        return (named == Named::Question && (rest.starts_with([' ', '*', '_']) || opens_like_question(rest) || rest.is_empty())).then_some((
            named,
            None,
            rest.trim_start_matches(['*', '_']),
        ));
    }
    if digits > 4 {
        return None;
    }
    let number = after[..digits].parse().ok()?;
    let rest = &after[digits..];
    // `Question 3 is hard` is a sentence.
    let ends = rest.trim_start_matches(['*', '_', ' ']);
    let ended = ends.is_empty() || ends.starts_with([':', '.', ')', '-', '–', '—', ']']) || (name == "q" && rest.starts_with(' '));
    ended.then(|| (named, Some(number), ends.trim_start_matches([':', '.', ')', '-', '–', '—', ']'])))
}
