//! The line with which a question may open, taken apart: number, label, emphasis, words, and the shape that such lines share.

use super::label;
use super::lines::Line;
use super::numbering::{Named, name, number, stepped_number};
use super::plain::plain;
use super::words::prefix;

/// What holds the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Holder {
    /// A heading of this level.
    Heading(u8),
    /// A `<summary>`.
    Summary,
    /// A bullet, at this depth.
    Bullet(u8),
    /// A paragraph.
    Paragraph,
}

/// What lines that open questions in one document have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Shape {
    /// What holds it.
    pub holder: Holder,
    /// How it names itself.
    pub named: Named,
    /// Whether it has a number.
    pub numbered: bool,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is indented.
    pub indented: bool,
}

impl Shape {
    /// The shape in words.
    pub(super) fn words(self) -> String {
        let mut out = Vec::new();
        if self.bold && self.holder != Holder::Summary {
            out.push("bold");
        }
        if self.indented {
            out.push("indented");
        }
        if self.numbered {
            out.push("numbered");
        }
        let holder = match self.holder {
            Holder::Heading(level) => format!("headings of level {level}"),
            Holder::Summary => "summaries".to_owned(),
            Holder::Bullet(_) => "list items".to_owned(),
            Holder::Paragraph => "lines".to_owned(),
        };
        out.push(&holder);
        match self.named {
            Named::No => {}
            Named::Question => out.push("labelled as questions"),
            Named::Task => out.push("labelled as tasks"),
        }
        out.join(" ")
    }
}

/// A line taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Opening {
    /// Where: the line's index.
    pub line: usize,
    /// Its shape.
    pub shape: Shape,
    /// Its number.
    pub number: Option<u32>,
    /// Its words without number, label and marks.
    pub text: String,
    /// What follows the words in the same line: an answer.
    pub rest: String,
    /// The line opens bold print and does not close it: the words go on below.
    pub bold_open: bool,
}

/// Longest line that can open a question, in bytes.
const LONGEST: usize = 2000;

/// Takes `line` apart, if it may open a question.
pub(super) fn opening(line: &Line, index: usize) -> Option<Opening> {
    if !line.is_prose() || line.text.len() > LONGEST {
        return None;
    }
    let mut state = Reading {
        rest: line.text.trim(),
        bold: false,
        number: None,
        named: Named::No,
        holder: Holder::Paragraph,
    };
    if let Some(level) = line.facts.heading {
        state.holder = Holder::Heading(level);
    }
    while state.step(line) {}
    let bold_open = state.bold && line.text.matches("**").count() % 2 == 1;
    let (text, rest) = state.split();
    // A list item below a numbered one is indented by the number's width; headings and summaries hold their own.
    let indented = line.indent >= 2 && matches!(state.holder, Holder::Bullet(_) | Holder::Paragraph);
    let holder = match state.holder {
        Holder::Bullet(_) => Holder::Bullet(u8::try_from(line.indent / 2).unwrap_or(u8::MAX).min(4)),
        other => other,
    };
    // What is labelled is told by its label: people are careless with the rest.
    let shape = if state.named == Named::Question && !matches!(holder, Holder::Heading(_) | Holder::Summary) {
        Shape {
            holder: Holder::Paragraph,
            named: Named::Question,
            numbered: state.number.is_some(),
            bold: false,
            indented: false,
        }
    } else {
        Shape {
            holder,
            named: state.named,
            numbered: state.number.is_some(),
            bold: state.bold && !matches!(holder, Holder::Heading(_) | Holder::Summary),
            indented,
        }
    };
    if text.is_empty() && state.named == Named::No {
        return None;
    }
    Some(Opening {
        line: index,
        shape,
        number: state.number,
        text,
        rest,
        bold_open,
    })
}

struct Reading<'t> {
    rest: &'t str,
    bold: bool,
    number: Option<u32>,
    named: Named,
    holder: Holder,
}

