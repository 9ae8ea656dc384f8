//! Sources in, an import out.

use super::decode::decode;
use super::fate::FileLines;
use super::finish::Finisher;
use super::model::{Import, Note};
use super::{document, duplicate, rows};

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name, as it is to be shown; the ending says what it holds: `.csv`, `.tsv`, `.jsonl`, `.ndjson`, `.json`, and Markdown or text for every other.
    pub name: String,
    /// What it holds, in any encoding.
    pub bytes: Vec<u8>,
}

/// Reads all `sources`. It never fails: what cannot be read is in the notes and in the fates of the lines.
#[must_use]
pub fn read(sources: &[Source]) -> Import {
    let mut import = Import::default();
    let mut finisher = Finisher::default();
    for source in sources {
        if is_binary(&source.bytes) {
            import.notes.push(Note {
                file: source.name.clone(),
                line: 0,
                code: "binary",
                message: "holds no text; nothing of it was read".to_owned(),
            });
            import.files.push(FileLines::new(&source.name, 0));
            continue;
        }
        let decoded = decode(&source.bytes);
        let note = |line: usize, code: &'static str, message: String| Note {
            file: source.name.clone(),
            line,
            code,
            message,
        };
        if let Some(encoding) = decoded.encoding {
            import.notes.push(note(0, "decoded", format!("is not UTF-8; it was read as {encoding}")));
        }
        let mended = &decoded.mended;
        if let Some(first) = mended.sure.first() {
            import.notes.push(note(
                first + 1,
                "mended",
                format!("garbled UTF-8 was mended in {}, this one first", count(mended.sure.len())),
            ));
        }
        if let Some(first) = mended.guessed.first() {
            import.notes.push(note(
                first + 1,
                "mended",
                format!(
                    "what is left of a garbled symbol was taken for an arrow in {}, this one first",
                    count(mended.guessed.len())
                ),
            ));
        }
        if !mended.left.is_empty() {
            let places = mended.left.iter().take(12).map(|l| (l + 1).to_string()).collect::<Vec<_>>().join(", ");
            let more = if mended.left.len() > 12 { ", …" } else { "" };
            import.notes.push(note(
                mended.left[0] + 1,
                "unmended",
                format!("a garbled symbol stays in {} ({places}{more}): its bytes are lost", count(mended.left.len())),
            ));
        }
        let ending = source.name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "csv" => rows::read_table(&source.name, &mended.text, b',', &mut finisher, &mut import),
            "tsv" => rows::read_table(&source.name, &mended.text, b'\t', &mut finisher, &mut import),
            "jsonl" | "ndjson" => rows::read_jsonl(&source.name, &mended.text, &mut finisher, &mut import),
            "json" => rows::read_json(&source.name, &mended.text, &mut finisher, &mut import),
            _ => document::read(&source.name, &mended.text, &mut finisher, &mut import),
        }
    }
    duplicate::mark(&mut import);
    for question in &import.questions {
        if question.answers.is_empty() && question.duplicate_of.is_none() {
            import.notes.push(Note {
                file: question.file.clone(),
                line: question.lines.0,
                code: "no-answer",
                message: format!("`{}` has neither an answer nor key points; it is not written", question.title),
            });
        }
    }
    import
}

/// How much of a file is looked at to tell what it holds.
const HEAD: usize = 8192;

/// Whether the beginning of a file is that of a program, a picture or an archive: it has many bytes that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return false;
    }
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    odd * 50 > head.len()
}

fn count(lines: usize) -> String {
    if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_text() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"\x7fELF\x02\x01\x01\0\0", &[0; 100]] {
            assert!(is_binary(bytes));
        }
        for bytes in [&b""[..], b"What is it?\n", b"caf\xE9 \x93x\x94", b"\xFF\xFEa\0b\0", "為什麼".as_bytes()] {
            assert!(!is_binary(bytes));
        }
    }
}
