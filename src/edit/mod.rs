//! Minimal edits of a text: a word for its opposite, a term for another, a sentence denied.
//!
//! An audit attacks rubrics with them, and a calibration learns from them what a denied claim looks like.

mod denial;
mod opposites;
mod replace;
mod sentences;
mod sides;

pub use denial::{behind_verb, denied_by_verb, said_to_be_false, taken_back, twice_denied, untrue};
pub use opposites::{PAIRS, opposite};
pub use replace::{replace_terms, replace_words};
pub use sentences::{closed, sentences, uncapitalised, unclosed};
pub use sides::sides_exchanged;
