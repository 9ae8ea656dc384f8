//! `gradus rubric calibrate`.

use std::ffi::OsStr;
use std::io::Write;

use gradus::Error;
use gradus::bank::Bank;
use gradus::calibrate::MarkedAnswers;
use gradus::embed::{Encoder, Memory};
use gradus::marking;
use gradus::report::{self, Look, json};
use gradus::rows::DataError;

use super::args::Format;
use super::engine::{encoder, engine};
use super::eval::open;
use super::exit::{Outcome, written};
use super::input;
use super::rubric_args::Calibrate;

pub fn run(args: &Calibrate, bank: &Bank, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let mut answers = Vec::new();
    for path in &args.marked {
        let name = path.display().to_string();
        if path.extension() == Some(OsStr::new("toml")) {
            let marked = MarkedAnswers::read(&input::read(path)?.text).map_err(|problem| Error::Marked {
                path: path.clone(),
                problem: Box::new(problem),
            })?;
            answers.extend(marking::read_toml(&name, &marked, bank).map_err(|d| DataError::Row(Box::new(d)))?);
        } else {
            let from = open(path).map_err(|source| DataError::Unreadable { file: name.clone(), source })?;
            answers.extend(marking::read(&name, from, bank, args.max_score)?);
        }
    }
    if answers.is_empty() {
        return Err(DataError::Nothing(Vec::new()).into());
    }
    let encoder = encoder(&args.engine)?;
    let memory = encoder.as_deref().map(Memory::new);
    let engine = engine(&args.engine, memory.as_ref().map(|m| m as &dyn Encoder))?;
    let found = marking::compare(&answers, bank, args.threshold, &engine)?;
    written(match args.format {
        Format::Human => report::comparison(&found, look, out),
        Format::Json => json(&found, out),
    })?;
    Ok(Outcome::Pass)
}
