//! The question bank: questions with their reference answers and rubrics, from the binary or from a folder.

mod embedded;
mod entry;
mod load;
mod search;

pub use embedded::embedded;
pub use entry::{Difficulty, Entry, Kind};
pub use load::{Bank, BankError, load};
