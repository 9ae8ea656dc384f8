//! What the grades of a class say: how hard its questions are, what is missed in common, how far the scores can be trusted, and what each candidate should
//! study next.
//!
//! Pure: [`Class::summary`] depends on the class and the pass mark only, to the last digit. How it is shown does not belong here.

mod candidates;
mod cells;
mod class;
mod distribution;
mod figures;
mod items;
mod mistakes;
mod outcomes;
mod patterns;
mod reliability;
mod review;
mod study;
mod summary;

#[cfg(test)]
mod class_tests;

pub use candidates::{CandidateSummary, DETAILED, TopicScore};
pub use class::{Class, Item, ItemSignal, Mark};
pub use distribution::Distribution;
pub use items::{ItemSummary, SignalSummary};
pub use mistakes::Mistake;
pub use outcomes::SignalRef;
pub use reliability::Reliability;
pub use review::{REVIEW_SHOWN, ReviewItem};
pub use study::StudyStep;
pub use summary::{SUMMARY_VERSION, Summary};
