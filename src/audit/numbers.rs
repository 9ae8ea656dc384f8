//! A14: other numbers, and the same numbers written otherwise.

use super::attack::{Case, Comparison, RETYPED};
use super::seed::Rng;
use super::subject::Subject;

/// A14: every number ten times as large, and equal numbers in other forms. An answer without a number has no case.
pub(super) fn changed(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let case = |variant, text: String, how| (text != prose).then(|| Case::new(variant, text).compared(&prose, how));
    [
        case("ten times as large", replace(&prose, tenfold), Comparison::NotAbove(RETYPED)),
        case("the same value", replace(&prose, rewritten), Comparison::Within(RETYPED)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Replaces the plain decimal numbers that stand by themselves, for which `change` has another form.
fn replace(text: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest.len(), |n| start + n);
        let number = rest[start..end].trim_end_matches('.');
        let (before, behind) = (&rest[..start], &rest[start + number.len()..]);
        let joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | '^' | '-' | '+' | '/' | ',' | '.');
        let alone = !before.ends_with(joined) && !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '^' | '-' | '/'));
        let other = if alone { change(number) } else { None };
        out.push_str(before);
        out.push_str(other.as_deref().unwrap_or(number));
        rest = behind;
    }
    out + rest
}

/// Ten times the number.
fn tenfold(number: &str) -> Option<String> {
    match number.split_once('.') {
        None => Some(format!("{number}0")),
        Some((whole, part)) => {
            let mut digits = part.chars();
            let first = digits.next()?;
            let rest = digits.as_str();
            let whole = format!("{whole}{first}");
            let whole = whole.trim_start_matches('0');
            let whole = if whole.is_empty() { "0" } else { whole };
            Some(if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") })
        }
    }
}

/// The same number: 1000 as 1,000, 0.01 as 1e-2, 0.5 as 0.50.
fn rewritten(number: &str) -> Option<String> {
    match number.strip_prefix("0.") {
        Some(part) if part.trim_start_matches('0') == "1" => Some(format!("1e-{}", part.len())),
        Some(_) => Some(format!("{number}0")),
        None if !number.contains('.') && (4..=6).contains(&number.len()) => {
            let (thousands, rest) = number.split_at(number.len() - 3);
            Some(format!("{thousands},{rest}"))
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_tenfold() {
        assert_eq!(replace("0.05, 3 and 12.5. L2 x^2 1e5", tenfold), "0.5, 30 and 125. L2 x^2 1e5");
    }

    #[test]
    fn numbers_keep_their_value() {
        assert_eq!(replace("1000 rows, 0.001 or 0.5. 128", rewritten), "1,000 rows, 1e-3 or 0.50. 128");
    }
}
