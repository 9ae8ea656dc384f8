//! Words that deny, hedge or stand against each other.

use std::sync::LazyLock;

use crate::text::{QuickMap, QuickSet, stem};

/// How far a negator reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// To the end of the clause.
    Clause,
    /// Over the phrase behind it.
    Phrase,
}

/// The reach of a negator, by its folded word.
pub(super) fn negator(word: &str) -> Option<Reach> {
    match word {
        "not" | "never" | "cannot" | "can't" | "hardly" | "barely" | "rarely" | "seldom" | "neither" | "nor" | "nobody" | "nothing" | "none" => {
            Some(Reach::Clause)
        }
        "no" | "without" | "lack" | "lacks" | "lacking" => Some(Reach::Phrase),
        _ if word.ends_with("n't") => Some(Reach::Clause),
        // Typed without the apostrophe, which is how people type.
        "dont" | "doesnt" | "isnt" | "arent" | "wasnt" | "wont" | "didnt" | "cant" | "shouldnt" => Some(Reach::Clause),
        _ => None,
    }
}

/// Words behind "not" and "no" that take the denial away ("not only", "no doubt").
pub(super) const TAKES_BACK: &[&str] = &["only", "just", "merely", "simply", "solely", "doubt", "matter", "longer", "wonder", "mention"];

/// Verbs that deny what follows with "to" ("fails to converge").
pub(super) const FAILS: &[&str] = &["fail", "fails", "failed", "failing"];

/// Stems of verbs by which what follows them becomes less or nothing: "prevents skew" says no more than "there is no skew".
pub(super) static LESSENS: LazyLock<QuickSet<String>> = LazyLock::new(|| {
    let verbs = [
        "prevent",
        "avoid",
        "eliminate",
        "remove",
        "reduce",
        "lower",
        "decrease",
        "mitigate",
        "combat",
        "counter",
        "counteract",
        "curb",
        "limit",
        "fight",
        "stop",
        "break",
        "minimise",
        "minimize",
        "suppress",
        "fix",
        "solve",
        "resolve",
        "cure",
        "hurt",
        "harm",
        "discourage",
        "against",
        "exclude",
        "drop",
        "ban",
        "instead",
    ];
    verbs.iter().map(|v| stem(v)).collect()
});

/// Openings that set what follows them aside ("rather than L2").
pub(super) const SET_ASIDE: &[(&str, &str)] = &[("rather", "than"), ("instead", "of"), ("as", "opposed")];

/// Words that say what was just said is not so.
pub(super) const DENIALS: &[&str] = &["wrong", "false", "incorrect", "untrue", "nonsense", "myth", "misconception"];

/// Words that say what follows is so, or that somebody holds it to be.
pub(super) const AFFIRMS: &[&str] = &["true", "correct", "right", "case", "fact", "believe", "think", "say", "claim", "agree"];

/// Words that may stand around those, before the "that" which opens the claim.
pub(super) const FRAME_WORDS: &[&str] = &[
    "it",
    "it's",
    "is",
    "was",
    "be",
    "would",
    "i",
    "we",
    "one",
    "you",
    "the",
    "a",
    "an",
    "to",
    "do",
    "does",
    "simply",
    "just",
    "plainly",
    "really",
    "actually",
    "quite",
    "common",
    "popular",
    "widespread",
    "often",
    "idea",
    "belief",
    "but",
    "and",
    "so",
    "well",
    "also",
    "any",
    "longer",
    "thing",
    "mistake",
];

/// Openings of someone who does not commit to what follows. Elsewhere in a sentence the same words say how much ("maybe 50 ms"), or what somebody else does not know.
pub(super) const GUESSES: &[&[&str]] = &[
    &["maybe"],
    &["perhaps"],
    &["i", "guess"],
    &["not", "sure"],
    &["not", "certain"],
    &["unsure"],
    &["i'm", "not", "sure"],
    &["i'm", "not", "certain"],
    &["i'm", "unsure"],
    &["i", "am", "not", "sure"],
    &["i", "am", "not", "certain"],
    &["i", "am", "unsure"],
    &["don't", "know"],
    &["i", "don't", "know"],
    &["i", "dont", "know"],
    &["i", "do", "not", "know"],
    &["no", "idea"],
    &["i", "have", "no", "idea"],
    &["i", "can't", "remember"],
    &["i", "cannot", "remember"],
    &["i", "don't", "remember"],
];

/// What such a one ends a sentence with.
pub(super) const TRAILS_OFF: &[&[&str]] = &[&["or", "something"], &["or", "something", "like", "that"], &["i", "guess"], &["not", "sure"]];

/// Openings of what someone else is said to think.
pub(super) const REPORTED: &[&[&str]] = &[
    &["some", "say"],
    &["some", "people", "say"],
    &["people", "say"],
    &["people", "think"],
    &["some", "think"],
    &["some", "claim"],
    &["it", "is", "said"],
    &["supposedly"],
    &["allegedly"],
];

static OPPOSITES: LazyLock<QuickMap<String, QuickSet<String>>> = LazyLock::new(|| {
    let mut map: QuickMap<String, QuickSet<String>> = QuickMap::default();
    let ours = include_str!("../../data/opposites.tsv").lines().filter_map(|row| row.split_once('\t'));
    let listed = include_str!("../../data/antonyms.tsv").lines().filter_map(|row| row.split_once('\t'));
    for (a, b) in ours.chain(listed) {
        let (a, b) = (stem(a), stem(b));
        if a != b {
            map.entry(a.clone()).or_default().insert(b.clone());
            map.entry(b).or_default().insert(a);
        }
    }
    map
});

/// The stems that stand against `stem` ("reduc" against "increas"); `None` where there are none.
pub(super) fn opposites(stem: &str) -> Option<&'static QuickSet<String>> {
    OPPOSITES.get(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_meet_by_stem() {
        let opposite = |a: &str, b: &str| opposites(&stem(a)).is_some_and(|set| set.contains(&stem(b)));
        for (a, b) in [
            ("increases", "reducing"),
            ("higher", "low"),
            ("overfits", "underfitting"),
            ("minimizes", "maximised"),
            ("stability", "unstable"),
        ] {
            assert!(opposite(a, b) && opposite(b, a), "{a} {b}");
        }
        assert!(!opposite("bias", "variance"));
    }

    #[test]
    fn negators_have_a_reach() {
        assert_eq!(negator("doesn't"), Some(Reach::Clause));
        assert_eq!(negator("without"), Some(Reach::Phrase));
        assert_eq!(negator("zero"), None);
    }
}
