//! Answers that stand apart from their questions, in a section of solutions: found by their titles, or by their numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::kind;
use super::lines::Line;
use super::plain::plain;
use super::words::{prefix, topic_words, words};
use crate::bank::Kind;

/// Whether a heading names a section of answers to questions that stand elsewhere.
pub(super) fn is_solutions(heading: &str) -> bool {
    let all: Vec<String> = words(heading).take(12).collect();
    let has = |names: &[&str]| all.iter().any(|w| names.contains(&w.as_str()));
    let answers = has(&["solution", "solutions", "answers", "explanations"]) || all.windows(2).any(|w| w[0] == "answer" && w[1] == "key");
    answers && !has(&["questions", "question", "q", "qa", "how"]) && all.len() <= 6
}

/// For each line whether it stands in a section of solutions.
pub(super) fn lines_in_solutions(lines: &[Line]) -> Vec<bool> {
    let mut level: Option<u8> = None;
    lines
        .iter()
        .map(|line| {
            let text = line.text.trim();
            let capitals = text.len() < 60 && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
            let own = line.facts.heading.or_else(|| (line.is_prose() && capitals && text.len() > 8).then_some(7));
            if let Some(own) = own {
                if is_solutions(&plain(text)) {
                    level = Some(level.map_or(own, |l| l.min(own)));
                } else if level.is_some_and(|l| own <= l) {
                    level = None;
                }
            }
            level.is_some()
        })
        .collect()
}

/// What is known of a question, or of a solution, for bringing them together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    /// Its words.
    pub text: String,
    /// Its number.
    pub number: Option<u32>,
    /// The headings above it.
    pub section: Vec<String>,
    /// Of a question its key points, of a solution its answer.
    pub body: String,
}

impl Card {
    /// The words of its body.
    fn points(&self) -> BTreeSet<String> {
        topic_words(prefix(&self.body, MOST_BODY)).into_iter().collect()
    }
}

/// How much of a solution is compared with key points, in bytes.
const MOST_BODY: usize = 8000;

/// How a solution was brought to its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Their words are alike.
    Title,
    /// Their numbers are equal, and it has no title.
    Number,
}

/// Least likeness of a solution's title and a question, from 0 to 1.
const LEAST: f64 = 0.34;

/// For each solution the question it belongs to, by index.
pub(super) fn attach(questions: &[Card], solutions: &[Card]) -> Vec<Option<(usize, By)>> {
    let words_of: Vec<BTreeSet<String>> = questions.iter().map(|q| topic_words(&q.text).into_iter().collect()).collect();
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, all) in words_of.iter().enumerate() {
        for word in all {
            by_word.entry(word).or_default().push(i);
        }
    }
    let weight = |word: &str| (1.0 + questions.len() as f64 / (1 + by_word.get(word).map_or(0, Vec::len)) as f64).ln();
    let kinds: Vec<Option<Kind>> = questions.iter().map(|q| kind::of_sections(&q.section, None)).collect();
    let named = solutions.iter().filter(|s| is_title(&s.text)).count();
    let by_titles = named * 2 > solutions.len();
    solutions
        .iter()
        .map(|solution| {
            let kind = solution.section.iter().rev().find_map(|s| kind::of_heading(s));
            let own: BTreeSet<String> = topic_words(&solution.text).into_iter().collect();
            let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
            for word in &own {
                // A word that most questions have tells nothing, and would make the search quadratic.
                for i in by_word.get(word.as_str()).into_iter().flatten().take(200) {
                    *shared.entry(*i).or_default() += weight(word);
                }
            }
            let total = |all: &BTreeSet<String>| all.iter().map(|w| weight(w)).sum::<f64>();
            let own_total = total(&own);
            let said = solution.points();
            let alike = |i: usize, common: f64| {
                let cosine = common / (own_total * total(&words_of[i])).sqrt().max(1e-9);
                let same_kind = kind.is_none() || kind == kinds[i];
                let same_number = solution.number.is_some() && solution.number == questions[i].number;
                // A solution that speaks of the question's key points is probably its own.
                let points = questions[i].points();
                let covered = points.intersection(&said).count() as f64 / points.len().max(1) as f64;
                cosine + 0.25 * covered + if same_number && same_kind { 0.1 } else { 0.0 } - if same_kind { 0.0 } else { 0.2 }
            };
            let best = shared
                .into_iter()
                .map(|(i, common)| (i, alike(i, common)))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            match best {
                Some((i, likeness)) if by_titles && likeness >= LEAST => Some((i, By::Title)),
                _ if by_titles => None,
                _ => by_number(questions, &kinds, solution, kind).map(|i| (i, By::Number)),
            }
        })
        .collect()
}

/// Whether the words of a solution name what it answers rather than answer it.
fn is_title(text: &str) -> bool {
    let count = text.split_whitespace().count();
    text.ends_with([':', '?'])
        || (2..=10).contains(&count)
            && !text.ends_with('.')
            && text.split_whitespace().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count() * 2 > count
}

/// The only question with the solution's number, in its kind if that is known.
fn by_number(questions: &[Card], kinds: &[Option<Kind>], solution: &Card, kind: Option<Kind>) -> Option<usize> {
    let number = solution.number?;
    let mut fitting = (0..questions.len()).filter(|i| questions[*i].number == Some(number) && (kind.is_none() || kinds[*i] == kind));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(number: u32, text: &str, section: &str) -> Card {
        Card {
            text: text.to_owned(),
            number: Some(number),
            section: vec![section.to_owned()],
            body: String::new(),
        }
    }

    #[test]
    fn by_title_and_by_number() {
        let questions = [
            card(1, "What is a perceptron?", "Technical"),
            card(2, "Explain backpropagation.", "Technical"),
            card(3, "What is dropout?", "Technical"),
        ];
        let titled = [
            card(1, "Backpropagation Detailed Explanation:", "Technical Solutions"),
            card(2, "Transformers:", "Technical Solutions"),
        ];
        assert_eq!(attach(&questions, &titled), [Some((1, By::Title)), None]);
        let keys = [
            card(1, "b", "Answer Key"),
            card(3, "It drops units at random, which regularises.", "Answer Key"),
        ];
        assert_eq!(attach(&questions, &keys), [Some((0, By::Number)), Some((2, By::Number))]);
        assert!(is_solutions("Solutions and Explanations") && is_solutions("Answer Key") && !is_solutions("Questions and Answers"));
    }
}
