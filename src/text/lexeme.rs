//! What is known of a spelling wherever it stands, looked up once.

use std::cell::RefCell;

use super::QuickMap;
use super::frequency::{is_known_word, tellingness};
use super::stem::stem;

/// Spellings that are remembered by each thread: more than a subject has. When there are more, all are forgotten, so that memory stays flat on any stream.
const MOST: usize = 1 << 14;
/// Longest spelling that is remembered, in bytes; longer ones hardly come twice.
const LONGEST: usize = 32;

thread_local! {
    static REMEMBERED: RefCell<QuickMap<String, Lexeme>> = RefCell::default();
}

/// What a folded spelling is, whatever the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexeme {
    /// Its stem.
    pub stem: String,
    /// Its [`tellingness`].
    pub telling: f64,
    /// Whether it is an ordinary English word.
    pub known: bool,
}

impl Lexeme {
    /// The facts of `norm`.
    pub fn of(norm: &str) -> Self {
        if norm.len() > LONGEST {
            return Self::look_up(norm);
        }
        REMEMBERED.with_borrow_mut(|remembered| {
            if let Some(found) = remembered.get(norm) {
                return found.clone();
            }
            if remembered.len() == MOST {
                remembered.clear();
            }
            let found = Self::look_up(norm);
            remembered.insert(norm.to_owned(), found.clone());
            found
        })
    }

    fn look_up(norm: &str) -> Self {
        Self {
            stem: stem(norm),
            telling: tellingness(norm),
            known: is_known_word(norm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_was_looked_up() {
        let long = "a".repeat(LONGEST + 1);
        for norm in ["variances", "the", "zzyzx", "", &long] {
            assert_eq!(Lexeme::of(norm), Lexeme::look_up(norm), "{norm}");
            assert_eq!(Lexeme::of(norm), Lexeme::look_up(norm), "{norm}, again");
        }
    }

    #[test]
    fn a_stream_of_new_words_is_forgotten_in_time() {
        for i in 0..2 * MOST {
            Lexeme::of(&format!("w{i}"));
        }
        REMEMBERED.with_borrow(|remembered| assert!(remembered.len() <= MOST));
    }
}
