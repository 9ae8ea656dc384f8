//! Terms that add nothing, or that say nothing about a signal.

use std::collections::BTreeSet;

use super::finding::Found;
use super::subject::{Indexed, Subject};
use crate::coverage::Term;
use crate::text::{Document, is_known_word};

/// Fewest reference answers of other questions that tell a common term from a chance.
const ENOUGH_OTHERS: usize = 5;
/// Share of the other reference answers from which a term says nothing about a signal.
const COMMON: f64 = 0.5;
/// Words that turn a term round or limit it: a term with one is never covered by another, because polarity reads it.
const TURNING: &[&str] = &[
    "not", "no", "never", "without", "nor", "neither", "cannot", "only", "more", "less", "few", "fewer", "most", "all", "each", "every",
];

/// Looks at every term; `others` are the reference answers of other questions.
pub(super) fn check(subject: &Subject<'_>, others: &[&Indexed], out: &mut Vec<Found>) {
    for (i, signal) in subject.entry.rubric.signals.iter().enumerate() {
        let own: Vec<Indexed> = signal.positives().map(Indexed::plain).collect();
        let mut by_group: Vec<Vec<BTreeSet<usize>>> = Vec::new();
        for (g, group) in signal.keywords.iter().enumerate() {
            let field = format!("signals[{i}].keywords[{g}]");
            let terms: Vec<Term> = group.terms.iter().map(|t| Term::new(t)).collect();
            // A word that is in no list of English words, but that people write all the same ("dataset").
            let written = |word: &str| {
                let stems = stems(word);
                let texts = own.iter().chain(&subject.references).chain(others.iter().copied());
                stems.len() == 1 && texts.into_iter().any(|t| !t.index.words(&stems[0]).is_empty())
            };
            within_group(&terms, &field, &written, out);
            let texts = || own.iter().chain(&subject.references);
            if !terms.iter().any(|t| texts().any(|text| stands_in(t, text))) {
                let message = "stands in no statement, example or reference answer of the question, so that not even the key shows this idea";
                let help = "add the words that the key uses for it, or drop the group";
                out.push(Found::field("unmatched-group", field.clone(), message).help(help));
            }
            if others.len() < ENOUGH_OTHERS {
                continue;
            }
            // For each of the others the sentences with a term of the group.
            let mut any = vec![BTreeSet::new(); others.len()];
            for (t, term) in terms.iter().enumerate() {
                let standing: Vec<BTreeSet<usize>> = others.iter().map(|text| sentences_with(term, text)).collect();
                let found = standing.iter().filter(|s| !s.is_empty()).count();
                any.iter_mut().zip(standing).for_each(|(any, here)| any.extend(here));
                if most(found, others) {
                    let message = format!("`{}` stands in {found} of {} reference answers to other questions", term.text(), others.len());
                    let help = "words of grammar do not count in a term: use one that only an answer about this signal has";
                    out.push(Found::field("common-term", format!("{field}[{t}]"), message).help(help));
                }
            }
            by_group.push(any);
        }
        let together = |o: &usize| (0..others[*o].document.sentences().len()).any(|s| by_group.iter().all(|g| g[*o].contains(&s) || g[*o].contains(&(s + 1))));
        let found = (0..others.len()).filter(together).count();
        if !by_group.is_empty() && most(found, others) {
            let message = format!(
                "{found} of {} reference answers to other questions have a term of every group in two neighbouring sentences: the keywords tell no answer from another",
                others.len()
            );
            let help = "drop the common terms, or add a group of terms that only an answer about this signal has";
            out.push(Found::field("common-keywords", format!("signals[{i}].keywords"), message).help(help));
        }
    }
}

fn most(found: usize, others: &[&Indexed]) -> bool {
    found as f64 > COMMON * others.len() as f64
}

/// The sentences of a text that a term begins in.
fn sentences_with(term: &Term, text: &Indexed) -> BTreeSet<usize> {
    let sentences = text.document.sentences();
    let of = |word: usize| sentences.partition_point(|s| s.words.end <= word);
    term.find(&text.document, &text.index).iter().map(|hit| of(hit.words.start)).collect()
}

fn stands_in(term: &Term, text: &Indexed) -> bool {
    !term.find(&text.document, &text.index).is_empty()
}

