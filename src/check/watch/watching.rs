//! Waiting for answers to be saved.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use super::events::{Events, Hint, Message};
use super::files::{Change, Files, List};

/// Messages that wait at most.
const QUEUE: usize = 256;

/// A look at all files takes this part of the time at most: with so many files that a look takes long, looks become rarer.
const SHARE: u32 = 20;

/// How to watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether to listen to the file system; otherwise only looks at intervals find changes.
    pub events: bool,
    /// Time from one look at all files to the next, when no event tells of a change.
    pub interval: Duration,
    /// Quiet after an event before a look: a save is several events.
    pub settle: Duration,
    /// Time after the first event until a look, quiet or not.
    pub at_most: Duration,
}

impl Default for Options {
    /// A save is seen after some 50 ms where there are events, and after half a second at most where there are none.
    fn default() -> Self {
        Self {
            events: true,
            interval: Duration::from_millis(500),
            settle: Duration::from_millis(40),
            at_most: Duration::from_millis(250),
        }
    }
}

/// Ends a [`Watch`], from any thread: a handler of Ctrl-C holds one.
#[derive(Debug, Clone)]
pub struct Stop {
    is_asked: Arc<AtomicBool>,
    wake: SyncSender<Message>,
}

impl Stop {
    /// Ends the watch: it gives no more changes, at once where it waits for some.
    pub fn now(&self) {
        self.is_asked.store(true, SeqCst);
        // Where there is no room for a message, the watch is not asleep.
        let _ = self.wake.try_send(Message::Wake);
    }

    /// Whether the watch was ended.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.is_asked.load(SeqCst)
    }
}

/// Files that are watched: an iterator over what changes, which waits, and ends when it is [stopped](Stop).
///
/// Begin to watch before the first look at the answers: then a save between the two is not missed. A change while the caller is busy with the last one is given next.
pub struct Watch {
    files: Files,
    events: Option<Events>,
    problem: Option<String>,
    inbox: Receiver<Message>,
    stop: Stop,
    options: Options,
    told: BTreeSet<PathBuf>,
    next_look: Instant,
}

impl Watch {
    /// Watches these files. They need not be there.
    #[must_use]
    pub fn files(files: Vec<PathBuf>, options: Options) -> Self {
        Self::listed(move || files.clone(), options)
    }

    /// Watches the files that `list` gives. It is called at every look, so that new files that match a pattern are found, and files that are not listed any more
    /// are told as gone.
    #[must_use]
    pub fn listed(list: impl FnMut() -> Vec<PathBuf> + Send + 'static, options: Options) -> Self {
        let (wake, inbox) = sync_channel(QUEUE);
        let events = options.events.then(|| Events::to(wake.clone()));
        let (events, problem) = match events.transpose() {
            Ok(events) => (events, None),
            Err(problem) => (None, Some(problem)),
        };
        let list: List = Box::new(list);
        let stop = Stop {
            is_asked: Arc::default(),
            wake,
        };
        let mut watch = Self {
            files: Files::new(list),
            events,
            problem,
            inbox,
            stop,
            options,
            told: BTreeSet::new(),
            next_look: Instant::now(),
        };
        watch.listen();
        watch
    }

    /// What ends this watch.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Whether the file system tells of changes to some of the files; otherwise looks at intervals find them.
    #[must_use]
    pub fn has_events(&self) -> bool {
        self.events.as_ref().is_some_and(|e| e.watched() > 0)
    }

    /// Why the file system tells nothing although it was asked to.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The next change, or `None` when there is none within `time` or the watch was ended.
    pub fn next_within(&mut self, time: Duration) -> Option<Change> {
        // A time without end is a day, and then the next.
        let end = Instant::now() + time.min(Duration::from_hours(24));
        while !self.stop.is_asked() && Instant::now() < end {
            if !self.wait(end.min(self.next_look)) && Instant::now() < self.next_look {
                continue;
            }
            if self.stop.is_asked() {
                break;
            }
            let change = self.look();
            if !change.is_empty() {
                return Some(change);
            }
        }
        None
    }

    /// Waits until something happens to the files and is over, or for `until`. Whether something did.
    fn wait(&mut self, until: Instant) -> bool {
        let Some(first) = self.hint(until) else { return false };
        let end = first + self.options.at_most;
        while Instant::now() < end && self.hint(end.min(Instant::now() + self.options.settle)).is_some() {}
        true
    }

    /// Waits for one event that concerns the files. When it came; `None` when none did, or the watch was ended.
    fn hint(&mut self, until: Instant) -> Option<Instant> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            // The watch holds a sender itself: no time-out means a message.
            let message = self.inbox.recv_timeout(left).ok()?;
            if self.stop.is_asked() {
                return None;
            }
            if let Message::Hint(hint) = message
                && self.concerns(hint)
            {
                return Some(Instant::now());
            }
            if left.is_zero() {
                return None;
            }
        }
    }

    /// Whether a hint is a reason to look; the files that it names will be read.
    fn concerns(&mut self, Hint { paths, is_shift }: Hint) -> bool {
        let files = &self.files;
        let mut named = paths.iter().filter_map(|p| files.named(p)).cloned().peekable();
        let is_ours = named.peek().is_some();
        self.told.extend(named);
        is_ours || is_shift
    }

    /// Looks at all files.
    fn look(&mut self) -> Change {
        let begun = Instant::now();
        let told = std::mem::take(&mut self.told);
        let (change, is_away) = self.files.look(&told, begun);
        let interval = if is_away {
            self.options.interval.min(self.options.at_most)
        } else {
            self.options.interval
        };
        self.next_look = Instant::now() + interval.max(begun.elapsed() * SHARE);
        self.listen();
        change
    }

    fn listen(&mut self) {
        if let Some(events) = &mut self.events {
            events.watch(&self.files.folders());
        }
    }
}

impl Iterator for Watch {
    type Item = Change;

    fn next(&mut self) -> Option<Change> {
        while !self.stop.is_asked() {
            if let Some(change) = self.next_within(Duration::MAX) {
                return Some(change);
            }
        }
        None
    }
}
