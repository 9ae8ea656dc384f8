//! Finding the layout: which lines open questions. Lines of one shape are a candidate; the candidate whose lines ask most, by words, numbers and what
//! stands below them, wins. What it leaves unexplained is looked at again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::gaps::{fill_gaps, with_other_levels};
use super::lines::Line;
use super::numbering::Named;
use super::opening::{Below, Holder, Opening, Shape, seen_from_above};
use super::sections::{Sections, break_after};
use super::solutions::lines_in_solutions;
use super::words::asks;

/// The lines that open questions, with how they were recognised.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// In the order of lines.
    pub openings: Vec<Opening>,
    /// The recognised layouts in words, each with its count.
    pub described: Vec<String>,
}

/// A line that may open a question, with what speaks for it.
pub(super) struct Candidate {
    /// The line.
    pub opening: Opening,
    /// What stands below it.
    pub below: Below,
    /// How much speaks for it.
    pub merit: f32,
}

/// How often the unexplained remainder is looked at again within itself.
const DEEPEST: usize = 6;

/// Least sum of merits that makes lines questions.
const LEAST: f32 = 2.0;

/// Finds the openings among `lines`. `taken` says which lines are known to be something else.
pub(super) fn find(lines: &[Line], taken: &[bool]) -> Layout {
    let candidates = candidates(lines, taken);
    let mut layout = Layout::default();
    let mut pending = vec![(0..lines.len(), 0)];
    while let Some((region, depth)) = pending.pop() {
        let Some((chosen, words)) = choose(&candidates, &region) else { continue };
        layout.described.push(words);
        if depth < DEEPEST {
            pending.extend(unexplained(lines, taken, &region, &chosen).into_iter().map(|r| (r, depth + 1)));
        }
        layout.openings.extend(chosen);
    }
    layout.openings.sort_by_key(|o| o.line);
    layout.openings.dedup_by_key(|o| o.line);
    layout
}

fn candidates(lines: &[Line], taken: &[bool]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let in_solutions = lines_in_solutions(lines);
    // What stands below the current line, known when going up.
    let mut below = Below::Other;
    let mut merit_below = 0.0;
    let mut followed = false;
    let mut blank = false;
    for (i, line) in lines.iter().enumerate().rev() {
        if line.is_blank() || line.facts.rule || taken[i] || line.text.trim() == "<details>" {
            blank = true;
            continue;
        }
        let seen = seen_from_above(line);
        let opening = super::opening::opening(line, i);
        let mut merit = None;
        if let Some(opening) = opening
            && !matches!(seen, Below::Answer | Below::Fields)
            && !is_other_label(line)
            && !(opening.shape.named == Named::No && super::contents::is_section_name(&opening.text))
        {
            let mut value = merit_of(&opening, below);
            if opening.text.is_empty() {
                // `Question 3` alone: its words stand below.
                value += f32::max(merit_below, 0.0);
            }
            if in_solutions[i] && opening.number.is_some() && value < PLAIN {
                // A numbered answer to a question that stands elsewhere asks nothing.
                value += 3.0;
            }
            if followed && merit_below < PLAIN {
                // What is followed by something that asks nothing has an answer, or at least a body.
                value += 0.5;
            }
            if matches!(below, Below::Question | Below::Fields) && merit_below > 0.0 && opening.shape.named != Named::Question {
                // The label below belongs to this line's question.
                value += f32::max(merit_below, 0.0) + 0.5;
            }
            merit = Some(value);
            out.push(Candidate { opening, below, merit: value });
        }
        // Fields between a title and the question's own words pass the words on; with a blank line between they end the question before.
        let passed = seen == Below::Fields && below == Below::Question && !blank;
        merit_below = merit.unwrap_or(if passed { merit_below } else { 0.0 });
        below = seen;
        followed = true;
        blank = false;
    }
    out.reverse();
    out
}

/// Whether the line is a label that opens no question.
fn is_other_label(line: &Line) -> bool {
    super::label::find(&line.text, line.facts.heading.is_some()).is_some_and(|f| f.label != super::label::Label::Question)
}

