//! Snowball stems: the only user of `rust-stemmers`.

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};

use super::spelling::unify;

thread_local! {
    static ENGLISH: RefCell<Stemmer> = RefCell::new(Stemmer::create(Algorithm::English));
}

/// Past this length a "word" is noise and is kept as it is.
const LONGEST_WORD: usize = 64;

/// Families that the stemmer tells apart although they say the same in an argument.
const MERGED: &[(&str, &str)] = &[
    ("analys", "analyz"),
    ("analyt", "analyz"),
    ("stabil", "stabl"),
    ("sparsiti", "spars"),
    ("densiti", "dens"),
    ("simplic", "simpl"),
    ("shrunk", "shrink"),
    ("shrank", "shrink"),
    ("learnt", "learn"),
    ("gave", "give"),
    ("given", "give"),
    ("chose", "choos"),
    ("chosen", "choos"),
    ("found", "find"),
    ("kept", "keep"),
    ("held", "hold"),
    ("lost", "lose"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("rose", "rise"),
    ("risen", "rise"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("made", "make"),
    ("took", "take"),
    ("taken", "take"),
    ("went", "go"),
    ("saw", "see"),
    ("seen", "see"),
    ("told", "tell"),
    ("taught", "teach"),
    ("thought", "think"),
    ("brought", "bring"),
    ("built", "build"),
    ("sent", "send"),
    ("spent", "spend"),
    ("broke", "break"),
    ("broken", "break"),
    ("wrote", "write"),
    ("written", "write"),
    ("hidden", "hide"),
    ("became", "becom"),
    ("lower", "low"),
    ("higher", "high"),
    ("larger", "larg"),
    ("bigger", "big"),
    ("smaller", "small"),
    ("fewer", "few"),
    ("faster", "fast"),
    ("slower", "slow"),
];

/// The stem of a folded word: one for its inflections and for both spellings.
pub(crate) fn stem(word: &str) -> String {
    if word.len() > LONGEST_WORD || !word.is_ascii() {
        return word.to_owned();
    }
    let word = word.strip_suffix("'s").unwrap_or(word);
    let word = unify(word);
    if word.len() <= 2 {
        return word.into_owned();
    }
    let stem = ENGLISH.with_borrow(|s| s.stem(&word).into_owned());
    let stem = match stem.strip_suffix('s') {
        // Snowball leaves "cnns" alone, since it sees no vowel: a plural acronym.
        Some(acronym) if acronym.len() >= 2 && !acronym.contains(['a', 'e', 'i', 'o', 'u', 'y', 's']) => acronym.to_owned(),
        _ => stem,
    };
    match MERGED.iter().find(|(from, _)| *from == stem) {
        Some((_, to)) => (*to).to_owned(),
        None => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_and_spellings_meet() {
        for (a, b) in [
            ("regularisation", "regularized"),
            ("cnns", "cnn"),
            ("penalties", "penalty"),
            ("modelling", "models"),
            ("shrunk", "shrinks"),
            ("lower", "low"),
            ("model's", "model"),
            ("sparsity", "sparse"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn different_terms_stay_apart() {
        for (a, b) in [("rnn", "cnn"), ("loss", "lo"), ("bias", "bia"), ("l1", "l2")] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }
}
