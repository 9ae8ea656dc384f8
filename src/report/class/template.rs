//! The templates of the page. What they print is made visible and escaped, whoever wrote it: no template can forget to.

use std::io;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, escape_formatter};

use super::{figures, shown};

/// The page in the order of its parts; `answer` is written once for each answer, between `answers` and `end`.
const PARTS: [(&str, &str); 8] = [
    ("macros", include_str!("templates/macros.html")),
    ("head", include_str!("templates/head.html")),
    ("summary", include_str!("templates/summary.html")),
    ("candidates", include_str!("templates/candidates.html")),
    ("questions", include_str!("templates/questions.html")),
    ("answers", include_str!("templates/answers.html")),
    ("answer", include_str!("templates/answer.html")),
    ("end", include_str!("templates/end.html")),
];

/// The environment that renders the parts.
///
/// # Errors
///
/// When a template has an error.
pub(super) fn environment() -> io::Result<Environment<'static>> {
    let mut env = Environment::new();
    env.set_trim_blocks(true);
    env.set_lstrip_blocks(true);
    env.set_keep_trailing_newline(true);
    // A name that the view does not have is a mistake of ours, not a blank.
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_formatter(print);
    env.add_filter("fixed", |value: Option<f64>, decimals: usize| figures::fixed(value, decimals));
    env.add_filter("percent", figures::percent);
    env.add_filter("count", |n: usize, noun: &str| figures::count(n, noun));
    env.add_filter("grouped", figures::grouped);
    for (name, source) in PARTS {
        env.add_template(name, source).map_err(failed)?;
    }
    Ok(env)
}

/// Prints a value: text is made visible first, then the engine escapes it.
fn print(out: &mut Output, state: &State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => escape_formatter(out, state, &Value::from(shown::visible(text).into_owned())),
        _ => escape_formatter(out, state, value),
    }
}

/// An error of the engine as one of writing.
pub(super) fn failed(error: Error) -> io::Error {
    io::Error::other(error)
}
