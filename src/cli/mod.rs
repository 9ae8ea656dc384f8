//! The command line: the only place that knows of clap, the terminal and exit codes.

mod args;
mod bank;
mod bank_args;
mod batch;
mod batch_args;
mod batch_input;
mod batch_output;
mod calibrate;
mod check;
mod check_args;
mod check_output;
mod check_state;
mod compare;
mod engine;
mod eval;
mod exit;
mod files;
mod generate;
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
mod settings;

pub use run::main;
