//! Where each value of a TOML text stands, and where its comments do.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::position;

/// The places of a TOML text that may be part of a larger one.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Bytes of each value by its path, as diagnostics name it: `signals[2].keywords[0][1]`.
    values: BTreeMap<String, Range<usize>>,
    comments: Vec<Range<usize>>,
}

impl Places {
    /// Reads what can be read of `source`.
    #[must_use]
    pub fn read(source: &str) -> Self {
        let (table, _) = DeTable::parse_recoverable(source);
        let mut out = Self::default();
        let mut scalars = Vec::new();
        out.table("", table.get_ref(), &mut scalars);
        out.comments = comments(source, &scalars);
        out
    }

    fn table(&mut self, path: &str, table: &DeTable<'_>, scalars: &mut Vec<Range<usize>>) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            scalars.push(key.span());
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            self.value(path, value, scalars);
        }
    }

    fn value(&mut self, path: String, value: &Spanned<DeValue<'_>>, scalars: &mut Vec<Range<usize>>) {
        match value.get_ref() {
            DeValue::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.value(format!("{path}[{i}]"), item, scalars);
                }
            }
            DeValue::Table(table) => self.table(&path, table, scalars),
            _ => scalars.push(value.span()),
        }
        self.values.insert(path, value.span());
    }

    /// The bytes of the value at `path`; where there is none, those of the nearest value that it would stand in.
    #[must_use]
    pub fn of(&self, path: &str) -> Range<usize> {
        let mut path = path;
        loop {
            if let Some(found) = self.values.get(path) {
                return found.clone();
            }
            match path.rfind(['.', '[']) {
                Some(at) => path = &path[..at],
                None => return 0..0,
            }
        }
    }

    /// Whether there is a value at `path`.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.values.contains_key(path)
    }

    /// The bytes of each comment, from its `#` to the end of its line.
    pub fn comments(&self) -> impl Iterator<Item = Range<usize>> {
        self.comments.iter().cloned()
    }
}

/// Line and column of byte `at`, both from 1, columns in characters.
#[must_use]
pub fn line_and_column(source: &str, at: usize) -> (usize, usize) {
    position(source, at)
}

/// Every comment of a TOML text, sorted: what no change of a file may lose.
pub(super) fn comments_of(source: &str) -> Vec<String> {
    let mut out: Vec<String> = Places::read(source).comments().map(|range| source[range].trim().to_owned()).collect();
    out.sort();
    out
}

/// Every `#` that stands in no value, to the end of its line. `scalars` holds keys and values that hold no others.
fn comments(source: &str, scalars: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut scalars = scalars.to_vec();
    scalars.sort_by_key(|s| (s.start, s.end));
    let mut inside = scalars.into_iter().peekable();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(found) = source[at..].find('#').map(|i| at + i) {
        while inside.peek().is_some_and(|s| s.end <= found) {
            inside.next();
        }
        if let Some(value) = inside.peek().filter(|s| s.start <= found) {
            at = value.end;
            continue;
        }
        let end = source[found..].find('\n').map_or(source.len(), |i| found + i);
        out.push(found..end);
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "# top\nid = 'a # b' # behind\n[[signals]] # head\nkeywords = [\n  ['#1'], # one\n  [\"x\"],\n]\n";

    #[test]
    fn values_are_found_by_path() {
        let places = Places::read(SOURCE);
        assert_eq!(&SOURCE[places.of("signals[0].keywords[0][0]")], "'#1'");
        assert_eq!(&SOURCE[places.of("id")], "'a # b'");
        assert_eq!(places.of("signals[0].weight"), places.of("signals[0]"));
        assert_eq!(line_and_column(SOURCE, places.of("signals[0].keywords[1][0]").start), (6, 4));
    }

    #[test]
    fn comments_are_told_from_values() {
        let places = Places::read(SOURCE);
        let found: Vec<&str> = places.comments().map(|c| &SOURCE[c]).collect();
        assert_eq!(found, ["# top", "# behind", "# head", "# one"]);
    }
}
