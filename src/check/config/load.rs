//! From what was typed to what it means.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::discover::{locate, text_of};
use super::read;
use super::settings::Settings;
use super::typed::{Typed, other};
use super::written::Config;
use crate::check::paths::relative;
use crate::rubric::{Code, Diagnostic, Diagnostics};

/// How the program was started.
#[derive(Debug, Clone, Default)]
pub struct Invocation {
    /// The folder that it was started in, absolute.
    pub cwd: PathBuf,
    /// What `--config` says.
    pub config: Option<PathBuf>,
    /// Whether `--isolated` was given: no file is read. Flags and variables hold all the same.
    pub isolated: bool,
    /// The flags that were given, by the names of their keys (`signals.required`), with their values.
    pub flags: Vec<(&'static str, Vec<String>)>,
    /// The environment.
    pub environment: Vec<(OsString, OsString)>,
}

impl Invocation {
    /// A start in the folder and the environment of this process, with no flags.
    ///
    /// # Errors
    ///
    /// Where the folder of this process is gone.
    pub fn of_process() -> Result<Self, Diagnostics> {
        let failed = |e| {
            Diagnostics(vec![Diagnostic::of_file(
                Code::Unreadable,
                ".",
                format!("cannot tell the folder to start from: {e}"),
            )])
        };
        Ok(Self {
            cwd: env::current_dir().map_err(failed)?,
            environment: env::vars_os().collect(),
            ..Self::default()
        })
    }
}

/// The settings of this start.
///
/// # Errors
///
/// Every mistake in the flags, the environment and the file, also in values that others win over.
pub fn load(start: &Invocation) -> Result<Settings, Diagnostics> {
    let mut found = Vec::new();
    let flags = typed(Typed::flags(&start.flags, &start.cwd), &mut found);
    let environment = typed(Typed::environment(&start.environment, &start.cwd), &mut found);
    let path = asked(start).and_then(|(asked, isolated)| locate(&start.cwd, asked.as_deref(), isolated));
    let (mut file, mut root) = (Config::default(), start.cwd.clone());
    match &path {
        Ok(Some(path)) => {
            root = path.parent().unwrap_or(path).to_owned();
            match from_file(path, &root, &start.cwd) {
                Ok((config, mistakes)) => {
                    file = config;
                    found.extend(mistakes);
                }
                Err(mistake) => found.push(mistake),
            }
        }
        Ok(None) => {}
        Err(mistake) => found.push(mistake.clone()),
    }
    if !found.is_empty() {
        return Err(Diagnostics(found));
    }
    Ok(Settings::of(flags.or(environment).or(file), &root, path.ok().flatten()))
}

fn typed(mut origin: Typed, found: &mut Vec<Diagnostic>) -> Config {
    let config = read::config(&mut origin);
    found.append(&mut origin.found);
    config
}

fn from_file(path: &Path, root: &Path, cwd: &Path) -> Result<(Config, Vec<Diagnostic>), Diagnostic> {
    let name = relative(path, cwd);
    let text = text_of(path, &name)?;
    Ok(read::file(&name, &text, root))
}

/// `--config` and `--isolated`, or the variables that stand for them.
fn asked(start: &Invocation) -> Result<(Option<PathBuf>, bool), Diagnostic> {
    // A flag of the two puts both variables out of force: `--isolated` must not stumble over `GRADUS_CONFIG`.
    if start.config.is_some() || start.isolated {
        return Ok((start.config.clone(), start.isolated));
    }
    let config = other("CONFIG", &start.environment).map(PathBuf::from);
    let isolated = match other("ISOLATED", &start.environment).map(|v| v.to_string_lossy().to_lowercase()).as_deref() {
        None | Some("0" | "false" | "no" | "off") => false,
        Some("1" | "true" | "yes" | "on") => true,
        Some(_) => {
            let found = Diagnostic::of_file(Code::BadValue, "GRADUS_ISOLATED", "must be `true` or `false`");
            return Err(found.with_help("write `true` to read no file"));
        }
    };
    Ok((config, isolated))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn start(cwd: &Path) -> Invocation {
        Invocation {
            cwd: cwd.to_owned(),
            ..Invocation::default()
        }
    }

    #[test]
    fn mistakes_of_all_three_are_told_together() {
        let top = tempfile::tempdir().unwrap();
        fs::write(top.path().join("gradus.toml"), "threshold = 0\n").unwrap();
        let start = Invocation {
            flags: vec![("threshold", vec!["200".into()]), ("nothing", vec!["1".into()])],
            environment: vec![("GRADUS_MIN_MEAN".into(), "x".into())],
            ..start(top.path())
        };
        let Diagnostics(found) = load(&start).unwrap_err();
        let files: Vec<&str> = found.iter().map(|d| d.file.as_str()).collect();
        assert_eq!(files, ["--nothing", "--threshold", "GRADUS_MIN_MEAN", "gradus.toml"]);
    }

    #[test]
    fn the_variables_of_the_file_hold_unless_a_flag_does() {
        let top = tempfile::tempdir().unwrap();
        fs::write(top.path().join("other.toml"), "threshold = 80\n").unwrap();
        let mut start = start(top.path());
        start.environment = vec![("GRADUS_CONFIG".into(), "other.toml".into())];
        assert_eq!(load(&start).unwrap().threshold.source.to_string(), "other.toml:1");
        start.isolated = true;
        assert_eq!(load(&start).unwrap().file, None);
        start.isolated = false;
        start.environment.push(("GRADUS_ISOLATED".into(), "maybe".into()));
        assert_eq!(load(&start).unwrap_err().0[0].file, "GRADUS_ISOLATED");
    }

    #[test]
    fn the_file_is_named_as_seen_from_where_the_program_was_started() {
        let top = tempfile::tempdir().unwrap();
        let deep = top.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(top.path().join("gradus.toml"), "bank = \"q\"\n").unwrap();
        let settings = load(&start(&deep)).unwrap();
        assert_eq!(settings.bank.source.to_string(), "../../gradus.toml:1");
        assert_eq!(settings.bank.value, Some(top.path().join("q")));
    }
}
