//! `gradus eval`.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use gradus::Error;
use gradus::bank::Bank;
use gradus::embed::Encoder;
use gradus::eval::{Evaluator, Rows, Settings};
use gradus::report::{self, Look, json};
use gradus::rows::{Columns, DataError, Field};

use super::args::{Eval, EvalFormat};
use super::engine::{encoder, engine, memory};
use super::exit::{Outcome, written};
use super::progress::Meter;

pub fn run(args: &Eval, bank: &Bank, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let maps = args.map.iter().map(|(field, column)| (field.as_str(), column.as_str()));
    let columns = Columns::mapped(maps, &Field::SCORED).map_err(|message| Error::Usage(format!("`--map`: {message}")))?;
    let encoder = encoder(&args.engine)?;
    let memory = memory(&args.engine, encoder.as_deref());
    let remembering = memory.as_ref().map(|m| m as &dyn Encoder);
    let engine = engine(&args.engine, remembering.or(encoder.as_deref()))?;
    let settings = Settings {
        most: args.max_score,
        threshold: args.threshold,
        kappa_levels: args.kappa_levels.into(),
    };
    let mut evaluator = Evaluator::new(bank, memory.as_ref(), engine, settings);
    let mut meter = Meter::new(args.progress, args.data.iter().map(|path| length(path)).sum());
    for path in &args.data {
        let name = path.display().to_string();
        let from = open(path).map_err(|source| DataError::Unreadable { file: name.clone(), source })?;
        let mut rows = Rows::open(&name, meter.reading(from), columns.clone())?;
        evaluator.take(&mut rows, &mut |rows| meter.rows(rows, 0))?;
    }
    meter.end();
    let found = evaluator.finish()?;
    written(match args.format {
        EvalFormat::Human => report::evaluation(&found, look, out),
        EvalFormat::Json => json(&found, out),
        EvalFormat::Markdown => report::evaluation_markdown(&found, out),
    })?;
    Ok(match found.not_graded.rows {
        0 => Outcome::Pass,
        _ if args.allow_errors => Outcome::Pass,
        rows => Outcome::Incomplete { rows },
    })
}

/// Bytes in the file `path`; `None` where it is no file with an end.
pub(super) fn length(path: &Path) -> Option<u64> {
    let about = path.metadata().ok()?;
    about.is_file().then_some(about.len())
}

pub(super) fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
    }
    Ok(Box::new(file))
}
