//! Views of results, each generic over [`std::io::Write`]. Nothing here computes a score.

mod human;
mod json;
mod listing;
mod style;

pub use human::{explain, grade};
pub use json::json;
pub use listing::{list, show};
pub use style::{Look, Styles};
