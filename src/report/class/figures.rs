//! Figures as they are read: one way to write points, shares and counts on the page and in Markdown.

/// What stands for a figure that is not defined.
pub(super) const NONE: &str = "–";

/// `value` with `decimals`, with a true minus; a dash where there is none.
pub(super) fn fixed(value: Option<f64>, decimals: usize) -> String {
    match value.filter(|v| v.is_finite()) {
        Some(v) => {
            let figure = format!("{v:.decimals$}");
            match figure.strip_prefix('-') {
                // What rounds to nothing has no sign.
                Some(rest) if rest.bytes().all(|b| matches!(b, b'0' | b'.')) => rest.to_owned(),
                Some(rest) => format!("−{rest}"),
                None => figure,
            }
        }
        None => NONE.to_owned(),
    }
}

/// A share in 0..=1 in whole percent, with a space that does not break.
pub(super) fn percent(share: f64) -> String {
    if share.is_finite() {
        format!("{:.0}\u{A0}%", 100.0 * share)
    } else {
        NONE.to_owned()
    }
}

/// "1 answer", "1,200 answers".
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// `n` with commas between thousands.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.char_indices() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_are_not_there_are_dashes_and_nothing_has_no_sign() {
        assert_eq!(fixed(None, 2), NONE);
        assert_eq!(fixed(Some(f64::NAN), 2), NONE);
        assert_eq!(fixed(Some(-0.001), 2), "0.00");
        assert_eq!(fixed(Some(-0.31), 2), "−0.31");
        assert_eq!(percent(0.666), "67\u{A0}%");
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(count(1, "answer"), "1 answer");
        assert_eq!(count(0, "answer"), "0 answers");
        assert_eq!(count(1_234_567, "answer"), "1,234,567 answers");
    }
}
