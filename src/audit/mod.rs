//! Attacks on a rubric: answers that should not pass, changes that should not matter, and changes that should.
//!
//! Every generator makes its texts of one question's own key and of a seed, so that the attacks on a question are the same whichever others are audited.
//! `docs/audit.md` says what each requires, with its tolerance. What a score is made of does not belong here: an audit sees what a caller of the grader sees.

mod attack;
mod contradiction;
mod controls;
mod copying;
mod degenerate;
mod encoding;
mod insertion;
mod markdown;
mod negation;
mod noise;
mod numbers;
mod prompts;
mod question;
mod registry;
mod result;
mod run;
mod seed;
mod sentences;
mod spelling;
mod sprinkle;
mod style;
mod subject;
mod swaps;
mod texts;
mod words;

#[cfg(test)]
mod generator_tests;

pub use attack::{Attack, Case, Comparison, Requirement, Test};
pub use registry::ATTACKS;
pub use result::{Audit, Bar, Failure, Summary, Tally};
pub use run::{Plan, SEED, audit};
