//! One question as its lines give it, before it has an id and the gaps are filled.

use super::fate::Part;
use super::items::indent;
use super::label;
use super::lines::Line;
use super::model::Guess;
use super::numbering::Named;
use super::opening::{Holder, Opening, with_wrapped};
use super::options::{Choice, marked, option, spelled_out};
use super::parts::{Labels, OpeningState, Placed, place};
use super::plain::plain;
use super::words::words;
use super::{code, kind, signals};
use crate::bank::Difficulty;

/// A question before its gaps are filled.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Draft {
    /// What is asked.
    pub text: String,
    /// The heading, where the question's words stand below it.
    pub heading: Option<String>,
    /// Its number.
    pub number: Option<u32>,
    /// Its answers.
    pub answers: Vec<String>,
    /// Its signals.
    pub signals: Vec<String>,
    /// Signs of a weak answer.
    pub red_flags: Vec<String>,
    /// Other text.
    pub notes: Vec<String>,
    /// Fields by name.
    pub fields: Vec<(String, String)>,
    /// Its difficulty, where it is said.
    pub difficulty: Option<Difficulty>,
    /// Whether code is the main part of its answer.
    pub code: bool,
    /// What was guessed so far.
    pub guessed: Vec<Guess>,
    /// The part of each of its lines, by index.
    pub parts: Vec<(usize, Part)>,
}

/// Reads the question that `opening` opens and that ends before line `end`.
pub(super) fn read(lines: &[Line], opening: &Opening, end: usize, skip: impl Fn(usize) -> bool) -> Draft {
    let (opening, below) = &with_wrapped(lines, opening);
    let mut end = end.max(*below);
    while end > opening.line + 1 && (lines[end - 1].is_blank() || skip(end - 1)) {
        end -= 1;
    }
    let whole = opening.text.ends_with(['?', '.', ':', '!']) || opening.shape.bold || matches!(opening.shape.holder, Holder::Heading(_) | Holder::Summary);
    let state = OpeningState {
        answered: !opening.rest.is_empty(),
        text_open: opening.text.is_empty() || !whole,
    };
    let (placed, labels) = place(lines, *below..end.max(*below), skip, state);
    let mut draft = Draft {
        number: opening.number,
        parts: vec![(opening.line, Part::Text)],
        ..Draft::default()
    };
    draft.parts.extend((opening.line + 1..*below).map(|line| (line, Part::Text)));
    draft.parts.extend(placed.iter().map(|p| (p.line, p.part)));
    draft.fill(opening, &placed, labels);
    draft
}

impl Draft {
    fn fill(&mut self, opening: &Opening, placed: &[Placed], labels: Labels) {
        let of = |part: Part| -> Vec<String> { placed.iter().filter(|p| p.part == part).map(|p| p.text.clone()).collect() };
        let (title, difficulty) = without_difficulty(&opening.text);
        self.difficulty = difficulty;
        let below = block(&of(Part::Text));
        if labels.question && !below.is_empty() && !title.is_empty() {
            self.heading = Some(title);
            self.text = below;
        } else if title.is_empty() {
            self.text = below;
        } else if below.is_empty() {
            self.text = title;
        } else {
            let joined = if starts_block(&below) { "\n\n" } else { " " };
            self.text = format!("{title}{joined}{below}");
        }
        for line in of(Part::Fields) {
            self.field(&line);
        }
        self.answers(opening, placed);
        self.signals.extend(signals::listed(&of(Part::Signals)));
        self.red_flags.extend(signals::listed(&of(Part::RedFlags)));
        let notes = block(&of(Part::Notes));
        if !notes.is_empty() {
            self.notes.push(notes);
        }
        if !labels.answer && !self.answers.is_empty() && !labels.question {
            // The end of a bold line, of a heading or of a question mark is as good as a label.
            let clear = opening.text.ends_with('?')
                || opening.shape.bold
                || !matches!(opening.shape.holder, Holder::Paragraph | Holder::Bullet(_))
                || opening.shape.named != Named::No;
            if !clear {
                self.guessed.push(Guess::AnswerPlace);
            }
        }
        self.choices();
        self.key_points(placed, labels);
        self.code = self.answers.first().is_some_and(|a| mainly_code(a));
    }

