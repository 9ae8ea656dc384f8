//! Data to an [`Evaluation`]: rows are graded in chunks, on all cores, and a few numbers of each are kept.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use rayon::prelude::*;

use super::agreement::{Agreement, DatasetAgreement, MeanAgreement};
use super::bands::Bands;
use super::bootstrap::{RESAMPLES, SEED};
use super::confidence::Confidence;
use super::evaluation::{EVALUATION_VERSION, Evaluation, Used};
use super::faults::Faults;
use super::key::{Hash, Kept, Key, hash, key_of};
use super::labels::Labels;
use super::row::Row;
use super::sample::{Point, Sample};
use super::source::{DataError, Place, Rows};
use super::worst::Worst;
use crate::bank::Bank;
use crate::embed::{EncodeError, Memory};
use crate::grade::{Engine, Grade, Signature};
use crate::rubric::{Code, Diagnostic};
use crate::text::{Document, decode, nearest};

/// Most rows of a chunk, enough to keep the cores evenly busy.
const CHUNK_ROWS: usize = 256;
/// Bytes of text from which a chunk is full.
const CHUNK_BYTES: usize = 4 << 20;
/// Longest answer whose sentences are encoded together with those of others, in bytes.
const SHORT: usize = 2048;
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
    bank: &'e Bank,
    memory: Option<&'e Memory<'e>>,
    engine: Engine<'e>,
    settings: Settings,
    kept: Kept<'e>,
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
            bank,
            memory,
            engine,
            settings,
            kept: Kept::default(),
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
        let (mut chunk, mut bytes) = (Vec::new(), 0);
        while chunk.len() < CHUNK_ROWS && bytes < CHUNK_BYTES {
            let Some(read) = rows.next(self.settings.most)? else {
                return Ok((chunk, true));
            };
            bytes += read.as_ref().map_or(0, |row| row.answer.len() + row.question.len());
            chunk.push(read);
        }
        Ok((chunk, false))
    }

    fn grade_chunk(&mut self, file: &str, chunk: Vec<Result<Row, Diagnostic>>) {
        let hashed: Vec<(&Row, Hash)> = chunk.iter().flatten().map(|row| (row, key_of(row))).collect();
        if let Some(memory) = self.memory {
            learn(memory, &hashed);
        }
        let keys = self.keys(&hashed);
        let bank = self.bank;
        let grade = |(row, hash): &(&Row, Hash)| {
            let place = Place { file, line: row.line };
            match &keys[hash] {
                Ok(Some(key)) => key.grade(&decode(row.answer.as_bytes())).map_err(|e| not_encoded(place, "answer", &e)),
                Ok(None) => Err(unknown_question(place, &row.question_id, bank)),
                Err(e) => Err(not_encoded(place, "reference", e)),
            }
        };
        let grades: Vec<(Hash, Result<Grade, Diagnostic>)> = hashed.par_iter().map(|row| (row.1, grade(row))).collect();
        let mut grades = grades.into_iter();
        for read in chunk {
            let graded = read.and_then(|row| {
                let (hash, grade) = grades.next().expect("every row that was read has one");
                Ok((row, hash, grade?))
            });
            match graded {
                Ok((row, hash, grade)) => self.add(file, &row, &hash, &grade),
                Err(found) => self.faults.add(found),
            }
        }
        if let Some(memory) = self.memory {
            memory.clear();
        }
    }

    /// The graders that a chunk needs: those that were kept, and new ones.
    fn keys(&mut self, rows: &[(&Row, Hash)]) -> HashMap<Hash, Result<Option<Arc<Key<'e>>>, EncodeError>> {
        let mut keys: HashMap<Hash, Result<Option<Arc<Key<'e>>>, EncodeError>> = HashMap::new();
        let mut new: Vec<(Hash, &Row)> = Vec::new();
        for (row, hash) in rows {
            if !keys.contains_key(hash) {
                let kept = self.kept.get(hash);
                if kept.is_none() {
                    new.push((*hash, *row));
                }
                keys.insert(*hash, Ok(kept));
            }
        }
        let (bank, engine) = (self.bank, &self.engine);
        let built: Vec<_> = new
            .into_par_iter()
            .map(|(hash, row)| (hash, Key::new(row, bank, engine).map(|key| key.map(Arc::new))))
            .collect();
        for (hash, key) in built {
            if let Ok(Some(key)) = &key {
                self.kept.insert(hash, Arc::clone(key));
            }
            keys.insert(hash, key);
        }
        keys
    }

    fn add(&mut self, file: &str, row: &Row, key: &Hash, grade: &Grade) {
        let name = if row.dataset.is_empty() { file } else { &row.dataset };
        let dataset = self.dataset(name);
        let question = if row.question_id.is_empty() {
            *key
        } else {
            hash(["id", name, &row.question_id])
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

/// Encodes the sentences of short answers together; each is the text that grading will ask for. Long answers fill a forward pass by themselves.
fn learn(memory: &Memory<'_>, rows: &[(&Row, Hash)]) {
    let short = rows.par_iter().filter(|(row, _)| row.answer.len() <= SHORT);
    let documents: Vec<Document> = short.map(|(row, _)| Document::markdown(&decode(row.answer.as_bytes()).text)).collect();
    let sentences = documents.iter().flat_map(|d| d.sentences().iter().map(|s| d.sentence_text(s)));
    memory.learn(sentences.collect());
}

fn not_encoded(place: Place<'_>, field: &str, error: &EncodeError) -> Diagnostic {
    place.fault(Code::Unreadable, field, error.to_string())
}

fn unknown_question(place: Place<'_>, id: &str, bank: &Bank) -> Diagnostic {
    let near = nearest(id, bank.entries().iter().map(|e| e.id.as_str()));
    let help = match near.first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give a `reference` where the question is not of the bank".to_owned(),
    };
    let id: String = id.chars().take(100).collect();
    place
        .fault(Code::BadValue, "question_id", format!("the bank has no question `{id}`"))
        .with_help(help)
}
