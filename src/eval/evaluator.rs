//! Data to an [`Evaluation`]: rows are graded in chunks, on all cores, and a few numbers of each are kept.

use std::collections::HashMap;
use std::io::Read;

use super::agreement::{Agreement, DatasetAgreement, MeanAgreement};
use super::bands::Bands;
use super::bootstrap::{RESAMPLES, SEED};
use super::confidence::Confidence;
use super::evaluation::{EVALUATION_VERSION, Evaluation, Used};
use super::faults::Faults;
use super::labels::Labels;
use super::row::Row;
use super::sample::{Point, Sample};
use super::source::Rows;
use super::worst::Worst;
use crate::bank::Bank;
use crate::embed::Memory;
use crate::grade::{Engine, Grade, Signature};
use crate::rows::DataError;
use crate::rubric::Diagnostic;
use crate::series::{Chunk, Graded, Hash, Series, hash};

/// Data sets that get figures of their own; further ones share the last place.
const MOST_DATASETS: usize = 100;
/// What the data sets past them are called together.
const FURTHER: &str = "further data sets";

/// What an evaluation can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The highest score in the data, where scores are not from 0 to 1.
    pub most: Option<f64>,
    /// Points from which an answer passes, in 0..=100.
    pub threshold: f64,
    /// Levels that scores are taken to for kappa: two or more.
    pub kappa_levels: usize,
}

/// Grades rows and keeps what the figures need: 32 bytes of each row, 20 of each question.
pub struct Evaluator<'e> {
    series: Series<'e>,
    settings: Settings,
    points: Vec<Point>,
    questions: HashMap<Hash, u32>,
    datasets: Vec<String>,
    worst: Worst,
    faults: Faults,
    signature: Option<Signature>,
}

impl<'e> Evaluator<'e> {
    /// An evaluator without rows. `memory` is the encoder of `engine`, and absent where that has none.
    #[must_use]
    pub fn new(bank: &'e Bank, memory: Option<&'e Memory<'e>>, engine: Engine<'e>, settings: Settings) -> Self {
        Self {
            series: Series::new(bank, memory, engine),
            settings,
            points: Vec::new(),
            questions: HashMap::new(),
            datasets: Vec::new(),
            worst: Worst::default(),
            faults: Faults::default(),
            signature: None,
        }
    }

    /// Grades the rows of a file; `after` is called with the number of rows read so far, of all files, after each chunk.
    ///
    /// # Errors
    ///
    /// When the file cannot be read to its end. A row that cannot be graded is no error but is counted.
    pub fn take<R: Read>(&mut self, rows: &mut Rows<R>, after: &mut dyn FnMut(usize)) -> Result<(), DataError> {
        loop {
            let (chunk, ended) = self.chunk(rows)?;
            self.grade_chunk(rows.file(), chunk);
            after(self.points.len() + self.faults.rows);
            if ended {
                return Ok(());
            }
        }
    }

    /// The next rows, and whether they are the last.
    fn chunk<R: Read>(&mut self, rows: &mut Rows<R>) -> Result<(Vec<Result<Row, Diagnostic>>, bool), DataError> {
        let (mut chunk, mut size) = (Vec::new(), Chunk::default());
        while !size.is_full() {
            let Some(read) = rows.next(self.settings.most)? else {
                return Ok((chunk, true));
            };
            size.add(read.as_ref().map_or(0, |row| row.task.answer.len() + row.task.question.len()));
            chunk.push(read);
        }
        Ok((chunk, false))
    }

    fn grade_chunk(&mut self, file: &str, chunk: Vec<Result<Row, Diagnostic>>) {
        let tasks: Vec<_> = chunk.iter().flatten().map(|row| &row.task).collect();
        let mut graded = self.series.grade(file, &tasks).into_iter();
        for read in chunk {
            let graded = read.and_then(|row| {
                let Graded { key, grade } = graded.next().expect("every row that was read has one");
                Ok((row, key, grade?))
            });
            match graded {
                Ok((row, key, grade)) => self.add(file, &row, &key, &grade),
                Err(found) => self.faults.add(found),
            }
        }
    }

    fn add(&mut self, file: &str, row: &Row, key: &Hash, grade: &Grade) {
        let name = if row.dataset.is_empty() { file } else { &row.dataset };
        let dataset = self.dataset(name);
        let question = if row.task.question_id.is_empty() {
            *key
        } else {
            hash(["id", name, &row.task.question_id])
        };
        let next = self.questions.len() as u32;
        let question = *self.questions.entry(question).or_insert(next);
        self.points.push(Point {
            human: row.score,
            score: grade.score / 100.0,
            confidence: grade.confidence as f32,
            question,
            dataset,
            label: row.label,
        });
        self.worst.offer(file, row, grade);
        self.signature.get_or_insert_with(|| grade.signature.clone());
    }

    fn dataset(&mut self, name: &str) -> u32 {
        let known = self.datasets.iter().position(|d| d == name);
        let at = known.unwrap_or_else(|| {
            if self.datasets.len() <= MOST_DATASETS {
                let own = self.datasets.len() < MOST_DATASETS;
                self.datasets.push(if own { name } else { FURTHER }.to_owned());
            }
            self.datasets.len() - 1
        });
        at as u32
    }

    /// The figures over all rows.
    ///
    /// # Errors
    ///
    /// When no row could be graded: figures over nothing are none.
    pub fn finish(self) -> Result<Evaluation, DataError> {
        let Some(signature) = self.signature else {
            return Err(DataError::Nothing(self.faults.first));
        };
        let Settings { threshold, kappa_levels, .. } = self.settings;
        let points = &self.points;
        let of = |i: usize| Sample::new(points.iter().filter(move |p| p.dataset == i as u32));
        let agreement = |(i, name): (usize, String)| DatasetAgreement {
            name,
            agreement: Agreement::new(&of(i), kappa_levels),
        };
        let datasets: Vec<DatasetAgreement> = match self.datasets.len() {
            1 => Vec::new(),
            _ => self.datasets.into_iter().enumerate().map(agreement).collect(),
        };
        Ok(Evaluation {
            schema_version: EVALUATION_VERSION,
            used: Used {
                tool: signature.tool,
                model: signature.model,
                calibration: signature.calibration,
                threshold,
                kappa_levels,
                resamples: RESAMPLES,
                seed: SEED,
            },
            overall: Agreement::new(&Sample::new(points.iter()), kappa_levels),
            mean_over_datasets: (!datasets.is_empty()).then(|| MeanAgreement::new(&datasets)),
            datasets,
            bands: Bands::new(points),
            labels: Labels::new(points, threshold / 100.0),
            confidence: Confidence::new(points),
            worst: self.worst.into_list(),
            not_graded: self.faults,
        })
    }
}
