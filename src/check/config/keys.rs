//! The keys of `gradus.toml`, once: the reader, the flags, the environment and `gradus init` all go by this list.

/// What every environment variable begins with.
pub const PREFIX: &str = "GRADUS_";

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A number.
    Number,
}

/// A key of `gradus.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name, with the table that it stands in (`signals.required`).
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// What it is for, in lines of a comment.
    pub about: &'static str,
    /// Its default in TOML; `None` where it is not set unless somebody sets it.
    pub default: Option<&'static str>,
    /// A value to begin with in TOML, where there is no default.
    pub example: &'static str,
}

impl Key {
    /// The flag that sets it: `--min-mean`.
    #[must_use]
    pub fn flag(&self) -> String {
        flag(self.name)
    }

    /// The environment variable that sets it: `GRADUS_MIN_MEAN`.
    #[must_use]
    pub fn variable(&self) -> String {
        variable(self.name)
    }
}

/// The flag of the key `name`.
pub(super) fn flag(name: &str) -> String {
    format!("--{}", name.replace(['.', '_'], "-"))
}

/// The environment variable of the key `name`.
pub(super) fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.replace('.', "_").to_uppercase())
}

const fn key(name: &'static str, shape: Shape, default: &'static str, about: &'static str) -> Key {
    Key {
        name,
        shape,
        about,
        default: Some(default),
        example: default,
    }
}

/// Every key, in the order of the file.
pub const KEYS: &[Key] = &[
    key(
        "answers",
        Shape::Texts,
        r#"["answers/**/*.md"]"#,
        "Where the answers are. `**` stands for any folders, `*` for any part of a name.\nHidden files and those that git ignores are left out.",
    ),
    key(
        "exclude",
        Shape::Texts,
        "[]",
        "Files and folders that are not graded, such as `\"answers/drafts\"` or `\"**/README.md\"`.",
    ),
    key(
        "bank",
        Shape::Text,
        r#""built-in""#,
        "The questions: a folder with `content/` and `rubrics/`, or `\"built-in\"`.",
    ),
    key(
        "model",
        Shape::Text,
        r#""built-in""#,
        "The folder of a sentence-embedding model, `\"built-in\"`, or `\"none\"` to grade by keywords alone.",
    ),
    key(
        "engine",
        Shape::Text,
        r#""full""#,
        "How the built-in model is used: `\"full\"` reads sentences whole, `\"static\"` is faster and sees less.",
    ),
    key(
        "calibration",
        Shape::Text,
        r#""built-in""#,
        "A file made by `gradus calibrate`, or `\"built-in\"`.",
    ),
    key("threshold", Shape::Number, "60", "Points of 100 from which an answer passes."),
    key(
        "min_pass_rate",
        Shape::Number,
        "1",
        "The share of the answers that must pass: 1 is all of them, 0.9 nine of ten.",
    ),
    Key {
        name: "min_mean",
        shape: Shape::Number,
        about: "Points that the mean of all answers must reach. Not asked for unless it is set.",
        default: None,
        example: "75",
    },
    key(
        "fail_on",
        Shape::Text,
        r#""error""#,
        "From which severity of a signal that is not met an answer fails: `\"error\"` or `\"warn\"`.",
    ),
    key(
        "baseline",
        Shape::Text,
        r#""none""#,
        "A file made by `gradus baseline write`: only what is new or got worse fails. `\"none\"` to do without.",
    ),
    key(
        "cache",
        Shape::Text,
        r#"".gradus-cache""#,
        "The folder where grades are kept for the next run, or `\"none\"`.",
    ),
    key(
        "signals.required",
        Shape::Text,
        r#""error""#,
        "A required signal that is not met: `\"error\"`, `\"warn\"`, `\"info\"` or `\"off\"`.",
    ),
    key("signals.weighted", Shape::Text, r#""warn""#, "Any other signal with a weight that is not met."),
];

/// The keys of an `[[override]]`.
pub const OVERRIDE_KEYS: &[&str] = &["paths", "threshold", "fail_on", "question", "skip", "signals.required", "signals.weighted"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_and_variables_mirror_the_keys() {
        let key = KEYS.iter().find(|k| k.name == "signals.required").unwrap();
        assert_eq!(
            (key.flag().as_str(), key.variable().as_str()),
            ("--signals-required", "GRADUS_SIGNALS_REQUIRED")
        );
    }

    #[test]
    fn no_two_keys_share_a_flag() {
        let mut flags: Vec<String> = KEYS.iter().map(Key::flag).collect();
        flags.sort();
        flags.dedup();
        assert_eq!(flags.len(), KEYS.len());
    }
}
