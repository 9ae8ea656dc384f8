//! Deleting a cache, and nothing else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::evict::contents;
use super::folder::{IGNORE, LAST_RUN, LOCK, TAG, is_entries, is_marked};
use super::run;

/// Why a cache could not be deleted or counted.
#[derive(Debug, thiserror::Error)]
pub enum ClearError {
    /// The folder does not hold the mark of a cache of this program.
    #[error("`{path}` is no cache of gradus: it has no `CACHEDIR.TAG` that says so; name the folder of one with `--cache`")]
    NoCache {
        /// The folder.
        path: PathBuf,
    },
    /// Something could not be deleted.
    #[error("cannot clear the cache in `{path}`: {source}")]
    Io {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What was deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Grades.
    pub entries: usize,
    /// Bytes that they took on disk.
    pub bytes: u64,
}

/// Deletes what gradus keeps in `folder`, of every layout, and the folder itself where nothing else is in it. Files with names that gradus does not give stay, and
/// so does what links lead to.
///
/// # Errors
/// When `folder` is something else than a cache of this program, or a file of it cannot be deleted.
pub fn clear(folder: &Path) -> Result<Cleared, ClearError> {
    if !folder.exists() {
        return Ok(Cleared::default());
    }
    if !is_marked(folder) {
        return Err(ClearError::NoCache { path: folder.to_owned() });
    }
    let failed = |source| ClearError::Io {
        path: folder.to_owned(),
        source,
    };
    let cleared = run::alone(folder, || delete(folder)).unwrap_or_else(|| Err(io::Error::new(io::ErrorKind::ResourceBusy, "another run is using it")));
    let cleared = cleared.map_err(failed)?;
    // The mark goes last: a deletion that broke off can be taken up again.
    for name in [LOCK, IGNORE, TAG] {
        gone(fs::remove_file(folder.join(name))).map_err(failed)?;
    }
    // It stays where something else is in it.
    let _ = fs::remove_dir(folder);
    Ok(cleared)
}

fn delete(folder: &Path) -> io::Result<Cleared> {
    let mut cleared = Cleared::default();
    gone(fs::remove_file(folder.join(LAST_RUN)))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(is_entries) {
            continue;
        }
        if !entry.file_type()?.is_dir() {
            fs::remove_file(entry.path())?;
            continue;
        }
        let found = contents(&entry.path());
        for file in found.records.iter().chain(&found.temporary) {
            gone(fs::remove_file(&file.path))?;
        }
        cleared.entries += found.records.len();
        cleared.bytes += found.records.iter().map(|r| r.bytes).sum::<u64>();
        // Folders with something else in them stay.
        for shard in fs::read_dir(entry.path())?.flatten() {
            let _ = fs::remove_dir(shard.path());
        }
        let _ = fs::remove_dir(entry.path());
    }
    Ok(cleared)
}

/// What is gone already needs no deleting.
fn gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
