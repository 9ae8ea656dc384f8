//! The words that people label the parts of a question with.

use super::label::Label;

/// Whether the words of a label mean it without a colon or emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// The words are a label wherever they stand alone.
    Yes,
    /// They need a mark: a colon, emphasis or a heading.
    No,
}

use Bare::{No, Yes};

/// Every label: its words, what it announces, and whether it needs no colon.
const LABELS: &[(&str, Label, Bare)] = &[
    ("question", Label::Question, No),
    ("question text", Label::Question, No),
    ("problem", Label::Question, No),
    ("problem statement", Label::Question, No),
    ("task", Label::Question, No),
    ("prompt", Label::Question, No),
    ("front", Label::Question, No),
    ("term", Label::Question, No),
    ("definition", Label::Explanation, No),
    ("answer", Label::Answer, Yes),
    ("answers", Label::Answer, No),
    ("ans", Label::Answer, Yes),
    ("a", Label::Answer, No),
    ("back", Label::Answer, No),
    ("candidate", Label::Answer, No),
    ("interviewee", Label::Answer, No),
    ("solution", Label::Answer, Yes),
    ("sample answer", Label::Answer, Yes),
    ("sample solution", Label::Answer, Yes),
    ("model answer", Label::Answer, Yes),
    ("reference answer", Label::Answer, Yes),
    ("reference", Label::Answer, No),
    ("example answer", Label::Answer, Yes),
    ("suggested answer", Label::Answer, Yes),
    ("ideal answer", Label::Answer, Yes),
    ("ideal response", Label::Answer, Yes),
    ("expected answer", Label::Answer, Yes),
    ("good answer", Label::Answer, No),
    ("strong answer", Label::Answer, No),
    ("best answer", Label::Answer, No),
    ("short answer", Label::Answer, Yes),
    ("detailed answer", Label::Answer, Yes),
    ("alternative answer", Label::Answer, Yes),
    ("another answer", Label::Answer, Yes),
    ("answer approach", Label::Answer, Yes),
    ("response", Label::Answer, No),
    ("sample response", Label::Answer, Yes),
    ("view answer", Label::Answer, Yes),
    ("show answer", Label::Answer, Yes),
    ("see answer", Label::Answer, Yes),
    ("reveal answer", Label::Answer, Yes),
    ("hide answer", Label::Answer, Yes),
    ("click to see answer", Label::Answer, Yes),
    ("click for answer", Label::Answer, Yes),
    ("click to expand", Label::Answer, Yes),
    ("click to reveal", Label::Answer, Yes),
    ("view solution", Label::Answer, Yes),
    ("show solution", Label::Answer, Yes),
    ("expand", Label::Answer, No),
    ("toggle answer", Label::Answer, Yes),
    ("correct answer", Label::Right, Yes),
    ("right answer", Label::Right, Yes),
    ("correct option", Label::Right, Yes),
    ("correct", Label::Right, No),
    ("answer key", Label::Right, No),
    ("explanation", Label::Explanation, Yes),
    ("rationale", Label::Explanation, No),
    ("reasoning", Label::Explanation, No),
    ("approach", Label::Explanation, No),
    ("code", Label::Explanation, No),
    ("key points", Label::Signals, Yes),
    ("key point", Label::Signals, No),
    ("keypoints", Label::Signals, Yes),
    ("main points", Label::Signals, No),
    ("points to cover", Label::Signals, Yes),
    ("expected points", Label::Signals, Yes),
    ("talking points", Label::Signals, Yes),
    ("must mention", Label::Signals, No),
    ("should mention", Label::Signals, No),
    ("strong answer signals", Label::Signals, Yes),
    ("strong signals", Label::Signals, Yes),
    ("good answer signals", Label::Signals, Yes),
    ("signals", Label::Signals, No),
    ("what to look for", Label::Signals, Yes),
    ("look for", Label::Signals, No),
    ("looking for", Label::Signals, No),
    ("what we look for", Label::Signals, Yes),
    ("what we are looking for", Label::Signals, Yes),
    ("what interviewers look for", Label::Signals, Yes),
    ("what the interviewer is looking for", Label::Signals, Yes),
    ("evaluation criteria", Label::Signals, Yes),
    ("grading criteria", Label::Signals, Yes),
    ("assessment criteria", Label::Signals, Yes),
    ("marking scheme", Label::Signals, Yes),
    ("scoring", Label::Signals, No),
    ("score guide", Label::Signals, Yes),
    ("scoring guide", Label::Signals, Yes),
    ("marking guide", Label::Signals, Yes),
    ("rubric", Label::Signals, No),
    ("green flags", Label::Signals, Yes),
    ("good to hear", Label::Signals, Yes),
    ("key takeaways", Label::Signals, Yes),
    ("red flags", Label::RedFlags, Yes),
    ("weak answer signals", Label::RedFlags, Yes),
    ("weak answer", Label::RedFlags, No),
    ("poor answer", Label::RedFlags, No),
    ("bad answer", Label::RedFlags, No),
    ("warning signs", Label::RedFlags, No),
    ("interviewer's insight", Label::Insight, Yes),
    ("interviewers insight", Label::Insight, Yes),
    ("interviewer insight", Label::Insight, Yes),
    ("interviewer insights", Label::Insight, Yes),
    ("interview insights", Label::Insight, Yes),
    ("what they're testing", Label::Insight, No),
    ("what they're really testing", Label::Insight, No),
    ("what the interviewer wants to know", Label::Insight, No),
    ("why we ask", Label::Insight, No),
    ("why they ask", Label::Insight, No),
    ("why this question", Label::Insight, No),
    ("hint", Label::Note, No),
    ("hints", Label::Note, No),
    ("tip", Label::Note, No),
    ("tips", Label::Note, No),
    ("follow up", Label::Note, No),
    ("follow ups", Label::Note, No),
    ("follow up question", Label::Note, No),
    ("follow up questions", Label::Note, Yes),
    ("options", Label::Options, No),
    ("choices", Label::Options, No),
    ("difficulty", Label::Field, No),
    ("difficulty level", Label::Field, No),
    ("level", Label::Field, No),
    ("tags", Label::Field, No),
    ("tag", Label::Field, No),
    ("topic", Label::Field, No),
    ("topics", Label::Field, No),
    ("category", Label::Field, No),
    ("companies", Label::Field, No),
    ("company", Label::Field, No),
    ("asked by", Label::Field, No),
    ("asked at", Label::Field, No),
];

