//! `gradus rubric`.

use std::io::Write;
use std::path::Path;

use gradus::Error;
use gradus::audit::{ATTACKS, Attack, Plan, audit};
use gradus::bank::{Bank, Entry};
use gradus::report::{self, Look, json};

use super::args::{Audit, Page, Rubric};
use super::engine::{encoder, engine};
use super::exit::{Outcome, written};
use super::lint;
use super::marking;
use super::questions::find;

/// Runs a command; `asked` is the folder that was named, `load` reads the bank that it stands for.
pub fn run(args: &Rubric, asked: Option<&Path>, load: impl FnOnce() -> Result<Bank, Error>, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    match args {
        Rubric::Audit(args) => run_audit(args, &load()?, look, out),
        Rubric::Calibrate(args) => marking::run(args, &load()?, look, out),
        Rubric::Lint(args) => lint::run(args, asked, look, out),
    }
}

fn run_audit(args: &Audit, bank: &Bank, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let encoder = encoder(&args.engine)?;
    let engine = engine(&args.engine, encoder.as_deref())?;
    let attacks: Vec<Attack> = match args.attack.as_slice() {
        [] => ATTACKS.to_vec(),
        wanted => ATTACKS.iter().filter(|a| wanted.iter().any(|w| w.id == a.id)).copied().collect(),
    };
    let plan = Plan {
        attacks: &attacks,
        threshold: args.threshold,
        seed: args.seed,
        engine: &engine,
    };
    let found = audit(bank, &entries(&args.questions, bank)?, &plan)?;
    let printed = match args.format {
        Page::Human => report::audit(&found, args.verbose, look, out),
        Page::Markdown => report::audit_markdown(&found, args.verbose, out),
        Page::Json => json(&found, out),
    };
    written(printed)?;
    Ok(if found.held() { Outcome::Pass } else { Outcome::Below })
}

/// The questions that were asked for, each once and in the order of the bank; all of them where none was.
fn entries<'b>(ids: &[String], bank: &'b Bank) -> Result<Vec<&'b Entry>, Error> {
    if ids.is_empty() {
        return Ok(bank.entries().iter().collect());
    }
    let mut found = ids.iter().map(|id| find(bank, id)).collect::<Result<Vec<_>, _>>()?;
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    Ok(found)
}
