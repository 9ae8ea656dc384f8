//! Marked answers: for each signal of a rubric, what a person found in an answer.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::edits::EDITS;
use crate::bank::{Bank, Entry};
use crate::embed::EncodeError;
use crate::grade::Engine;
use crate::score::{AnswerKey, Curve, Curves, Features, Reading, evidence, most_topical};
use crate::text::Document;

/// How far on in the bank the questions stand whose reference answers must show none of a question's signals.
const OTHERS: [usize; 3] = [1, 7, 13];
/// What a signal of such an answer counts for: nobody marked it.
const UNMARKED: f64 = 0.3;

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Marked,
    Edited,
    Reference,
}

/// What a person found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// The answer shows the signal.
    Met,
    /// It shows part of it.
    Partly,
    /// It says nothing about it.
    Missing,
    /// It says the opposite.
    Contradicted,
}

impl Mark {
    /// The share of the signal's points that it stands for.
    #[must_use]
    pub fn credit(self) -> f64 {
        match self {
            Self::Met => 1.0,
            Self::Partly => 0.5,
            Self::Missing | Self::Contradicted => 0.0,
        }
    }
}

/// A file of marked answers to one question; `docs/authoring.md` describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkedAnswers {
    /// The question's id.
    pub question: String,
    /// The answers.
    pub answers: Vec<MarkedAnswer>,
}

/// An answer with a mark for each signal.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkedAnswer {
    /// What sort of answer it is.
    pub kind: String,
    /// The answer.
    pub text: String,
    /// For the id of each signal its mark.
    pub signals: BTreeMap<String, Mark>,
}

