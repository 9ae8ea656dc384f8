//! From arguments to an exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser;
use gradus::Error;
use gradus::bank::{self, Bank};
use gradus::report::Look;

use super::args::{Cli, Color, Command};
use super::check_args::Baseline;
use super::exit::{COULD_NOT_GRADE, Outcome, written};
use super::{batch, calibrate, check, check_state, compare, eval, generate, grade, questions, rubric};

/// Widest line: past it prose is hard to read.
const WIDEST: u16 = 120;
/// Width where there is no terminal.
const NO_TERMINAL: u16 = 100;

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(outcome) => {
            if let Outcome::Incomplete { rows } = outcome {
                let counted = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
                let _ = writeln!(
                    io::stderr(),
                    "gradus: {counted} could not be graded, and the output says why; `--allow-errors` lets that pass"
                );
            }
            outcome.into()
        }
        Err(error) => {
            // Nothing is left to do when even this cannot be written.
            let _ = writeln!(io::stderr(), "gradus: {error}");
            ExitCode::from(COULD_NOT_GRADE)
        }
    }
}

fn run(cli: &Cli) -> Result<Outcome, Error> {
    // Some commands work on files that make no bank yet.
    let bank = || -> Result<Bank, Error> {
        Ok(match &cli.bank {
            Some(folder) => bank::load(folder)?,
            None => bank::embedded(),
        })
    };
    let width = cli
        .width
        .unwrap_or_else(|| terminal_size::terminal_size().map_or(NO_TERMINAL, |(w, _)| w.0.clamp(40, WIDEST)));
    let look = Look { width: width.into() };
    let choice = match cli.color {
        Color::Auto => AutoStream::choice(&io::stdout()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let mut out = AutoStream::new(io::stdout().lock(), choice);
    let outcome = match &cli.command {
        Command::Grade(args) => {
            let asked = args.question.as_deref().filter(|_| cli.bank.is_none() && args.reference.is_empty());
            let bank = asked.and_then(bank::embedded_one).map_or_else(bank, Ok)?;
            grade::run(args, &bank, look, &mut out)
        }
        Command::Batch(args) => {
            batch::threads(args)?;
            batch::run(args, &bank()?, look, &mut out)
        }
        Command::Check(args) => check::run(args, cli.bank.as_deref(), look, &mut out),
        Command::Init(args) => check_state::init(args, &mut out),
        Command::Config(args) => check_state::config(args, cli.bank.as_deref(), &mut out),
        Command::Baseline(Baseline::Write(args)) => check_state::write_baseline(args, cli.bank.as_deref(), &mut out),
        Command::Cache(args) => check_state::cache(args, cli.bank.as_deref(), &mut out),
        Command::Generate(args) => generate::run(args, &mut out),
        Command::Compare(args) => compare::run(args, look, &mut out),
        Command::Eval(args) => eval::run(args, &bank()?, look, &mut out),
        Command::Calibrate(args) => calibrate::run(args, &bank()?, &mut out),
        Command::List(args) => questions::list(args, &bank()?, &mut out),
        Command::Show(args) => questions::show(args, &bank()?, look, &mut out),
        Command::Search(args) => questions::search(args, &bank()?, &mut out),
        Command::Bank(args) => super::bank::run(args, cli.bank.as_deref(), bank, look, &mut out),
        Command::Rubric(args) => rubric::run(args, cli.bank.as_deref(), bank, look, &mut out),
    }?;
    written(out.flush())?;
    Ok(outcome)
}
