//! Question banks as people write them, read into questions that a bank can hold.
//!
//! [`read`] takes the bytes of files and never fails: every line of every file gets a [`Fate`], and what was guessed or left out is said. [`plan`] makes
//! the files of a bank of what was read, and holds back what a bank would not load; [`to_csv`] and [`to_jsonl`] make tables. What does not belong here:
//! opening files, printing, grading.

mod boilerplate;
mod code;
mod columns;
mod contents;
mod decode;
mod document;
mod draft;
mod duplicate;
mod export;
mod fate;
mod finish;
mod gaps;
mod items;
mod kind;
mod label;
mod label_names;
mod layout;
mod lines;
mod mend;
mod model;
mod numbering;
mod opening;
mod options;
mod outline;
mod parts;
mod plain;
mod question_table;
mod report;
mod rows;
mod sections;
mod signals;
mod solutions;
mod source;
mod words;
mod write;

#[cfg(test)]
mod check_tests;
#[cfg(test)]
mod layout_tests;
#[cfg(test)]
mod seeds_tests;

pub use export::{to_csv, to_jsonl};
pub use fate::{Fate, FileLines, Part};
pub use model::{Guess, Import, Note, Question};
pub use report::{EntryReport, FileReport, Report, State};
pub use source::{Source, read};
pub use write::{Files, Plan, Refused, plan};