/// Why marked answers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MarkedError {
    /// The file is no file of marked answers.
    #[error("{0}")]
    Malformed(#[from] Box<toml::de::Error>),
    /// The bank has no such question.
    #[error("the bank has no question `{0}`; `question` names one by its id")]
    UnknownQuestion(String),
    /// A signal of the rubric has no mark.
    #[error("the answer of kind `{kind}` has no mark for the signal `{signal}`; mark it as met, partly, missing or contradicted")]
    Unmarked {
        /// The answer's kind.
        kind: String,
        /// The signal's id.
        signal: String,
    },
    /// A text could not be encoded.
    #[error(transparent)]
    Encode(#[from] EncodeError),
}

impl MarkedAnswers {
    /// Reads a file's text.
    ///
    /// # Errors
    ///
    /// Where it is no such file: line, column and what is wrong.
    pub fn read(text: &str) -> Result<Self, MarkedError> {
        Ok(toml::from_str(text).map_err(Box::new)?)
    }
}

/// A signal in an answer: what was measured, and what a person found.
#[derive(Debug, Clone)]
pub struct MarkedSignal {
    /// The question.
    pub question: String,
    /// The answer, by number.
    pub answer: usize,
    /// The answer's kind.
    pub kind: String,
    /// Whether the answer is a reference answer, of this question or another.
    pub reference: bool,
    /// Whether the answer was made from a marked one by an edit.
    pub edited: bool,
    /// The signal's weight.
    pub weight: f64,
    /// How much it counts in a fit.
    pub count: f64,
    /// What a person found.
    pub mark: Mark,
    /// The measurements of every window.
    pub windows: Vec<Features>,
}

impl MarkedSignal {
    /// The probability of being met that `curves` give.
    #[must_use]
    pub fn met(&self, curves: &Curves) -> f64 {
        if self.windows.is_empty() {
            return 0.0;
        }
        let topical = self.topical(&curves.support);
        curves.support.at(&topical) * (1.0 - curves.contradiction.at(&topical)) * topical.committed()
    }

    /// The measurements of the window that is most about the signal; none at all where the answer has no window.
    pub(super) fn topical(&self, support: &Curve) -> Features {
        let most = most_topical(&self.windows, |f| support.at(f), |f| f.together);
        most.copied().unwrap_or_default()
    }
}

/// What an edited reference answer counts for beside an edited marked answer: it shows what a sentence of the key looks like that is turned round.
const OF_REFERENCE: f64 = 0.5;

/// Measures the marked answers to a question, its reference answers (which meet everything) and those of three other questions (which meet nothing). `plain`
/// leaves nothing of the rubric but the statements and their weights. Answers are numbered from `first`.
///
/// # Errors
///
/// When the bank lacks the question, a mark is missing, or a text cannot be encoded.
pub fn marked_signals(marked: &MarkedAnswers, bank: &Bank, engine: &Engine<'_>, plain: bool, first: usize) -> Result<Vec<MarkedSignal>, MarkedError> {
    let entries = bank.entries();
    let at = entries.iter().position(|e| e.id == marked.question);
    let at = at.ok_or_else(|| MarkedError::UnknownQuestion(marked.question.clone()))?;
    let entry = if plain { &statements_of(&entries[at]) } else { &entries[at] };
    let key = AnswerKey::new(entry, engine.encoder)?;
    let sides = entry.rubric.contrasts.first().map_or(&[][..], |c| &c.sides);
    let mut out = Vec::new();
    let mut number = first;
    let mut add = |text: &str, kind: &str, origin: Origin, count: f64, mark: &dyn Fn(&str) -> Option<Mark>| -> Result<(), MarkedError> {
        let reading = Reading::new(Document::markdown(text), &key.contrasts, engine.encoder, |_, _| 0.0)?;
        let windows = reading.windows();
        let found = evidence(&key, &reading, &windows, &engine.calibration);
        for (signal, found) in key.signals.iter().zip(found) {
            let unmarked = || MarkedError::Unmarked {
                kind: kind.to_owned(),
                signal: signal.signal.id.clone(),
            };
            out.push(MarkedSignal {
                question: entry.id.clone(),
                answer: number,
                kind: kind.to_owned(),
                reference: origin == Origin::Reference,
                edited: origin == Origin::Edited,
                weight: signal.signal.weight.get(),
                count,
                mark: mark(&signal.signal.id).ok_or_else(unmarked)?,
                windows: found.windows.iter().map(|w| w.features).collect(),
            });
        }
        number += 1;
        Ok(())
    };
    for answer in &marked.answers {
        add(&answer.text, &answer.kind, Origin::Marked, 1.0, &|id| answer.signals.get(id).copied())?;
        if answer.kind.starts_with("strong") {
            for edit in &EDITS {
                let Some(text) = edit.of(&answer.text, sides) else {
                    continue;
                };
                let mark = |id: &str| answer.signals.get(id).map(|m| if *m == Mark::Met { edit.met } else { Mark::Partly });
                add(&text, edit.name, Origin::Edited, edit.count, &mark)?;
            }
        }
    }
    for reference in &entry.references {
        add(reference, "reference", Origin::Reference, 1.0, &|_| Some(Mark::Met))?;
        for edit in &EDITS {
            let Some(text) = edit.of(reference, sides) else { continue };
            add(&text, &format!("reference-{}", edit.name), Origin::Edited, OF_REFERENCE * edit.count, &|_| {
                Some(edit.met)
            })?;
        }
    }
    for step in OTHERS {
        let other = &entries[(at + step) % entries.len()];
        if other.id != entry.id {
            add(&other.references[0], "other-reference", Origin::Reference, UNMARKED, &|_| Some(Mark::Missing))?;
        }
    }
    Ok(out)
}

/// `entry` as an imported bank would have it: statements without keywords, examples, red flags and contrasts.
fn statements_of(entry: &Entry) -> Entry {
    let mut plain = entry.clone();
    plain.rubric.contrasts.clear();
    for signal in &mut plain.rubric.signals {
        signal.keywords.clear();
        signal.examples.clear();
        signal.red_flags.clear();
    }
    plain
}
