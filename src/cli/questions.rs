//! `gradus list`, `show` and `search`.

use std::collections::BTreeMap;
use std::io::Write;

use gradus::Error;
use gradus::bank::{Bank, Entry};
use gradus::report::{self, Look, json};
use gradus::text::nearest;
use serde::Serialize;

use super::args::{Format, Group, List, Page, Search, Show};
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
    let entries: Vec<&Entry> = bank.entries().iter().filter(wanted).collect();
    let groups = groups(&entries, |e| match args.by {
        Group::Topic => e.tags.first().map_or("", String::as_str),
        Group::Kind => e.kind.name(),
        Group::Difficulty => e.difficulty.name(),
    });
    written(match args.format {
        Page::Human => report::list(&groups, out),
        Page::Markdown => report::list_markdown(&groups, out),
        Page::Json => json(&entries.iter().map(|e| Listed::from(*e)).collect::<Vec<_>>(), out),
    })?;
    Ok(Outcome::Pass)
}

/// The entries under each name, by name; in a group by kind, then from easy to hard, then by title.
fn groups<'e>(entries: &[&'e Entry], name: impl Fn(&'e Entry) -> &'e str) -> Vec<(&'e str, Vec<&'e Entry>)> {
    let mut by_name: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        by_name.entry(name(entry)).or_default().push(entry);
    }
    for group in by_name.values_mut() {
        group.sort_by_key(|e| (e.kind, e.difficulty, &e.title));
    }
    by_name.into_iter().collect()
}

pub fn search(args: &Search, bank: &Bank, out: &mut impl Write) -> Result<Outcome, Error> {
    let entries = bank.search(&args.words.join(" "));
    written(match args.format {
        Format::Human => report::found(&entries, out),
        Format::Json => json(&entries.iter().map(|e| Listed::from(*e)).collect::<Vec<_>>(), out),
    })?;
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
