//! `gradus bank import`.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use gradus::Error;
use gradus::bank::SCHEMA;
use gradus::import::{self, EntryReport, Files, Import, Report, Source, State, plan};
use gradus::report::{self, Look, json};

use super::args::Format;
use super::bank_args::Import as Args;
use super::exit::{Outcome, written};
use super::files::{create, made, replace};

/// Largest file that is read, in bytes: some hundred thousand questions.
const LARGEST: u64 = 64 << 20;

/// Endings of the files that a folder stands for.
const ENDINGS: [&str; 7] = ["csv", "jsonl", "markdown", "md", "ndjson", "tsv", "txt"];

/// An import as a table.
type Table = fn(&Import) -> String;

/// Reads the files and writes what came of them.
pub fn run(args: &Args, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let sources = sources(&args.files)?;
    let import = import::read(&sources);
    let found = import.importable().next().is_some();
    let plan = plan(&import);
    let wanted: [(&Option<PathBuf>, Table); 2] = [(&args.csv, import::to_csv), (&args.jsonl, import::to_jsonl)];
    let tables: Vec<(&Path, Table)> = wanted.into_iter().filter_map(|(path, table)| Some((path.as_deref()?, table))).collect();
    if !args.dry_run && !args.force {
        // Nothing is written where not all of it can be.
        if let Some((path, _)) = tables.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
            return Err(Error::Exists {
                path: path.to_path_buf(),
                mend: "take another name, or replace it with `--force`",
            });
        }
    }
    let mut entries: Vec<EntryReport> = Vec::new();
    if let Some(folder) = &args.output {
        if found && !args.dry_run {
            lay_out(folder)?;
        }
        for files in &plan.entries {
            let state = entry(files, folder, args)?;
            let (question, id) = (files.question, files.id.clone());
            entries.push(EntryReport { question, id, state });
        }
    } else if args.dry_run {
        let planned = |f: &Files| EntryReport {
            question: f.question,
            id: f.id.clone(),
            state: State::Planned,
        };
        entries.extend(plan.entries.iter().map(planned));
    }
    if args.output.is_some() || args.dry_run {
        entries.extend(plan.refused.iter().map(|refused| EntryReport {
            question: refused.question,
            id: import.questions[refused.question].id.clone(),
            state: State::Refused {
                reason: refused.reason.clone(),
            },
        }));
        entries.sort_by_key(|e| e.question);
    }
    let tabled = !tables.is_empty() && !import.questions.is_empty();
    for (path, table) in tables {
        if !args.dry_run && tabled {
            put(path, &table(&import))?;
        }
    }
    let done = tabled || entries.iter().any(|e| matches!(e.state, State::Written | State::Planned));
    let report = Report::new(&import, entries);
    written(match args.format {
        Format::Human => report::import(&report, look, out),
        Format::Json => json(&report, out),
    })?;
    if done {
        return Ok(Outcome::Pass);
    }
    // What was found out was said; this says why it ends with an error.
    written(out.flush())?;
    Err(Error::NothingImported {
        why: match report.entries.iter().any(|e| e.state == State::Exists) {
            true => "every question is in the folder already: `--force` replaces them",
            false if report.read > 0 => "no question has an answer or key points",
            false => "no question was recognised; docs/import.md shows layouts that are",
        },
    })
}

/// Makes the folders of a bank, and lays the schema of rubrics beside them.
fn lay_out(bank: &Path) -> Result<(), Error> {
    for folder in ["content", "rubrics"] {
        made(bank, folder)?;
    }
    let schema = made(bank, "schemas")?.join("rubric.schema.json");
    if !schema.exists() {
        create(&schema, SCHEMA)?;
    }
    Ok(())
}

/// Writes the two files of a question into `bank`.
fn entry(files: &Files, bank: &Path, args: &Args) -> Result<State, Error> {
    let content = bank.join("content").join(format!("{}.md", files.id));
    let rubric = bank.join("rubrics").join(format!("{}.toml", files.id));
    if !args.force && [&content, &rubric].iter().any(|path| path.symlink_metadata().is_ok()) {
        return Ok(State::Exists);
    }
    if args.dry_run {
        return Ok(State::Planned);
    }
    let fresh = content.symlink_metadata().is_err();
    put(&content, &files.content)?;
    if let Err(error) = put(&rubric, &files.rubric) {
        if fresh {
            // Half a question would stop every command that reads the bank.
            let _ = fs::remove_file(&content);
        }
        return Err(error);
    }
    Ok(State::Written)
}

/// Writes a file, over what is there; whether it may be replaced was asked before.
fn put(path: &Path, text: &str) -> Result<(), Error> {
    if path.symlink_metadata().is_ok() {
        replace(path, text)
    } else {
        create(path, text)
    }
}

/// The files that `paths` stand for, each once, in the order in which they were named.
fn sources(paths: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for path in paths {
        let files = if path.is_dir() { listed(path)? } else { vec![path.clone()] };
        for file in files {
            if !seen.insert(file.clone()) {
                continue;
            }
            let bytes = read(&file).map_err(|source| Error::Source { path: file.clone(), source })?;
            let name = file.display().to_string();
            out.push(Source {
                name: if name == "-" { "standard input".to_owned() } else { name },
                bytes,
            });
        }
    }
    Ok(out)
}

/// The files of a folder that may hold questions, by name.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Source {
        path: folder.to_owned(),
        source,
    };
    let mut out = Vec::new();
    for item in fs::read_dir(folder).map_err(failed)? {
        let path = item.map_err(failed)?.path();
        let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        if path.is_file() && ending.is_some_and(|e| ENDINGS.contains(&e.as_str())) {
            out.push(path);
        }
    }
    out.sort();
    if out.is_empty() {
        let message = format!("the folder holds no file that ends in {}", ENDINGS.map(|e| format!(".{e}")).join(", "));
        return Err(failed(io::Error::new(io::ErrorKind::NotFound, message)));
    }
    Ok(out)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path)?)
    };
    source.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("it is larger than {LARGEST} bytes; split it");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}
