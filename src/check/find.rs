//! Where the answers of a repository are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use super::boundary::Boundary;
use super::config::{Pattern, Settings, Source};
use super::paths::relative;
use crate::rubric::{Code, Diagnostic};

/// A file with an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnswerFile {
    /// What it is called: its path as seen from the root, with `/`.
    pub name: String,
    /// Where it is, absolute.
    pub path: PathBuf,
}

/// What was found, everything by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The files to grade.
    pub files: Vec<AnswerFile>,
    /// The files that an override leaves out, and where it says so.
    pub skipped: Vec<(AnswerFile, Source)>,
    /// What may hold answers and could not be read: the run is not whole.
    pub unreadable: Vec<Diagnostic>,
    /// What is not wrong and may not be meant: patterns that match nothing, folders that are not entered.
    pub notes: Vec<Diagnostic>,
}

/// Finds the answers that `settings` ask for.
///
/// - What `.gitignore` files say is left out (in a git repository; ignore rules of the machine or the clone do not count, so that a run in CI finds the same).
/// - Hidden files and folders are left out, unless a pattern names one (`.notes/*.md`); `.git` always is.
/// - Links are followed as far as they stay in the repository, and are answers of their own; a link that leads back is not followed again.
#[must_use]
pub fn find(settings: &Settings) -> Found {
    let search = Search::new(settings);
    let mut found = Found::default();
    let mut used = BTreeSet::new();
    for start in &search.starts {
        for entry in search.walk(start) {
            match entry {
                Ok(entry) => search.take(&entry, &mut found, &mut used),
                Err(error) => found.unreadable.extend(search.fault(&error)),
            }
        }
    }
    found.files.sort();
    found.files.dedup();
    found.skipped.sort_by(|a, b| a.0.cmp(&b.0));
    found.unreadable.sort_by(|a, b| a.file.cmp(&b.file));
    found.notes = search.notes(&used, &found);
    found
}

pub(super) struct Search<'s> {
    settings: &'s Settings,
    starts: Vec<PathBuf>,
    scope: Arc<Scope>,
}

impl<'s> Search<'s> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        let patterns = &settings.answers.value;
        let bases: Vec<PathBuf> = patterns.iter().map(|p| p.base().to_owned()).collect();
        // From the root where that leads there: `.gitignore` files are heeded on the way.
        let from = |base: &PathBuf| {
            if base.starts_with(&settings.root) {
                settings.root.clone()
            } else {
                base.clone()
            }
        };
        let all: BTreeSet<PathBuf> = bases.iter().map(from).collect();
        let starts: Vec<PathBuf> = all
            .iter()
            .filter(|s| s.exists() && !all.iter().any(|t| t != *s && s.starts_with(t)))
            .cloned()
            .collect();
        let outside: Vec<PathBuf> = bases.iter().filter(|b| !b.starts_with(&settings.root)).cloned().collect();
        let scope = Scope {
            boundary: Boundary::around(&settings.root, &outside),
            hidden: patterns.iter().any(Pattern::names_hidden),
            exclude: settings.exclude.value.clone(),
            bases,
            left: Mutex::default(),
        };
        Self {
            settings,
            starts,
            scope: Arc::new(scope),
        }
    }

    fn walk(&self, start: &Path) -> ignore::Walk {
        let scope = Arc::clone(&self.scope);
        WalkBuilder::new(start)
            .hidden(false)
            .ignore(false)
            .git_global(false)
            .git_exclude(false)
            .follow_links(true)
            .sort_by_file_path(Path::cmp)
            .filter_entry(move |entry| scope.enters(entry))
            .build()
    }

    fn take(&self, entry: &DirEntry, found: &mut Found, used: &mut BTreeSet<usize>) {
        let (path, settings) = (entry.path(), self.settings);
        if entry.file_type().is_some_and(|t| t.is_dir()) {
            return;
        }
        let matching: Vec<usize> = (0..settings.answers.value.len()).filter(|i| wants(&settings.answers.value[*i], path)).collect();
        if matching.is_empty() || settings.exclude.value.iter().any(|p| p.covers(path)) {
            return;
        }
        used.extend(matching);
        let file = self.named(path);
        if let Some(source) = settings.for_answer(path).skipped {
            found.skipped.push((file, source));
        } else if entry.path_is_symlink() && !self.scope.boundary.holds(path) {
            let fault = Diagnostic::of_file(Code::Unreadable, &file.name, "is a link that leads out of the repository, and is not read");
            found.unreadable.push(fault.with_help("put the file itself here, or list it under `exclude`"));
        } else if entry.file_type().is_some_and(|t| t.is_file()) {
            found.files.push(file);
        } else {
            let fault = Diagnostic::of_file(Code::Unreadable, &file.name, "is no file that can be read");
            found.unreadable.push(fault.with_help("list it under `exclude`"));
        }
    }

    fn named(&self, path: &Path) -> AnswerFile {
        AnswerFile {
            name: relative(path, &self.settings.root),
            path: path.to_owned(),
        }
    }

    /// What an error means for the answers; `None` where it means nothing.
    pub(super) fn fault(&self, error: &ignore::Error) -> Option<Diagnostic> {
        if is_loop(error) {
            // What it leads to is walked where it is.
            return None;
        }
        let path = path_of(error);
        let name = path.map_or_else(|| ".".to_owned(), |p| relative(p, &self.settings.root));
        if let Some(path) = path.filter(|p| p.is_symlink()) {
            let wanted = self.settings.answers.value.iter().any(|p| wants(p, path)) && !self.scope.exclude.iter().any(|p| p.covers(path));
            let fault = Diagnostic::of_file(Code::Unreadable, &name, "is a link to nothing").with_help("mend the link, or list it under `exclude`");
            return wanted.then_some(fault);
        }
        let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        let fault = Diagnostic::of_file(Code::Unreadable, &name, format!("cannot be searched for answers: {why}"));
        Some(fault.with_help("let the program read it, or list it under `exclude`"))
    }

    fn notes(&self, used: &BTreeSet<usize>, found: &Found) -> Vec<Diagnostic> {
        let settings = self.settings;
        let left = self.scope.left.lock().unwrap_or_else(PoisonError::into_inner);
        let links = left.iter().map(|path| {
            let name = relative(path, &settings.root);
            Diagnostic::of_file(Code::Unreadable, &name, "is a link to a folder outside the repository, and is not entered")
        });
        let idle = settings
            .answers
            .value
            .iter()
            .enumerate()
            .filter(|(i, _)| !used.contains(i))
            .map(|(_, pattern)| {
                let shown = pattern.seen_from(&settings.root);
                let found = Diagnostic::of_file(Code::BadValue, &settings.answers.source.to_string(), format!("`{shown}` matches no file"));
                match pattern.plain() {
                    Some(path) if path.is_dir() => found.with_help(format!("it is a folder: write `{shown}/**/*.md`")),
                    Some(path) if path.exists() => found.with_help("the file is there, but it is excluded, hidden or ignored by git"),
                    None if pattern.base().is_dir() => found.with_help("files that are excluded, hidden or ignored by git are left out"),
                    _ => found,
                }
            });
        let paths = || found.files.iter().chain(found.skipped.iter().map(|(file, _)| file));
        let overrides = settings
            .overrides
            .iter()
            .filter(|o| !paths().any(|f| o.paths.iter().any(|p| p.covers(&f.path))));
        let overrides = overrides.map(|o| Diagnostic::of_file(Code::BadValue, &o.source.to_string(), "the override is about no answer"));
        links.chain(idle).chain(overrides).collect()
    }
}

