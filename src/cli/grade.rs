//! `gradus grade`.

use std::io::Write;
use std::path::Path;

use gradus::bank::Bank;
use gradus::embed::{self, Encoder};
use gradus::grade::Grader;
use gradus::report::{self, Look};
use gradus::text::decode;
use gradus::{Error, report::json};

use super::args::{Format, Grade};
use super::exit::{Outcome, written};
use super::input;
use super::questions::find;

pub fn run(args: &Grade, bank: &Bank, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let entry = find(bank, &args.question)?;
    let answer = match (&args.text, &args.file) {
        (Some(text), _) => decode(text.as_bytes()),
        (None, Some(path)) => input::read(path)?,
        (None, None) => unreachable!("clap asks for one of them"),
    };
    let (encoder, calibrated) = encoder(args.model.as_deref())?;
    let grader = Grader::new(entry, encoder.as_deref(), calibrated)?;
    let grade = grader.grade(&answer)?;
    let printed = if args.score_only {
        writeln!(out, "{:.1}", grade.score)
    } else {
        match args.format {
            Format::Json => json(&grade, out),
            Format::Human => {
                report::grade(&grade, &answer.text, look, out).and_then(|()| if args.explain { report::explain(&grade.explanation, out) } else { Ok(()) })
            }
        }
    };
    written(printed)?;
    Ok(match args.threshold {
        Some(threshold) if grade.score < threshold => Outcome::Below,
        _ => Outcome::Pass,
    })
}

/// The encoder that was asked for, and whether the shipped calibration was made for it.
pub fn encoder(model: Option<&Path>) -> Result<(Option<Box<dyn Encoder>>, bool), Error> {
    match model {
        Some(none) if none.as_os_str() == "none" => Ok((None, true)),
        Some(folder) => Ok((Some(Box::new(embed::load(folder)?)), false)),
        None => Ok((Some(Box::new(embed::builtin()?)), true)),
    }
}
