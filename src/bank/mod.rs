//! The question bank: questions with their reference answers and rubrics, from the binary or from a folder; and how its files are laid out.

mod embedded;
mod entry;
mod format;
mod load;
mod scaffold;
mod search;
mod stats;

pub use embedded::{embedded, embedded_files, embedded_one};
pub use entry::{ContentPlaces, Difficulty, Entry, Kind, places};
pub use format::format_content;
pub use load::{Bank, BankError, File, Files, LARGEST_FILE, files, load};
pub use scaffold::{Draft, SCHEMA, SCHEMA_LINE, id_of, is_id};
pub use stats::{Count, ReferenceCounts, SignalCounts, Stats, stats};
