//! Paths as they are written, without asking the file system.

use std::path::{Component, Path, PathBuf};

/// A path without `.` and, as far as the path says where they lead, without `..`.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match (part, out.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                out.pop();
            }
            (other, _) => out.push(other),
        }
    }
    out
}

/// The way from the folder `from` to `to`, both absolute, with `/` between its parts; `.` where they are the same.
///
/// What is no UTF-8 is replaced: the result is for people and for reports.
pub(super) fn relative(to: &Path, from: &Path) -> String {
    let (to_parts, from_parts): (Vec<_>, Vec<_>) = (to.components().collect(), from.components().collect());
    let shared = to_parts.iter().zip(&from_parts).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.to_string_lossy().into_owned();
    }
    let up = from_parts[shared..].iter().map(|_| "..".to_owned());
    let down = to_parts[shared..].iter().map(|p| p.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_two_folders() {
        let from = Path::new("/repo/ci");
        for (to, way) in [
            ("/repo/ci/a/b", "a/b"),
            ("/repo/ci", "."),
            ("/repo/bank", "../bank"),
            ("/x", "../../x"),
            ("none", "none"),
        ] {
            assert_eq!(relative(Path::new(to), from), way);
        }
    }

    #[test]
    fn dots_are_taken_out() {
        for (path, plain) in [
            ("/a/./b/../c", "/a/c"),
            ("/../a", "/a"),
            ("../a", "../a"),
            ("a/../../b", "../b"),
            ("/a/..", "/"),
        ] {
            assert_eq!(normal(Path::new(path)), Path::new(plain));
        }
    }
}
