//! The bytes of a file of Parquet, given out with more care than the library takes.
//!
//! A broken file names pieces that are longer than itself. The library takes the memory for them before it reads, and passes over a thousand million things at the end
//! of the file one by one.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};

use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};

/// A file of which nothing is read behind its end.
#[derive(Debug)]
pub(super) struct Bounded {
    file: File,
    length: u64,
}

impl Bounded {
    /// The file as it is now.
    ///
    /// # Errors
    ///
    /// When the system does not say how long it is.
    pub fn new(mut file: File) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self { file, length })
    }

    /// The bytes that describe the table: before the last eight, which are how many they are and a mark. Empty where the library will say what is wrong.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub fn metadata(&self) -> io::Result<Bytes> {
        let Some(footer) = self.length.checked_sub(8) else { return Ok(Bytes::new()) };
        let mut end = [0; 8];
        self.from(footer)?.read_exact(&mut end)?;
        let [a, b, c, d, ..] = end;
        let length = u32::from_le_bytes([a, b, c, d]);
        match footer.checked_sub(length.into()) {
            Some(start) if end.ends_with(b"PAR1") => {
                let mut bytes = vec![0; length as usize];
                self.from(start)?.read_exact(&mut bytes)?;
                Ok(bytes.into())
            }
            _ => Ok(Bytes::new()),
        }
    }

    fn from(&self, start: u64) -> io::Result<File> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        Ok(file)
    }
}

impl Length for Bounded {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Bounded {
    type T = Ending<BufReader<File>>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(Ending(BufReader::new(self.from(start)?)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        if start.checked_add(length as u64).is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF(format!(
                "a piece of {length} bytes at {start} is behind the end, {}",
                self.length
            )));
        }
        let mut bytes = vec![0; length];
        self.from(start)?.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// A reader for which the end is an error: whoever reads on there has been misled.
#[derive(Debug)]
pub(super) struct Ending<R>(R);

impl<R: Read> Read for Ending<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(ErrorKind::UnexpectedEof.into()),
            read => Ok(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn nothing_is_read_behind_the_end() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"0123456789").unwrap();
        let file = Bounded::new(file).unwrap();
        assert_eq!((file.len(), file.get_bytes(8, 2).unwrap()), (10, Bytes::from_static(b"89")));
        for (start, length) in [(9, 2), (11, 0), (0, usize::MAX), (u64::MAX, 1)] {
            assert!(file.get_bytes(start, length).is_err(), "{start} {length}");
        }
        let mut rest = file.get_read(8).unwrap();
        let mut two = [0; 2];
        rest.read_exact(&mut two).unwrap();
        assert_eq!(io::copy(&mut rest, &mut io::sink()).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }
}
