//! Section headings: those that stand right before questions, and those of their level.

use std::collections::BTreeMap;

use super::label;
use super::lines::Line;
use super::opening::{Holder, Opening};
use super::plain::plain;

/// The headings that begin a section and so end the question before them.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// Line index and level, in the order of lines. Level 7 is a line in plain text.
    pub headings: Vec<(usize, u8)>,
}

impl Sections {
    /// Finds the section headings among `lines`, given what opens questions.
    pub(super) fn new(lines: &[Line], taken: &[bool], openings: &[Opening]) -> Self {
        let opens: BTreeMap<usize, &Opening> = openings.iter().map(|o| (o.line, o)).collect();
        let levels = openings.iter().filter_map(|o| match o.shape.holder {
            Holder::Heading(level) => Some(level),
            _ => None,
        });
        let deepest_opening = levels.max();
        let candidates = heading_lines(lines, taken, &opens);
        let deepest = deepest_section(lines, &candidates, &opens, deepest_opening);
        let headings = candidates
            .iter()
            .filter(|h| match (h.level, deepest_opening) {
                (PLAIN, _) => h.before_opening,
                (level, Some(opening)) => level < opening || level == opening && level <= deepest.max(opening),
                (level, None) => level <= deepest,
            })
            .map(|h| (h.line, h.level))
            .collect();
        Self { headings }
    }
}

/// The level that stands for a heading in plain text.
const PLAIN: u8 = 7;

struct Heading {
    line: usize,
    level: u8,
    /// Whether an opening follows it, with nothing but headings and a short introduction between.
    before_opening: bool,
}

/// Most lines of introduction between a heading and the first question below it.
const INTRODUCTION: usize = 4;

fn heading_lines(lines: &[Line], taken: &[bool], opens: &BTreeMap<usize, &Opening>) -> Vec<Heading> {
    let mut out = Vec::new();
    // How many lines of prose stand between the current line and the next opening.
    let mut prose = usize::MAX;
    for (i, line) in lines.iter().enumerate().rev() {
        if opens.contains_key(&i) {
            prose = 0;
            continue;
        }
        if line.is_blank() || line.facts.rule || taken[i] || line.facts.comment {
            continue;
        }
        // `Answers` right above something numbered is a section of answers, not the label of one.
        let key = prose == 0 && line.facts.heading.is_some() && super::solutions::is_solutions(&plain(&line.text));
        let labelled = !key && label::find(&line.text, line.facts.heading.is_some()).is_some();
        if let Some(level) = line.facts.heading
            && !labelled
        {
            out.push(Heading {
                line: i,
                level,
                before_opening: prose <= INTRODUCTION,
            });
        } else if prose == 0 && !labelled && is_plain_heading(lines, i) {
            out.push(Heading {
                line: i,
                level: PLAIN,
                before_opening: true,
            });
        } else {
            prose = if line.facts.code || line.facts.table {
                usize::MAX
            } else {
                prose.saturating_add(1)
            };
        }
    }
    out.reverse();
    out
}

/// A short line by itself that reads like the heading of a section: `BEHAVIORAL QUESTIONS`, `Part 2: Design`, `**Basics**`.
fn is_plain_heading(lines: &[Line], i: usize) -> bool {
    let text = lines[i].text.trim();
    let alone = i == 0 || lines[i - 1].is_blank() || lines[i - 1].facts.rule;
    if text.len() > 80 || !alone || lines[i].indent > 3 || lines[i].facts.code || lines[i].facts.table {
        return false;
    }
    let bold = text.len() > 4 && text.starts_with("**") && text.trim_end_matches(':').ends_with("**");
    let bare = text.trim_matches(['*', '_', ':', ' ', '=', '-']);
    let lower = bare.to_lowercase();
    let capitals = bare.chars().any(char::is_alphabetic) && !bare.chars().any(char::is_lowercase);
    let named = ["section", "part ", "chapter", "module", "topic", "unit "].iter().any(|w| lower.starts_with(w))
        || lower.ends_with("questions")
        || lower.ends_with("challenges");
    !bare.is_empty() && !bare.ends_with(['.', '?', '!', ',']) && (bold || capitals || named)
}

/// The deepest level whose headings begin sections: enough of its headings stand before openings. 0 if none does.
fn deepest_section(lines: &[Line], headings: &[Heading], opens: &BTreeMap<usize, &Opening>, opening: Option<u8>) -> u8 {
    let mut deepest = 0;
    for level in 1..=6 {
        let all: Vec<&Heading> = headings.iter().filter(|h| h.level == level).collect();
        // A heading above one question only, each time, would be part of it; above the first of several it is a section.
        let before = all.iter().filter(|h| h.before_opening).count();
        let enough = before * 3 >= all.len() && before > 0;
        // In scraped text comments of code look like headings; they outnumber the questions below them.
        let crowded = all.len() > 20 && all.len() > 2 * opens.len();
        if enough && !crowded && opening.is_none_or(|o| level < o) {
            deepest = level;
        }
    }
    debug_assert!(headings.iter().all(|h| h.line < lines.len()), "headings are lines");
    deepest
}

/// The first section heading after the line `from` and before `end`.
pub(super) fn break_after(sections: &Sections, from: usize, end: usize) -> Option<usize> {
    let at = sections.headings.partition_point(|(line, _)| *line <= from);
    sections.headings.get(at).map(|(line, _)| *line).filter(|line| *line < end)
}
