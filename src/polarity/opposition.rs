//! Comparing what is claimed: the same words affirmed or denied, of the same thing or of the other one.

use std::ops::Range;

use serde::Serialize;

use super::lexicon::are_opposite;
use super::negation::Polarity;
use super::sides::{CompiledContrast, SideMap};
use crate::coverage::GroupHits;
use crate::text::{Document, Word, WordIndex, tellingness};

/// What a word counts for that is only the antonym of one in the statement: antonyms lists err more often than negators.
const ANTONYM: f64 = 0.8;

/// Half a word's weight: what is shared counts little where it is less.
const LITTLE: f64 = 0.5;

/// How many words on either side are the context of a word.
const CONTEXT: usize = 4;

/// A text with everything that polarity is read from.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The text, read.
    pub document: Document,
    /// Where its words stand.
    pub index: WordIndex,
    /// What it denies.
    pub polarity: Polarity,
    /// What its words are said of.
    pub sides: SideMap,
}

impl Claim {
    /// Reads a text; `contrasts` are those of the rubric it is compared under.
    #[must_use]
    pub fn new(document: Document, contrasts: &[CompiledContrast]) -> Self {
        let index = WordIndex::new(&document);
        let polarity = Polarity::new(&document);
        let sides = SideMap::new(&document, &index, contrasts);
        Self {
            document,
            index,
            polarity,
            sides,
        }
    }

    /// All its words.
    #[must_use]
    pub fn all(&self) -> Range<usize> {
        0..self.document.words().len()
    }
}

/// Why evidence stands against the statement it resembles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Reason {
    /// The words are denied.
    Denied {
        /// The words, as written.
        words: String,
    },
    /// The opposite is said.
    Opposite {
        /// The word, as written.
        written: String,
        /// The word it stands against.
        meant: String,
    },
    /// It is said of another thing.
    OtherSide {
        /// The words, as written.
        words: String,
        /// What it was said of.
        said_of: String,
        /// What it belongs to.
        belongs_to: String,
    },
}

/// How much of the shared content agrees with a statement and how much stands against it.
#[derive(Debug, Clone, Default)]
pub struct Opposition {
    /// Weight of what is said as in the statement.
    pub agree: f64,
    /// Weight of what is denied in one of the texts only.
    pub denied: f64,
    /// Weight of what is the opposite of a word of the statement.
    pub opposite: f64,
    /// Weight of what is said of another thing.
    pub other_side: f64,
    /// Each thing said the other way round with its weight, in the order of the text.
    pub reasons: Vec<(f64, Reason)>,
}

impl Opposition {
    /// Weight of what is said the other way round.
    #[must_use]
    pub fn against(&self) -> f64 {
        self.denied + self.opposite + self.other_side
    }

    /// Weight of what is shared.
    #[must_use]
    pub fn shared(&self) -> f64 {
        self.agree + self.against()
    }

    /// The share of the shared content that stands against the statement, in 0..=1; 0 when nothing is shared.
    #[must_use]
    pub fn share(&self) -> f64 {
        let shared = self.shared();
        if shared > 0.0 { self.against() / shared } else { 0.0 }
    }

    /// `part` of the shared content as a share, in 0..=1: small where little is shared.
    #[must_use]
    pub fn share_of(&self, part: f64) -> f64 {
        part / (self.shared() + LITTLE)
    }

    /// Adds `other`, counted `times`.
    pub fn add(&mut self, other: &Self, times: f64) {
        self.agree += times * other.agree;
        self.denied += times * other.denied;
        self.opposite += times * other.opposite;
        self.other_side += times * other.other_side;
        for (weight, reason) in &other.reasons {
            if !self.reasons.iter().any(|(_, r)| r == reason) {
                self.reasons.push((times * weight, reason.clone()));
            }
        }
    }
}

/// Something that stands in both texts: the words in each, and what it weighs.
#[derive(Debug, Clone)]
pub struct Unit {
    written: Range<usize>,
    meant: Range<usize>,
    weight: f64,
    /// Whether what is written is the antonym of what is meant.
    antonym: bool,
}

