//! Spreadsheets and logs of answers: each row to a graded [`Outcome`] that keeps everything the row held.
//!
//! An outcome is one line of JSON. Whatever else is made of a batch (tables, the class report, comparisons) is made of these lines, so that a run that was interrupted can go on
//! from them. Opening files and printing do not belong here.

mod classroom;
mod line;
mod outcome;
mod prepare;
mod resolve;
mod run;
mod table;
mod transcript;

pub use classroom::Classroom;
pub use line::{Line, OUTCOME_VERSION};
pub use outcome::{EvidenceOutcome, FaultOutcome, GradeOutcome, Note, Outcome, SignalOutcome};
pub use prepare::Prepared;
pub use resolve::Questions;
pub use run::{Batch, BatchSettings, Record, Waiting};
pub use table::{Layout, Survey};
pub use transcript::{Document, Section};
