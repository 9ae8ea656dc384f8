//! A Markdown or text document becomes questions, and each of its lines gets its fate.

use std::collections::BTreeMap;

use super::boilerplate;
use super::contents::{self, Known};
use super::draft::{self, Draft};
use super::duplicate;
use super::fate::{Fate, FileLines, Part};
use super::finish::{Context, Finisher};
use super::layout;
use super::lines::{Line, lines};
use super::model::{Guess, Import, Note};
use super::outline::Outline;
use super::question_table;
use super::sections::{Sections, break_after};
use super::solutions::{By, Card, attach, is_solutions};
use crate::bank::Kind;

/// A draft with its place.
struct Found {
    draft: Draft,
    /// The headings above it, outermost first.
    section: Vec<String>,
    tags: Vec<String>,
    kind: Option<Kind>,
    /// The index behind its last line.
    end: usize,
}

/// Reads the document `text` of the file `file` into `into`.
pub(super) fn read(file: &str, text: &str, finisher: &mut Finisher, into: &mut Import) {
    let lines = lines(text);
    let known = contents::known(&lines);
    let mut taken = known.taken();
    let tables = question_table::find(&lines, &taken);
    for table in &tables {
        for i in table.head.iter().copied().chain(table.rows.iter().map(|r| r.line)) {
            taken[i] = true;
        }
    }
    let layout = layout::find(&lines, &taken);
    let sections = Sections::new(&lines, &taken, &layout.openings);
    let outline = Outline::new(&lines, &sections, &taken, layout.openings.first().map(|o| o.line));
    let mut out = Document {
        file: FileLines::new(file, lines.len()),
        notes: Vec::new(),
    };
    out.file.layouts.clone_from(&layout.described);

    let mut found: Vec<Found> = Vec::new();
    for (i, opening) in layout.openings.iter().enumerate() {
        let next = layout.openings.get(i + 1).map_or(lines.len(), |o| o.line);
        let cut = break_after(&sections, opening.line, next);
        let end = cut.unwrap_or(next);
        let end = if end == next && next < lines.len() {
            end
        } else {
            tail(&lines, opening.line, end)
        };
        let mut draft = draft::read(&lines, opening, end, |k| taken[k]);
        if i + 1 == layout.openings.len()
            && let Some(end) = end_of_signals(&lines, &draft)
        {
            draft = draft::read(&lines, opening, end, |k| taken[k]);
        }
        let end = draft.parts.last().map_or(opening.line, |p| p.0) + 1;
        found.push(Found {
            draft,
            section: outline.above(opening.line),
            tags: Vec::new(),
            kind: None,
            end,
        });
    }
    boilerplate::cut(&mut found.iter_mut().map(|f| &mut f.draft).collect::<Vec<_>>());
    for table in tables {
        out.table(table, &outline, &mut found);
    }
    found.sort_by_key(|f| f.draft.parts.first().map(|p| p.0));
    let found = out.contents_twice(found);
    let found = out.solutions(found);
    if found.is_empty() {
        let message = "no questions were recognised; see its lines in the report".to_owned();
        out.notes.push(Note {
            file: file.to_owned(),
            line: 0,
            code: "nothing-found",
            message,
        });
    }
    out.settle(&lines, &known, &outline, &sections);
    out.questions(found, &known, &outline, finisher, into);
}

/// The end of the last question of a section: a rule after its words, with no heading or label behind it, ends it.
fn tail(lines: &[Line], from: usize, end: usize) -> usize {
    let heading_below = |i: usize| i > 0 && lines[i - 1].facts.heading.is_some();
    let is_rule = |i: usize| lines[i].facts.rule && !heading_below(i);
    let Some(rule) = (from + 1..end).rev().find(|i| is_rule(*i)) else {
        return end;
    };
    let labelled = lines[rule..end]
        .iter()
        .any(|l| l.is_prose() && super::label::find(&l.text, l.facts.heading.is_some()).is_some());
    let filled = lines[from + 1..rule].iter().any(|l| !l.is_blank());
    if labelled || !filled { end } else { rule }
}

/// Where the document's last question ends, if lines follow its signals: after no other question do any.
fn end_of_signals(lines: &[Line], last: &Draft) -> Option<usize> {
    let signals = last.parts.iter().rposition(|p| p.1 == Part::Signals && !lines[p.0].is_blank())?;
    let rest = &last.parts[signals + 1..];
    let labelled = |line: usize| super::label::find(&lines[line].text, false).is_some();
    let stray = !rest.is_empty() && rest.iter().all(|p| matches!(p.1, Part::Notes | Part::Markup | Part::Signals) && !labelled(p.0));
    stray.then(|| last.parts[signals].0 + 1)
}

