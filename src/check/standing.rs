//! A run held against a baseline.

use super::baseline::{Answer, Baseline, Entry, Id, Scope, State};
use super::judge::judge;
use super::run::{BaselineMark, BaselineState, BaselineUse, CheckRun, CheckedAnswer};
use super::verdict::AnswerOutcome;

impl CheckRun {
    /// What graded: scores of another one do not compare.
    #[must_use]
    pub fn grader(&self) -> String {
        format!("{} · {}", self.tool, self.signature)
    }

    /// The answers as a baseline sees them.
    #[must_use]
    pub fn baseline_answers(&self) -> Vec<Answer> {
        self.answers.iter().map(seen).collect()
    }

    /// Marks each answer with how it stands to `baseline`, which is `file` in messages.
    pub fn hold(&mut self, baseline: &Baseline, file: &str, scope: Scope) {
        let answers = self.baseline_answers();
        let outdated = baseline.outdated(&answers, &self.grader(), scope);
        for (answer, seen) in self.answers.iter_mut().zip(&answers) {
            let state = match baseline.state(seen) {
                State::New | State::RubricChanged { .. } => BaselineState::New,
                State::Unchanged => BaselineState::Unchanged,
                State::Worse { .. } => BaselineState::Worse,
                State::Improved { .. } => BaselineState::Improved,
            };
            answer.baseline = Some(BaselineMark {
                state,
                score: baseline.get(&seen.id).map(|e| e.score),
            });
        }
        self.baseline = Some(BaselineUse {
            path: file.to_owned(),
            outdated: outdated.iter().map(ToString::to_string).collect(),
        });
    }
}

fn seen(answer: &CheckedAnswer) -> Answer {
    let alone = CheckedAnswer {
        baseline: None,
        ..answer.clone()
    };
    Answer {
        id: Id {
            question: answer.question.clone(),
            answer: answer.id.clone(),
        },
        now: Entry {
            rubric: answer.rubric.clone(),
            score: answer.score,
            signals: answer.signals.iter().map(|s| (s.id.clone(), s.verdict)).collect(),
        },
        is_below: judge(&alone).outcome == AnswerOutcome::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::baseline::Accept;
    use crate::check::fixture::{answer, empty};
    use crate::check::verdict;

    fn run(scores: &[(&str, f64)]) -> CheckRun {
        CheckRun {
            answers: scores.iter().map(|(id, score)| answer(id, *score)).collect(),
            ..empty()
        }
    }

    #[test]
    fn debt_is_known_until_it_gets_worse() {
        let before = run(&[("debt", 40.0), ("good", 90.0), ("gone", 70.0)]);
        let baseline = Baseline::new(before.grader());
        let baseline = baseline
            .update(&before.baseline_answers(), &before.grader(), Scope::All, Accept::ALL)
            .unwrap()
            .baseline;
        let mut now = run(&[("debt", 40.0), ("good", 80.0), ("new", 30.0)]);
        now.hold(&baseline, "b.json", Scope::All);
        let outcomes: Vec<AnswerOutcome> = verdict(&now).answers.iter().map(|a| a.outcome).collect();
        assert_eq!(outcomes, [AnswerOutcome::Known, AnswerOutcome::Failed, AnswerOutcome::Failed]);
        let states: Vec<_> = now.answers.iter().filter_map(|a| a.baseline).map(|b| (b.state, b.score)).collect();
        assert_eq!(
            states,
            [
                (BaselineState::Unchanged, Some(40.0)),
                (BaselineState::Worse, Some(90.0)),
                (BaselineState::New, None)
            ]
        );
        let outdated = now.baseline.unwrap().outdated;
        assert!(outdated.len() == 1 && outdated[0].contains("`gone`"), "{outdated:?}");
    }
}
