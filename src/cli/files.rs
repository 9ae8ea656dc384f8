//! Writing files of authors: whole or not at all, and never over what somebody else wrote.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use gradus::Error;
use tempfile::{Builder, NamedTempFile};

/// The folder of the bank that was asked for, or the one that the program stands in.
pub fn bank_folder(asked: Option<&Path>) -> Result<PathBuf, Error> {
    if let Some(folder) = asked {
        return Ok(folder.to_owned());
    }
    let here = Path::new(".");
    if here.join("content").is_dir() && here.join("rubrics").is_dir() {
        return Ok(here.to_owned());
    }
    let message =
        "there is no bank in this folder, and the built-in one cannot be changed: name a folder that holds `content/` and `rubrics/` with `--bank DIR`";
    Err(Error::Usage(message.into()))
}

/// The folder `name` of a bank, made where it is not there.
pub fn made(bank: &Path, name: &str) -> Result<PathBuf, Error> {
    let path = bank.join(name);
    fs::create_dir_all(&path).map_err(|source| Error::Write { path: path.clone(), source })?;
    Ok(path)
}

/// What to do where a file of a new question is there already.
pub const ANOTHER_ID: &str = "name another question with `--id`";

/// Makes the file `path`, which must not be there.
pub fn create(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists {
            path: path.to_owned(),
            mend: ANOTHER_ID,
        },
        _ => unwritten(path, source),
    };
    let file = written(path, text, None).map_err(failed)?;
    file.persist_noclobber(path).map(drop).map_err(|e| failed(e.error))
}

/// Puts `text` in the place of what the file `path` holds.
pub fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| unwritten(path, source);
    // A link goes on pointing at the file.
    let path = fs::canonicalize(path).map_err(failed)?;
    let permissions = fs::metadata(&path).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(failed(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only")));
    }
    let file = written(&path, text, Some(permissions)).map_err(failed)?;
    file.persist(&path).map(drop).map_err(|e| failed(e.error))
}

/// A file beside `path` with `text`.
fn written(path: &Path, text: &str, permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let mut file = made_beside(path)?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    if let Some(permissions) = permissions {
        fs::set_permissions(file.path(), permissions)?;
    }
    Ok(file)
}

/// An empty file beside `path`.
fn made_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".gradus-");
    // The usual permissions of a new file, not those of a secret one.
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// A file of output on its way: it stands in its place only when it is whole.
pub struct Whole {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

/// Begins the file `path`.
pub fn whole(path: &Path) -> Result<Whole, Error> {
    // A link goes on pointing at the file.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = made_beside(&path).map_err(|e| unwritten(&path, e))?;
    Ok(Whole {
        path,
        file: BufWriter::new(file),
    })
}

impl Whole {
    /// Where it will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file itself.
    pub fn file(&mut self) -> &mut File {
        self.file.get_mut().as_file_mut()
    }

    /// Writes to it.
    pub fn with(&mut self, write: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.file).map_err(|e| unwritten(&self.path, e))
    }

    /// Puts it in its place.
    pub fn put(self) -> Result<(), Error> {
        let failed = |e| unwritten(&self.path, e);
        let file = self.file.into_inner().map_err(|e| failed(e.into_error()))?;
        if let Ok(before) = fs::metadata(&self.path) {
            fs::set_permissions(file.path(), before.permissions()).map_err(failed)?;
        }
        file.persist(&self.path).map(drop).map_err(|e| failed(e.error))
    }
}

fn unwritten(path: &Path, source: io::Error) -> Error {
    Error::Write { path: path.to_owned(), source }
}
