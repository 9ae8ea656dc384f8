//! The cache against everything that can happen to its files.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use tempfile::TempDir;

use super::folder::{ENTRIES, LAST_RUN, LOCK, TAG};
use super::*;

fn key(n: u32) -> Key {
    Key(*blake3::hash(&n.to_le_bytes()).as_bytes())
}

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn open(home: &TempDir) -> Cache {
    Cache::open(&home.path().join("grades"), MOST_BYTES)
}

fn file_of(home: &TempDir, key: &Key) -> PathBuf {
    let hex = key.hex();
    home.path().join("grades").join(ENTRIES).join(&hex[..2]).join(&hex[2..])
}

/// A cache with `value` under `key(1)`, and the file of it.
fn with(value: &[u8]) -> (TempDir, PathBuf) {
    let home = home();
    open(&home).put(&key(1), value);
    let file = file_of(&home, &key(1));
    (home, file)
}

/// Checks that the damaged entry is not believed, is counted, is written anew and is good again.
fn is_rebuilt(home: &TempDir) {
    let cache = open(home);
    assert_eq!(cache.get(&key(1)), None);
    cache.put(&key(1), b"again");
    assert_eq!(cache.get(&key(1)).as_deref(), Some(&b"again"[..]));
    let run = cache.finish();
    assert_eq!((run.hits, run.misses, run.damaged, run.stored, run.not_stored), (1, 1, 1, 1, 0));
}

#[test]
fn a_later_run_finds_what_an_earlier_one_kept() {
    let (home, _) = with(b"grade");
    let cache = open(&home);
    assert_eq!(cache.get(&key(1)).as_deref(), Some(&b"grade"[..]));
    assert_eq!(cache.get(&key(2)), None);
    drop(cache);
    let stats = stats(&home.path().join("grades")).unwrap();
    assert_eq!((stats.entries, stats.bytes), (1, 4096));
    assert!(stats.oldest.is_some());
    let run = stats.last_run.unwrap();
    assert_eq!((run.hits, run.misses, run.damaged, run.stored), (1, 1, 0, 0));
}

#[test]
fn a_cache_that_is_off_keeps_nothing() {
    let cache = Cache::off();
    cache.put(&key(1), b"grade");
    assert_eq!(cache.get(&key(1)), None);
    assert_eq!(cache.problem(), None);
}

#[test]
fn a_file_cut_short_at_any_byte_is_rebuilt() {
    let (home, file) = with(b"grade");
    let whole = fs::read(&file).unwrap();
    for length in [0, 1, 16, 48, 87, 88, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        is_rebuilt(&home);
    }
}

#[test]
fn a_huge_length_in_a_file_is_rebuilt() {
    let (home, file) = with(b"grade");
    let mut bytes = fs::read(&file).unwrap();
    bytes[48..56].copy_from_slice(&u64::MAX.to_le_bytes());
    fs::write(&file, bytes).unwrap();
    is_rebuilt(&home);
}

#[test]
fn a_file_too_long_to_be_a_grade_is_not_read() {
    let (home, file) = with(b"grade");
    File::options().write(true).open(&file).unwrap().set_len(1 << 40).unwrap();
    is_rebuilt(&home);
}

#[test]
fn the_file_of_another_answer_is_not_believed() {
    let (home, file) = with(b"grade");
    open(&home).put(&key(2), b"the grade of another answer");
    fs::copy(file_of(&home, &key(2)), &file).unwrap();
    is_rebuilt(&home);
}

