//! Polarity: whether the words that carry the evidence are affirmed, denied or turned round.
//!
//! Its own axis beside coverage and similarity, which are both blind to it: "ridge sets weights to exactly zero" has every right word.

mod lexicon;
mod negation;
mod opposition;
mod sides;

pub use negation::Polarity;
pub use opposition::{Claim, Opposition, Reason, Unit, oppose};
pub use sides::{CompiledContrast, SideMap, compile_contrast};