/// Compares the words `window` of `answer` with the whole of `statement`. `groups` are the hits of the signal's keyword groups in both.
#[must_use]
pub fn oppose(answer: &Claim, window: &Range<usize>, statement: &Claim, groups: &[(&GroupHits, &GroupHits)], contrasts: &[CompiledContrast]) -> Opposition {
    let mut out = Opposition::default();
    let units: Vec<Unit> = by_words(answer, window, statement).into_iter().chain(by_groups(window, groups)).collect();
    // "Does not increase variance" denies the antonym, and "variance" with it: nothing is turned round.
    let antonym_denied = units.iter().any(|u| u.antonym && is_denied(u, answer, statement));
    for unit in units {
        judge(&unit, antonym_denied, answer, statement, contrasts, &mut out);
    }
    out
}

fn by_words(answer: &Claim, window: &Range<usize>, statement: &Claim) -> Vec<Unit> {
    let mut units = Vec::new();
    for (i, meant) in statement.document.words().iter().enumerate() {
        if !meant.is_content() && !is_direction(meant) {
            continue;
        }
        let weight = tellingness(&meant.norm).max(0.2);
        let places = answer.index.words(&meant.stem);
        let first = places.partition_point(|p| *p < window.start);
        let mine: Vec<usize> = places[first..].iter().copied().take_while(|p| *p < window.end).collect();
        if mine.is_empty() {
            let opposite = |at: &usize| {
                let word = &answer.document.words()[*at];
                are_opposite(&word.stem, &meant.stem) && statement.index.words(&word.stem).is_empty()
            };
            if let Some(at) = window.clone().find(|at| opposite(at) && in_same_context(answer, *at, statement, i)) {
                units.push(Unit {
                    written: at..at + 1,
                    meant: i..i + 1,
                    weight: ANTONYM,
                    antonym: true,
                });
            }
            continue;
        }
        // Said twice, once each way: the way that agrees counts.
        let same = |at: &usize| answer.polarity.is_denied(*at, &(0..0)) == statement.polarity.is_denied(i, &(0..0));
        let at = mine.iter().copied().find(same).unwrap_or(mine[0]);
        units.push(Unit {
            written: at..at + 1,
            meant: i..i + 1,
            weight,
            antonym: false,
        });
    }
    units
}

/// Whether a content word near `written` also stands near `meant`: "more" turns "fewer" round only if both are said of the same thing.
fn in_same_context(answer: &Claim, written: usize, statement: &Claim, meant: usize) -> bool {
    let near = |at: usize, claim: &Claim, reach: usize| {
        let sentence = claim.document.sentence_of(at).map_or(0..0, |s| s.words.clone());
        at.saturating_sub(reach).max(sentence.start)..(at + reach + 1).min(sentence.end)
    };
    near(meant, statement, CONTEXT).filter(|i| *i != meant).any(|i| {
        let word = &statement.document.words()[i];
        word.is_content() && near(written, answer, CONTEXT).any(|at| answer.document.words()[at].stem == word.stem)
    })
}

/// Directions that are words of grammar ("more", "before") carry meaning here.
fn is_direction(word: &Word) -> bool {
    matches!(
        word.norm.as_str(),
        "more" | "less" | "few" | "fewer" | "before" | "after" | "all" | "most" | "always"
    )
}

fn by_groups(window: &Range<usize>, groups: &[(&GroupHits, &GroupHits)]) -> Vec<Unit> {
    let mut units = Vec::new();
    for (written, meant) in groups {
        let (Some((hit, _)), Some((example, _))) = (written.best_within(window), meant.hits.first()) else {
            continue;
        };
        units.push(Unit {
            written: hit.words.clone(),
            meant: example.words.clone(),
            weight: written.weight.max(0.2),
            antonym: false,
        });
    }
    units
}

