//! The front matter of an answer: between lines `+++` in TOML, between lines `---` in the plain lines of YAML that everybody writes.
//!
//! Other programs keep their keys there too, so that only those of ours are looked at.

use crate::rubric::{Code, Diagnostic, Sink, TableReader, read_document};

/// What an answer says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// The question that it answers, and the byte where that stands.
    pub question: Option<(String, usize)>,
    /// Who wrote it.
    pub candidate: Option<String>,
    /// What it is called.
    pub id: Option<String>,
    /// The byte where the answer itself begins.
    pub body: usize,
}

/// The keys of ours.
const KEYS: [&str; 3] = ["question", "candidate", "id"];

/// Reads the front matter of `text`, which is `file` in messages; a text without any has none of the fields.
pub(super) fn read(file: &str, text: &str) -> Result<Front, Vec<Diagnostic>> {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let toml = match first.trim_end() {
        "+++" => true,
        "---" => false,
        _ => return Ok(Front::default()),
    };
    let Some((end, body)) = closing(text, first.len(), if toml { &["+++"] } else { &["---", "..."] }) else {
        // A line of its own that nothing closes is a rule across the page.
        return if toml {
            let found = Diagnostic::of_file(Code::Syntax, file, "has front matter that does not end");
            Err(vec![found.with_help("write a line `+++` behind it")])
        } else {
            Ok(Front::default())
        };
    };
    let mut sink = Sink::new(file, text, first.len());
    let inner = &text[first.len()..end];
    let front = if toml {
        Some(of_toml(inner, first.len(), &mut sink))
    } else {
        of_yaml(inner, first.len(), &mut sink)
    };
    let found = sink.into_found();
    if found.is_empty() {
        Ok(front.map_or_else(Front::default, |front| Front { body, ..front }))
    } else {
        Err(found)
    }
}

/// Where the line that closes the front matter begins and ends.
fn closing(text: &str, from: usize, fences: &[&str]) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if fences.contains(&line.trim_end()) {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn of_toml(inner: &str, base: usize, sink: &mut Sink<'_>) -> Front {
    let document = read_document(inner, sink);
    let mut root = TableReader::root(&document);
    Front {
        question: root.text("question", sink).map(|(span, t)| (t.trim().to_owned(), base + span.start)),
        candidate: root.text("candidate", sink).map(|(_, t)| t.trim().to_owned()),
        id: root.text("id", sink).map(|(_, t)| t.trim().to_owned()),
        body: 0,
    }
}

/// `None` where the lines are no front matter but text between two rules.
fn of_yaml(inner: &str, base: usize, sink: &mut Sink<'_>) -> Option<Front> {
    let mut front = Front::default();
    let mut seen = Vec::new();
    let lines = inner.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end()))
    });
    let all: Vec<(usize, &str)> = lines.collect();
    for (i, &(at, line)) in all.iter().enumerate() {
        if line.is_empty() || line.starts_with([' ', '\t', '#']) || line == "-" || line.starts_with("- ") {
            continue;
        }
        let Some((key, value)) = pair(line) else {
            let key = line.split('=').next().unwrap_or(line).trim();
            if !KEYS.contains(&key) {
                return None;
            }
            let help = format!("between lines `---` write `{key}: ...`, or put the lines between `+++`");
            sink.report(Code::Syntax, at..at + line.len(), key, "is written as in TOML", Some(help));
            continue;
        };
        let Some(key) = KEYS.into_iter().find(|k| *k == key) else { continue };
        let start = at + (line.len() - value.len());
        if seen.contains(&key) {
            sink.report(Code::Duplicate, at..at + 1, key, "stands twice", Some("leave one".to_owned()));
        }
        seen.push(key);
        let more = all.get(i + 1).is_some_and(|(_, next)| next.starts_with([' ', '\t', '-']));
        match scalar(value) {
            Some(text) if !more => match (key, text.trim().to_owned()) {
                (_, text) if text.is_empty() => {}
                ("question", text) => front.question = Some((text, base + start)),
                ("candidate", text) => front.candidate = Some(text),
                (_, text) => front.id = Some(text),
            },
            _ => {
                let help = Some(format!("write `{key}: the text`, in quotes where it has marks in it"));
                sink.report(Code::WrongType, start..start + 1, key, "must be one text on one line", help);
            }
        }
    }
    Some(front)
}

/// The key and the value of a line `key: value`.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(':')?;
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'));
    (plain && (rest.is_empty() || rest.starts_with([' ', '\t']))).then(|| (key.trim_end(), rest.trim()))
}

