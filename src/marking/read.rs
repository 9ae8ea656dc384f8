//! Marked answers from CSV, JSONL and TOML.

use std::collections::BTreeMap;
use std::io::Read;

use serde_json::{Map, Value};

use crate::bank::{Bank, Entry};
use crate::calibrate::{Mark, MarkedAnswers};
use crate::rows::{DataError, Place, Records};
use crate::rubric::{Code, Diagnostic};
use crate::text::nearest;

/// An answer with what its marker found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What it is called in the result: its own name, or its file and line.
    pub name: String,
    /// The question's id.
    pub question: String,
    /// The answer.
    pub text: String,
    /// The score, in 0..=1, where one was given.
    pub score: Option<f64>,
    /// Marks by the id of the signal; a signal without one is not compared.
    pub marks: BTreeMap<String, Mark>,
}

/// The fields that are no signals.
const FIELDS: [&str; 6] = ["question_id", "question", "answer", "score", "id", "signals"];
const MARKS: [(&str, Mark); 4] = [
    ("met", Mark::Met),
    ("partly", Mark::Partly),
    ("missing", Mark::Missing),
    ("contradicted", Mark::Contradicted),
];

/// The answers of a file of CSV or JSONL, to questions of `bank`. `most` is the highest score there is, where scores are not from 0 to 1.
///
/// # Errors
///
/// The first mistake in the file: a comparison with half of the marks would pass for one with all.
pub fn read<R: Read>(file: &str, from: R, bank: &Bank, most: Option<f64>) -> Result<Vec<Answer>, DataError> {
    let mut records = Records::open(file, from)?;
    let mut out = Vec::new();
    while let Some(record) = records.next()? {
        let (line, fields) = record.map_err(|d| DataError::Row(Box::new(d)))?;
        let at = Record {
            place: Place { file, line },
            fields,
        };
        out.push(at.answer(bank, most).map_err(|d| DataError::Row(Box::new(d)))?);
    }
    Ok(out)
}

/// The answers of a file of marked answers in TOML (`docs/authoring.md`).
///
/// # Errors
///
/// When its question is not in `bank`, or a mark is for a signal that there is not.
pub fn read_toml(file: &str, marked: &MarkedAnswers, bank: &Bank) -> Result<Vec<Answer>, Diagnostic> {
    let place = Place { file, line: 0 };
    let entry = question(&marked.question, "question", place, bank)?;
    let mut out = Vec::new();
    for answer in &marked.answers {
        for id in answer.signals.keys() {
            signal(id, entry, place)?;
        }
        out.push(Answer {
            name: format!("{file}: {}", answer.kind),
            question: marked.question.clone(),
            text: answer.text.clone(),
            score: None,
            marks: answer.signals.clone(),
        });
    }
    Ok(out)
}

fn question<'b>(id: &str, field: &str, place: Place<'_>, bank: &'b Bank) -> Result<&'b Entry, Diagnostic> {
    bank.get(id).ok_or_else(|| {
        let near = nearest(id, bank.entries().iter().map(|e| e.id.as_str()));
        let help = match near.first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`gradus list` shows the ids".to_owned(),
        };
        place.fault(Code::BadValue, field, format!("the bank has no question `{id}`")).with_help(help)
    })
}

fn signal(id: &str, entry: &Entry, place: Place<'_>) -> Result<(), Diagnostic> {
    let ids = || entry.rubric.signals.iter().map(|s| s.id.as_str());
    if ids().any(|known| known == id) {
        return Ok(());
    }
    let help = match nearest(id, ids()).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", ids().collect::<Vec<_>>().join(", ")),
    };
    let message = format!("`{}` has no signal of this name", entry.id);
    Err(place.fault(Code::UnknownField, id, message).with_help(help))
}

/// The mark with this name; none of a blank cell.
fn mark(text: &str, field: &str, place: Place<'_>) -> Result<Option<Mark>, Diagnostic> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Ok(None);
    }
    let found = MARKS.iter().find(|(name, _)| *name == text);
    found.map(|(_, mark)| Some(*mark)).ok_or_else(|| {
        let message = format!("`{}` is no mark", text.chars().take(30).collect::<String>());
        place
            .fault(Code::BadValue, field, message)
            .with_help("write met, partly, missing or contradicted")
    })
}

/// A record on its way to being an answer.
struct Record<'a> {
    place: Place<'a>,
    fields: Map<String, Value>,
}

