//! Grading marked answers and holding the result against the marks.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::cut::cut;
use super::figures::{Pair, agreement};
use super::keywords::suggest;
use super::read::Answer;
use super::result::{Comparison, Mistake, MistakeKind, Scores, SignalAgreement};
use crate::bank::{Bank, Entry};
use crate::embed::EncodeError;
use crate::eval::{mean, pearson, rounded, spearman};
use crate::grade::{Engine, Grade, Grader, SignalGrade, Verdict};
use crate::rubric::Signal;
use crate::text::decode;

/// A marked answer with its grade.
struct Graded<'a> {
    answer: &'a Answer,
    grade: Grade,
}

/// Grades `answers`, whose questions are in `bank`, and compares. `threshold` is the pass mark in points. The result does not depend on the number of threads.
///
/// # Errors
///
/// When the encoder cannot process a text.
pub fn compare(answers: &[Answer], bank: &Bank, threshold: f64, engine: &Engine<'_>) -> Result<Comparison, EncodeError> {
    let mut by_question: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
    for answer in answers {
        by_question.entry(&answer.question).or_default().push(answer);
    }
    let mut found: Vec<(f64, SignalAgreement, Vec<Mistake>)> = Vec::new();
    let (mut all, mut scores) = (Vec::new(), Vec::new());
    for (question, answers) in &by_question {
        let Some(entry) = bank.get(question) else { continue };
        let grader = Grader::new(entry, engine)?;
        let grade = |answer: &&'_ Answer| grader.grade(&decode(answer.text.as_bytes()));
        let grades: Vec<Grade> = answers.par_iter().map(grade).collect::<Result<_, _>>()?;
        let graded: Vec<Graded<'_>> = answers.iter().zip(grades).map(|(answer, grade)| Graded { answer, grade }).collect();
        scores.extend(graded.iter().filter_map(|g| Some((author_score(g.answer, entry)?, g.grade.score / 100.0))));
        for (i, signal) in entry.rubric.signals.iter().enumerate() {
            let (agreement, mistakes, pairs) = one(entry, i, signal, &graded);
            if !pairs.is_empty() {
                let misleads = signal.weight.get() * (agreement.missed + agreement.false_met) as f64;
                found.push((misleads, agreement, mistakes));
            }
            all.extend(pairs);
        }
    }
    // A stable sort: of equals the first in the bank comes first.
    found.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
    let passes = |(author, _): &&(f64, f64)| 100.0 * author >= threshold;
    let points = |pairs: Vec<&(f64, f64)>| pairs.into_iter().map(|(_, gradus)| 100.0 * gradus).collect::<Vec<f64>>();
    let (above, below): (Vec<_>, Vec<_>) = scores.iter().partition(passes);
    Ok(Comparison {
        schema_version: 1,
        questions: by_question.keys().map(|q| (*q).to_owned()).collect(),
        answers: answers.len(),
        overall: (!all.is_empty()).then(|| agreement(&all)),
        scores: figures(&scores),
        pass_mark: cut(&points(above), &points(below), threshold, 0),
        mistakes: found.iter().flat_map(|(.., mistakes)| mistakes.clone()).collect(),
        signals: found.into_iter().map(|(_, agreement, _)| agreement).collect(),
    })
}

/// The author's score, or the one that the author's marks make where every signal has one.
fn author_score(answer: &Answer, entry: &Entry) -> Option<f64> {
    if answer.score.is_some() {
        return answer.score;
    }
    let signals = &entry.rubric.signals;
    let credit = |s: &Signal| answer.marks.get(&s.id).map(|m| m.credit() * s.weight.get());
    let earned: f64 = signals.iter().map(credit).sum::<Option<f64>>()?;
    Some(earned / entry.rubric.total_weight())
}

/// One signal over the answers to its question.
fn one(entry: &Entry, at: usize, signal: &Signal, graded: &[Graded<'_>]) -> (SignalAgreement, Vec<Mistake>, Vec<Pair>) {
    let marked: Vec<(&Graded<'_>, &SignalGrade, Pair)> = graded
        .iter()
        .filter_map(|g| {
            let mark = *g.answer.marks.get(&signal.id)?;
            let found = &g.grade.signals[at];
            let (verdict, probability) = (found.verdict, found.probability);
            Some((g, found, Pair { mark, verdict, probability }))
        })
        .collect();
    let pairs: Vec<Pair> = marked.iter().map(|(.., pair)| *pair).collect();
    let texts = |holds: &dyn Fn(&Pair) -> bool| {
        marked
            .iter()
            .filter(|(.., p)| holds(p))
            .map(|(g, ..)| g.answer.text.as_str())
            .collect::<Vec<_>>()
    };
    // What shows another signal has no words for this one.
    let missed: Vec<String> = marked.iter().filter(|(.., p)| p.is_missed()).map(|(g, ..)| unexplained(g, at)).collect();
    let missed: Vec<&str> = missed.iter().map(String::as_str).collect();
    let met = texts(&|p| p.mark == crate::calibrate::Mark::Met);
    let mistakes = marked
        .iter()
        .filter(|(.., p)| p.is_missed() || p.is_false())
        .map(|(g, found, pair)| Mistake {
            kind: if pair.is_missed() { MistakeKind::Missed } else { MistakeKind::FalseMet },
            question: entry.id.clone(),
            signal: signal.id.clone(),
            answer: g.answer.name.clone(),
            mark: pair.mark,
            verdict: pair.verdict,
            probability: pair.probability,
            text: found.evidence.as_ref().map_or_else(String::new, |e| e.text.clone()),
        })
        .collect();
    let agreement = SignalAgreement {
        question: entry.id.clone(),
        signal: signal.id.clone(),
        statement: signal.statement.clone(),
        keywords: suggest(entry, signal, &missed, &met, &texts(&Pair::is_negative)),
        ..agreement(&pairs)
    };
    (agreement, mistakes, pairs)
}

/// The answer without the places that show other signals than the one at `at`; the whole where nothing is left.
fn unexplained(graded: &Graded<'_>, at: usize) -> String {
    let others = graded.grade.signals.iter().enumerate().filter(|(i, s)| *i != at && s.verdict == Verdict::Met);
    let spans: Vec<_> = others.filter_map(|(_, s)| s.evidence.as_ref().map(|e| e.span.range())).collect();
    let text = decode(graded.answer.text.as_bytes()).text;
    let left: String = text
        .char_indices()
        .filter(|(i, _)| !spans.iter().any(|s| s.contains(i)))
        .map(|(_, c)| c)
        .collect();
    if left.trim().is_empty() { text } else { left }
}

fn figures(scores: &[(f64, f64)]) -> Option<Scores> {
    if scores.is_empty() {
        return None;
    }
    let (author, gradus): (Vec<f64>, Vec<f64>) = scores.iter().copied().unzip();
    let errors: Vec<f64> = scores.iter().map(|(a, g)| 100.0 * (a - g).abs()).collect();
    Some(Scores {
        answers: scores.len(),
        pearson: pearson(&author, &gradus).map(rounded),
        spearman: spearman(&author, &gradus).map(rounded),
        mean_author: rounded(100.0 * mean(&author)),
        mean_gradus: rounded(100.0 * mean(&gradus)),
        mean_error: rounded(mean(&errors)),
    })
}
