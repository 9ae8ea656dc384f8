//! The engine that was asked for: `--model` and `--calibration`.

use std::path::Path;

use gradus::Error;
use gradus::embed::{self, Encoder};
use gradus::grade::Engine;
use gradus::score::Calibration;

use super::args::EngineArgs;
use super::input;

/// The encoder that was asked for; `None` for grading by keywords alone.
pub fn encoder(model: Option<&Path>) -> Result<Option<Box<dyn Encoder>>, Error> {
    Ok(match model {
        Some(none) if none.as_os_str() == "none" => None,
        Some(folder) => Some(Box::new(embed::load(folder)?)),
        None => Some(Box::new(embed::builtin()?)),
    })
}

/// The engine with `encoder`, which is the one of [`encoder`] or stands before it.
pub fn engine<'e>(args: &EngineArgs, encoder: Option<&'e dyn Encoder>) -> Result<Engine<'e>, Error> {
    let mut engine = Engine::new(encoder, args.model.is_none());
    if let Some(path) = &args.calibration {
        let text = input::read(path)?.text;
        engine.calibration = Calibration::read(&text).map_err(|problem| Error::Calibration { path: path.clone(), problem })?;
        engine.calibrated = true;
    }
    Ok(engine)
}
