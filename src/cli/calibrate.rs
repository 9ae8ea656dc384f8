//! `gradus calibrate`.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;

use gradus::Error;
use gradus::bank::Bank;
use gradus::calibrate::{self, MarkedAnswers, MarkedSignal, Scored};
use gradus::embed::{Encoder, Memory};
use gradus::eval::Rows;
use gradus::grade::Engine;
use gradus::report;
use gradus::rows::{Columns, DataError, Field};

use super::args::Calibrate;
use super::engine::{encoder, engine};
use super::eval::{length, open};
use super::exit::{Outcome, written};
use super::input;
use super::progress::Meter;

/// What a line about scored answers ends with, and what one about marked answers holds.
const SCORED: &str = "scored answers";
const MARKED: &str = "marked answers";

/// What was read.
#[derive(Default)]
struct Data {
    scored: Vec<Scored>,
    authored: Vec<MarkedSignal>,
    plain: Vec<MarkedSignal>,
    /// Each file or data set with its size.
    names: Vec<String>,
}

pub fn run(args: &Calibrate, bank: &Bank, out: &mut impl Write) -> Result<Outcome, Error> {
    let maps = args.map.iter().map(|(field, column)| (field.as_str(), column.as_str()));
    let columns = Columns::mapped(maps, &Field::SCORED).map_err(|message| Error::Usage(format!("`--map`: {message}")))?;
    let encoder = encoder(&args.engine)?;
    let memory = encoder.as_deref().map(Memory::new);
    let engine = engine(&args.engine, memory.as_ref().map(|m| m as &dyn Encoder))?;
    let held_out: BTreeSet<String> = args.held_out.iter().cloned().collect();
    let data = read(args, bank, &engine, memory.as_ref(), &columns)?;
    let with_model = engine.encoder.is_some();

    let lines = calibrate::check_line(&data.scored, &held_out, with_model);
    let signals: Vec<_> = [("with keywords", &data.authored), ("statements alone", &data.plain)]
        .into_iter()
        .filter(|(_, signals)| !signals.is_empty())
        .map(|(name, signals)| calibrate::check_signals(name, signals, with_model))
        .collect();
    written(report::calibration(&lines, &signals, out))?;

    let mut fitted = engine.calibration.clone();
    let seen: Vec<&Scored> = data.scored.iter().filter(|a| !held_out.contains(&a.dataset)).collect();
    if !seen.is_empty() {
        fitted.likeness = calibrate::fit_line(&seen, with_model, None);
    }
    if !data.authored.is_empty() {
        fitted.authored = calibrate::fit_curves(&data.authored.iter().collect::<Vec<_>>(), with_model);
        fitted.plain = calibrate::fit_curves(&data.plain.iter().collect::<Vec<_>>(), with_model);
    }
    // What is not fitted anew is what it was, and so is what it was fitted on.
    let kept = |line: &String| (line.ends_with(SCORED) && seen.is_empty()) || (line.contains(MARKED) && data.authored.is_empty());
    let before: Vec<String> = fitted.made_from.into_iter().filter(kept).collect();
    fitted.made_from = vec![format!("gradus {} calibrate, {}, no chance takes part", env!("CARGO_PKG_VERSION"), args.date)];
    fitted.made_from.extend(before);
    fitted.made_from.extend(data.names);
    let mut text = serde_json::to_string_pretty(&fitted).expect("a calibration holds only names and finite numbers");
    text.push('\n');
    fs::write(&args.output, text).map_err(Error::Output)?;
    Ok(Outcome::Pass)
}

fn read<'e>(args: &Calibrate, bank: &Bank, engine: &Engine<'e>, memory: Option<&Memory<'e>>, columns: &Columns) -> Result<Data, Error> {
    let mut data = Data::default();
    let (marked, scored): (Vec<_>, Vec<_>) = args.data.iter().partition(|path| path.extension() == Some(OsStr::new("toml")));
    let mut meter = Meter::new(args.progress, scored.iter().map(|path| length(path)).sum());
    for path in scored {
        let name = path.display().to_string();
        let from = open(path).map_err(|source| DataError::Unreadable { file: name.clone(), source })?;
        let mut rows = Rows::open(&name, meter.reading(from), columns.clone())?;
        let before = data.scored.len();
        calibrate::scored(&mut rows, args.max_score, engine, memory, &mut data.scored, &mut |n| meter.rows(n, 0))?;
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        data.names.push(format!("{file}: {} {SCORED}", data.scored.len() - before));
    }
    meter.end();
    let mut files = 0;
    for path in marked {
        let marked = MarkedAnswers::read(&input::read(path)?.text).map_err(|problem| faulty(path, problem))?;
        for (plain, into) in [(false, &mut data.authored), (true, &mut data.plain)] {
            let first = into.last().map_or(0, |s| s.answer + 1);
            into.extend(calibrate::marked_signals(&marked, bank, engine, plain, first).map_err(|problem| faulty(path, problem))?);
        }
        files += 1;
    }
    if files > 0 {
        let marks = data.authored.iter().filter(|s| !s.reference && !s.edited).count();
        data.names.push(format!("{MARKED} to {files} questions: {marks} marks"));
    }
    Ok(data)
}

fn faulty(path: &Path, problem: calibrate::MarkedError) -> Error {
    Error::Marked {
        path: path.to_owned(),
        problem: Box::new(problem),
    }
}
