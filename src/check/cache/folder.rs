//! Where the cache stands, and whether a folder is one.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// The file that tells a folder is a cache, to people and to programs that make backups.
pub(super) const TAG: &str = "CACHEDIR.TAG";

/// What that file holds. The first line is that of <https://bford.info/cachedir/>.
const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55
# This file is a cache directory tag created by gradus.
# For information about cache directory tags see https://bford.info/cachedir/
";

/// The folder of the records. Records of another layout get another number.
pub(super) const ENTRIES: &str = "entries-1";

/// How the folders of records of every layout begin.
const ENTRIES_OF_ANY: &str = "entries-";

/// The file that is locked while counts are written and old records are removed.
pub(super) const LOCK: &str = "lock";

/// The record of the last run.
pub(super) const LAST_RUN: &str = "last-run";

/// The file that keeps the folder out of a repository.
pub(super) const IGNORE: &str = ".gitignore";

/// How files begin that are still being written.
pub(super) const TEMPORARY: &str = ".tmp-";

/// Whether `name` is one that this program gives in the folder of a cache.
pub(super) fn is_known(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    [TAG, LOCK, LAST_RUN, IGNORE].contains(&name) || name.starts_with(TEMPORARY) || is_entries(name)
}

/// Whether `name` is that of a folder of records, of this layout or another.
pub(super) fn is_entries(name: &str) -> bool {
    name.strip_prefix(ENTRIES_OF_ANY)
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether `folder` holds the mark of a cache of this program. Nothing is deleted in a folder that does not.
pub(super) fn is_marked(folder: &Path) -> bool {
    let tag = folder.join(TAG);
    // A link could lead to something endless.
    fs::symlink_metadata(&tag).is_ok_and(|m| m.is_file() && m.len() == TAG_TEXT.len() as u64) && fs::read(&tag).is_ok_and(|t| t == TAG_TEXT.as_bytes())
}

/// Makes `folder` a cache, or finds that it is one.
///
/// A folder that holds anything else is left alone: the error says so. One that has lost its mark and holds only what a cache holds gets it back.
pub(super) fn prepare(folder: &Path) -> Result<(), String> {
    if is_marked(folder) {
        return Ok(());
    }
    let failed = |e: io::Error| format!("cannot keep grades in `{}`: {e}", folder.display());
    make(folder).map_err(failed)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name());
    }
    let has_records = names.iter().any(|n| n.to_str().is_some_and(is_entries));
    let has_tag = names.iter().any(|n| n == TAG);
    if !names.iter().all(|n| is_known(n)) || (has_tag && !has_records) {
        return Err(format!(
            "`{}` holds something else than grades; name another folder with `--cache`",
            folder.display()
        ));
    }
    write(folder, IGNORE, b"*\n").map_err(failed)?;
    write(folder, TAG, TAG_TEXT.as_bytes()).map_err(failed)
}

/// Makes `folder` with those above it, for its owner alone, as the specification asks.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Puts the file `name` with `bytes` into `folder`, whole or not at all, in the place of what has that name.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(folder.join(name)).map(drop).map_err(|e| e.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_becomes_a_cache() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/b");
        assert_eq!(prepare(&folder), Ok(()));
        assert!(is_marked(&folder));
        assert_eq!(prepare(&folder), Ok(()));
    }

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("thesis.md"), "years of work").unwrap();
        let problem = prepare(root.path()).unwrap_err();
        assert!(problem.contains("holds something else than grades"), "{problem}");
        assert!(!root.path().join(TAG).exists());
    }

    #[test]
    fn the_cache_of_another_program_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let theirs = "Signature: 8a477f597d28d172789f06886806bc55\n# created by cargo\n";
        fs::write(root.path().join(TAG), theirs).unwrap();
        assert!(prepare(root.path()).is_err());
        assert_eq!(fs::read_to_string(root.path().join(TAG)).unwrap(), theirs);
    }

    #[test]
    fn a_cache_with_a_damaged_mark_is_marked_again() {
        let root = tempfile::tempdir().unwrap();
        prepare(root.path()).unwrap();
        fs::create_dir(root.path().join(ENTRIES)).unwrap();
        for damaged in [&b"\xff\x00"[..], b"", TAG_TEXT.replace("gradus", "gradux").as_bytes()] {
            fs::write(root.path().join(TAG), damaged).unwrap();
            assert!(!is_marked(root.path()));
            assert_eq!(prepare(root.path()), Ok(()));
            assert!(is_marked(root.path()));
        }
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_no_cache() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, "mine").unwrap();
        assert!(prepare(&file).is_err());
        assert_eq!(fs::read_to_string(file).unwrap(), "mine");
    }
}
