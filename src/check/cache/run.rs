//! What a run did with the cache, kept for `gradus cache stats`.

use std::fs::{self, File, TryLockError};
use std::io::Read as _;
use std::path::Path;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::folder::{self, LAST_RUN, LOCK};
use super::key::Key;
use super::record;

/// What one run did with the cache.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// When it ended, in seconds since 1970.
    pub at: u64,
    /// Answers whose grade was there.
    pub hits: u64,
    /// Answers whose grade was not there, or not to be believed.
    pub misses: u64,
    /// Of the misses, those with a damaged file.
    pub damaged: u64,
    /// Grades that were written.
    pub stored: u64,
    /// Grades that could not be written.
    pub not_stored: u64,
}

/// What the file `last-run` holds: the run, and how many bytes the records took when it ended.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct LastRun {
    /// The run.
    pub run: Run,
    /// Bytes of the records; an upper bound, since a record that replaces another counts twice until they are counted anew.
    pub bytes: u64,
}

/// More bytes than the record of a run ever has.
const MOST: u64 = 4096;

/// The key of the record of the last run; no grade has it.
fn key() -> Key {
    Key(*blake3::hash(b"gradus last run").as_bytes())
}

/// The last run that `folder` tells of; `None` where it tells of none, or nothing to be believed.
pub(super) fn read(folder: &Path) -> Option<LastRun> {
    let path = folder.join(LAST_RUN);
    if !fs::symlink_metadata(&path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(MOST).read_to_end(&mut bytes).ok()?;
    serde_json::from_slice(&record::unseal(&key(), bytes)?).ok()
}

/// Writes down the last run. What cannot be written is missed by nobody but `gradus cache stats`.
pub(super) fn write(folder: &Path, last: &LastRun) {
    let json = serde_json::to_vec(last).expect("a run holds only whole numbers");
    let _ = folder::write(folder, LAST_RUN, &record::seal(&key(), &json));
}

/// How long to wait for another run that holds the lock, in steps.
const STEPS: u32 = 20;
const STEP: Duration = Duration::from_millis(10);

/// Does `work` while no other run does any in `folder`. Gives up after a while: `None`. Where locks do not work, the work is done without: files are replaced
/// whole, so that the worst is a count that is off.
pub(super) fn alone<T>(folder: &Path, work: impl FnOnce() -> T) -> Option<T> {
    let path = folder.join(LOCK);
    // What is no plain file is not opened: a pipe would wait for ever.
    let is_plain = fs::symlink_metadata(&path).map_or(true, |m| m.is_file());
    let file = if is_plain {
        File::options().create(true).append(true).open(path).ok()
    } else {
        None
    };
    let Some(file) = file else { return Some(work()) };
    for _ in 0..STEPS {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(STEP),
            // The lock goes with the file.
            Ok(()) | Err(TryLockError::Error(_)) => return Some(work()),
        }
    }
    None
}