/// A text in YAML on one line: plain, or in quotes; empty for nothing.
fn scalar(value: &str) -> Option<String> {
    match value.chars().next() {
        None => Some(String::new()),
        Some('"') => quoted(&value[1..], '"'),
        Some('\'') => quoted(&value[1..], '\''),
        Some('|' | '>' | '[' | '{' | '&' | '*' | '!' | '%' | '@' | '`') => None,
        Some('#') => Some(String::new()),
        Some(_) => {
            let plain = value.find(" #").map_or(value, |at| &value[..at]).trim_end();
            let nothing = matches!(plain, "~" | "null" | "Null" | "NULL");
            Some(if nothing { String::new() } else { plain.to_owned() })
        }
    }
}

/// The text up to the closing quote, behind which at most a comment stands.
fn quoted(rest: &str, quote: char) -> Option<String> {
    let mut out = String::new();
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            match chars.next()?.1 {
                c @ ('"' | '\\' | '/') => out.push(c),
                't' => out.push('\t'),
                _ => return None,
            }
        } else if c == quote && quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == quote) {
            chars.next();
            out.push(quote);
        } else if c == quote {
            let behind = rest[at + 1..].trim_start();
            return (behind.is_empty() || behind.starts_with('#')).then_some(out);
        } else {
            out.push(c);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(text: &str) -> Option<String> {
        read("a.md", text).unwrap().question.map(|q| q.0)
    }

    fn said(text: &str) -> Vec<String> {
        read("a.md", text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn both_kinds_are_read_and_foreign_keys_are_not_ours() {
        let yaml = "---\r\ntags:\n  - x\n- y\nquestion: roc-auc # it\ncandidate: 'Ann''s'\nid: \"a\\\"1\"\n---\nBody";
        let front = read("a.md", yaml).unwrap();
        assert_eq!(
            front.question.as_ref().map(|(q, at)| (q.as_str(), &yaml[*at..*at + 7])),
            Some(("roc-auc", "roc-auc"))
        );
        assert_eq!(
            (front.candidate.as_deref(), front.id.as_deref(), &yaml[front.body..]),
            (Some("Ann's"), Some("a\"1"), "Body")
        );
        let toml = "+++\ntitle = 'x'\nquestion = \"roc-auc\"\n[extra]\nid = 3\n+++\nBody";
        let front = read("a.md", toml).unwrap();
        assert_eq!((front.question.unwrap().0.as_str(), front.id, &toml[front.body..]), ("roc-auc", None, "Body"));
    }

    #[test]
    fn a_rule_across_the_page_is_no_front_matter() {
        for text in [
            "---\nAn answer",
            "---\nAn answer without keys\n---\nmore",
            "text\n---\nquestion: x\n---\n",
            "",
            "----\nquestion: x\n---",
        ] {
            assert_eq!(read("a.md", text), Ok(Front::default()), "{text}");
        }
    }

    #[test]
    fn a_key_without_a_value_says_nothing() {
        for text in [
            "---\nquestion:\n---\n",
            "---\nquestion: ~\n---\n",
            "---\nquestion: '' # later\n...\n",
            "---\nquestion: # later\n---\n",
        ] {
            assert_eq!(question(text), None, "{text}");
        }
        assert_eq!(question("---\nquestion: what is: a # b#c\n---\n"), Some("what is: a".to_owned()));
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        assert!(said("---\nid: 1\nquestion: [a]\n---\n")[0].starts_with("a.md:3:11: `question`: must be one text on one line"));
        assert!(said("---\nquestion: >\n  a\n---\n")[0].contains("one line"));
        assert!(said("---\nquestion: a\nquestion: b\n---\n")[0].contains("stands twice"));
        assert!(said("---\nquestion = \"a\"\n---\n")[0].contains("is written as in TOML"));
        assert!(said("+++\nquestion: a\n+++\n")[0].starts_with("a.md:2:"));
        assert!(said("+++\nquestion = 3\n+++\n")[0].starts_with("a.md:2:12: `question`: must be a text"));
        assert!(said("+++\nquestion = \"a\"\n")[0].contains("does not end"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_ends_the_program(text in "(---|\\+\\+\\+)\r?\n(question|id|:|=| |\n|\"|'|\\[|#|\\\\|.){0,30}\n(---|\\+\\+\\+)?.{0,9}") {
            if let Ok(front) = read("a.md", &text) {
                proptest::prop_assert!(text.is_char_boundary(front.body));
            }
        }

        #[test]
        fn no_bytes_end_the_program(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80)) {
            let text = crate::text::decode(&bytes).text;
            for fence in ["---", "+++"] {
                let _ = read("a.md", &format!("{fence}\n{text}\n{fence}\n"));
            }
            let _ = read("a.md", &text);
        }
    }
}
