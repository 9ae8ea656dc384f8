//! Where the reports of a check go.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

use anstream::StripStream;
use gradus::Error;
use gradus::check::{CheckRun, Verdict, verdict};
use gradus::report::{Look, check};

use super::check_args::{CheckFormat, CheckTarget};
use super::exit::{Outcome, written};
use super::files::whole;

/// What is written of each run.
pub struct Reports {
    printed: Vec<CheckFormat>,
    files: Vec<(CheckFormat, PathBuf)>,
    /// The page of a step of GitHub Actions, which others write to as well.
    step: Option<PathBuf>,
}

/// What was asked for. Where nothing was asked for to be printed: for people, and in GitHub Actions annotations and the page of the step as well.
pub fn reports(targets: &[CheckTarget], watched: bool) -> Result<Reports, Error> {
    let mut out = Reports {
        printed: Vec::new(),
        files: Vec::new(),
        step: None,
    };
    for target in targets {
        match &target.file {
            Some(path) if out.files.iter().any(|(_, p)| p == path) => {
                return Err(Error::Usage(format!("`{}` is to be written twice", path.display())));
            }
            Some(path) => {
                // Before anything is graded.
                let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
                if folder.is_some_and(|f| !f.is_dir()) {
                    let source = io::Error::new(io::ErrorKind::NotFound, "there is no such folder; make it first");
                    return Err(Error::Write { path: path.clone(), source });
                }
                out.files.push((target.format, path.clone()));
            }
            None => out.printed.push(target.format),
        }
    }
    match out.printed.as_slice() {
        // A log in which nothing stands but an exit code helps nobody.
        [] if !targets.iter().any(|t| t.format == CheckFormat::Human) => {
            out.printed.push(CheckFormat::Human);
            if env::var_os("GITHUB_ACTIONS").is_some_and(|v| v == "true") && !watched {
                out.printed.push(CheckFormat::Github);
                out.step = env::var_os("GITHUB_STEP_SUMMARY").filter(|v| !v.is_empty()).map(PathBuf::from);
            }
        }
        // Annotations are lines of a log, and a log has other lines.
        [] | [_] | [CheckFormat::Human, CheckFormat::Github] | [CheckFormat::Github, CheckFormat::Human] => {}
        _ => {
            let message = "two reports would go to standard output; give all but one a file, as in `--format junit=report.xml`";
            return Err(Error::Usage(message.into()));
        }
    }
    Ok(out)
}

impl Reports {
    /// Writes all of them of `run`.
    pub fn write(&self, run: &CheckRun, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
        let verdict = verdict(run);
        for (format, path) in &self.files {
            // A file has neither colours nor columns to fit in.
            let mut page = StripStream::new(Vec::new());
            let failed = |source| Error::Write { path: path.clone(), source };
            one(*format, run, &verdict, Look::default(), &mut page).map_err(failed)?;
            let mut file = whole(path)?;
            file.with(|out| out.write_all(&page.into_inner()))?;
            file.put()?;
        }
        for format in &self.printed {
            written(one(*format, run, &verdict, look, out))?;
        }
        written(out.flush())?;
        if let Some(path) = &self.step {
            let failed = |source| Error::Write { path: path.clone(), source };
            let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(failed)?;
            check::summary(run, &verdict, &mut file).map_err(failed)?;
        }
        Ok(Outcome::Checked { code: verdict.exit_code })
    }
}

fn one(format: CheckFormat, run: &CheckRun, verdict: &Verdict, look: Look, out: &mut impl Write) -> io::Result<()> {
    match format {
        CheckFormat::Human => check::human(run, verdict, look, out),
        CheckFormat::Json => check::json(run, verdict, out),
        CheckFormat::Jsonl => check::jsonl(run, verdict, out),
        CheckFormat::Junit => check::junit(run, verdict, out),
        CheckFormat::Sarif => check::sarif(run, verdict, out),
        CheckFormat::Github => check::github(run, verdict, out),
        CheckFormat::Summary => check::summary(run, verdict, out),
        CheckFormat::Gitlab => check::gitlab(run, verdict, out),
    }
}
