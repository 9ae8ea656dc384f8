//! The effective configuration, in TOML that means the same.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::pattern::Pattern;
use super::settings::Settings;
use super::values::{BUILT_IN, Model, NONE};
use super::written::{Override, Source, Sourced};
use crate::check::paths::relative;

/// Writes every value with where it comes from: `threshold = 70  # gradus.toml:4`.
///
/// It is a `gradus.toml` that, in the root of `settings`, means what they mean.
///
/// # Errors
///
/// Those of `out`.
pub fn show(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let root = settings.root.as_path();
    let s = settings;
    line(out, "answers", &patterns(&s.answers.value, root), &s.answers.source)?;
    line(out, "exclude", &patterns(&s.exclude.value, root), &s.exclude.source)?;
    line(out, "bank", &path_or(BUILT_IN, &s.bank.value, root), &s.bank.source)?;
    line(out, "model", &model(&s.model.value, root), &s.model.source)?;
    line(out, "engine", &text(s.engine.value.name()), &s.engine.source)?;
    line(out, "calibration", &path_or(BUILT_IN, &s.calibration.value, root), &s.calibration.source)?;
    line(out, "threshold", &s.threshold.value.to_string(), &s.threshold.source)?;
    line(out, "min_pass_rate", &s.min_pass_rate.value.to_string(), &s.min_pass_rate.source)?;
    match s.min_mean.value {
        Some(mean) => line(out, "min_mean", &mean.to_string(), &s.min_mean.source)?,
        None => writeln!(out, "# min_mean is not set  # {}", comment(&s.min_mean.source))?,
    }
    line(out, "fail_on", &text(s.fail_on.value.name()), &s.fail_on.source)?;
    line(out, "baseline", &path_or(NONE, &s.baseline.value, root), &s.baseline.source)?;
    line(out, "cache", &path_or(NONE, &s.cache.value, root), &s.cache.source)?;
    writeln!(out, "\n[signals]")?;
    line(out, "required", &text(s.required.value.name()), &s.required.source)?;
    line(out, "weighted", &text(s.weighted.value.name()), &s.weighted.source)?;
    settings.overrides.iter().try_for_each(|o| one_override(o, root, out))
}

fn one_override(o: &Override, root: &Path, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n[[override]]  # {}", comment(&o.source))?;
    writeln!(out, "paths = {}", patterns(&o.paths, root))?;
    optional(out, "threshold", o.bars.threshold.as_ref(), f64::to_string)?;
    optional(out, "fail_on", o.bars.fail_on.as_ref(), |v| text(v.name()))?;
    optional(out, "question", o.question.as_ref(), |v| text(v))?;
    optional(out, "skip", o.skip.as_ref(), bool::to_string)?;
    optional(out, "signals.required", o.bars.required.as_ref(), |v| text(v.name()))?;
    optional(out, "signals.weighted", o.bars.weighted.as_ref(), |v| text(v.name()))
}

fn optional<T>(out: &mut dyn Write, key: &str, value: Option<&Sourced<T>>, shown: impl Fn(&T) -> String) -> io::Result<()> {
    value.map_or(Ok(()), |v| line(out, key, &shown(&v.value), &v.source))
}

fn line(out: &mut dyn Write, key: &str, value: &str, source: &Source) -> io::Result<()> {
    writeln!(out, "{key} = {value}  # {}", comment(source))
}

/// A comment takes no control characters, which the name of a folder may have.
fn comment(source: &Source) -> String {
    source.to_string().replace(|c: char| c.is_control(), "\u{FFFD}")
}

fn text(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}

fn patterns(patterns: &[Pattern], root: &Path) -> String {
    let texts: Vec<String> = patterns.iter().map(|p| text(&p.seen_from(root))).collect();
    format!("[{}]", texts.join(", "))
}

fn path(path: &Path, root: &Path) -> String {
    let way = relative(path, root);
    // A folder may be called as what stands for something else.
    text(&if way == NONE || way == BUILT_IN { format!("./{way}") } else { way })
}

fn path_or(word: &str, value: &Option<PathBuf>, root: &Path) -> String {
    value.as_ref().map_or_else(|| text(word), |p| path(p, root))
}

fn model(value: &Model, root: &Path) -> String {
    match value {
        Model::BuiltIn => text(BUILT_IN),
        Model::None => text(NONE),
        Model::Folder(folder) => path(folder, root),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::config::read;

    const SOURCE: &str = r#"answers = ["../notes/*.md", 'od"d/*.md']
model = "./none"
threshold = 70.5
baseline = "b.json"
cache = "none"

[[override]]
paths = ["x/**"]
skip = true
question = "a\tb"
signals = { required = "off" }

[[override]]
paths = ["y"]
threshold = 90
"#;

    fn shown(source: &str) -> String {
        let root = Path::new("/repo/ci");
        let (config, found) = read::file("gradus.toml", source, root);
        assert_eq!(found, []);
        let mut out = Vec::new();
        show(&Settings::of(config, root, None), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Without what is said of the sources.
    fn values(text: &str) -> Vec<&str> {
        text.lines().map(|l| l.split("  # ").next().unwrap()).collect()
    }

    #[test]
    fn every_value_is_shown_with_its_source() {
        let shown = shown(SOURCE);
        for line in [
            "threshold = 70.5  # gradus.toml:3",
            "min_pass_rate = 1  # default",
            "# min_mean is not set  # default",
            "cache = \"none\"  # gradus.toml:5",
            "[[override]]  # gradus.toml:7",
            "signals.required = \"off\"  # gradus.toml:11",
        ] {
            assert!(shown.lines().any(|l| l == line), "{line}\n{shown}");
        }
    }

    #[test]
    fn what_is_shown_means_what_it_shows() {
        let once = shown(SOURCE);
        assert_eq!(values(&shown(&once)), values(&once));
        let plain = shown("");
        assert_eq!(values(&shown(&plain)), values(&plain));
    }

    #[test]
    fn a_name_that_would_end_a_comment_does_not() {
        let source = Source::File {
            file: "a\nthreshold = 1".into(),
            line: 1,
            span: 0..1,
        };
        assert_eq!(comment(&source), "a\u{FFFD}threshold = 1:1");
    }
}
