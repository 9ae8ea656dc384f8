//! A first `gradus.toml`, with every key, its default and what it is for.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::discover::FILE_NAME;
use super::keys::KEYS;

const HEAD: &str = "\
# What `gradus check` asks of the answers in this folder and below.
#
# Every key stands here with its default: what you leave out stays as it is. Paths are seen from this file.
# A flag (`--min-mean 75`) is stronger than an environment variable (`GRADUS_MIN_MEAN=75`), and that than this file.
# `gradus config show` says what holds, and why.
";

const TAIL: &str = "
# Other rules for some answers. A later override wins over an earlier one.
#
# [[override]]
# paths = [\"answers/beginners/**\"]
# threshold = 50                       # also `fail_on`, and `signals.required` and `signals.weighted`
#
# [[override]]
# paths = [\"answers/week-1/*.md\"]
# question = \"bias-variance-tradeoff\"  # for answers that name no question themselves
#
# [[override]]
# paths = [\"answers/templates\"]
# skip = true
";

/// The text of a first `gradus.toml`; it means what no file means.
#[must_use]
pub fn init_text() -> String {
    let mut out = String::from(HEAD);
    let mut table = "";
    for key in KEYS {
        let (own, name) = key.name.rsplit_once('.').unwrap_or(("", key.name));
        out.push('\n');
        if own != table {
            table = own;
            writeln!(out, "# What counts how much.\n[{table}]").expect("a text takes all that is written to it");
        }
        for line in key.about.lines() {
            writeln!(out, "# {line}").expect("a text takes all that is written to it");
        }
        let unset = if key.default.is_none() { "# " } else { "" };
        writeln!(out, "{unset}{name} = {}", key.example).expect("a text takes all that is written to it");
    }
    out + TAIL
}

/// Why no file was written.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// Something is there already, and stays as it is.
    #[error("`{0}` is there already and stays as it is; change it, or remove it and run `gradus init` again")]
    Exists(PathBuf),
    /// The system refused.
    #[error("cannot write `{0}`: {1}; run `gradus init` in a folder that you may write to")]
    Write(PathBuf, #[source] io::Error),
}

/// Writes a first `gradus.toml` in `folder`, and never over another; gives its path.
///
/// # Errors
///
/// Where something with this name is there, a link to nowhere included, or the system refuses.
pub fn create(folder: &Path) -> Result<PathBuf, InitError> {
    let path = folder.join(FILE_NAME);
    let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(InitError::Exists(path)),
        Err(e) => return Err(InitError::Write(path, e)),
    };
    if let Err(e) = file.write_all(init_text().as_bytes()).and_then(|()| file.flush()) {
        // It is ours and it is not whole. Where it cannot be removed, the first failure is the one to tell.
        let _ = fs::remove_file(&path);
        return Err(InitError::Write(path, e));
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::config::{Config, Settings, read};

    #[test]
    fn it_means_what_no_file_means() {
        let root = Path::new("/repo");
        let (config, found) = read::file(FILE_NAME, &init_text(), root);
        assert_eq!(found, []);
        let (written, default) = (Settings::of(config, root, None), Settings::of(Config::default(), root, None));
        let mut shown = [Vec::new(), Vec::new()];
        for (settings, out) in [written, default].iter().zip(&mut shown) {
            crate::check::config::show(settings, out).unwrap();
        }
        let [written, default] = shown.map(|s| String::from_utf8(s).unwrap());
        let value = |line: &str| line.split("  # ").next().unwrap().to_owned();
        assert_eq!(written.lines().map(value).collect::<Vec<_>>(), default.lines().map(value).collect::<Vec<_>>());
        assert!(written.contains("gradus.toml:") && !default.contains("gradus.toml:"));
    }

    #[test]
    fn what_is_commented_out_can_be_taken_in() {
        let text: String = init_text()
            .lines()
            .map(|l| match l.strip_prefix("# ") {
                Some(rest) if rest.starts_with("[[") || rest.split_once(" = ").is_some_and(|(k, _)| !k.contains([' ', '`'])) => format!("{rest}\n"),
                _ => format!("{l}\n"),
            })
            .collect();
        let (config, found) = read::file(FILE_NAME, &text, Path::new("/repo"));
        assert_eq!(found, []);
        assert_eq!(config.overrides.len(), 3);
        assert_eq!(config.min_mean.unwrap().value, 75.0);
    }

    #[test]
    fn nothing_is_ever_overwritten() {
        let top = tempfile::tempdir().unwrap();
        let path = create(top.path()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), init_text());
        fs::write(&path, "mine").unwrap();
        assert!(matches!(create(top.path()), Err(InitError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert!(matches!(create(&top.path().join("none")), Err(InitError::Write(..))));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nowhere_is_not_written_through() {
        let top = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("elsewhere", top.path().join(FILE_NAME)).unwrap();
        assert!(matches!(create(top.path()), Err(InitError::Exists(_))));
        assert!(!top.path().join("elsewhere").exists());
    }
}
