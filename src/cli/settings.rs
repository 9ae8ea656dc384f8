//! The settings of a check: flags, environment and `gradus.toml`; and what grades by them.

use std::env;
use std::path::{Path, PathBuf};

use gradus::Error;
use gradus::bank::{self, Bank};
use gradus::check::Grading;
use gradus::check::cache::{Cache, MOST_BYTES};
use gradus::check::config::{self, Invocation, Model, Settings, Vectors};
use gradus::embed::{self, Encoder, ModelError};
use gradus::grade::ModelSignature;
use gradus::score::Calibration;

use super::check_args::SettingsArgs;
use super::input;

/// The settings that hold; `bank` is what the flag `--bank` says.
pub fn settings(args: &SettingsArgs, bank: Option<&Path>) -> Result<Settings, Error> {
    let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
    let bank = bank.map(|b| b.to_string_lossy().into_owned());
    let flags = [
        ("answers", args.answers.clone()),
        ("exclude", args.exclude.clone()),
        ("bank", one(&bank)),
        ("model", one(&args.model)),
        ("engine", one(&args.engine)),
        ("calibration", one(&args.calibration)),
        ("threshold", one(&args.threshold)),
        ("min_pass_rate", one(&args.min_pass_rate)),
        ("min_mean", one(&args.min_mean)),
        ("fail_on", one(&args.fail_on)),
        ("signals.required", one(&args.signals_required)),
        ("signals.weighted", one(&args.signals_weighted)),
        ("baseline", one(&args.baseline)),
        ("cache", one(&args.cache)),
    ];
    let start = Invocation {
        config: args.config.clone(),
        isolated: args.isolated,
        flags: flags.into_iter().filter(|(_, values)| !values.is_empty()).collect(),
        ..Invocation::of_process()?
    };
    Ok(config::load(&start)?)
}

/// The bank of `settings`.
pub fn bank(settings: &Settings) -> Result<Bank, Error> {
    Ok(match &settings.bank.value {
        Some(folder) => bank::load(&shown(folder))?,
        None => bank::embedded(),
    })
}

/// The cache of `settings`; why nothing is kept although it should be goes to `warn`.
pub fn cache(settings: &Settings, warn: impl FnOnce(&str)) -> Cache {
    let cache = match &settings.cache.value {
        Some(folder) => Cache::open(&shown(folder), MOST_BYTES),
        None => Cache::off(),
    };
    if let Some(problem) = cache.problem() {
        warn(problem);
    }
    cache
}

/// Loads a model when it is first needed.
pub type Load = Box<dyn Fn() -> Result<Option<Box<dyn Encoder>>, ModelError> + Sync>;

/// What loads the model of `settings`, and its name and hash. Those of a model in a folder are known by loading it.
pub fn model(settings: &Settings) -> Result<(ModelSignature, Load), Error> {
    let known = |(name, hash): (&str, &str)| ModelSignature {
        name: name.to_owned(),
        hash: hash.to_owned(),
    };
    Ok(match (&settings.model.value, settings.engine.value) {
        (Model::None, _) => (known(("none", "")), Box::new(|| Ok(None))),
        (Model::BuiltIn, Vectors::Full) => (known(embed::BUILTIN), Box::new(|| Ok(Some(Box::new(embed::builtin()?))))),
        (Model::BuiltIn, Vectors::Static) => (known(embed::BUILTIN_STATIC), Box::new(|| Ok(Some(Box::new(embed::builtin_static()?))))),
        (Model::Folder(folder), _) => {
            let folder = shown(folder);
            let identity = embed::load(&folder)?.identity().clone();
            let load: Load = Box::new(move || Ok(Some(Box::new(embed::load(&folder)?))));
            (known((&identity.name, &identity.hash)), load)
        }
    })
}

/// What grades by `settings`.
pub fn grading<'g>(settings: &Settings, model: ModelSignature, load: &'g Load) -> Result<Grading<'g>, Error> {
    let (built_in, calibration) = (matches!(settings.model.value, Model::BuiltIn), settings.calibration.value.as_deref());
    let (calibration, calibrated) = match calibration {
        Some(path) => {
            let text = input::read(&shown(path))?.text;
            let read = Calibration::read(&text).map_err(|problem| Error::Calibration {
                path: path.to_owned(),
                problem,
            })?;
            (read, true)
        }
        None if settings.model.value == Model::None => (Calibration::by_keywords(), true),
        None if built_in && settings.engine.value == Vectors::Static => (Calibration::by_tokens(), true),
        None => (Calibration::with_similarity(), built_in),
    };
    Ok(Grading {
        model,
        calibration,
        calibrated,
        load: load.as_ref(),
    })
}

/// An absolute path as seen from here, where that is shorter: messages name files as people would.
pub fn shown(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    match path.strip_prefix(&here) {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_owned(),
        _ => path.to_owned(),
    }
}
