//! Answers in Markdown: a file that answers one question, or a transcript with a heading for each.

use crate::text::decode;

/// A file of answers, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Who answered, where its front matter says so.
    pub candidate: Option<String>,
    /// The question that the whole file answers, where its front matter says so.
    pub question: Option<String>,
    /// The text behind the front matter, and the line it begins on.
    pub body: (String, usize),
}

/// A heading that is a question with what is said under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The line of the heading, from 1.
    pub line: usize,
    /// The question, as it is written there.
    pub question: String,
    /// What stands under it.
    pub answer: String,
}

impl Document {
    /// Reads the front matter of a file, between lines of `---` or `+++`: `question: …` and `candidate: …`.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let text = decode(bytes).text;
        let mut out = Self {
            candidate: None,
            question: None,
            body: (String::new(), 1),
        };
        let mut lines = text.split_inclusive('\n');
        let fence = lines.next().map(str::trim_end).filter(|l| matches!(*l, "---" | "+++"));
        let end = fence.and_then(|fence| lines.clone().position(|l| l.trim_end() == fence));
        let Some(end) = end else {
            out.body.0 = text;
            return out;
        };
        for line in lines.clone().take(end) {
            let Some((key, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            match key.trim() {
                "question" | "question_id" => out.question = Some(value),
                "candidate" => out.candidate = Some(value),
                _ => {}
            }
        }
        out.body = (lines.skip(end + 1).collect(), end + 3);
        out
    }

    /// The questions of a transcript with their answers: headings, bold lines and lines that begin with `Q:`. `is_question` says whether a question is known by a name; a heading
    /// that is not known opens an answer too where headings of its level do, so that a question with a slip in it is told and not taken for the end of the answer before.
    #[must_use]
    pub fn sections(&self, is_question: &dyn Fn(&str) -> bool) -> Vec<Section> {
        let lines: Vec<&str> = self.body.0.lines().collect();
        let headings: Vec<(usize, Heading<'_>)> = prose(&lines).filter_map(|(at, line)| Some((at, heading(line)?))).collect();
        let levels: Vec<u8> = headings.iter().filter(|(_, h)| is_question(h.text)).map(|(_, h)| h.level).collect();
        let opens = |h: &Heading<'_>| h.level == ASKED || levels.contains(&h.level);
        let starts: Vec<&(usize, Heading<'_>)> = headings.iter().filter(|(_, h)| opens(h)).collect();
        let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([lines.len()]);
        let section = |((at, heading), end): (&&(usize, Heading<'_>), usize)| Section {
            line: self.body.1 + at,
            question: heading.text.to_owned(),
            answer: unlabelled(&lines[at + 1..end].join("\n")).to_owned(),
        };
        starts.iter().zip(ends).map(section).collect()
    }
}

/// The level of a line that begins with `Q:`.
const ASKED: u8 = 0;
/// The level of a line in bold letters.
const BOLD: u8 = 7;

/// A line that may be a question.
struct Heading<'a> {
    level: u8,
    text: &'a str,
}

fn heading(line: &str) -> Option<Heading<'_>> {
    let line = line.trim();
    let marks = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&marks) && line[marks..].starts_with(' ') {
        let text = line[marks..].trim().trim_end_matches('#').trim().trim_matches('*');
        return Some(Heading { level: marks as u8, text });
    }
    let bare = line.trim_matches('*');
    if let Some(asked) = labelled(bare, &["question", "q"]) {
        return Some(Heading {
            level: ASKED,
            text: asked.trim().trim_matches('*').trim(),
        });
    }
    let bold = line.strip_prefix("**")?.strip_suffix("**")?;
    (!bold.contains("**")).then_some(Heading {
        level: BOLD,
        text: bold.trim(),
    })
}

/// The lines that stand in no block of code.
fn prose<'a>(lines: &'a [&'a str]) -> impl Iterator<Item = (usize, &'a str)> {
    let mut fence: Option<&str> = None;
    lines.iter().enumerate().filter_map(move |(at, line)| {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|m| start.starts_with(m));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => return Some((at, *line)),
            _ => {}
        }
        None
    })
}

/// An answer without the `A:` or `Answer:` before it.
fn unlabelled(answer: &str) -> &str {
    let answer = answer.trim();
    let bare = answer.strip_prefix("**").unwrap_or(answer);
    labelled(bare, &["answer", "ans", "a"]).map_or(answer, |rest| rest.trim_start_matches('*').trim())
}

/// What stands behind one of `labels` and a colon, with a number between them or not.
fn labelled<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    labels.iter().find_map(|label| {
        let (start, rest) = line.split_at_checked(label.len())?;
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        start.eq_ignore_ascii_case(label).then_some(rest)?.strip_prefix(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(text: &str, known: &[&str]) -> Vec<(usize, String, String)> {
        let document = Document::read(text.as_bytes());
        let found = document.sections(&|name| known.contains(&name));
        found.into_iter().map(|s| (s.line, s.question, s.answer)).collect()
    }

    #[test]
    fn a_transcript_with_headings() {
        let text = "# Ann\n\nHello.\n\n## Why?\nBecause.\n\n### Part\nmore\n\n```\n## How?\n```\n## How\nSo.\n";
        assert_eq!(
            sections(text, &["Why?"]),
            [
                (5, "Why?".into(), "Because.\n\n### Part\nmore\n\n```\n## How?\n```".into()),
                (14, "How".into(), "So.".into())
            ]
        );
        assert_eq!(sections(text, &[]), []);
    }

    #[test]
    fn a_transcript_with_labels_or_bold_lines() {
        let text = "Q: Why?\nA: Because.\n\n**Question 2:** How?\n**Answer:** So.\nIt is.";
        let expected = [(1, "Why?".to_owned(), "Because.".to_owned()), (4, "How?".into(), "So.\nIt is.".into())];
        assert_eq!(sections(text, &[]), expected);
        let bold = sections("**Why?**\n\nBecause **it** is.\n\n**How?**\nSo.", &["How?"]);
        assert_eq!(bold.len(), 2);
    }

    #[test]
    fn front_matter_says_who_answers_what() {
        let document = Document::read(b"---\nquestion: why\ncandidate: \"Ann\"\n---\nBecause.\n");
        assert_eq!(
            (document.question.as_deref(), document.candidate.as_deref(), document.body.clone()),
            (Some("why"), Some("Ann"), ("Because.\n".to_owned(), 5))
        );
        let open = Document::read(b"---\nquestion: why\n");
        assert_eq!((open.question, open.body.0.as_str()), (None, "---\nquestion: why\n"));
    }
}
