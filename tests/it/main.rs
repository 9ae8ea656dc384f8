//! What a user gets: the program from outside and the library as a caller sees it. Each module has one subject.

mod bad_input;
mod bank;
mod claims;
mod cli;
mod docs;
mod invariants;
mod phrases;
mod references;
mod seams;
mod snapshots;
mod support;
