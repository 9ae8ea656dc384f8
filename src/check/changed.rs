//! Which files a git diff touches.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Files that differ from a commit, and those that git does not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The top of the repository, without links.
    top: PathBuf,
    /// The files, absolute.
    paths: BTreeSet<PathBuf>,
}

impl Changed {
    /// Whether `path` is touched: it itself, what it is a link to, or a repository within this one that it is in. Of what is in no repository git cannot tell,
    /// so that it counts as touched.
    #[must_use]
    pub fn touches(&self, path: &Path) -> bool {
        let own = match (path.parent().and_then(|p| p.canonicalize().ok()), path.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => path.to_owned(),
        };
        let within = |path: &Path| path.ancestors().take_while(|p| *p != self.top).any(|p| self.paths.contains(p));
        !own.starts_with(&self.top) || within(&own) || path.canonicalize().is_ok_and(|real| within(&real))
    }
}

/// Why git could not tell.
#[derive(Debug, thiserror::Error)]
pub enum ChangedError {
    /// It is not installed.
    #[error("git is not installed; install it, or leave out `--changed-since`")]
    NoGit,
    /// The folder is in no repository.
    #[error("`{0}` is in no git repository with files; run it in one, or leave out `--changed-since`")]
    NoRepository(PathBuf),
    /// The repository belongs to somebody else, and git does not trust it.
    #[error("git does not trust the repository of `{0}`, which belongs to somebody else; trust it with `git config --global --add safe.directory '{0}'`")]
    NotTrusted(PathBuf),
    /// There is no such commit.
    #[error("`{0}` is no commit of this repository; fetch it first (in CI the checkout may be shallow: `fetch-depth: 0`), or name another")]
    UnknownRef(String),
    /// What was given is no name of a commit.
    #[error("`{}` is no name of a commit; name a branch, a tag or a commit, such as `origin/main`", .0.escape_debug())]
    NoRef(String),
    /// Something else, in the words of git.
    #[error("git could not tell what changed: {0}; run `git status` to see what is wrong")]
    Git(String),
    /// It could not be started.
    #[error("git could not be started: {0}; mend that, or leave out `--changed-since`")]
    Start(#[source] io::Error),
}

/// The files of the repository of `folder` that differ from the commit `since`, and those that are not committed and not ignored.
///
/// # Errors
///
/// Where there is no git, no repository or no such commit.
pub fn changed_since(folder: &Path, since: &str) -> Result<Changed, ChangedError> {
    with(OsStr::new("git"), folder, since)
}

fn with(git: &OsStr, folder: &Path, since: &str) -> Result<Changed, ChangedError> {
    if since.is_empty() || since.starts_with('-') || since.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return Err(ChangedError::NoRef(since.to_owned()));
    }
    let found = run(git, folder, &["rev-parse", "--show-toplevel"])?;
    if !found.status.success() {
        return Err(no_repository(folder, &found));
    }
    let top = path(found.stdout.strip_suffix(b"\n").unwrap_or(&found.stdout));
    let top = top.canonicalize().unwrap_or(top);
    let commit = run(git, &top, &["rev-parse", "--verify", "--quiet", &format!("{since}^{{commit}}")])?;
    if !commit.status.success() {
        return Err(ChangedError::UnknownRef(since.to_owned()));
    }
    // The hash, so that nobody can take it for a file or an option.
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    let differing = [
        "diff",
        "--name-only",
        "-z",
        "--diff-filter=d",
        "--no-ext-diff",
        "--end-of-options",
        &commit,
        "--",
    ];
    let mut paths = BTreeSet::new();
    for arguments in [&differing[..], &["ls-files", "--others", "--exclude-standard", "-z"]] {
        let out = run(git, &top, arguments)?;
        if !out.status.success() {
            return Err(ChangedError::Git(last_line(&out)));
        }
        let names = out.stdout.split(|b| *b == 0).filter(|name| !name.is_empty());
        // A repository within this one is named with a `/` behind it, which a path does not keep.
        paths.extend(names.map(|name| top.join(path(name)).components().collect::<PathBuf>()));
    }
    Ok(Changed { top, paths })
}

fn no_repository(folder: &Path, out: &Output) -> ChangedError {
    let said = String::from_utf8_lossy(&out.stderr);
    if said.contains("dubious ownership") {
        ChangedError::NotTrusted(folder.to_owned())
    } else if said.contains("not a git repository") || said.contains("must be run in a work tree") {
        ChangedError::NoRepository(folder.to_owned())
    } else {
        ChangedError::Git(last_line(out))
    }
}

fn run(git: &OsStr, folder: &Path, arguments: &[&str]) -> Result<Output, ChangedError> {
    let mut command = Command::new(git);
    command.args(arguments).current_dir(folder);
    // In English, since its messages are looked at; and nothing is written to the repository.
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    // A hook sets these for the folder that it runs in, which this one need not be.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.output().map_err(|e| match e.kind() {
        // Where a folder of `PATH` is shut, a program that is nowhere is "not permitted"; a folder that cannot be entered is another matter.
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied if std::fs::read_dir(folder).is_ok() => ChangedError::NoGit,
        _ => ChangedError::Start(e),
    })
}