fn merit_of(opening: &Opening, below: Below) -> f32 {
    let mut merit = if opening.text.is_empty() { 1.5 } else { asks(&opening.text) - 1.0 };
    merit += match opening.shape.named {
        Named::No => 0.0,
        Named::Question => 4.0,
        Named::Task => 3.0,
    };
    merit += match below {
        Below::Other => 0.0,
        Below::Answer => 3.0,
        Below::Fields => 4.0,
        Below::Question => 2.0,
    };
    if !opening.rest.is_empty() && opening.text.ends_with('?') {
        merit += 1.0;
    }
    merit += if opening.number.is_some() { 0.5 } else { 0.0 };
    merit += if opening.shape.bold { 0.5 } else { 0.0 };
    merit += match opening.shape.holder {
        Holder::Heading(_) | Holder::Summary => 0.5,
        Holder::Bullet(depth) => -0.5 * f32::from(depth),
        Holder::Paragraph => 0.0,
    };
    merit.clamp(-2.0, 9.0)
}

/// Of one shape, a way to take its lines.
enum Taking {
    /// All of them.
    All,
    /// Those above such a line, and those that fill gaps in their numbers.
    Above(Below),
    /// Those that ask and whose numbers count up; lists in the answers have the same shape.
    Chain,
    /// Those that ask plainly.
    Asking,
}

/// Least merit of a line that is taken for its own words.
pub(super) const PLAIN: f32 = 1.9;

/// The best lines of `region`, with the layout in words.
fn choose(candidates: &[Candidate], region: &Range<usize>) -> Option<(Vec<Opening>, String)> {
    let start = candidates.partition_point(|c| c.opening.line < region.start);
    let end = candidates.partition_point(|c| c.opening.line < region.end);
    let mut shapes: BTreeMap<Shape, Vec<&Candidate>> = BTreeMap::new();
    for candidate in &candidates[start..end] {
        shapes.entry(candidate.opening.shape).or_default().push(candidate);
    }
    let mut best: Option<(f32, Shape, Vec<&Candidate>)> = None;
    for (shape, members) in shapes {
        let numbers = numbers_run(&members);
        for taking in [
            Taking::All,
            Taking::Above(Below::Answer),
            Taking::Above(Below::Fields),
            Taking::Above(Below::Question),
            Taking::Chain,
            Taking::Asking,
        ] {
            let (chosen, worth) = take(&members, &taking);
            let bonus = if numbers && matches!(taking, Taking::All) { 0.5 } else { 0.0 };
            let score = worth * chosen.iter().map(|c| c.merit + bonus).sum::<f32>();
            if score >= LEAST && best.as_ref().is_none_or(|b| score > b.0 + 0.01) {
                best = Some((score, shape, chosen));
            }
        }
    }
    let (_, shape, chosen) = best?;
    let chosen = fill_gaps(chosen, &candidates[start..end]);
    let chosen = with_other_levels(chosen, &candidates[start..end]);
    let words = format!("{}: {}", shape.words(), chosen.len());
    Some((chosen.into_iter().map(|c| c.opening.clone()).collect(), words))
}

/// Whether the numbers of `members` count up, from 1 again at lines that do not deny asking: lists in answers begin again too.
fn numbers_run(members: &[&Candidate]) -> bool {
    let numbered: Vec<(u32, f32)> = members.iter().filter_map(|c| Some((c.opening.number?, c.merit))).collect();
    let runs = numbered.windows(2).filter(|w| w[1].0 == w[0].0 + 1 || (w[1].0 == 1 && w[1].1 >= 0.0)).count();
    numbered.len() > 2 && runs * 5 >= (numbered.len() - 1) * 4
}

/// The lines that `taking` takes, and what their merits are worth: lines that were picked out prove less than a shape that holds throughout.
fn take<'c>(members: &[&'c Candidate], taking: &Taking) -> (Vec<&'c Candidate>, f32) {
    match taking {
        Taking::All => (without_labels(members), 1.0),
        Taking::Chain => (chain(members), 0.97),
        Taking::Asking => (members.iter().copied().filter(|c| c.merit >= PLAIN).collect(), 0.6),
        Taking::Above(below) => {
            let sure = members.iter().filter(|c| c.below == *below).count();
            if sure == 0 || (sure == 1 && members.len() > 1) {
                return (Vec::new(), 1.0);
            }
            (fill(members, *below), 0.95)
        }
    }
}

/// The members without bold labels and items that ask nothing, if most of them ask: `**Note:**` among bold questions.
fn without_labels<'c>(members: &[&'c Candidate]) -> Vec<&'c Candidate> {
    let asking = members.iter().filter(|c| c.merit >= PLAIN).count();
    let keeps = |c: &Candidate| c.merit > -1.0 || c.opening.number.is_some() || matches!(c.opening.shape.holder, Holder::Heading(_) | Holder::Summary);
    members.iter().copied().filter(|c| asking * 3 < members.len() || keeps(c)).collect()
}

