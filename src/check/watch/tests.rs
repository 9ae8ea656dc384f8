//! Watching real files, with events and without.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::*;

/// What is promised from a save to its change.
const PROMISED: Duration = Duration::from_secs(1);

/// Time in which something that must not happen would.
const QUIET: Duration = Duration::from_millis(900);

/// Events alone: no look comes to their help.
const EVENTS: Options = Options {
    events: true,
    interval: Duration::from_mins(10),
    settle: Duration::from_millis(40),
    at_most: Duration::from_millis(250),
};

/// Looks alone.
const LOOKS: Options = Options {
    events: false,
    interval: Duration::from_millis(300),
    settle: Duration::from_millis(40),
    at_most: Duration::from_millis(250),
};

fn both() -> [Options; 2] {
    [EVENTS, LOOKS]
}

struct Scene {
    root: TempDir,
    file: PathBuf,
    watch: Watch,
}

/// A file that is watched.
fn scene(options: Options) -> Scene {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("answer.md");
    fs::write(&file, "one").unwrap();
    let watch = watching(vec![file.clone()], options);
    Scene { root, file, watch }
}

/// A watch that is past its first look.
fn watching(files: Vec<PathBuf>, options: Options) -> Watch {
    let mut watch = Watch::files(files, options);
    assert_eq!(watch.next_within(Duration::from_millis(60)), None);
    watch
}

fn changed(path: &Path) -> Option<Change> {
    Some(Change {
        changed: vec![path.to_owned()],
        gone: vec![],
    })
}

fn gone(path: &Path) -> Option<Change> {
    Some(Change {
        changed: vec![],
        gone: vec![path.to_owned()],
    })
}

#[test]
fn each_save_in_place_is_told_once_within_a_second() {
    for options in both() {
        let mut s = scene(options);
        for text in ["two", "three", "four!"] {
            fs::write(&s.file, text).unwrap();
            assert_eq!(s.watch.next_within(PROMISED), changed(&s.file), "{text} {options:?}");
        }
        assert_eq!(s.watch.next_within(QUIET), None, "{options:?}");
    }
}

#[test]
fn a_save_of_the_same_length_at_the_same_time_is_told() {
    // A look from outside alone would not see it.
    for options in both() {
        let mut s = scene(options);
        let time = fs::metadata(&s.file).unwrap().modified().unwrap();
        for text in ["two", "six", "ten"] {
            fs::write(&s.file, text).unwrap();
            File::options().append(true).open(&s.file).unwrap().set_modified(time).unwrap();
            assert_eq!(s.watch.next_within(PROMISED), changed(&s.file), "{text} {options:?}");
        }
    }
}

#[test]
fn an_editor_that_renames_a_new_file_over_the_old_is_followed() {
    for options in both() {
        let mut s = scene(options);
        for text in ["two", "three", "four"] {
            let new = s.root.path().join(".answer.md.swp");
            fs::write(&new, text).unwrap();
            fs::rename(&new, &s.file).unwrap();
            assert_eq!(s.watch.next_within(PROMISED), changed(&s.file), "{text} {options:?}");
        }
    }
}

#[test]
fn an_editor_that_moves_the_old_file_away_first_is_followed() {
    for options in both() {
        let mut s = scene(options);
        for text in ["two", "three", "four"] {
            fs::rename(&s.file, s.root.path().join("answer.md~")).unwrap();
            thread::sleep(Duration::from_millis(20));
            fs::write(&s.file, text).unwrap();
            assert_eq!(s.watch.next_within(PROMISED), changed(&s.file), "{text} {options:?}");
        }
    }
}

#[test]
fn a_file_that_vanishes_is_told_and_so_is_its_return() {
    for options in both() {
        let mut s = scene(options);
        for _ in 0..2 {
            fs::remove_file(&s.file).unwrap();
            assert_eq!(s.watch.next_within(PROMISED), gone(&s.file), "{options:?}");
            fs::write(&s.file, "one").unwrap();
            assert_eq!(s.watch.next_within(PROMISED), changed(&s.file), "{options:?}");
        }
    }
}

#[test]
fn a_file_that_is_away_for_a_moment_is_not_told_as_gone() {
    for options in both() {
        let mut s = scene(options);
        fs::remove_file(&s.file).unwrap();
        assert_eq!(s.watch.next_within(Duration::from_millis(120)), None, "{options:?}");
        fs::write(&s.file, "one").unwrap();
        assert_eq!(s.watch.next_within(QUIET), None, "{options:?}");
    }
}

#[test]
fn a_save_without_a_change_is_not_told() {
    for options in both() {
        let mut s = scene(options);
        fs::write(&s.file, "one").unwrap();
        assert_eq!(s.watch.next_within(QUIET), None, "{options:?}");
    }
}

#[test]
fn several_saves_at_once_are_one_change_in_order() {
    for options in both() {
        let root = tempfile::tempdir().unwrap();
        let files: Vec<PathBuf> = (0..20).rev().map(|n| root.path().join(format!("{n:02}.md"))).collect();
        files.iter().for_each(|f| fs::write(f, "one").unwrap());
        let mut watch = watching(files.clone(), options);
        for file in &files {
            fs::write(file, "two").unwrap();
        }
        let mut told = Vec::new();
        let begun = Instant::now();
        while told.len() < files.len() && begun.elapsed() < PROMISED {
            let change = watch.next_within(PROMISED).unwrap();
            assert!(change.changed.is_sorted());
            told.extend(change.changed);
        }
        told.sort();
        assert!(told.iter().eq(files.iter().rev()), "{options:?} {told:?}");
    }
}

#[test]
fn a_file_that_is_not_there_yet_is_told_when_it_comes() {
    for options in both() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("later.md");
        let mut watch = watching(vec![file.clone()], options);
        fs::write(&file, "one").unwrap();
        assert_eq!(watch.next_within(PROMISED), changed(&file), "{options:?}");
    }
}

