//! A baseline written anew: improvements are taken up, and more debt only where that is asked for.

use std::collections::BTreeMap;

use super::{Answer, Baseline, Entry, Id, State};

/// Which more debt a baseline takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accept {
    /// Answers below the bar that it does not know, or knows by another rubric (`--accept-new`).
    pub new: bool,
    /// Answers that got worse (`--accept-worse`).
    pub worse: bool,
}

impl Accept {
    /// All of it: for the first baseline of a repository, since what is there then is what it is for.
    pub const ALL: Self = Self { new: true, worse: true };
}

/// Which answers a run graded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All there are: what it did not see is gone, and so is its entry.
    All,
    /// Some of them, or some could not be graded: entries of the others stay as they are, since an answer could come back worse, as new.
    Part,
}

/// More debt, which was not asked for. Nothing is to be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the baseline would take more debt: {}; mend the answers, or take it with {}", self.what(), self.flags())]
pub struct Refused {
    /// Answers below the bar that the baseline does not know, or knows by another rubric.
    pub new: Vec<Id>,
    /// Answers that got worse.
    pub worse: Vec<Id>,
}

impl Refused {
    fn what(&self) -> String {
        let count = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 answer {one}")),
            n => Some(format!("{n} answers {many}")),
        };
        let new = count(
            self.new.len(),
            "is new or has a new rubric and is below the bar",
            "are new or have a new rubric and are below the bar",
        );
        let worse = count(self.worse.len(), "got worse", "got worse");
        new.into_iter().chain(worse).collect::<Vec<_>>().join(", ")
    }

    fn flags(&self) -> String {
        let new = (!self.new.is_empty()).then_some("`--accept-new`");
        let worse = (!self.worse.is_empty()).then_some("`--accept-worse`");
        new.into_iter().chain(worse).collect::<Vec<_>>().join(" and ")
    }
}

/// A baseline written anew, and how it differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The baseline.
    pub baseline: Baseline,
    /// Entries that it did not have.
    pub added: usize,
    /// Entries that ask for more than before.
    pub raised: usize,
    /// Entries that ask for less than before, since that was accepted.
    pub lowered: usize,
    /// Entries by another rubric than before.
    pub regraded: usize,
    /// Entries of answers that are gone.
    pub removed: usize,
    /// Entries that are what they were.
    pub kept: usize,
}

impl Baseline {
    /// This baseline with the `answers` of a run by `grader`, each there once.
    ///
    /// An improved answer gets the entry of now, so that it has to stay that good; an unchanged one keeps its entry to the digit, so that a file changes only where
    /// an answer did, and small losses do not add up. Above the bar new answers are taken without asking.
    ///
    /// # Errors
    /// When it would take debt that `accept` does not name.
    pub fn update(&self, answers: &[Answer], grader: &str, scope: Scope, accept: Accept) -> Result<Update, Refused> {
        let mut refused = Refused { new: vec![], worse: vec![] };
        let mut entries: BTreeMap<Id, Entry> = BTreeMap::new();
        let (mut added, mut raised, mut lowered, mut regraded, mut kept) = (0, 0, 0, 0, 0);
        for answer in answers {
            let (count, entry) = match (self.state(answer), self.get(&answer.id)) {
                (State::Unchanged, Some(before)) => (&mut kept, before.clone()),
                (State::Improved { .. }, Some(before)) => (&mut raised, entry(answer, before.score)),
                (State::Worse { .. }, _) => {
                    if !accept.worse {
                        refused.worse.push(answer.id.clone());
                    }
                    (&mut lowered, entry(answer, 0.0))
                }
                (state, _) => {
                    if answer.is_below && !accept.new {
                        refused.new.push(answer.id.clone());
                    }
                    (if state == State::New { &mut added } else { &mut regraded }, entry(answer, 0.0))
                }
            };
            *count += 1;
            entries.insert(answer.id.clone(), entry);
        }
        if !refused.new.is_empty() || !refused.worse.is_empty() {
            return Err(refused);
        }
        let (stayed, removed) = self.stay(&mut entries, scope);
        // Entries of another grader do not become this one's by a look at some of them.
        let keeps_grader = scope == Scope::Part && !self.entries.is_empty();
        let grader = if keeps_grader { &self.grader } else { grader }.to_owned();
        Ok(Update {
            baseline: Self { grader, entries },
            added,
            raised,
            lowered,
            regraded,
            removed,
            kept: kept + stayed,
        })
    }

    /// Gives `entries` those that the run did not see and that are not gone. How many these are, and how many are gone.
    fn stay(&self, entries: &mut BTreeMap<Id, Entry>, scope: Scope) -> (usize, usize) {
        let (mut stayed, mut gone) = (0, 0);
        for (id, before) in &self.entries {
            if entries.contains_key(id) {
                continue;
            }
            if scope == Scope::All {
                gone += 1;
            } else {
                stayed += 1;
                entries.insert(id.clone(), before.clone());
            }
        }
        (stayed, gone)
    }
}

