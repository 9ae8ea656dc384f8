//! How far an evaluation is, on standard error.

use std::io::{self, IsTerminal, Read, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Progress;

/// What ends sooner shows no bar.
const BAR_AFTER: Duration = Duration::from_secs(1);
/// Time between two lines of the counter.
const COUNTER_EVERY: Duration = Duration::from_secs(10);

/// A bar over the bytes read, or a line from time to time with the rows graded.
pub struct Meter {
    kind: Kind,
    bar: ProgressBar,
    start: Instant,
    counted: Instant,
    shown: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bar,
    Counter,
    None,
}

impl Meter {
    /// A meter over `bytes` of data; `None` where nobody knows how many there are.
    pub fn new(wanted: Progress, bytes: Option<u64>) -> Self {
        let kind = match wanted {
            Progress::Auto if io::stderr().is_terminal() => Kind::Bar,
            Progress::Auto | Progress::Counter => Kind::Counter,
            Progress::Bar => Kind::Bar,
            Progress::None => Kind::None,
        };
        let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::hidden());
        let style = match bytes {
            Some(_) => "{bar:40} {percent} %  {msg}  {eta} left",
            None => "{spinner}  {msg}  {elapsed}",
        };
        bar.set_style(ProgressStyle::with_template(style).expect("the template is well formed"));
        let start = Instant::now();
        Self {
            kind,
            bar,
            start,
            counted: start,
            shown: false,
        }
    }

    /// `from`, whose bytes move the bar.
    pub fn reading<R: Read>(&self, from: R) -> impl Read + use<R> {
        self.bar.wrap_read(from)
    }

    /// Says that so many rows are done, and how many of them could not be graded.
    pub fn rows(&mut self, rows: usize, errors: usize) {
        let elapsed = self.start.elapsed();
        let rate = rows as f64 / elapsed.as_secs_f64().max(0.001);
        let errors = match errors {
            0 => String::new(),
            1 => ", 1 error".to_owned(),
            n => format!(", {n} errors"),
        };
        match self.kind {
            Kind::None => {}
            Kind::Bar => {
                self.bar.set_message(format!("{rows} rows{errors}, {rate:.0} rows/s"));
                if !self.shown && self.start.elapsed() >= BAR_AFTER {
                    self.bar.set_draw_target(ProgressDrawTarget::stderr());
                    self.shown = true;
                }
            }
            Kind::Counter if self.counted.elapsed() >= COUNTER_EVERY => {
                self.counted = Instant::now();
                // Nobody waits for this line.
                let _ = writeln!(
                    io::stderr(),
                    "gradus: {rows} rows graded{errors} after {} s, {rate:.0} rows/s",
                    elapsed.as_secs()
                );
            }
            Kind::Counter => {}
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}