    fn field(&mut self, line: &str) {
        for (name, value) in label::fields(line) {
            if name.starts_with("difficulty") || name == "level" {
                self.difficulty = self.difficulty.or_else(|| kind::difficulty(&value));
            }
            self.fields.push((name, value));
        }
    }

    fn answers(&mut self, opening: &Opening, placed: &[Placed]) {
        let mut blocks: Vec<Vec<String>> = Vec::new();
        if !opening.rest.is_empty() {
            blocks.push(vec![without_paragraph_tags(&opening.rest)]);
        }
        for line in placed {
            let in_answer = line.part == Part::Answer;
            if line.new_answer && (in_answer || line.part == Part::Markup) && blocks.last().is_none_or(|b| b.iter().any(|l| !l.trim().is_empty())) {
                blocks.push(Vec::new());
            }
            if in_answer {
                if blocks.is_empty() {
                    blocks.push(Vec::new());
                }
                if let Some(last) = blocks.last_mut() {
                    last.push(if line.code { line.text.clone() } else { without_paragraph_tags(&line.text) });
                }
            }
        }
        for lines in blocks {
            let lines = without_quote(lines);
            let fenced = code::fence(&lines);
            if fenced.is_some() && !self.guessed.contains(&Guess::CodeFence) {
                self.guessed.push(Guess::CodeFence);
            }
            let text = block(&fenced.unwrap_or(lines));
            let text = text.strip_suffix("</details>").map_or(text.as_str(), str::trim_end).to_owned();
            // The mark of a definition list.
            let text = text.strip_prefix(": ").map_or(text.clone(), str::to_owned);
            if !text.is_empty() {
                self.answers.push(text);
            }
        }
    }

    /// Spells out the right option where the answer is a letter, or takes the one that is marked.
    fn choices(&mut self) {
        let options: Vec<Choice> = self.text.lines().filter_map(option).collect();
        if options.len() < 2 {
            return;
        }
        for answer in &mut self.answers {
            if let Some(words) = spelled_out(&options, answer) {
                *answer = words;
            }
        }
        // A right letter and an explanation are one answer.
        if self.answers.len() > 1 && self.answers[0].lines().count() == 1 {
            let rest = self.answers.split_off(1).join("\n\n");
            self.answers[0] = format!("{}\n\n{rest}", self.answers[0]);
        }
        if self.answers.is_empty()
            && let Some(right) = marked(&options)
        {
            self.answers.push(right);
        }
    }

    /// Takes an unlabelled list of short points for what it is: signals.
    fn key_points(&mut self, placed: &[Placed], labels: Labels) {
        let [answer] = &self.answers[..] else { return };
        if labels.answer || !self.signals.is_empty() {
            return;
        }
        let mut lines: Vec<String> = answer.lines().map(str::to_owned).collect();
        let announced = lines.first().is_some_and(|l| announces(l));
        if announced {
            lines.remove(0);
        }
        if signals::are_key_points(&lines) {
            self.signals = signals::listed(&lines);
            self.answers.clear();
            let label = placed
                .iter()
                .find(|p| announced && p.part == Part::Answer && !p.text.trim().is_empty())
                .map(|p| p.line);
            for (line, part) in &mut self.parts {
                if *part == Part::Answer {
                    *part = if label == Some(*line) { Part::Markup } else { Part::Signals };
                }
            }
        }
    }
}

/// Whether a line does nothing but announce what follows: `_Things we want to hear:_`.
fn announces(line: &str) -> bool {
    let marked = line.trim().starts_with(['*', '_']) && super::items::bulleted(line).is_none();
    let bare = line.trim().trim_matches(['*', '_', ' ']);
    let short = bare.split_whitespace().count() <= 6;
    short && (bare.ends_with(':') || line.trim().ends_with(':')) && marked
}

/// Whether text begins with something that cannot follow words in the same line.
fn starts_block(text: &str) -> bool {
    text.starts_with(['|', '`', '#', '>', '~', '<', '$'])
        || super::items::bulleted(text).is_some()
        || super::options::is_option(text.lines().next().unwrap_or(""))
}

