//! The rows graded so far, on disk: what a run that breaks off leaves, and what a later one goes on from.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gradus::Error;
use gradus::batch::Outcome;

/// Time between two waits for the disk. What the system was only handed by then is lost when the power fails, and graded again.
const SYNC_EVERY: Duration = Duration::from_secs(5);

/// What is done with each line and its row.
type Each<'f> = dyn FnMut(&[u8], Outcome) -> Result<(), Error> + 'f;

/// Lines of graded rows in a file beside the output, or in one without a name where there is none.
pub struct Journal {
    file: BufWriter<File>,
    /// The file and that with the settings, where they have names.
    named: Option<Named>,
    synced: Instant,
}

struct Named {
    rows: PathBuf,
    settings: PathBuf,
}

/// What to do about the journal of a run that broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    /// Say that it is there.
    Refuse,
    /// Go on from it.
    Resume,
    /// Throw it away.
    Restart,
}

impl Journal {
    /// A journal that is gone when the program ends.
    pub fn unnamed() -> Result<Self, Error> {
        let file = tempfile::tempfile().map_err(|e| unwritten(&std::env::temp_dir(), e))?;
        Ok(Self {
            file: BufWriter::new(file),
            named: None,
            synced: Instant::now(),
        })
    }

    /// The journal for `output`, and the rows that it holds. `settings` is everything beside the data that rows depend on.
    pub fn named(output: &Path, settings: &str, earlier: Earlier) -> Result<(Self, Option<Replay>), Error> {
        let named = Named {
            rows: beside(output, ".part"),
            settings: beside(output, ".part.run"),
        };
        if earlier == Earlier::Resume && named.rows.exists() {
            return Self::resumed(named, settings);
        }
        if earlier == Earlier::Refuse && fs::metadata(&named.rows).is_ok_and(|m| m.len() > 0) {
            return Err(Error::Interrupted { path: named.rows });
        }
        fs::write(&named.settings, settings).map_err(|e| unwritten(&named.settings, e))?;
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&named.rows);
        let file = file.map_err(|e| unwritten(&named.rows, e))?;
        let journal = Self {
            file: BufWriter::new(file),
            named: Some(named),
            synced: Instant::now(),
        };
        Ok((journal, None))
    }

    fn resumed(named: Named, settings: &str) -> Result<(Self, Option<Replay>), Error> {
        let before = fs::read_to_string(&named.settings).unwrap_or_default();
        if before != settings {
            return Err(Error::OtherRun { path: named.rows });
        }
        let failed = |e| unwritten(&named.rows, e);
        let mut file = OpenOptions::new().read(true).write(true).open(&named.rows).map_err(failed)?;
        let whole = whole_lines(&file).map_err(failed)?;
        // The last row may have been cut in the middle.
        file.set_len(whole).map_err(failed)?;
        file.seek(SeekFrom::End(0)).map_err(failed)?;
        let replay = Replay {
            lines: BufReader::new(File::open(&named.rows).map_err(failed)?),
            path: named.rows.clone(),
            line: Vec::new(),
        };
        let journal = Self {
            file: BufWriter::new(file),
            named: Some(named),
            synced: Instant::now(),
        };
        Ok((journal, Some(replay)))
    }

    /// Adds the line of a row.
    pub fn write(&mut self, line: &[u8]) -> Result<(), Error> {
        self.file.write_all(line).map_err(|e| self.kept(e))
    }

    /// Hands the rows so far to the system, so that they outlive the program.
    pub fn flush(&mut self) -> Result<(), Error> {
        self.file.flush().map_err(|e| self.kept(e))?;
        if self.named.is_some() && self.synced.elapsed() >= SYNC_EVERY {
            self.file.get_ref().sync_data().map_err(|e| self.kept(e))?;
            self.synced = Instant::now();
        }
        Ok(())
    }

    /// That a row could not be written; those before it are kept.
    fn kept(&self, source: io::Error) -> Error {
        match &self.named {
            Some(named) => Error::Unkept {
                path: named.rows.clone(),
                source,
            },
            None => unwritten(&std::env::temp_dir(), source),
        }
    }

    /// All rows, from the first one, with the line of each.
    pub fn rows(&mut self, each: &mut Each<'_>) -> Result<(), Error> {
        self.file.flush().map_err(|e| self.kept(e))?;
        let mut from = self.file.get_ref().try_clone().map_err(|e| self.kept(e))?;
        from.seek(SeekFrom::Start(0)).map_err(|e| self.kept(e))?;
        let mut lines = BufReader::new(from);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).map_err(|e| self.kept(e))? > 0 {
            let outcome = serde_json::from_slice(&line).map_err(|e| self.kept(e.into()))?;
            each(&line, outcome)?;
            line.clear();
        }
        Ok(())
    }

    /// Takes the journal away: everything is in its place.
    pub fn remove(self) {
        if let Some(named) = self.named {
            // A file that stays behind is told by the next run.
            let _ = fs::remove_file(named.rows);
            let _ = fs::remove_file(named.settings);
        }
    }
}

/// The rows of a run that broke off.
pub struct Replay {
    lines: BufReader<File>,
    path: PathBuf,
    line: Vec<u8>,
}

impl Replay {
    /// The next row with its line; `None` behind the last.
    pub fn next(&mut self) -> Result<Option<(&[u8], Outcome)>, Error> {
        self.line.clear();
        let failed = |e| unwritten(&self.path, e);
        if self.lines.read_until(b'\n', &mut self.line).map_err(failed)? == 0 {
            return Ok(None);
        }
        let outcome = serde_json::from_slice(&self.line).map_err(|_| Error::OtherRun { path: self.path.clone() })?;
        Ok(Some((&self.line, outcome)))
    }

    /// That the data are not those of the run that broke off.
    pub fn differs(&self) -> Error {
        Error::OtherRun { path: self.path.clone() }
    }
}

/// Bytes up to the last line end.
fn whole_lines(file: &File) -> io::Result<u64> {
    let mut lines = BufReader::new(file.try_clone()?);
    let (mut whole, mut line) = (0, Vec::new());
    while lines.read_until(b'\n', &mut line)? > 0 {
        if line.ends_with(b"\n") {
            whole += line.len() as u64;
        }
        line.clear();
    }
    Ok(whole)
}

/// `path` with more behind its name.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn unwritten(path: &Path, source: io::Error) -> Error {
    Error::Write { path: path.to_owned(), source }
}
