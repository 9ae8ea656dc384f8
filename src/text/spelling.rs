//! British and American spelling under one key. The key need not be a word: it only has to be the same for both.

use std::borrow::Cow;

/// Words whose two spellings no rule below covers.
const PAIRS: &[(&str, &str)] = &[
    ("artefact", "artifact"),
    ("artefacts", "artifacts"),
    ("grey", "gray"),
    ("judgement", "judgment"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("ageing", "aging"),
    ("sceptical", "skeptical"),
    ("licence", "license"),
    ("defence", "defense"),
    ("practise", "practice"),
];

/// (British ending, American ending, shortest word it applies to).
const ENDINGS: &[(&str, &str, usize)] = &[
    ("isation", "ization", 9),
    ("isations", "izations", 9),
    ("ising", "izing", 8),
    ("ised", "ized", 7),
    ("iser", "izer", 7),
    ("isers", "izers", 8),
    ("ises", "izes", 7),
    ("ise", "ize", 7),
    ("yse", "yze", 7),
    ("ysed", "yzed", 7),
    ("yser", "yzer", 7),
    ("ysing", "yzing", 8),
    ("our", "or", 5),
    ("ours", "ors", 6),
    ("oured", "ored", 7),
    ("ouring", "oring", 8),
    ("oural", "oral", 8),
    ("ourable", "orable", 9),
    ("tre", "ter", 5),
    ("tres", "ters", 6),
    ("bre", "ber", 5),
    ("bres", "bers", 6),
    ("elling", "eling", 8),
    ("elled", "eled", 7),
    ("eller", "eler", 8),
    ("ogue", "og", 7),
    ("ogues", "ogs", 8),
    ("cancelling", "canceling", 8),
];

/// The shared key of `word`, which is folded.
pub(super) fn unify(word: &str) -> Cow<'_, str> {
    if let Some((_, american)) = PAIRS.iter().find(|(british, _)| *british == word) {
        return Cow::Borrowed(american);
    }
    for (british, american, shortest) in ENDINGS {
        if word.len() >= *shortest
            && let Some(stem) = word.strip_suffix(british)
        {
            return Cow::Owned(format!("{stem}{american}"));
        }
    }
    Cow::Borrowed(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_share_a_key() {
        for (british, american) in [
            ("regularisation", "regularization"),
            ("normalised", "normalized"),
            ("neighbour", "neighbor"),
            ("behavioural", "behavioral"),
            ("modelling", "modeling"),
            ("labelled", "labeled"),
            ("centre", "center"),
            ("catalogue", "catalog"),
            ("generalise", "generalize"),
            ("analyse", "analyze"),
        ] {
            assert_eq!(unify(british), unify(american), "{british}");
        }
    }

    #[test]
    fn different_words_stay_different() {
        assert_ne!(unify("four"), unify("for"));
        assert_ne!(unify("hour"), unify("hor"));
    }
}
