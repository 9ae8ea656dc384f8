//! The one way in which a TOML file of an author is laid out: the order of its fields, one group or example on a line, one blank line between tables.
//!
//! Comments stay with what they stand before or behind. What a rubric means does not belong here: a file is laid out after it was found valid.

use super::places::comments_of;
use toml_edit::{Array, ArrayOfTables, Decor, DocumentMut, Item, RawString, Table, Value};

/// How the fields of a table are written.
pub(crate) struct Layout {
    /// Its fields in order; those that hold a list with one item on each line are marked.
    pub fields: &'static [(&'static str, bool)],
    /// Its lists of tables, in order, behind the fields.
    pub tables: &'static [(&'static str, Layout)],
}

/// The layout of a rubric.
const RUBRIC: Layout = Layout {
    fields: &[("id", false)],
    tables: &[("contrasts", CONTRAST), ("signals", SIGNAL)],
};
const CONTRAST: Layout = Layout {
    fields: &[("sides", false)],
    tables: &[],
};
const SIGNAL: Layout = Layout {
    fields: &[
        ("id", false),
        ("statement", false),
        ("weight", false),
        ("required", false),
        ("keywords", true),
        ("examples", true),
    ],
    tables: &[("red_flags", RED_FLAG)],
};
const RED_FLAG: Layout = Layout {
    fields: &[("statement", false), ("feedback", false)],
    tables: &[],
};

/// The text of a valid rubric in its one layout.
///
/// # Errors
///
/// A message when it is no TOML, or has a comment in a place that the layout does not have.
pub fn format_rubric(source: &str) -> Result<String, String> {
    lay_out(source, &RUBRIC)
}

/// The text of TOML whose fields are those of `layout`, laid out.
///
/// # Errors
///
/// A message when it is no TOML, or has a comment in a place that the layout does not have.
pub(crate) fn lay_out(source: &str, layout: &Layout) -> Result<String, String> {
    // A carriage return before a line end is white space to TOML; within a text of several lines it would stay.
    let source = source.replace("\r\n", "\n");
    let mut document: DocumentMut = source.parse().map_err(|e: toml_edit::TomlError| e.message().to_owned())?;
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    let mut writer = Writer::default();
    writer.table(document.as_table_mut(), layout, "");
    let trailing_lines = comment_lines(&trailing);
    if !trailing_lines.is_empty() && trailing.trim_start_matches([' ', '\t']).starts_with('\n') {
        writer.line("", "");
    }
    for line in trailing_lines {
        writer.line("", &line);
    }
    let text = writer.finish();
    let (before, after) = (comments_of(&source), comments_of(&text));
    if before == after {
        return Ok(text);
    }
    let lost = before.iter().find(|c| !after.contains(c)).map_or("# …", String::as_str);
    Err(format!(
        "the comment `{lost}` stands where the layout has no place for it; move it to a line of its own"
    ))
}

/// The text as it grows.
#[derive(Default)]
struct Writer {
    out: String,
}

