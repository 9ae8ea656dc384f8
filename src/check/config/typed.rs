//! Values that were typed: flags and environment variables.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::keys::{KEYS, PREFIX, Shape, variable};
use super::origin::Origin;
use super::written::{Source, Sourced};
use crate::rubric::{Code, Diagnostic};
use crate::text::nearest;

/// Values by the names of their keys, none of them blank.
pub(super) struct Typed {
    values: BTreeMap<&'static str, Vec<String>>,
    source: fn(&'static str) -> Source,
    folder: PathBuf,
    pub found: Vec<Diagnostic>,
}

impl Typed {
    /// What the flags say, each by the name of its key. Paths are seen from `folder`.
    pub fn flags(given: &[(&'static str, Vec<String>)], folder: &Path) -> Self {
        let mut out = Self {
            values: BTreeMap::new(),
            source: Source::Flag,
            folder: folder.to_owned(),
            found: Vec::new(),
        };
        for (name, values) in given {
            if !KEYS.iter().any(|k| k.name == *name) {
                let fault = Fault {
                    code: Code::UnknownField,
                    message: "no such setting".to_owned(),
                    help: None,
                };
                out.report(&Source::Flag(name), "", fault);
            } else if values.iter().any(|v| v.trim().is_empty()) {
                out.report(&Source::Flag(name), "", Fault::bad("is blank", "leave it out or give it a value"));
            } else if !values.is_empty() {
                out.values.entry(name).or_default().extend(values.iter().cloned());
            }
        }
        out
    }

    /// What the environment says. A variable that is empty says nothing. Paths are seen from `folder`.
    pub fn environment<'e>(variables: impl IntoIterator<Item = &'e (OsString, OsString)>, folder: &Path) -> Self {
        let mut out = Self {
            values: BTreeMap::new(),
            source: Source::Environment,
            folder: folder.to_owned(),
            found: Vec::new(),
        };
        for (name, value) in variables {
            let Some(rest) = name.to_str().and_then(|n| n.strip_prefix(PREFIX)) else {
                continue;
            };
            let Some(key) = KEYS.iter().find(|k| k.variable()[PREFIX.len()..] == *rest) else {
                out.slip(rest);
                continue;
            };
            let Some(value) = value.to_str() else {
                let fault = Fault::bad("is not UTF-8", "set it to a value in UTF-8");
                out.report(&Source::Environment(key.name), "", fault);
                continue;
            };
            if !value.trim().is_empty() {
                let values = if key.shape == Shape::Texts { listed(value) } else { vec![value.to_owned()] };
                out.values.insert(key.name, values);
            }
        }
        out.found.sort_by(|a, b| a.file.cmp(&b.file));
        out
    }

    /// A variable of ours that does not exist may be meant for something else; one that is nearly a key is a slip, and a bar that is not set.
    fn slip(&mut self, rest: &str) {
        let known: Vec<String> = KEYS.iter().map(|k| k.variable()[PREFIX.len()..].to_owned()).collect();
        let near = nearest(rest, known.iter().map(String::as_str));
        if let (Some(near), false) = (near.first(), OTHERS.contains(&rest)) {
            let found = Diagnostic::of_file(Code::UnknownField, &format!("{PREFIX}{rest}"), "no such variable");
            self.found.push(found.with_help(format!("did you mean `{PREFIX}{near}`?")));
        }
    }
}

/// Variables that are read elsewhere.
const OTHERS: &[&str] = &["CONFIG", "ISOLATED"];

/// The parts between commas, except commas in braces and brackets, which belong to a pattern.
fn listed(value: &str) -> Vec<String> {
    let (mut out, mut depth) = (vec![String::new()], 0_usize);
    for c in value.chars() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match out.last_mut() {
            Some(last) if c != ',' || depth > 0 => last.push(c),
            _ => out.push(String::new()),
        }
    }
    out.retain(|part| !part.trim().is_empty());
    out.iter().map(|part| part.trim().to_owned()).collect()
}

impl Origin for Typed {
    fn number(&mut self, key: &'static str) -> Option<Sourced<f64>> {
        let text = self.text(key)?;
        match text.value.trim().parse() {
            Ok(value) => Some(Sourced { value, source: text.source }),
            Err(_) => {
                self.report(
                    &text.source,
                    "",
                    Fault::bad(format!("must be a number, not `{}`", text.value), "write a number"),
                );
                None
            }
        }
    }

    fn text(&mut self, key: &'static str) -> Option<Sourced<String>> {
        // Of a flag that is given twice the last one holds.
        let value = self.values.get(key)?.last()?.clone();
        Some(Sourced {
            value,
            source: (self.source)(key),
        })
    }

    fn texts(&mut self, key: &'static str) -> Option<Sourced<Vec<Sourced<String>>>> {
        let source = (self.source)(key);
        let texts = self.values.get(key)?.iter().map(|value| Sourced {
            value: value.clone(),
            source: source.clone(),
        });
        Some(Sourced {
            value: texts.collect(),
            source: source.clone(),
        })
    }

    fn report(&mut self, source: &Source, _field: &str, fault: Fault) {
        let mut found = Diagnostic::of_file(fault.code, &source.to_string(), fault.message);
        found.help = fault.help;
        self.found.push(found);
    }

    fn folder(&self) -> &Path {
        &self.folder
    }
}

/// The value of a variable that is read elsewhere (`GRADUS_CONFIG`), unless it is empty.
pub(super) fn other<'e>(name: &str, variables: &'e [(OsString, OsString)]) -> Option<&'e OsString> {
    let name = variable(name);
    variables.iter().find(|(n, v)| *n == *name && !v.is_empty()).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Typed {
        let pairs: Vec<(OsString, OsString)> = pairs.iter().map(|(n, v)| (n.into(), v.into())).collect();
        Typed::environment(&pairs, Path::new("/repo"))
    }

    #[test]
    fn a_list_in_a_variable_has_commas_but_not_in_braces() {
        assert_eq!(listed("a/*.{md,txt}, b/[x,y].md,,c"), ["a/*.{md,txt}", "b/[x,y].md", "c"]);
        assert_eq!(listed("}a,b"), ["a".replace('a', "}a"), "b".to_owned()]);
    }

    #[test]
    fn an_empty_variable_says_nothing() {
        assert!(environment(&[("GRADUS_THRESHOLD", " ")]).number("threshold").is_none());
    }

    #[test]
    fn a_slip_in_the_name_of_a_variable_is_told_and_a_stranger_is_not() {
        let found = environment(&[("GRADUS_TRESHOLD", "80"), ("GRADUS_VERSION", "1"), ("GRADUS_CONFIG", "x"), ("TRESHOLD", "1")]).found;
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["GRADUS_TRESHOLD: no such variable [unknown-field]; did you mean `GRADUS_THRESHOLD`?"]);
    }

    #[test]
    fn what_is_no_number_is_named_by_its_flag() {
        let mut flags = Typed::flags(&[("min_mean", vec!["high".into()]), ("bank", vec![" ".into()])], Path::new("/repo"));
        assert!(flags.number("min_mean").is_none());
        let said: Vec<String> = flags.found.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "--bank: is blank [bad-value]; leave it out or give it a value",
                "--min-mean: must be a number, not `high` [bad-value]; write a number"
            ]
        );
    }
}
