//! What a check keeps between runs and what it goes by: `gradus init`, `config show`, `baseline write`, `cache stats` and `cache clear`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use gradus::Error;
use gradus::check::baseline::{Accept, Baseline, BaselineError, FILE, Scope, Update};
use gradus::check::cache::{self, Stats};
use gradus::check::config::{self, Settings};
use gradus::check::{Asked, Bars};
use gradus::report::json;
use serde::Serialize;

use super::args::Format;
use super::check::{graded, say, with_checker};
use super::check_args::{BaselineWrite, Cache, CacheStats, Config, Init};
use super::exit::{Outcome, written};
use super::files::whole;
use super::settings::{settings, shown};

pub fn init(args: &Init, out: &mut impl Write) -> Result<Outcome, Error> {
    let folder = args.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let path = config::create(&folder).map_err(|e| Error::Check(Box::new(e)))?;
    let path = path.strip_prefix(".").unwrap_or(&path);
    written(writeln!(
        out,
        "wrote `{}`; `gradus check` grades what it names, and `gradus config show` says what holds",
        path.display()
    ))?;
    Ok(Outcome::Pass)
}

pub fn config(args: &Config, bank: Option<&Path>, out: &mut impl Write) -> Result<Outcome, Error> {
    let Config::Show(args) = args;
    let settings = settings(args, bank)?;
    written(config::show(&settings, out))?;
    Ok(Outcome::Pass)
}

pub fn write_baseline(args: &BaselineWrite, bank: Option<&Path>, out: &mut impl Write) -> Result<Outcome, Error> {
    let settings = settings(&args.settings, bank)?;
    let path = shown(&settings.baseline.value.clone().unwrap_or_else(|| settings.root.join(FILE)));
    let before = match Baseline::read(&path) {
        Ok(before) => Some(before),
        Err(BaselineError::Missing { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let bars = Bars {
        answer: settings.bars(),
        ..Bars::default()
    };
    let run = with_checker(&settings, |checker| graded(checker, &Asked::default(), &bars, args.progress))?;
    if let Some(fault) = run.not_graded.first() {
        let (place, many) = (&fault.path, run.not_graded.len() - 1);
        let more = if many > 0 { format!(" and {many} more") } else { String::new() };
        let message = format!(
            "nothing was written: `{place}`{more} could not be graded ({}); `gradus check` says more",
            fault.message
        );
        return Err(Error::Refused(message));
    }
    let (answers, grader) = (run.baseline_answers(), run.grader());
    let accept = match before {
        // What is there before the first baseline is what it is for.
        None => Accept::ALL,
        Some(_) => Accept {
            new: args.accept_new,
            worse: args.accept_worse,
        },
    };
    let known = before.unwrap_or_else(|| Baseline::new(grader.as_str()));
    let update = known
        .update(&answers, &grader, Scope::All, accept)
        .map_err(|refused| Error::Refused(format!("nothing was written: {refused}")))?;
    let mut file = whole(&path)?;
    file.with(|out| update.baseline.write(out))?;
    file.put()?;
    written(writeln!(out, "wrote `{}`: {}", path.display(), changes(&update)))?;
    if settings.baseline.value.is_none() {
        say(&format!("write `baseline = \"{FILE}\"` in gradus.toml, so that checks go by it"));
    }
    Ok(Outcome::Pass)
}

/// How a baseline differs from the one before.
fn changes(update: &Update) -> String {
    let parts = [
        (update.added, "new"),
        (update.raised, "better"),
        (update.lowered, "worse"),
        (update.regraded, "by another rubric"),
        (update.removed, "gone"),
        (update.kept, "as before"),
    ];
    let told: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if told.is_empty() { "no answers".to_owned() } else { told.join(", ") }
}

pub fn cache(args: &Cache, bank: Option<&Path>, out: &mut impl Write) -> Result<Outcome, Error> {
    let of = |settings: Settings| settings.cache.value.map(|folder| shown(&folder));
    match args {
        Cache::Stats(args) => {
            let Some(folder) = of(settings(&args.settings, bank)?) else {
                return Err(no_cache());
            };
            let found = cache::stats(&folder).map_err(|e| Error::Check(Box::new(e)))?;
            written(stats(args, &folder, &found, out))?;
        }
        Cache::Clear(args) => {
            let Some(folder) = of(settings(args, bank)?) else {
                return Err(no_cache());
            };
            let cleared = cache::clear(&folder).map_err(|e| Error::Check(Box::new(e)))?;
            let grades = if cleared.entries == 1 {
                "1 grade".to_owned()
            } else {
                format!("{} grades", cleared.entries)
            };
            written(writeln!(out, "deleted {grades}, {} kB, from `{}`", cleared.bytes / 1000, folder.display()))?;
        }
    }
    Ok(Outcome::Pass)
}

fn no_cache() -> Error {
    Error::Refused("no grades are kept: `cache` is \"none\"; `gradus config show` says where that comes from".into())
}

#[derive(Serialize)]
struct StatsPage<'s> {
    folder: String,
    entries: usize,
    bytes: u64,
    /// When the grade that was not used for longest was used, in seconds since 1970.
    oldest: Option<u64>,
    last_run: Option<&'s cache::Run>,
}

fn stats(args: &CacheStats, folder: &Path, found: &Stats, out: &mut impl Write) -> std::io::Result<()> {
    let oldest = found.oldest.and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map(|d| d.as_secs());
    if args.format == Format::Json {
        let page = StatsPage {
            folder: folder.display().to_string(),
            entries: found.entries,
            bytes: found.bytes,
            oldest,
            last_run: found.last_run.as_ref(),
        };
        return json(&page, out);
    }
    let grades = if found.entries == 1 {
        "1 grade".to_owned()
    } else {
        format!("{} grades", found.entries)
    };
    writeln!(out, "`{}` keeps {grades}, {} kB", folder.display(), found.bytes / 1000)?;
    match &found.last_run {
        Some(run) => {
            let damaged = if run.damaged > 0 {
                format!(", {} of them damaged", run.damaged)
            } else {
                String::new()
            };
            writeln!(
                out,
                "the last run found {} of {} answers there{damaged} and kept {} more",
                run.hits,
                run.hits + run.misses,
                run.stored
            )
        }
        None => writeln!(out, "no run has used it yet"),
    }
}
