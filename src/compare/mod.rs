//! Two gradings of the same answers against each other: what changed, by how much, and how sure that is.
//!
//! Pure: [`compare`] depends on its arguments only, to the last digit. How it is shown, and what a regression means for an exit code, does not belong here.

mod bootstrap;
mod change;
mod comparison;
mod pairing;
mod run;
mod scored;

pub use bootstrap::{RESAMPLES, SEED};
pub use change::{LostSignal, Regression};
pub use comparison::{COMPARISON_VERSION, Comparison, MeanChange, Unmatched};
pub use run::compare;
pub use scored::{MINIMUM_CHANGE, Scored, Settings};
