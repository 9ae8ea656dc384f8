//! The data of a batch: files, patterns, folders and standard input to records.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use gradus::Error;
use gradus::batch::{Document, Questions, Record};
use gradus::rows::{Columns, DataError, Field, Format, Place, Records, Roles};
use gradus::rubric::{Code, Diagnostic};
use serde_json::{Map, Value};

use super::progress::Meter;

/// Ends of names of answers in Markdown.
const DOCUMENTS: [&str; 3] = ["md", "markdown", "txt"];
/// Largest document that is read, in bytes.
const LARGEST_DOCUMENT: u64 = 16 << 20;

/// Columns that are named in a message, and characters of each.
const MOST_NAMES: usize = 30;
const LONGEST_NAME: usize = 40;

/// Something that answers stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A table or a log, or standard input.
    Table(PathBuf),
    /// A document with the folder that it was found through.
    Document { path: PathBuf, folder: PathBuf },
}

/// What `asked` names, in its order; what a pattern or a folder holds by name.
pub fn sources(asked: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let mut out = Vec::new();
    for path in asked {
        if path.as_os_str() == "-" || path.exists() {
            add(path, &mut out)?;
            continue;
        }
        let pattern = path.to_string_lossy();
        let found = if pattern.contains(['*', '?', '[']) { matching(&pattern)? } else { Vec::new() };
        if found.is_empty() {
            return Err(unreadable(path, io::Error::from(io::ErrorKind::NotFound)));
        }
        for path in found {
            add(&path, &mut out)?;
        }
    }
    Ok(out)
}

fn matching(pattern: &str) -> Result<Vec<PathBuf>, Error> {
    let found = glob::glob(pattern).map_err(|e| Error::Usage(format!("`{pattern}` is no pattern: {e}")))?;
    found
        .map(|path| path.map_err(|e| unreadable(e.path(), io::Error::from(e.error().kind()))))
        .collect()
}

fn add(path: &Path, out: &mut Vec<Source>) -> Result<(), Error> {
    if path.is_dir() {
        let before = out.len();
        walk(path, path, out)?;
        if out.len() == before {
            let why = "the folder holds no answers; name files of rows, or a folder of answers in `.md` or `.txt`";
            return Err(unreadable(path, io::Error::other(why)));
        }
    } else if is_document(path) {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        out.push(Source::Document { path: path.to_owned(), folder });
    } else {
        out.push(Source::Table(path.to_owned()));
    }
    Ok(())
}

/// The documents of a folder and those below it, by name.
fn walk(folder: &Path, root: &Path, out: &mut Vec<Source>) -> Result<(), Error> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut paths: Vec<PathBuf> = entries.map_err(|e| unreadable(folder, e))?.into_iter().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        // A link may lead back to where it stands.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, root, out)?;
        } else if is_document(&path) {
            let folder = root.to_owned();
            out.push(Source::Document { path, folder });
        }
    }
    Ok(())
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|e| DOCUMENTS.iter().any(|d| e.eq_ignore_ascii_case(d)))
}

/// The records of a source, read one at a time.
pub struct Opened {
    /// What it is called in messages and rows.
    pub name: String,
    /// Under which names its fields are found.
    pub columns: Columns,
    records: Kind,
}

enum Kind {
    Table(Box<Records<Box<dyn Read>>>, Option<Record>),
    Document(std::vec::IntoIter<Record>),
}

impl Opened {
    /// Opens `source`. What has to be announced about its columns goes to `announce`.
    pub fn new(
        source: &Source,
        said: Option<Format>,
        maps: &Columns,
        questions: &Questions<'_>,
        meter: &Meter,
        announce: &mut dyn FnMut(String),
    ) -> Result<Self, Error> {
        match source {
            Source::Table(path) => Self::table(path, said, maps, meter, announce),
            Source::Document { path, folder } => Self::document(path, folder, questions),
        }
    }