/// Terms of a group against each other. Of two that are read alike the first stays.
fn within_group(terms: &[Term], field: &str, written: &dyn Fn(&str) -> bool, out: &mut Vec<Found>) {
    for (t, term) in terms.iter().enumerate() {
        let at = || format!("{field}[{t}]");
        let same_by = |of: fn(&str) -> Vec<String>| {
            let alike = |other: &&Term| of(other.text()) == of(term.text()) && shouted(other) == shouted(term);
            terms[..t].iter().find(alike)
        };
        if let Some(first) = same_by(norms) {
            let message = format!("`{}` is read as `{}`, which stands before it", term.text(), first.text());
            out.push(Found::field("repeated-term", at(), message).help("drop it").fixable());
        } else if let Some(first) = same_by(stems) {
            let message = format!(
                "`{}` differs from `{}` by inflection, which is matched anyway: it adds slips of the pen at most",
                term.text(),
                first.text()
            );
            out.push(Found::field("covered-term", at(), message).help("drop it"));
        } else if let Some(part) = terms.iter().find(|other| covers(other, term, written)) {
            let message = format!("`{}` can add nothing: wherever it stands, `{}` stands too", term.text(), part.text());
            out.push(
                Found::field("covered-term", at(), message)
                    .help("drop it, or drop the shorter one if that says too little")
                    .fixable(),
            );
        }
    }
}

/// The stems of all words, in order: what the matcher makes of a text.
pub(super) fn stems(text: &str) -> Vec<String> {
    Document::plain(text).words().iter().map(|w| w.stem.clone()).collect()
}

/// The words of a text in their one spelling, in order: what slips of the pen are measured from.
fn norms(text: &str) -> Vec<String> {
    Document::plain(text).words().iter().map(|w| format!("{} {}", w.norm, w.stem)).collect()
}

/// Whether a term is written like an acronym, which is read by its letters and by its words.
fn shouted(term: &Term) -> bool {
    term.text().chars().filter(char::is_ascii_uppercase).count() >= 2
}

/// Whether `part`, a single plain word, stands wherever `whole`, two of them, does. What a term of several words matches beyond its words must be ruled out:
/// initials (three words and more), being written together (a hyphen, or a word that comes of it and that is English or `written` somewhere), slips of the pen that are none of the shorter term's (another
/// form of the word), and what polarity reads in it.
fn covers(part: &Term, whole: &Term, written: &dyn Fn(&str) -> bool) -> bool {
    let plain = |t: &Term| t.text().chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    let [word] = part.words() else { return false };
    let all: Vec<&str> = whole.text().split_whitespace().collect();
    plain(part)
        && plain(whole)
        && !part.text().contains(' ')
        && all.len() == 2
        && !all.iter().any(|w| TURNING.contains(w))
        && whole.words().iter().any(|w| w.stem == word.stem && w.norm == word.norm)
        && !is_known_word(&all.concat())
        && !written(&all.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(terms: &[&str]) -> Vec<(&'static str, String)> {
        let terms: Vec<Term> = terms.iter().map(|t| Term::new(t)).collect();
        let mut out = Vec::new();
        within_group(&terms, "g", &|word| word == "dataset", &mut out);
        out.into_iter()
            .map(|f| {
                let super::super::finding::At::Rubric(path) = f.at else { panic!("a field") };
                (f.code, path)
            })
            .collect()
    }

    #[test]
    fn what_is_read_alike_is_repeated() {
        assert_eq!(codes(&["Exactly zero", "exactly-zero"]), [("repeated-term", "g[1]".to_owned())]);
        assert_eq!(codes(&["zeros", "zero"]), [("covered-term", "g[1]".to_owned())]);
        assert!(codes(&["GANs", "gan"]).is_empty());
        assert!(codes(&["overfit", "underfit"]).is_empty());
    }

    #[test]
    fn a_longer_term_that_a_shorter_one_implies_is_covered() {
        assert_eq!(codes(&["random mask", "random"]), [("covered-term", "g[0]".to_owned())]);
        // Written together, by its initials, or turned round, the longer one adds something.
        assert!(codes(&["data set", "data"]).is_empty());
        assert!(codes(&["random forest model", "random"]).is_empty());
        assert!(codes(&["never random", "random"]).is_empty());
        assert!(codes(&["cross-entropy", "entropy"]).is_empty());
        assert!(codes(&["random mask", "masking"]).len() <= 1);
    }

    #[test]
    fn a_covered_term_is_covered_in_every_spelling() {
        // The rule's promise, held against the matcher itself.
        let (part, whole) = (Term::new("random"), Term::new("random mask"));
        assert!(covers(&part, &whole, &|_| false));
        for text in [
            "a random mask",
            "masks that are random",
            "randomly masked units",
            "random the mask",
            "a randm mask of units",
        ] {
            let text = Indexed::plain(text);
            assert!(!stands_in(&whole, &text) || stands_in(&part, &text), "{}", text.document.original());
        }
    }
}