fn last_line(out: &Output) -> String {
    let said = String::from_utf8_lossy(&out.stderr);
    match said.lines().rfind(|l| !l.trim().is_empty()) {
        Some(line) => line.trim().to_owned(),
        None => format!("it ended with {}", out.status),
    }
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;

    PathBuf::from(OsString::from_vec(bytes.to_vec()))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::repository::Repository;

    fn touched(repository: &Repository, folder: &str, since: &str, names: &[&str]) -> Vec<bool> {
        let changed = changed_since(&repository.path().join(folder), since).unwrap();
        names.iter().map(|name| changed.touches(&repository.path().join(name))).collect()
    }

    #[test]
    fn what_differs_and_what_is_new_is_touched() {
        let repository = Repository::new();
        for name in ["same.md", "sub/edited.md", "staged.md", "gone.md", "moved.md", "é \"x\".md"] {
            repository.write(name, name);
        }
        repository.write(".gitignore", "built\n");
        repository.commit();
        repository.write("committed.md", "x");
        repository.commit();
        for name in ["sub/edited.md", "staged.md", "sub/new.md", "built/x.md", "é \"x\".md"] {
            repository.write(name, "other");
        }
        repository.git(&["add", "staged.md"]);
        repository.git(&["mv", "moved.md", "to.md"]);
        std::fs::remove_file(repository.path().join("gone.md")).unwrap();
        let yes = ["sub/edited.md", "staged.md", "sub/new.md", "é \"x\".md", "to.md", "committed.md"];
        assert_eq!(touched(&repository, "sub", "HEAD~1", &yes), [true; 6]);
        assert_eq!(
            touched(&repository, "", "HEAD~1", &["same.md", "gone.md", "moved.md", "built/x.md"]),
            [false; 4]
        );
        assert_eq!(touched(&repository, "", "main", &["committed.md"]), [false]);
    }

    #[test]
    fn what_git_cannot_tell_of_is_touched() {
        let (repository, other) = (Repository::new(), Repository::bare());
        repository.commit();
        let inner = repository.write("inner/a.md", "x");
        Command::new("git").args(["init", "-q"]).current_dir(inner.parent().unwrap()).output().unwrap();
        assert_eq!(touched(&repository, "", "HEAD", &["inner/a.md"]), [true]);
        assert!(changed_since(repository.path(), "HEAD").unwrap().touches(&other.write("a.md", "x")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_touched_with_what_it_leads_to() {
        let repository = Repository::new();
        repository.write("target.md", "x");
        std::os::unix::fs::symlink("target.md", repository.path().join("link.md")).unwrap();
        repository.commit();
        assert_eq!(touched(&repository, "", "HEAD", &["link.md"]), [false]);
        repository.write("target.md", "y");
        assert_eq!(touched(&repository, "", "HEAD", &["link.md"]), [true]);
    }

    #[test]
    fn what_is_no_commit_is_refused_with_a_mend() {
        let repository = Repository::new();
        repository.write("a.md", "x");
        repository.commit();
        let failed = |since: &str| changed_since(repository.path(), since).unwrap_err().to_string();
        for since in ["--output=a.md", "-h", "", "a b", "HEAD\n"] {
            assert!(failed(since).contains("is no name of a commit"), "{since}");
        }
        for since in ["nope", "a.md", "HEAD..HEAD", "HEAD:a.md", "HEAD^{tree}"] {
            assert!(failed(since).contains("fetch it first"), "{since}");
        }
        assert_eq!(std::fs::read_to_string(repository.path().join("a.md")).unwrap(), "x");
    }

    #[test]
    fn without_a_repository_or_git_the_mend_is_told() {
        let place = Repository::bare();
        let said = changed_since(place.path(), "HEAD").unwrap_err().to_string();
        assert!(said.contains("is in no git repository"), "{said}");
        let said = with(OsStr::new("no-such-git"), place.path(), "HEAD").unwrap_err().to_string();
        assert!(said.starts_with("git is not installed"), "{said}");
        let said = changed_since(&place.path().join("gone"), "HEAD").unwrap_err().to_string();
        assert!(said.starts_with("git could not be started"), "{said}");
    }

    #[cfg(unix)]
    #[test]
    fn what_git_says_is_told_apart() {
        use std::os::unix::process::ExitStatusExt as _;

        let said = |text: &str| {
            let out = Output {
                status: std::process::ExitStatus::from_raw(128 << 8),
                stdout: Vec::new(),
                stderr: text.into(),
            };
            no_repository(Path::new("/repo"), &out).to_string()
        };
        assert!(said("fatal: detected dubious ownership in repository at '/repo'\n").ends_with("--add safe.directory '/repo'`"));
        assert!(said("fatal: this operation must be run in a work tree\n").starts_with("`/repo` is in no git repository"));
        assert!(said("warning: x\nfatal: broken\n\n").contains("what changed: fatal: broken;"));
        assert!(said("").contains("it ended with exit status: 128"));
    }

    #[test]
    fn before_the_first_commit_there_is_none_to_name() {
        assert!(matches!(changed_since(Repository::new().path(), "HEAD"), Err(ChangedError::UnknownRef(_))));
    }
}