impl<'t> Reading<'t> {
    /// Takes one mark off the beginning; false when there is none.
    fn step(&mut self, line: &Line) -> bool {
        let before = self.rest;
        self.rest = self.rest.trim_start();
        if let Some(rest) = self.rest.strip_prefix('>').or_else(|| without_symbol(self.rest)) {
            self.rest = rest;
        } else if let Some(rest) = tag(self.rest) {
            if self.rest.to_ascii_lowercase().starts_with("<summary") {
                self.holder = Holder::Summary;
            }
            self.bold |= self.rest.to_ascii_lowercase().starts_with("<b") || self.rest.to_ascii_lowercase().starts_with("<strong");
            self.rest = rest;
        } else if line.facts.heading.is_some() && self.rest.starts_with('#') {
            self.rest = self.rest.trim_start_matches('#');
        } else if let Some(rest) = ["- ", "* ", "+ ", "• ", "– ", "● ", "[ ] ", "[x] "]
            .iter()
            .find_map(|b| self.rest.strip_prefix(b))
        {
            if self.holder == Holder::Paragraph && self.number.is_none() {
                self.holder = Holder::Bullet(0);
            }
            self.rest = rest;
        } else if let Some(rest) = self.rest.strip_prefix("**").or_else(|| self.rest.strip_prefix("__")) {
            self.bold = true;
            self.rest = rest;
        } else if let Some((number, rest)) = self.number.is_none().then(|| number(self.rest).or_else(|| self.stepped(line))).flatten() {
            self.number = Some(number);
            self.rest = rest;
        } else if let Some((named, number, rest)) = (self.named == Named::No).then(|| name(self.rest)).flatten() {
            self.named = named;
            self.number = number.or(self.number);
            self.rest = rest;
        }
        self.rest.len() != before.len()
    }

    /// A number in steps, where it can be no measure: in a heading, in bold, or before a question.
    fn stepped(&self, line: &Line) -> Option<(u32, &'t str)> {
        let found = stepped_number(self.rest)?;
        (line.facts.heading.is_some() || self.bold || super::words::asks(found.1) > 1.0).then_some(found)
    }

    /// The words of the question, and what follows them in the line.
    fn split(&self) -> (String, String) {
        let mut text = self.rest.trim();
        let mut rest = "";
        if let Some(close) = find_tag_end(text) {
            (text, rest) = (&text[..close], &text[close..]);
        } else if self.bold
            && let Some(close) = text.find("**").or_else(|| text.find("__"))
        {
            let after = text[close + 2..].trim_start_matches(['*', '_']).trim();
            if after.len() > 1 && close > 3 {
                (text, rest) = (&text[..close], after);
            }
        }
        // `What is it? Answer: it is …` and `What is it? A: it is …`
        if rest.is_empty() {
            for mark in [" Answer:", " Ans:", " A:", " **Answer:**", " **A:**"] {
                if let Some(at) = text.find(mark)
                    && (text[..at].trim_end().ends_with(['?', '.', '!', '*']) || self.named == Named::Question)
                {
                    (text, rest) = (&text[..at], text[at + mark.len()..].trim());
                    break;
                }
            }
        }
        let shown = plain(text.trim_end_matches(['#', ' ']));
        let rest = rest.trim_start_matches([':', '-', '–', '—', ' ', '*']).trim();
        let rest = without_closing_tags(rest);
        (shown.trim_matches(['*', '_', ' ']).to_owned(), rest.to_owned())
    }
}

/// What follows a tag that opens a summary or emphasis.
fn tag(text: &str) -> Option<&str> {
    let head = prefix(text, 100).to_ascii_lowercase();
    let known = [
        "<details", "<summary", "<b>", "<strong>", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<p>", "<li>", "<em>", "<i>", "<a ",
    ];
    if !known.iter().any(|k| head.starts_with(k)) {
        return None;
    }
    head.find('>').map(|end| &text[end + 1..])
}

/// What follows a symbol that decorates a line, such as a coloured circle.
fn without_symbol(text: &str) -> Option<&str> {
    let symbol = text
        .chars()
        .next()
        .filter(|c| ('\u{2190}'..='\u{2BFF}').contains(c) || ('\u{1F000}'..='\u{1FAFF}').contains(c))?;
    let rest = text[symbol.len_utf8()..].trim_start_matches('\u{FE0F}');
    rest.strip_prefix(' ')
}

