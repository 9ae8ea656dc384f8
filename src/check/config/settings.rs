//! What the configuration means: every field has a value, checked, and each knows where it comes from.

use std::path::{Path, PathBuf};

use super::pattern::Pattern;
use super::values::{Model, Vectors};
use super::written::{Bars, Config, Override, Source, Sourced};
use crate::check::{AnswerBars, FailOn, Severity};

/// What holds for a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The folder of the file, or the one that the program was started in: answers are named as seen from here. Absolute.
    pub root: PathBuf,
    /// The file, where there is one.
    pub file: Option<PathBuf>,
    /// Where the answers are.
    pub answers: Sourced<Vec<Pattern>>,
    /// What is left out.
    pub exclude: Sourced<Vec<Pattern>>,
    /// The folder of the bank; `None` for the built-in one.
    pub bank: Sourced<Option<PathBuf>>,
    /// The model.
    pub model: Sourced<Model>,
    /// How the built-in model is used.
    pub engine: Sourced<Vectors>,
    /// The file of the calibration; `None` for the built-in one.
    pub calibration: Sourced<Option<PathBuf>>,
    /// Points from which an answer passes, above 1 and up to 100.
    pub threshold: Sourced<f64>,
    /// The share of the answers that must pass, above 0 and up to 1.
    pub min_pass_rate: Sourced<f64>,
    /// Points that the mean must reach, above 1 and up to 100.
    pub min_mean: Sourced<Option<f64>>,
    /// From which severity on an answer fails.
    pub fail_on: Sourced<FailOn>,
    /// What a required signal that is not met counts as.
    pub required: Sourced<Severity>,
    /// What any other signal with a weight that is not met counts as.
    pub weighted: Sourced<Severity>,
    /// The file of the baseline, where there is one.
    pub baseline: Sourced<Option<PathBuf>>,
    /// The folder of the cache; `None` to keep nothing.
    pub cache: Sourced<Option<PathBuf>>,
    /// What holds for some paths, in the order of the file.
    pub overrides: Vec<Override>,
}

/// What holds for one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct ForAnswer {
    /// Points from which it passes.
    pub threshold: Sourced<f64>,
    /// From which severity on it fails.
    pub fail_on: Sourced<FailOn>,
    /// What a required signal that is not met counts as.
    pub required: Sourced<Severity>,
    /// What any other signal that is not met counts as.
    pub weighted: Sourced<Severity>,
    /// The question that it answers, unless it names another itself.
    pub question: Option<Sourced<String>>,
    /// The override that leaves it out.
    pub skipped: Option<Source>,
}

impl ForAnswer {
    /// The bars that the answer is held against.
    #[must_use]
    pub fn bars(&self) -> AnswerBars {
        bars(&self.threshold, &self.fail_on, &self.required, &self.weighted)
    }
}

impl Settings {
    /// What `config` means, in a run whose root is the absolute path `root`.
    #[must_use]
    pub fn of(config: Config, root: &Path, file: Option<PathBuf>) -> Self {
        let bars = AnswerBars::default();
        let in_root = |name: &str| root.join(name);
        let answers = || vec![Pattern::new("answers/**/*.md", root).expect("it is a pattern below any folder")];
        let (model, engine) = one_engine(config.model, config.engine);
        let Bars {
            threshold,
            fail_on,
            required,
            weighted,
        } = config.bars;
        let min_mean = config.min_mean.map(|m| Sourced {
            value: Some(m.value),
            source: m.source,
        });
        Self {
            root: root.to_owned(),
            file,
            answers: config.answers.unwrap_or_else(|| Sourced::default_of(answers())),
            exclude: or(config.exclude, Vec::new()),
            bank: or(config.bank, None),
            model,
            engine,
            calibration: or(config.calibration, None),
            threshold: or(threshold, bars.threshold),
            min_pass_rate: or(config.min_pass_rate, 1.0),
            min_mean: or(min_mean, None),
            fail_on: or(fail_on, bars.fail_on),
            required: or(required, bars.required),
            weighted: or(weighted, bars.weighted),
            baseline: or(config.baseline, None),
            cache: or(config.cache, Some(in_root(".gradus-cache"))),
            overrides: config.overrides,
        }
    }

    /// The bars for answers that no override is about.
    #[must_use]
    pub fn bars(&self) -> AnswerBars {
        bars(&self.threshold, &self.fail_on, &self.required, &self.weighted)
    }

    /// What holds for the answer in the file `path`, which is absolute.
    ///
    /// A flag or a variable holds for all answers: it wins over overrides, which are of the file.
    #[must_use]
    pub fn for_answer(&self, path: &Path) -> ForAnswer {
        let about: Vec<&Override> = self.overrides.iter().filter(|o| o.paths.iter().any(|p| p.covers(path))).collect();
        let skip = last(&about, |o| o.skip.as_ref());
        ForAnswer {
            threshold: chosen(&self.threshold, &about, |o| o.bars.threshold.as_ref()),
            fail_on: chosen(&self.fail_on, &about, |o| o.bars.fail_on.as_ref()),
            required: chosen(&self.required, &about, |o| o.bars.required.as_ref()),
            weighted: chosen(&self.weighted, &about, |o| o.bars.weighted.as_ref()),
            question: last(&about, |o| o.question.as_ref()).cloned(),
            skipped: skip.filter(|s| s.value).map(|s| s.source.clone()),
        }
    }
}

fn bars(threshold: &Sourced<f64>, fail_on: &Sourced<FailOn>, required: &Sourced<Severity>, weighted: &Sourced<Severity>) -> AnswerBars {
    AnswerBars {
        threshold: threshold.value,
        fail_on: fail_on.value,
        required: required.value,
        weighted: weighted.value,
    }
}

fn or<T>(written: Option<Sourced<T>>, default: T) -> Sourced<T> {
    written.unwrap_or_else(|| Sourced::default_of(default))
}

/// The last value that the overrides have.
fn last<'o, T>(about: &[&'o Override], value: impl Fn(&'o Override) -> Option<&'o Sourced<T>>) -> Option<&'o Sourced<T>> {
    about.iter().rev().find_map(|o| value(o))
}

fn chosen<'o, T: Clone + 'o>(whole: &Sourced<T>, about: &[&'o Override], value: impl Fn(&'o Override) -> Option<&'o Sourced<T>>) -> Sourced<T> {
    let strong = matches!(whole.source, Source::Flag(_) | Source::Environment(_));
    let own = if strong { None } else { last(about, value) };
    own.unwrap_or(whole).clone()
}

/// The table of tokens is of the built-in model: where one source asks for it and another for a model of its own, the stronger one is followed.
fn one_engine(model: Option<Sourced<Model>>, engine: Option<Sourced<Vectors>>) -> (Sourced<Model>, Sourced<Vectors>) {
    let (model, engine) = (or(model, Model::BuiltIn), or(engine, Vectors::Full));
    if model.value == Model::BuiltIn || engine.value == Vectors::Full {
        (model, engine)
    } else if engine.source.strength() > model.source.strength() {
        (Sourced::default_of(Model::BuiltIn), engine)
    } else {
        (model, Sourced::default_of(Vectors::Full))
    }
}
