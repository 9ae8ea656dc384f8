//! Keywords for a signal whose author gave none, and contrasts for a rubric without any.

use std::collections::BTreeSet;
use std::ops::Range;

use super::glossary::Glossary;
use super::model::{Contrast, KeywordGroup};
use crate::text::{Document, WordKind};

/// Verbs by which a rubric says that an answer says something, in their plain form: what is asked for comes behind them.
const SAYS: &[&str] = &[
    "acknowledge",
    "address",
    "articulate",
    "clarify",
    "cover",
    "define",
    "demonstrate",
    "describe",
    "discuss",
    "emphasise",
    "emphasize",
    "explain",
    "give",
    "highlight",
    "identify",
    "know",
    "list",
    "mention",
    "name",
    "note",
    "outline",
    "recognise",
    "recognize",
    "show",
    "state",
    "suggest",
    "talk",
    "understand",
];
/// Words before such a verb ("can explain") and behind it ("explains how").
const BEFORE: &[&str] = &[
    "can",
    "could",
    "should",
    "must",
    "able",
    "to",
    "immediately",
    "clearly",
    "explicitly",
    "correctly",
    "also",
    "briefly",
    "candidate",
    "answer",
    "the",
    "is",
];
const BEHIND: &[&str] = &[
    "that", "how", "why", "what", "when", "about", "the", "a", "an", "of", "it", "it's", "to", "is", "are", "its",
];
/// Least content words that must be left of a statement.
const LEFT: usize = 2;

/// What a statement asks for, without the words by which it says that an answer should say it: "Mentions nested cross-validation" asks for nested cross-validation. The
/// statement as it is where little else would be left.
#[must_use]
pub fn asked_for(statement: &str) -> String {
    let document = Document::plain(statement);
    let words = document.words();
    let norm = |at: usize| words.get(at).map_or("", |w| w.norm.as_str());
    let mut at = 0;
    while BEFORE.contains(&norm(at)) {
        at += 1;
    }
    let plain = |word: &str| SAYS.contains(&word);
    let says = |word: &str| {
        plain(word)
            || [("s", ""), ("es", ""), ("ies", "y")]
                .iter()
                .any(|(end, or)| word.strip_suffix(end).is_some_and(|w| plain(&format!("{w}{or}"))))
    };
    if !says(norm(at)) {
        return statement.to_owned();
    }
    at += 1;
    while BEHIND.contains(&norm(at)) {
        at += 1;
    }
    if words[at.min(words.len())..].iter().filter(|w| w.is_content()).count() < LEFT {
        return statement.to_owned();
    }
    let rest = &document.folded()[words[at].span.start..];
    rest.trim_matches(['"', ':', ' ']).to_owned()
}

/// Most words on either side of a "versus".
const SIDE: usize = 3;

