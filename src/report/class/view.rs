//! What the templates see: the summary with everything looked up and said in words, and each answer cut into pieces.

use std::collections::BTreeSet;

use serde::Serialize;

use super::answer::{ReportAnswer, ReportSignal};
use super::lookup::Lookup;
use super::marked::{Piece, class, name, pieces, sign};
use super::shown::shortened;
use super::words;
use crate::insight::{CandidateSummary, ItemSummary, Mistake, ReviewItem, SignalRef, Summary};

/// Longest typical answer that is quoted, in characters.
pub(super) const LONGEST_QUOTE: usize = 320;
/// Most candidates listed: a page of more is not read, and hardly opened. As in the summary, those with the lowest totals have to be among them.
const MOST_CANDIDATES: usize = 2000;

/// A question with its number from 1.
#[derive(Serialize)]
pub(super) struct Question<'a> {
    pub number: usize,
    pub item: &'a ItemSummary,
    pub ease: &'static str,
    pub tells: &'static str,
    pub advice: Option<String>,
    pub mistakes: Vec<Common<'a>>,
}

/// A common mistake and the answer that is typical of it, where that one is shown.
#[derive(Serialize)]
pub(super) struct Common<'a> {
    pub mistake: &'a Mistake,
    pub quote: Option<Quote<'a>>,
}

/// A typical answer.
#[derive(Serialize)]
pub(super) struct Quote<'a> {
    pub row: u32,
    pub candidate: &'a str,
    pub text: String,
}

/// A candidate with its number from 1.
#[derive(Serialize)]
pub(super) struct Candidate<'a> {
    pub number: usize,
    pub candidate: &'a CandidateSummary,
    pub strongest: Vec<Point<'a>>,
    pub weakest: Vec<Point<'a>>,
}

/// A signal of a question.
#[derive(Serialize)]
pub(super) struct Point<'a> {
    pub statement: &'a str,
    pub title: &'a str,
}

/// An answer that a person should read.
#[derive(Serialize)]
pub(super) struct Doubt<'a> {
    pub found: &'a ReviewItem,
    pub title: &'a str,
    /// What is odd about the answer, where it is shown.
    pub reasons: Vec<&'a str>,
    /// Whether the answer is on the page.
    pub linked: bool,
}

/// An answer.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    pub row: u32,
    pub candidate: &'a str,
    pub title: &'a str,
    /// Numbers of the candidate and the question from 1; 0 for one that the summary does not have.
    pub c: usize,
    pub q: usize,
    pub score: f64,
    pub level: &'a str,
    pub confidence: f64,
    pub passed: bool,
    pub flags: &'a [String],
    pub review: &'a [String],
    pub pieces: Vec<Piece<'a>>,
    pub signals: Vec<Signal<'a>>,
    pub feedback: &'a [(String, String)],
    pub next: Option<&'a str>,
    pub error: Option<&'a str>,
}

/// What an answer does about a signal.
#[derive(Serialize)]
pub(super) struct Signal<'a> {
    pub number: usize,
    pub statement: &'a str,
    pub class: &'static str,
    pub verdict: &'static str,
    pub sign: &'static str,
    pub probability: f64,
    pub correction: Option<&'a str>,
}

/// The questions of `summary`.
pub(super) fn questions<'a>(summary: &'a Summary, lookup: &Lookup<'a>) -> Vec<Question<'a>> {
    let question = |(i, item): (usize, &'a ItemSummary)| Question {
        number: i + 1,
        item,
        ease: words::difficulty(item.difficulty),
        tells: words::discrimination(item.discrimination),
        advice: words::advice(item.difficulty, item.discrimination),
        mistakes: item
            .mistakes
            .iter()
            .map(|mistake| Common {
                mistake,
                quote: quote(mistake, lookup),
            })
            .collect(),
    };
    summary.items.iter().enumerate().map(question).collect()
}

/// The typical answer of `mistake`.
pub(super) fn quote<'a>(mistake: &Mistake, lookup: &Lookup<'a>) -> Option<Quote<'a>> {
    let answer = lookup.row(mistake.typical).filter(|a| !a.text.trim().is_empty())?;
    Some(Quote {
        row: answer.row,
        candidate: &answer.candidate,
        text: shortened(&answer.text, LONGEST_QUOTE),
    })
}

