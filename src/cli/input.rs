//! Reading an answer.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use gradus::Error;
use gradus::text::{Decoded, decode};

/// Largest answer that is read, in bytes: a book, not an answer.
const LARGEST: u64 = 16 << 20;

/// Reads the answer in `path`, `-` being standard input.
pub fn read(path: &Path) -> Result<Decoded, Error> {
    let failed = |source| Error::Answer { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(open(path).map_err(failed)?)
    };
    source.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::AnswerTooLarge {
            path: path.to_owned(),
            limit: LARGEST,
        });
    }
    Ok(decode(&bytes))
}

fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
    }
    Ok(file)
}
