//! `gradus rubric lint`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use gradus::Error;
use gradus::bank::{self, Files};
use gradus::lint::{self, Finding, Plan, Severity};
use gradus::report::{self, Look, json};

use super::engine::{encoder, engine};
use super::exit::{Outcome, written};
use super::files::{bank_folder, replace};
use super::questions::unknown;
use super::rubric_args::{Lint, LintFormat};

/// Runs the command on the bank in `asked`, or on the built-in one.
pub fn run(args: &Lint, asked: Option<&Path>, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    if let Some(code) = &args.explain {
        let page = lint::explain(code).map_err(Error::Usage)?;
        written(out.write_all(page.as_bytes()))?;
        return Ok(Outcome::Pass);
    }
    let folder = if args.fix { Some(bank_folder(asked)?) } else { asked.map(Path::to_owned) };
    let read = || -> Result<Files, Error> {
        Ok(match &folder {
            Some(folder) => bank::files(folder)?,
            None => bank::embedded_files(),
        })
    };
    let files = read()?;
    let ids = ids(args, &files)?;
    let encoder = encoder(&args.engine)?;
    let engine = engine(&args.engine, encoder.as_deref())?;
    let plan = Plan {
        threshold: args.threshold,
        engine: &engine,
    };
    let mut found = lint::lint(&files, &ids, &plan)?;
    if args.fix && mend(&files, &found.findings, args.fail_on)? {
        found = lint::lint(&read()?, &ids, &plan)?;
    }
    written(match args.format {
        LintFormat::Human => report::lint(&found, args.fail_on, look, out),
        LintFormat::Json => json(&found, out),
        LintFormat::Sarif => report::sarif(&found, out),
    })?;
    Ok(if found.reaches(args.fail_on) { Outcome::Below } else { Outcome::Pass })
}

/// The ids that were asked for; none stands for all.
fn ids(args: &Lint, files: &Files) -> Result<Vec<String>, Error> {
    if args.questions.iter().any(|id| id == "all") {
        return Ok(Vec::new());
    }
    let known: BTreeSet<&str> = files.contents.iter().chain(&files.rubrics).map(|f| f.id.as_str()).collect();
    match args.questions.iter().find(|id| !known.contains(id.as_str())) {
        Some(id) => Err(unknown(id, known.into_iter())),
        None => Ok(args.questions.clone()),
    }
}

/// Writes the rubrics with findings as severe as `bar` that can be mended; whether there were any.
fn mend(files: &Files, findings: &[Finding], bar: Severity) -> Result<bool, Error> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|f| f.severity >= bar) {
        by_file.entry(&finding.file).or_default().push(finding);
    }
    let mut any = false;
    for file in &files.rubrics {
        let found = by_file.get(file.name.as_str()).map_or(&[][..], Vec::as_slice);
        if let Some(text) = lint::mend(&file.text, found) {
            replace(Path::new(&file.name), &text)?;
            // Nobody waits for this line.
            let _ = writeln!(io::stderr(), "gradus: mended `{}`", file.name);
            any = true;
        }
    }
    Ok(any)
}
