//! Keyword coverage: which terms of a rubric stand where in a text.

mod groups;
mod term;

pub use groups::{CompiledGroup, GroupHits, compile_group};
pub(crate) use term::word_tellingness;
pub use term::{Hit, How, Term};
