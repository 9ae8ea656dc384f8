//! Repositories for tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::config::{Invocation, Settings, load};

/// A folder that is gone with the value.
pub struct Repository(tempfile::TempDir);

impl Repository {
    /// A folder that is no repository yet.
    pub fn bare() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// An empty repository.
    pub fn new() -> Self {
        let repository = Self::bare();
        repository.git(&["init", "-q", "-b", "main"]);
        repository
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes the file `name` and gives its path.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        let out = command.args(arguments).current_dir(self.path()).output().unwrap();
        assert!(out.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&out.stderr));
    }

    /// Commits all there is.
    pub fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
    }

    /// The settings of a `gradus.toml` with this text.
    pub fn settings(&self, text: &str) -> Settings {
        self.write("gradus.toml", text);
        load(&Invocation {
            cwd: self.path().to_owned(),
            ..Invocation::default()
        })
        .unwrap()
    }
}