struct Document {
    file: FileLines,
    notes: Vec<Note>,
}

impl Document {
    /// Takes the rows of a table of questions.
    fn table(&mut self, table: question_table::QuestionTable, outline: &Outline, found: &mut Vec<Found>) {
        for line in table.head {
            self.file.fates[line] = Fate::Section;
        }
        self.file.layouts.push(format!("rows of a table: {}", table.rows.len()));
        for row in table.rows {
            let mut section = outline.above(row.line);
            section.extend(row.record.section);
            let mut draft = row.record.draft;
            draft.parts = vec![(row.line, Part::Text)];
            found.push(Found {
                draft,
                section,
                tags: row.record.tags,
                kind: row.record.kind,
                end: row.line + 1,
            });
        }
    }

    /// Takes questions without an answer that stand again later with one for a table of contents.
    fn contents_twice(&mut self, found: Vec<Found>) -> Vec<Found> {
        let empty = |d: &Draft| d.answers.is_empty() && d.signals.is_empty();
        let answered: BTreeMap<String, usize> = found
            .iter()
            .enumerate()
            .filter(|(_, f)| !empty(&f.draft))
            .map(|(i, f)| (duplicate::key(&draft::name_of(&f.draft)), i))
            .collect();
        let mut out = Vec::with_capacity(found.len());
        for (i, f) in found.into_iter().enumerate() {
            if empty(&f.draft) && answered.get(&duplicate::key(&draft::name_of(&f.draft))).is_some_and(|later| *later > i) {
                for (line, _) in &f.draft.parts {
                    self.file.fates[*line] = Fate::Contents;
                }
            } else {
                out.push(f);
            }
        }
        out
    }

