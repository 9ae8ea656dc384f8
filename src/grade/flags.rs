//! What about an answer as a whole caps its score or deserves a look.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;

use crate::score::{AnswerKey, COPIED_RUN, Reading};
use crate::text::Document;

/// Kinds of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlagKind {
    /// There is nothing to grade.
    Blank,
    /// Keywords are listed, nothing is claimed about them.
    KeywordList,
    /// The words stand in no order that English has.
    Scrambled,
    /// The answer repeats the question.
    QuestionRepeated,
    /// Long runs of words are those of a reference answer or of the rubric.
    CopiedFromReference,
    /// It shares next to nothing with the question and its key.
    OffTopic,
    /// It is not in English.
    OtherLanguage,
}

/// A flag with what it does to the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flag {
    /// What was noticed.
    pub kind: FlagKind,
    /// What it means, in a sentence.
    pub message: String,
    /// The most points that are possible with it; absent when it only warns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<f64>,
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Share of bare list items from which an answer is capped, and from which it is nothing but a list. In our marked answers keyword lists have 0.42 and more,
/// 95 % of honest answers in note form less than 0.36.
const LIST_FROM: f64 = 0.40;
const LIST_FULLY: f64 = 0.60;
/// How much barer than the barest reference answer an answer may be.
const LIST_MARGIN: f64 = 0.1;
/// The most points for a bare list of keywords.
const LIST_CAP: f64 = 20.0;
/// Words an answer needs before its form is judged.
const ENOUGH_WORDS: usize = 12;
/// Neighbouring words an answer needs before its order is judged: with fewer, notes and shuffled words look alike.
const ENOUGH_PAIRS: usize = 30;
/// Mean order score from which an answer is capped, and from which it is nothing but shuffled. Of right answers that people scored (saf, digiklausur, scientsbank)
/// and that are long enough, some 2 % lie below the first; nineteen in twenty of our marked answers, shuffled, lie below the second.
const DISORDER_FROM: f64 = -1.2;
const DISORDER_FULLY: f64 = -2.4;
/// The most points for shuffled words.
const SCRAMBLED_CAP: f64 = 20.0;
/// The most points for a repeated question.
const QUESTION_CAP: f64 = 10.0;
/// Share of the content words that are the question's own from which the question is repeated, and share of the question's that must be there: a short answer
/// to a long question may well need no words but the question's.
const QUESTION_SHARE: f64 = 0.8;
const QUESTION_COVERED: f64 = 0.5;
/// Share of the words in such runs from which an answer is copied.
const COPIED_SHARE: f64 = 0.5;
/// Share of the content words that stand in the key below which an answer is off topic.
const TOPIC_SHARE: f64 = 0.08;
/// Words needed to tell a language.
const LANGUAGE_WORDS: usize = 8;

/// The flags of an answer, worst first.
#[must_use]
pub fn flags(key: &AnswerKey, reading: &Reading) -> Vec<Flag> {
    let document = reading.document();
    let content = document.words().iter().filter(|w| w.is_content()).count();
    if content == 0 {
        let message = if document.words().is_empty() {
            "the answer is blank"
        } else {
            "the answer has no content words"
        };
        return vec![Flag {
            kind: FlagKind::Blank,
            message: message.into(),
            cap: Some(0.0),
        }];
    }
    [
        question_repeated(key, document),
        other_language(document),
        scrambled(reading),
        keyword_list(key, reading),
        off_topic(key, document),
        copied(key, document),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn keyword_list(key: &AnswerKey, reading: &Reading) -> Option<Flag> {
    let share = reading.bare_overall();
    let enough = reading.document().words().len() >= ENOUGH_WORDS;
    // Where the reference answer is a list, a list is what was asked for.
    let more = (key.bare + LIST_MARGIN - LIST_FROM).max(0.0);
    (enough && share > LIST_FROM + more).then(|| {
        let cap = between(share, LIST_FROM + more, LIST_FULLY + more, 100.0, LIST_CAP);
        Flag {
            kind: FlagKind::KeywordList,
            message: "the answer lists keywords without saying anything about them".into(),
            cap: Some(cap),
        }
    })
}

fn scrambled(reading: &Reading) -> Option<Flag> {
    let (order, pairs) = reading.order();
    (pairs >= ENOUGH_PAIRS && order < DISORDER_FROM).then(|| {
        let cap = between(order, DISORDER_FROM, DISORDER_FULLY, 100.0, SCRAMBLED_CAP);
        Flag {
            kind: FlagKind::Scrambled,
            message: "the words stand in no order that makes sentences".into(),
            cap: Some(cap),
        }
    })
}

fn question_repeated(key: &AnswerKey, document: &Document) -> Option<Flag> {
    let (mut given, mut all) = (0_u32, 0_u32);
    for stem in document.content_stems() {
        all += 1;
        given += u32::from(key.question_stems.contains(stem));
    }
    let said: HashSet<&str> = document.content_stems().collect();
    let covered = key.question_stems.iter().filter(|s| said.contains(s.as_str())).count() as f64;
    let repeated = f64::from(given) >= QUESTION_SHARE * f64::from(all) && covered >= QUESTION_COVERED * key.question_stems.len() as f64;
    (all >= 3 && repeated).then(|| Flag {
        kind: FlagKind::QuestionRepeated,
        message: "the answer repeats the question".into(),
        cap: Some(QUESTION_CAP),
    })
}

fn copied(key: &AnswerKey, document: &Document) -> Option<Flag> {
    let words = document.words().len();
    if words < 2 * COPIED_RUN {
        return None;
    }
    let copied = key.runs.copied(document);
    let share = copied.iter().filter(|c| **c).count() as f64 / words as f64;
    (share >= COPIED_SHARE).then(|| {
        let message = format!("{:.0} % of the answer is copied from a reference answer or from the rubric", 100.0 * share);
        Flag {
            kind: FlagKind::CopiedFromReference,
            message,
            cap: None,
        }
    })
}

fn off_topic(key: &AnswerKey, document: &Document) -> Option<Flag> {
    let (mut known, mut all) = (0.0, 0.0);
    for word in document.words().iter().filter(|w| w.is_content()) {
        let weight = crate::coverage::word_tellingness(word);
        all += weight;
        if key.vocabulary.contains_key(&word.stem) || key.question_stems.contains(&word.stem) {
            known += weight;
        }
    }
    (known < TOPIC_SHARE * all).then(|| Flag {
        kind: FlagKind::OffTopic,
        message: "the answer has next to nothing in common with what was asked".into(),
        cap: None,
    })
}

fn other_language(document: &Document) -> Option<Flag> {
    if document.words().len() < LANGUAGE_WORDS {
        return None;
    }
    let info = whatlang::detect(document.folded())?;
    (info.is_reliable() && info.lang() != whatlang::Lang::Eng).then(|| {
        let message = format!("the answer seems to be in {}; gradus grades English", info.lang().eng_name());
        Flag {
            kind: FlagKind::OtherLanguage,
            message,
            cap: None,
        }
    })
}

/// Runs straight from `at_from` at `from` to `at_to` at `to`, and stays there.
fn between(value: f64, from: f64, to: f64, at_from: f64, at_to: f64) -> f64 {
    let share = ((value - from) / (to - from)).clamp(0.0, 1.0);
    at_from + share * (at_to - at_from)
}
