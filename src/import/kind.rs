//! Kind, difficulty and tags, from what the source says or from its words.

use super::words::{kebab, prefix, words};
use crate::bank::{Difficulty, Kind};

/// The kind that the headings above a question name, the outermost first; the document's `title` last.
pub(super) fn of_sections(sections: &[String], title: Option<&str>) -> Option<Kind> {
    sections.iter().map(String::as_str).chain(title).find_map(of_heading)
}

/// The kind that a heading names, if it names exactly one.
pub(super) fn of_heading(heading: &str) -> Option<Kind> {
    let all: Vec<String> = words(prefix(heading, 300)).collect();
    let has = |stems: &[&str]| all.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    let pair = |a: &str, b: &str| all.windows(2).any(|w| w[0].starts_with(a) && w[1].starts_with(b));
    let found = [
        (
            Kind::Behavioral,
            has(&["behavior", "behaviour", "situational", "leadership", "hr"]) || pair("soft", "skill") || pair("culture", "fit"),
        ),
        (
            Kind::SystemDesign,
            pair("system", "design")
                || pair("systems", "design")
                || pair("design", "question")
                || pair("architecture", "question")
                || pair("architecture", "design"),
        ),
        (
            Kind::Coding,
            has(&["coding", "programming", "algorithm"]) || pair("code", "question") || pair("hands", "on") || pair("implementation", "question"),
        ),
        (Kind::Technical, has(&["technical", "theory", "theoretical", "conceptual", "fundamentals"])),
    ];
    let mut kinds = found.iter().filter(|(_, yes)| *yes).map(|(kind, _)| *kind);
    // `Coding Solutions`, `Technical Problem-Solving` name one; `Technical and Behavioral` none.
    match (kinds.next(), kinds.next()) {
        (Some(kind), None) => Some(kind),
        _ => None,
    }
}

/// The kind that a question's words suggest. `code` says that its answer is mainly code.
pub(super) fn of_words(question: &str, code: bool) -> Kind {
    let text = words(prefix(question, 600)).collect::<Vec<_>>().join(" ");
    let starts = |list: &[&str]| list.iter().any(|s| text.starts_with(s));
    let contains = |list: &[&str]| list.iter().any(|s| text.contains(s));
    if contains(&[
        "tell me about a",
        "a time when",
        "a time you",
        "describe a situation",
        "have you ever",
        "walk me through a project",
        "conflict",
        "disagree",
        "difficult stakeholder",
        "your greatest",
        "your team",
    ]) {
        Kind::Behavioral
    } else if starts(&["implement", "write a", "write the", "write code", "code a", "create a function", "program a"])
        || (code && starts(&["build", "create", "develop"]))
    {
        Kind::Coding
    } else if starts(&["design a", "design an", "design the", "architect"])
        || contains(&["how would you design", "how would you architect", "design a system", "system design"])
    {
        Kind::SystemDesign
    } else {
        Kind::Technical
    }
}

/// The difficulty that `text` names, if it does.
pub(super) fn difficulty(text: &str) -> Option<Difficulty> {
    let all: Vec<String> = words(prefix(text, 200)).collect();
    let has = |names: &[&str]| all.iter().any(|w| names.contains(&w.as_str()));
    let symbol = |s: &str| text.contains(s);
    if has(&["medium", "intermediate", "moderate", "mid"]) || symbol("🟡") {
        Some(Difficulty::Medium)
    } else if has(&["hard", "difficult", "advanced", "expert", "senior", "tough"]) || symbol("🔴") {
        Some(Difficulty::Hard)
    } else if has(&["easy", "beginner", "beginners", "basic", "basics", "junior", "entry"]) || symbol("🟢") {
        Some(Difficulty::Easy)
    } else {
        None
    }
}

/// Most tags a question gets.
const MOST_TAGS: usize = 8;

/// The tags in `text`, which lists them between commas, in kebab-case.
pub(super) fn tags(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for tag in text.split([',', ';', '#', '\n']).map(|t| kebab(t, 40)) {
        if !tag.is_empty() && !out.contains(&tag) && out.len() < MOST_TAGS {
            out.push(tag);
        }
    }
    out
}

/// A tag from the innermost heading above a question, without its words for questions and counts; the kind's name if there is none.
pub(super) fn tag_of_section(sections: &[String], kind: Kind) -> String {
    let useful = |heading: &String| {
        let kept: Vec<String> = words(heading)
            .filter(|w| !matches!(w.as_str(), "questions" | "question" | "interview" | "section" | "part" | "and" | "the") && w.parse::<u32>().is_err())
            .collect();
        Some(kebab(&kept.join(" "), 40)).filter(|t| t.len() > 2)
    };
    sections.iter().rev().find_map(useful).unwrap_or_else(|| kind.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(of_heading("Behavioral Questions (20+ questions)"), Some(Kind::Behavioral));
        assert_eq!(of_heading("System Design Questions"), Some(Kind::SystemDesign));
        assert_eq!(of_heading("Coding Challenges"), Some(Kind::Coding));
        assert_eq!(of_heading("Technical and Behavioral"), None);
        assert_eq!(of_words("Implement dropout", false), Kind::Coding);
        assert_eq!(of_words("Tell me about a time you failed", false), Kind::Behavioral);
        assert_eq!(of_words("How would you design a feed?", false), Kind::SystemDesign);
        assert_eq!(of_words("What is dropout?", true), Kind::Technical);
    }

    #[test]
    fn difficulties_and_tags() {
        assert_eq!(difficulty("🟡 Medium"), Some(Difficulty::Medium));
        assert_eq!(difficulty("Beginner"), Some(Difficulty::Easy));
        assert_eq!(difficulty("Hardware"), None);
        assert_eq!(tags("A/B Testing, NLP, nlp"), ["a-b-testing", "nlp"]);
    }
}
