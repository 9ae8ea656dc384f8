//! What is in a baseline and should not be: `--strict-baseline` fails for it.

use std::collections::BTreeSet;

use super::{Answer, Baseline, Id, Scope, State};

/// Something in a baseline that `gradus baseline write` would change without taking debt.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Outdated {
    /// The answers were graded by another model or calibration.
    #[error("the baseline was graded by `{was}`, this run by `{is}`: scores may have moved without the answers; run `gradus baseline write`")]
    Grader {
        /// What graded then.
        was: String,
        /// What grades now.
        is: String,
    },
    /// The answer is gone.
    #[error("the baseline knows the answer `{}` to `{}`, and there is none; run `gradus baseline write`", id.answer, id.question)]
    Stale {
        /// Which one it was.
        id: Id,
    },
    /// The answer is better than its entry asks for.
    #[error("the answer `{}` to `{}` is better than the baseline asks for; keep it so with `gradus baseline write`", id.answer, id.question)]
    Improved {
        /// Which one.
        id: Id,
        /// Points that it gained.
        by: f64,
    },
    /// The entry is by another rubric.
    #[error("the rubric of `{}` has changed since the baseline was written; run `gradus baseline write`", id.question)]
    RubricChanged {
        /// Which answer.
        id: Id,
    },
}

impl Baseline {
    /// What of this baseline is out of date, after a run over `scope` by `grader` that graded `answers`: the grader first, then in the order of the file.
    #[must_use]
    pub fn outdated(&self, answers: &[Answer], grader: &str, scope: Scope) -> Vec<Outdated> {
        let mut found = Vec::new();
        let seen: BTreeSet<&Id> = answers.iter().map(|a| &a.id).collect();
        let gone = self.entries.keys().filter(|id| !seen.contains(id) && scope == Scope::All);
        found.extend(gone.map(|id| (id, Outdated::Stale { id: id.clone() })));
        found.extend(answers.iter().filter_map(|answer| {
            let id = answer.id.clone();
            let outdated = match self.state(answer) {
                State::Improved { by, .. } => Outdated::Improved { id, by },
                State::RubricChanged { .. } => Outdated::RubricChanged { id },
                State::New | State::Unchanged | State::Worse { .. } => return None,
            };
            Some((&answer.id, outdated))
        }));
        found.sort_by_key(|(id, _)| *id);
        let other = (!self.entries.is_empty() && self.grader != grader).then(|| Outdated::Grader {
            was: self.grader.clone(),
            is: grader.to_owned(),
        });
        other.into_iter().chain(found.into_iter().map(|(_, outdated)| outdated)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::{answer, baseline};
    use super::*;

    #[test]
    fn stale_entries_and_improvements_are_told_in_the_order_of_the_file() {
        let before = baseline(&[answer("a", 50.0, &[]), answer("b", 50.0, &[]), answer("c", 50.0, &[]), answer("d", 50.0, &[])]);
        let mut other = answer("c", 50.0, &[]);
        other.now.rubric = "r2".into();
        let now = [answer("d", 50.0, &[]), other, answer("new", 90.0, &[]), answer("a", 55.0, &[])];
        let ids = |found: &[Outdated]| {
            let told: Vec<String> = found.iter().map(|o| o.to_string().split(';').next().unwrap_or_default().to_owned()).collect();
            told
        };
        let expected = [
            "the answer `a` to `q` is better than the baseline asks for",
            "the baseline knows the answer `b` to `q`, and there is none",
            "the rubric of `q` has changed since the baseline was written",
        ];
        assert_eq!(ids(&before.outdated(&now, "m", Scope::All)), expected);
        // A run over some of the answers knows nothing of the others.
        assert_eq!(ids(&before.outdated(&now, "m", Scope::Part)), [expected[0], expected[2]]);
    }

    #[test]
    fn another_grader_is_told_once() {
        let a = [answer("a", 50.0, &[])];
        let found = baseline(&a).outdated(&a, "another", Scope::All);
        assert!(matches!(&found[..], [Outdated::Grader { was, is }] if was == "m" && is == "another"));
    }

    #[test]
    fn a_baseline_that_was_just_written_is_not_out_of_date() {
        let a = [answer("a", 50.0, &[]), answer("b", 70.0, &[])];
        assert_eq!(baseline(&a).outdated(&a, "m", Scope::All), []);
    }
}
