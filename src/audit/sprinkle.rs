//! Words put in here and there.

use super::seed::Rng;

/// Puts `insert` behind each word of `text`, separated by blanks, with a chance of one in `every`.
pub(super) fn sprinkle(text: &str, insert: &[&str], every: usize, rng: &mut Rng) -> String {
    let mut out: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        out.push(word);
        if rng.usize(..every.max(1)) == 0
            && let Some(chosen) = rng.choice(insert)
        {
            out.push(chosen);
        }
    }
    out.join(" ")
}
