//! The headings above a question.

use super::lines::Line;
use super::plain::plain;
use super::sections::Sections;

/// The document's title and its section headings.
pub(super) struct Outline {
    /// The title's line and words.
    pub title: Option<(usize, String)>,
    /// Line, level, words.
    headings: Vec<(usize, u8, String)>,
    /// For each heading the one that it stands under.
    parents: Vec<Option<usize>>,
}

impl Outline {
    /// Finds them among `lines`, of which some are `taken`; the `first` question stands at that line.
    pub(super) fn new(lines: &[Line], sections: &Sections, taken: &[bool], first: Option<usize>) -> Self {
        let words = |line: usize| {
            plain(lines[line].text.trim().trim_start_matches('#').trim_end_matches('#'))
                .trim_end_matches(':')
                .to_owned()
        };
        let mut headings: Vec<(usize, u8, String)> = sections.headings.iter().map(|(line, level)| (*line, *level, words(*line))).collect();
        let top = headings.iter().map(|h| h.1).min();
        let alone = top.is_some_and(|top| headings.iter().filter(|h| h.1 == top).count() == 1);
        let is_title = headings
            .first()
            .is_some_and(|h| alone && Some(h.1) == top && first.is_none_or(|f| h.0 < f) && (h.1 == 1 || h.1 == 7 || headings.len() > 1));
        let title = is_title.then(|| headings.remove(0)).map(|(line, _, words)| (line, words)).or_else(|| {
            // A first line in plain text that names the document.
            let line = lines.iter().position(|l| !l.is_blank())?;
            let known = headings.iter().any(|h| h.0 == line) || first == Some(line);
            let short = !taken[line] && lines[line].is_prose() && lines[line].text.len() <= 100 && !lines[line].text.trim_end().ends_with(['.', '?', ':']);
            (!known && short && first.is_some_and(|f| f > line)).then(|| (line, words(line)))
        });
        let mut parents = Vec::with_capacity(headings.len());
        let mut open: Vec<usize> = Vec::new();
        for (i, heading) in headings.iter().enumerate() {
            while open.pop_if(|above| headings[*above].1 >= heading.1).is_some() {}
            parents.push(open.last().copied());
            open.push(i);
        }
        Self { title, headings, parents }
    }

    /// The headings above `line`, outermost first.
    pub(super) fn above(&self, line: usize) -> Vec<String> {
        let mut at = self.headings.partition_point(|h| h.0 < line).checked_sub(1);
        let mut out = Vec::new();
        while let Some(i) = at {
            out.push(self.headings[i].2.clone());
            at = self.parents[i];
        }
        out.reverse();
        out
    }
}
