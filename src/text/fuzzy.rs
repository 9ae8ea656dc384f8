//! Typos and near names: the only user of `strsim`.

use strsim::{damerau_levenshtein, osa_distance};

use super::frequency::is_known_word;

/// Shortest word in which a typo is forgiven: below it "RNN" and "CNN" are one letter apart.
pub(super) const SHORTEST: usize = 5;
/// From this length two edits are forgiven.
const LONG: usize = 9;

/// Prefixes that turn a term into another one ("valid", "invalid"; "overfit", "underfit").
const PREFIXES: &[&str] = &[
    "un", "in", "im", "non", "dis", "de", "mis", "anti", "over", "under", "pre", "post", "sub", "super", "semi", "self", "multi", "uni", "bi", "inter",
    "intra", "hyper", "hypo", "up", "down", "auto", "re", "co", "en", "ir", "il", "a",
];

/// Whether `written` can be a slip of the pen for `meant`; both folded.
///
/// Never between words of which one is short, has a digit, is an ordinary word of its own, or differs by a prefix that changes the meaning. The first letter
/// must stand, unless the first two changed places.
#[must_use]
pub fn is_typo_of(written: &str, meant: &str) -> bool {
    let (a, b) = (written.len(), meant.len());
    if a.min(b) < SHORTEST || a.max(b) > 40 || written == meant {
        return false;
    }
    let allowed = if b >= LONG { 2 } else { 1 };
    if a.abs_diff(b) > allowed || !is_plain(written) || !is_plain(meant) {
        return false;
    }
    let (w, m) = (written.as_bytes(), meant.as_bytes());
    let swapped = w[0] == m[1] && w[1] == m[0];
    (w[0] == m[0] || swapped) && !differ_by_prefix(written, meant) && osa_distance(written, meant) <= allowed && !is_known_word(written)
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

fn differ_by_prefix(a: &str, b: &str) -> bool {
    let root = |word: &str, other: &str| {
        PREFIXES
            .iter()
            .filter_map(|p| word.strip_prefix(p))
            .any(|rest| rest.len() >= 3 && (other == rest || shares_root(other, rest)))
    };
    root(a, b) || root(b, a)
}

fn shares_root(word: &str, rest: &str) -> bool {
    PREFIXES.iter().any(|p| word.strip_prefix(p) == Some(rest)) && word != rest
}

/// The names of `known` nearest to `wanted`, best first, at most three, for "did you mean".
#[must_use]
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = wanted.to_lowercase();
    // The cost of comparing grows with the product of the lengths; no name is this long.
    if wanted.len() > 200 {
        return Vec::new();
    }
    let mut ranked: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let distance = damerau_levenshtein(&wanted, &name.to_lowercase());
            let close = distance <= (name.len().max(wanted.len()) / 3).max(1);
            let part = wanted.len() >= 3 && name.contains(&wanted);
            (close || part).then_some((if part { distance.min(2) } else { distance }, name))
        })
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, name)| name).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_forgiven() {
        for (written, meant) in [
            ("regularizaton", "regularization"),
            ("varaince", "variance"),
            ("gradeint", "gradient"),
            ("backpropogation", "backpropagation"),
            ("overffiting", "overfitting"),
        ] {
            assert!(is_typo_of(written, meant), "{written} {meant}");
        }
    }

    #[test]
    fn real_terms_are_not_typos_of_each_other() {
        for (a, b) in [
            ("rnn", "cnn"),
            ("l1", "l2"),
            ("gan", "gap"),
            ("relu", "elu"),
            ("sgd", "svd"),
            ("overfit", "underfit"),
            ("overfitting", "underfitting"),
            ("supervised", "unsupervised"),
            ("bias", "unbiased"),
            ("biased", "unbiased"),
            ("valid", "invalid"),
            ("encoder", "decoder"),
            ("upsampling", "subsampling"),
            ("precision", "recision"),
            ("affect", "effect"),
        ] {
            assert!(!is_typo_of(a, b) && !is_typo_of(b, a), "{a} {b}");
        }
    }

    #[test]
    fn near_names() {
        let known = ["bias-variance-tradeoff", "dropout", "roc-auc"];
        assert_eq!(nearest("bias-variance-tradoff", known), ["bias-variance-tradeoff"]);
        assert_eq!(nearest("dropuot", known), ["dropout"]);
        assert_eq!(nearest("variance", known), ["bias-variance-tradeoff"]);
        assert!(nearest("kubernetes", known).is_empty());
    }
}
