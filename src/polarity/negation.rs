//! Which words of a text are denied, and which are said without commitment.

use std::ops::Range;

use super::lexicon::{AFFIRMS, DENIALS, FAILS, FRAME_WORDS, GUESSES, LESSENS, REPORTED, Reach, SET_ASIDE, TAKES_BACK, TRAILS_OFF, negator};
use crate::text::{Document, Sentence, Word};

/// Most words behind "without" or "no" that it denies, and most content words of these.
const PHRASE: usize = 4;
const PHRASE_CONTENT: usize = 2;
/// Most words behind "not" that it denies: past it the clause is usually about something else.
const CLAUSE: usize = 9;

/// Most words that a denial of a whole claim reaches over: what is longer is no claim, and a page of denials must not cost its square.
const CLAIM: usize = 60;

/// For every word of a document: how often it is denied, and whether it is hedged.
#[derive(Debug, Clone)]
pub struct Polarity {
    /// For each word the places of the negators that deny it.
    denied_by: Vec<Vec<usize>>,
    /// For each word whether a verb makes less of it.
    lessened: Vec<bool>,
    /// For each word whether its clause has a negator.
    negated: Vec<bool>,
    hedged: Vec<Range<usize>>,
}

impl Polarity {
    /// Reads the polarity of `document`.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let words = document.words();
        let mut found = Self {
            denied_by: vec![Vec::new(); words.len()],
            lessened: vec![false; words.len()],
            negated: vec![false; words.len()],
            hedged: Vec::new(),
        };
        let mut before: Option<&Sentence> = None;
        for sentence in document.sentences() {
            let head = framed(words, &sentence.words);
            if let Some(Frame { claim, denied: true }) = &head {
                found.deny(sentence.words.start, claim.start..claim.end.min(claim.start + CLAIM));
            }
            // The words of a frame deny its claim or nothing.
            let own = head.map_or(sentence.words.start, |frame| frame.claim.start);
            for (i, clause) in sentence.clauses.iter().enumerate() {
                found.read_clause(document, &(clause.start.max(own)..clause.end.max(own)), sentence);
                let earlier = (i > 0).then_some(sentence.words.start..clause.start);
                let denied_before = earlier.or_else(|| before.map(|s| s.words.clone()));
                if let (Some(range), Some(at)) = (denied_before, denies_what_was_said(words, clause)) {
                    found.deny(at, range.start.max(range.end.saturating_sub(CLAIM))..range.end);
                }
            }
            found.read_hedges(words, sentence);
            before = Some(sentence);
        }
        found
    }

    fn deny(&mut self, negator: usize, scope: Range<usize>) {
        for by in &mut self.denied_by[scope] {
            by.push(negator);
        }
    }

    fn read_clause(&mut self, document: &Document, clause: &Range<usize>, sentence: &Sentence) {
        let words = document.words();
        if clause.clone().any(|at| negator(&words[at].norm).is_some()) {
            self.negated[clause.clone()].fill(true);
        }
        for at in clause.clone() {
            let word = words[at].norm.as_str();
            if LESSENS.contains(&words[at].stem) {
                self.lessened[at + 1..(at + 1 + PHRASE).min(clause.end)].fill(true);
            }
            let next = (at + 1 < sentence.words.end).then(|| words[at + 1].norm.as_str());
            let scope = match negator(word) {
                Some(_) if next.is_some_and(|n| TAKES_BACK.contains(&n)) => None,
                Some(Reach::Clause) => Some(at + 1..scope_end(document, at + 1..(at + 1 + CLAUSE).min(clause.end), usize::MAX)),
                Some(Reach::Phrase) => Some(at + 1..scope_end(document, at + 1..(at + 1 + PHRASE).min(clause.end), PHRASE_CONTENT)),
                None if FAILS.contains(&word) && next == Some("to") => Some((at + 2).min(clause.end)..(at + 2 + PHRASE).min(clause.end)),
                None if SET_ASIDE.iter().any(|(a, b)| *a == word && next == Some(b)) => {
                    Some((at + 2).min(sentence.words.end)..(at + 2 + PHRASE).min(sentence.words.end))
                }
                None => None,
            };
            if let Some(scope) = scope
                && !scope.is_empty()
            {
                self.deny(at, scope);
            }
        }
    }

    /// What is said without commitment: a sentence that opens with a guess, up to a clause that sets itself against it ("maybe it is slow, but it converges"), and the last clause
    /// of one that trails off.
    fn read_hedges(&mut self, words: &[Word], sentence: &Sentence) {
        let range = &sentence.words;
        let is = |from: usize, phrase: &[&str]| from + phrase.len() <= range.end && phrase.iter().zip(&words[from..]).all(|(p, w)| w.norm == *p);
        let opens = |phrase: &&[&str]| (range.start..range.end.min(range.start + LATEST_OPENING)).any(|at| is(at, phrase));
        let closes = |phrase: &&[&str]| range.len() > phrase.len() && is(range.end - phrase.len(), phrase);
        let mut hedged = GUESSES.iter().chain(REPORTED).any(opens);
        let trails_off = TRAILS_OFF.iter().any(closes);
        for clause in sentence.clauses.iter().filter(|c| !c.is_empty()) {
            hedged &= !COMMITS.contains(&words[clause.start].norm.as_str());
            if hedged || (trails_off && clause.end == range.end) {
                self.hedged.push(clause.clone());
            }
        }
    }

    /// Whether word `at` is denied: by an odd number of negators, of which those in `apart` do not count.
    #[must_use]
    pub fn is_denied(&self, at: usize, apart: &Range<usize>) -> bool {
        self.denied_by[at].iter().filter(|negator| !apart.contains(negator)).count() % 2 == 1
    }

    /// Whether the clause of word `at` has a negator, whatever it denies.
    #[must_use]
    pub fn is_negated(&self, at: usize) -> bool {
        self.negated[at]
    }

    /// Whether word `at` is what a verb makes less of ("prevents skew").
    #[must_use]
    pub fn is_lessened(&self, at: usize) -> bool {
        self.lessened[at]
    }

    /// Whether word `at` is said without commitment.
    #[must_use]
    pub fn is_hedged(&self, at: usize) -> bool {
        let next = self.hedged.partition_point(|r| r.start <= at);
        next > 0 && self.hedged[next - 1].contains(&at)
    }
}

