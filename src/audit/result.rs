//! What an audit found. The JSON output is these types.

use serde::Serialize;

use super::attack::{Attack, Requirement, Test};
use super::run::{Audited, Outcome, Plan};

/// Version of the JSON output; a field that goes or changes its meaning raises it.
const SCHEMA_VERSION: u32 = 1;
/// Largest share of attack answers that may reach the pass mark.
const MOST_ACCEPTED: f64 = 0.01;
/// Largest share of honest strong answers that may be flagged or capped.
const MOST_FLAGGED: f64 = 0.02;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Tally {
    /// How many were looked at.
    pub of: usize,
    /// How many of them it is true of.
    pub count: usize,
    /// The share, in 0..=1, rounded to four decimals; 0 of nothing.
    pub rate: f64,
}

impl Tally {
    /// How many of `all` something holds for.
    pub(super) fn count<T>(all: impl IntoIterator<Item = T>, holds: impl Fn(&T) -> bool) -> Self {
        let (mut of, mut count) = (0, 0);
        for item in all {
            of += 1;
            count += usize::from(holds(&item));
        }
        let rate = if of == 0 { 0.0 } else { count as f64 / of as f64 };
        Self {
            of,
            count,
            rate: (1e4 * rate).round() / 1e4,
        }
    }
}

/// Something that must hold over everything that was audited.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// What is counted.
    pub name: &'static str,
    /// How many there were.
    pub found: Tally,
    /// The largest share that is allowed.
    pub most: f64,
    /// Whether it holds.
    pub held: bool,
}

impl Bar {
    fn new(name: &'static str, found: Tally, most: f64) -> Self {
        // The counts decide, not the rounded share.
        let held = found.count as f64 <= most * found.of as f64;
        Self { name, found, most, held }
    }
}

/// One attack over all questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Its number.
    pub attack: &'static str,
    /// What it does.
    pub name: &'static str,
    /// How it is mostly meant.
    pub test: Test,
    /// How many of its answers did not do what is required.
    pub failed: Tally,
    /// How many of its answers that deserve no pass got one.
    pub accepted: Tally,
}

/// An answer that did not do what is required.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// The attack's number.
    pub attack: &'static str,
    /// The question.
    pub question: String,
    /// Which of the attack's ways.
    pub variant: &'static str,
    /// Whether it is an attack answer that reached the pass mark.
    pub accepted: bool,
    /// Its points.
    pub score: f64,
    /// Each thing that was required and did not hold.
    pub broken: Vec<String>,
    /// The answer.
    pub text: String,
}

/// An audit of one or more rubrics.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// Version of this structure.
    pub schema_version: u32,
    /// What all chance was made of.
    pub seed: u64,
    /// The pass mark, in points.
    pub threshold: f64,
    /// The questions.
    pub questions: Vec<String>,
    /// What must hold over all of them.
    pub bars: Vec<Bar>,
    /// Every attack that was run, by number.
    pub attacks: Vec<Summary>,
    /// Every failure, by attack, question and case.
    pub failures: Vec<Failure>,
}

impl Audit {
    /// Puts together what was found about each question.
    pub(super) fn new(audited: &[Audited<'_>], plan: &Plan<'_>) -> Self {
        let outcomes = || audited.iter().flat_map(|a| a.outcomes.iter().map(move |o| (a.question, o)));
        let of = |attack: &'static str| outcomes().filter(move |(_, o)| o.attack == attack);
        let controls = outcomes().filter(|(_, o)| matches!(o.attack, "A30" | "A31"));
        let invariances = outcomes().filter(|(_, o)| o.case.requires.iter().any(Requirement::is_invariance));
        Self {
            schema_version: SCHEMA_VERSION,
            seed: plan.seed,
            threshold: plan.threshold,
            questions: audited.iter().map(|a| a.question.to_owned()).collect(),
            bars: vec![
                Bar::new("attack answers that reach the pass mark", accepted(outcomes()), MOST_ACCEPTED),
                Bar::new(
                    "honest answers that are flagged or capped",
                    Tally::count(audited.iter().flat_map(|a| &a.honest_flagged), |f| **f),
                    MOST_FLAGGED,
                ),
                Bar::new(
                    "invariances beyond their tolerance",
                    Tally::count(invariances, |(_, o)| !o.broken.is_empty()),
                    0.0,
                ),
                Bar::new("controls that fail", Tally::count(controls, |(_, o)| !o.broken.is_empty()), 0.0),
            ],
            attacks: plan.attacks.iter().map(|a| summary(a, of(a.id).collect())).collect(),
            failures: plan
                .attacks
                .iter()
                .flat_map(|a| of(a.id))
                .filter(|(_, o)| !o.broken.is_empty())
                .map(|(question, o)| failure(question, o))
                .collect(),
        }
    }

    /// Whether every bar holds.
    #[must_use]
    pub fn held(&self) -> bool {
        self.bars.iter().all(|b| b.held)
    }
}

/// How many attack answers reach the pass mark.
fn accepted<'o>(outcomes: impl IntoIterator<Item = (&'o str, &'o Outcome)>) -> Tally {
    Tally::count(outcomes.into_iter().filter(|(_, o)| o.case.attack), |(_, o)| o.accepted)
}

fn summary(attack: &Attack, outcomes: Vec<(&str, &Outcome)>) -> Summary {
    Summary {
        attack: attack.id,
        name: attack.name,
        test: attack.test,
        failed: Tally::count(&outcomes, |(_, o)| !o.broken.is_empty()),
        accepted: accepted(outcomes),
    }
}

fn failure(question: &str, outcome: &Outcome) -> Failure {
    Failure {
        attack: outcome.attack,
        question: question.to_owned(),
        variant: outcome.case.variant,
        accepted: outcome.accepted,
        score: outcome.score,
        broken: outcome.broken.clone(),
        text: outcome.case.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_held_by_counts() {
        let found = |count: usize, of: usize| Tally::count(0..of, |i| *i < count);
        assert!(Bar::new("", found(1, 100), 0.01).held);
        assert!(!Bar::new("", found(2, 199), 0.01).held);
        assert!(Bar::new("", found(0, 0), 0.0).held);
        assert_eq!(found(1, 3).rate, 0.3333);
    }
}
