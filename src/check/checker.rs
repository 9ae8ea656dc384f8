//! From settings to a run: answers are found, identified, graded or taken from the cache.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::answer::{Answer, identify, shared_ids};
use super::bars::{AnswerBars, Bars};
use super::boundary::repository;
use super::cache::{Cache, Key, Parts};
use super::changed::Changed;
use super::config::{ForAnswer, Settings};
use super::find::{AnswerFile, Found, find};
use super::graded::Graded;
use super::paths::relative;
use super::run::{CheckRun, CheckedAnswer, Fault};
use crate::bank::{Bank, Entry};
use crate::batch::Questions;
use crate::embed::{Encoder, ModelError};
use crate::grade::{Engine, Grader, ModelSignature};
use crate::rubric::Diagnostic;
use crate::score::Calibration;
use crate::text::{Decoded, decode};

/// What names the program in keys of the cache: its version, and a hash of its source, so that a program that was changed believes nothing of the one before.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("GRADUS_SOURCE"));

/// What grades, known before it is loaded.
pub struct Grading<'g> {
    /// The model.
    pub model: ModelSignature,
    /// What turns measurements into points.
    pub calibration: Calibration,
    /// Whether the calibration was made for the model.
    pub calibrated: bool,
    /// Loads the model, when the first answer has to be graded.
    pub load: &'g (dyn Fn() -> Result<Option<Box<dyn Encoder>>, ModelError> + Sync),
}

/// Which of the answers a run is about.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Those that a git diff touches.
    pub changed: Option<Changed>,
    /// Those in these files, absolute.
    pub files: Option<BTreeSet<PathBuf>>,
}

impl Asked {
    /// Whether it is about all of them.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.changed.is_none() && self.files.is_none()
    }

    fn holds(&self, path: &Path) -> bool {
        let touched = self.changed.as_ref().is_none_or(|c| c.touches(path));
        touched && self.files.as_ref().is_none_or(|files| files.contains(path))
    }
}

/// Grades the answers that settings ask for, as often as it is asked to.
pub struct Checker<'c> {
    settings: &'c Settings,
    questions: Questions<'c>,
    grading: Grading<'c>,
    signature: String,
    /// See [`CheckRun::prefix`].
    prefix: String,
    cache: &'c Cache,
    encoder: OnceLock<Option<Box<dyn Encoder>>>,
}

/// The grade of an answer, or that it has none.
type Outcome = Result<Graded, Box<Fault>>;

/// A file with an answer to a question that there is.
struct Ready<'c> {
    bytes: Vec<u8>,
    decoded: Decoded,
    answer: Answer,
    entry: &'c Entry,
    bars: AnswerBars,
}

impl<'c> Checker<'c> {
    /// A checker of the answers of `settings` to questions of `bank`.
    #[must_use]
    pub fn new(settings: &'c Settings, bank: &'c Bank, grading: Grading<'c>, cache: &'c Cache) -> Self {
        let (model, calibration) = (&grading.model, grading.calibration.hash());
        let name = [model.name.as_str(), model.hash.as_str()].join(" ");
        Self {
            settings,
            questions: Questions::new(bank),
            signature: format!("model {} · calibration {calibration}", name.trim_end()),
            prefix: match repository(&settings.root).map(|top| relative(&settings.root, top)) {
                Some(way) if way != "." => format!("{way}/"),
                _ => String::new(),
            },
            grading,
            cache,
            encoder: OnceLock::new(),
        }
    }

    /// Finds and grades. `told` is called for each answer that was graded; `bars` holds what is asked of the run as a whole.
    ///
    /// The run and what is not wrong but may not be meant.
    ///
    /// # Errors
    ///
    /// When the model cannot be loaded. What else goes wrong is in the run.
    pub fn run(&self, asked: &Asked, bars: &Bars, told: &(dyn Fn() + Sync)) -> Result<(CheckRun, Vec<Diagnostic>), ModelError> {
        let Found { files, unreadable, notes, .. } = find(self.settings);
        let all = files.len();
        let files: Vec<AnswerFile> = files.into_iter().filter(|f| asked.holds(&f.path)).collect();
        let mut run = CheckRun {
            tool: concat!("gradus ", env!("CARGO_PKG_VERSION")).to_owned(),
            signature: self.signature.clone(),
            prefix: self.prefix.clone(),
            answers: Vec::new(),
            not_graded: unreadable.iter().map(|d| self.fault(d, None)).collect(),
            untouched: all - files.len(),
            bars: bars.clone(),
            baseline: None,
        };
        let read: Vec<Result<Ready<'_>, Vec<Fault>>> = files.into_par_iter().map(|file| self.ready(file)).collect();
        let mut ready = Vec::new();
        for file in read {
            match file {
                Ok(file) => ready.push(file),
                Err(faults) => run.not_graded.extend(faults),
            }
        }
        let answers: Vec<Answer> = ready.iter().map(|r| r.answer.clone()).collect();
        for shared in shared_ids(&answers) {
            ready.retain(|r| r.answer.file.name != shared.file);
            run.not_graded.push(self.fault(&shared, None));
        }
        for (ready, grade) in self.grades(ready, told)? {
            match grade {
                Ok(grade) => run.answers.push(self.checked(ready, grade)),
                Err(fault) => run.not_graded.push(*fault),
            }
        }
        Ok((run, notes))
    }

