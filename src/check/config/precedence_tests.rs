//! Which of several values holds.

use crate::check::Severity;
use std::fs;
use std::path::Path;

use super::*;

struct Place(tempfile::TempDir);

impl Place {
    fn with(file: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::write(place.0.path().join(FILE_NAME), file).unwrap();
        fs::create_dir(place.0.path().join("sub")).unwrap();
        place
    }

    fn settings(&self, cwd: &str, flags: &[(&'static str, &str)], variables: &[(&str, &str)]) -> Settings {
        load(&Invocation {
            cwd: self.0.path().join(cwd),
            flags: flags.iter().map(|(k, v)| (*k, vec![(*v).to_owned()])).collect(),
            environment: variables.iter().map(|(k, v)| (k.into(), v.into())).collect(),
            ..Invocation::default()
        })
        .unwrap()
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }
}

fn shown<T: std::fmt::Debug>(value: &Sourced<T>) -> String {
    format!("{:?} {}", value.value, value.source)
}

#[test]
fn a_flag_wins_over_a_variable_that_over_the_file_and_that_over_the_default() {
    let place = Place::with("threshold = 70\nmin_mean = 71\nmin_pass_rate = 0.5\n");
    let settings = place.settings("", &[("threshold", "90")], &[("GRADUS_THRESHOLD", "80"), ("GRADUS_MIN_MEAN", "81")]);
    assert_eq!(shown(&settings.threshold), "90.0 --threshold");
    assert_eq!(shown(&settings.min_mean), "Some(81.0) GRADUS_MIN_MEAN");
    assert_eq!(shown(&settings.min_pass_rate), "0.5 gradus.toml:3");
    assert_eq!(shown(&settings.fail_on), "Error default");
}

const OVERRIDES: &str = r#"
[[override]]
paths = ["answers/**"]
threshold = 50
question = "first"
[[override]]
paths = ["answers/hard"]
threshold = 95
skip = true
signals.weighted = "error"
[[override]]
paths = ["answers/hard/kept.md"]
skip = false
"#;

#[test]
fn a_later_override_wins_and_each_field_by_itself() {
    let place = Place::with(OVERRIDES);
    let settings = place.settings("", &[], &[]);
    let hard = settings.for_answer(&place.path("answers/hard/a.md"));
    assert_eq!(shown(&hard.threshold), "95.0 gradus.toml:8");
    assert_eq!(hard.question.map(|q| q.value).as_deref(), Some("first"));
    assert_eq!(hard.skipped.unwrap().to_string(), "gradus.toml:9");
    assert_eq!((hard.weighted.value, hard.required.value), (Severity::Error, Severity::Error));
    assert_eq!(settings.for_answer(&place.path("answers/hard/kept.md")).skipped, None);
    assert_eq!(shown(&settings.for_answer(&place.path("answers/a.md")).threshold), "50.0 gradus.toml:4");
    assert_eq!(shown(&settings.for_answer(&place.path("other/a.md")).threshold), "60.0 default");
}

#[test]
fn a_flag_and_a_variable_win_over_overrides() {
    let place = Place::with(OVERRIDES);
    let path = place.path("answers/hard/a.md");
    let by_flag = place.settings("", &[("threshold", "40")], &[]).for_answer(&path);
    assert_eq!(shown(&by_flag.threshold), "40.0 --threshold");
    let by_variable = place.settings("", &[], &[("GRADUS_SIGNALS_WEIGHTED", "info")]).for_answer(&path);
    assert_eq!(shown(&by_variable.weighted), "Info GRADUS_SIGNALS_WEIGHTED");
    assert_eq!(shown(&by_variable.threshold), "95.0 gradus.toml:8");
}

#[test]
fn paths_are_seen_from_where_they_were_written() {
    let place = Place::with("bank = \"q\"\nanswers = [\"a/*.md\"]\n");
    let settings = place.settings("sub", &[], &[]);
    assert!(settings.answers.value[0].matches(&place.path("a/x.md")));
    let settings = place.settings("sub", &[("answers", "a/*.md"), ("bank", "q")], &[]);
    assert!(settings.answers.value[0].matches(&place.path("sub/a/x.md")) && !settings.answers.value[0].matches(&place.path("a/x.md")));
    assert_eq!(settings.bank.value, Some(place.path("sub/q")));
    let mut out = Vec::new();
    show(&settings, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(
        out.contains("answers = [\"sub/a/*.md\"]  # --answers") && out.contains("bank = \"sub/q\"  # --bank"),
        "{out}"
    );
}

#[test]
fn of_a_model_and_the_table_of_another_the_stronger_holds() {
    let place = Place::with("model = \"m\"\n");
    let settings = place.settings("", &[("engine", "static")], &[]);
    assert_eq!(
        (shown(&settings.model), shown(&settings.engine)),
        ("BuiltIn default".into(), "Static --engine".into())
    );
    let place = Place::with("engine = \"static\"\n");
    let settings = place.settings("", &[], &[("GRADUS_MODEL", "none")]);
    assert_eq!(
        (shown(&settings.model), shown(&settings.engine)),
        ("None GRADUS_MODEL".into(), "Full default".into())
    );
}

#[test]
fn every_key_is_set_by_its_flag_and_its_variable() {
    let place = Place::with("");
    for key in KEYS {
        let value = match key.name {
            "engine" => "static",
            "fail_on" => "warn",
            name if name.starts_with("signals.") => "info",
            _ if key.shape == Shape::Number => "0.5",
            _ => "x",
        };
        let value = if key.shape == Shape::Number && key.name != "min_pass_rate" {
            "55"
        } else {
            value
        };
        for (settings, source) in [
            (place.settings("", &[(key.name, value)], &[]), key.flag()),
            (place.settings("", &[], &[(&key.variable(), value)]), key.variable()),
        ] {
            let mut out = Vec::new();
            show(&settings, &mut out).unwrap();
            let out = String::from_utf8(out).unwrap();
            let name = key.name.rsplit('.').next().unwrap();
            assert!(
                out.lines()
                    .any(|l| l.starts_with(&format!("{name} = ")) && l.ends_with(&format!("  # {source}"))),
                "{out}"
            );
        }
    }
}

#[test]
fn without_a_file_the_folder_of_the_start_is_the_root() {
    let place = Place::with("threshold = 70\n");
    let cwd = place.path("sub");
    let settings = load(&Invocation {
        cwd: cwd.clone(),
        isolated: true,
        ..Invocation::default()
    })
    .unwrap();
    assert_eq!((settings.root.as_path(), settings.file), (Path::new(&cwd), None));
    assert_eq!(shown(&settings.threshold), "60.0 default");
}
