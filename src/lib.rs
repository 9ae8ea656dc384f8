//! gradus grades a written answer against a reference answer and a rubric of signals, offline.
//!
//! ```text
//! text ← coverage ← polarity ← score ← grade ← eval ← report
//!          rubric ← bank ────────┘               ↑
//!          embed ────────┘                    cli (in the binary)
//! ```
//!
//! [`text`] reads a text and keeps the way back to its bytes; [`coverage`] finds the rubric's terms in it; [`embed`] turns it into vectors; [`polarity`] says what
//! is affirmed and what is denied; [`score`] makes evidence and probabilities of all that; [`mod@grade`] makes a grade of them; [`eval`] compares grades
//! with those of people, and [`calibrate`] fits what turns measurements into points; [`mod@audit`] attacks rubrics with answers that should not pass, both with the help of [`edit`], and [`mod@lint`] says what is wrong with them, and [`marking`] holds them against their author's marks; [`check`] is the gate of a repository over its answers; [`mod@import`] makes a bank of questions as people write them; [`report`] prints all of it. `ARCHITECTURE.md` says more.

#![forbid(unsafe_code)]
#![warn(missing_docs, clippy::print_stdout, clippy::print_stderr, clippy::disallowed_macros)]

pub mod audit;
pub mod bank;
pub mod batch;
pub mod calibrate;
pub mod check;
pub mod compare;
pub mod coverage;
pub mod edit;
pub mod embed;
mod error;
pub mod eval;
pub mod grade;
pub mod import;
pub mod insight;
pub mod lint;
pub mod marking;
pub mod polarity;
pub mod report;
pub mod rows;
pub mod rubric;
pub mod score;
pub mod series;
pub mod text;

pub use error::Error;