    /// Reads a file and finds out which question it answers.
    fn ready(&self, file: AnswerFile) -> Result<Ready<'c>, Vec<Fault>> {
        let bytes = file.read().map_err(|d| vec![self.fault(&d, None)])?;
        let decoded = decode(&bytes);
        let rules: ForAnswer = self.settings.for_answer(&file.path);
        let resolve = |name: &str| self.questions.find(name).map(|e| e.id.clone());
        let answer = identify(&file, &decoded.text, &rules, &resolve).map_err(|found| {
            let help = |mistake: &Diagnostic| match (&mistake.help, &found.named) {
                (None, Some(named)) => mistake.clone().with_help(self.questions.help(named)),
                _ => mistake.clone(),
            };
            let faults = found.mistakes.iter().map(|m| Fault {
                // A question that an override names stands in another file.
                path: self.top_path(&file.name),
                ..self.fault(&help(m), found.named.clone())
            });
            faults.collect::<Vec<_>>()
        })?;
        let entry = self.questions.find(&answer.question).expect("its id was found by the same questions");
        Ok(Ready {
            bytes,
            decoded,
            answer,
            entry,
            bars: rules.bars(),
        })
    }

    /// The grade of each, from the cache or made now.
    fn grades(&self, ready: Vec<Ready<'c>>, told: &(dyn Fn() + Sync)) -> Result<Vec<(Ready<'c>, Outcome)>, ModelError> {
        let kept: Vec<(Key, Option<Graded>)> = ready.par_iter().map(|r| self.kept(r)).collect();
        let mut by_question: BTreeMap<&str, (&Entry, Vec<usize>)> = BTreeMap::new();
        for (i, ready) in ready.iter().enumerate().filter(|(i, _)| kept[*i].1.is_none()) {
            by_question.entry(&ready.entry.id).or_insert((ready.entry, Vec::new())).1.push(i);
        }
        let mut made: BTreeMap<usize, Outcome> = BTreeMap::new();
        if !by_question.is_empty() {
            let engine = self.engine()?;
            let fresh = Mutex::new(&mut made);
            by_question.into_par_iter().for_each(|(_, (entry, these))| {
                let grader = Grader::new(entry, &engine);
                these.into_par_iter().for_each(|i| {
                    let one = &ready[i];
                    let grade = grader.as_ref().map_err(ToString::to_string).and_then(|grader| {
                        let graded = Graded::from(grader.grade(&one.text()).map_err(|e| e.to_string())?);
                        self.keep(&kept[i].0, &graded);
                        Ok(graded)
                    });
                    told();
                    let grade = grade.map_err(|why| Box::new(self.unfit(one, why)));
                    fresh.lock().unwrap_or_else(PoisonError::into_inner).insert(i, grade);
                });
            });
        }
        let grades = kept.into_iter().enumerate().map(|(i, (_, kept))| match kept {
            Some(graded) => Ok(graded),
            None => made.remove(&i).expect("what was not kept was made"),
        });
        let grades: Vec<Outcome> = grades.collect();
        Ok(ready.into_iter().zip(grades).collect())
    }

    fn kept(&self, ready: &Ready<'_>) -> (Key, Option<Graded>) {
        let entry = ready.entry;
        let texts: Vec<&str> = [entry.id.as_str(), entry.question.as_str()]
            .into_iter()
            .chain(entry.references.iter().map(String::as_str))
            .collect();
        let key = Key::of(&Parts {
            text: &ready.bytes,
            question: &texts,
            rubric: &entry.rubric.hash(),
            glossary: entry.glossary().hash(),
            model: &self.grading.model.hash,
            calibration: &self.grading.calibration.hash(),
            program: PROGRAM,
        });
        let graded = self.cache.get(&key).and_then(|value| {
            let graded = serde_json::from_slice(&value).ok();
            if graded.is_none() {
                self.cache.reject(&key);
            }
            graded
        });
        (key, graded)
    }

    fn keep(&self, key: &Key, graded: &Graded) {
        if let Ok(value) = serde_json::to_vec(graded) {
            self.cache.put(key, &value);
        }
    }

    fn top_path(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn checked(&self, ready: Ready<'_>, grade: Graded) -> CheckedAnswer {
        let Ready { decoded, answer, bars, .. } = ready;
        CheckedAnswer {
            path: self.top_path(&answer.file.name),
            id: answer.id,
            question: answer.question,
            line_offset: decoded.text[..answer.body.start].matches('\n').count(),
            text: decoded.text[answer.body].to_owned(),
            grade,
            bars,
            baseline: None,
        }
    }

    /// A mistake as something that could not be graded.
    fn fault(&self, found: &Diagnostic, question: Option<String>) -> Fault {
        Fault {
            path: self.top_path(&found.file),
            line: found.line,
            answer: None,
            question,
            code: found.code.name().to_owned(),
            message: found.message.clone(),
            help: found.help.clone(),
        }
    }

    /// That an answer cannot be graded.
    fn unfit(&self, ready: &Ready<'_>, message: String) -> Fault {
        Fault {
            path: self.top_path(&ready.answer.file.name),
            line: 0,
            answer: Some(ready.answer.id.clone()),
            question: Some(ready.answer.question.clone()),
            code: "not-gradable".to_owned(),
            message,
            help: None,
        }
    }

    /// The engine, whose model is loaded when it is first asked for.
    fn engine(&self) -> Result<Engine<'_>, ModelError> {
        if self.encoder.get().is_none() {
            let loaded = (self.grading.load)()?;
            // Where another was quicker, both are the same.
            let _ = self.encoder.set(loaded);
        }
        Ok(Engine {
            encoder: self.encoder.get().and_then(Option::as_deref),
            calibration: self.grading.calibration.clone(),
            calibrated: self.grading.calibrated,
        })
    }
}

impl Ready<'_> {
    /// The answer without front matter and heading; what had to be repaired is counted in the whole file.
    fn text(&self) -> Decoded {
        Decoded {
            text: self.decoded.text[self.answer.body.clone()].to_owned(),
            ..self.decoded.clone()
        }
    }
}
