//! `gradus check`.

use std::collections::BTreeSet;
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use gradus::Error;
use gradus::check::baseline::{Baseline, Scope};
use gradus::check::config::Settings;
use gradus::check::watch::{Options, Watch};
use gradus::check::{Asked, Bars, CheckRun, Checker, changed_since, find};
use gradus::report::Look;

use super::args::Progress;
use super::check_args::Check;
use super::check_output::{Reports, reports};
use super::exit::Outcome;
use super::progress::Meter;
use super::settings::{bank, cache, grading, model, settings, shown};

pub fn run(args: &Check, bank_flag: Option<&Path>, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let settings = settings(&args.settings, bank_flag)?;
    let reports = reports(&args.format, args.watch)?;
    let asked = asked(args, &settings)?;
    with_checker(&settings, |checker| {
        let session = Session {
            settings: &settings,
            checker,
            bars: bars(args, &settings),
            reports,
            progress: args.progress,
            look,
        };
        if args.watch {
            session.watch(&asked, out)
        } else {
            session.report(&asked, out)
        }
    })
}

/// What `with` makes of a checker for `settings`.
pub fn with_checker<T>(settings: &Settings, with: impl FnOnce(&Checker<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let bank = bank(settings)?;
    let cache = cache(settings, say);
    let (model, load) = model(settings)?;
    let checker = Checker::new(settings, &bank, grading(settings, model, &load)?, &cache);
    let found = with(&checker);
    drop(checker);
    cache.finish();
    found
}

/// What every run of one command has in common.
struct Session<'s> {
    settings: &'s Settings,
    checker: &'s Checker<'s>,
    bars: Bars,
    reports: Reports,
    progress: Progress,
    look: Look,
}

impl Session<'_> {
    /// One run, reported.
    fn report(&self, asked: &Asked, out: &mut impl Write) -> Result<Outcome, Error> {
        self.reports.write(&self.run(asked)?, self.look, out)
    }

    /// One run, held against the baseline where there is one.
    fn run(&self, asked: &Asked) -> Result<CheckRun, Error> {
        // Before anything is graded: what is no baseline ends the run.
        let baseline = match &self.settings.baseline.value {
            Some(path) => Some((shown(path), Baseline::read(&shown(path))?)),
            None => None,
        };
        let mut run = graded(self.checker, asked, &self.bars, self.progress)?;
        if let Some((path, baseline)) = &baseline {
            let whole = asked.is_all() && run.not_graded.is_empty();
            let scope = if whole { Scope::All } else { Scope::Part };
            run.hold(baseline, &path.display().to_string(), scope);
        }
        Ok(run)
    }

    /// Runs, and again whenever an answer is saved, until it is interrupted.
    fn watch(&self, asked: &Asked, out: &mut impl Write) -> Result<Outcome, Error> {
        let settings = self.settings.clone();
        // Before the first run, so that no save between the two is missed.
        let watch = Watch::listed(move || find(&settings).files.into_iter().map(|f| f.path).collect(), Options::default());
        if let Some(problem) = watch.problem() {
            say(&format!(
                "changes are looked for twice a second, since the system does not tell of them: {problem}"
            ));
        }
        let stop = watch.stop();
        ctrlc::set_handler(move || stop.now()).map_err(|e| Error::Refused(format!("cannot watch: {e}")))?;
        let mut outcome = self.report(asked, out)?;
        say("watching; Ctrl-C ends it");
        for change in watch {
            let mut changed: BTreeSet<PathBuf> = change.changed.into_iter().collect();
            if let Some(files) = &asked.files {
                changed.retain(|path| files.contains(path));
            }
            if !changed.is_empty() {
                let asked = Asked {
                    files: Some(changed),
                    ..Asked::default()
                };
                outcome = self.report(&asked, out)?;
            }
        }
        Ok(outcome)
    }
}

/// Grades, and says on standard error what may not be meant.
pub fn graded(checker: &Checker<'_>, asked: &Asked, bars: &Bars, progress: Progress) -> Result<CheckRun, Error> {
    let meter = Mutex::new((Meter::new(progress, None), 0));
    let told = || {
        let (meter, rows) = &mut *meter.lock().unwrap_or_else(PoisonError::into_inner);
        *rows += 1;
        meter.rows(*rows, 0);
    };
    let (run, notes) = checker.run(asked, bars, &told)?;
    meter.into_inner().unwrap_or_else(PoisonError::into_inner).0.end();
    // Of a part of the answers nobody asked where the others are.
    for note in notes.iter().filter(|_| asked.is_all()) {
        say(&note.to_string());
    }
    Ok(run)
}

/// Which answers a run is about.
fn asked(args: &Check, settings: &Settings) -> Result<Asked, Error> {
    let changed = match &args.changed_since {
        Some(since) => Some(changed_since(&settings.root, since)?),
        None => None,
    };
    let mut files = None;
    if !args.files.is_empty() {
        let here = env::current_dir().map_err(|e| Error::Refused(format!("cannot tell the folder to start from: {e}")))?;
        let found: BTreeSet<_> = find(settings).files.into_iter().map(|f| f.path).collect();
        let mut wanted = BTreeSet::new();
        for path in &args.files {
            let shown = path.display().to_string().escape_debug().to_string();
            let real = path
                .canonicalize()
                .map_err(|e| Error::Refused(format!("cannot read `{shown}`: {e}; name files with answers, or none for all")))?;
            let known = found.iter().find(|f| **f == here.join(path) || f.canonicalize().is_ok_and(|f| f == real));
            match known {
                Some(known) => _ = wanted.insert(known.clone()),
                None => say(&format!("`{shown}` is none of the answers that are checked")),
            }
        }
        files = Some(wanted);
    }
    Ok(Asked { changed, files })
}

/// What the run as a whole is held against.
fn bars(args: &Check, settings: &Settings) -> Bars {
    Bars {
        answer: settings.bars(),
        min_pass_rate: settings.min_pass_rate.value,
        min_mean: settings.min_mean.value,
        strict_baseline: args.strict_baseline,
        exit_zero: args.exit_zero,
        allow_empty: args.allow_empty,
    }
}

/// Says something beside the results.
pub fn say(text: &str) {
    // Nobody waits for this line.
    let _ = writeln!(io::stderr(), "gradus: {text}");
}