#[test]
#[cfg(unix)]
fn links_are_not_followed() {
    for target in ["/dev/zero", "/nowhere"] {
        let (home, file) = with(b"grade");
        fs::remove_file(&file).unwrap();
        std::os::unix::fs::symlink(target, &file).unwrap();
        is_rebuilt(&home);
        assert!(fs::symlink_metadata(&file).unwrap().is_file());
    }
    // Nor one to a good record.
    let (home, file) = with(b"grade");
    let elsewhere = home.path().join("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
    is_rebuilt(&home);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_rebuilt() {
    let (home, file) = with(b"grade");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    is_rebuilt(&home);
}

#[test]
fn a_file_in_the_place_of_a_folder_is_rebuilt() {
    for which in [1, 2] {
        let (home, file) = with(b"grade");
        let folder = file.ancestors().nth(which).unwrap();
        fs::remove_dir_all(folder).unwrap();
        fs::write(folder, "no folder").unwrap();
        let cache = open(&home);
        assert_eq!(cache.get(&key(1)), None);
        cache.put(&key(1), b"again");
        assert_eq!(cache.get(&key(1)).as_deref(), Some(&b"again"[..]));
    }
}

#[test]
fn what_the_caller_cannot_read_is_a_miss() {
    let (home, file) = with(b"of another version");
    let cache = open(&home);
    assert!(cache.get(&key(1)).is_some());
    cache.reject(&key(1));
    assert!(!file.exists());
    let run = cache.finish();
    assert_eq!((run.hits, run.misses, run.damaged), (0, 1, 1));
}

#[test]
fn a_damaged_count_of_the_last_run_is_not_shown() {
    let (home, _) = with(b"grade");
    let folder = home.path().join("grades");
    for bytes in [&b"{\"run\":{\"hits\":9999}}"[..], b"", &[0xff; 5000]] {
        fs::write(folder.join(LAST_RUN), bytes).unwrap();
        assert_eq!(stats(&folder).unwrap().last_run, None);
        drop(open(&home).get(&key(1)));
        assert_eq!(stats(&folder).unwrap().last_run.unwrap().hits, 1);
    }
}

#[test]
fn a_run_that_looks_nothing_up_leaves_the_counts_of_the_last() {
    let (home, _) = with(b"grade");
    drop(open(&home));
    assert_eq!(stats(&home.path().join("grades")).unwrap().last_run.unwrap().stored, 1);
}

/// Makes a record look as if it had been used that long ago.
fn aged(file: &Path, hours: u64) {
    let then = SystemTime::now() - Duration::from_secs(hours * 3600);
    File::options().append(true).open(file).unwrap().set_modified(then).unwrap();
}

#[test]
fn the_least_recently_used_go_first() {
    let home = home();
    let folder = home.path().join("grades");
    let cache = Cache::open(&folder, 10 * 4096);
    for n in 0..10 {
        cache.put(&key(n), b"grade");
        aged(&file_of(&home, &key(n)), 100 - u64::from(n));
    }
    // The oldest is used again, which makes it the youngest.
    assert!(cache.get(&key(0)).is_some());
    cache.put(&key(10), b"grade");
    cache.finish();
    let kept: Vec<u32> = (0..11).filter(|&n| file_of(&home, &key(n)).exists()).collect();
    assert_eq!(kept, [0, 3, 4, 5, 6, 7, 8, 9, 10]);
}

#[test]
fn a_cache_stays_within_its_bound_and_a_quarter_while_a_run_writes() {
    let home = home();
    let folder = home.path().join("grades");
    let cache = Cache::open(&folder, 40 * 4096);
    for n in 0..500 {
        cache.put(&key(n), b"grade");
        assert!(stats(&folder).unwrap().entries <= 52, "after {n}");
    }
    cache.finish();
    assert!(stats(&folder).unwrap().entries <= 40);
}

#[test]
fn what_a_killed_run_left_goes_and_what_another_run_writes_stays() {
    let (home, file) = with(b"grade");
    let shard = file.parent().unwrap();
    fs::write(shard.join(".tmp-old"), "half").unwrap();
    fs::write(shard.join(".tmp-new"), "half").unwrap();
    aged(&shard.join(".tmp-old"), 2);
    evict::make_room(&home.path().join("grades").join(ENTRIES), MOST_BYTES, SystemTime::now());
    assert!(!shard.join(".tmp-old").exists());
    assert!(shard.join(".tmp-new").exists() && file.exists());
}

#[test]
fn many_threads_and_caches_share_a_folder() {
    let home = home();
    let folder = home.path().join("grades");
    thread::scope(|scope| {
        for reader in 0..4 {
            let folder = &folder;
            scope.spawn(move || {
                let cache = Cache::open(folder, 50 * 4096);
                for n in 0..200_u32 {
                    let n = (n * 7 + reader) % 100;
                    match cache.get(&key(n)) {
                        Some(value) => assert_eq!(value, n.to_string().as_bytes()),
                        None => cache.put(&key(n), n.to_string().as_bytes()),
                    }
                    if n % 50 == 0 {
                        cache.finish();
                    }
                }
            });
        }
    });
    let stats = stats(&folder).unwrap();
    assert!(stats.entries > 0 && stats.entries <= 100, "{stats:?}");
    // Nothing is left half written.
    assert!(evict::contents(&folder.join(ENTRIES)).temporary.is_empty());
}

#[test]
fn a_run_does_not_wait_for_ever_for_the_lock() {
    let (home, _) = with(b"grade");
    let folder = home.path().join("grades");
    let held = File::options().create(true).append(true).open(folder.join(LOCK)).unwrap();
    held.lock().unwrap();
    let cache = open(&home);
    assert!(cache.get(&key(1)).is_some());
    assert_eq!(cache.finish().hits, 1);
    assert!(clear(&folder).unwrap_err().to_string().contains("another run is using it"));
    drop(held);
    assert_eq!(clear(&folder).unwrap().entries, 1);
}

#[test]
#[cfg(unix)]
fn a_lock_that_is_no_file_is_not_opened() {
    let (home, _) = with(b"grade");
    let lock = home.path().join("grades").join(LOCK);
    fs::remove_file(&lock).unwrap();
    std::process::Command::new("mkfifo").arg(&lock).status().unwrap();
    let cache = open(&home);
    assert!(cache.get(&key(1)).is_some());
    assert_eq!(cache.finish().hits, 1);
}

#[test]
fn clearing_deletes_a_cache_and_its_folder() {
    let (home, _) = with(b"grade");
    let folder = home.path().join("grades");
    assert_eq!(clear(&folder).unwrap(), Cleared { entries: 1, bytes: 4096 });
    assert!(!folder.exists());
    assert_eq!(clear(&folder).unwrap(), Cleared::default());
    assert_eq!(stats(&folder).unwrap(), Stats::default());
}

#[test]
fn clearing_a_folder_that_is_no_cache_deletes_nothing() {
    let home = home();
    let (theirs, records) = (home.path().join("CACHEDIR.TAG"), home.path().join(ENTRIES).join("ab"));
    fs::create_dir_all(&records).unwrap();
    fs::write(records.join("c".repeat(62)), "not a grade").unwrap();
    fs::write(&theirs, "Signature: 8a477f597d28d172789f06886806bc55\n# somebody else's\n").unwrap();
    for _ in 0..2 {
        assert!(matches!(clear(home.path()), Err(ClearError::NoCache { .. })));
        assert!(matches!(stats(home.path()), Err(ClearError::NoCache { .. })));
        assert!(records.join("c".repeat(62)).exists());
        fs::remove_file(&theirs).unwrap_or_default();
    }
}

#[test]
fn clearing_leaves_what_is_not_the_cache_s() {
    let (home, file) = with(b"grade");
    let folder = home.path().join("grades");
    let mine = [folder.join("notes.md"), file.with_file_name("notes.md"), folder.join(ENTRIES).join("notes.md")];
    for file in &mine {
        fs::write(file, "mine").unwrap();
    }
    assert_eq!(clear(&folder).unwrap().entries, 1);
    assert!(mine.iter().all(|m| m.exists()));
    assert!(!file.exists() && !folder.join(TAG).exists());
}

#[test]
#[cfg(unix)]
fn clearing_does_not_follow_links() {
    let (home, file) = with(b"grade");
    let elsewhere = home.path().join("elsewhere");
    fs::create_dir_all(elsewhere.join("ab")).unwrap();
    let precious = elsewhere.join("ab").join("c".repeat(62));
    fs::write(&precious, "mine").unwrap();
    let folder = home.path().join("grades");
    std::os::unix::fs::symlink(&elsewhere, folder.join("entries-2")).unwrap();
    let shard = if file.parent().unwrap().ends_with("ab") { "cd" } else { "ab" };
    std::os::unix::fs::symlink(elsewhere.join("ab"), folder.join(ENTRIES).join(shard)).unwrap();
    assert_eq!(clear(&folder).unwrap().entries, 1);
    assert!(precious.exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_cache_with_a_flipped_byte_never_gives_a_wrong_value(value: Vec<u8>, which in 0..3_usize, place: prop::sample::Index, flip in 1..=255_u8) {
        let (home, file) = with(&value);
        let folder = home.path().join("grades");
        let target = [file, folder.join(LAST_RUN), folder.join(TAG)][which].clone();
        let mut bytes = fs::read(&target).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        fs::write(&target, bytes).unwrap();
        let cache = open(&home);
        let found = cache.get(&key(1));
        prop_assert!(found.is_none() || found.as_ref() == Some(&value));
        prop_assert_eq!(found.is_none(), which == 0);
        cache.put(&key(1), &value);
        prop_assert_eq!(cache.get(&key(1)), Some(value));
        prop_assert_eq!(stats(&folder).unwrap().entries, 1);
    }

    #[test]
    fn random_files_make_nothing_panic(bytes: Vec<u8>, last: Vec<u8>, tag: Vec<u8>) {
        let (home, file) = with(b"grade");
        let folder = home.path().join("grades");
        fs::write(file, bytes).unwrap();
        fs::write(folder.join(LAST_RUN), last).unwrap();
        fs::write(folder.join(TAG), tag).unwrap();
        let cache = open(&home);
        prop_assert_eq!(cache.get(&key(1)), None);
        cache.finish();
        prop_assert_eq!(stats(&folder).unwrap().entries, 1);
    }
}
