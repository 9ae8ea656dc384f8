//! Which `gradus.toml` holds.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::check::paths::normal;
use crate::rubric::{Code, Diagnostic, line_and_column};

/// What the file is called.
pub const FILE_NAME: &str = "gradus.toml";

/// Largest file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// The file that was asked for, or the one in `cwd` or in the nearest folder above it; `None` where there is none or none is wanted.
///
/// # Errors
///
/// Where the file that was asked for is not there, or one is asked for and none is wanted.
pub fn locate(cwd: &Path, asked: Option<&Path>, isolated: bool) -> Result<Option<PathBuf>, Diagnostic> {
    match asked {
        Some(_) if isolated => {
            let message = "cannot be read in isolation";
            Err(Diagnostic::of_file(Code::BadValue, "--config", message).with_help("leave out `--config` or `--isolated`"))
        }
        Some(asked) => {
            let path = normal(&cwd.join(asked));
            match fs::metadata(&path) {
                Ok(found) if found.is_dir() => {
                    let help = format!("name a file, such as `{}`", asked.join(FILE_NAME).display());
                    Err(unreadable(asked, "is a folder").with_help(help))
                }
                Ok(_) => Ok(Some(path)),
                Err(e) => Err(unreadable(asked, e).with_help("`gradus init` writes one")),
            }
        }
        None if isolated => Ok(None),
        // What is there and cannot be read, such as a link to nowhere, is found: to pass it over would be to check something else.
        None => Ok(cwd
            .ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|path| path.symlink_metadata().is_ok())),
    }
}

/// The text of a file, which is `name` in messages.
pub(super) fn text_of(path: &Path, name: &str) -> Result<String, Diagnostic> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|e| unreadable(Path::new(name), e))?;
    if bytes.len() as u64 > LARGEST {
        return Err(unreadable(Path::new(name), io::Error::other(format!("it is larger than {LARGEST} bytes"))));
    }
    decoded(bytes, name)
}

/// The text of `bytes` without a byte order mark.
pub(super) fn decoded(bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let valid = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
        let (line, column) = line_and_column(&valid, at);
        let found = Diagnostic::of_file(Code::Syntax, name, "is not UTF-8");
        Diagnostic { line, column, ..found }.with_help("save the file as UTF-8")
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

fn unreadable(path: &Path, why: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::of_file(Code::Unreadable, &path.display().to_string(), format!("cannot be read: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_above_is_found_unless_none_is_wanted() {
        let top = tempfile::tempdir().unwrap();
        let deep = top.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        let outer = top.path().join(FILE_NAME);
        fs::write(&outer, "").unwrap();
        assert_eq!(locate(&deep, None, false), Ok(Some(outer)));
        let inner = top.path().join("a").join(FILE_NAME);
        fs::write(&inner, "").unwrap();
        assert_eq!(locate(&deep, None, false), Ok(Some(inner.clone())));
        assert_eq!(locate(&deep, Some(Path::new("../gradus.toml")), false), Ok(Some(inner)));
        assert_eq!(locate(&deep, None, true), Ok(None));
    }

    #[test]
    fn a_file_that_was_asked_for_must_be_there() {
        let top = tempfile::tempdir().unwrap();
        let missing = locate(top.path(), Some(Path::new("no.toml")), false).unwrap_err();
        assert_eq!((missing.code, missing.file.as_str()), (Code::Unreadable, "no.toml"));
        let folder = locate(top.path(), Some(Path::new(".")), false).unwrap_err();
        assert!(folder.to_string().contains("is a folder"));
        assert!(
            locate(top.path(), Some(Path::new("no.toml")), true)
                .unwrap_err()
                .to_string()
                .contains("--isolated")
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nowhere_is_not_passed_over() {
        let top = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("nowhere", top.path().join(FILE_NAME)).unwrap();
        let found = locate(top.path(), None, false).unwrap().unwrap();
        assert_eq!(text_of(&found, "gradus.toml").unwrap_err().code, Code::Unreadable);
    }

    #[test]
    fn bytes_that_are_no_text_are_told_with_their_place() {
        let found = decoded(b"a = 1\nb = \"\xFF\"".to_vec(), "gradus.toml").unwrap_err();
        assert_eq!((found.line, found.column), (2, 6));
        assert_eq!(decoded(b"\xEF\xBB\xBFa".to_vec(), "x"), Ok("a".to_owned()));
    }
}
