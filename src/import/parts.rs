//! The lines of one question, sorted into its parts by the labels among them.

use super::fate::Part;
use super::items::{bulleted, indent};
use super::label::{self, Label};
use super::lines::Line;
use super::options::is_option;

/// A line of a question with the part that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// The line's index in the document.
    pub line: usize,
    /// Its part.
    pub part: Part,
    /// What it adds to the part: its text, or what follows its label.
    pub text: String,
    /// Whether a new answer begins with it.
    pub new_answer: bool,
    /// Whether it is in a code block.
    pub code: bool,
}

/// What is known of a question's labels before its lines are sorted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Labels {
    /// A label says where the answer begins.
    pub answer: bool,
    /// A label of the question's own words.
    pub question: bool,
    /// A label of what a strong answer shows.
    pub signals: bool,
}

/// Sorts `lines[first..end]`, the lines after a question's opening. `text_open` says that the question's words are still to come.
pub(super) fn place(lines: &[Line], range: std::ops::Range<usize>, skip: impl Fn(usize) -> bool, opening: OpeningState) -> (Vec<Placed>, Labels) {
    let labels = survey(lines, range.clone(), opening);
    let mut state = State {
        part: Part::Text,
        labels,
        answer_indent: 0,
        bullets: false,
        answered: opening.answered,
        text_open: opening.text_open,
        asked: !opening.text_open,
        blank: false,
    };
    if opening.answered {
        state.part = Part::Answer;
    }
    let mut out = Vec::new();
    for i in range {
        if skip(i) {
            continue;
        }
        let line = &lines[i];
        if line.is_blank() && !line.facts.code {
            state.blank = true;
        }
        out.push(state.line(line, i));
        if !line.is_blank() {
            state.blank = false;
        }
    }
    (out, labels)
}

/// What the opening of a question left open.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpeningState {
    /// The answer began in the opening line.
    pub answered: bool,
    /// The opening line holds no whole question: its words go on, or all stand below.
    pub text_open: bool,
}

fn survey(lines: &[Line], range: std::ops::Range<usize>, opening: OpeningState) -> Labels {
    let mut labels = Labels {
        answer: opening.answered,
        ..Labels::default()
    };
    let mut explained = false;
    for line in lines[range].iter().filter(|l| l.is_prose()) {
        match label_of(line).map(|f| f.label) {
            Some(Label::Answer | Label::Right) => labels.answer = true,
            Some(Label::Explanation) => explained = true,
            Some(Label::Question) => labels.question = true,
            Some(Label::Signals) if !labels.answer || bulleted(&line.text).is_none() => labels.signals = true,
            _ => {}
        }
    }
    // With a question of its own above, an explanation comes after the answer: the answer is what stands between.
    labels.answer |= explained && !labels.question && !has_code(lines);
    labels
}

fn has_code(lines: &[Line]) -> bool {
    lines.iter().any(|l| l.facts.code)
}

fn label_of(line: &Line) -> Option<label::Found> {
    label::find(&line.text, line.facts.heading.is_some())
}

struct State {
    part: Part,
    labels: Labels,
    answer_indent: usize,
    bullets: bool,
    answered: bool,
    text_open: bool,
    /// Whether words of the question were read.
    asked: bool,
    blank: bool,
}

impl State {
    fn line(&mut self, line: &Line, index: usize) -> Placed {
        let mut placed = Placed {
            line: index,
            part: self.part,
            text: line.text.clone(),
            new_answer: false,
            code: line.facts.code,
        };
        if line.is_blank() || line.facts.code || line.facts.table {
            self.unlabelled(line, &mut placed);
            return placed;
        }
        if is_tags_only(&line.text) || line.facts.rule {
            placed.part = Part::Markup;
            placed.text.clear();
            return placed;
        }
        let fields = label::fields(&line.text);
        if !fields.is_empty() && (self.part != Part::Answer || fields.iter().any(|(name, value)| is_sure_field(name, value))) {
            placed.part = Part::Fields;
            return placed;
        }
        match label_of(line) {
            Some(found) if self.accepts(&found, line) => self.labelled(&found, line, &mut placed),
            _ => self.unlabelled(line, &mut placed),
        }
        placed
    }

