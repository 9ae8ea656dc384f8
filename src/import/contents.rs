//! Lines that are known before any question is looked for: front matter, tables of contents, page furniture.

use super::fate::Fate;
use super::lines::Line;
use super::plain::plain;
use super::words::words;

/// What is known of a document before its questions.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// For each line its fate, where it is known.
    pub fates: Vec<Option<Fate>>,
    /// Fields of the front matter, names in lower case.
    pub front: Vec<(String, String)>,
}

impl Known {
    /// For each line whether its fate is known.
    pub(super) fn taken(&self) -> Vec<bool> {
        self.fates.iter().map(Option::is_some).collect()
    }
}

/// Reads what is known of `lines`.
pub(super) fn known(lines: &[Line]) -> Known {
    let mut out = Known {
        fates: vec![None; lines.len()],
        front: Vec::new(),
    };
    front_matter(lines, &mut out);
    contents_sections(lines, &mut out);
    contents_links(lines, &mut out);
    for (i, line) in lines.iter().enumerate() {
        if out.fates[i].is_none() && is_furniture(line) {
            out.fates[i] = Some(Fate::Furniture);
        }
    }
    out
}

/// `+++` or `---` with fields at the top.
fn front_matter(lines: &[Line], out: &mut Known) {
    let Some(fence) = lines.first().map(|l| l.text.trim_end()).filter(|t| matches!(*t, "+++" | "---")) else {
        return;
    };
    let Some(end) = lines.iter().skip(1).position(|l| l.text.trim_end() == fence).map(|i| i + 1) else {
        return;
    };
    let is_field = |l: &Line| l.is_blank() || l.text.contains([':', '=']) || l.text.trim_start().starts_with(['-', '#', ']']) || l.indent > 0;
    if end < 2 || !lines[1..end].iter().all(is_field) {
        return;
    }
    for line in &lines[1..end] {
        if let Some((name, value)) = line.text.split_once(['=', ':']) {
            let value = value.trim().trim_matches(['[', ']', '"', '\'']).replace(['"', '\''], "");
            out.front.push((name.trim().to_lowercase(), value));
        } else if let Some(item) = line.text.trim().strip_prefix("- ")
            && let Some(last) = out.front.last_mut()
        {
            last.1 = if last.1.is_empty() { item.to_owned() } else { format!("{}, {item}", last.1) };
        }
    }
    for fate in &mut out.fates[..=end] {
        *fate = Some(Fate::Furniture);
    }
}

/// The list under a heading that says it is the table of contents.
fn contents_sections(lines: &[Line], out: &mut Known) {
    let mut i = 0;
    while i < lines.len() {
        let is_title = |l: &Line| {
            l.text.len() < 80
                && matches!(
                    words(&plain(&l.text)).collect::<Vec<_>>().join(" ").as_str(),
                    "table of contents" | "contents" | "toc" | "index"
                )
        };
        if !lines[i].is_prose() || !is_title(&lines[i]) {
            i += 1;
            continue;
        }
        out.fates[i] = Some(Fate::Contents);
        i += 1;
        let start = i;
        let belongs = |i: usize| lines[i].is_blank() || is_item(&lines[i]) || is_link(&lines[i].text);
        let begins_again = |i: usize| i > start + 1 && lines[i - 1].is_blank() && lines[i].text.trim_start().starts_with('1');
        while i < lines.len() && belongs(i) && (is_link(&lines[i].text) || !begins_again(i)) {
            if !lines[i].is_blank() {
                out.fates[i] = Some(Fate::Contents);
            }
            i += 1;
        }
    }
}

fn is_item(line: &Line) -> bool {
    let text = line.text.trim_start();
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    // In plain text the items end in page numbers after dots.
    line.facts.heading.is_none()
        && (text.starts_with(['-', '*', '+', '•']) || (numbered.len() < text.len() && numbered.starts_with(['.', ')'])) || text.contains("...."))
        && !line.facts.rule
}

/// Runs of two or more lines that only point to places of the page.
fn contents_links(lines: &[Line], out: &mut Known) {
    let mut run: Vec<usize> = Vec::new();
    for i in 0..=lines.len() {
        let blank = lines.get(i).is_some_and(Line::is_blank);
        if lines
            .get(i)
            .is_some_and(|l| is_link(&l.text) || (l.facts.table && !run.is_empty() && l.text.contains("---")) || is_head_of_links(lines, i))
        {
            run.push(i);
        } else if !blank {
            if run.len() > 1 {
                for at in &run {
                    out.fates[*at] = Some(Fate::Contents);
                }
            }
            run.clear();
        }
    }
}

/// A table's head and the line under it, above rows that point to places of the page.
fn is_head_of_links(lines: &[Line], i: usize) -> bool {
    let row = |at: usize| lines.get(at).filter(|l| l.facts.table);
    row(i).is_some()
        && (row(i + 2).is_some_and(|l| is_link(&l.text)) && row(i + 1).is_some_and(|l| l.text.contains("---"))
            || lines[i].text.contains("---") && row(i + 1).is_some_and(|l| is_link(&l.text)))
}

