//! A baseline out of its file, or the place where the file is wrong.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::{Baseline, Entry, Id, VERSION};
use crate::grade::Verdict;

/// More bytes than a baseline has: some 300,000 answers.
const MOST: u64 = 128 << 20;

/// Why there is no baseline. The run could not grade: exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The file is not there.
    #[error("there is no baseline `{path}`; make it with `gradus baseline write`, or name another file with `--baseline`")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file could not be read.
    #[error("cannot read the baseline `{path}`: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no baseline.
    #[error("`{path}`:{problem}; mend it, or delete it and make it anew with `gradus baseline write`")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        problem: Malformed,
    },
}

/// What is wrong with a baseline, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct Malformed {
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1; of a value that was read and is wrong, where it ends.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl Baseline {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it is not there, cannot be read or is no baseline: then nothing of it is believed.
    pub fn read(path: &Path) -> Result<Self, BaselineError> {
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => BaselineError::Missing { path: path.to_owned() },
            _ => BaselineError::Read { path: path.to_owned(), source },
        };
        let other = |why: &str| failed(io::Error::other(why.to_owned()));
        // A pipe would wait for ever, a device never end.
        if !std::fs::metadata(path).map_err(failed)?.is_file() {
            return Err(other("it is no file"));
        }
        let mut bytes = Vec::new();
        File::open(path).and_then(|f| f.take(MOST + 1).read_to_end(&mut bytes)).map_err(failed)?;
        if bytes.len() as u64 > MOST {
            return Err(other("it is larger than any baseline"));
        }
        Self::parse(&bytes).map_err(|problem| BaselineError::Malformed {
            path: path.to_owned(),
            problem,
        })
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// When it is no baseline.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if let Some(conflict) = conflict(bytes) {
            return Err(conflict);
        }
        // Alone first: another version may have anything else.
        let failed = |e| malformed(bytes, &e);
        serde_json::from_slice::<Head>(bytes).map_err(failed)?;
        let file: Whole = serde_json::from_slice(bytes).map_err(failed)?;
        Ok(Self {
            grader: file.grader,
            entries: file.answers.0,
        })
    }
}

fn malformed(bytes: &[u8], error: &serde_json::Error) -> Malformed {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = said.strip_suffix(&place).unwrap_or(&said).to_owned();
    let (line, column) = place_before(bytes, error.line(), error.column());
    Malformed { line, column, message }
}

/// The place where the reader stopped; where it went on over a line break, and at most a bracket, before it told what is wrong, that of what stands before.
fn place_before(bytes: &[u8], line: usize, column: usize) -> (usize, usize) {
    let lines: Vec<&[u8]> = bytes.split(|&b| b == b'\n').take(line).collect();
    let read = lines.last().map_or(&[][..], |last| last.get(..column).unwrap_or(last)).trim_ascii();
    if matches!(read, b"" | b"}" | b"]")
        && let Some(before) = lines.iter().take(line.saturating_sub(1)).rposition(|l| !l.trim_ascii().is_empty())
    {
        return (before + 1, lines[before].trim_ascii_end().len());
    }
    (line.max(1), column.max(1))
}

/// The first mark that a merge left.
fn conflict(bytes: &[u8]) -> Option<Malformed> {
    let is_mark = |line: &[u8]| line.starts_with(b"<<<<<<< ") || line.starts_with(b">>>>>>> ");
    let line = bytes.split(|&b| b == b'\n').position(is_mark)?;
    Some(Malformed {
        line: line + 1,
        column: 1,
        message: "a merge left both sides here; keep one of them".into(),
    })
}

#[derive(Deserialize)]
struct Head {
    #[serde(rename = "version")]
    _version: Version,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(rename = "version")]
    _version: Version,
    grader: String,
    answers: Answers,
}

struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            v if v == u64::from(VERSION) => Ok(Self),
            v => Err(D::Error::custom(format_args!(
                "this is version {v} of a baseline, and this gradus reads version {VERSION}"
            ))),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    question: String,
    answer: String,
    rubric: String,
    score: Score,
    signals: Signals,
}

struct Score(f64);

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match f64::deserialize(deserializer)? {
            score if (0.0..=100.0).contains(&score) => Ok(Self(score)),
            score => Err(D::Error::custom(format_args!("the score {score} is not between 0 and 100"))),
        }
    }
}

/// Signals, each once: a plain map would keep the last of two.
struct Signals(BTreeMap<String, Verdict>);

impl<'de> Deserialize<'de> for Signals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Signals;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a verdict for each signal")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Signals, A::Error> {
                let mut signals = BTreeMap::new();
                while let Some((id, verdict)) = map.next_entry::<String, Verdict>()? {
                    if signals.contains_key(&id) {
                        return Err(A::Error::custom(format_args!("the signal `{id}` stands here twice")));
                    }
                    signals.insert(id, verdict);
                }
                Ok(Signals(signals))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// Answers, each once. Their order does not matter: merges may change it.
struct Answers(BTreeMap<Id, Entry>);

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Answers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of answers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Answers, A::Error> {
                let mut answers = BTreeMap::new();
                while let Some(line) = list.next_element::<Line>()? {
                    let id = Id {
                        question: line.question,
                        answer: line.answer,
                    };
                    if answers.contains_key(&id) {
                        return Err(A::Error::custom(format_args!(
                            "the answer `{}` to `{}` stands here twice",
                            id.answer, id.question
                        )));
                    }
                    let entry = Entry {
                        rubric: line.rubric,
                        score: line.score.0,
                        signals: line.signals.0,
                    };
                    answers.insert(id, entry);
                }
                Ok(Answers(answers))
            }
        }
        deserializer.deserialize_seq(Each)
    }
}
