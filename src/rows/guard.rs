//! Panics of a library on broken data, told as errors.
//!
//! The `parquet` crate means to return an error for every broken file, and does not yet (<https://github.com/apache/arrow-rs/issues/9742>).

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread will be told as an error.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// What `work` returns, or the message of its panic, of which nothing is printed. Panics of other threads, and those outside of `work`, are told as ever. What `work`
/// was at when it broke off must not be used again.
///
/// # Errors
///
/// The message of the panic.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                before(info);
            }
        }));
    });
    let outside = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outside);
    result.map_err(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        message.and_then(|m| m.lines().next()).unwrap_or("it is broken").to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message() {
        assert_eq!(guarded(|| 3), Ok(3));
        assert_eq!(guarded(|| panic!("no such page\nmore")).unwrap_err(), "no such page");
        let index = std::hint::black_box(7);
        assert!(guarded(|| [1, 2][index]).unwrap_err().contains("out of bounds"));
        assert!(!GUARDED.get());
    }
}
