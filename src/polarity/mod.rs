//! Polarity: whether the words that carry the evidence are affirmed, denied or turned round.
//!
//! Its own axis beside coverage and similarity, which are both blind to it: "ridge sets weights to exactly zero" has every right word.

mod claim;
mod comparison;
mod lexicon;
mod negation;
mod opposition;
mod sides;

pub use claim::Claim;
pub use comparison::Comparison;
pub use negation::Polarity;
pub use opposition::{Opposition, Reason};
pub use sides::{CompiledContrast, SideMap, compile_contrast};