    fn table(path: &Path, said: Option<Format>, maps: &Columns, meter: &Meter, announce: &mut dyn FnMut(String)) -> Result<Self, Error> {
        let name = path.display().to_string();
        let mut records: Records<Box<dyn Read>> = if path.as_os_str() == "-" {
            let input: Box<dyn Read> = Box::new(meter.reading(io::stdin().lock()));
            Records::open_as(&name, input, said)?
        } else {
            let file = File::open(path).map_err(|e| unreadable(path, e))?;
            Records::open_file(&name, file, said, |file| Box::new(meter.reading(file)))?
        };
        records.distinct().map_err(|d| DataError::Header(Box::new(d)))?;
        let (header, fixed, first) = match records.header() {
            Some(header) => (header.to_vec(), true, None),
            None => {
                let first = next(&mut records)?;
                let header = first.as_ref().map(|r| r.fields.keys().cloned().collect());
                (header.unwrap_or_default(), false, first)
            }
        };
        let roles = Roles::of(&name, &header, fixed, maps).map_err(|d| DataError::Header(Box::new(d)))?;
        if fixed && roles.column(Field::Answer).is_none() {
            return Err(DataError::Header(Box::new(no_answer(&name, &header))).into());
        }
        for guess in roles.guesses() {
            announce(format!("{name}: {guess}"));
        }
        Ok(Self {
            columns: roles.columns(),
            records: Kind::Table(Box::new(records), first),
            name,
        })
    }

    fn document(path: &Path, folder: &Path, questions: &Questions<'_>) -> Result<Self, Error> {
        let name = path.display().to_string();
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|f| f.take(LARGEST_DOCUMENT + 1).read_to_end(&mut bytes));
        read.map_err(|e| unreadable(path, e))?;
        let records = if bytes.len() as u64 > LARGEST_DOCUMENT {
            let message = format!("is larger than {LARGEST_DOCUMENT} bytes");
            vec![Record {
                line: 1,
                fields: Map::new(),
                fault: Some(Place { file: &name, line: 1 }.fault(Code::Unreadable, "", message).with_help("split it")),
            }]
        } else {
            answers(&bytes, path, folder, questions)
        };
        Ok(Self {
            name,
            columns: Columns::default(),
            records: Kind::Document(records.into_iter()),
        })
    }

    /// The next record; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Record>, Error> {
        match &mut self.records {
            Kind::Table(records, first) => match first.take() {
                Some(record) => Ok(Some(record)),
                None => Ok(next(records)?),
            },
            Kind::Document(records) => Ok(records.next()),
        }
    }
}

fn next(records: &mut Records<Box<dyn Read>>) -> Result<Option<Record>, DataError> {
    Ok(records.next()?.map(|read| match read {
        Ok((line, fields)) => Record { line, fields, fault: None },
        Err(fault) => Record {
            line: fault.line,
            fields: Map::new(),
            fault: Some(fault),
        },
    }))
}

/// The answers of a document: one for each question of a transcript, or the whole of it.
fn answers(bytes: &[u8], path: &Path, folder: &Path, questions: &Questions<'_>) -> Vec<Record> {
    let document = Document::read(bytes);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let record = |line: usize, candidate: &str, question: &str, answer: &str| {
        let fields = [("candidate", candidate), ("question", question), ("answer", answer)];
        Record {
            line,
            fields: fields.into_iter().map(|(name, text)| (name.to_owned(), Value::from(text))).collect(),
            fault: None,
        }
    };
    let said = document.candidate.as_deref();
    let whole = document.question.as_deref().or_else(|| questions.find(&stem).is_some().then_some(&stem));
    if let Some(question) = whole {
        // One file for each question: the folder is the candidate's.
        let parent = path
            .parent()
            .filter(|p| *p != folder)
            .and_then(Path::file_name)
            .unwrap_or_default()
            .to_string_lossy();
        return vec![record(document.body.1, said.unwrap_or(&parent), question, &document.body.0)];
    }
    let sections = document.sections(&|text| questions.find(text).is_some());
    if sections.is_empty() {
        return vec![record(1, said.unwrap_or_default(), &stem, &document.body.0)];
    }
    let candidate = said.unwrap_or(&stem);
    sections.iter().map(|s| record(s.line, candidate, &s.question, &s.answer)).collect()
}

fn no_answer(name: &str, header: &[String]) -> Diagnostic {
    // What is no table at all may have anything for a header.
    let shown = |column: &String| column.chars().take(LONGEST_NAME).flat_map(char::escape_debug).collect::<String>();
    let columns: Vec<String> = header.iter().take(MOST_NAMES).map(shown).collect();
    let help = format!("name the column with `--map answer=COLUMN`; the file has {}", columns.join(", "));
    Place { file: name, line: 1 }
        .fault(Code::MissingField, "answer", "no column is called that")
        .with_help(help)
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    DataError::Unreadable {
        file: path.display().to_string(),
        source,
    }
    .into()
}
