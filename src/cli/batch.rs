//! `gradus batch`.

use std::io::{self, Write};
use std::mem;

use gradus::Error;
use gradus::bank::Bank;
use gradus::batch::{Batch, BatchSettings, Record, Waiting};
use gradus::embed::{Encoder, Memory};
use gradus::grade::Engine;
use gradus::report::{self, Look, json};
use gradus::rows::{Columns, Field};

use super::batch_args::{self, BatchFormat};
use super::batch_input::{Opened, Source, sources};
use super::batch_output::{Target, summary, targets, write};
use super::engine::{encoder, engine, memory};
use super::eval::length;
use super::exit::{Outcome, written};
use super::journal::{Earlier, Journal, Replay};
use super::progress::Meter;

/// Starts as many threads as were asked for. It comes before anything uses threads.
pub fn threads(args: &batch_args::Batch) -> Result<(), Error> {
    if let Some(jobs) = args.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
        pool.map_err(|e| Error::Usage(format!("cannot start {jobs} threads: {e}")))?;
    }
    Ok(())
}

pub fn run(args: &batch_args::Batch, bank: &Bank, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let maps = args.map.iter().map(|(field, column)| (field.as_str(), column.as_str()));
    let maps = Columns::mapped(maps, &Field::BATCH).map_err(|message| Error::Usage(format!("`--map`: {message}")))?;
    let (targets, sources) = (targets(args)?, sources(&args.data)?);
    let encoder = encoder(&args.engine)?;
    let memory = memory(&args.engine, encoder.as_deref());
    let remembering = memory.as_ref().map(|m| m as &dyn Encoder);
    let engine = engine(&args.engine, remembering.or(encoder.as_deref()))?;
    let settings = settings(args, bank, &engine);
    let (journal, replay) = journal(args, &targets, &settings)?;
    let mut run = Run {
        args,
        maps,
        journal,
        replay,
        replayed: (0, 0),
        meter: Meter::new(args.progress, sources.iter().map(bytes).sum()),
        streams: args.format == BatchFormat::Jsonl,
        out,
    };
    let counts = run.sources(&sources, bank, memory.as_ref(), engine)?;
    let Run { journal, meter, out, .. } = run;
    meter.end();
    finish(args, journal, &targets, counts, look, out)
}

/// Makes what was asked for of the graded rows, and says how it ended.
fn finish(
    args: &batch_args::Batch,
    journal: Option<Journal>,
    targets: &[Target],
    (rows, not_graded): (usize, usize),
    look: Look,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    if let Some(mut journal) = journal {
        let found = summary(&mut journal, args.threshold)?;
        write(targets, args, &mut journal, &found)?;
        journal.remove();
        written(match args.format {
            BatchFormat::Human => report::batch(&found, look, out),
            BatchFormat::Json => json(&found, out),
            BatchFormat::Jsonl => Ok(()),
        })?;
    }
    // A filter may be given an empty piece of something larger.
    if rows == not_graded && !(rows == 0 && args.allow_errors) {
        return Err(Error::NothingGraded { rows });
    }
    Ok(match not_graded {
        0 => Outcome::Pass,
        _ if args.allow_errors => Outcome::Pass,
        rows => Outcome::Incomplete { rows },
    })
}

/// A run over all data.
struct Run<'r, W> {
    args: &'r batch_args::Batch,
    maps: Columns,
    /// Absent where every row only goes to standard output.
    journal: Option<Journal>,
    /// The rows of an earlier run that are still to come.
    replay: Option<Replay>,
    /// Rows of an earlier run so far, and those of them that could not be graded.
    replayed: (usize, usize),
    meter: Meter,
    /// Whether rows go to standard output as they come, and somebody still reads them.
    streams: bool,
    out: &'r mut W,
}

