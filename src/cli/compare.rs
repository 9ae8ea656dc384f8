//! `gradus compare`.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use gradus::Error;
use gradus::batch;
use gradus::compare::{Scored, Settings, compare};
use gradus::report::{self, Look, json};
use gradus::rows::DataError;

use super::args::Format;
use super::batch_args::Compare;
use super::exit::{Outcome, written};

pub fn run(args: &Compare, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let (before, after) = (read(&args.before)?, read(&args.after)?);
    // An id that names a candidate and not an answer stands with every question of his.
    let whole = repeats(&before) || repeats(&after);
    let scored = |rows: Vec<batch::Outcome>| rows.into_iter().filter_map(|row| score(row, whole)).collect::<Vec<_>>();
    let settings = Settings {
        minimum_change: args.minimum_change,
        threshold: args.threshold,
    };
    let found = compare(&scored(before), &scored(after), &settings);
    written(match args.format {
        Format::Human => report::change(&found, look, out),
        Format::Json => json(&found, out),
    })?;
    if found.matched == 0 {
        return Err(Error::Usage(
            "the two runs have no answer in common: rows are paired by their id, else by candidate and question".into(),
        ));
    }
    Ok(if args.fail_on_regression && found.losses > 0 {
        Outcome::Below
    } else {
        Outcome::Pass
    })
}

fn read(path: &Path) -> Result<Vec<batch::Outcome>, Error> {
    let name = path.display().to_string();
    let failed = |source| DataError::Unreadable { file: name.clone(), source };
    let lines = BufReader::new(File::open(path).map_err(failed)?).lines();
    let mut out = Vec::new();
    for (i, line) in lines.enumerate() {
        let line = line.map_err(failed)?;
        if line.trim().is_empty() {
            continue;
        }
        let outcome = serde_json::from_str(&line).map_err(|e| {
            let message = format!(
                "`{name}`, line {}: is no graded row ({e}); write them with `gradus batch … -o FILE.jsonl`",
                i + 1
            );
            Error::Usage(message)
        })?;
        out.push(outcome);
    }
    Ok(out)
}

/// What an answer is called.
fn name(row: &batch::Outcome) -> &str {
    if row.id.is_empty() { &row.candidate } else { &row.id }
}

fn repeats(rows: &[batch::Outcome]) -> bool {
    let mut seen = HashSet::new();
    rows.iter().any(|row| !seen.insert(name(row)))
}

fn score(row: batch::Outcome, whole: bool) -> Option<Scored> {
    let id = if whole {
        format!("{} / {}", name(&row), row.question)
    } else {
        name(&row).to_owned()
    };
    let grade = row.grade?;
    Some(Scored {
        id,
        question: row.question,
        score: grade.score,
        verdicts: grade.signals.into_iter().map(|s| (s.id, s.verdict)).collect(),
    })
}
