//! Views of results, each generic over [`std::io::Write`]. Nothing here computes a score.

mod audit;
mod human;
mod json;
mod listing;
mod style;

pub use audit::{audit, audit_markdown};
pub use human::{explain, grade};
pub use json::json;
pub use listing::{list, show};
pub use style::{Look, Styles};
