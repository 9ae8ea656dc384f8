//! Cutting a long text into windows the model can read.

use std::ops::Range;

/// Splits tokens into runs of at most `capacity`, none left out, none twice, of nearly the same
/// length, each beginning at a word where one begins in the second half of its predecessor.
///
/// `starts_word[i]` says whether token `i` begins a word.
pub(super) fn windows(starts_word: &[bool], capacity: usize) -> Vec<Range<usize>> {
    let capacity = capacity.max(1);
    let mut windows = Vec::new();
    let mut start = 0;
    while start < starts_word.len() {
        let rest = starts_word.len() - start;
        let length = rest.div_ceil(rest.div_ceil(capacity));
        let end = cut(starts_word, start, length);
        windows.push(start..end);
        start = end;
    }
    windows
}

/// Where the window that begins at `start` ends: `length` tokens on, or earlier at a word.
fn cut(starts_word: &[bool], start: usize, length: usize) -> usize {
    let end = start + length;
    if end == starts_word.len() {
        return end;
    }
    let earliest = start + length / 2 + 1;
    (earliest..=end).rev().find(|&token| starts_word[token]).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_fits_is_one_window() {
        assert!(matches!(windows(&[true; 10], 10)[..], [Range { start: 0, end: 10 }]));
        assert_eq!(windows(&[], 10), Vec::<Range<usize>>::new());
    }

    #[test]
    fn windows_are_balanced() {
        assert_eq!(windows(&[true; 11], 10), [0..6, 6..11]);
        assert_eq!(windows(&[true; 1000], 510), [0..500, 500..1000]);
    }

    #[test]
    fn a_window_ends_where_a_word_begins() {
        let mut starts = [false; 12];
        (starts[0], starts[4]) = (true, true);
        assert_eq!(windows(&starts, 10), [0..4, 4..12]);
    }

    #[test]
    fn one_endless_word_is_cut_anyway() {
        assert_eq!(windows(&[false; 25], 10), [0..9, 9..17, 17..25]);
    }

    proptest! {
        #[test]
        fn no_token_is_lost_or_doubled(starts in prop::collection::vec(any::<bool>(), 0..300), capacity in 1_usize..40) {
            let windows = windows(&starts, capacity);
            let mut next = 0;
            for window in &windows {
                prop_assert_eq!(window.start, next);
                prop_assert!(!window.is_empty() && window.len() <= capacity);
                next = window.end;
            }
            prop_assert_eq!(next, starts.len());
        }
    }
}
