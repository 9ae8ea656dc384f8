//! What a check found, in every format. Nothing here judges: all of it is read from the run and its verdict.

mod clean;
mod findings;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod place;
mod sarif;
mod summary;
#[cfg(test)]
mod tests;
mod words;

pub use github::github;
pub use gitlab::gitlab;
pub use human::human;
pub use json::{json, jsonl};
pub use junit::junit;
pub use sarif::sarif;
pub use summary::summary;
