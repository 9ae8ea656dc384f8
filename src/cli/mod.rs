//! The command line: the only place that knows of clap, the terminal and exit codes.

mod args;
mod calibrate;
mod engine;
mod eval;
mod exit;
mod grade;
mod input;
mod progress;
mod questions;
mod rubric;
mod run;

pub use run::main;
