//! The files that are watched, and what changed since the last look.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::sight::Sight;

/// How long a file has to be away until it counts as gone: editors that move the old file away before they write the new one take less.
const AWAY: Duration = Duration::from_millis(250);

/// What changed between two looks. Paths are as they were listed, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Files with other bytes than before, files that are new, and files that came back.
    pub changed: Vec<PathBuf>,
    /// Files that are not there any more.
    pub gone: Vec<PathBuf>,
}

impl Change {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.gone.is_empty()
    }
}

/// What is known of a file.
#[derive(Debug)]
enum Known {
    /// It was there.
    There(Sight),
    /// It was there, and is not since then.
    Away(Sight, Instant),
    /// It is not there, and that was told.
    Gone,
}

impl Known {
    fn sight(&self) -> Option<&Sight> {
        match self {
            Self::There(sight) | Self::Away(sight, _) => Some(sight),
            Self::Gone => None,
        }
    }
}

/// Lists the files that are to be watched.
pub(super) type List = Box<dyn FnMut() -> Vec<PathBuf> + Send>;

/// The files that are watched.
pub(super) struct Files {
    list: List,
    known: BTreeMap<PathBuf, Known>,
    /// The listed path for each name that an event may give it.
    names: BTreeMap<PathBuf, PathBuf>,
}

impl Files {
    /// The files that `list` gives, as they are now.
    pub(super) fn new(list: List) -> Self {
        let mut files = Self {
            list,
            known: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        files.look(&BTreeSet::new(), Instant::now());
        files
    }

    /// Looks at every file, and reads those that were told to have changed. What changed, and whether a file is away of which it is not known yet whether it is
    /// gone.
    pub(super) fn look(&mut self, told: &BTreeSet<PathBuf>, now: Instant) -> (Change, bool) {
        let listed: BTreeSet<PathBuf> = (self.list)().into_iter().collect();
        for path in &listed {
            if !self.known.contains_key(path) {
                self.known.insert(path.clone(), Known::Gone);
                for name in names(path) {
                    self.names.insert(name, path.clone());
                }
            }
        }
        let mut change = Change::default();
        let mut is_away = false;
        for (path, known) in &mut self.known {
            // What is not listed any more is none of them, whatever is there.
            let seen = if listed.contains(path) {
                Sight::of(path, known.sight(), told.contains(path))
            } else {
                None
            };
            let (next, what) = next(known, seen, now);
            match what {
                What::Nothing => {}
                What::Away => is_away = true,
                What::Changed => change.changed.push(path.clone()),
                What::Gone => change.gone.push(path.clone()),
            }
            *known = next;
        }
        self.known.retain(|path, known| listed.contains(path) || !matches!(known, Known::Gone));
        let known = &self.known;
        self.names.retain(|_, path| known.contains_key(path));
        (change, is_away)
    }

    /// The listed path of what an event calls `name`.
    pub(super) fn named(&self, name: &Path) -> Option<&PathBuf> {
        self.names.get(name)
    }

    /// The folders in which something may happen to the files.
    pub(super) fn folders(&self) -> BTreeSet<&Path> {
        self.names.keys().filter_map(|name| name.parent()).collect()
    }
}

enum What {
    Nothing,
    Away,
    Changed,
    Gone,
}

/// What becomes of a file that is `seen` now, or not.
fn next(known: &Known, seen: Option<Sight>, now: Instant) -> (Known, What) {
    match (known, seen) {
        (Known::There(before) | Known::Away(before, _), Some(seen)) => {
            let what = if before.is_same(&seen) { What::Nothing } else { What::Changed };
            (Known::There(seen), what)
        }
        (Known::Gone, Some(seen)) => (Known::There(seen), What::Changed),
        (Known::There(before), None) => (Known::Away(*before, now), What::Away),
        (Known::Away(before, since), None) if now.duration_since(*since) < AWAY => (Known::Away(*before, *since), What::Away),
        (Known::Away(..), None) => (Known::Gone, What::Gone),
        (Known::Gone, None) => (Known::Gone, What::Nothing),
    }
}

/// What an event may call `path`: by the folder that it is named in, by that folder without links, and by what it is a link to.
fn names(path: &Path) -> BTreeSet<PathBuf> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let real = absolute.canonicalize().ok();
    let beside = absolute
        .parent()
        .and_then(|p| p.canonicalize().ok())
        .zip(absolute.file_name())
        .map(|(folder, name)| folder.join(name));
    [Some(absolute), real, beside].into_iter().flatten().collect()
}
