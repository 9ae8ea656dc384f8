//! Noticing that answers were saved.
//!
//! What the file system tells is only a reason to look: whether an answer changed is decided by its bytes. So it does not matter how an editor saves (in place, by
//! renaming a new file over the old one, by moving the old one away first), that some file systems tell nothing (network folders, shared folders of a container or a
//! virtual machine), or that events get lost: a look round at short intervals finds what no event told.

mod events;
mod files;
mod sight;
#[cfg(test)]
mod tests;
mod watching;

pub use files::Change;
pub use watching::{Options, Stop, Watch};
