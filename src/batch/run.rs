//! Records to lines of graded rows, in chunks, on all cores.

use serde_json::{Map, Value};

use super::line::{GradeLine, Line, OUTCOME_VERSION};
use super::prepare::Prepared;
use super::resolve::Questions;
use crate::bank::Bank;
use crate::embed::Memory;
use crate::grade::Engine;
use crate::rows::{Columns, Place, Task};
use crate::rubric::Diagnostic;
use crate::series::{Chunk, Series};

/// What a batch can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BatchSettings {
    /// Points from which an answer passes, in 0..=100.
    pub threshold: f64,
    /// Whether lines keep the measurements behind each grade.
    pub explain: bool,
}

/// A record of the data with its place, or what is wrong with it.
pub struct Record {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its fields; empty where it could not be read.
    pub fields: Map<String, Value>,
    /// Why it could not be read.
    pub fault: Option<Diagnostic>,
}

/// Records that wait to be graded together.
#[derive(Default)]
pub struct Waiting {
    records: Vec<Record>,
    size: Chunk,
}

impl Waiting {
    /// Adds a record.
    pub fn push(&mut self, record: Record) {
        self.size.add(record.fields.values().map(|v| v.as_str().map_or(8, str::len)).sum());
        self.records.push(record);
    }

    /// Whether there are as many as are graded together.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.size.is_full()
    }
}

/// Grades records in the order they come.
pub struct Batch<'e> {
    series: Series<'e>,
    bank: &'e Bank,
    questions: Questions<'e>,
    settings: BatchSettings,
    /// Rows so far.
    rows: usize,
    /// Those of them that could not be graded.
    not_graded: usize,
}

impl<'e> Batch<'e> {
    /// A batch without rows. `memory` is the encoder of `engine`, and absent where that has none.
    #[must_use]
    pub fn new(bank: &'e Bank, memory: Option<&'e Memory<'e>>, engine: Engine<'e>, settings: BatchSettings) -> Self {
        Self {
            series: Series::new(bank, memory, engine),
            bank,
            questions: Questions::new(bank),
            settings,
            rows: 0,
            not_graded: 0,
        }
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Rows that could not be graded.
    #[must_use]
    pub fn not_graded(&self) -> usize {
        self.not_graded
    }

    /// The questions of the bank, by everything that they are called.
    #[must_use]
    pub fn questions(&self) -> &Questions<'e> {
        &self.questions
    }

    /// Grades the `waiting` records of `file` and hands on each line, which ends with a line feed, in order. `before` rows stood before those that this batch grades.
    ///
    /// # Errors
    ///
    /// The first error of `write`.
    pub fn grade<E>(&mut self, before: usize, file: &str, columns: &Columns, waiting: Waiting, write: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let prepare = |record: &Record| match &record.fault {
            Some(fault) => Prepared {
                id: String::new(),
                candidate: String::new(),
                task: Err(fault.clone()),
            },
            None => Prepared::new(&record.fields, Place { file, line: record.line }, columns, &self.questions),
        };
        let records = waiting.records;
        let prepared: Vec<Prepared> = records.iter().map(prepare).collect();
        let tasks: Vec<&Task> = prepared.iter().filter_map(|p| p.task.as_ref().ok()).collect();
        let mut graded = self.series.grade(file, &tasks).into_iter();
        let mut line = Vec::new();
        for (record, prepared) in records.iter().zip(&prepared) {
            self.rows += 1;
            let grade = match &prepared.task {
                Ok(_) => graded.next().expect("every task that was read has one").grade,
                Err(fault) => Err(fault.clone()),
            };
            self.not_graded += usize::from(grade.is_err());
            let about = About::new(prepared.task.as_ref().ok(), self.bank);
            let outcome = Line {
                schema_version: OUTCOME_VERSION,
                row: before + self.rows,
                file,
                line: record.line,
                id: &prepared.id,
                candidate: &prepared.candidate,
                question: about.question,
                title: about.title,
                topic: about.topic,
                kind: about.kind,
                answer: about.answer,
                input: &record.fields,
                grade: grade.as_ref().ok().map(|g| GradeLine::new(g, self.settings.threshold, self.settings.explain)),
                error: grade.as_ref().err(),
            };
            line.clear();
            serde_json::to_writer(&mut line, &outcome).expect("an outcome holds only strings, numbers and lists of them");
            line.push(b'\n');
            write(&line)?;
        }
        Ok(())
    }
}

/// What a row is about.
#[derive(Default)]
struct About<'a> {
    question: &'a str,
    title: &'a str,
    topic: &'a str,
    kind: &'a str,
    answer: &'a str,
}

impl<'a> About<'a> {
    fn new(task: Option<&'a Task>, bank: &'a Bank) -> Self {
        let Some(task) = task else {
            return Self::default();
        };
        let named = if task.question_id.is_empty() { &task.question } else { &task.question_id };
        let entry = bank.get(&task.question_id);
        let title = match entry {
            Some(entry) => &entry.title,
            None if task.question.trim().is_empty() => named,
            None => &task.question,
        };
        Self {
            question: named,
            title,
            topic: entry.and_then(|e| e.tags.first()).map_or("", String::as_str),
            kind: entry.map_or("", |e| e.kind.name()),
            answer: &task.answer,
        }
    }
}
