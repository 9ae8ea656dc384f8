//! The one layout of a question's file.

use super::entry::{FENCE, QUESTION, sections, split_front_matter};
use crate::rubric::{Layout, lay_out};

/// The fields of the front matter, in order.
const FRONT: Layout = Layout {
    fields: &[
        ("id", false),
        ("title", false),
        ("kind", false),
        ("difficulty", false),
        ("tags", false),
        ("covers", false),
        ("correction", false),
    ],
    tables: &[],
};

/// The text of a valid question in its one layout: the fields of the front matter in order, the question before the reference answers, one blank line around
/// headings. What stands within a section stays as it is.
///
/// # Errors
///
/// A message when there is no front matter, or a comment in it that has no place.
pub fn format_content(source: &str) -> Result<String, String> {
    let source = source.replace("\r\n", "\n");
    let (front, body) = split_front_matter(&source).ok_or("has no front matter")?;
    let mut out = format!("{FENCE}\n{}{FENCE}\n", lay_out(&source[front], &FRONT)?);
    let body = &source[body];
    let mut parts = sections(body);
    parts.sort_by_key(|section| section.title != QUESTION);
    for section in parts {
        out.push_str(&format!("\n## {}\n\n{}\n", section.title, without_blank_ends(&body[section.body])));
    }
    Ok(out)
}

/// `text` without blank lines before and behind; an indent of the first line stays.
fn without_blank_ends(text: &str) -> &str {
    let first: usize = text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    text[first..].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::entry::parse;

    #[test]
    fn the_front_matter_is_ordered_and_the_text_stays() {
        let source = "+++\ntags = [\n 't',\n]\ntitle = 'X'\n# why\nid = 'x'\nkind = 'technical'\ndifficulty = 'easy'\n+++\n## Reference answer\n\n\n    code\n\nSo,  \nthen.\n\n\n# Question\nWhy?";
        let once = format_content(source).unwrap();
        let expected = "+++\n# why\nid = \"x\"\ntitle = \"X\"\nkind = \"technical\"\ndifficulty = \"easy\"\ntags = [\"t\"]\n+++\n\n## Question\n\nWhy?\n\n## Reference answer\n\n    code\n\nSo,  \nthen.\n";
        assert_eq!(once, expected);
        assert_eq!(format_content(&once).unwrap(), once);
        let read = |text: &str| {
            parse("x.md", text, "x").map(|c| {
                c.with_rubric(
                    crate::rubric::parse("x", "id = 'x'\n[[signals]]\nid = 'a'\nstatement = 'A'", "x").unwrap(),
                    None,
                )
            })
        };
        assert_eq!(read(source), read(&once));
    }

    #[test]
    fn the_shipped_bank_is_in_its_layout() {
        let files = crate::bank::embedded_files();
        let wrong = |file: &&crate::bank::File, text: Result<String, String>| text.as_ref() != Ok(&file.text);
        let contents = files.contents.iter().filter(|f| wrong(f, format_content(&f.text)));
        let rubrics = files.rubrics.iter().filter(|f| wrong(f, crate::rubric::format_rubric(&f.text)));
        let names: Vec<&str> = contents.chain(rubrics).map(|f| f.name.as_str()).collect();
        assert!(names.is_empty(), "run `gradus bank fmt`: {names:?}");
    }
}
