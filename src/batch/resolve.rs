//! Which question of the bank somebody means who wrote its id, its title or its text.

use std::collections::HashMap;

use crate::bank::{Bank, Entry};
use crate::text::{Document, nearest};

/// The questions of a bank by everything that they are called.
pub struct Questions<'b> {
    bank: &'b Bank,
    /// Index into the bank's entries; `None` where two entries are called the same.
    by_name: HashMap<String, Option<usize>>,
}

impl<'b> Questions<'b> {
    /// The questions of `bank`.
    #[must_use]
    pub fn new(bank: &'b Bank) -> Self {
        let mut by_name: HashMap<String, Option<usize>> = HashMap::new();
        for (at, entry) in bank.entries().iter().enumerate() {
            let mut names = [key(&entry.id.replace('-', " ")), key(&entry.title), key(&entry.question)];
            names.sort();
            for (i, name) in names.iter().enumerate() {
                if !name.is_empty() && (i == 0 || names[i - 1] != *name) {
                    by_name.entry(name.clone()).and_modify(|known| *known = None).or_insert(Some(at));
                }
            }
        }
        Self { bank, by_name }
    }

    /// The question that `text` names: its id, or its title or text in any case and with any marks, with or without a number in front.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&'b Entry> {
        let text = text.trim();
        if let Some(entry) = self.bank.get(text) {
            return Some(entry);
        }
        let whole = key(text);
        let found = self.by_name.get(&whole).or_else(|| self.by_name.get(&key(unnumbered(text))));
        found.copied().flatten().map(|at| &self.bank.entries()[at])
    }

    /// What to say where no question is called `text`.
    #[must_use]
    pub fn help(&self, text: &str) -> String {
        let entries = self.bank.entries();
        let near = nearest(text, entries.iter().flat_map(|e| [e.id.as_str(), e.title.as_str()]));
        match near.first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`gradus list` shows the ids and titles".to_owned(),
        }
    }
}

/// The words of a name, folded.
fn key(text: &str) -> String {
    let document = Document::markdown(text);
    let words: Vec<&str> = document.words().iter().map(|w| w.norm.as_str()).collect();
    words.join(" ")
}

/// A heading without the number or the letter before it ("3. ", "Q7:", "Question 2 - ").
fn unnumbered(text: &str) -> &str {
    let rest = ["question", "q"].iter().find_map(|p| {
        let (start, rest) = text.split_at_checked(p.len())?;
        start.eq_ignore_ascii_case(p).then_some(rest)
    });
    let rest = rest.unwrap_or(text).trim_start();
    rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ':' | '-' | '#' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::embedded;

    #[test]
    fn a_question_is_found_by_id_title_and_text() {
        let bank = embedded();
        let questions = Questions::new(&bank);
        let entry = bank.get("bias-variance-tradeoff").unwrap();
        let numbered = [
            format!("12. {}", entry.title),
            format!("Q3: {}", entry.question),
            format!("Question 4 - {}", entry.title.to_uppercase()),
        ];
        for name in [&entry.id, &entry.title, &entry.question].into_iter().chain(&numbered) {
            assert_eq!(questions.find(name).map(|e| e.id.as_str()), Some("bias-variance-tradeoff"), "{name}");
        }
        assert_eq!(questions.find("what else").map(|e| &e.id), None);
        assert_eq!(questions.find("").map(|e| &e.id), None);
        assert_eq!(questions.help("bias-variance-tradeof"), "did you mean `bias-variance-tradeoff`?");
    }
}