impl Writer {
    fn line(&mut self, indent: &str, text: &str) {
        if !text.is_empty() {
            self.out.push_str(indent);
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    /// The text, with one line end behind it.
    fn finish(self) -> String {
        format!("{}\n", self.out.trim_matches('\n'))
    }

    fn table(&mut self, table: &mut Table, layout: &Layout, path: &str) {
        let mut names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
        let place = |name: &str| layout.fields.iter().position(|(field, _)| *field == name);
        let is_table = |name: &str| layout.tables.iter().any(|(field, _)| *field == name);
        names.retain(|name| !is_table(name));
        names.sort_by_key(|name| place(name).unwrap_or(layout.fields.len()));
        for name in names {
            let Some((key, Item::Value(value))) = table.get_key_value(&name) else {
                continue;
            };
            for line in comment_lines(raw(key.leaf_decor().prefix())) {
                self.line("", &line);
            }
            let lines = place(&name).is_some_and(|at| layout.fields[at].1);
            self.out.push_str(&format!("{name} = "));
            self.value(value, lines, "");
            self.behind(raw(value.decor().suffix()));
        }
        for (name, layout) in layout.tables {
            let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
            let found = table.remove(name).unwrap_or_default();
            let Ok(mut tables) = found.into_array_of_tables() else { continue };
            self.tables(&mut tables, layout, &path);
        }
    }

    fn tables(&mut self, tables: &mut ArrayOfTables, layout: &Layout, path: &str) {
        for table in tables.iter_mut() {
            self.line("", "");
            for line in comment_lines(raw(table.decor().prefix())) {
                self.line("", &line);
            }
            self.out.push_str(&format!("[[{path}]]"));
            let suffix = raw(table.decor().suffix()).to_owned();
            self.behind(&suffix);
            self.table(table, layout, path);
        }
    }

    /// Ends a line with the comment of `decor`, if it has one.
    fn behind(&mut self, decor: &str) {
        let comment = decor.trim();
        if !comment.is_empty() {
            self.out.push_str(&format!(" {comment}"));
        }
        self.out.push('\n');
    }

    fn value(&mut self, value: &Value, lines: bool, indent: &str) {
        match value {
            Value::String(text) => self.out.push_str(&quoted(text.value())),
            Value::Integer(number) => self.out.push_str(&number.value().to_string()),
            Value::Float(number) => self.out.push_str(&number.value().to_string()),
            Value::Boolean(truth) => self.out.push_str(&truth.value().to_string()),
            Value::Array(array) => self.array(array, lines, indent),
            other => self.out.push_str(other.clone().decorated("", "").to_string().trim()),
        }
    }

    /// A list on one line; with `lines`, or where it holds comments, one item on each line.
    fn array(&mut self, array: &Array, lines: bool, indent: &str) {
        if array.is_empty() && raw(Some(array.trailing())).trim().is_empty() {
            self.out.push_str("[]");
            return;
        }
        let commented = |decor: &Decor| raw(decor.prefix()).contains('#') || raw(decor.suffix()).contains('#');
        if !lines && !array.iter().any(|v| commented(v.decor())) && !raw(Some(array.trailing())).contains('#') {
            self.out.push('[');
            for (i, value) in array.iter().enumerate() {
                if i > 0 {
                    self.out.push_str(", ");
                }
                self.value(value, false, indent);
            }
            self.out.push(']');
            return;
        }
        self.out.push_str("[\n");
        let inner = format!("{indent}  ");
        let last = array.len().saturating_sub(1);
        let mut before = split(raw(array.get(0).map_or(Some(array.trailing()), |v| v.decor().prefix())));
        // What stands behind the opening bracket belongs to the first item.
        self.comments(&inner, before.0.as_deref().into_iter());
        for (i, value) in array.iter().enumerate() {
            self.comments(&inner, before.1.iter().map(String::as_str));
            self.out.push_str(&inner);
            self.value(value, false, &inner);
            self.out.push(',');
            let next = match i {
                _ if i == last => Some(array.trailing()),
                _ => array.get(i + 1).and_then(|v| v.decor().prefix()),
            };
            let own = split(raw(value.decor().suffix()));
            before = split(raw(next));
            let mut aside: Vec<String> = own.0.into_iter().chain(before.0.take()).collect();
            // One comment fits behind an item; another goes on a line of its own.
            let further = aside.split_off(aside.len().min(1));
            before.1.splice(0..0, further.into_iter().chain(own.1));
            self.behind(aside.first().map_or("", String::as_str));
        }
        self.comments(&inner, before.1.iter().map(String::as_str));
        self.out.push_str(indent);
        self.out.push(']');
    }

    fn comments<'c>(&mut self, indent: &str, comments: impl Iterator<Item = &'c str>) {
        for comment in comments {
            self.line(indent, comment);
        }
    }
}

fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

/// The comment on the line that goes on, and those on lines of their own.
fn split(decor: &str) -> (Option<String>, Vec<String>) {
    let mut lines = decor.split('\n').map(|line| line.trim().to_owned());
    let first = lines.next().filter(|line| !line.is_empty());
    (first, lines.filter(|line| !line.is_empty()).collect())
}

/// The comments of the lines before something, with a blank line kept between and behind them where there are any.
fn comment_lines(decor: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in decor.split('\n').map(str::trim) {
        let after_blank = out.last().is_none_or(String::is_empty);
        if !(line.is_empty() && after_blank) {
            out.push(line.to_owned());
        }
    }
    // What follows the last line end is the indent of the thing itself.
    if !decor.trim_end_matches([' ', '\t']).ends_with("\n\n") && out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    if out.iter().all(String::is_empty) {
        out.clear();
    }
    out
}

/// A text in double quotes; one of several lines keeps them.
fn quoted(text: &str) -> String {
    let lines = text.contains('\n');
    let mut out = String::from(if lines { "\"\"\"\n" } else { "\"" });
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push('\n'),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push_str(if lines { "\"\"\"" } else { "\"" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rubric as an author might leave it, with a comment in every place that there is.
    const MESSY: &str = "#:schema ../schemas/rubric.schema.json\n\n# about the file\n\n[[signals]] # first\nweight = 2.0 # most\n# what is claimed\nstatement = 'A \"b\" is c'\nid='a'\n\
        keywords = [ # groups\n['x', # why\n 'y'],\n\n # own line\n ['z']\n # end\n]\nexamples = ['One.', 'Two.']\n\
        red_flags = [{ feedback = 'No.', statement = 'Yes.' }]\n# over the contrasts\n[[contrasts]]\nsides = [ ['p'],\n ['q', 'r'] ]\n# last\n";

    #[test]
    fn everything_gets_its_place() {
        // The id of a rubric comes before its tables, so that it cannot stand behind them in TOML.
        let source = MESSY.replacen("# about the file\n\n", "# about the file\n\nid = \"q\"\n", 1);
        let expected = "#:schema ../schemas/rubric.schema.json\n\n# about the file\n\nid = \"q\"\n\n# over the contrasts\n[[contrasts]]\nsides = [[\"p\"], [\"q\", \"r\"]]\n\n\
            [[signals]] # first\nid = \"a\"\n# what is claimed\nstatement = \"A \\\"b\\\" is c\"\nweight = 2 # most\n\
            keywords = [\n  # groups\n  [\n    \"x\", # why\n    \"y\",\n  ],\n  # own line\n  [\"z\"],\n  # end\n]\n\
            examples = [\n  \"One.\",\n  \"Two.\",\n]\n\n[[signals.red_flags]]\nstatement = \"Yes.\"\nfeedback = \"No.\"\n# last\n";
        let once = format_rubric(&source).unwrap();
        assert_eq!(once, expected);
        assert_eq!(format_rubric(&once).unwrap(), once);
        assert_eq!(crate::rubric::parse("x", &source, "q"), crate::rubric::parse("x", &once, "q"));
    }

    #[test]
    fn lines_and_signs_of_a_text_stay() {
        let source = "id = 'q'\n[[signals]]\nid = 'a'\nstatement = \"\"\"\nOne\\tline,\r\nand \\\"\"\"another\\\\\"\"\"\n";
        let once = format_rubric(source).unwrap();
        assert_eq!(format_rubric(&once).unwrap(), once);
        let rubric = crate::rubric::parse("x", &once, "q").unwrap();
        assert_eq!(rubric.signals[0].statement, "One\tline,\nand \"\"\"another\\");
    }

    #[test]
    fn a_comment_without_a_place_is_not_dropped() {
        let source = "id = 'q'\nsignals = [\n # lost\n { id = 'a', statement = 'A is b' } ]\n";
        assert!(format_rubric(source).unwrap_err().contains("`# lost`"));
        assert!(format_rubric("id = ").is_err());
    }
}