    /// Brings the answers of sections of solutions to their questions.
    fn solutions(&mut self, found: Vec<Found>) -> Vec<Found> {
        let in_solutions = |f: &Found| f.section.iter().any(|s| is_solutions(s));
        if found.first().is_none_or(in_solutions) || !found.iter().any(in_solutions) {
            return found;
        }
        let (solutions, mut questions): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|f| in_solutions(f));
        let card = |f: &Found, body: &[String]| Card {
            text: draft::name_of(&f.draft),
            number: f.draft.number,
            section: f.section.clone(),
            body: body.join("\n"),
        };
        let asked: Vec<Card> = questions.iter().map(|f| card(f, &f.draft.signals)).collect();
        let given: Vec<Card> = solutions.iter().map(|f| card(f, &f.draft.answers)).collect();
        let places = attach(&asked, &given);
        for (solution, place) in solutions.into_iter().zip(places) {
            let line = solution.draft.parts.first().map_or(0, |p| p.0);
            let title = draft::name_of(&solution.draft);
            let Some((i, by)) = place else {
                for (line, _) in &solution.draft.parts {
                    self.file.fates[*line] = Fate::LeftOut {
                        reason: "an answer to no question of the document",
                    };
                }
                let message = format!("the answer `{title}` belongs to no question of the document; it was left out");
                self.notes.push(Note {
                    file: self.file.file.clone(),
                    line: line + 1,
                    code: "answer-matched",
                    message,
                });
                continue;
            };
            let message = format!("the answer `{title}` went to the question `{}`", draft::name_of(&questions[i].draft));
            self.notes.push(Note {
                file: self.file.file.clone(),
                line: line + 1,
                code: "answer-matched",
                message,
            });
            let kind_of = |f: &Found| f.section.iter().rev().find_map(|s| super::kind::of_heading(s));
            let other_kind = kind_of(&solution) != kind_of(&questions[i]);
            if other_kind && questions[i].draft.answers.is_empty() {
                // An answer of another kind does not stand for the key points; both are kept.
                let joined = super::finish::joined(&questions[i].draft.signals);
                questions[i].draft.answers.extend(joined);
                questions[i].draft.guessed.push(Guess::AnswerFromSignals);
            }
            take_solution(&mut questions[i].draft, solution.draft, by);
        }
        questions
    }

    /// Settles the fates of the lines that no question has.
    fn settle(&mut self, lines: &[Line], known: &Known, outline: &Outline, sections: &Sections) {
        for (line, fate) in known.fates.iter().enumerate() {
            if let Some(fate) = fate {
                self.file.fates[line] = fate.clone();
            }
        }
        for (line, _) in &sections.headings {
            self.file.fates[*line] = Fate::Section;
        }
        if let Some((line, _)) = outline.title {
            self.file.fates[line] = Fate::Title;
        }
        for (i, line) in lines.iter().enumerate() {
            if self.file.fates[i]
                != (Fate::LeftOut {
                    reason: super::fate::NOT_RECOGNISED,
                })
            {
                continue;
            }
            if line.is_blank() {
                self.file.fates[i] = Fate::Blank;
            } else if line.facts.rule {
                self.file.fates[i] = Fate::Furniture;
            }
        }
    }

    /// Makes the questions and gives their lines to them.
    fn questions(mut self, found: Vec<Found>, known: &Known, outline: &Outline, finisher: &mut Finisher, into: &mut Import) {
        let single = found.len() == 1;
        let mut last_end = 0;
        for f in found {
            let first = f.draft.parts.first().map_or(0, |p| p.0);
            self.introductions(last_end, first);
            last_end = f.end.max(last_end);
            let mut draft = f.draft;
            // The front matter of a file with one question is about that question.
            if single {
                for (name, value) in &known.front {
                    if name == "difficulty" {
                        draft.difficulty = draft.difficulty.or_else(|| super::kind::difficulty(value));
                    }
                    if !matches!(name.as_str(), "id" | "title" | "kind") {
                        draft.fields.push((name.clone(), value.clone()));
                    }
                }
            }
            let heading = known.front.iter().find(|(n, _)| single && n == "title").map(|(_, v)| v.clone());
            draft.heading = draft.heading.or(heading).filter(|h| *h != draft.text);
            let index = into.questions.len();
            for (line, part) in &draft.parts {
                self.file.fates[*line] = Fate::Question { question: index, part: *part };
            }
            let front = |name: &str| known.front.iter().find(|(n, _)| single && n == name).map(|(_, v)| v.as_str());
            let kind = f
                .kind
                .or_else(|| front("kind").and_then(|k| Kind::ALL.into_iter().find(|kind| kind.name() == k)));
            let title = outline.title.as_ref().map(|t| t.1.as_str());
            let context = Context {
                file: &self.file.file,
                title,
                section: &f.section,
                lines: (first + 1, f.end),
                tags: &f.tags,
                kind,
                id: front("id"),
            };
            into.questions.push(finisher.finish(draft, &context));
        }
        into.notes.append(&mut self.notes);
        into.files.push(self.file);
    }

    /// Lines before the question at `first` that are not recognised introduce it, if no section of another sort lies between.
    fn introductions(&mut self, from: usize, first: usize) {
        let reason = super::fate::NOT_RECOGNISED;
        let start = if from == 0 {
            0
        } else {
            (from..first).find(|i| self.file.fates[*i] == Fate::Section).unwrap_or(first)
        };
        for fate in &mut self.file.fates[start.min(first)..first] {
            if *fate == (Fate::LeftOut { reason }) {
                *fate = Fate::Introduction;
            }
        }
    }
}

/// Gives a question the answer of a solution: in place of joined key points, or as another one.
fn take_solution(question: &mut Draft, solution: Draft, by: By) {
    let mut answers = solution.answers;
    if answers.is_empty() && !solution.signals.is_empty() {
        answers.extend(super::finish::joined(&solution.signals));
    }
    if by == By::Number && !solution.text.is_empty() {
        // Its first line is the beginning of the answer.
        let rest = answers.join("\n\n");
        answers = vec![if rest.is_empty() {
            solution.text.clone()
        } else {
            format!("{}\n\n{rest}", solution.text)
        }];
    }
    let options: Vec<_> = question.text.lines().filter_map(super::options::option).collect();
    for answer in &mut answers {
        if let Some(words) = super::options::spelled_out(&options, answer) {
            *answer = words;
        }
    }
    question.answers.extend(answers);
    if by == By::Title {
        question.guessed.push(Guess::AnswerMatched);
    }
    question.code |= solution.code;
    question.parts.extend(
        solution
            .parts
            .into_iter()
            .map(|(line, part)| (line, if part == Part::Text { Part::Markup } else { part })),
    );
}