impl Record<'_> {
    fn answer(&self, bank: &Bank, most: Option<f64>) -> Result<Answer, Diagnostic> {
        let place = self.place;
        let field = if self.fields.contains_key("question_id") { "question_id" } else { "question" };
        let id = self.text(field)?.filter(|t| !t.trim().is_empty()).ok_or_else(|| {
            let fault = place.fault(Code::MissingField, "question_id", "is missing");
            fault.with_help("give the id of the question that is answered")
        })?;
        let entry = question(id.trim(), field, place, bank)?;
        let text = self.text("answer")?.ok_or_else(|| place.fault(Code::MissingField, "answer", "is missing"))?;
        let (score, marks) = (self.score(most)?, self.marks(entry)?);
        if score.is_none() && marks.is_empty() {
            let fault = place.fault(Code::MissingField, "score", "there is neither a score nor a mark");
            return Err(fault.with_help("give a `score`, or a column for each signal with met, partly, missing or contradicted"));
        }
        Ok(Answer {
            name: match self.text("id")? {
                Some(id) if !id.trim().is_empty() => id,
                _ => format!("{}:{}", place.file, place.line),
            },
            question: entry.id.clone(),
            text,
            score,
            marks,
        })
    }

    fn text(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        match self.fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(plain @ (Value::Number(_) | Value::Bool(_))) => Ok(Some(plain.to_string())),
            Some(_) => Err(self.place.fault(Code::WrongType, name, "must be a text")),
        }
    }

    fn score(&self, most: Option<f64>) -> Result<Option<f64>, Diagnostic> {
        let Some(text) = self.text("score")?.filter(|t| !t.trim().is_empty()) else {
            return Ok(None);
        };
        let most = most.unwrap_or(1.0);
        let score = text.trim().parse::<f64>().ok().map(|n| n / most).filter(|s| (0.0..=1.0).contains(s));
        score.map(Some).ok_or_else(|| {
            let message = format!("`{}` is no number from 0 to {most}", text.chars().take(30).collect::<String>());
            self.place
                .fault(Code::BadValue, "score", message)
                .with_help("give the highest score with `--max-score`")
        })
    }

    /// Marks from `signals` (pairs, or an object) and from fields that are called like a signal.
    fn marks(&self, entry: &Entry) -> Result<BTreeMap<String, Mark>, Diagnostic> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let wrong = || {
            let fault = self.place.fault(Code::WrongType, "signals", "must be pairs of a signal and its mark");
            fault.with_help("write `one=met; another=missing`, or an object of JSON")
        };
        let object = |map: &Map<String, Value>| map.iter().map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))).collect::<Option<Vec<_>>>();
        match self.fields.get("signals") {
            None | Some(Value::Null) => {}
            Some(Value::Object(map)) => pairs.extend(object(map).ok_or_else(wrong)?),
            Some(Value::String(text)) if text.trim_start().starts_with('{') => {
                let map: Map<String, Value> = serde_json::from_str(text).map_err(|_| wrong())?;
                pairs.extend(object(&map).ok_or_else(wrong)?);
            }
            Some(Value::String(text)) => {
                for pair in text.split([';', '\n']).filter(|p| !p.trim().is_empty()) {
                    let (id, mark) = pair.split_once('=').ok_or_else(wrong)?;
                    pairs.push((id.trim().to_owned(), mark.to_owned()));
                }
            }
            Some(_) => return Err(wrong()),
        }
        for (name, value) in &self.fields {
            let is_signal = entry.rubric.signals.iter().any(|s| s.id == *name);
            let is_mark = value.as_str().is_some_and(|v| MARKS.iter().any(|(mark, _)| *mark == v.trim().to_lowercase()));
            // Other columns may hold what they like, but a mark in one is for a signal whose name was meant.
            if is_signal || is_mark && !FIELDS.contains(&name.as_str()) {
                pairs.push((name.clone(), self.text(name)?.unwrap_or_default()));
            }
        }
        let mut out = BTreeMap::new();
        for (id, text) in pairs {
            let Some(found) = mark(&text, &id, self.place)? else { continue };
            signal(&id, entry, self.place)?;
            if out.insert(id.clone(), found).is_some_and(|before| before != found) {
                return Err(self.place.fault(Code::Duplicate, &id, "is marked twice, differently"));
            }
        }
        Ok(out)
    }
}
