//! What is found, and what is not.

use super::{AnswerFile, Found, LARGEST, find};
use crate::check::repository::Repository;
use crate::rubric::Diagnostic;

fn names(found: &Found) -> Vec<&str> {
    found.files.iter().map(|f| f.name.as_str()).collect()
}

fn said(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn answers_are_found_by_name_and_without_what_is_left_out() {
    let place = Repository::new();
    for name in [
        "b.md",
        "a.md",
        "deep/er/c.md",
        "drafts/d.md",
        "x.txt",
        ".hidden.md",
        ".dir/e.md",
        "built/f.md",
        "g.tmp.md",
        "skip/h.md",
    ] {
        place.write(&format!("answers/{name}"), "x");
    }
    place.write(".gitignore", "built/\n");
    place.write("answers/.gitignore", "*.tmp.md\n");
    let settings = place.settings("exclude = [\"answers/drafts\"]\n[[override]]\npaths = [\"answers/skip\"]\nskip = true\n");
    let found = find(&settings);
    assert_eq!(names(&found), ["answers/a.md", "answers/b.md", "answers/deep/er/c.md"]);
    assert_eq!(
        (found.skipped[0].0.name.as_str(), found.skipped[0].1.to_string().as_str()),
        ("answers/skip/h.md", "gradus.toml:4")
    );
    assert_eq!((found.unreadable, found.notes), (vec![], vec![]));
}

#[test]
fn what_is_ignored_as_a_whole_is_not_entered_by_naming_what_is_in_it() {
    let place = Repository::new();
    place.write("answers/a.md", "x");
    place.write(".gitignore", "answers\n");
    let found = find(&place.settings("answers = [\"answers/*.md\", \"answers/a.md\"]\n"));
    assert_eq!(names(&found), Vec::<&str>::new());
    assert!(said(&found.notes)[0].ends_with("files that are excluded, hidden or ignored by git are left out"));
    assert!(said(&found.notes)[1].ends_with("the file is there, but it is excluded, hidden or ignored by git"));
}

#[test]
fn rules_of_git_hold_in_a_repository_only() {
    let place = Repository::bare();
    place.write("answers/a.md", "x");
    place.write(".gitignore", "answers\n");
    assert_eq!(names(&find(&place.settings(""))), ["answers/a.md"]);
}

#[test]
fn hidden_files_are_found_where_a_pattern_names_them() {
    let place = Repository::new();
    for name in [".notes/a.md", ".notes/.b.md", "x/.c.md", "x/d.md", ".git/e.md"] {
        place.write(name, "x");
    }
    assert_eq!(names(&find(&place.settings("answers = [\".notes/*.md\"]"))), [".notes/a.md"]);
    assert_eq!(names(&find(&place.settings("answers = [\"**/.*.md\"]"))), [".notes/.b.md", "x/.c.md"]);
    assert_eq!(names(&find(&place.settings("answers = [\"**/*.md\"]"))), ["x/d.md"]);
}

#[test]
fn answers_above_the_file_and_in_several_patterns_are_found_once() {
    let place = Repository::new();
    place.write("answers/a.md", "x");
    place.write("ci/own/b.md", "x");
    place.write(
        "ci/gradus.toml",
        "answers = [\"../answers/*.md\", \"../answers/a.*\", \"own/*\", \"../ci/**/b.md\"]\n",
    );
    let start = crate::check::config::Invocation {
        cwd: place.path().join("ci"),
        ..Default::default()
    };
    let found = find(&crate::check::config::load(&start).unwrap());
    assert_eq!(names(&found), ["../answers/a.md", "own/b.md"]);
    assert_eq!(found.notes, []);
}

#[test]
fn patterns_and_overrides_without_a_file_are_noted() {
    let place = Repository::new();
    place.write("notes/a.md", "x");
    let found = find(&place.settings("answers = [\n\"notes\", \"none/*.md\"]\n[[override]]\npaths = [\"else\"]\nthreshold = 50\n"));
    assert_eq!(
        said(&found.notes),
        [
            "gradus.toml:1: `notes` matches no file [bad-value]; it is a folder: write `notes/**/*.md`",
            "gradus.toml:1: `none/*.md` matches no file [bad-value]",
            "gradus.toml:3: the override is about no answer [bad-value]",
        ]
    );
    let found = find(&place.settings(""));
    assert_eq!(said(&found.notes), ["default: `answers/**/*.md` matches no file [bad-value]"]);
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_that_lead_back_end() {
        let place = Repository::new();
        let a = place.write("answers/deep/a.md", "x");
        symlink("..", a.with_file_name("up")).unwrap();
        symlink("self.md", place.path().join("answers/self.md")).unwrap();
        symlink("nothing", place.path().join("answers/other")).unwrap();
        let found = find(&place.settings(""));
        assert_eq!(names(&found), ["answers/deep/a.md"]);
        assert_eq!(said(&found.unreadable).len(), 1);
        assert!(said(&found.unreadable)[0].starts_with("answers/self.md: is a link to nothing"));
    }

    #[test]
    fn links_within_the_repository_are_followed_and_others_are_told() {
        let (place, other) = (Repository::new(), Repository::bare());
        place.write("shared/s.md", "x");
        let secret = other.write("secret.md", "x");
        place.write("answers/a.md", "x");
        symlink("../shared", place.path().join("answers/in")).unwrap();
        symlink(&secret, place.path().join("answers/out.md")).unwrap();
        symlink(other.path(), place.path().join("answers/out")).unwrap();
        let found = find(&place.settings(""));
        assert_eq!(names(&found), ["answers/a.md", "answers/in/s.md"]);
        assert!(said(&found.unreadable)[0].starts_with("answers/out.md: is a link that leads out"));
        assert!(said(&found.notes)[0].starts_with("answers/out: is a link to a folder outside"));
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let place = Repository::new();
        place.write("answers/a.md", "x");
        let _socket = std::os::unix::net::UnixListener::bind(place.path().join("answers/s.md")).unwrap();
        let found = find(&place.settings(""));
        assert_eq!(names(&found), ["answers/a.md"]);
        assert!(said(&found.unreadable)[0].starts_with("answers/s.md: is no file"));
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_told() {
        use std::os::unix::fs::PermissionsExt as _;

        let place = Repository::new();
        let folder = place.write("answers/shut/a.md", "x").parent().unwrap().to_owned();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o000)).unwrap();
        let found = find(&place.settings(""));
        let readable = std::fs::read_dir(&folder).is_ok();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        // The superuser reads everything.
        if readable {
            assert_eq!(names(&found), ["answers/shut/a.md"]);
        } else {
            assert!(said(&found.unreadable)[0].starts_with("answers/shut: cannot be searched for answers"));
        }
    }
}

#[test]
fn an_error_is_told_with_its_place_and_its_mend() {
    let place = Repository::new();
    let settings = place.settings("");
    let error = ignore::Error::WithPath {
        path: place.path().join("answers/shut"),
        err: Box::new(ignore::Error::Io(std::io::Error::from(std::io::ErrorKind::PermissionDenied))),
    };
    let error = ignore::Error::WithDepth {
        depth: 2,
        err: Box::new(error),
    };
    let fault = super::find::Search::new(&settings).fault(&error).unwrap().to_string();
    assert_eq!(
        fault,
        "answers/shut: cannot be searched for answers: permission denied [unreadable]; let the program read it, or list it under `exclude`"
    );
}

#[test]
fn a_file_that_is_too_large_is_told() {
    let place = Repository::bare();
    let path = place.write("a.md", "");
    std::fs::File::options().write(true).open(&path).unwrap().set_len(LARGEST + 1).unwrap();
    let file = AnswerFile { name: "a.md".into(), path };
    assert!(file.read().unwrap_err().to_string().contains("split it into one file"));
}
