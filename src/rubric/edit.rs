//! Taking items out of the lists of a TOML text, with everything else as it was.

use toml_edit::{Array, DocumentMut, Item, Value};

use super::places::comments_of;

/// The text `source` without the items at `paths`, such as `signals[2].keywords[0][1]`. `None` where it is no TOML or has no such item, and where a comment
/// would be lost.
#[must_use]
pub fn remove_items(source: &str, paths: &[String]) -> Option<String> {
    let mut document: DocumentMut = source.parse().ok()?;
    let mut places: Vec<Vec<Step<'_>>> = paths.iter().map(|p| steps(p)).collect::<Option<_>>()?;
    // The last first: what stands before it keeps its number.
    places.sort();
    places.dedup();
    for place in places.iter().rev() {
        let (Step::Index(last), list) = place.split_last()? else { return None };
        let array = list_at(document.as_item_mut(), list)?;
        if *last >= array.len() {
            return None;
        }
        remove(array, *last);
    }
    let text = document.to_string();
    let whole = text.parse::<DocumentMut>().is_ok() && comments_of(&text) == comments_of(source);
    whole.then_some(text)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step<'p> {
    Index(usize),
    Field(&'p str),
}

fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut out = Vec::new();
    for part in path.split('.') {
        let (name, mut rest) = part.split_at(part.find('[').unwrap_or(part.len()));
        out.push(Step::Field(name));
        while let Some(inner) = rest.strip_prefix('[') {
            let (number, after) = inner.split_once(']')?;
            out.push(Step::Index(number.parse().ok()?));
            rest = after;
        }
    }
    Some(out)
}

/// The list at the end of `steps`.
fn list_at<'d>(item: &'d mut Item, steps: &[Step<'_>]) -> Option<&'d mut Array> {
    let Some((first, rest)) = steps.split_first() else {
        return item.as_array_mut();
    };
    if let Item::Value(value) = item {
        return list_in(value, steps);
    }
    match first {
        Step::Field(name) => list_at(item.as_table_mut()?.get_mut(name)?, rest),
        Step::Index(at) => {
            let table = item.as_array_of_tables_mut()?.get_mut(*at)?;
            let (Step::Field(name), rest) = rest.split_first()? else { return None };
            list_at(table.get_mut(name)?, rest)
        }
    }
}

fn list_in<'d>(value: &'d mut Value, steps: &[Step<'_>]) -> Option<&'d mut Array> {
    let Some((first, rest)) = steps.split_first() else {
        return value.as_array_mut();
    };
    match first {
        Step::Field(name) => list_in(value.as_inline_table_mut()?.get_mut(name)?, rest),
        Step::Index(at) => list_in(value.as_array_mut()?.get_mut(*at)?, rest),
    }
}

/// Removes item `at`; the comments around it stay in front of what follows.
fn remove(array: &mut Array, at: usize) {
    let text = |raw: Option<&toml_edit::RawString>| raw.and_then(toml_edit::RawString::as_str).unwrap_or_default().to_owned();
    let removed = array.remove(at);
    let (prefix, suffix) = (text(removed.decor().prefix()), text(removed.decor().suffix()));
    let left = if suffix.contains('#') { format!("{prefix}{suffix}") } else { prefix };
    match array.get_mut(at) {
        Some(next) => {
            let own = text(next.decor().prefix());
            // Without a comment the next item takes the place as it is.
            let joined = if own.contains('#') || left.contains('#') && !ends_line(&left) {
                format!("{}{own}", left.trim_end_matches([' ', '\t']))
            } else {
                left
            };
            next.decor_mut().set_prefix(joined);
        }
        None if left.contains('#') => {
            let trailing = text(Some(array.trailing()));
            let mut joined = format!("{}{trailing}", left.trim_end());
            // The bracket must not end up in the comment.
            if !ends_line(&joined) {
                joined.push('\n');
            }
            array.set_trailing(joined);
        }
        None => {}
    }
}

/// Whether what follows a decor starts on a line without a comment before it.
fn ends_line(decor: &str) -> bool {
    !decor.rsplit('\n').next().unwrap_or_default().contains('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_go_and_comments_stay() {
        let source = "# top\nid = 'q'\n[[signals]]\nkeywords = [\n  ['a', 'b', 'c'], # first\n  [\n    # about d\n    'd', # d itself\n    # about e\n    'e',\n    'f' # f\n  ],\n]\n";
        let removed = |paths: &[&str]| remove_items(source, &paths.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>());
        let first = removed(&["signals[0].keywords[0][0]", "signals[0].keywords[0][2]"]).unwrap();
        assert!(first.contains("  ['b'], # first\n"), "{first}");
        for paths in [
            &["signals[0].keywords[1][0]"][..],
            &["signals[0].keywords[1][1]"],
            &["signals[0].keywords[1][2]"],
        ] {
            let text = removed(paths).unwrap();
            for comment in ["# top", "# first", "# about d", "# d itself", "# about e", "# f"] {
                assert!(text.contains(comment), "{comment} is lost:\n{text}");
            }
            let document: DocumentMut = text.parse().unwrap();
            assert_eq!(document["signals"][0]["keywords"][1].as_array().map(Array::len), Some(2), "{text}");
        }
    }

    #[test]
    fn a_comment_swallows_no_bracket() {
        let source = "a = [\n  ['x', 'y', # why\n   'z'],\n]\n";
        let text = remove_items(source, &["a[0][2]".into()]).unwrap();
        assert!(text.contains("'y' # why\n]"), "{text}");
        assert!(text.parse::<DocumentMut>().is_ok());
    }

    #[test]
    fn lists_in_lines_are_found() {
        let source = "signals = [{ keywords = [['a', 'b']] }]\n";
        assert_eq!(
            remove_items(source, &["signals[0].keywords[0][1]".into()]).as_deref(),
            Some("signals = [{ keywords = [['a']] }]\n")
        );
        for nowhere in ["signals[0].keywords[0][2]", "signals[1].keywords[0][0]", "signals", "x[0]", "signals[x]"] {
            assert_eq!(remove_items(source, &[nowhere.into()]), None, "{nowhere}");
        }
    }
}