/// The entry of an answer that must not fall below `least` points again, with a score that can be read back: one decimal, 0..=100.
fn entry(answer: &Answer, least: f64) -> Entry {
    // `max` and `min` prefer what is a number.
    let score = (answer.now.score.max(least).clamp(0.0, 100.0) * 10.0).round() / 10.0;
    Entry { score, ..answer.now.clone() }
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::{answer, baseline};
    use super::*;
    use crate::grade::Verdict::{Met, NotAddressed};

    fn id(answer: &str) -> Id {
        Id {
            question: "q".into(),
            answer: answer.into(),
        }
    }

    fn updated(before: &Baseline, answers: &[Answer], accept: Accept) -> Result<Update, Refused> {
        before.update(answers, "m", Scope::All, accept)
    }

    #[test]
    fn an_improvement_is_taken_up_and_has_to_stay() {
        let before = baseline(&[answer("a", 30.0, &[("s", NotAddressed)])]);
        let better = answer("a", 45.0, &[("s", Met)]);
        let update = updated(&before, std::slice::from_ref(&better), Accept::default()).unwrap();
        assert_eq!((update.raised, update.kept), (1, 0));
        let before = update.baseline.state(&answer("a", 30.0, &[("s", NotAddressed)]));
        assert!(matches!(before, State::Worse { .. }), "{before:?}");
        assert_eq!(update.baseline.state(&better), State::Unchanged);
    }

    #[test]
    fn small_losses_do_not_add_up() {
        let mut now = baseline(&[answer("a", 50.0, &[])]);
        for score in [49.8, 49.6, 49.5] {
            now = updated(&now, &[answer("a", score, &[])], Accept::default()).unwrap().baseline;
        }
        assert_eq!(now.get(&id("a")).unwrap().score, 50.0);
        assert_eq!(updated(&now, &[answer("a", 49.4, &[])], Accept::default()).unwrap_err().worse, [id("a")]);
    }

    #[test]
    fn a_gained_signal_does_not_lower_the_score_that_is_asked_for() {
        let before = baseline(&[answer("a", 50.0, &[("s", NotAddressed)])]);
        let update = updated(&before, &[answer("a", 49.6, &[("s", Met)])], Accept::default()).unwrap();
        assert_eq!(update.baseline.get(&id("a")).unwrap().score, 50.0);
    }

    #[test]
    fn more_debt_is_refused_unless_it_is_asked_for() {
        let before = baseline(&[answer("a", 80.0, &[])]);
        let now = [answer("a", 70.0, &[]), answer("b", 10.0, &[]), answer("c", 90.0, &[])];
        let refused = updated(&before, &now, Accept::default()).unwrap_err();
        assert_eq!(
            refused,
            Refused {
                new: vec![id("b")],
                worse: vec![id("a")]
            }
        );
        let message = "the baseline would take more debt: 1 answer is new or has a new rubric and is below the bar, 1 answer got worse; mend the answers, or take it with `--accept-new` and `--accept-worse`";
        assert_eq!(refused.to_string(), message);
        assert_eq!(updated(&before, &now, Accept { new: true, worse: false }).unwrap_err().worse, [id("a")]);
        assert_eq!(updated(&before, &now, Accept { new: false, worse: true }).unwrap_err().new, [id("b")]);
        let update = updated(&before, &now, Accept::ALL).unwrap();
        assert_eq!((update.added, update.lowered), (2, 1));
    }

    #[test]
    fn a_changed_rubric_does_not_launder_debt() {
        let before = baseline(&[answer("a", 50.0, &[])]);
        let mut now = answer("a", 20.0, &[]);
        now.now.rubric = "r2".into();
        assert_eq!(updated(&before, std::slice::from_ref(&now), Accept::default()).unwrap_err().new, [id("a")]);
        assert_eq!(updated(&before, &[now], Accept { new: true, worse: false }).unwrap().regraded, 1);
    }

    #[test]
    fn entries_go_only_when_their_answers_were_looked_for() {
        let before = baseline(&[answer("a", 50.0, &[]), answer("b", 50.0, &[])]);
        let now = [answer("a", 50.0, &[])];
        let counts = |scope: Scope| {
            let update = before.update(&now, "other", scope, Accept::default()).unwrap();
            (update.removed, update.kept, update.baseline.grader().to_owned())
        };
        assert_eq!(counts(Scope::All), (1, 1, "other".into()));
        assert_eq!(counts(Scope::Part), (0, 2, "m".into()));
    }

    #[test]
    fn a_baseline_of_unchanged_answers_is_the_same_file() {
        let answers = [answer("a", 50.0, &[("s", Met)]), answer("b", 70.3, &[])];
        let before = baseline(&answers);
        assert_eq!(updated(&before, &answers, Accept::default()).unwrap().baseline, before);
    }

    #[test]
    fn a_score_that_is_no_number_is_written_as_none() {
        let update = updated(&Baseline::new("m"), &[answer("a", f64::NAN, &[]), answer("b", 1e300, &[])], Accept::ALL).unwrap();
        assert_eq!(update.baseline.get(&id("a")).unwrap().score, 0.0);
        assert_eq!(update.baseline.get(&id("b")).unwrap().score, 100.0);
    }
}
