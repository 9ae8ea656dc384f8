//! Colours and width of what people read.

use anstyle::{AnsiColor, Style};

/// How to print: colours are decided by the stream, which strips them where they are not wanted.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns to wrap at.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 100 }
    }
}

/// The styles in use, by meaning.
pub struct Styles;

impl Styles {
    /// Headings.
    pub const HEAD: Style = Style::new().bold();
    /// What is right.
    pub const GOOD: Style = AnsiColor::Green.on_default();
    /// What is half right.
    pub const PART: Style = AnsiColor::Yellow.on_default();
    /// What is missing.
    pub const MISS: Style = Style::new().dimmed();
    /// What is wrong.
    pub const BAD: Style = AnsiColor::Red.on_default();
    /// Words that are evidence.
    pub const MARK: Style = AnsiColor::Cyan.on_default().bold();
    /// What stands aside.
    pub const DIM: Style = Style::new().dimmed();
}
