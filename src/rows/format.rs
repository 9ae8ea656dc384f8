//! How a file of rows is written: by its name, by its first bytes, or as somebody says.

use super::source::Place;
use crate::rubric::{Code, Diagnostic};
use crate::text::nearest;

/// A format of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Cells between commas, under a header.
    Csv,
    /// Cells between tabs, under a header.
    Tsv,
    /// One JSON object on each line.
    Jsonl,
    /// A list of JSON objects; one object on each line passes too.
    Json,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Tsv, Self::Jsonl, Self::Json, Self::Parquet];

    /// The name that `--input-format` takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Parquet => "parquet",
        }
    }

    /// The format that is called `name`; `ndjson` and `pq` are other names of `jsonl` and `parquet`.
    ///
    /// # Errors
    ///
    /// A message when there is none.
    pub fn named(name: &str) -> Result<Self, String> {
        let wanted = name.to_lowercase();
        Self::of_extension(&wanted).ok_or_else(|| {
            let names = Self::ALL.map(Self::name);
            match nearest(&wanted, names).first() {
                Some(near) => format!("no format is called `{name}`; did you mean `{near}`?"),
                None => format!("no format is called `{name}`; there are {}", names.join(", ")),
            }
        })
    }

    /// The format that the end of the file's name says.
    #[must_use]
    pub fn of_name(file: &str) -> Option<Self> {
        Self::of_extension(&file.rsplit_once('.')?.1.to_ascii_lowercase())
    }

    fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "parquet" | "pq" => Some(Self::Parquet),
            _ => None,
        }
    }

    /// The format of a file that begins with `head`: as `said`, else by its name, else JSONL when the first thing is a brace or nothing, JSON when it is a list of
    /// objects, Parquet by its mark, and else CSV. JSON of which the first thing is no bracket is JSONL.
    ///
    /// # Errors
    ///
    /// When it is text that cannot be read: UTF-16, an archive (which spreadsheets are), or one object over several lines.
    pub(super) fn told(file: &str, head: &[u8], said: Option<Self>) -> Result<Self, Diagnostic> {
        let text = head.trim_ascii_start();
        let first = text.first();
        let format = match said.or_else(|| Self::of_name(file)) {
            Some(Self::Json) if first == Some(&b'[') => Self::Json,
            Some(Self::Json) => one_object(file, text)?,
            Some(format) => format,
            None if head.starts_with(b"PAR1") => Self::Parquet,
            None if first.is_none_or(|b| *b == b'{') => Self::Jsonl,
            None if text.strip_prefix(b"[").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{")) => Self::Json,
            None => Self::Csv,
        };
        match (format, refused(file, head)) {
            (Self::Parquet, _) | (_, None) => Ok(format),
            (_, Some(found)) => Err(found),
        }
    }
}

/// JSONL, or what is wrong with one object that goes over several lines: every line of it would be a mistake of its own.
fn one_object(file: &str, text: &[u8]) -> Result<Format, Diagnostic> {
    let line = text.iter().position(|b| *b == b'\n').map(|end| text[..end].trim_ascii_end());
    match line {
        Some(line @ [b'{', ..]) if matches!(line.last(), Some(b'{' | b'[' | b',' | b':')) => {
            let help = "write a list of objects, `[{…}, {…}]`, without anything around it, or one object on each line";
            let found = Place { file, line: 1 }.fault(Code::WrongType, "", "is one JSON object over several lines");
            Err(found.with_help(help))
        }
        _ => Ok(Format::Jsonl),
    }
}

/// What is wrong with a file that is no text.
fn refused(file: &str, head: &[u8]) -> Option<Diagnostic> {
    let (message, help) = match head {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => ("is UTF-16", "save the file as UTF-8 (in Excel: `CSV UTF-8`)"),
        [b'P', b'K', 3, 4, ..] => ("is a spreadsheet or another archive", "save the sheet as CSV (in Excel: `CSV UTF-8`)"),
        [0x1F, 0x8B, ..] => ("is compressed", "unpack it first: `gunzip -c FILE | gradus … -`"),
        [b'P', b'A', b'R', b'1', ..] => ("is Parquet", "name it `….parquet`, or say `--input-format parquet`"),
        _ => return None,
    };
    Some(Diagnostic::of_file(Code::Unreadable, file, message).with_help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(file: &str, head: &str) -> Format {
        Format::told(file, head.as_bytes(), None).unwrap()
    }

    #[test]
    fn the_name_says_the_format_and_else_the_content() {
        assert_eq!(
            [told("a.CSV", "{"), told("a.tsv", "["), told("a.ndjson", "[")],
            [Format::Csv, Format::Tsv, Format::Jsonl]
        );
        assert_eq!(
            [told("-", " {"), told("-", ""), told("-", "[\n{"), told("-", "[a],b")],
            [Format::Jsonl, Format::Jsonl, Format::Json, Format::Csv]
        );
        assert_eq!(
            [told("-", "PAR1"), told("x.pq", ""), told("answers.2026", "a,b")],
            [Format::Parquet, Format::Parquet, Format::Csv]
        );
        assert_eq!(Format::told("a.csv", b"{", Some(Format::Jsonl)), Ok(Format::Jsonl));
    }

    #[test]
    fn json_is_a_list_or_lines() {
        assert_eq!(
            [told("a.json", "\n [1"), told("a.json", "{\"a\": 1}\n{}"), told("a.json", "")],
            [Format::Json, Format::Jsonl, Format::Jsonl]
        );
        let found = Format::told("a.json", b"{\r\n  \"rows\": [", None).unwrap_err().to_string();
        assert!(
            found.contains("one JSON object over several lines") && found.contains("one object on each line"),
            "{found}"
        );
    }

    #[test]
    fn what_is_no_text_is_named_with_its_mend() {
        for (head, parts) in [
            (&b"\xFF\xFEa\0"[..], ["is UTF-16", "save the file as UTF-8"]),
            (b"\xFE\xFF\0a", ["is UTF-16", "save the file as UTF-8"]),
            (b"PK\x03\x04rest", ["spreadsheet", "CSV UTF-8"]),
            (b"\x1F\x8B\x08", ["compressed", "gunzip"]),
            (b"PAR1", ["Parquet", "--input-format parquet"]),
        ] {
            let found = Format::told("a.csv", head, None).unwrap_err().to_string();
            assert!(parts.iter().all(|p| found.contains(p)), "{found}");
        }
    }

    #[test]
    fn a_format_has_a_name() {
        assert!(Format::ALL.into_iter().all(|f| Format::named(f.name()) == Ok(f)));
        assert_eq!(Format::named("NDJSON"), Ok(Format::Jsonl));
        assert!(Format::named("parket").unwrap_err().contains("did you mean `parquet`?"));
        assert!(Format::named("xlsx!!").unwrap_err().contains("there are csv, tsv, jsonl, json, parquet"));
    }
}
