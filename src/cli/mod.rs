//! The command line: the only place that knows of clap, the terminal and exit codes.

mod args;
mod bank;
mod bank_args;
mod calibrate;
mod engine;
mod eval;
mod exit;
mod files;
mod grade;
mod import;
mod input;
mod lint;
mod marking;
mod progress;
mod questions;
mod rubric;
mod rubric_args;
mod run;

pub use run::main;
