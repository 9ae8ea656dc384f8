//! Many answers one after the other: what each is graded by is read once for all answers to a question, sentences are encoded once for all answers of a chunk, and a
//! chunk is graded on all cores.
//!
//! Every answer gets the grade that it would get alone. What becomes of the grades does not belong here.

mod chunks;
mod key;

pub use chunks::{Chunk, Graded, Series};
pub use key::Hash;
pub(crate) use key::hash;