/// What the walk goes by. It is shared with the walker, which wants to own it.
struct Scope {
    bases: Vec<PathBuf>,
    exclude: Vec<Pattern>,
    hidden: bool,
    boundary: Boundary,
    /// Links to folders that were not entered.
    left: Mutex<Vec<PathBuf>>,
}

impl Scope {
    fn enters(&self, entry: &DirEntry) -> bool {
        let path = entry.path();
        if entry.depth() == 0 || !entry.file_type().is_some_and(|t| t.is_dir()) {
            return true;
        }
        let on_the_way = self.bases.iter().any(|base| base.starts_with(path));
        if entry.file_name() == ".git" || !(on_the_way || self.bases.iter().any(|base| path.starts_with(base))) {
            return false;
        }
        if is_hidden(entry.file_name()) && !on_the_way && !self.hidden || self.exclude.iter().any(|p| p.covers(path)) {
            return false;
        }
        let leaves = entry.path_is_symlink() && !self.boundary.holds(path);
        if leaves {
            self.left.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        }
        !leaves
    }
}

/// Whether `pattern` asks for the file `path`: a star does not stand for a dot in front.
fn wants(pattern: &Pattern, path: &Path) -> bool {
    let below = path.strip_prefix(pattern.base()).unwrap_or(path);
    pattern.matches(path) && (pattern.names_hidden() || !below.iter().any(is_hidden))
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// Largest file with an answer that is read, in bytes.
pub const LARGEST: u64 = 16 << 20;

impl AnswerFile {
    /// The bytes of the file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or is larger than [`LARGEST`].
    pub fn read(&self) -> Result<Vec<u8>, Diagnostic> {
        use std::io::Read as _;

        let mut bytes = Vec::new();
        let read = std::fs::File::open(&self.path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
        let failed = |why: String| Diagnostic::of_file(Code::Unreadable, &self.name, why);
        read.map_err(|e| failed(format!("cannot be read: {e}")))?;
        if bytes.len() as u64 > LARGEST {
            return Err(failed(format!("is larger than {LARGEST} bytes")).with_help("split it into one file for each answer"));
        }
        Ok(bytes)
    }
}
