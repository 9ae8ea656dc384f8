//! Looking grades up and keeping them.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::evict::{make_room, on_disk};
use super::folder::{self, ENTRIES};
use super::key::Key;
use super::record::{self, HEAD};
use super::run::{self, LastRun, Run};

/// Bytes on disk that a cache takes at most, unless the user says otherwise: the grades of some 20,000 answers. When a run ends with more, those that were not used
/// for longest go until nine tenths are left; within a run, whenever it has written another quarter.
pub const MOST_BYTES: u64 = 512 << 20;

/// A value that is longer is not kept.
const LONGEST: usize = 16 << 20;

/// A use is written down when the last one that was is older.
const SAME_USE: Duration = Duration::from_hours(1);

/// Grades of earlier runs. It can be shared between threads, and its folder between runs.
#[derive(Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
    problem: Option<String>,
    bound: u64,
    counts: Counts,
}

#[derive(Debug, Default)]
struct Counts {
    hits: AtomicU64,
    misses: AtomicU64,
    damaged: AtomicU64,
    stored: AtomicU64,
    not_stored: AtomicU64,
    /// Bytes written since the last run was written down.
    added: AtomicU64,
    /// Those since room was made.
    since_room: AtomicU64,
}

impl Cache {
    /// The cache in `folder`, made where it is not there, of at most `bound` bytes (see [`MOST_BYTES`]).
    ///
    /// Where `folder` cannot be used, nothing is kept, and [`problem`](Self::problem) says why: that is no reason not to grade.
    #[must_use]
    pub fn open(folder: &Path, bound: u64) -> Self {
        let prepared = folder::prepare(folder);
        Self {
            folder: prepared.is_ok().then(|| folder.to_owned()),
            problem: prepared.err(),
            bound,
            counts: Counts::default(),
        }
    }

    /// A cache that keeps nothing.
    #[must_use]
    pub fn off() -> Self {
        Self {
            folder: None,
            problem: None,
            bound: 0,
            counts: Counts::default(),
        }
    }

    /// Why nothing is kept although it should be.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The value that was kept under `key`, with the very bytes that were given to [`put`](Self::put); `None` where there is none that can be believed.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.place(key)?.1;
        let counts = &self.counts;
        let (record, used) = match read(&path) {
            Ok(found) => found,
            Err(e) => {
                counts.misses.fetch_add(1, Relaxed);
                counts.damaged.fetch_add(u64::from(e.kind() != io::ErrorKind::NotFound), Relaxed);
                return None;
            }
        };
        let value = record::unseal(key, record);
        if value.is_some() {
            counts.hits.fetch_add(1, Relaxed);
            used_now(&path, used);
        } else {
            counts.misses.fetch_add(1, Relaxed);
            counts.damaged.fetch_add(1, Relaxed);
        }
        value
    }

    /// Takes a hit back: the value under `key` is whole, but not what the caller can read. It goes.
    pub fn reject(&self, key: &Key) {
        let Some((_, path)) = self.place(key) else { return };
        // It is written anew anyway.
        let _ = fs::remove_file(path);
        self.counts.hits.fetch_sub(1, Relaxed);
        self.counts.misses.fetch_add(1, Relaxed);
        self.counts.damaged.fetch_add(1, Relaxed);
    }

    /// Keeps `value` under `key`, whole or not at all. What cannot be kept is counted.
    pub fn put(&self, key: &Key, value: &[u8]) {
        let Some((shard, path)) = self.place(key) else { return };
        let counts = &self.counts;
        let record = record::seal(key, value);
        if value.len() > LONGEST || keep(&shard, &path, &record).is_err() {
            counts.not_stored.fetch_add(1, Relaxed);
            return;
        }
        counts.stored.fetch_add(1, Relaxed);
        let bytes = on_disk(record.len() as u64);
        counts.added.fetch_add(bytes, Relaxed);
        if counts.since_room.fetch_add(bytes, Relaxed) + bytes > self.bound / 4 {
            self.within_bound();
        }
    }

    /// Writes down what was done since the last time, for `gradus cache stats`, and makes room where the cache is full. A cache that goes out of scope does so, too.
    pub fn finish(&self) -> Run {
        let take = |count: &AtomicU64| count.swap(0, Relaxed);
        let run = Run {
            at: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs()),
            hits: take(&self.counts.hits),
            misses: take(&self.counts.misses),
            damaged: take(&self.counts.damaged),
            stored: take(&self.counts.stored),
            not_stored: take(&self.counts.not_stored),
        };
        let added = take(&self.counts.added);
        if let Some(folder) = self.folder.as_deref().filter(|_| run.hits + run.misses + run.stored + run.not_stored > 0) {
            run::alone(folder, || self.write_down(folder, run, added));
        }
        run
    }

    fn write_down(&self, folder: &Path, run: Run, added: u64) {
        let before = run::read(folder).map(|last| last.bytes);
        let bytes = match before.map(|b| b.saturating_add(added)) {
            Some(bytes) if bytes <= self.bound => bytes,
            // Only counting tells what is there, when a run before did not or the count goes over the bound.
            _ => make_room(&folder.join(ENTRIES), self.bound, SystemTime::now()),
        };
        run::write(folder, &LastRun { run, bytes });
    }

    /// Makes room in the middle of a run.
    fn within_bound(&self) {
        let Some(folder) = &self.folder else { return };
        // One thread does it for all.
        if self.counts.since_room.swap(0, Relaxed) > self.bound / 4 {
            run::alone(folder, || make_room(&folder.join(ENTRIES), self.bound, SystemTime::now()));
        }
    }

    /// The folder and the file of `key`: 256 folders keep each of them small.
    fn place(&self, key: &Key) -> Option<(PathBuf, PathBuf)> {
        let hex = key.hex();
        let shard = self.folder.as_ref()?.join(ENTRIES).join(&hex[..2]);
        let path = shard.join(&hex[2..]);
        Some((shard, path))
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        self.finish();
    }
}

/// The bytes of a file that may be a record (a plain file, no link, not too long), and when it was last used.
fn read(path: &Path) -> io::Result<(Vec<u8>, SystemTime)> {
    let about = fs::symlink_metadata(path)?;
    if !about.is_file() || about.len() > (HEAD + LONGEST) as u64 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut record = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    File::open(path)?.take((HEAD + LONGEST) as u64).read_to_end(&mut record)?;
    Ok((record, about.modified().unwrap_or(UNIX_EPOCH)))
}

/// Writes down that the record, `used` the last time then, was used.
fn used_now(path: &Path, used: SystemTime) {
    let now = SystemTime::now();
    if now.duration_since(used).is_ok_and(|age| age > SAME_USE) {
        // In a folder that cannot be written to, nothing is removed either.
        let _ = File::options().append(true).open(path).and_then(|f| f.set_modified(now));
    }
}

/// Puts a record in its place, and takes away what stands there and is none.
fn keep(shard: &Path, path: &Path, record: &[u8]) -> io::Result<()> {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let Err(_) = folder::write(shard, name, record) else { return Ok(()) };
    for folder in [shard.parent().unwrap_or(shard), shard] {
        if fs::symlink_metadata(folder).is_ok_and(|m| !m.is_dir()) {
            fs::remove_file(folder)?;
        }
    }
    fs::create_dir_all(shard)?;
    // An empty folder with the name of a record.
    let _ = fs::remove_dir(path);
    folder::write(shard, name, record)
}