fn find_tag_end(text: &str) -> Option<usize> {
    text.find("</summary>").map(|i| i + "</summary>".len())
}

fn without_closing_tags(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some(shorter) = ["</details>", "</summary>", "</b>", "</strong>", "</p>", "</li>"]
        .iter()
        .find_map(|t| rest.strip_suffix(t))
    {
        rest = shorter.trim_end();
    }
    rest
}

/// Most lines over which bold words of a question go on.
const LONGEST_RUN: usize = 6;

/// The opening with the words that its bold print has in the lines below, and the index behind them. It is as it was where nothing closes the print.
pub(super) fn with_wrapped(lines: &[Line], opening: &Opening) -> (Opening, usize) {
    let first = opening.line + 1;
    let mut out = opening.clone();
    if opening.bold_open {
        for (i, line) in lines.iter().enumerate().skip(first).take(LONGEST_RUN) {
            if !line.is_prose() || line.facts.heading.is_some() {
                break;
            }
            let words = line.text.trim_start_matches(['>', ' ', '\t']);
            if let Some((last, rest)) = words.split_once("**") {
                out.text = format!("{} {}", out.text, plain(last)).trim().to_owned();
                rest.trim_start_matches([':', ' ']).clone_into(&mut out.rest);
                return (out, i + 1);
            }
            out.text = format!("{} {}", out.text, plain(words));
        }
    }
    (opening.clone(), first)
}

/// What stands below a line: the next line that is neither blank nor a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Below {
    /// Nothing that tells.
    Other,
    /// The label of an answer.
    Answer,
    /// Fields such as the difficulty.
    Fields,
    /// A label of the question's own words.
    Question,
}

/// What the line says to one who stands above it.
pub(super) fn seen_from_above(line: &Line) -> Below {
    if !line.is_prose() || line.text.len() > LONGEST {
        return Below::Other;
    }
    if !label::fields(&line.text).is_empty() {
        return Below::Fields;
    }
    match label::find(&line.text, line.facts.heading.is_some()).map(|f| f.label) {
        Some(label::Label::Answer | label::Label::Explanation | label::Label::Right) => Below::Answer,
        Some(label::Label::Question) => Below::Question,
        _ => Below::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;

    fn open(text: &str) -> Opening {
        opening(&lines(text)[0], 0).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn numbers_labels_and_marks_come_off() {
        for (line, number, text) in [
            ("12. **What is it?**", Some(12), "What is it?"),
            ("**12. What is it?**", Some(12), "What is it?"),
            ("## 12. Q: What is it?", Some(12), "What is it?"),
            ("### Q12. What is it?", Some(12), "What is it?"),
            ("**Q12:** What is it?", Some(12), "What is it?"),
            ("- **Question 12 - What is it?**", Some(12), "What is it?"),
            ("Q: What is it?", None, "What is it?"),
            ("1.What is it?", Some(1), "What is it?"),
            ("1. ### What is it?", Some(1), "What is it?"),
            ("<details><summary><b>3. What is it?</b></summary>", Some(3), "What is it?"),
            ("### Challenge 1: Custom Loss", Some(1), "Custom Loss"),
            ("## Question", None, ""),
            ("### Questions asked", None, "Questions asked"),
            ("Quality matters", None, "Quality matters"),
        ] {
            let found = open(line);
            assert_eq!((found.number, found.text.as_str()), (number, text), "{line}");
        }
    }

    #[test]
    fn an_answer_in_the_same_line() {
        assert_eq!(open("**What is it?** It is that.").rest, "It is that.");
        assert_eq!(open("Q: What is it? A: It is that.").rest, "It is that.");
        assert_eq!(open("<details><summary>What?</summary> It is that.</details>").rest, "It is that.");
        assert_eq!(open("3.5 GB of data").number, None);
    }
}