/// One group for each idea of `statement`: a term of the glossary with all that says the same; what is quoted; a pair of content words that stand together in the
/// statement and in a reference answer, which shows that they are a term; and each content word that is left.
#[must_use]
pub fn automatic_keywords(statement: &str, references: &[&Document], glossary: &Glossary) -> Vec<KeywordGroup> {
    let document = Document::plain(statement);
    let words = document.words();
    let text = |range: &Range<usize>| document.folded()[words[range.start].span.start..words[range.end - 1].span.end].to_owned();
    let mut taken = vec![false; words.len()];
    let mut groups: Vec<(usize, KeywordGroup)> = Vec::new();
    let mut add = |range: Range<usize>, more: &[String], taken: &mut Vec<bool>| {
        taken[range.clone()].fill(true);
        let mut terms = vec![text(&range)];
        let mut seen: BTreeSet<String> = terms.iter().cloned().collect();
        terms.extend(more.iter().filter(|t| seen.insert(t.to_lowercase())).cloned());
        groups.push((range.start, KeywordGroup { terms }));
    };
    for (range, list) in glossary.find(&document) {
        add(range, &glossary.synonyms[list], &mut taken);
    }
    for range in quoted(&document) {
        if !taken[range.clone()].contains(&true) {
            add(range, &[], &mut taken);
        }
    }
    let terms = pairs(references);
    for at in 1..words.len() {
        let (a, b) = (&words[at - 1], &words[at]);
        let free = !taken[at - 1] && !taken[at] && a.kind == WordKind::Term && b.kind == WordKind::Term;
        if free && touch(&document, at) && terms.contains(&(a.stem.as_str(), b.stem.as_str())) {
            add(at - 1..at + 1, &[], &mut taken);
        }
    }
    let mut seen = BTreeSet::new();
    for at in 0..words.len() {
        if !taken[at] && words[at].is_content() && seen.insert(words[at].stem.as_str()) {
            add(at..at + 1, &[], &mut taken);
        }
    }
    groups.sort_by_key(|(start, _)| *start);
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Runs of two words or more between quotation marks or backticks.
fn quoted(document: &Document) -> Vec<Range<usize>> {
    let folded = document.folded();
    let marks: Vec<usize> = folded.match_indices(['"', '`']).map(|(at, _)| at).collect();
    let within = |pair: &[usize]| {
        let words = document.words();
        let start = words.partition_point(|w| w.span.start < pair[0]);
        let end = words.partition_point(|w| w.span.end <= pair[1]);
        (end >= start + 2).then_some(start..end)
    };
    marks.chunks_exact(2).filter_map(within).collect()
}

/// Whether nothing but a blank or a hyphen stands between word `at` and the one before.
fn touch(document: &Document, at: usize) -> bool {
    let words = document.words();
    let between = &document.folded()[words[at - 1].span.end..words[at].span.start];
    between.chars().all(|c| c == ' ' || c == '-')
}

/// Every two content words that stand together in a reference answer, by stem.
fn pairs<'d>(references: &[&'d Document]) -> BTreeSet<(&'d str, &'d str)> {
    let mut out = BTreeSet::new();
    for document in references {
        for at in 1..document.words().len() {
            if touch(document, at) {
                out.insert((document.words()[at - 1].stem.as_str(), document.words()[at].stem.as_str()));
            }
        }
    }
    out
}

/// The contrasts of the glossary of which two sides stand in `texts`, and what the question itself sets against each other ("A versus B", "between A and B"). Names
/// get their synonyms.
#[must_use]
pub fn automatic_contrasts(question: &Document, texts: &[&Document], glossary: &Glossary) -> Vec<Contrast> {
    let said: BTreeSet<String> = texts.iter().chain([&question]).map(|d| spaced(d)).collect();
    let stands = |name: &String| {
        let name = spaced(&Document::plain(name));
        said.iter().any(|text| text.contains(&name))
    };
    let known = glossary
        .contrasts
        .iter()
        .filter(|c| c.sides.iter().filter(|side| side.iter().any(stands)).count() >= 2);
    let mut out: Vec<Contrast> = known.cloned().collect();
    for sides in set_against(question) {
        let named = |c: &Contrast| {
            c.sides
                .iter()
                .flatten()
                .any(|name| sides.iter().any(|s| spaced(&Document::plain(s)) == spaced(&Document::plain(name))))
        };
        if !out.iter().any(named) {
            out.push(Contrast {
                sides: sides.into_iter().map(|name| vec![name]).collect(),
            });
        }
    }
    for side in out.iter_mut().flat_map(|c| &mut c.sides) {
        let more: Vec<String> = side.iter().flat_map(|name| synonyms(name, glossary)).collect();
        side.extend(more);
        let mut seen = BTreeSet::new();
        side.retain(|name| seen.insert(name.to_lowercase()));
    }
    // A name on two sides says nothing.
    for contrast in &mut out {
        let all: Vec<String> = contrast.sides.iter().flatten().map(|n| n.to_lowercase()).collect();
        for side in &mut contrast.sides {
            side.retain(|name| all.iter().filter(|n| **n == name.to_lowercase()).count() == 1);
        }
    }
    out.retain(|c| c.sides.iter().all(|side| !side.is_empty()));
    out
}

/// What says the same as the whole of `name`.
fn synonyms(name: &str, glossary: &Glossary) -> Vec<String> {
    let document = Document::plain(name);
    let whole = 0..document.words().len();
    let found = glossary.find(&document).into_iter().filter(|(range, _)| *range == whole);
    found.flat_map(|(_, list)| glossary.synonyms[list].iter().cloned()).collect()
}

