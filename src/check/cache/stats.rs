//! What a cache holds.

use std::path::Path;
use std::time::SystemTime;

use super::clear::ClearError;
use super::evict::contents;
use super::folder::{ENTRIES, is_marked};
use super::run::{self, Run};

/// What a cache holds, and what the last run did with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Grades that are kept, by the names of their files: none of them is read.
    pub entries: usize,
    /// Bytes that they take on disk.
    pub bytes: u64,
    /// When the grade that was not used for longest was used, to the hour.
    pub oldest: Option<SystemTime>,
    /// The last run that looked something up.
    pub last_run: Option<Run>,
}

/// What the cache in `folder` holds; nothing where there is no folder.
///
/// # Errors
/// When `folder` is something else than a cache of this program.
pub fn stats(folder: &Path) -> Result<Stats, ClearError> {
    if !folder.exists() {
        return Ok(Stats::default());
    }
    if !is_marked(folder) {
        return Err(ClearError::NoCache { path: folder.to_owned() });
    }
    let records = contents(&folder.join(ENTRIES)).records;
    Ok(Stats {
        entries: records.len(),
        bytes: records.iter().map(|r| r.bytes).sum(),
        oldest: records.first().map(|r| r.used),
        last_run: run::read(folder).map(|last| last.run),
    })
}
