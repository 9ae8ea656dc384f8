//! Questions that do not have the shape of the others: people are not always consistent.

use super::layout::{Candidate, PLAIN};
use super::opening::{Below, Holder};

/// Adds the lines of other shapes that ask and have the very numbers that are missing between the chosen ones: people are not always consistent.
pub(super) fn fill_gaps<'c>(chosen: Vec<&'c Candidate>, all: &'c [Candidate]) -> Vec<&'c Candidate> {
    let mut out: Vec<&Candidate> = Vec::with_capacity(chosen.len());
    for next in chosen {
        if let Some(before) = out.last().copied()
            && let (Some(mut last), Some(number)) = (before.opening.number, next.opening.number)
            && number > last + 1
        {
            let from = all.partition_point(|c| c.opening.line <= before.opening.line);
            let to = all.partition_point(|c| c.opening.line < next.opening.line);
            for candidate in &all[from..to] {
                if candidate.merit >= PLAIN && candidate.opening.number == Some(last + 1) && last + 1 < number {
                    last += 1;
                    out.push(candidate);
                }
            }
        }
        out.push(next);
    }
    out
}

/// Least merit of a heading of another level: it stands above an answer, and it asks.
const OTHER_LEVEL: f32 = 3.5;

/// Adds headings of another level that ask and stand above what most of the chosen headings stand above: people miscount their `#`. One below a question that
/// has no answer of its own yet is a part of that question.
pub(super) fn with_other_levels<'c>(chosen: Vec<&'c Candidate>, all: &'c [Candidate]) -> Vec<&'c Candidate> {
    let is_heading = |c: &Candidate| matches!(c.opening.shape.holder, Holder::Heading(_));
    let Some(first) = chosen.iter().find(|c| c.below != Below::Other).filter(|c| is_heading(c)) else {
        return chosen;
    };
    let below = first.below;
    if chosen.iter().filter(|c| c.below == below).count() * 3 < chosen.len() * 2 {
        return chosen;
    }
    let mut out: Vec<&Candidate> = Vec::with_capacity(chosen.len() + 1);
    let mut chosen = chosen.into_iter().peekable();
    for candidate in all {
        if chosen.peek().is_some_and(|c| c.opening.line == candidate.opening.line) {
            out.extend(chosen.next());
            continue;
        }
        let alike = is_heading(candidate) && candidate.below == below && candidate.merit >= OTHER_LEVEL;
        if alike && out.last().is_some_and(|c| c.below == below) {
            out.push(candidate);
        }
    }
    out.extend(chosen);
    out
}
