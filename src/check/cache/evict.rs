//! The records in a folder, and which of them go when it is full.

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::folder::TEMPORARY;

/// Bytes that a file takes at least, and in steps of which it grows, on the usual file systems.
const BLOCK: u64 = 4096;

/// Age from which a file that is still being written is the leaving of a run that was killed.
const ABANDONED: Duration = Duration::from_hours(1);

/// Part of the bound that is left free, so that not every run has to make room.
const ROOM: u64 = 10;

/// A file of the cache.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Item {
    /// When it was last used, to the hour.
    pub used: SystemTime,
    /// Where it is.
    pub path: PathBuf,
    /// Bytes that it takes on disk.
    pub bytes: u64,
}

/// Bytes that a file with `length` bytes takes on disk.
pub(super) fn on_disk(length: u64) -> u64 {
    length.div_ceil(BLOCK).saturating_mul(BLOCK)
}

/// What a folder of records holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The records.
    pub records: Vec<Item>,
    /// Files that are still being written, or were when their run was killed.
    pub temporary: Vec<Item>,
}

/// The files in `entries` that have the names of records. Nothing is read, no link is followed, and files with other names are not ours.
pub(super) fn contents(entries: &Path) -> Contents {
    let mut found = Contents::default();
    if !is_folder(entries) {
        return found;
    }
    for shard in listed(entries).filter(|s| is_hex(s, 2) && is_folder(&s.path())) {
        for file in listed(&shard.path()) {
            let to = if is_hex(&file, 62) {
                &mut found.records
            } else if file.file_name().to_str().is_some_and(|n| n.starts_with(TEMPORARY)) {
                &mut found.temporary
            } else {
                continue;
            };
            // A file that another run took away meanwhile is none.
            let Ok(about) = file.metadata() else { continue };
            if about.is_file() {
                to.push(Item {
                    used: about.modified().unwrap_or(SystemTime::UNIX_EPOCH),
                    path: file.path(),
                    bytes: on_disk(about.len()),
                });
            }
        }
    }
    found.records.sort();
    found
}

fn listed(folder: &Path) -> impl Iterator<Item = DirEntry> {
    fs::read_dir(folder).into_iter().flatten().flatten()
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|m| m.is_dir())
}

fn is_hex(entry: &DirEntry, digits: usize) -> bool {
    let name = entry.file_name();
    let name = name.as_encoded_bytes();
    name.len() == digits && name.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b))
}

/// Removes the least recently used records in `entries` until they take nine tenths of `bound` where they take more than `bound`, and what killed runs left.
/// Returns how many bytes the rest takes.
pub(super) fn make_room(entries: &Path, bound: u64, now: SystemTime) -> u64 {
    let Contents { records, temporary } = contents(entries);
    for file in temporary {
        if now.duration_since(file.used).is_ok_and(|age| age > ABANDONED) {
            // What cannot be removed now is tried again by the next run.
            let _ = fs::remove_file(file.path);
        }
    }
    let mut total = records.iter().map(|r| r.bytes).sum::<u64>();
    if total <= bound {
        return total;
    }
    let enough = bound - bound / ROOM;
    for record in records {
        if total <= enough {
            break;
        }
        if fs::remove_file(&record.path).is_ok() {
            total -= record.bytes;
        }
    }
    total
}