/// Whether a unit is denied in one of the texts only. A negator inside a term ("never zero") is part of what the term says; and "no skew" says what "prevents skew" does.
fn is_denied(unit: &Unit, answer: &Claim, statement: &Claim) -> bool {
    let (written, meant) = (unit.written.start, unit.meant.start);
    let here = answer.polarity.is_denied(written, &unit.written);
    let there = statement.polarity.is_denied(meant, &unit.meant);
    let (less_here, less_there) = (answer.polarity.is_lessened(written), statement.polarity.is_lessened(meant));
    match (here, there) {
        (true, false) => less_here || !less_there,
        (false, true) => less_there || !less_here,
        _ => false,
    }
}

fn judge(unit: &Unit, antonym_denied: bool, answer: &Claim, statement: &Claim, contrasts: &[CompiledContrast], out: &mut Opposition) {
    let denied = is_denied(unit, answer, statement);
    let turned = if antonym_denied { unit.antonym && !denied } else { denied != unit.antonym };
    let other_side = (0..answer.sides.contrasts().min(statement.sides.contrasts())).find_map(|c| {
        let named = answer.sides.is_name(c, unit.written.start) || statement.sides.is_name(c, unit.meant.start);
        let (said, meant) = (answer.sides.side(c, unit.written.start)?, statement.sides.side(c, unit.meant.start)?);
        (!named && said != meant).then_some((c, said, meant))
    });
    let words = || answer.document.original()[answer.document.original_words(unit.written.clone())].to_owned();
    match (turned, other_side) {
        (false, None) => out.agree += unit.weight,
        // Denied of the other thing: true, perhaps, but neither for nor against.
        (true, Some(_)) => {}
        (true, None) => {
            let against = if unit.antonym { &mut out.opposite } else { &mut out.denied };
            *against += unit.weight;
            let meant = || statement.document.original()[statement.document.original_words(unit.meant.clone())].to_owned();
            let reason = if unit.antonym {
                Reason::Opposite {
                    written: words(),
                    meant: meant(),
                }
            } else {
                Reason::Denied { words: words() }
            };
            out.reasons.push((unit.weight, reason));
        }
        (false, Some((c, said, meant))) => {
            out.other_side += unit.weight;
            let (said_of, belongs_to) = (contrasts[c].name(said).to_owned(), contrasts[c].name(meant).to_owned());
            out.reasons.push((
                unit.weight,
                Reason::OtherSide {
                    words: words(),
                    said_of,
                    belongs_to,
                },
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polarity::compile_contrast;
    use crate::rubric::Contrast;

    fn share(statement: &str, written: &str) -> f64 {
        let contrast = Contrast {
            sides: vec![vec!["L1".into(), "lasso".into()], vec!["L2".into(), "ridge".into()]],
        };
        let contrasts = [compile_contrast(&contrast)];
        let answer = Claim::new(Document::plain(written), &contrasts);
        let statement = Claim::new(Document::plain(statement), &contrasts);
        oppose(&answer, &answer.all(), &statement, &[], &contrasts).share()
    }

    #[test]
    fn turned_round() {
        let zero = "L1 drives some weights to exactly zero";
        for written in [
            "L2 drives some weights to exactly zero",
            "L1 never drives weights to exactly zero",
            "The lasso doesn't give weights of exactly zero",
        ] {
            assert!(share(zero, written) > 0.45, "{written}: {}", share(zero, written));
        }
        let variance = "Bagging reduces variance";
        assert!(share(variance, "Bagging increases variance") > 0.25);
        assert!(share("Dropout prevents overfitting", "Dropout does not prevent overfitting") > 0.45);
    }

    #[test]
    fn not_turned_round() {
        let zero = "L1 drives some weights to exactly zero";
        for written in [
            "The lasso sets weights to exactly zero",
            "L2 never drives weights to exactly zero",
            "L1, unlike L2, drives weights to exactly zero",
        ] {
            assert!(share(zero, written) < 0.2, "{written}: {}", share(zero, written));
        }
        assert!(share("Bagging reduces variance", "Bagging does not increase variance") < 0.2);
    }
}