/// The candidates of `summary` in the order of their rank; the last of them, where a page cannot hold all.
pub(super) fn candidates<'a>(summary: &'a Summary, lookup: &Lookup<'a>) -> Vec<Candidate<'a>> {
    let points = |signals: &'a [SignalRef]| -> Vec<Point<'a>> {
        let point = |s: &'a SignalRef| Point {
            statement: &s.statement,
            title: lookup.title(&s.item),
        };
        signals.iter().map(point).collect()
    };
    let candidate = |(i, candidate): (usize, &'a CandidateSummary)| Candidate {
        number: i + 1,
        candidate,
        strongest: points(&candidate.strongest),
        weakest: points(&candidate.weakest),
    };
    let mut by_rank: Vec<_> = summary.candidates.iter().enumerate().collect();
    by_rank.sort_by_key(|(i, c)| (c.rank, *i));
    let unlisted = by_rank.len().saturating_sub(MOST_CANDIDATES);
    by_rank.split_off(unlisted).into_iter().map(candidate).collect()
}

/// The answers for review.
pub(super) fn doubts<'a>(summary: &'a Summary, lookup: &Lookup<'a>) -> Vec<Doubt<'a>> {
    let doubt = |found: &'a ReviewItem| {
        let answer = lookup.row(found.row);
        Doubt {
            found,
            title: lookup.title(&found.item),
            reasons: answer.map(reasons).unwrap_or_default(),
            linked: answer.is_some(),
        }
    };
    summary.review.iter().map(doubt).collect()
}

/// Flags and doubts of `answer`, each once.
fn reasons(answer: &ReportAnswer) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    answer
        .flags
        .iter()
        .chain(&answer.review)
        .map(String::as_str)
        .filter(|r| seen.insert(*r))
        .collect()
}

/// `answer` for the page.
pub(super) fn answer<'a>(answer: &'a ReportAnswer, lookup: &Lookup<'a>) -> Answer<'a> {
    Answer {
        row: answer.row,
        candidate: &answer.candidate,
        title: lookup.title(&answer.item),
        c: lookup.candidate(&answer.candidate).map_or(0, |i| i + 1),
        q: lookup.item(&answer.item).map_or(0, |i| i + 1),
        score: answer.score,
        level: &answer.level,
        confidence: answer.confidence,
        passed: answer.passed,
        flags: &answer.flags,
        review: &answer.review,
        pieces: pieces(answer.text.trim_end(), &answer.signals),
        signals: answer.signals.iter().enumerate().map(signal).collect(),
        feedback: &answer.feedback,
        next: answer.next.as_deref(),
        error: answer.error.as_deref(),
    }
}

fn signal((i, s): (usize, &ReportSignal)) -> Signal<'_> {
    Signal {
        number: i + 1,
        statement: &s.statement,
        class: class(s.verdict),
        verdict: name(s.verdict),
        sign: sign(s.verdict),
        probability: s.probability,
        correction: s.correction.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::class;
    use super::*;

    #[test]
    fn of_too_many_candidates_those_with_the_lowest_totals_are_listed_by_rank() {
        let ranks = (1..=MOST_CANDIDATES + 3).rev();
        let candidates = ranks.map(|rank| CandidateSummary {
            rank,
            ..CandidateSummary::default()
        });
        let summary = Summary {
            candidates: candidates.collect(),
            ..Summary::default()
        };
        let listed = super::candidates(&summary, &Lookup::new(&summary, &[]));
        let ranks: Vec<usize> = listed.iter().map(|c| c.candidate.rank).collect();
        assert_eq!(ranks, (4..=MOST_CANDIDATES + 3).collect::<Vec<_>>());
        assert_eq!(listed[0].number, MOST_CANDIDATES, "the number is the place in the summary, whatever is listed");
    }

    #[test]
    fn a_typical_answer_is_quoted_where_it_is_shown() {
        let (summary, answers) = class("a text");
        let quoted = |answers: &[ReportAnswer]| {
            questions(&summary, &Lookup::new(&summary, answers))[0].mistakes[0]
                .quote
                .as_ref()
                .map(|q| q.row)
        };
        assert_eq!((quoted(&answers), quoted(&answers[1..])), (Some(1), None));
    }

    #[test]
    fn a_reason_that_is_flag_and_doubt_is_said_once() {
        let (summary, answers) = class("a text");
        let doubts = doubts(&summary, &Lookup::new(&summary, &answers));
        assert_eq!((doubts[0].reasons.as_slice(), doubts[0].linked), (["a text"].as_slice(), true));
        assert_eq!((doubts[1].reasons.len(), doubts[1].linked), (0, false));
    }
}
