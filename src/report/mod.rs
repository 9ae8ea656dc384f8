//! Views of results, each generic over [`std::io::Write`]. Nothing here computes a score.

mod audit;
mod batch;
mod calibration;
mod change;
pub mod check;
pub mod class;
mod eval;
mod eval_markdown;
mod figures;
mod human;
mod import;
mod json;
mod lint;
mod listing;
mod markdown;
mod marking;
mod sarif;
mod sarif_log;
mod stats;
mod style;
mod table;

pub use audit::{audit, audit_markdown};
pub use batch::batch;
pub use calibration::calibration;
pub use change::change;
pub use eval::evaluation;
pub use eval_markdown::evaluation_markdown;
pub use human::{explain, grade};
pub use import::import;
pub use json::json;
pub use lint::lint;
pub use listing::{found, list, list_markdown, show};
pub use marking::comparison;
pub use sarif::sarif;
pub use stats::stats;
pub use style::{Look, Styles};
