//! Scoring: from a key and an answer to evidence, probabilities and points.

mod alignment;
mod bare;
mod beside;
mod calibration;
mod evidence;
mod features;
mod key;
mod likeness;
mod profile;
mod reading;
mod runs;

pub use calibration::{Calibration, Curve, Curves, Line, Measure, Trait};
pub(crate) use evidence::most_topical;
pub use evidence::{FoundKeyword, SignalEvidence, WindowEvidence, evidence};
pub use features::{Against, Features};
pub use key::{AnswerKey, CompiledSignal, Phrase, phrases_of};
pub use likeness::Likeness;
pub use profile::Profile;
pub use reading::{Reading, Window};
pub use runs::{COPIED_RUN, Runs};
