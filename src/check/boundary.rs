//! How far links may lead: what is read must belong to the repository.

use std::path::{Path, PathBuf};

/// Folders that links may lead into, without links themselves.
///
/// Evidence is quoted in reports: a link to a file elsewhere on the machine would print that file.
#[derive(Debug, Clone)]
pub(super) struct Boundary(Vec<PathBuf>);

/// The top of the git repository that `folder` is in.
pub(super) fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

impl Boundary {
    /// The repository that `root` is in, or else `root`, and the folders that are asked for by name.
    pub fn around(root: &Path, asked: &[PathBuf]) -> Self {
        let repository = repository(root).unwrap_or(root);
        let folders = std::iter::once(repository).chain(asked.iter().map(PathBuf::as_path));
        Self(folders.filter_map(|folder| folder.canonicalize().ok()).collect())
    }

    /// Whether what `path` leads to is within.
    pub fn holds(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| self.0.iter().any(|folder| real.starts_with(folder)))
    }
}
