//! Numbers as numbers: `0.05`, `5e-2`, `5 %` and `5 percent` are one number, `1,000` is a thousand.

/// A number read at the start of a folded text: its value and how many bytes it took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    pub len: usize,
}

/// Reads the number at the start of `rest`, which starts with a digit.
///
/// Understood are a fraction, thousands in groups of three, an exponent (`1e-3`, `10^-3`, `2 x 10^-4`) and per cent. Returns `None` when the digits run into
/// letters ("3d", "2nd"), which makes a word.
pub(super) fn read(rest: &str) -> Option<Number> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut len = digits(0);
    if len == 0 {
        return None;
    }
    let mut text = rest[..len].to_owned();
    if len <= 3 {
        while bytes.get(len) == Some(&b',') && digits(len + 1) == 3 {
            text.push_str(&rest[len + 1..len + 4]);
            len += 4;
        }
    }
    if bytes.get(len) == Some(&b'.') && digits(len + 1) > 0 {
        let more = digits(len + 1);
        text.push_str(&rest[len..=len + more]);
        len += more + 1;
    }
    if bytes.get(len) == Some(&b'e') {
        let sign = usize::from(matches!(bytes.get(len + 1), Some(b'+' | b'-')));
        let more = digits((len + 1 + sign).min(bytes.len()));
        if more > 0 {
            text.push_str(&rest[len..len + 1 + sign + more]);
            len += 1 + sign + more;
        }
    }
    let mut value: f64 = text.parse().ok()?;
    if let Some((power, more)) = power_of_ten(&rest[len..], value) {
        value = power;
        len += more;
    }
    if rest[len..].starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return None;
    }
    if let Some(more) = percent(&rest[len..]) {
        value /= 100.0;
        len += more;
    }
    value.is_finite().then_some(Number { value, len })
}

/// `10^-3` after a mantissa (`2 x 10^-4`) or as the number itself.
fn power_of_ten(after: &str, value: f64) -> Option<(f64, usize)> {
    let (mantissa, exponent_at) = if value == 10.0 && after.starts_with('^') {
        (1.0, 1)
    } else {
        let times = after.trim_start().strip_prefix(['x', '×', '*', '·'])?;
        let power = times.trim_start().strip_prefix("10^")?;
        (value, after.len() - power.len())
    };
    let exponent = after[exponent_at..].trim_start_matches('{');
    let skipped = after.len() - exponent_at - exponent.len();
    let sign = usize::from(exponent.starts_with('-'));
    let digits = exponent[sign..].bytes().take_while(u8::is_ascii_digit).count();
    let power: i32 = exponent.get(..sign + digits)?.parse().ok()?;
    let closing = usize::from(skipped > 0 && exponent[sign + digits..].starts_with('}'));
    // A division keeps 10^-3 equal to 0.001, which multiplying by powi(-3) does not.
    let scaled = if power < 0 {
        mantissa / 10f64.powi(-power)
    } else {
        mantissa * 10f64.powi(power)
    };
    Some((scaled, exponent_at + skipped + sign + digits + closing))
}

fn percent(after: &str) -> Option<usize> {
    let trimmed = after.trim_start_matches(' ');
    let blank = after.len() - trimmed.len();
    if blank > 1 {
        return None;
    }
    ["%", "percent", "per cent"].iter().find(|p| trimmed.starts_with(**p)).map(|p| blank + p.len())
}

/// The comparison key of a number: equal for equal values, whatever their spelling.
pub(super) fn key(value: f64) -> String {
    // Twelve digits hide the last bit of a division by a hundred.
    let text = format!("{value:.11e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
    format!("#{mantissa}e{exponent}")
}

/// Small numbers in words.
pub(super) fn in_words(word: &str) -> Option<f64> {
    const WORDS: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.iter().position(|w| *w == word).map(|i| i as f64 + 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(text: &str) -> String {
        key(read(text).unwrap().value)
    }

    #[test]
    fn equal_values_share_a_key() {
        for group in [
            &["0.05", "5e-2", "5%", "5 %", "5 percent", "0.050"][..],
            &["0.001", "1e-3", "10^-3", "10^{-3}", "0.1%"],
            &["1000", "1,000", "1e3", "10^3"],
            &["0.0002", "2 x 10^-4", "2e-4"],
        ] {
            for text in group {
                assert_eq!(key_of(text), key_of(group[0]), "{text}");
            }
        }
        assert_ne!(key_of("1,000"), key_of("1.000"));
        assert_ne!(key_of("0.05"), key_of("0.5"));
    }

    #[test]
    fn digits_in_a_word_are_no_number() {
        assert_eq!(read("3d convolution"), None);
        assert_eq!(read("16-bit").map(|n| n.value), Some(16.0));
        assert_eq!(read("1e"), None);
        assert_eq!(read(&"9".repeat(400)), None);
    }
}
