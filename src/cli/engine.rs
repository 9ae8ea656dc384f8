//! The engine that was asked for: `--model` and `--calibration`.

use gradus::Error;
use gradus::embed::{self, Encoder, Memory};
use gradus::grade::Engine;
use gradus::score::Calibration;

use super::args::{EngineArgs, EngineKind};
use super::input;

/// The encoder that was asked for; `None` for grading by keywords alone.
pub fn encoder(args: &EngineArgs) -> Result<Option<Box<dyn Encoder>>, Error> {
    Ok(match (args.model.as_deref(), args.engine) {
        (Some(none), _) if none.as_os_str() == "none" => None,
        (Some(folder), _) => Some(Box::new(embed::load(folder)?)),
        (None, EngineKind::Full) => Some(Box::new(embed::builtin()?)),
        (None, EngineKind::Static) => Some(Box::new(embed::builtin_static()?)),
    })
}

/// A memory before `encoder`, for a command that grades many texts; `None` where there is nothing worth remembering.
pub fn memory<'e>(args: &EngineArgs, encoder: Option<&'e dyn Encoder>) -> Option<Memory<'e>> {
    // Looking a token up costs less than remembering it.
    encoder.filter(|_| args.model.is_some() || args.engine == EngineKind::Full).map(Memory::new)
}

/// The engine with `encoder`, which is the one of [`encoder`] or stands before it.
pub fn engine<'e>(args: &EngineArgs, encoder: Option<&'e dyn Encoder>) -> Result<Engine<'e>, Error> {
    let mut engine = Engine::new(encoder, args.model.is_none());
    if args.model.is_none() && args.engine == EngineKind::Static {
        engine.calibration = Calibration::by_tokens();
    }
    if let Some(path) = &args.calibration {
        let text = input::read(path)?.text;
        engine.calibration = Calibration::read(&text).map_err(|problem| Error::Calibration { path: path.clone(), problem })?;
        engine.calibrated = true;
    }
    Ok(engine)
}