    /// Whether a label counts here: inside an answer most are the answer's own words.
    fn accepts(&self, found: &label::Found, line: &Line) -> bool {
        let bullet = bulleted(&line.text).is_some();
        match self.part {
            Part::Answer if self.answered => match found.label {
                Label::Answer => found.name.contains("answer") && (!bullet || line.indent <= self.answer_indent),
                Label::Right => true,
                Label::Signals | Label::RedFlags | Label::Insight | Label::Note => !bullet || line.indent <= self.answer_indent,
                _ => false,
            },
            Part::Answer => !bullet && !matches!(found.label, Label::Question | Label::Options | Label::Explanation | Label::Field),
            Part::Signals => !bullet || line.indent == 0 && !matches!(found.label, Label::Explanation),
            _ => true,
        }
    }

    fn labelled(&mut self, found: &label::Found, line: &Line, placed: &mut Placed) {
        let opens_answer = matches!(found.label, Label::Answer | Label::Right | Label::Explanation);
        if found.label == Label::Explanation && self.labels.question && !self.answered {
            // The code above it was the answer, or there is none but this.
            self.part = Part::Answer;
            placed.part = Part::Answer;
            return;
        }
        self.part = if found.label == Label::Insight && !self.labels.signals && found.rest.is_empty() {
            Part::Signals
        } else {
            found.label.part()
        };
        self.bullets = false;
        placed.part = if found.rest.is_empty() { Part::Markup } else { self.part };
        if found.label == Label::Note || found.label == Label::Insight && !found.rest.is_empty() {
            // The label says what the words are.
            placed.part = self.part;
            placed.text.clone_from(&line.text);
        } else {
            placed.text.clone_from(&found.rest);
        }
        if opens_answer {
            placed.new_answer = true;
            self.answered = true;
            self.answer_indent = line.indent;
        }
        if found.label == Label::Question {
            self.text_open = true;
            self.asked = !found.rest.is_empty();
        }
        if found.label == Label::Field {
            placed.part = Part::Fields;
            placed.text.clone_from(&line.text);
        }
    }

    fn unlabelled(&mut self, line: &Line, placed: &mut Placed) {
        let bullet = !line.facts.code && bulleted(&line.text).is_some();
        match self.part {
            Part::Text if !self.labels.answer && !line.is_blank() => {
                let paragraph = line.is_prose() && line.facts.heading.is_none() && !bullet;
                let goes_on = self.text_open && paragraph && !(self.asked && self.blank);
                if goes_on || is_option(&line.text) {
                    self.asked = true;
                } else if self.asked || !paragraph {
                    self.part = Part::Answer;
                }
                placed.part = self.part;
            }
            Part::Signals if !line.is_blank() => {
                // What follows the list at its own margin and is no item ends it. Prose before it says what is tested.
                if bullet {
                    self.bullets = true;
                } else if line.indent == 0
                    && (self.bullets || !line.facts.code && !self.labels.signals)
                    && (self.bullets || !self.blank || line.facts.heading.is_some())
                {
                    placed.part = Part::Notes;
                    if self.bullets {
                        self.part = Part::Notes;
                    }
                }
            }
            Part::Fields if !line.is_blank() => {
                if bullet && indent(&line.text) > 0 {
                    return;
                }
                self.part = if self.answered { Part::Answer } else { Part::Text };
                placed.part = self.part;
                if self.part == Part::Text {
                    self.unlabelled(line, placed);
                }
            }
            Part::Notes if self.answered && line.facts.heading.is_some() => {
                self.part = Part::Answer;
                placed.part = Part::Answer;
            }
            _ => {}
        }
    }
}

/// Fields whose names are no words of an answer, or whose values make them none.
fn is_sure_field(name: &str, value: &str) -> bool {
    let is_level = || value.split_whitespace().count() <= 3 && super::kind::difficulty(value).is_some();
    matches!(name, "difficulty" | "difficulty level" | "tags" | "asked by" | "asked at") || name == "level" && is_level()
}

/// Whether a line holds only tags such as `<details>` or `</p>`.
fn is_tags_only(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('<') && text.ends_with('>') && text.len() < 200 && super::plain::without_tags(text).trim().is_empty()
}
