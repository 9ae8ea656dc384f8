//! How far a rubric agrees with its author: answers that the author marked or scored are graded, and every signal is held against the marks.
//!
//! [`read`] takes the answers in, [`compare`] makes a [`Comparison`] of them: what the grader missed, what it saw where nothing was, which words it lacks, and where the
//! marks would be told apart best. Fitting curves does not belong here: that is `calibrate`, over many questions.

mod compare;
mod cut;
mod figures;
mod keywords;
mod read;
mod result;

pub use compare::compare;
pub use read::{Answer, read, read_toml};
pub(crate) use result::name as mark_name;
pub use result::{Comparison, Cut, Marks, Mistake, MistakeKind, Scores, SignalAgreement, Suggestion};
