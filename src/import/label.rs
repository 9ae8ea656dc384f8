//! Labels: words that say what follows them, such as `Answer:`, `**Key points**` or `### Difficulty`.

use super::fate::Part;
use super::label_names::{Bare, named};
use super::plain::plain;
use super::words::{prefix, words};

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// The question's own words.
    Question,
    /// An answer.
    Answer,
    /// Something that explains an answer: an answer of its own only where no other is.
    Explanation,
    /// The letter of the right option.
    Right,
    /// What a strong answer shows.
    Signals,
    /// What a weak answer shows.
    RedFlags,
    /// What the interviewer is after: its bullets are signals, its prose notes.
    Insight,
    /// Hints and follow-up questions.
    Note,
    /// The options of a multiple choice.
    Options,
    /// A field, such as the difficulty.
    Field,
}

impl Label {
    /// The part of a question that begins at the label.
    pub(super) fn part(self) -> Part {
        match self {
            Self::Question | Self::Options => Part::Text,
            Self::Answer | Self::Explanation | Self::Right => Part::Answer,
            Self::Signals => Part::Signals,
            Self::RedFlags => Part::RedFlags,
            Self::Insight | Self::Note => Part::Notes,
            Self::Field => Part::Fields,
        }
    }
}

/// A label as it stands in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// What it announces.
    pub label: Label,
    /// Its words in lower case.
    pub name: String,
    /// What follows it in the line, with its emphasis.
    pub rest: String,
}

/// Longest label in bytes, with marks around it.
const LONGEST: usize = 80;

/// The label that `line` begins with. `heading` says that the line is a heading, which needs no colon.
pub(super) fn find(line: &str, heading: bool) -> Option<Found> {
    let bare = bare_line(line);
    let head = prefix(bare, LONGEST);
    // Where the name ends: at a colon, or at the end of emphasis, of a tag or of the line.
    let end = head.find([':', '：']).or_else(|| dash_end(head)).or_else(|| abbreviation_end(head));
    let (name, rest) = match end {
        Some(end) => {
            let rest = &bare[end..];
            (&bare[..end], rest.trim_start_matches([':', '：', '.', '*', '_', ' ', '\t', '-', '–', '—']))
        }
        None if bare.len() <= LONGEST => (bare, ""),
        None => return None,
    };
    let marked = heading || end.is_some() || (name.len() > 2 && name.starts_with(['*', '_', '<']));
    let shown = plain(name);
    let mut key: Vec<String> = words(&shown).collect();
    // `A1:` and `Answer 3:` are numbered answers.
    if key.len() == 2 && key[1].bytes().all(|b| b.is_ascii_digit()) {
        key.pop();
    } else if let [one] = &mut key[..]
        && one.len() > 1
        && one.starts_with('a')
        && one[1..].bytes().all(|b| b.is_ascii_digit())
    {
        "a".clone_into(one);
    }
    let name = key.join(" ");
    let (label, bare) = named(&name)?;
    let is_label = if marked {
        !(name == "a" && end.is_none())
    } else {
        // Without any mark the line must hold nothing else, and no sentence's end.
        bare == Bare::Yes && rest.is_empty() && shown.ends_with(char::is_alphanumeric)
    };
    is_label.then(|| Found {
        label,
        name,
        rest: rest.trim_end().to_owned(),
    })
}

/// The end of `Ans.` and of `**Ans.**`.
fn abbreviation_end(head: &str) -> Option<usize> {
    let inner = head.trim_start_matches(['*', '_']);
    let is_answer = inner.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("ans."));
    is_answer.then(|| head.len() - inner.len() + 3)
}

/// The end of a label that is set off by emphasis (`**Answer** text`) or a dash (`Answer - text`).
fn dash_end(head: &str) -> Option<usize> {
    let emphasis = ["**", "__"].iter().find_map(|mark| {
        let inner = head.strip_prefix(mark)?;
        inner.find(mark).map(|end| mark.len() + end)
    });
    emphasis.or_else(|| head.find(" - ").or_else(|| head.find(" – ")).or_else(|| head.find(" — ")))
}

/// `line` without the marks of quotes, lists, headings and tags around it.
fn bare_line(line: &str) -> &str {
    let mut rest = line.trim();
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(['>', '#']).trim_start();
        for mark in [
            "- ",
            "* ",
            "+ ",
            "• ",
            "<details>",
            "<details open>",
            "<summary>",
            "<b>",
            "<strong>",
            "👉",
            "✅",
            "▶",
        ] {
            rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
        }
        for mark in ["</summary>", "</b>", "</strong>", "<br>", "<br/>", "</p>"] {
            rest = rest.strip_suffix(mark).unwrap_or(rest).trim_end();
        }
        if rest.len() == before {
            return rest;
        }
    }
}

/// The fields of a line such as `Difficulty: Easy | Tags: a, b`: names in lower case, and values. Empty if the line is not made of fields.
pub(super) fn fields(line: &str) -> Vec<(String, String)> {
    let line = line.trim().trim_matches(['*', '_', '>', ' ']);
    if line.len() > 2000 {
        return Vec::new();
    }
    let mut out: Vec<(String, String)> = Vec::new();
    for piece in line.split(['|', '·']) {
        let Some(found) = find(piece, false) else {
            // One piece that names nothing makes it a line of another sort, unless fields came before it.
            match out.last_mut() {
                Some(last) if !piece.trim().is_empty() => {
                    last.1.push_str(", ");
                    last.1.push_str(piece.trim());
                }
                _ => return Vec::new(),
            }
            continue;
        };
        if found.label != Label::Field {
            return Vec::new();
        }
        out.push((found.name, plain(found.rest.trim_matches(['*', '_', ' ']))));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let cases = [
            ("Ans: it is", Label::Answer, "it is"),
            ("   - **Answer**: it is", Label::Answer, "it is"),
            ("**Answer:** it *is*", Label::Answer, "it *is*"),
            ("### Answer", Label::Answer, ""),
            ("View Answer", Label::Answer, ""),
            ("A1: yes", Label::Answer, "yes"),
            ("<summary><b>Show Answer</b></summary>", Label::Answer, ""),
            ("Strong answer signals:", Label::Signals, ""),
            ("Interviewer's Insight", Label::Insight, ""),
            ("> **Hint** try", Label::Note, "try"),
            ("Correct Answer: B", Label::Right, "B"),
        ];
        for (line, label, rest) in cases {
            let found = find(line, line.starts_with('#')).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.label, found.rest.as_str()), (label, rest), "{line}");
        }
        for line in [
            "A neuron fires",
            "A. Paris",
            "Answering this",
            "The answer: no",
            "Difficulty",
            "Solution design matters.",
            "Answer.",
        ] {
            assert_eq!(find(line, false), None, "{line}");
        }
    }

    #[test]
    fn field_lines() {
        let found = fields("Difficulty: 🟡 Medium | Tags: A, B | Asked by: X, Y");
        assert_eq!(found.len(), 3);
        assert_eq!(found[1], ("tags".to_owned(), "A, B".to_owned()));
        assert!(fields("a | b").is_empty());
        assert_eq!(fields("**Difficulty:** Hard")[0].1, "Hard");
    }
}
