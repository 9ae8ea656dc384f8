//! What a comparison found. The JSON output is these types.

use serde::Serialize;

use crate::calibrate::Mark;
use crate::grade::Verdict;

/// How often each mark was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Marks {
    /// The answer shows the signal.
    pub met: usize,
    /// It shows part of it; left out of precision and recall.
    pub partly: usize,
    /// It says nothing about it.
    pub missing: usize,
    /// It says the opposite.
    pub contradicted: usize,
}

/// Where two sorts of answers are told apart best.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cut {
    /// Where the cut is now.
    pub now: f64,
    /// The mean of the shares that it tells rightly of both sorts.
    pub agreement_now: f64,
    /// Where it would agree best.
    pub best: f64,
    /// The same there.
    pub agreement_best: f64,
    /// Answers that should lie above, and below.
    pub above: usize,
    /// Answers that should lie below.
    pub below: usize,
}

/// How scores agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scores {
    /// Answers with a score, or with a mark for every signal, of which a score is made.
    pub answers: usize,
    /// Pearson's correlation.
    pub pearson: Option<f64>,
    /// Spearman's correlation of ranks.
    pub spearman: Option<f64>,
    /// The mean of the author's scores, in points.
    pub mean_author: f64,
    /// The mean of ours, in points.
    pub mean_gradus: f64,
    /// The mean distance, in points.
    pub mean_error: f64,
}

/// A word that might help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The word, as an answer has it.
    pub word: String,
    /// Answers that were marked met and missed that have it.
    pub missed_answers: usize,
    /// All answers marked met that have it.
    pub met_answers: usize,
}

/// How one signal, or all together, agree with the marks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalAgreement {
    /// The question; empty for all signals together.
    pub question: String,
    /// The signal's id.
    pub signal: String,
    /// Its statement.
    pub statement: String,
    /// How often each mark was set.
    pub marks: Marks,
    /// Of what was found met, the share that was marked so.
    pub precision: Option<f64>,
    /// Of what was marked met, the share that was found so.
    pub recall: Option<f64>,
    /// How often a met answer has a higher probability than one marked missing or contradicted.
    pub auc: Option<f64>,
    /// Answers marked met that were not found so.
    pub missed: usize,
    /// Answers marked missing or contradicted that were found met.
    pub false_met: usize,
    /// The probability that would tell the marks apart best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Cut>,
    /// Words that the missed answers have and those marked missing or contradicted do not.
    pub keywords: Vec<Suggestion>,
}

/// How the grader was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MistakeKind {
    /// It is marked met and was not found so.
    Missed,
    /// It is marked missing or contradicted and was found met.
    FalseMet,
}

/// A signal in an answer where the grader and the author differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// Which way.
    pub kind: MistakeKind,
    /// The question.
    pub question: String,
    /// The signal's id.
    pub signal: String,
    /// The answer's name.
    pub answer: String,
    /// What the author found.
    #[serde(serialize_with = "mark_name")]
    pub mark: Mark,
    /// What the grader found.
    pub verdict: Verdict,
    /// The probability that it is met.
    pub probability: f64,
    /// The words that decided; for a miss, the closest ones.
    pub text: String,
}

/// The name of a mark.
#[must_use]
pub(crate) fn name(mark: Mark) -> &'static str {
    match mark {
        Mark::Met => "met",
        Mark::Partly => "partly",
        Mark::Missing => "missing",
        Mark::Contradicted => "contradicted",
    }
}

fn mark_name<S: serde::Serializer>(mark: &Mark, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(name(*mark))
}

/// How far a rubric, or several, agree with the marks of their author.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Version of this structure.
    pub schema_version: u32,
    /// The questions.
    pub questions: Vec<String>,
    /// How many answers there are.
    pub answers: usize,
    /// All signals together; absent where there are no marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall: Option<SignalAgreement>,
    /// The scores.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Scores>,
    /// The pass mark that would agree best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass_mark: Option<Cut>,
    /// Every signal with marks, the most misleading first.
    pub signals: Vec<SignalAgreement>,
    /// Every mistake, by signal in that order.
    pub mistakes: Vec<Mistake>,
}
