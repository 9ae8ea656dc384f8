//! `gradus.toml`: what was written ([`Config`]) and what it means ([`Settings`]).
//!
//! A flag is stronger than an environment variable, that than the file, that than the default. Within the file an override is stronger than the whole, and a
//! later override than an earlier one.

mod discover;
mod fault;
mod init;
mod keys;
mod load;
mod origin;
mod pattern;
mod read;
mod settings;
mod show;
mod typed;
mod values;
mod written;

pub use discover::{FILE_NAME, locate};
pub use init::{InitError, create, init_text};
pub use keys::{KEYS, Key, OVERRIDE_KEYS, PREFIX, Shape};
pub use load::{Invocation, load};
pub use pattern::Pattern;
pub use settings::{ForAnswer, Settings};
pub use show::show;
pub use values::{Model, Vectors};
pub use written::{Bars, Config, Override, Source, Sourced};

#[cfg(test)]
mod precedence_tests;
#[cfg(test)]
mod schema_tests;
