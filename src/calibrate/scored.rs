//! Rows of scored answers to measurements.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use rayon::prelude::*;

use super::likeness::Scored;
use crate::embed::{EncodeError, Memory};
use crate::eval::{Row, Rows};
use crate::grade::{Engine, ReferenceGrader};
use crate::rows::{By, DataError};

/// Rows that are measured together.
const CHUNK: usize = 512;

/// Measures the rows that have reference answers and no signals, and adds them to `into`; the others take no part. `memory` is the encoder of `engine`; `after` is called with the
/// number of rows so far.
///
/// # Errors
///
/// When the file cannot be read to its end, or a row is no row: a fit on half of the data would pass for one on all of it.
pub fn scored<'e, R: Read>(
    rows: &mut Rows<R>,
    most: Option<f64>,
    engine: &Engine<'e>,
    memory: Option<&Memory<'e>>,
    into: &mut Vec<Scored>,
    after: &mut dyn FnMut(usize),
) -> Result<(), DataError> {
    let file = rows.file().to_owned();
    let mut graders: HashMap<(String, Vec<String>), Arc<ReferenceGrader<'e>>> = HashMap::new();
    loop {
        let mut chunk = Vec::new();
        while chunk.len() < CHUNK {
            match rows.next(most)? {
                Some(row) => chunk.push(row.map_err(|d| DataError::Row(Box::new(d)))?),
                None => break,
            }
        }
        if chunk.is_empty() {
            return Ok(());
        }
        let mut new: Vec<(String, Vec<String>)> = chunk.iter().filter_map(key).filter(|k| !graders.contains_key(k)).collect();
        new.sort();
        new.dedup();
        let built: Vec<_> = new.into_par_iter().map(|k| (ReferenceGrader::new(&k.0, &k.1, engine), k)).collect();
        for (grader, key) in built {
            graders.insert(key, Arc::new(grader.map_err(|e| not_encoded(&file, &e))?));
        }
        let measured: Vec<Option<Result<Scored, EncodeError>>> = chunk.par_iter().map(|row| measure(row, &file, &graders)).collect();
        for scored in measured.into_iter().flatten() {
            into.push(scored.map_err(|e| not_encoded(&file, &e))?);
        }
        if let Some(memory) = memory {
            memory.clear();
        }
        after(into.len());
    }
}

fn key(row: &Row) -> Option<(String, Vec<String>)> {
    match &row.task.by {
        By::References(references) => Some((row.task.question.clone(), references.clone())),
        By::Signals { .. } | By::Bank => None,
    }
}

fn measure(row: &Row, file: &str, graders: &HashMap<(String, Vec<String>), Arc<ReferenceGrader<'_>>>) -> Option<Result<Scored, EncodeError>> {
    let grader = &graders[&key(row)?];
    Some(grader.likeness(&row.task.answer).map(|references| Scored {
        dataset: if row.dataset.is_empty() { file.to_owned() } else { row.dataset.clone() },
        question: row.task.question_id.clone(),
        human: row.score,
        references,
    }))
}

fn not_encoded(file: &str, error: &EncodeError) -> DataError {
    DataError::Unreadable {
        file: file.to_owned(),
        source: std::io::Error::other(error.to_string()),
    }
}
