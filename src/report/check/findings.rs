//! Findings as code scanning knows them: one for each score below its bar and one for each signal that is not met, each with a name that stays.

use super::clean::message;
use super::fingerprint::Fingerprints;
use super::place::{Place, first_line, place};
use super::words;
use crate::check::{AnswerOutcome, AnswerVerdict, CheckRun, CheckedAnswer, CheckedSignal, Severity, Verdict};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A score below its bar.
    Score,
    /// A required signal that is not met.
    Required,
    /// A weighted signal that is not met.
    Weighted,
}

impl Rule {
    /// All of them, in the order of their indices.
    pub(super) const ALL: [Self; 3] = [Self::Score, Self::Required, Self::Weighted];

    /// Its name, which never changes.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Score => "below-bar",
            Self::Required => "required-signal",
            Self::Weighted => "weighted-signal",
        }
    }

    /// What it is about, in a sentence.
    pub(super) fn summary(self) -> &'static str {
        match self {
            Self::Score => "The score of an answer is below its bar, or it became worse",
            Self::Required => "An answer does not meet a signal that its question requires",
            Self::Weighted => "An answer does not meet a signal that its question gives points for",
        }
    }

    /// How severe it is where nothing else is said.
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Score | Self::Required => Severity::Error,
            Self::Weighted => Severity::Warn,
        }
    }
}

/// Something found about an answer.
pub(super) struct Found<'r> {
    pub(super) answer: &'r CheckedAnswer,
    pub(super) signal: Option<&'r CheckedSignal>,
    pub(super) rule: Rule,
    pub(super) severity: Severity,
    /// Whether the baseline excuses it.
    pub(super) known: bool,
    /// Line where it stands, from 1.
    pub(super) line: usize,
    /// The closest evidence, where there is any.
    pub(super) place: Option<Place>,
    pub(super) message: String,
    /// Made of question, answer and signal, so that it stays when text is edited or a file is moved.
    pub(super) fingerprint: String,
}

/// Everything found, in the order of places; of an answer the score first, then its signals in the order of the rubric.
pub(super) fn findings<'r>(run: &'r CheckRun, verdict: &'r Verdict) -> Vec<Found<'r>> {
    let mut prints = Fingerprints::default();
    let mut out = Vec::new();
    for &i in &verdict.by_place {
        let (answer, judged) = (&run.answers[i], &verdict.answers[i]);
        let known = judged.outcome == AnswerOutcome::Known;
        if !judged.general().is_empty() {
            out.push(Found {
                answer,
                signal: None,
                rule: Rule::Score,
                severity: Severity::Error,
                known,
                line: first_line(answer),
                place: None,
                message: format!("{}: {}", message(&answer.id), general(judged)),
                fingerprint: prints.next(&[&answer.question, &answer.id, ""]),
            });
        }
        for unmet in &judged.unmet {
            let signal = &answer.signals[unmet.signal];
            let place = signal.evidence.and_then(|span| place(answer, span));
            out.push(Found {
                answer,
                signal: Some(signal),
                rule: if signal.required { Rule::Required } else { Rule::Weighted },
                severity: unmet.severity,
                known,
                line: place.map_or_else(|| first_line(answer), |p| p.line),
                place,
                message: words::unmet(signal),
                fingerprint: prints.next(&[&answer.question, &answer.id, &signal.id]),
            });
        }
    }
    out
}

/// The reasons that are about no signal, in one line.
fn general(judged: &AnswerVerdict) -> String {
    judged.general().iter().map(|r| message(r)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{fixture, verdict};

    fn prints(run: &CheckRun) -> Vec<String> {
        let found = verdict(run);
        findings(run, &found).into_iter().map(|f| f.fingerprint).collect()
    }

    #[test]
    fn a_fingerprint_stays_when_text_score_and_path_change() {
        let run = fixture::run();
        let mut moved = run.clone();
        for answer in &mut moved.answers {
            answer.path = format!("elsewhere/{}", answer.path);
            answer.text = format!("\n\n{}", answer.text);
            answer.grade.score -= 0.1;
            answer.line_offset += 7;
        }
        assert_eq!(prints(&run), prints(&moved));
    }

    #[test]
    fn fingerprints_are_not_shared_even_by_answers_of_one_name() {
        let mut run = fixture::run();
        let again = run.answers.clone();
        run.answers.extend(again);
        let mut all = prints(&run);
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(count > 8);
    }
}
