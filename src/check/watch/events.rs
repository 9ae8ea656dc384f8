//! The events of the file system. The only place that knows the crate `notify`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Folders that are watched at most; the usual limit of a user on Linux is 8192 and more, and other programs want some. Files in others are looked at all the same.
const MOST_FOLDERS: usize = 1024;

/// What wakes a watch.
#[derive(Debug)]
pub(super) enum Message {
    /// Something happened to these.
    Hint(Hint),
    /// Somebody wants it to end.
    Wake,
}

/// Something that happened.
#[derive(Debug, Default)]
pub(super) struct Hint {
    /// To which files or folders.
    pub paths: Vec<PathBuf>,
    /// Whether files may have come or gone, or events were lost.
    pub is_shift: bool,
}

/// The events of some folders.
pub(super) struct Events {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Events {
    /// Events that go to `to`; the error is what the system said.
    pub(super) fn to(to: SyncSender<Message>) -> Result<Self, String> {
        let handler = move |event: notify::Result<Event>| {
            if let Some(hint) = hint(event) {
                // When there is no room, there are enough reasons to look already.
                let _ = to.try_send(Message::Hint(hint));
            }
        };
        let watcher = notify::recommended_watcher(handler).map_err(|e| e.to_string())?;
        Ok(Self {
            watcher,
            folders: BTreeSet::new(),
        })
    }

    /// Watches these folders, and no other any more. A folder that cannot be watched is tried again the next time: it may not be there yet.
    pub(super) fn watch(&mut self, wanted: &BTreeSet<&Path>) {
        let over: Vec<PathBuf> = self.folders.iter().filter(|f| !wanted.contains(f.as_path()) || !f.is_dir()).cloned().collect();
        for folder in over {
            // The system forgets a folder that is gone by itself.
            let _ = self.watcher.unwatch(&folder);
            self.folders.remove(&folder);
        }
        for folder in wanted {
            if self.folders.len() == MOST_FOLDERS {
                return;
            }
            // Folders, not files: a file that is renamed over another takes the place of the one that was watched.
            if !self.folders.contains(*folder) && folder.is_dir() && self.watcher.watch(folder, RecursiveMode::NonRecursive).is_ok() {
                self.folders.insert((*folder).to_owned());
            }
        }
    }

    /// How many folders are watched.
    pub(super) fn watched(&self) -> usize {
        self.folders.len()
    }
}

/// What an event is a reason for.
fn hint(event: notify::Result<Event>) -> Option<Hint> {
    let Ok(event) = event else {
        return Some(Hint { paths: vec![], is_shift: true });
    };
    let is_shift = match event.kind {
        // Among these is our own reading, which must not be a reason to read again.
        EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write) => return None,
        EventKind::Access(_) => false,
        EventKind::Modify(kind) => matches!(kind, ModifyKind::Name(_)) || event.need_rescan(),
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => true,
    };
    Some(Hint { paths: event.paths, is_shift })
}
