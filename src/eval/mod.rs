//! How well scores agree with people: answers that a person scored are graded by the ordinary code path and the two are compared.
//!
//! [`Rows`] reads data one row at a time, an [`Evaluator`] grades it in chunks and keeps a few numbers of each row, and [`Evaluator::finish`] makes an
//! [`Evaluation`] of them. `docs/eval.md` says what each figure means. What is printed does not belong here.

mod agreement;
mod bands;
mod bootstrap;
mod confidence;
mod evaluation;
mod evaluator;
mod faults;
mod labels;
mod row;
mod sample;
mod source;
mod statistics;
mod worst;

#[cfg(test)]
mod rows_tests;

pub use agreement::{Agreement, DatasetAgreement, Estimate, MeanAgreement, WithinQuestion};
pub use bands::{Band, Bands};
pub use bootstrap::{RESAMPLES, SEED};
pub use confidence::{Confidence, Covered};
pub use evaluation::{EVALUATION_VERSION, Evaluation, Used};
pub use evaluator::{Evaluator, Settings};
pub use faults::Faults;
pub use labels::Labels;
pub use row::{Label, Row};
pub use source::Rows;
pub(crate) use statistics::{auc, mean, pearson, rounded, spearman};
pub use worst::{Disagreement, SignalInShort};
