//! Questions that are asked twice.

use std::collections::BTreeMap;

use super::model::{Import, Note};
use super::words::words;

/// The words of a question that make it the same as another: no articles, no `and`, no case, no punctuation.
pub(super) fn key(text: &str) -> String {
    words(text)
        .filter(|w| !matches!(w.as_str(), "a" | "an" | "the" | "and" | "please"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Marks every question that repeats an earlier one, gives its answers and signals to that one, and notes it.
pub(super) fn mark(import: &mut Import) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for i in 0..import.questions.len() {
        let key = key(&import.questions[i].text);
        if key.is_empty() {
            continue;
        }
        let Some(earlier) = first.get(&key).copied() else {
            first.insert(key, i);
            continue;
        };
        let id = import.questions[earlier].id.clone();
        let (file, line) = (import.questions[i].file.clone(), import.questions[i].lines.0);
        let place = format!("{}:{}", import.questions[earlier].file, import.questions[earlier].lines.0);
        import.questions[i].duplicate_of = Some(id.clone());
        let added = merge(import, earlier, i);
        let message = format!("repeats `{id}` ({place}); {added}");
        import.notes.push(Note {
            file,
            line,
            code: "duplicate",
            message,
        });
    }
}

/// Gives what question `from` has to `into`; in words what that was.
fn merge(import: &mut Import, into: usize, from: usize) -> String {
    use super::model::Guess;
    let other = import.questions[from].clone();
    let question = &mut import.questions[into];
    let guessed = |q: &super::model::Question, what| q.guessed.contains(&what);
    let same = |a: &str, b: &str| words(a).eq(words(b));
    let new: Vec<String> = other.answers.iter().filter(|a| !question.answers.iter().any(|b| same(a, b))).cloned().collect();
    let mut done = Vec::new();
    if new.is_empty() {
        done.push("its answer is the same");
    } else if guessed(&other, Guess::AnswerFromSignals) && !question.answers.is_empty() {
        done.push("it has key points only, which were left with it");
    } else if guessed(question, Guess::AnswerFromSignals) {
        question.answers = new;
        question.guessed.retain(|g| *g != Guess::AnswerFromSignals);
        done.push("its answer became the reference answer");
    } else {
        question.answers.extend(new);
        done.push("its answer became another reference answer");
    }
    let takes_signals =
        (question.signals.is_empty() || guessed(question, Guess::SignalsFromAnswer)) && !guessed(&other, Guess::SignalsFromAnswer) && !other.signals.is_empty();
    if takes_signals {
        question.signals = other.signals;
        question.guessed.retain(|g| *g != Guess::SignalsFromAnswer);
        done.push("its signals were taken");
    }
    done.join(", ")
}