/// How many words of a sentence may stand before what opens it ("well, maybe").
const LATEST_OPENING: usize = 2;

/// Words that begin a clause which a hedge before it does not reach.
const COMMITS: &[&str] = &["but", "however", "still", "yet"];

/// Words before which the scope of a negator ends wherever they stand: what follows gives a reason, a condition or a consequence.
const SCOPE_ENDS: &[&str] = &[
    "because",
    "since",
    "so",
    "but",
    "if",
    "when",
    "unless",
    "although",
    "though",
    "while",
    "whereas",
    "which",
    "as",
    "until",
    "once",
    "hence",
    "thus",
    "therefore",
    "instead",
];

/// Where the scope `most` of a negator ends: at a comma, before a word that begins another thought, or behind so many content words.
fn scope_end(document: &Document, most: Range<usize>, content: usize) -> usize {
    let words = document.words();
    let mut left = content;
    for at in most.clone() {
        let gap = at > most.start && document.folded()[words[at - 1].span.end..words[at].span.start.max(words[at - 1].span.end)].contains(',');
        if gap || at > most.start && SCOPE_ENDS.contains(&words[at].norm.as_str()) {
            return at;
        }
        if words[at].is_content() {
            left -= 1;
            if left == 0 {
                return at + 1;
            }
        }
    }
    most.end
}

/// A sentence that says of a claim whether it is so: "it is not true that …".
struct Frame {
    /// The words of the claim.
    claim: Range<usize>,
    /// Whether it is said not to be so.
    denied: bool,
}

/// Most words before the "that" which opens the claim of a frame.
const FRAME: usize = 9;

/// The frame of a sentence, if it has one: "it is a myth that …", "I do not think that …", "it is not wrong to say that …".
fn framed(words: &[Word], sentence: &Range<usize>) -> Option<Frame> {
    let norm = |at: usize| words[at].norm.as_str();
    let that = (sentence.start + 1..sentence.end.min(sentence.start + FRAME)).find(|at| norm(*at) == "that")?;
    let (mut judged, mut denied) = (false, false);
    for at in sentence.start..that {
        let word = norm(at);
        if DENIALS.contains(&word) {
            (judged, denied) = (true, !denied);
        } else if AFFIRMS.contains(&word) {
            judged = true;
        } else if matches!(negator(word), Some(Reach::Clause)) {
            denied = !denied;
        } else if !FRAME_WORDS.contains(&word) {
            return None;
        }
    }
    (judged && that + 1 < sentence.end).then_some(Frame {
        claim: that + 1..sentence.end,
        denied,
    })
}

