//! Allowances: `# lint: allow CODE reason` on a line, or on the lines before it, lets the findings of that rule on that line pass.

use std::ops::Range;

use super::finding::{At, Found};
use super::rule::{RULES, rule};
use crate::rubric::{Places, line_and_column};
use crate::text::nearest;

const MARK: &str = "lint: allow";

/// An allowance in a rubric.
struct Allowance {
    code: String,
    /// The line that it is for.
    line: usize,
    at: Range<usize>,
    used: bool,
}

/// Takes away the findings that `source` allows, and adds those about the allowances themselves. `left_out` says of a rule whether it was not run, so that
/// nothing can be said of its allowances. `bytes` gives the place of a finding in `source`, if it is there.
pub(super) fn apply(
    source: &str,
    places: &Places,
    found: Vec<Found>,
    left_out: impl Fn(&str) -> bool,
    bytes: impl Fn(&At) -> Option<Range<usize>>,
) -> Vec<Found> {
    let (mut allowances, mut out) = read(source, places);
    for finding in found {
        let line = bytes(&finding.at).map(|b| line_and_column(source, b.start).0);
        let allowed = allowances.iter_mut().find(|a| a.code == finding.code && Some(a.line) == line);
        match allowed {
            Some(allowance) => allowance.used = true,
            None => out.push(finding),
        }
    }
    for unused in allowances.into_iter().filter(|a| !a.used && !left_out(&a.code)) {
        let message = format!("allows `{}`, and there is none on line {}", unused.code, unused.line);
        out.push(Found::new("unused-allowance", At::Bytes(unused.at), message).help("delete it"));
    }
    out
}

fn read(source: &str, places: &Places) -> (Vec<Allowance>, Vec<Found>) {
    let (mut out, mut bad) = (Vec::new(), Vec::new());
    for at in places.comments() {
        let text = source[at.clone()].trim_start_matches('#').trim();
        let Some(rest) = text.strip_prefix(MARK) else { continue };
        let (code, reason) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        if rule(code).is_none() {
            let near = nearest(code, RULES.iter().map(|r| r.code));
            let help = near.first().map_or_else(
                || "`gradus rubric lint --help` shows where the codes are".to_owned(),
                |n| format!("did you mean `{n}`?"),
            );
            bad.push(Found::new("bad-allowance", At::Bytes(at), format!("`{code}` is the code of no rule")).help(help));
        } else if reason.trim().is_empty() {
            let message = format!("allows `{code}` without a reason");
            bad.push(Found::new("bad-allowance", At::Bytes(at), message).help("say why behind the code"));
        } else {
            let line = meant(source, &at);
            out.push(Allowance {
                code: code.to_owned(),
                line,
                at,
                used: false,
            });
        }
    }
    (out, bad)
}

/// The line that a comment is for: its own if something stands before it, else the next that is neither blank nor a comment.
fn meant(source: &str, at: &Range<usize>) -> usize {
    let line = line_and_column(source, at.start).0;
    let own = source[..at.start].rsplit('\n').next().unwrap_or_default();
    if !own.trim().is_empty() {
        return line;
    }
    let following = source[at.end..].split('\n').skip(1);
    let passed = following.take_while(|l| l.trim().is_empty() || l.trim().starts_with('#')).count();
    line + 1 + passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(source: &str, findings: &[(&'static str, &str)]) -> Vec<&'static str> {
        let places = Places::read(source);
        let found = findings.iter().map(|(code, path)| Found::field(code, (*path).to_owned(), "x")).collect();
        let bytes = |at: &At| match at {
            At::Rubric(path) => Some(places.of(path)),
            _ => None,
        };
        apply(source, &places, found, |_| false, bytes).into_iter().map(|f| f.code).collect()
    }

    #[test]
    fn an_allowance_is_for_its_line_and_its_rule() {
        let source = "id = 'a' # lint: allow unfinished not yet\n# lint: allow vague-statement it is a name\n# more\n\nx = 'b'\ny = 'c'\n";
        assert!(codes(source, &[("unfinished", "id"), ("vague-statement", "x")]).is_empty());
        assert_eq!(
            codes(source, &[("unfinished", "y"), ("unfinished", "id"), ("vague-statement", "x")]),
            ["unfinished"]
        );
        assert_eq!(codes(source, &[("unfinished", "id")]), ["unused-allowance"]);
    }

    #[test]
    fn an_allowance_has_a_code_and_a_reason() {
        assert_eq!(
            codes("# lint: allow unfinished\nx = 1\n", &[("unfinished", "x")]),
            ["bad-allowance", "unfinished"]
        );
        assert_eq!(codes("# lint: allow unfinishd why\nx = 1\n", &[]), ["bad-allowance"]);
        assert_eq!(codes("# lint: allow\nx = 1\n", &[]), ["bad-allowance"]);
        assert!(codes("x = '# lint: allow nothing'\n", &[]).is_empty());
    }
}
