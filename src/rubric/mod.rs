//! Rubrics: what a strong answer shows, as an author writes it.
//!
//! [`parse`] turns TOML into a [`Rubric`] or into every mistake it holds. A `Rubric` can only be had valid, so that nothing past this module checks again.

mod automatic;
mod diagnostic;
mod edit;
mod format;
mod glossary;
mod model;
mod parse;
mod places;
mod reader;

pub use automatic::{asked_for, automatic_contrasts, automatic_keywords};
pub use diagnostic::{Code, Diagnostic, Diagnostics};
pub use edit::remove_items;
pub use format::format_rubric;
pub(crate) use format::{Layout, lay_out};
pub use glossary::Glossary;
pub use model::{Contrast, KeywordGroup, RedFlag, Rubric, Signal, Weight};
pub(crate) use parse::is_kebab;
pub use parse::parse;
pub use places::{Places, line_and_column};
pub(crate) use reader::{Sink, TableReader, read_document};
