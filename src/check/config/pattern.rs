//! Patterns of paths: a folder, and what may stand below it.

use std::fmt;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::fault::Fault;
use crate::check::paths::{normal, relative};

/// Longest pattern, in bytes: nobody writes a longer one, and braces in braces cost the stack.
const LONGEST: usize = 1000;

/// A pattern: `*` and `?` for a part of a name, `**` for any folders, `[ab]` and `{md,txt}` for choices.
///
/// It starts at the folder that its plain beginning leads to, so that `../answers/*.md` may stand in a file of another folder.
#[derive(Clone)]
pub struct Pattern {
    base: PathBuf,
    rest: String,
    matcher: GlobSet,
}

impl Pattern {
    /// The pattern `text`, seen from the absolute path `folder`.
    pub(super) fn new(text: &str, folder: &Path) -> Result<Self, Fault> {
        let shape = "such as `answers/**/*.md`";
        if text.len() > LONGEST || text.contains('\0') {
            return Err(Fault::bad("is no pattern", format!("write one {shape}")));
        }
        if text.starts_with('!') {
            return Err(Fault::bad(
                "begins with `!`, which negates nothing here",
                "list what is left out under `exclude`",
            ));
        }
        let mut base = if text.starts_with('/') { PathBuf::from("/") } else { folder.to_owned() };
        let mut parts: Vec<&str> = text.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
        let plain = parts.iter().take_while(|p| !p.contains(['*', '?', '[', ']', '{', '}', '\\'])).count();
        // The last part is the name that the pattern is about, however plain.
        for part in parts.drain(..plain.min(parts.len().saturating_sub(1))) {
            base.push(part);
        }
        if parts.is_empty() || parts.contains(&"..") {
            let mend = if parts.len() < 2 {
                format!("say what in it, {shape}")
            } else {
                "put `..` in front".to_owned()
            };
            return Err(Fault::bad("leads to a folder above, and not to files", mend));
        }
        let rest = parts.join("/");
        let matcher = compiled(&rest).map_err(|e| Fault::bad(format!("is no pattern: {}", e.kind()), format!("write one {shape}")))?;
        Ok(Self {
            base: normal(&base),
            rest,
            matcher,
        })
    }

    /// The folder below which everything stands that it matches.
    #[must_use]
    pub fn base(&self) -> &Path {
        &self.base
    }

    /// Whether it matches the absolute path of a file.
    #[must_use]
    pub fn matches(&self, path: &Path) -> bool {
        path.strip_prefix(&self.base).is_ok_and(|rest| self.matcher.is_match(rest))
    }

    /// Whether it matches `path` or a folder that `path` is in.
    #[must_use]
    pub fn covers(&self, path: &Path) -> bool {
        path.ancestors().take_while(|p| p.starts_with(&self.base)).any(|p| self.matches(p))
    }

    /// The path of the one file that it can match, where it has no wildcards.
    #[must_use]
    pub fn plain(&self) -> Option<PathBuf> {
        (!self.rest.contains(['*', '?', '[', ']', '{', '}', '\\'])).then(|| self.base.join(&self.rest))
    }

    /// Whether it asks for hidden files: where it names one itself.
    pub(crate) fn names_hidden(&self) -> bool {
        self.rest.split('/').any(|part| part.starts_with('.'))
    }

    /// The same pattern, written as it is in a file in `folder`.
    #[must_use]
    pub fn seen_from(&self, folder: &Path) -> String {
        let way = relative(&self.base, folder);
        if way == "." {
            self.rest.clone()
        } else {
            format!("{}/{}", globset::escape(way.trim_end_matches('/')), self.rest)
        }
    }
}

/// A set of one: unlike a single glob it says when a pattern is too large instead of ending the program.
fn compiled(rest: &str) -> Result<GlobSet, globset::Error> {
    let glob = GlobBuilder::new(rest).literal_separator(true).backslash_escape(true).build()?;
    GlobSetBuilder::new().add(glob).build()
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.base, &self.rest) == (&other.base, &other.rest)
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({} in {})", self.rest, self.base.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::new(text, Path::new("/repo/ci")).unwrap()
    }

    #[test]
    fn a_star_stays_in_its_folder_and_two_do_not() {
        let one = pattern("answers/*.md");
        assert!(one.matches(Path::new("/repo/ci/answers/a.md")) && !one.matches(Path::new("/repo/ci/answers/x/a.md")));
        let any = pattern("./answers/**/*.{md,txt}");
        assert!(any.matches(Path::new("/repo/ci/answers/a.md")) && any.matches(Path::new("/repo/ci/answers/x/y/a.txt")));
        assert!(!any.matches(Path::new("/repo/answers/a.md")) && !any.matches(Path::new("/repo/ci/answers/a.rst")));
    }

    #[test]
    fn it_starts_where_its_plain_beginning_leads() {
        for (text, base, seen) in [
            ("../answers/*.md", "/repo/answers", "../answers/*.md"),
            ("/abs/x.md", "/abs", "../../abs/x.md"),
            ("one.md", "/repo/ci", "one.md"),
            ("**/*.md", "/repo/ci", "**/*.md"),
        ] {
            let pattern = pattern(text);
            assert_eq!((pattern.base(), pattern.seen_from(Path::new("/repo/ci")).as_str()), (Path::new(base), seen));
        }
    }

    #[test]
    fn a_folder_is_left_out_with_all_that_is_in_it() {
        let drafts = pattern("answers/drafts/");
        assert!(drafts.covers(Path::new("/repo/ci/answers/drafts/x/a.md")) && drafts.covers(Path::new("/repo/ci/answers/drafts")));
        assert!(!drafts.covers(Path::new("/repo/ci/answers/drafts.md")));
        assert!(pattern("**/old").covers(Path::new("/repo/ci/a/b/old/c.md")));
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_a_mend() {
        for text in ["", ".", "..", "a/..", "a/*/../b", "!a.md", "a[", "{a,b", "a\0b", &"{".repeat(2000), "[z-a]"] {
            let fault = Pattern::new(text, Path::new("/repo")).unwrap_err();
            assert!(fault.help.is_some(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_ends_the_program(text in "[a-z*?{},/.!\\[\\]\\\\-]{0,60}|.{0,60}", path in "[a-z/.]{0,30}") {
            if let Ok(pattern) = Pattern::new(&text, Path::new("/repo")) {
                proptest::prop_assert!(!pattern.matches(Path::new("elsewhere")) && (!pattern.matches(Path::new(&path)) || pattern.covers(Path::new(&path))));
                let again = Pattern::new(&pattern.seen_from(Path::new("/repo")), Path::new("/repo"));
                proptest::prop_assert!(again.is_ok(), "{text} {pattern:?}");
            }
        }
    }
}