/// The Markdown files in a folder and those below it.
fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(markdown(&path));
        } else if path.extension().is_some_and(|e| e == "md") {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_new_file_of_a_set_is_told_even_in_a_new_folder() {
    for options in [Options::default(), LOOKS] {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.md"), "one").unwrap();
        let folder = root.path().to_owned();
        let mut watch = Watch::listed(move || markdown(&folder), options);
        assert_eq!(watch.next_within(Duration::from_millis(60)), None);
        let other = root.path().join("new/b.md");
        fs::create_dir(root.path().join("new")).unwrap();
        fs::write(&other, "one").unwrap();
        assert_eq!(watch.next_within(PROMISED), changed(&other), "{options:?}");
        fs::write(&other, "two").unwrap();
        assert_eq!(watch.next_within(PROMISED), changed(&other), "{options:?}");
        fs::remove_dir_all(root.path().join("new")).unwrap();
        assert_eq!(watch.next_within(PROMISED), gone(&other), "{options:?}");
    }
}

#[test]
fn a_folder_that_is_deleted_and_made_anew_is_followed() {
    for options in [Options::default(), LOOKS] {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("answers");
        let file = folder.join("a.md");
        fs::create_dir(&folder).unwrap();
        fs::write(&file, "one").unwrap();
        let mut watch = watching(vec![file.clone()], options);
        for text in ["two", "three"] {
            fs::remove_dir_all(&folder).unwrap();
            assert_eq!(watch.next_within(PROMISED), gone(&file), "{options:?}");
            fs::create_dir(&folder).unwrap();
            fs::write(&file, text).unwrap();
            assert_eq!(watch.next_within(PROMISED), changed(&file), "{text} {options:?}");
        }
    }
}

#[test]
#[cfg(unix)]
fn a_link_is_followed_to_what_it_leads_to() {
    for options in [EVENTS, Options::default(), LOOKS] {
        let root = tempfile::tempdir().unwrap();
        let (real, link) = (root.path().join("far/real.md"), root.path().join("link.md"));
        fs::create_dir(root.path().join("far")).unwrap();
        fs::write(&real, "one").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let mut watch = watching(vec![link.clone()], options);
        fs::write(&real, "two").unwrap();
        assert_eq!(watch.next_within(PROMISED), changed(&link), "{options:?}");
        fs::write(root.path().join("other.md"), "three").unwrap();
        fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink(root.path().join("other.md"), &link).unwrap();
        assert_eq!(watch.next_within(PROMISED), changed(&link), "{options:?}");
    }
}

#[test]
#[cfg(unix)]
fn pipes_devices_and_folders_are_no_files() {
    let root = tempfile::tempdir().unwrap();
    let pipe = root.path().join("pipe");
    std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    for options in both() {
        let begun = Instant::now();
        let mut watch = watching(
            vec![pipe.clone(), "/dev/zero".into(), root.path().into(), "/nowhere/a.md".into(), "".into()],
            options,
        );
        assert_eq!(watch.next_within(Duration::from_millis(400)), None);
        assert!(begun.elapsed() < PROMISED);
    }
}

#[test]
fn a_busy_neighbour_does_not_hold_a_change_back() {
    for options in both() {
        let mut s = scene(options);
        let noise = s.root.path().join("build.log");
        let stop = s.watch.stop();
        let busy = thread::spawn(move || {
            while !stop.is_asked() {
                fs::write(&noise, "x").unwrap();
                let _ = fs::remove_file(&noise);
            }
        });
        for text in ["two", "three"] {
            fs::write(&s.file, text).unwrap();
            assert_eq!(s.watch.next_within(PROMISED), changed(&s.file), "{text} {options:?}");
        }
        s.watch.stop().now();
        busy.join().unwrap();
    }
}

#[test]
fn a_change_while_the_caller_is_busy_is_given_next() {
    for options in both() {
        let mut s = scene(options);
        fs::write(&s.file, "two").unwrap();
        thread::sleep(Duration::from_millis(300));
        assert_eq!(s.watch.next(), changed(&s.file));
    }
}

#[test]
fn a_watch_that_waits_ends_at_once_when_it_is_stopped() {
    for options in both() {
        let mut s = scene(options);
        let stop = s.watch.stop();
        let begun = Instant::now();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(100));
            stop.now();
        });
        assert_eq!(s.watch.by_ref().count(), 0);
        assert!(begun.elapsed() < Duration::from_millis(500), "{options:?}: {:?}", begun.elapsed());
        fs::write(&s.file, "two").unwrap();
        assert_eq!(s.watch.next_within(PROMISED), None);
    }
}

#[test]
fn it_is_known_whether_there_are_events() {
    assert!(scene(EVENTS).watch.has_events());
    assert!(!scene(LOOKS).watch.has_events());
    assert_eq!(scene(EVENTS).watch.problem(), None);
}

#[test]
fn reading_a_file_is_no_reason_to_look_again() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("a.md");
    fs::write(&file, "one").unwrap();
    let looks = Arc::new(AtomicUsize::new(0));
    let (counted, listed) = (looks.clone(), file.clone());
    let list = move || {
        counted.fetch_add(1, SeqCst);
        vec![listed.clone()]
    };
    let mut watch = Watch::listed(list, EVENTS);
    assert_eq!(watch.next_within(Duration::from_millis(60)), None);
    fs::write(&file, "two").unwrap();
    assert_eq!(watch.next_within(PROMISED), changed(&file));
    fs::read(&file).unwrap();
    assert_eq!(watch.next_within(QUIET), None);
    let looks = looks.load(SeqCst);
    assert!(looks <= 5, "{looks} looks");
}