/// Whether `text` is one link to a place of the page (`[words](#place)`), with marks of lists and tables around it at most.
fn is_link(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 1000 || !text.contains("](#") {
        return false;
    }
    let bare = text.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '*' | '+' | '.' | '|' | '•' | '>'));
    bare.starts_with('[') && bare.ends_with(')') && !is_to_top(bare)
}

fn is_to_top(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.len() < 120
        && (lower.contains("back to top")
            || lower.contains("go to top")
            || lower.contains("return to top")
            || lower.contains("⬆")
            || lower.contains("back to contents"))
}

/// Whether the line is page furniture: links to the top, badges and images alone, comments, counts of pages.
fn is_furniture(line: &Line) -> bool {
    if line.facts.comment {
        return true;
    }
    if line.facts.code || line.facts.table || line.is_blank() || line.text.len() > 500 {
        return false;
    }
    let text = line.text.trim();
    let lower = text.to_lowercase();
    let shown = plain(text);
    let page = lower
        .strip_prefix("page ")
        .is_some_and(|rest| rest.split(" of ").all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())));
    // The words of an image are its description.
    let badges = text.starts_with("[![") || (text.starts_with("![") && text.ends_with(')') && text.matches("](").count() == 1 && lower.contains("badge"));
    let empty_tags = shown.is_empty() && text.starts_with('<') && !lower.contains("details") && !lower.contains("summary");
    is_to_top(text) && text.len() < 120 || page || badges || empty_tags || (lower.starts_with("copyright") || lower.starts_with('©')) && text.len() < 120
}

/// Whether a heading names a part of a document that asks nothing.
pub(super) fn is_section_name(text: &str) -> bool {
    const NAMES: [&str; 26] = [
        "introduction",
        "conclusion",
        "summary",
        "overview",
        "license",
        "contributing",
        "contributors",
        "references",
        "resources",
        "about",
        "acknowledgements",
        "acknowledgments",
        "appendix",
        "further reading",
        "table of contents",
        "contents",
        "preface",
        "basics",
        "advanced",
        "intermediate",
        "beginner",
        "final thoughts",
        "credits",
        "faq",
        "how to use",
        "prerequisites",
    ];
    let all: Vec<String> = words(text).take(12).collect();
    let joined = all.join(" ");
    let Some(first) = all.first() else { return false };
    let counted = matches!(first.as_str(), "part" | "section" | "chapter" | "module" | "unit") && all.get(1).is_some_and(|w| w.len() < 4);
    let plural = |w: &String| {
        matches!(
            w.as_str(),
            "questions" | "challenges" | "exercises" | "problems" | "scenarios" | "solutions" | "answers"
        )
    };
    let short = text.len() < 80 && !text.trim_end().ends_with('?');
    // `Behavioral Questions (20+)`, `50 Questions`: the plural near the end names a group.
    let group = short && !super::words::opens_like_question(text) && all.iter().any(plural);
    NAMES.contains(&joined.as_str()) || counted || group
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;

    #[test]
    fn contents_and_furniture() {
        let text = "# T\n\n## Table of Contents\n\n1. [A](#a)\n2. B\n\n## A\n\n- [What?](#what)\n- [Why?](#why)\n\ntext [x](#y)\n\n**[⬆ Back to Top](#t)**\n<!-- c -->\n\nPage 3 of 9\n";
        let lines = lines(text);
        let fates = known(&lines).fates;
        let at = |fate: &Fate| -> Vec<usize> { fates.iter().enumerate().filter(|(_, f)| f.as_ref() == Some(fate)).map(|(i, _)| i).collect() };
        assert_eq!(at(&Fate::Contents), [2, 4, 5, 9, 10]);
        assert_eq!(at(&Fate::Furniture), [14, 15, 17]);
    }

    #[test]
    fn tables_of_links_and_front_matter() {
        let text = "+++\ntags = ['a', 'b']\n+++\n| No. | Question |\n|---|---|\n| 1 | [What?](#what) |\n| 2 | [Why?](#why) |\n";
        let known = known(&lines(text));
        assert_eq!(known.front, [("tags".to_owned(), "a, b".to_owned())]);
        assert!(known.fates[3..7].iter().all(|f| *f == Some(Fate::Contents)));
    }

    #[test]
    fn names_of_sections() {
        for name in [
            "Technical Questions (50+ questions)",
            "Conclusion",
            "Part 2: Design",
            "Coding Challenges",
            "Solutions and Explanations",
        ] {
            assert!(is_section_name(name), "{name}");
        }
        for name in ["What are the answers?", "Explain the problems of RNNs", "Overview of attention"] {
            assert!(!is_section_name(name), "{name}");
        }
    }
}
