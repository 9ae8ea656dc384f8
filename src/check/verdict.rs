//! The verdict on a run: one function, of which text, files and exit code are made, so that none of them can say what another does not.

use std::cmp::Reverse;

use serde::Serialize;

use super::bars::{Bars, Severity};
use super::judge::{judge, rank};
use super::run::{BaselineState, CheckRun, CheckedAnswer};

/// How far a mean or a share may fall short of its bar by rounding alone; scores have none, they are compared as they are shown.
const TOLERANCE: f64 = 1e-9;

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every bar is met.
    Pass,
    /// A bar is not met.
    Below,
    /// Something could not be graded: whether the bars are met is not known.
    CouldNotGrade,
    /// There was nothing to grade, so nothing was measured.
    NothingToGrade,
}

/// What an answer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerOutcome {
    /// It is below its bars, or became worse.
    Failed,
    /// It is below its bars, and the baseline has it no better.
    Known,
    /// It meets its bars.
    Passed,
}

/// A signal that is not met and counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmet {
    /// Its place in the answer's signals.
    pub signal: usize,
    /// How severe that is.
    pub severity: Severity,
    /// Whether it puts the answer below its bars.
    pub fails: bool,
}

/// The verdict on an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerVerdict {
    /// What it came to.
    pub outcome: AnswerOutcome,
    /// The points that it needed.
    pub threshold: f64,
    /// Whether its score is below them.
    pub below_bar: bool,
    /// Signals that are not met, in the order of the rubric.
    pub unmet: Vec<Unmet>,
    /// Why it is below its bars: its score, how it stands to the baseline, then signals, worst first; empty where it passes.
    pub reasons: Vec<String>,
    /// How many of the reasons are not about a signal.
    pub(super) general: usize,
}

impl AnswerVerdict {
    /// Its unmet signals, worst first.
    #[must_use]
    pub fn worst(&self, answer: &CheckedAnswer) -> Vec<Unmet> {
        let mut out = self.unmet.clone();
        out.sort_by_key(|u| rank(u, &answer.signals[u.signal]));
        out
    }

    /// The reasons that are not about a signal.
    #[must_use]
    pub fn general(&self) -> &[String] {
        &self.reasons[..self.general]
    }

    /// Whether it passes with something to warn of.
    #[must_use]
    pub fn warns(&self) -> bool {
        self.outcome == AnswerOutcome::Passed && self.unmet.iter().any(|u| u.severity >= Severity::Warn)
    }
}

/// How many answers came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Answers that were graded.
    pub graded: usize,
    /// Of these, those that meet their bars.
    pub passed: usize,
    /// Of those that passed, the ones with something to warn of.
    pub warned: usize,
    /// Those below their bars.
    pub failed: usize,
    /// Those below their bars that the baseline has.
    pub known: usize,
    /// What could not be graded.
    pub not_graded: usize,
    /// Answers that nothing touched.
    pub untouched: usize,
}

/// The verdict on a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What it came to.
    pub outcome: Outcome,
    /// What the program exits with: 0 pass, 1 below the bar, 2 could not grade, 4 nothing to grade.
    pub exit_code: u8,
    /// Why.
    pub reasons: Vec<String>,
    /// One for each answer of the run, in its order.
    pub answers: Vec<AnswerVerdict>,
    /// How many answers came to what.
    pub counts: Counts,
    /// Mean score of the answers that are not known to be below their bars.
    pub mean: Option<f64>,
    /// Share of those answers that pass.
    pub pass_rate: Option<f64>,
    /// Answers in the order of their places.
    pub by_place: Vec<usize>,
    /// Answers with the worst first: failed, known, passed with something to warn of, passed; then by the points that lack.
    pub by_harm: Vec<usize>,
    /// What could not be graded, in the order of their places.
    pub faults: Vec<usize>,
}

/// Judges `run`.
///
/// What could not be graded outweighs what is below the bar, since it may hide more of it. An answer below its bars fails the run, unless `min_pass_rate` says how
/// many may; one that became worse than in the baseline always does; known ones are left out of the rate and of the mean. A bar is met by what reaches it (`>=`).
#[must_use]
pub fn verdict(run: &CheckRun) -> Verdict {
    let answers: Vec<AnswerVerdict> = run.answers.iter().map(judge).collect();
    let counts = counts(run, &answers);
    let by_place = by_place(run);
    let counted: Vec<usize> = by_place.iter().copied().filter(|i| answers[*i].outcome != AnswerOutcome::Known).collect();
    let share = |sum: f64| (!counted.is_empty()).then(|| sum / counted.len() as f64);
    // Summed in the order of places: the same digits in whatever order the answers were graded.
    let mean = share(counted.iter().map(|i| run.answers[*i].score).sum());
    let pass_rate = share(counts.passed as f64);
    let mut reasons = Vec::new();
    let outcome = if counts.not_graded > 0 {
        reasons.push(format!("could not grade {}", numbered(counts.not_graded, "answer")));
        below(run, counts, mean, pass_rate, &mut reasons);
        Outcome::CouldNotGrade
    } else if counts.graded > 0 {
        if below(run, counts, mean, pass_rate, &mut reasons) {
            Outcome::Below
        } else {
            reasons.push(passed(counts));
            Outcome::Pass
        }
    } else if run.untouched > 0 {
        reasons.push(format!("none of {} changed", numbered(run.untouched, "answer")));
        Outcome::Pass
    } else {
        reasons.push("no answer was found".to_owned());
        Outcome::NothingToGrade
    };
    let exit_code = exit_code(outcome, &run.bars, &mut reasons);
    let by_harm = by_harm(run, &answers, &by_place);
    let mut faults: Vec<usize> = (0..run.not_graded.len()).collect();
    faults.sort_by_key(|i| {
        let f = &run.not_graded[*i];
        (&f.path, f.line, &f.answer, &f.question, &f.code, &f.message)
    });
    Verdict {
        outcome,
        exit_code,
        reasons,
        answers,
        counts,
        mean,
        pass_rate,
        by_place,
        by_harm,
        faults,
    }
}