/// A difficulty in brackets at either end of a question.
fn without_difficulty(text: &str) -> (String, Option<Difficulty>) {
    for (open, close) in [('[', ']'), ('(', ')')] {
        let first = text.strip_prefix(open).and_then(|t| t.split_once(close)).map(|(inside, rest)| (rest, inside));
        let last = text.strip_suffix(close).and_then(|t| t.rsplit_once(open));
        for (rest, inside) in [first, last].into_iter().flatten() {
            if words(inside).count() == 1
                && let Some(difficulty) = kind::difficulty(inside)
                && !rest.trim().is_empty()
            {
                return (rest.trim().to_owned(), Some(difficulty));
            }
        }
    }
    (text.to_owned(), None)
}

/// A line of prose without the tags of paragraphs and line ends at its margins.
fn without_paragraph_tags(line: &str) -> String {
    if !line.contains('<') {
        return line.to_owned();
    }
    let (blanks, mut text) = line.split_at(line.len() - line.trim_start().len());
    for tag in ["<p>", "<br>", "<br/>", "<br />"] {
        text = text.trim().strip_prefix(tag).unwrap_or(text);
    }
    for tag in ["</p>", "<br>", "<br/>", "<br />"] {
        text = text.trim().strip_suffix(tag).unwrap_or(text);
    }
    format!("{blanks}{}", text.trim())
}

/// Whether more lines of an answer are code than prose.
fn mainly_code(answer: &str) -> bool {
    let (mut inside, mut code, mut all) = (false, 0, 0);
    for line in answer.lines() {
        let fence = line.trim_start().starts_with("```");
        code += usize::from(inside && !fence);
        all += usize::from(!line.trim().is_empty());
        inside ^= fence;
    }
    code * 2 > all
}

/// Lines without the `>` that all of them begin with.
fn without_quote(lines: Vec<String>) -> Vec<String> {
    let quoted = |from: usize| {
        let mut filled = lines.iter().skip(from).filter(|l| !l.trim().is_empty()).peekable();
        filled.peek().is_some() && filled.all(|l| l.trim_start().starts_with('>'))
    };
    // The first may have lost its own to a label.
    if !quoted(0) && !quoted(1) {
        return lines;
    }
    lines
        .iter()
        .map(|l| {
            l.trim_start()
                .trim_start_matches('>')
                .strip_prefix(' ')
                .unwrap_or_else(|| l.trim_start().trim_start_matches('>'))
                .to_owned()
        })
        .collect()
}

/// Lines as one text: the common indentation, and blank lines at the ends, taken off. The first line may have lost its own to a label.
pub(super) fn block(lines: &[String]) -> String {
    let filled = |l: &&String| !l.trim().is_empty();
    let first = lines.iter().position(|l| !l.trim().is_empty()).unwrap_or(0);
    let common = |from: usize| lines.iter().skip(from).filter(filled).map(|l| indent(l)).min().unwrap_or(0);
    let own = lines.get(first).map_or(0, |l| indent(l));
    let rest = common(first + 1);
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let cut = match i {
            _ if i <= first => own,
            _ if own > 0 => own.min(rest),
            _ => rest,
        };
        out.push(without_indent(line, cut));
    }
    // Where labels and tags were taken out, one blank line is left of several.
    let mut in_code = false;
    let mut blank = true;
    out.retain(|line| {
        in_code ^= line.trim_start().starts_with("```");
        let again = blank && line.is_empty() && !in_code;
        blank = line.is_empty();
        !again
    });
    out.join("\n").trim_end().to_owned()
}

/// `line` without up to `columns` of leading blanks.
fn without_indent(line: &str, columns: usize) -> String {
    let mut gone = 0;
    let mut at = 0;
    for (i, c) in line.char_indices() {
        let width = if c == '\t' { 4 } else { 1 };
        if !c.is_whitespace() || gone + width > columns {
            break;
        }
        gone += width;
        at = i + c.len_utf8();
    }
    line[at..].trim_end().to_owned()
}

/// What a question is called in a list: its heading or its first words, without marks.
pub(super) fn name_of(draft: &Draft) -> String {
    let text = draft.heading.as_deref().unwrap_or(&draft.text);
    plain(text.lines().find(|l| !l.trim().is_empty()).unwrap_or(""))
}
