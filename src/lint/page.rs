//! The page that explains every rule.

use crate::text::nearest;

use super::rule::{RULES, rule};

const PAGE: &str = include_str!("../../docs/lint.md");

/// The section of `docs/lint.md` about the rule with this code.
///
/// # Errors
///
/// What to ask for instead, when there is no such rule.
pub fn explain(code: &str) -> Result<String, String> {
    let found = rule(code).ok_or_else(|| {
        let near = nearest(code, RULES.iter().map(|r| r.code));
        match near.first() {
            Some(near) => format!("no rule has the code `{code}`; did you mean `{near}`?"),
            None => format!(
                "no rule has the code `{code}`; there are {}",
                RULES.iter().map(|r| r.code).collect::<Vec<_>>().join(", ")
            ),
        }
    })?;
    let section = section(found.code).unwrap_or(found.summary);
    Ok(format!("{} ({})\n\n{}\n", found.code, found.severity, section))
}

/// What stands under the heading of a code.
fn section(code: &str) -> Option<&'static str> {
    let (_, rest) = PAGE.split_once(&format!("\n### {code}\n"))?;
    let end = rest.find("\n#").unwrap_or(rest.len());
    Some(rest[..end].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_explains_every_rule_and_no_other() {
        for rule in RULES {
            assert!(section(rule.code).is_some_and(|s| s.len() > 60), "{}", rule.code);
            let row = format!("| [`{0}`](#{0}) | {1} | {2} |", rule.code, rule.severity, rule.summary);
            assert!(PAGE.contains(&row), "the table lacks the row {row}");
        }
        let headings = PAGE.lines().filter_map(|l| l.strip_prefix("### "));
        assert_eq!(headings.collect::<Vec<_>>(), RULES.iter().map(|r| r.code).collect::<Vec<_>>());
        assert_eq!(PAGE.lines().filter(|l| l.starts_with("| [`")).count(), RULES.len());
    }

    #[test]
    fn a_code_that_there_is_not_is_refused() {
        assert!(explain("unfinishd").unwrap_err().contains("did you mean `unfinished`?"));
        assert!(explain("zzzzzzzzzzzz").unwrap_err().contains("there are syntax, "));
        assert!(explain("syntax").unwrap().starts_with("syntax (error)\n\n"));
    }
}