/// "… but that is wrong": the place of the word that says so.
fn denies_what_was_said(words: &[Word], clause: &Range<usize>) -> Option<usize> {
    let said = |at: usize| matches!(words[at].norm.as_str(), "that" | "this" | "which" | "it" | "that's" | "it's");
    let first = clause.clone().take(3).find(|at| said(*at))?;
    let denial = (first + 1..clause.end.min(first + 5)).find(|at| DENIALS.contains(&words[*at].norm.as_str()))?;
    // "That is not wrong" takes nothing back, and "that is the wrong metric" says something else.
    let plain = (first + 1..denial).all(|at| matches!(words[at].norm.as_str(), "is" | "was" | "a" | "simply" | "just" | "plainly" | "of" | "course"));
    let ends = denial + 1 == clause.end || words[denial + 1].norm != "metric" && clause.end - denial <= 2;
    (plain && ends).then_some(denial)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied(text: &str) -> Vec<String> {
        let document = Document::plain(text);
        let polarity = Polarity::new(&document);
        let words = document.words().iter().enumerate();
        words
            .filter(|(i, w)| w.is_content() && polarity.is_denied(*i, &(0..0)))
            .map(|(_, w)| w.norm.clone())
            .collect()
    }

    #[test]
    fn scope_of_negators() {
        assert_eq!(denied("Dropout does not prevent overfitting."), ["prevent", "overfitting"]);
        assert_eq!(denied("It never shrinks, but it removes weights."), ["shrinks"]);
        assert_eq!(denied("Training without labels works."), ["labels", "works"]);
        assert_eq!(denied("It uses L1 rather than L2."), ["l2"]);
        assert_eq!(denied("It doesn't fail to converge."), ["fail"]);
        assert_eq!(denied("When the model fails, rules decide."), [] as [&str; 0]);
    }

    #[test]
    fn a_scope_ends_where_another_thought_begins() {
        assert_eq!(denied("It isn't fixed, it comes from rewards."), ["fixed"]);
        assert_eq!(denied("Units do not rely on partners since some are missing."), ["rely", "partners"]);
        assert_eq!(denied("It never sees data as training ends."), ["sees", "data"]);
        // "No" denies what it stands before, and not what is said of that.
        assert_eq!(denied("No activations anywhere equals regression."), ["activations", "anywhere"]);
    }

    #[test]
    fn what_only_looks_like_a_denial() {
        for text in [
            "It not only shrinks weights, it removes them.",
            "No doubt it converges.",
            "It reduces variance.",
        ] {
            assert!(denied(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_claim_taken_back() {
        assert_eq!(denied("Some say ridge gives zeros, but that is wrong."), ["say", "ridge", "gives", "zeros"]);
        assert!(denied("Accuracy is used. It is the wrong metric here.").is_empty());
        assert_eq!(
            denied("Some say ridge, being convex, gives zeros, but that is false."),
            ["say", "ridge", "convex", "gives", "zeros"]
        );
    }

    #[test]
    fn a_frame_denies_its_whole_claim_or_nothing() {
        assert_eq!(
            denied("It is not true that ridge, which shrinks, gives zeros; it selects."),
            ["ridge", "shrinks", "gives", "zeros", "selects"]
        );
        assert_eq!(denied("It's a common myth that ridge selects."), ["ridge", "selects"]);
        assert_eq!(denied("I don't think that ridge selects."), ["ridge", "selects"]);
        for text in [
            "It is not wrong that ridge shrinks.",
            "It is true that ridge shrinks.",
            "Not the loss that matters is used.",
        ] {
            assert!(!denied(text).contains(&"shrinks".to_owned()), "{text}");
        }
        assert!(denied("It is false that ridge does not shrink.").iter().all(|w| w != "shrink"));
    }

    #[test]
    fn hedges() {
        let document = Document::plain("I don't know, maybe gradient descent");
        let polarity = Polarity::new(&document);
        let at = document.words().iter().position(|w| w.norm == "gradient").unwrap();
        assert!(polarity.is_hedged(at));
    }

    #[test]
    fn a_hedge_reaches_to_the_end_of_its_sentence_or_to_a_but() {
        let document =
            Document::plain("Maybe it helps when units, layers or channels are dropped, but inference keeps them. It scales. They average, I guess.");
        let polarity = Polarity::new(&document);
        let hedged = |word: &str| polarity.is_hedged(document.words().iter().position(|w| w.norm == word).unwrap());
        assert!(hedged("helps") && hedged("channels") && hedged("dropped") && hedged("guess"));
        assert!(!hedged("inference") && !hedged("scales"));
    }

    #[test]
    fn an_amount_and_what_others_do_not_know_are_no_hedges() {
        for text in [
            "It takes maybe 50 ms on a phone.",
            "Attention has no idea of word order.",
            "It uses something like a ReLU.",
            "Annotators review where the model is unsure.",
            "I'm sure it converges.",
        ] {
            let document = Document::plain(text);
            let polarity = Polarity::new(&document);
            assert!((0..document.words().len()).all(|at| !polarity.is_hedged(at)), "{text}");
        }
    }
}