/// Whether a bar is not met; each one that is not becomes a reason.
fn below(run: &CheckRun, counts: Counts, mean: Option<f64>, pass_rate: Option<f64>, reasons: &mut Vec<String>) -> bool {
    let (bars, before) = (&run.bars, reasons.len());
    let counted = counts.passed + counts.failed;
    match pass_rate {
        Some(rate) if bars.min_pass_rate < 1.0 && !reaches(rate, bars.min_pass_rate) => {
            let (bar, shown) = (bars.min_pass_rate, short_of(rate, bars.min_pass_rate));
            reasons.push(format!(
                "{} of {} passed, a share of {shown}; `min_pass_rate` is {bar}",
                counts.passed,
                numbered(counted, "answer")
            ));
        }
        _ if bars.min_pass_rate >= 1.0 && counts.failed > 0 => {
            let verb = if counts.failed == 1 { "is" } else { "are" };
            reasons.push(format!("{} of {} {verb} below the bar", counts.failed, numbered(counts.graded, "answer")));
        }
        _ => {}
    }
    let worse = run
        .answers
        .iter()
        .filter(|a| a.baseline.is_some_and(|b| b.state == BaselineState::Worse))
        .count();
    if worse > 0 && bars.min_pass_rate < 1.0 {
        reasons.push(format!("{} became worse than in the baseline", numbered(worse, "answer")));
    }
    if let (Some(bar), Some(mean)) = (bars.min_mean, mean)
        && !reaches(mean, bar)
    {
        reasons.push(format!("the mean score of {} is below `min_mean`, which is {bar}", short_of(mean, bar)));
    }
    if let Some(baseline) = run.baseline.as_ref().filter(|b| bars.strict_baseline && !b.outdated.is_empty()) {
        reasons.push(format!("`{}` is out of date", baseline.path));
    }
    reasons.len() > before
}

fn passed(counts: Counts) -> String {
    let verb = if counts.passed == 1 { "passes" } else { "pass" };
    let mut out = format!("{} of {} {verb}", counts.passed, numbered(counts.graded, "answer"));
    if counts.failed > 0 {
        out.push_str(", as many as `min_pass_rate` asks for");
    }
    if counts.known > 0 {
        out.push_str(&format!(", {} below the bar as in the baseline", counts.known));
    }
    out
}

/// A figure that is no number reaches nothing.
fn reaches(value: f64, bar: f64) -> bool {
    value.is_finite() && value + TOLERANCE >= bar
}

/// `value` with so many digits that it is seen to be short of `bar`.
fn short_of(value: f64, bar: f64) -> String {
    (1..=12)
        .map(|digits| format!("{value:.digits$}"))
        .find(|text| text.parse::<f64>().is_ok_and(|shown| shown < bar))
        .unwrap_or_else(|| value.to_string())
}

fn exit_code(outcome: Outcome, bars: &Bars, reasons: &mut Vec<String>) -> u8 {
    match outcome {
        Outcome::Pass => 0,
        Outcome::Below if bars.exit_zero => {
            reasons.push("`--exit-zero`: this is only reported, the exit code is 0".to_owned());
            0
        }
        Outcome::Below => 1,
        Outcome::CouldNotGrade => 2,
        Outcome::NothingToGrade if bars.allow_empty => {
            reasons.push("`--allow-empty`: that is no mistake, the exit code is 0".to_owned());
            0
        }
        Outcome::NothingToGrade => 4,
    }
}

fn counts(run: &CheckRun, answers: &[AnswerVerdict]) -> Counts {
    let of = |outcome| answers.iter().filter(|a| a.outcome == outcome).count();
    Counts {
        graded: answers.len(),
        passed: of(AnswerOutcome::Passed),
        warned: answers.iter().filter(|a| a.warns()).count(),
        failed: of(AnswerOutcome::Failed),
        known: of(AnswerOutcome::Known),
        not_graded: run.not_graded.len(),
        untouched: run.untouched,
    }
}

fn by_place(run: &CheckRun) -> Vec<usize> {
    let mut out: Vec<usize> = (0..run.answers.len()).collect();
    out.sort_by_key(|i| {
        let a = &run.answers[*i];
        (&a.path, a.line_offset, &a.question, &a.id, &a.text)
    });
    out
}

fn by_harm(run: &CheckRun, answers: &[AnswerVerdict], by_place: &[usize]) -> Vec<usize> {
    let mut out = by_place.to_vec();
    let lack = |i: usize| answers[i].threshold - run.answers[i].score;
    let errors = |i: usize| answers[i].unmet.iter().filter(|u| u.severity == Severity::Error).count();
    out.sort_by(|a, b| {
        let group = |i: usize| (answers[i].outcome, Reverse(answers[i].warns()));
        // No number is worse than every number, and equals stay in the order of their places.
        let sorted = |i: usize| if run.answers[i].score.is_finite() { lack(i) } else { f64::INFINITY };
        group(*a)
            .cmp(&group(*b))
            .then_with(|| sorted(*b).total_cmp(&sorted(*a)))
            .then_with(|| errors(*b).cmp(&errors(*a)))
    });
    out
}

/// "1 answer", "2 answers".
pub(crate) fn numbered(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
