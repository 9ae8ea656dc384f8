//! What a user gets: the program from outside and the library as a caller sees it. Each module has one subject.

#![expect(
    clippy::panic,
    reason = "a helper of tests stops the test that called it; clippy knows tests only by their attribute"
)]

mod audit;
mod authoring;
mod bad_bank;
mod bad_input;
mod bad_model;
mod bank;
mod batch;
mod check;
mod claims;
mod cli;
mod docs;
mod eval;
mod import;
mod import_graded;
mod import_layouts;
mod invariants;
mod lint;
mod phrases;
mod references;
mod samples;
mod seams;
mod snapshots;
mod support;
