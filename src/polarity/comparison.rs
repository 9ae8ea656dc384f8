//! Comparing what is claimed: the same words affirmed or denied, of the same thing or of the other one.

use std::ops::Range;

use super::claim::Claim;
use super::opposition::{Opposition, Reason};
use super::sides::CompiledContrast;
use crate::coverage::GroupHits;
use crate::text::Word;

/// What a word counts for that is only the antonym of one in the statement: antonyms lists err more often than negators.
const ANTONYM: f64 = 0.8;

/// The least that a word counts for: what is denied is often a common word.
const LEAST_WORD: f64 = 0.2;

/// How many words on either side are the context of a word.
const CONTEXT: usize = 4;

/// A statement beside an answer: what they share is found once and judged in any window.
pub struct Comparison<'a> {
    answer: &'a Claim,
    statement: &'a Claim,
    contrasts: &'a [CompiledContrast],
    /// Hits of the signal's keyword groups in both.
    groups: Vec<(&'a GroupHits, &'a GroupHits)>,
    shared: Vec<Shared<'a>>,
}

/// A word of the statement that the answer has, or has an antonym of.
struct Shared<'a> {
    /// The word of the statement.
    meant: usize,
    weight: f64,
    /// Where the answer has it, in order.
    places: &'a [usize],
    /// Where the answer has an antonym of it in the same context, in order.
    antonyms: Vec<usize>,
}

/// Something that stands in both texts: the words in each, and what it weighs.
struct Unit {
    written: Range<usize>,
    meant: Range<usize>,
    weight: f64,
    /// Whether what is written is the antonym of what is meant.
    antonym: bool,
}

impl<'a> Comparison<'a> {
    /// Puts `statement` beside `answer`. `groups` are the hits of the signal's keyword groups in the answer and in the statement.
    #[must_use]
    pub fn new(answer: &'a Claim, statement: &'a Claim, groups: Vec<(&'a GroupHits, &'a GroupHits)>, contrasts: &'a [CompiledContrast]) -> Self {
        let words = statement.document.words().iter().enumerate();
        let shared = words.filter(|(_, word)| word.is_content() || is_direction(word)).map(|(meant, word)| Shared {
            meant,
            weight: word.telling.max(LEAST_WORD),
            places: answer.index.words(&word.stem),
            antonyms: antonyms(answer, statement, meant),
        });
        Self {
            shared: shared.filter(|s| !s.places.is_empty() || !s.antonyms.is_empty()).collect(),
            answer,
            statement,
            contrasts,
            groups,
        }
    }

    /// Compares the words `window` of the answer with the whole of the statement.
    #[must_use]
    pub fn within(&self, window: &Range<usize>) -> Opposition {
        let mut out = Opposition::default();
        let by_words = self.shared.iter().filter_map(|shared| self.word_within(shared, window));
        let by_groups = self.groups.iter().filter_map(|(written, meant)| group_within(written, meant, window));
        let units: Vec<Unit> = by_words.chain(by_groups).collect();
        // "Does not increase variance" denies the antonym, and "variance" with it: nothing is turned round.
        let antonym_denied = units.iter().any(|u| u.antonym && is_denied(u, self.answer, self.statement));
        for unit in units {
            judge(&unit, antonym_denied, self.answer, self.statement, self.contrasts, &mut out);
        }
        out
    }

    fn word_within(&self, shared: &Shared<'_>, window: &Range<usize>) -> Option<Unit> {
        let mine = part(shared.places, window);
        let meant = shared.meant..shared.meant + 1;
        let Some(first) = mine.first() else {
            let at = *part(&shared.antonyms, window).first()?;
            return Some(Unit {
                written: at..at + 1,
                meant,
                weight: ANTONYM,
                antonym: true,
            });
        };
        // Said twice, once each way: the way that agrees counts.
        let there = self.statement.polarity.is_denied(shared.meant, &(0..0));
        let same = |at: &&usize| self.answer.polarity.is_denied(**at, &(0..0)) == there;
        let at = *mine.iter().find(same).unwrap_or(first);
        Some(Unit {
            written: at..at + 1,
            meant,
            weight: shared.weight,
            antonym: false,
        })
    }
}

/// Those of `places`, which are in order, that lie in `window`.
fn part<'p>(places: &'p [usize], window: &Range<usize>) -> &'p [usize] {
    let from = places.partition_point(|at| *at < window.start);
    let to = places.partition_point(|at| *at < window.end);
    &places[from..to]
}

/// Where `answer` has an antonym of the word `meant`, which the statement lacks, in the same context.
fn antonyms(answer: &Claim, statement: &Claim, meant: usize) -> Vec<usize> {
    // Being opposite is mutual, so that a word without opposites is nobody's, and most words have none.
    let Ok(known) = statement.opposable.binary_search_by_key(&meant, |(at, _)| *at) else {
        return Vec::new();
    };
    let (_, stems) = statement.opposable[known];
    let opposite = |at: usize| {
        let stem = &answer.document.words()[at].stem;
        stems.contains(stem) && statement.index.words(stem).is_empty() && in_same_context(answer, at, statement, meant)
    };
    answer.opposable.iter().map(|(at, _)| *at).filter(|at| opposite(*at)).collect()
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

fn group_within(written: &GroupHits, meant: &GroupHits, window: &Range<usize>) -> Option<Unit> {
    let (example, _) = meant.hits.first()?;
    let (hit, _) = written.best_within(window)?;
    Some(Unit {
        written: hit.words.clone(),
        meant: example.words.clone(),
        weight: written.weight.max(LEAST_WORD),
        antonym: false,
    })
}

/// Whether a unit is denied in one of the texts only. A negator inside a term ("never zero") is part of what the term says; and "no skew" says what "prevents skew" does.
fn is_denied(unit: &Unit, answer: &Claim, statement: &Claim) -> bool {
    let (written, meant) = (unit.written.start, unit.meant.start);
    let here = answer.polarity.is_denied(written, &unit.written);
    let there = statement.polarity.is_denied(meant, &unit.meant);
    // Where both say no, how far each negator reaches is too uncertain to set one against the other.
    if here != there && answer.polarity.is_negated(written) && statement.polarity.is_negated(meant) {
        return false;
    }
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
    use crate::text::Document;

    fn share(statement: &str, written: &str) -> f64 {
        let contrast = Contrast {
            sides: vec![vec!["L1".into(), "lasso".into()], vec!["L2".into(), "ridge".into()]],
        };
        let contrasts = [compile_contrast(&contrast)];
        let answer = Claim::new(Document::plain(written), &contrasts);
        let statement = Claim::new(Document::plain(statement), &contrasts);
        Comparison::new(&answer, &statement, Vec::new(), &contrasts).within(&answer.all()).share()
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
    fn two_denials_are_not_set_against_each_other() {
        let statement = "Units cannot rely on particular other units";
        assert!(share(statement, "No unit can rely on a particular partner") < 0.2);
        assert!(share(statement, "Units rely on particular other units") > 0.45);
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
