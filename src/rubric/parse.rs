//! TOML to [`Rubric`].

use std::collections::BTreeMap;
use std::ops::Range;

use super::diagnostic::{Code, Diagnostic};
use super::model::{Contrast, KeywordGroup, RedFlag, Rubric, Signal, Weight};
use super::reader::{Sink, TableReader, Text, read_document};

/// Most signals a rubric may have: beyond it the file is not a rubric.
const MOST_SIGNALS: usize = 100;

/// Reads the rubric `source` of the file `file`, which must carry the id `id`.
///
/// # Errors
///
/// Every mistake in the file, in its order.
pub fn parse(file: &str, source: &str, id: &str) -> Result<Rubric, Vec<Diagnostic>> {
    let mut sink = Sink::new(file, source, 0);
    let document = read_document(source, &mut sink);
    let mut root = TableReader::root(&document);
    root.id_of_file(id, &mut sink);
    let contrasts = contrasts(&mut root, &mut sink);
    let signals = signals(&mut root, &mut sink);
    root.finish(&mut sink);
    let found = sink.into_found();
    if found.is_empty() {
        Ok(Rubric {
            id: id.to_owned(),
            contrasts,
            signals,
        })
    } else {
        Err(found)
    }
}

pub(super) fn contrasts(root: &mut TableReader<'_, '_>, sink: &mut Sink<'_>) -> Vec<Contrast> {
    let mut out = Vec::new();
    for mut table in root.tables("contrasts", sink) {
        let lists = table.text_lists("sides", sink);
        if lists.len() < 2 {
            sink.report(Code::BadValue, table.span(), &table.field("sides"), "needs two sides or more", None);
        }
        let mut seen = BTreeMap::new();
        for (span, field, side) in &lists {
            if side.is_empty() {
                sink.report(Code::BadValue, span.clone(), field, "names nothing", None);
            }
            for (span, name) in side {
                if let Some(other) = seen.insert(name.to_lowercase(), field.clone()) {
                    sink.report(Code::Duplicate, span.clone(), field, format!("`{name}` stands in `{other}` too"), None);
                }
            }
        }
        table.finish(sink);
        out.push(Contrast {
            sides: lists.into_iter().map(|(_, _, side)| values(side)).collect(),
        });
    }
    out
}

fn signals(root: &mut TableReader<'_, '_>, sink: &mut Sink<'_>) -> Vec<Signal> {
    let tables = root.tables("signals", sink);
    if tables.is_empty() || tables.len() > MOST_SIGNALS {
        let message = format!("needs 1 to {MOST_SIGNALS} signals, has {}", tables.len());
        sink.report(Code::BadValue, root.span(), "signals", message, None);
    }
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut out: Vec<Signal> = Vec::new();
    for table in tables {
        let path = table.field("id");
        if let Some((span, signal)) = signal(table, sink) {
            if let Some(first) = ids.insert(signal.id.clone(), path.clone()) {
                sink.report(Code::Duplicate, span, &path, format!("`{}` is the id at `{first}` too", signal.id), None);
            }
            out.push(signal);
        }
    }
    if !out.is_empty() && out.iter().all(|s| s.weight.get() == 0.0) {
        sink.report(
            Code::BadValue,
            root.span(),
            "signals",
            "every weight is zero, so that no answer could score",
            Some("give at least one signal a weight above 0".into()),
        );
    }
    out
}

fn signal(mut table: TableReader<'_, '_>, sink: &mut Sink<'_>) -> Option<(Range<usize>, Signal)> {
    let id = table.required_text("id", sink);
    let statement = table.required_text("statement", sink);
    let weight = weight(&mut table, sink);
    let required = table.boolean("required", sink).unwrap_or(false);
    let keywords = keywords(&mut table, sink);
    let examples = values(table.texts("examples", sink));
    let red_flags = red_flags(&mut table, sink);
    if let Some((span, id)) = &id
        && !is_kebab(id)
    {
        let help = Some("use lower-case letters, digits and single hyphens".to_owned());
        sink.report(Code::BadValue, span.clone(), &table.field("id"), format!("`{id}` is no id"), help);
    }
    table.finish(sink);
    let ((span, id), (_, statement)) = (id?, statement?);
    Some((
        span,
        Signal {
            id,
            statement,
            weight,
            required,
            keywords,
            examples,
            red_flags,
        },
    ))
}

