//! The values that keys can have, and what is said of those that they cannot.

use std::path::{Path, PathBuf};

use super::fault::Fault;
use crate::check::paths::normal;
#[cfg(test)]
use crate::check::{FailOn, Severity};
use crate::text::nearest;

/// Stands for what gradus comes with.
pub(super) const BUILT_IN: &str = "built-in";
/// Stands for doing without.
pub(super) const NONE: &str = "none";

/// The model to grade with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Model {
    /// The one that gradus comes with.
    BuiltIn,
    /// None: keywords alone.
    None,
    /// That of a folder.
    Folder(PathBuf),
}

/// How the built-in model makes vectors of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vectors {
    /// It reads each sentence whole.
    Full,
    /// A table has a vector for each token.
    Static,
}

impl Vectors {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Full, Self::Static];

    /// The name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Static => "static",
        }
    }
}

/// Points of 100 that something must reach.
pub(super) fn points(number: f64) -> Result<f64, Fault> {
    let what = "points go from 0 to 100";
    if !number.is_finite() {
        return Err(Fault::bad(format!("is {number}, which is no number of points"), what));
    }
    if number < 0.0 {
        return Err(Fault::bad("is below 0, so that the check could never fail", what));
    }
    if number == 0.0 {
        let mend = "write a number above 1, or grade with `--exit-zero` to report only";
        return Err(Fault::bad("every answer reaches 0, so that the check could never fail", mend));
    }
    if number <= 1.0 {
        let mend = format!("points go from 0 to 100: write `{}`", round(number * 100.0));
        return Err(Fault::bad(format!("nearly every answer reaches {number} of 100 points"), mend));
    }
    if number > 100.0 {
        return Err(Fault::bad(
            "no answer reaches more than 100 points, so that the check could never pass",
            "write a number up to 100",
        ));
    }
    Ok(number)
}

/// A share of the answers.
pub(super) fn share(number: f64) -> Result<f64, Fault> {
    let what = "a share goes from 0 to 1, which is all answers";
    if !number.is_finite() {
        return Err(Fault::bad(format!("is {number}, which is no share"), what));
    }
    if number <= 0.0 {
        return Err(Fault::bad(
            "a run in which no answer passes reaches it, so that the check could never fail",
            "write a share above 0, or grade with `--exit-zero` to report only",
        ));
    }
    if number > 1.0 {
        let mend = if number <= 100.0 {
            format!("{what}: write `{}` for {number} of 100", round(number / 100.0))
        } else {
            what.to_owned()
        };
        return Err(Fault::bad("no run reaches more than all answers, so that the check could never pass", mend));
    }
    Ok(number)
}

/// Without the digits that come of binary fractions.
fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// The one of `all` that is called `text`.
pub(super) fn one_of<T: Copy>(text: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, Fault> {
    if let Some(found) = all.iter().copied().find(|v| name(*v) == text) {
        return Ok(found);
    }
    let names: Vec<&str> = all.iter().map(|v| name(*v)).collect();
    let help = match nearest(text, names.iter().copied()).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write {}", names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" or ")),
    };
    Err(Fault::bad(format!("is `{text}`, which it cannot be"), help))
}

/// The path `text`, seen from `folder`.
pub(super) fn path(text: &str, folder: &Path) -> Result<PathBuf, Fault> {
    if text.contains('\0') {
        return Err(Fault::bad("holds a NUL character, which no path does", "write the path without it"));
    }
    Ok(normal(&folder.join(text)))
}

/// The path `text`, seen from `folder`; `None` for the word that stands for there being none.
pub(super) fn path_or(word: &str, text: &str, folder: &Path) -> Result<Option<PathBuf>, Fault> {
    if text == word { Ok(None) } else { path(text, folder).map(Some) }
}

/// The model that `text` names, seen from `folder`.
pub(super) fn model(text: &str, folder: &Path) -> Result<Model, Fault> {
    Ok(match text {
        BUILT_IN => Model::BuiltIn,
        NONE => Model::None,
        other => Model::Folder(path(other, folder)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(result: Result<f64, Fault>) -> String {
        result.unwrap_err().help.unwrap()
    }

    #[test]
    fn a_bar_that_can_never_fail_or_never_pass_is_refused() {
        for number in [0.0, -0.0, -3.0, 0.7, 1.0, 100.5, f64::NAN, f64::INFINITY] {
            assert!(points(number).is_err(), "{number}");
        }
        for number in [0.0, -0.5, 1.01, 90.0, 900.0, f64::NAN] {
            assert!(share(number).is_err(), "{number}");
        }
        assert_eq!((points(1.5), points(100.0), share(1.0), share(0.001)), (Ok(1.5), Ok(100.0), Ok(1.0), Ok(0.001)));
    }

    #[test]
    fn a_share_for_points_and_points_for_a_share_are_mended() {
        assert!(mend(points(0.7)).ends_with("write `70`"));
        assert!(mend(share(90.0)).ends_with("write `0.9` for 90 of 100"));
        assert!(!mend(share(900.0)).contains("of 100"));
    }

    #[test]
    fn a_name_that_does_not_exist_is_refused_with_the_nearest() {
        let found = one_of("eror", &Severity::ALL, Severity::name).unwrap_err();
        assert_eq!(found.help.as_deref(), Some("did you mean `error`?"));
        let found = one_of("fatal", &FailOn::ALL, FailOn::name).unwrap_err();
        assert_eq!(found.help.as_deref(), Some("write `error` or `warn`"));
    }

    #[test]
    fn an_answer_fails_from_the_level_on() {
        let failing = |level: FailOn| Severity::ALL.into_iter().filter(|s| level.fails(*s)).collect::<Vec<_>>();
        assert_eq!(failing(FailOn::Error), [Severity::Error]);
        assert_eq!(failing(FailOn::Warn), [Severity::Error, Severity::Warn]);
    }

    #[test]
    fn paths_are_seen_from_the_folder() {
        let from = Path::new("/repo/ci");
        assert_eq!(path("../bank/./x", from), Ok(PathBuf::from("/repo/bank/x")));
        assert_eq!(path("../../../x", from), Ok(PathBuf::from("/x")));
        assert_eq!(path("/abs", from), Ok(PathBuf::from("/abs")));
        assert_eq!(path_or(NONE, "none", from), Ok(None));
        assert_eq!(path_or(NONE, "./none", from), Ok(Some(PathBuf::from("/repo/ci/none"))));
        assert!(path("a\0b", from).is_err());
    }
}
