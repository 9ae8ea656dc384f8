//! A bank from files, wherever they come from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::entry::{self, Entry};
use crate::rubric::{self, Code, Diagnostic, Diagnostics, Glossary};

/// The file of a bank that holds its glossary; a bank may do without.
pub(super) const GLOSSARY: &str = "glossary.toml";

/// Largest file of a bank, in bytes: beyond it something else lies there.
pub const LARGEST_FILE: u64 = 4 << 20;

/// Questions by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Bank {
    entries: Vec<Entry>,
}

/// Why there is no bank.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// The folder is not there or cannot be listed.
    #[error("cannot read the bank `{path}`: {source}; give a folder that holds `content/` and `rubrics/`")]
    Folder {
        /// The folder, as it was named.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Its files hold mistakes.
    #[error("the bank has {}:\n{found}", count(&found.0))]
    Mistakes {
        /// All of them.
        found: Diagnostics,
    },
}

fn count(found: &[Diagnostic]) -> String {
    match found.len() {
        1 => "1 mistake".into(),
        n => format!("{n} mistakes"),
    }
}

/// A file of a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name as shown.
    pub name: String,
    /// The id it is named for.
    pub id: String,
    /// What it holds.
    pub text: String,
}

/// The files of a bank, before anything in them is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    /// `content/*.md`, by id.
    pub contents: Vec<File>,
    /// `rubrics/*.toml`, by id.
    pub rubrics: Vec<File>,
    /// `glossary.toml`, where there is one.
    pub glossary: Option<File>,
    /// What could not be read.
    pub(super) unreadable: Vec<Diagnostic>,
}

impl Files {
    /// The files of one question, wherever they are.
    #[must_use]
    pub fn of_one(content: File, rubric: File) -> Self {
        Self {
            contents: vec![content],
            rubrics: vec![rubric],
            ..Self::default()
        }
    }

    /// The questions without mistakes, by id, and every mistake in the others.
    #[must_use]
    pub fn read(&self) -> (Bank, Vec<Diagnostic>) {
        let mut found = self.unreadable.clone();
        let glossary = self
            .glossary
            .as_ref()
            .and_then(|g| Glossary::parse(&g.name, &g.text).map(Arc::new).map_err(|mistakes| found.extend(mistakes)).ok());
        let mut rubrics: BTreeMap<&str, &File> = self.rubrics.iter().map(|f| (f.id.as_str(), f)).collect();
        let pairs: Vec<(&File, Option<&File>)> = self.contents.iter().map(|file| (file, rubrics.remove(file.id.as_str()))).collect();
        let parse = |(file, rubric): (&File, Option<&File>)| {
            let content = entry::parse(&file.name, &file.text, &file.id);
            let rubric = match rubric {
                Some(r) => rubric::parse(&r.name, &r.text, &r.id),
                None => {
                    let message = format!("has no rubric `rubrics/{}.toml`", file.id);
                    Err(vec![Diagnostic::of_file(Code::IdMismatch, &file.name, message)])
                }
            };
            (content, rubric)
        };
        let parsed: Vec<_> = pairs.into_par_iter().map(parse).collect();
        let mut entries = Vec::new();
        for pair in parsed {
            match pair {
                (Ok(content), Ok(rubric)) => entries.push(content.with_rubric(rubric, glossary.clone())),
                (content, rubric) => found.extend(content.err().into_iter().chain(rubric.err()).flatten()),
            }
        }
        for file in rubrics.into_values() {
            found.extend(rubric::parse(&file.name, &file.text, &file.id).err().into_iter().flatten());
            let message = format!("has no question `content/{}.md`", file.id);
            found.push(Diagnostic::of_file(Code::IdMismatch, &file.name, message));
        }
        if entries.is_empty() && found.is_empty() {
            found.push(Diagnostic::of_file(Code::MissingField, "content", "holds no questions").with_help("write one; docs/authoring.md shows how"));
        }
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        (Bank { entries }, found)
    }

    /// The bank that they make.
    pub(super) fn bank(&self) -> Result<Bank, BankError> {
        match self.read() {
            (bank, found) if found.is_empty() => Ok(bank),
            (_, found) => Err(BankError::Mistakes { found: Diagnostics(found) }),
        }
    }
}

impl Bank {
    /// All questions, by id.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The question `id`.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.binary_search_by(|e| e.id.as_str().cmp(id)).ok().map(|i| &self.entries[i])
    }
}

/// Reads the bank in the folder `path`: `content/*.md`, `rubrics/*.toml`, and `glossary.toml` where there is one.
///
/// # Errors
///
/// When the folder cannot be listed, or with every mistake in every file.
pub fn load(path: &Path) -> Result<Bank, BankError> {
    files(path)?.bank()
}

/// The files of the bank in the folder `path`.
///
/// # Errors
///
/// When the folder cannot be listed.
pub fn files(path: &Path) -> Result<Files, BankError> {
    let mut unreadable = Vec::new();
    Ok(Files {
        contents: listed(path, "content", "md", &mut unreadable)?,
        rubrics: listed(path, "rubrics", "toml", &mut unreadable)?,
        glossary: glossary(&path.join(GLOSSARY), &mut unreadable),
        unreadable,
    })
}

/// The glossary in the file `path`; `None` where there is no such file, or where it cannot be read, which is noted.
fn glossary(path: &Path, unreadable: &mut Vec<Diagnostic>) -> Option<File> {
    if !path.exists() {
        return None;
    }
    let name = path.display().to_string();
    let text = read(path)
        .map_err(|message| unreadable.push(Diagnostic::of_file(Code::Unreadable, &name, message)))
        .ok()?;
    Some(File {
        id: "glossary".to_owned(),
        name,
        text,
    })
}

fn listed(bank: &Path, folder: &str, extension: &str, found: &mut Vec<Diagnostic>) -> Result<Vec<File>, BankError> {
    let at = bank.join(folder);
    let failed = |source| BankError::Folder { path: at.clone(), source };
    let mut out = Vec::new();
    for item in fs::read_dir(&at).map_err(failed)? {
        let path = item.map_err(failed)?.path();
        if path.extension().is_none_or(|e| e != extension) {
            continue;
        }
        let name = path.display().to_string();
        let Some(id) = path.file_stem().and_then(|s| s.to_str()) else {
            found.push(Diagnostic::of_file(Code::Unreadable, &name, "has a name that is not UTF-8"));
            continue;
        };
        match read(&path) {
            Ok(text) => out.push(File { id: id.to_owned(), name, text }),
            Err(message) => found.push(Diagnostic::of_file(Code::Unreadable, &name, message)),
        }
    }
    // The order in which a folder is listed is the file system's own.
    out.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(out)
}

fn read(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|e| format!("cannot be read: {e}"))?.len();
    if size > LARGEST_FILE {
        return Err(format!("is {size} bytes long; a file of a bank has {LARGEST_FILE} at most"));
    }
    let bytes = fs::read(path).map_err(|e| format!("cannot be read: {e}"))?;
    String::from_utf8(bytes).map_err(|e| format!("is not UTF-8 at byte {}", e.utf8_error().valid_up_to()))
}
