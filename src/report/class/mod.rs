//! What a batch of answers says about a class: one self-contained page, and a summary in Markdown.

mod answer;
mod charts;
mod figures;
#[cfg(test)]
mod fixture;
mod heat;
mod lookup;
mod markdown;
mod marked;
mod page;
mod policy;
mod shown;
mod template;
mod view;
mod words;

pub use answer::{ReportAnswer, ReportSignal};
pub use markdown::markdown;
pub use page::html;