/// The stems of a text, each between blanks.
fn spaced(document: &Document) -> String {
    document.words().iter().fold(" ".to_owned(), |mut text, word| {
        text.push_str(&word.stem);
        text.push(' ');
        text
    })
}

/// What a question sets against each other.
fn set_against(question: &Document) -> Vec<Vec<String>> {
    let words = question.words();
    let text = |range: Range<usize>| question.folded()[words[range.start].span.start..words[range.end - 1].span.end].to_owned();
    let norm = |at: usize| words[at].norm.as_str();
    // The content words next to `at`, on the one side or the other, as far as nothing of grammar or of punctuation stands between.
    let behind = |at: usize| {
        let end = (at..words.len().min(at + SIDE))
            .take_while(|i| words[*i].is_content() && (*i == at || touch(question, *i)))
            .count();
        (end > 0).then(|| text(at..at + end))
    };
    let before = |at: usize| {
        let from = at.saturating_sub(SIDE);
        let start = (from..at)
            .rev()
            .take_while(|i| words[*i].is_content() && (*i + 1 == at || touch(question, *i + 1)))
            .count();
        (start > 0).then(|| text(at - start..at))
    };
    let mut out = Vec::new();
    for at in 1..words.len() {
        let versus = matches!(norm(at), "vs" | "versus");
        let opened = || (at.saturating_sub(SIDE + 1)..at).any(|i| norm(i) == "between");
        if (versus || norm(at) == "and" && opened())
            && let (Some(a), Some(b)) = (before(at), behind(at + 1))
        {
            out.push(vec![a, b]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary() -> Glossary {
        let source = "[[synonyms]]\nterms = ['learning rate', 'step size']\n[[synonyms]]\nterms = ['L1', 'lasso']\n[[contrasts]]\nsides = [['L1'], ['L2']]\n";
        Glossary::parse("g.toml", source).unwrap()
    }

    fn keywords(statement: &str, reference: &str) -> Vec<String> {
        let reference = Document::markdown(reference);
        let groups = automatic_keywords(statement, &[&reference], &glossary());
        groups.iter().map(|g| g.terms.join("|")).collect()
    }

    #[test]
    fn what_a_rubric_says_of_an_answer_is_not_asked_for() {
        for (statement, asked) in [
            ("Mentions nested CV for tuning", "nested cv for tuning"),
            ("Can explain how dropout behaves at inference", "dropout behaves at inference"),
            ("Mentions: \"XGBoost handles missing values\"", "xgboost handles missing values"),
            ("Knows SMOTE", "Knows SMOTE"),
            ("Averaging many trees reduces variance", "Averaging many trees reduces variance"),
            ("Naming all classes matters", "Naming all classes matters"),
        ] {
            assert_eq!(asked_for(statement), asked, "{statement}");
        }
    }

    #[test]
    fn terms_quotes_pairs_and_words() {
        assert_eq!(
            keywords("A high learning rate makes the training loss diverge", "Then the training loss grows."),
            ["high", "learning rate|step size", "makes", "training loss", "diverge"]
        );
        assert_eq!(
            keywords("Call `optimizer.step()` \"once per batch\"", ""),
            ["call", "optimizer.step", "once per batch"]
        );
    }

    #[test]
    fn contrasts_of_the_glossary_and_of_the_question() {
        let names = |question: &str, text: &str| {
            let found = automatic_contrasts(&Document::plain(question), &[&Document::plain(text)], &glossary());
            found
                .iter()
                .map(|c| c.sides.iter().map(|s| s.join("|")).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        assert_eq!(names("Why regularise?", "The lasso selects, L1 and L2 shrink."), [["L1|lasso", "L2"]]);
        assert_eq!(
            names("What is the difference between batch norm and layer norm?", ""),
            [["batch norm", "layer norm"]]
        );
        assert_eq!(names("Data parallelism vs model parallelism", ""), [["data parallelism", "model parallelism"]]);
        assert!(names("What are bias and variance?", "").is_empty());
    }
}
