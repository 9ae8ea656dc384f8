//! Running attacks: every answer is generated, graded once, and held against what is required.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::attack::{Attack, Case, Comparison, Requirement};
use super::result::Audit;
use super::seed::rng;
use super::subject::Subject;
use crate::bank::{Bank, Entry};
use crate::embed::{EncodeError, Encoder, Memory};
use crate::grade::{Engine, FlagKind, Grader, Verdict};
use crate::text::decode;

/// The seed unless the user gives another.
pub const SEED: u64 = 1;

/// What to run.
#[derive(Clone, Copy)]
pub struct Plan<'p> {
    /// The attacks.
    pub attacks: &'p [Attack],
    /// The pass mark, in points.
    pub threshold: f64,
    /// What all chance is made of.
    pub seed: u64,
    /// What answers are graded with.
    pub engine: &'p Engine<'p>,
}

/// What was found about a question.
pub(super) struct Audited<'e> {
    /// Its id.
    pub question: &'e str,
    /// For each reference answer, whether it was flagged for anything but being one.
    pub honest_flagged: Vec<bool>,
    /// Every case, in the order of the attacks.
    pub outcomes: Vec<Outcome>,
}

/// A case with what came of it.
pub(super) struct Outcome {
    /// The attack's number.
    pub attack: &'static str,
    /// The case.
    pub case: Case,
    /// Its points.
    pub score: f64,
    /// Whether it is an attack answer that reached the pass mark.
    pub accepted: bool,
    /// Each thing that was required and did not hold.
    pub broken: Vec<String>,
}

/// What matters of a grade.
struct Graded {
    score: f64,
    flags: Vec<FlagKind>,
    met: Vec<String>,
}

/// Runs the attacks of `plan` on `entries`, which belong to `bank`. The result does not depend on the number of threads.
///
/// # Errors
///
/// When the encoder cannot process a text.
pub fn audit(bank: &Bank, entries: &[&Entry], plan: &Plan<'_>) -> Result<Audit, EncodeError> {
    let audited: Vec<Audited<'_>> = entries.par_iter().map(|entry| audit_one(bank, entry, plan)).collect::<Result<_, _>>()?;
    Ok(Audit::new(&audited, plan))
}

