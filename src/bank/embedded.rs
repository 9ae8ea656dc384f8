//! The bank in the binary.

use std::sync::LazyLock;

use super::load::{Bank, File, Files, GLOSSARY};
use crate::rubric::{Diagnostics, Glossary};

/// `(name, text)` of every file of `content/` and `rubrics/`; written by `build.rs`.
mod files {
    include!(concat!(env!("OUT_DIR"), "/bank.rs"));
}

/// A file of the bank in the program.
fn file(folder: &str, extension: &str, (id, text): &(&str, &str)) -> File {
    File {
        name: format!("{folder}/{id}.{extension}"),
        id: (*id).to_owned(),
        text: (*text).to_owned(),
    }
}

/// The files of the bank that gradus comes with.
#[must_use]
pub fn embedded_files() -> Files {
    Files {
        contents: files::CONTENT.iter().map(|f| file("content", "md", f)).collect(),
        rubrics: files::RUBRICS.iter().map(|f| file("rubrics", "toml", f)).collect(),
        ..Files::default()
    }
}

/// The bank that gradus comes with, as far as the question `id` goes: reading all of it would take as long as a grade. `None` where it has no such question.
#[must_use]
pub fn embedded_one(id: &str) -> Option<Bank> {
    let of = |files: &'static [(&str, &str)]| files.iter().find(|(known, _)| *known == id);
    let (content, rubric) = (of(files::CONTENT)?, of(files::RUBRICS)?);
    Files::of_one(file("content", "md", content), file("rubrics", "toml", rubric)).bank().ok()
}

/// The bank that gradus comes with.
///
/// # Panics
///
/// Never in a released binary: the tests parse every file of it.
#[must_use]
#[expect(clippy::panic, reason = "the tests parse every file that is compiled in")]
pub fn embedded() -> Bank {
    match embedded_files().bank() {
        Ok(bank) => bank,
        Err(error) => panic!("{error}"),
    }
}

/// The glossary that gradus comes with, for its own bank and for every bank that has none; read when first asked for.
///
/// # Panics
///
/// Never in a released binary: the tests read it.
#[expect(clippy::panic, reason = "the tests parse every file that is compiled in")]
pub(super) fn glossary() -> &'static Glossary {
    static SHIPPED: LazyLock<Glossary> = LazyLock::new(|| match Glossary::parse(GLOSSARY, files::GLOSSARY) {
        Ok(glossary) => glossary,
        Err(found) => panic!("{}", Diagnostics(found)),
    });
    &SHIPPED
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_glossary_is_valid() {
        assert!(!super::glossary().is_empty());
    }
}
