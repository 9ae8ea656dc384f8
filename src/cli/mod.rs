//! The command line: the only place that knows of clap, the terminal and exit codes.

mod args;
mod bank;
mod bank_args;
mod batch;
mod batch_args;
mod batch_input;
mod batch_output;
mod calibrate;
mod compare;
mod engine;
mod eval;
mod exit;
mod files;
mod grade;
mod import;
mod input;
mod journal;
mod lint;
mod marking;
mod progress;
mod questions;
mod rubric;
mod rubric_args;
mod run;

pub use run::main;
