//! `gradus list`, `show` and `search`.

use std::io::Write;

use gradus::Error;
use gradus::bank::{Bank, Entry};
use gradus::report::{self, Look, json};
use gradus::text::nearest;
use serde::Serialize;

use super::args::{Format, List, Search, Show};
use super::exit::{Outcome, written};

/// The question `id`, or an error that names the nearest ids.
pub fn find<'b>(bank: &'b Bank, id: &str) -> Result<&'b Entry, Error> {
    bank.get(id).ok_or_else(|| unknown(id, bank.entries().iter().map(|e| e.id.as_str())))
}

/// That no question of `known` has the id `id`.
pub fn unknown<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let near = nearest(id, known);
    let hint = if near.is_empty() {
        "`gradus list` shows all of them".to_owned()
    } else {
        format!("did you mean {}?", near.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))
    };
    Error::UnknownQuestion { id: id.to_owned(), hint }
}

/// A question in a list: everything but its key.
#[derive(Serialize)]
struct Listed<'e> {
    id: &'e str,
    title: &'e str,
    kind: gradus::bank::Kind,
    difficulty: gradus::bank::Difficulty,
    tags: &'e [String],
    question: &'e str,
}

impl<'e> From<&'e Entry> for Listed<'e> {
    fn from(e: &'e Entry) -> Self {
        Self {
            id: &e.id,
            title: &e.title,
            kind: e.kind,
            difficulty: e.difficulty,
            tags: &e.tags,
            question: &e.question,
        }
    }
}

pub fn list(args: &List, bank: &Bank, out: &mut impl Write) -> Result<Outcome, Error> {
    let wanted = |e: &&Entry| {
        args.kind.is_none_or(|k| e.kind == k) && args.difficulty.is_none_or(|d| e.difficulty == d) && args.tag.as_ref().is_none_or(|t| e.tags.contains(t))
    };
    print(&bank.entries().iter().filter(wanted).collect::<Vec<_>>(), args.format, out)
}

pub fn search(args: &Search, bank: &Bank, out: &mut impl Write) -> Result<Outcome, Error> {
    print(&bank.search(&args.words.join(" ")), args.format, out)
}

fn print(entries: &[&Entry], format: Format, out: &mut impl Write) -> Result<Outcome, Error> {
    let printed = match format {
        Format::Human => report::list(entries, out),
        Format::Json => json(&entries.iter().map(|e| Listed::from(*e)).collect::<Vec<_>>(), out),
    };
    written(printed)?;
    Ok(Outcome::Pass)
}

pub fn show(args: &Show, bank: &Bank, look: Look, out: &mut impl Write) -> Result<Outcome, Error> {
    let entry = find(bank, &args.question)?;
    let printed = match (args.format, args.answer) {
        (Format::Human, key) => report::show(entry, key, look, out),
        (Format::Json, true) => json(entry, out),
        (Format::Json, false) => json(&Listed::from(entry), out),
    };
    written(printed)?;
    Ok(Outcome::Pass)
}