impl<'r, W: Write> Run<'r, W> {
    /// Grades everything; the number of rows, and of those that could not be graded.
    fn sources<'e>(&mut self, sources: &[Source], bank: &'e Bank, memory: Option<&'e Memory<'e>>, engine: Engine<'e>) -> Result<(usize, usize), Error> {
        let settings = BatchSettings {
            threshold: self.args.threshold,
            explain: self.args.explain,
        };
        let mut batch = Batch::new(bank, memory, engine, settings);
        for source in sources {
            let announce = &mut |text: String| {
                // Nobody waits for this line.
                let _ = writeln!(io::stderr(), "gradus: {text}");
            };
            let mut opened = Opened::new(source, self.args.input_format, &self.maps, batch.questions(), &self.meter, announce)?;
            let mut waiting = Waiting::default();
            while let Some(record) = opened.next()? {
                if self.was_graded(&opened.name, &record)? {
                    continue;
                }
                waiting.push(record);
                if waiting.is_full() {
                    self.grade(&mut batch, &opened, mem::take(&mut waiting))?;
                    if self.is_over() {
                        break;
                    }
                }
            }
            self.grade(&mut batch, &opened, mem::take(&mut waiting))?;
            if self.is_over() {
                break;
            }
        }
        // More rows than the data have.
        if let Some(mut replay) = self.replay.take()
            && replay.next()?.is_some()
        {
            return Err(replay.differs());
        }
        Ok((self.replayed.0 + batch.rows(), self.replayed.1 + batch.not_graded()))
    }

    /// Whether further rows would reach nobody.
    fn is_over(&self) -> bool {
        self.args.format == BatchFormat::Jsonl && !self.streams && self.journal.is_none()
    }

    fn grade(&mut self, batch: &mut Batch<'_>, opened: &Opened, waiting: Waiting) -> Result<(), Error> {
        let (journal, streams, out) = (&mut self.journal, &mut self.streams, &mut *self.out);
        batch.grade(self.replayed.0, &opened.name, &opened.columns, waiting, &mut |line| {
            if let Some(journal) = journal {
                journal.write(line)?;
            }
            pass(out, streams, |out| out.write_all(line))
        })?;
        if let Some(journal) = journal {
            journal.flush()?;
        }
        pass(out, streams, W::flush)?;
        self.meter.rows(self.replayed.0 + batch.rows(), self.replayed.1 + batch.not_graded());
        Ok(())
    }

    /// Whether an earlier run graded `record`.
    fn was_graded(&mut self, file: &str, record: &Record) -> Result<bool, Error> {
        let Some(replay) = &mut self.replay else {
            return Ok(false);
        };
        let Some((line, outcome)) = replay.next()? else {
            self.replay = None;
            return Ok(false);
        };
        let same = outcome.file == file && outcome.line == record.line && outcome.input == record.fields;
        self.replayed.0 += 1;
        self.replayed.1 += usize::from(outcome.grade.is_none());
        pass(self.out, &mut self.streams, |out| out.write_all(line))?;
        if same { Ok(true) } else { Err(replay.differs()) }
    }
}

/// Writes to standard output while it `streams`, which ends when nobody reads it any more.
fn pass<W: Write>(out: &mut W, streams: &mut bool, write: impl FnOnce(&mut W) -> io::Result<()>) -> Result<(), Error> {
    if *streams {
        match write(out) {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => *streams = false,
            other => other.map_err(Error::Output)?,
        }
    }
    Ok(())
}

/// Where rows are kept until all are graded.
fn journal(args: &batch_args::Batch, targets: &[Target], settings: &str) -> Result<(Option<Journal>, Option<Replay>), Error> {
    let earlier = match (args.resume, args.restart) {
        (true, _) => Earlier::Resume,
        (_, true) => Earlier::Restart,
        _ => Earlier::Refuse,
    };
    match targets.first() {
        Some(target) => {
            let (journal, replay) = Journal::named(target.path(), settings, earlier)?;
            Ok((Some(journal), replay))
        }
        None if args.resume => Err(Error::Usage("`--resume` goes on with a file: name it with `--output`".into())),
        None if args.format == BatchFormat::Jsonl => Ok((None, None)),
        None => Ok((Some(Journal::unnamed()?), None)),
    }
}

/// Everything beside the data that the rows depend on.
fn settings(args: &batch_args::Batch, bank: &Bank, engine: &Engine<'_>) -> String {
    let model = engine.encoder.map_or("none", |e| e.identity().hash.as_str());
    let parts = [
        format!("gradus {}", env!("CARGO_PKG_VERSION")),
        format!("model {model}"),
        format!("calibration {}", engine.calibration.hash()),
        format!("threshold {}", args.threshold),
        format!("explain {}", args.explain),
        format!("map {:?}", args.map),
        format!("input format {:?}", args.input_format),
        format!("data {:?}", args.data),
    ];
    let bank = bank.entries().iter().map(|e| format!("rubric {} {}", e.id, e.rubric.hash()));
    parts.into_iter().chain(bank).collect::<Vec<_>>().join("\n") + "\n"
}

fn bytes(source: &Source) -> Option<u64> {
    match source {
        Source::Table(path) => length(path),
        Source::Document { path, .. } => length(path),
    }
}