/// The numbered members that ask and follow one another; a 1 that asks begins again.
fn chain<'c>(members: &[&'c Candidate]) -> Vec<&'c Candidate> {
    let mut last = 0;
    let mut out = Vec::new();
    for member in members {
        let Some(number) = member.opening.number else { continue };
        if member.merit >= 0.5 && (number == last + 1 || (number == 1 && member.merit >= PLAIN)) {
            last = number;
            out.push(*member);
        }
    }
    out
}

/// The members above a `below`, and others that ask and whose number is the one missing between them.
fn fill<'c>(members: &[&'c Candidate], below: Below) -> Vec<&'c Candidate> {
    let mut next_sure = vec![None; members.len()];
    let mut next = None;
    for (i, member) in members.iter().enumerate().rev() {
        next_sure[i] = next;
        if member.below == below {
            next = member.opening.number;
        }
    }
    let mut out: Vec<&Candidate> = Vec::new();
    let mut last = None;
    for (member, next) in members.iter().zip(next_sure) {
        let number = member.opening.number;
        let missing = number.is_some_and(|n| (last == Some(n - n.min(1)) || n == 1 && last.is_none()) && next.is_none_or(|next| next > n || next == 1));
        // A line that nothing but its words speaks for has to ask.
        let asks = member.merit >= if number.is_some() { PLAIN } else { 4.0 };
        if member.below == below || (asks && (missing || number.is_none() && member.opening.shape != PLAIN_LINE)) {
            out.push(member);
            last = number;
        }
    }
    out
}

/// Lines without any mark: most of them are prose.
const PLAIN_LINE: Shape = Shape {
    holder: Holder::Paragraph,
    named: Named::No,
    numbered: false,
    bold: false,
    indented: false,
};

/// The parts of `region` that hold no opening though a section begins there.
fn unexplained(lines: &[Line], taken: &[bool], region: &Range<usize>, chosen: &[Opening]) -> Vec<Range<usize>> {
    let sections = Sections::new(lines, taken, chosen);
    let mut out = Vec::new();
    let mut from = region.start;
    for (i, opening) in chosen.iter().enumerate() {
        if i == 0 && opening.line > from {
            out.push(from..above(lines, opening.line));
        }
        let end = chosen.get(i + 1).map_or(region.end, |next| next.line);
        if let Some(at) = break_after(&sections, opening.line, end) {
            out.push(at..above(lines, end));
        }
        from = end;
    }
    out.retain(|r| r.len() > 1 && *r != *region);
    out
}

/// The first of the headings, rules and blank lines right above `line`: they belong to what stands there.
fn above(lines: &[Line], line: usize) -> usize {
    let passed = lines[..line]
        .iter()
        .rev()
        .take_while(|l| l.is_blank() || l.facts.rule || l.facts.heading.is_some())
        .count();
    line - passed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;

    fn found(text: &str) -> Vec<String> {
        let lines = lines(text);
        let taken = vec![false; lines.len()];
        find(&lines, &taken).openings.into_iter().map(|o| o.text).collect()
    }

    #[test]
    fn inner_lists_of_the_same_shape() {
        let text = "1. Why a?\nAns: Because\n1. one thing.\n2. another thing.\n\n2. Why b?\nAns: So\n1. this.\n2. that.\n\n3. Why c?\nBecause it is.\n\n4. Why d?\nAns: x\n";
        assert_eq!(found(text), ["Why a?", "Why b?", "Why c?", "Why d?"]);
    }

    #[test]
    fn a_second_layout_in_a_later_section() {
        let text = "## T\n\n1. **What a?**\n   - **Answer**: x\n2. **What b?**\n   - **Answer**: y\n\n## Coding\n\n### Challenge 1: One\n\n**Question**: Do.\n\n### Challenge 2: Two\n\n**Question**: Do.\n";
        assert_eq!(found(text), ["What a?", "What b?", "One", "Two"]);
    }

    #[test]
    fn a_heading_of_another_level() {
        let text = "## Why a?\n\n### Answer\n\nx\n\n#### Explain b\n\n### Answer\n\ny\n\n## Why c?\n\n### Answer\n\nz\n";
        assert_eq!(found(text), ["Why a?", "Explain b", "Why c?"]);
    }

    #[test]
    fn prose_has_no_questions() {
        assert!(found("# Title\n\nSome prose here.\n\nMore of it, and more.\n").is_empty());
    }
}
