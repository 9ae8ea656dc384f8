//! A gate over the written answers of a repository.
//!
//! [`config`] says what is asked for, [`find`] where the answers are, [`identify`] which question each answers, [`Changed`] which of them a git diff touches. [`Checker`]
//! grades them, with what [`cache`] kept of earlier runs, and holds them against a [`baseline`]; [`verdict`] is the one judgement that text, files and exit code are made of.
//! [`watch`] notices that answers are saved. How a verdict is written belongs to `report::check`.

mod answer;
mod bars;
pub mod baseline;
mod boundary;
pub mod cache;
mod changed;
mod checker;
pub mod config;
mod find;
#[cfg(test)]
mod find_tests;
#[cfg(test)]
pub(crate) mod fixture;
mod front;
mod graded;
mod judge;
mod paths;
#[cfg(test)]
mod repository;
mod run;
mod standing;
mod verdict;
#[cfg(test)]
mod verdict_tests;
pub mod watch;

pub use answer::{Answer, NamedBy, Unidentified, identify, shared_ids};
pub use bars::{AnswerBars, Bars, FailOn, Severity};
pub use changed::{Changed, ChangedError, changed_since};
pub use checker::{Asked, Checker, Grading};
pub use find::{AnswerFile, Found, LARGEST, find};
pub use graded::{CheckedSignal, Graded, Note};
pub use run::{BaselineMark, BaselineState, BaselineUse, CheckRun, CheckedAnswer, Fault};
pub(crate) use verdict::numbered;
pub use verdict::{AnswerOutcome, AnswerVerdict, Counts, Outcome, Unmet, Verdict, verdict};
