//! A20 and A26: slips of the pen that should not matter, and other words that look like one.

use super::attack::{Case, Comparison, RESTATED, RETYPED};
use super::seed::Rng;
use super::subject::Subject;
use crate::edit::replace_words;

/// Shortest word that gets a slip: a shorter one may become another word.
const SHORTEST: usize = 5;
/// Most letters of an acronym.
const ACRONYM: usize = 5;
/// Points that slips in a fifth of the words may cost: the words are still there for a reader.
const MANY_SLIPS: f64 = 25.0;
/// British and American endings.
const SPELLINGS: &[(&str, &str)] = &[("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize")];
/// The keys beside each letter, on a QWERTY keyboard.
const BESIDE: &[(char, &str)] = &[
    ('a', "sqz"),
    ('b', "vgn"),
    ('c', "xdv"),
    ('d', "sef"),
    ('e', "wrd"),
    ('f', "drg"),
    ('g', "fth"),
    ('h', "gyj"),
    ('i', "uok"),
    ('j', "hnk"),
    ('k', "jil"),
    ('l', "kop"),
    ('m', "nk"),
    ('n', "bmh"),
    ('o', "ipl"),
    ('p', "ol"),
    ('q', "wa"),
    ('r', "etf"),
    ('s', "adw"),
    ('t', "ryg"),
    ('u', "yij"),
    ('v', "cfb"),
    ('w', "qes"),
    ('x', "zcs"),
    ('y', "tuh"),
    ('z', "xa"),
];

/// A20: slips in a twentieth and in a fifth of the words, single letters for double ones, and the spelling of the other side of the Atlantic.
pub(super) fn typos(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let mut slips = |every: usize| replace_words(&prose, |w| (w.chars().count() >= SHORTEST && rng.usize(..every) == 0).then(|| slip(w, rng)));
    let (few, many) = (slips(20), slips(5));
    [
        ("few", few, Comparison::Within(RESTATED)),
        ("many", many, Comparison::NotBelow(MANY_SLIPS)),
        ("single letters for double ones", replace_words(&prose, undoubled), Comparison::Within(RESTATED)),
        ("British or American", replace_words(&prose, across), Comparison::Within(RETYPED)),
    ]
    .map(|(variant, text, how)| Case::new(variant, text).compared(&prose, how))
    .into()
}

/// A26: acronyms with another last letter are other things, and their plurals are the same.
pub(super) fn acronyms(subject: &Subject<'_>, rng: &mut Rng) -> Vec<Case> {
    let prose = subject.prose();
    let is_acronym = |w: &str| {
        (2..=ACRONYM).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) && w.bytes().any(|b| b.is_ascii_uppercase())
    };
    let other = replace_words(&prose, |w| is_acronym(w).then(|| other_end(w, rng)));
    let plural = replace_words(&prose, |w| {
        (is_acronym(w) && w.bytes().all(|b| b.is_ascii_uppercase())).then(|| format!("{w}s"))
    });
    let cases = [
        ("another last letter", other, Comparison::NotAbove(RETYPED)),
        ("plurals", plural, Comparison::Within(RESTATED)),
    ];
    let changed = cases.into_iter().filter(|(_, text, _)| *text != prose);
    changed.map(|(variant, text, how)| Case::new(variant, text).compared(&prose, how)).collect()
}

/// The word with two letters swapped, one left out, or one hit beside its key; never the first.
fn slip(word: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = rng.usize(1..letters.len() - 1);
    match rng.u8(..3) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => {
            let beside = BESIDE.iter().find(|(key, _)| *key == letters[at]).map_or("x", |(_, beside)| beside);
            letters[at] = rng.choice(beside.as_bytes()).map_or('x', |key| char::from(*key));
        }
    }
    letters.into_iter().collect()
}

/// The word with its first double letter written once, if it has one.
fn undoubled(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let at = (1..letters.len()).find(|i| letters[*i] == letters[i - 1] && letters.len() >= SHORTEST)?;
    Some(letters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect())
}

/// The word as it is spelled across the Atlantic, where only an ending tells.
fn across(word: &str) -> Option<String> {
    let turned = |from: &str, to: &str| word.strip_suffix(from).filter(|stem| stem.len() > 3).map(|stem| format!("{stem}{to}"));
    SPELLINGS
        .iter()
        .find_map(|(british, american)| turned(british, american).or_else(|| turned(american, british)))
}

/// The acronym with another last letter or digit.
fn other_end(word: &str, rng: &mut Rng) -> String {
    let (rest, last) = word.split_at(word.len() - 1);
    let digit = last.bytes().all(|b| b.is_ascii_digit());
    loop {
        let other = if digit { rng.digit(10) } else { rng.uppercase() };
        if !last.contains(other) {
            return format!("{rest}{other}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::seed::rng;
    use super::*;

    #[test]
    fn a_slip_changes_one_place() {
        let mut rng = rng(1, "q", "A20");
        for _ in 0..200 {
            let slipped = slip("gradient", &mut rng);
            assert!(slipped.starts_with('g') && (7..=8).contains(&slipped.len()), "{slipped}");
        }
    }

    #[test]
    fn spellings_and_double_letters() {
        assert_eq!(across("regularisation").as_deref(), Some("regularization"));
        assert_eq!(across("normalized").as_deref(), Some("normalised"));
        assert_eq!(across("wise"), None);
        assert_eq!(undoubled("overfitting").as_deref(), Some("overfiting"));
        assert_eq!(undoubled("small").as_deref(), Some("smal"));
    }

    #[test]
    fn an_acronym_gets_another_end() {
        let mut rng = rng(1, "q", "A26");
        for word in ["GAN", "L1"] {
            let other = other_end(word, &mut rng);
            assert!(other != word && other.len() == word.len());
        }
    }
}