fn audit_one<'e>(bank: &Bank, entry: &'e Entry, plan: &Plan<'_>) -> Result<Audited<'e>, EncodeError> {
    let subject = Subject::new(bank, entry);
    let cases = |a: &Attack| (a.generate)(&subject, &mut rng(plan.seed, &entry.id, a.id));
    let cases: Vec<(&'static str, Case)> = plan.attacks.iter().flat_map(|a| cases(a).into_iter().map(|c| (a.id, c))).collect();
    // Many answers share their sentences with others, and many comparisons their base.
    let memory = plan.engine.encoder.map(Memory::new);
    let engine = Engine {
        encoder: memory.as_ref().map(|m| m as &dyn Encoder),
        ..plan.engine.clone()
    };
    let grader = Grader::new(entry, &engine)?;
    let texts: BTreeSet<&str> = entry
        .references
        .iter()
        .map(String::as_str)
        .chain(cases.iter().flat_map(|(_, c)| c.texts()))
        .collect();
    let graded: BTreeMap<&str, Graded> = texts
        .into_par_iter()
        .map(|t| Ok((t, graded(&grader, t)?)))
        .collect::<Result<_, EncodeError>>()?;
    let honest = |reference: &String| graded[reference.as_str()].flags.iter().any(|f| *f != FlagKind::CopiedFromReference);
    let honest_flagged = entry.references.iter().map(honest).collect();
    let outcomes = cases.iter().map(|(attack, case)| outcome(attack, case, &graded, plan.threshold)).collect();
    Ok(Audited {
        question: &entry.id,
        honest_flagged,
        outcomes,
    })
}

fn graded(grader: &Grader<'_>, text: &str) -> Result<Graded, EncodeError> {
    let grade = grader.grade(&decode(text.as_bytes()))?;
    Ok(Graded {
        score: grade.score,
        flags: grade.flags.iter().map(|f| f.kind).collect(),
        met: grade.signals.into_iter().filter(|s| s.verdict == Verdict::Met).map(|s| s.id).collect(),
    })
}

fn outcome(attack: &'static str, case: &Case, graded: &BTreeMap<&str, Graded>, threshold: f64) -> Outcome {
    let own = &graded[case.text.as_str()];
    let broken = case.requires.iter().filter_map(|r| broken(r, own, graded, threshold)).collect();
    Outcome {
        attack,
        case: case.clone(),
        score: own.score,
        accepted: case.attack && own.score >= threshold,
        broken,
    }
}

/// What was required, in words, if it does not hold.
fn broken(requirement: &Requirement, own: &Graded, graded: &BTreeMap<&str, Graded>, threshold: f64) -> Option<String> {
    let (holds, required) = match requirement {
        Requirement::BelowPass => (own.score < threshold, format!("less than {threshold} points")),
        Requirement::AtMost(most) => (own.score <= *most, format!("at most {most} points")),
        Requirement::AtLeast(least) => (own.score >= *least, format!("at least {least} points")),
        Requirement::Flagged => (!own.flags.is_empty(), "a flag".to_owned()),
        Requirement::Flag(kind) => {
            let name = serde_json::to_string(kind).expect("a kind is written as its name");
            (own.flags.contains(kind), format!("the flag {name}"))
        }
        Requirement::Meets(signal) => (own.met.contains(signal), format!("the signal `{signal}` met")),
        Requirement::Compared { base, how } => {
            let base = graded[base.as_str()].score;
            (stands(*how, own, base), format!("{how} {base:.1} points"))
        }
    };
    (!holds).then_some(required)
}

/// Whether a score stands to another as it must. Scores have one decimal, so half of one decides nothing.
fn stands(how: Comparison, own: &Graded, base: f64) -> bool {
    const HALF_A_DIGIT: f64 = 0.05;
    let above = own.score - base;
    match how {
        Comparison::Within(points) => above.abs() < points + HALF_A_DIGIT,
        Comparison::WithinOrFlagged(points) => above.abs() < points + HALF_A_DIGIT || !own.flags.is_empty(),
        Comparison::NotAbove(points) => above < points + HALF_A_DIGIT,
        Comparison::NotBelow(points) => -above < points + HALF_A_DIGIT,
        Comparison::Below => above < -HALF_A_DIGIT || base < HALF_A_DIGIT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(score: f64) -> Graded {
        Graded {
            score,
            flags: Vec::new(),
            met: vec!["a".into()],
        }
    }

    #[test]
    fn comparisons_hold_to_the_last_digit() {
        let holds = |how, score| stands(how, &with(score), 50.0);
        assert!(holds(Comparison::Within(2.0), 52.0) && holds(Comparison::Within(2.0), 48.0) && !holds(Comparison::Within(2.0), 52.1));
        assert!(holds(Comparison::NotAbove(2.0), 52.0) && holds(Comparison::NotAbove(2.0), 0.0) && !holds(Comparison::NotAbove(2.0), 52.1));
        assert!(holds(Comparison::NotBelow(2.0), 48.0) && holds(Comparison::NotBelow(2.0), 99.0) && !holds(Comparison::NotBelow(2.0), 47.9));
        assert!(holds(Comparison::Below, 49.9) && !holds(Comparison::Below, 50.0));
        assert!(stands(Comparison::Below, &with(0.0), 0.0));
        let flagged = Graded {
            flags: vec![FlagKind::Blank],
            ..with(0.0)
        };
        assert!(stands(Comparison::WithinOrFlagged(2.0), &flagged, 50.0) && !holds(Comparison::WithinOrFlagged(2.0), 0.0));
    }

    #[test]
    fn what_is_broken_is_said_in_words() {
        let graded = BTreeMap::from([("base", with(10.0))]);
        let say = |requirement| broken(&requirement, &with(60.0), &graded, 60.0);
        let base = || "base".to_owned();
        assert_eq!(say(Requirement::BelowPass).as_deref(), Some("less than 60 points"));
        assert_eq!(say(Requirement::Flag(FlagKind::OffTopic)).as_deref(), Some("the flag \"off-topic\""));
        let compared = say(Requirement::Compared {
            base: base(),
            how: Comparison::NotAbove(2.0),
        });
        assert_eq!(compared.as_deref(), Some("at most 2 above 10.0 points"));
        assert_eq!(say(Requirement::Meets("a".into())), None);
        assert_eq!(say(Requirement::AtLeast(60.0)), None);
    }
}