fn weight(table: &mut TableReader<'_, '_>, sink: &mut Sink<'_>) -> Weight {
    let one = Weight::new(1.0).expect("one is finite and not negative");
    let Some((span, number)) = table.number("weight", sink) else { return one };
    Weight::new(number).unwrap_or_else(|| {
        sink.report(
            Code::BadValue,
            span,
            &table.field("weight"),
            format!("{number} is no weight"),
            Some("write a number from 0 to 1000".into()),
        );
        one
    })
}

fn keywords(table: &mut TableReader<'_, '_>, sink: &mut Sink<'_>) -> Vec<KeywordGroup> {
    let mut out = Vec::new();
    for (span, field, terms) in table.text_lists("keywords", sink) {
        if terms.is_empty() {
            sink.report(Code::BadValue, span, &field, "is a group without terms", None);
        }
        let mut seen = BTreeMap::new();
        for (span, term) in &terms {
            if seen.insert(term.to_lowercase(), ()).is_some() {
                sink.report(Code::Duplicate, span.clone(), &field, format!("`{term}` stands twice"), None);
            }
            if !term.chars().any(char::is_alphanumeric) && crate::text::Document::plain(term).words().is_empty() {
                sink.report(Code::BadValue, span.clone(), &field, format!("`{term}` has nothing to match"), None);
            }
        }
        out.push(KeywordGroup { terms: values(terms) });
    }
    out
}

fn red_flags(table: &mut TableReader<'_, '_>, sink: &mut Sink<'_>) -> Vec<RedFlag> {
    let mut out = Vec::new();
    for mut flag in table.tables("red_flags", sink) {
        let statement = flag.required_text("statement", sink);
        let feedback = flag.required_text("feedback", sink);
        flag.finish(sink);
        if let (Some((_, statement)), Some((_, feedback))) = (statement, feedback) {
            out.push(RedFlag { statement, feedback });
        }
    }
    out
}

pub(super) fn values(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|(_, text)| text).collect()
}

/// Whether `id` is lower-case words of letters and digits joined by single hyphens.
pub(crate) fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 100
        && id
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "id = 'x'\n[[signals]]\nid = 'a'\nstatement = 'A holds'\nkeywords = [['a', 'b']]\n";

    fn messages(source: &str) -> Vec<String> {
        parse("r/x.toml", source, "x").unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_minimal_rubric() {
        let rubric = parse("x.toml", GOOD, "x").unwrap();
        assert_eq!(rubric.signals[0].weight.get(), 1.0);
        assert!(!rubric.signals[0].required);
        assert_eq!(rubric.hash().len(), 16);
    }

    #[test]
    fn every_mistake_is_named_with_its_place() {
        let source = "id = 'y'\nsignal = 1\n[[signals]]\nid = 'A b'\nstatment = 'typo'\nweight = nan\nkeywords = [[], ['k', 'K', 3]]\n\
                      [[signals.red_flags]]\nstatement = ' '\n";
        let found = messages(source);
        for expected in [
            "r/x.toml:1:6: `id`: is `y` in a file named for `x` [id-mismatch]",
            "r/x.toml:2:1: `signal`: no such field [unknown-field]; did you mean `signals`?",
            "r/x.toml:4:6: `signals[0].id`: `A b` is no id [bad-value]",
            "r/x.toml:5:1: `signals[0].statment`: no such field [unknown-field]; did you mean `statement`?",
            "r/x.toml:6:10: `signals[0].weight`: NaN is no weight [bad-value]",
            "r/x.toml:7:13: `signals[0].keywords[0]`: is a group without terms [bad-value]",
            "`signals[0].keywords[1]`: `K` stands twice [duplicate]",
            "`signals[0].keywords[1][2]`: must be a text, not an integer [wrong-type]",
            "`signals[0].red_flags[0].statement`: is blank [bad-value]",
            "`signals[0].red_flags[0].feedback`: is missing [missing-field]",
            "`signals[0].statement`: is missing [missing-field]",
        ] {
            assert!(found.iter().any(|m| m.contains(expected)), "{expected}\n{found:#?}");
        }
    }

    #[test]
    fn weights_and_ids() {
        assert!(
            messages("id = 'x'\n[[signals]]\nid = 'a'\nstatement = 's'\nweight = 0")
                .join(" ")
                .contains("every weight is zero")
        );
        assert!(messages("id = 'x'").join(" ").contains("needs 1 to 100 signals"));
        assert!(messages("id = 'x'\n= 3").join(" ").contains("[syntax]"));
        let twice = format!("{GOOD}[[signals]]\nid = 'a'\nstatement = 'B holds'\n");
        assert!(messages(&twice).join(" ").contains("is the id at `signals[0].id` too"));
    }
}
