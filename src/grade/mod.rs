//! Grading: one answer against one key, to a [`Grade`] that says how good it is, why, and what to add.
//!
//! Pure: no clock, no environment, no randomness, no thread count. What is printed, in which format, does not belong here.

mod combine;
mod engine;
mod explanation;
mod feedback;
mod flags;
mod grader;
mod reference;
mod result;
mod review;

pub use engine::Engine;
pub use explanation::Explanation;
pub(crate) use feedback::correction;
pub use flags::{Flag, FlagKind};
pub use grader::Grader;
pub use reference::ReferenceGrader;
pub use result::{Evidence, Feedback, Grade, Keyword, Level, ModelSignature, PASS_MARK, SCHEMA_VERSION, SignalGrade, Signature, Span, Verdict, Warning};
pub use review::Review;
