//! `gradus grade`.

use std::io::Write;
use std::path::Path;

use gradus::bank::Bank;
use gradus::grade::{Grader, ReferenceGrader};
use gradus::report::{self, Look};
use gradus::text::decode;
use gradus::{Error, report::json};

use super::args::{Format, Grade};
use super::engine::{encoder, engine};
use super::exit::{Outcome, written};
use super::input;
use super::questions::find;

pub fn run(args: &Grade, bank: &Bank, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let (entry, answer) = match args.reference.as_slice() {
        [] => {
            let id = args.question.as_deref().expect("clap asks for it where there is no reference");
            (Some(find(bank, id)?), args.file.as_deref())
        }
        _ if args.file.is_some() => return Err(Error::Usage("`--reference` stands for a question: leave its id out".into())),
        // What would be the question is the answer.
        _ => (None, args.question.as_deref().map(Path::new)),
    };
    let answer = match (&args.text, answer) {
        (Some(_), Some(_)) => return Err(Error::Usage("the answer is given twice, as a file and with `--text`".into())),
        (Some(text), None) => decode(text.as_bytes()),
        (None, Some(path)) => input::read(path)?,
        (None, None) => return Err(Error::Usage("there is no answer: name a file, `-` for standard input, or give `--text`".into())),
    };
    let references = args.reference.iter().map(|path| reference(path)).collect::<Result<Vec<_>, _>>()?;
    let encoder = encoder(&args.engine)?;
    let engine = engine(&args.engine, encoder.as_deref())?;
    let grade = match entry {
        Some(entry) => Grader::new(entry, &engine)?.grade(&answer)?,
        None => {
            let question = args.question_text.as_deref().unwrap_or_default();
            ReferenceGrader::new(question, &references, &engine)?.grade(&answer)?
        }
    };
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

/// The reference answer in `path`.
fn reference(path: &Path) -> Result<String, Error> {
    let text = input::read(path)?.text;
    if text.trim().is_empty() {
        return Err(Error::BlankReference { path: path.to_owned() });
    }
    Ok(text)
}
