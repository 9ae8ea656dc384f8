//! Reading a text: what a reader of it sees, its words, numbers and sentences.
//!
//! Everything here keeps byte spans of the original text, so that evidence can be shown where the candidate wrote it. Nothing here knows what a rubric or a
//! score is.

mod decode;
mod document;
mod fold;
mod frequency;
mod fuzzy;
mod index;
mod lexeme;
mod markdown;
mod number;
mod order;
mod sentence;
mod spelling;
mod stem;
mod stop;
mod word;

/// A map that is asked often. Its order is never used.
pub(crate) type QuickMap<K, V> = foldhash::HashMap<K, V>;
/// A set that is asked often. Its order is never used.
pub(crate) type QuickSet<T> = foldhash::HashSet<T>;

pub use decode::{Decoded, decode};
pub use document::{Document, Sentence};
pub use frequency::{is_known_word, tellingness};
pub use fuzzy::{is_typo_of, nearest};
pub use index::WordIndex;
pub use order::{NATURAL, SHUFFLED, order};
pub(crate) use stem::stem;
pub use stop::is_function_word;
pub use word::{Word, WordKind};
