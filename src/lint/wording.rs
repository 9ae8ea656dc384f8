//! Statements that claim nothing, or two things at once, or that nobody has written yet.

use super::finding::{At, Found};
use super::subject::Subject;
use crate::text::{Document, Word};

/// Fewest content words of a claim.
const FEWEST_WORDS: usize = 3;
/// Fewest content words on each side of `, and` for two claims.
const HALF: usize = 3;
/// Words of a statement that says what the candidate has in mind instead of what is so. They count as one of its first three words.
const IN_MIND: &[&str] = &[
    "know",
    "knows",
    "knowing",
    "knowledge",
    "understand",
    "understands",
    "understanding",
    "aware",
    "awareness",
    "familiar",
    "familiarity",
    "grasp",
    "grasps",
    "appreciates",
    "comprehends",
];
/// Words that are verbs whatever their ending.
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "has", "have", "can", "cannot", "may", "must", "will", "would", "should", "does", "do", "did", "let", "lets", "makes",
    "make", "give", "gets", "get", "keep", "need", "put", "set", "cut", "go", "come", "take", "help", "let's", "isn't", "aren't", "doesn't", "don't", "can't",
    "won't",
];
/// What a text that is still to be written says.
const TO_DO: &str = "TODO";

pub(super) fn check(subject: &Subject<'_>, out: &mut Vec<Found>) {
    let entry = subject.entry;
    if entry.question.contains(TO_DO) {
        out.push(Found::new("unfinished", At::Question, "the question still says TODO"));
    }
    for (i, reference) in entry.references.iter().enumerate() {
        if reference.contains(TO_DO) {
            out.push(Found::new("unfinished", At::Reference(i), "the reference answer still says TODO"));
        }
    }
    for (i, signal) in entry.rubric.signals.iter().enumerate() {
        let field = format!("signals[{i}].statement");
        if signal.statement.contains(TO_DO) {
            out.push(Found::field("unfinished", field, "the statement still says TODO"));
            continue;
        }
        statement(&signal.statement, &field, out);
    }
}

fn statement(text: &str, field: &str, out: &mut Vec<Found>) {
    let document = Document::plain(text);
    let words = document.words();
    let content = words.iter().filter(|w| w.is_content()).count();
    let vague = if words.iter().take(3).any(|w| IN_MIND.contains(&w.norm.as_str())) {
        Some("says what a candidate knows instead of what is so".to_owned())
    } else if content < FEWEST_WORDS {
        Some(format!("has {content} words that say something; a claim has {FEWEST_WORDS} or more"))
    } else if !words.iter().any(may_be_verb) {
        Some("has no word that could be its verb".to_owned())
    } else {
        None
    };
    if let Some(message) = vague {
        let help = "write the claim itself, one short sentence with a verb, as in \"Averaging many trees reduces variance\"";
        out.push(Found::field("vague-statement", field.to_owned(), message).help(help));
    }
    if text.contains(';') || document.sentences().len() > 1 {
        let message = "holds two sentences: an answer that shows one of them meets half of a signal";
        out.push(Found::field("two-statements", field.to_owned(), message).help("make each a signal of its own, or write one sentence"));
    } else if let Some((before, after)) = text.split_once(", and ") {
        let counted = |part: &str| Document::plain(part).words().iter().filter(|w| w.is_content()).count();
        if counted(before) >= HALF && counted(after) >= HALF {
            let message = "may hold two claims, joined by `, and`: an answer that shows one of them meets half of a signal";
            out.push(
                Found::field("joined-statements", field.to_owned(), message).help("make each a signal of its own if an answer can show one without the other"),
            );
        }
    }
}

/// Whether a word could be a verb in a statement: by its form, or because it is one of the commonest. Generous, because a claim wrongly called none is worse.
fn may_be_verb(word: &Word) -> bool {
    let norm = word.norm.as_str();
    VERBS.contains(&norm)
        || norm.len() > 3
            && ["s", "ed", "ing", "ise", "ize", "ify", "en", "ate", "fit"]
                .iter()
                .any(|end| norm.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let mut out = Vec::new();
        statement(text, "signals[0].statement", &mut out);
        out.into_iter().map(|f| f.code).collect()
    }

    #[test]
    fn claims_are_told_from_topics() {
        for vague in [
            "Knows trade-offs of the two methods in practice",
            "Understands how dropout changes the training loss",
            "A good understanding of how gradients vanish in networks",
            "Bias and variance",
            "Correct use of the train mode flag",
        ] {
            assert_eq!(codes(vague), ["vague-statement"], "{vague}");
        }
        for claim in [
            "Averaging many trees reduces variance",
            "Deep trees overfit noisy small samples",
            "Describes how the result was measured",
            "The model must know nothing of the test set",
            "With p = 0.5 half of the units are zero",
        ] {
            assert!(codes(claim).is_empty(), "{claim}: {:?}", codes(claim));
        }
    }

    #[test]
    fn one_claim_is_told_from_two() {
        assert_eq!(codes("Boosting lowers bias quickly; bagging lowers variance"), ["two-statements"]);
        assert_eq!(codes("Boosting lowers bias quickly. Bagging lowers variance."), ["two-statements"]);
        assert_eq!(
            codes("Boosting lowers bias step by step, and bagging lowers variance by averaging"),
            ["joined-statements"]
        );
        assert!(codes("Dropout reduces overfitting and improves generalisation").is_empty());
        assert!(codes("Precision, recall, and F1 are computed for every class").is_empty());
    }
}
