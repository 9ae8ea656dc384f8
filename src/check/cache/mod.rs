//! Grades kept between runs, one file for each, so that answers that did not change are not graded again.
//!
//! Nothing here can fail a run: a file that is damaged, cut short or somebody else's counts as absent, and what cannot be written is graded again the next time.
//! Looking up needs the hashes of what grades, never the model itself; callers load the model when the first lookup misses.

mod clear;
mod evict;
mod folder;
mod key;
mod record;
mod run;
mod stats;
mod store;
#[cfg(test)]
mod tests;

pub use clear::{ClearError, Cleared, clear};
pub use key::{Key, Parts};
pub use run::Run;
pub use stats::{Stats, stats};
pub use store::{Cache, MOST_BYTES};