/// The label that `name`, words in lower case, is, and whether it needs no mark.
pub(super) fn named(name: &str) -> Option<(Label, Bare)> {
    let known = LABELS.iter().find(|(text, ..)| *text == name).map(|(_, label, bare)| (*label, *bare));
    known.or_else(|| described(name).map(|label| (label, No)))
}

/// Words for those who answer, or for what they say.
const ANSWERERS: [&str; 8] = ["answer", "answers", "response", "responses", "candidate", "candidates", "one", "ones"];

/// Words for what a good answer does with its points.
const DOINGS: [&str; 17] = [
    "mention", "mentions", "include", "includes", "cover", "covers", "contain", "contains", "show", "shows", "say", "says", "touch", "touches", "note",
    "notes", "look",
];

/// Labels that people put together from the same few words: `Strong answers mention`, `A good answer should cover`, `Things to listen for`.
fn described(name: &str) -> Option<Label> {
    let mut words: Vec<&str> = name
        .split(' ')
        .filter(|w| !matches!(*w, "a" | "an" | "the" | "what" | "things" | "points" | "to" | "we" | "i"))
        .collect();
    if words.len() > 5 {
        return None;
    }
    // `listen for`, `watch out for`: what is announced depends on what one is told to do.
    if let [doing, .., "for"] = words[..] {
        match doing {
            "listen" | "listening" | "look" | "looking" if words.len() <= 3 => return Some(Label::Signals),
            "watch" if words.len() <= 3 => return Some(Label::RedFlags),
            _ => {}
        }
    }
    words.retain(|w| {
        !matches!(
            *w,
            "should" | "would" | "will" | "might" | "may" | "usually" | "often" | "typically" | "like" | "on"
        )
    });
    let [quality, answerer, doing] = words[..] else { return None };
    if !ANSWERERS.contains(&answerer) || !DOINGS.contains(&doing) {
        return None;
    }
    match quality {
        "strong" | "good" | "great" | "best" | "better" | "excellent" | "ideal" | "complete" | "full" | "senior" => Some(Label::Signals),
        "weak" | "bad" | "poor" | "wrong" => Some(Label::RedFlags),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_put_together() {
        for name in [
            "strong answers mention",
            "a good answer should cover",
            "listen for",
            "things to listen for",
            "what to look for",
            "what we listen for",
        ] {
            assert_eq!(named(name).map(|l| l.0), Some(Label::Signals), "{name}");
        }
        for name in ["weak answers mention", "watch out for", "red flags"] {
            assert_eq!(named(name).map(|l| l.0), Some(Label::RedFlags), "{name}");
        }
        for name in ["a good answer", "look at the data for", "answers mention", "good hosts mention", "the good"] {
            assert_ne!(named(name).map(|l| l.0), Some(Label::Signals), "{name}");
        }
    }
}
