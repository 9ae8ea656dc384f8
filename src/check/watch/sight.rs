//! What a look at a file shows.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Bytes of a file that count; longer files are told apart by these and their length. More than any answer has.
const MOST: u64 = 64 << 20;

/// Within this time after a change, another may leave the same time on the file: the steps of FAT, the coarsest in use.
const COARSEST: Duration = Duration::from_secs(2);

/// A file as it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sight {
    outside: Outside,
    content: blake3::Hash,
    /// Whether it may have changed since without looking different from outside.
    is_fresh: bool,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Outside {
    length: u64,
    modified: Option<SystemTime>,
    /// Which file it is and when it became so: an editor may give a new file the time of the old one.
    identity: (u64, u64, i64, i64),
}

impl Outside {
    fn of(about: &Metadata) -> Self {
        Self {
            length: about.len(),
            modified: about.modified().ok(),
            identity: identity(about),
        }
    }
}

#[cfg(unix)]
fn identity(about: &Metadata) -> (u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (about.dev(), about.ino(), about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_about: &Metadata) -> (u64, u64, i64, i64) {
    (0, 0, 0, 0)
}

impl Sight {
    /// Looks at `path`, where `before` was seen; `None` when there is no file. It is read only when it `is_told` to have changed, or looks as if it had.
    pub(super) fn of(path: &Path, before: Option<&Self>, is_told: bool) -> Option<Self> {
        // A pipe would wait for ever, a device never end.
        let about = fs::metadata(path).ok().filter(Metadata::is_file)?;
        let outside = Outside::of(&about);
        if let Some(before) = before.filter(|b| !is_told && !b.is_fresh && b.outside == outside) {
            return Some(*before);
        }
        // A time that lies ahead says nothing.
        let is_fresh = outside.modified.is_none_or(|m| m.elapsed().map_or(true, |age| age < COARSEST));
        let content = content(path).ok()?;
        Some(Self { outside, content, is_fresh })
    }

    /// Whether both have the same bytes.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.content == other.content && self.outside.length == other.outside.length
    }
}

fn content(path: &Path) -> io::Result<blake3::Hash> {
    let mut file = File::open(path)?.take(MOST);
    let mut hasher = blake3::Hasher::new();
    let mut buffer = [0; 16 << 10];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finalize()),
            Ok(n) => _ = hasher.update(&buffer[..n]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_looks_the_same_is_read_again_only_when_it_is_fresh_or_told() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        fs::write(&path, "one").unwrap();
        let seen = Sight::of(&path, None, false).unwrap();
        assert!(seen.is_fresh, "it was written less than two seconds ago");
        let other = |is_fresh| Sight {
            content: blake3::hash(b"two"),
            is_fresh,
            ..seen
        };
        assert!(Sight::of(&path, Some(&other(true)), false).unwrap().is_same(&seen));
        assert!(Sight::of(&path, Some(&other(false)), true).unwrap().is_same(&seen));
        assert_eq!(Sight::of(&path, Some(&other(false)), false), Some(other(false)));
    }
}
