//! `gradus bank`.

use std::fs;
use std::io::Write;
use std::path::Path;

use gradus::bank::{self, Bank, BankError, Draft, File, Files, SCHEMA, format_content};
use gradus::report::{self, Look, json};
use gradus::rubric::{Code, Diagnostic, Diagnostics, format_rubric};
use gradus::{Error, bank::is_id};

use super::args::Format;
use super::bank_args::{BankCommand, Fmt, New, Stats};
use super::exit::{Outcome, written};
use super::files::{ANOTHER_ID, bank_folder, create, made, replace};
use super::questions;

/// Runs a command; `asked` is the folder that was named, `load` reads the bank that it stands for.
pub fn run(args: &BankCommand, asked: Option<&Path>, load: impl FnOnce() -> Result<Bank, Error>, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    match args {
        BankCommand::New(args) => new(args, &bank_folder(asked)?, out),
        BankCommand::Import(args) => super::import::run(args, look, out),
        BankCommand::Fmt(args) => fmt(args, &bank_folder(asked)?, out),
        BankCommand::List(args) => questions::list(args, &load()?, out),
        BankCommand::Show(args) => questions::show(args, &load()?, look, out),
        BankCommand::Search(args) => questions::search(args, &load()?, out),
        BankCommand::Stats(args) => stats(args, &load()?, out),
    }
}

fn stats(args: &Stats, bank: &Bank, out: &mut impl Write) -> Result<Outcome, Error> {
    let found = bank::stats(bank);
    written(match args.format {
        Format::Human => report::stats(&found, out),
        Format::Json => json(&found, out),
    })?;
    Ok(Outcome::Pass)
}

fn new(args: &New, folder: &Path, out: &mut impl Write) -> Result<Outcome, Error> {
    if args.question.trim().is_empty() {
        return Err(Error::Usage("the question is blank".into()));
    }
    let id = match &args.id {
        Some(id) if is_id(id) => id.clone(),
        Some(id) => {
            return Err(Error::Usage(format!("`{id}` is no id: use lower-case letters, digits and single hyphens")));
        }
        None => bank::id_of(&args.question).ok_or_else(|| Error::Usage("no id can be made of this question: give one with `--id`".into()))?,
    };
    if args.question.lines().any(|line| line.starts_with('#') || line.trim() == "+++") {
        return Err(Error::Usage("the question has a line that Markdown takes for a heading: indent it".into()));
    }
    let draft = Draft {
        id: &id,
        question: &args.question,
        kind: args.kind,
        difficulty: args.difficulty,
        tags: &args.tag,
    };
    if !folder.is_dir() {
        let source = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such folder; make it first");
        return Err(Error::Write {
            path: folder.to_owned(),
            source,
        });
    }
    let content = made(folder, "content")?.join(format!("{id}.md"));
    let rubric = made(folder, "rubrics")?.join(format!("{id}.toml"));
    for path in [&content, &rubric] {
        if path.symlink_metadata().is_ok() {
            return Err(Error::Exists {
                path: path.clone(),
                mend: ANOTHER_ID,
            });
        }
    }
    let schema = made(folder, "schemas")?.join("rubric.schema.json");
    if !schema.exists() {
        create(&schema, SCHEMA)?;
    }
    create(&content, &draft.content())?;
    if let Err(error) = create(&rubric, &draft.rubric()) {
        // Half a question would stop every command that reads the bank.
        let _ = fs::remove_file(&content);
        return Err(error);
    }
    written(writeln!(out, "{}\n{}", content.display(), rubric.display()))?;
    Ok(Outcome::Pass)
}

fn fmt(args: &Fmt, folder: &Path, out: &mut impl Write) -> Result<Outcome, Error> {
    let files = bank::files(folder)?;
    // A file with mistakes cannot be laid out, and the others are left alone with it: either the bank is in its layout, or it is as it was.
    let (_, mut found) = files.read();
    let mut changed: Vec<(&File, String)> = Vec::new();
    if found.is_empty() {
        for (file, laid_out) in laid_out(&files) {
            match laid_out {
                Ok(text) if text == file.text => {}
                Ok(text) => changed.push((file, text)),
                Err(message) => found.push(Diagnostic::of_file(Code::BadValue, &file.name, message)),
            }
        }
    }
    if !found.is_empty() {
        return Err(BankError::Mistakes { found: Diagnostics(found) }.into());
    }
    for (file, text) in &changed {
        if !args.check {
            replace(Path::new(&file.name), text)?;
        }
        written(writeln!(out, "{}", file.name))?;
    }
    Ok(if args.check && !changed.is_empty() { Outcome::Below } else { Outcome::Pass })
}

/// Every file with its text in the one layout.
fn laid_out(files: &Files) -> impl Iterator<Item = (&File, Result<String, String>)> {
    let contents = files.contents.iter().map(|f| (f, format_content(&f.text)));
    contents.chain(files.rubrics.iter().map(|f| (f, format_rubric(&f.text))))
}
