//! Reading a [`Config`]: the same code for the file, the environment and the flags.

use std::path::Path;

use super::fault::Fault;
use super::keys::{KEYS, OVERRIDE_KEYS};
use super::origin::{File, FileOrigin, Origin};
use super::pattern::Pattern;
use super::values::{self, BUILT_IN, Model, NONE, Vectors};
use super::written::{Bars, Config, Override, Source, Sourced};
use crate::check::{FailOn, Severity};
use crate::rubric::{Code, Diagnostic, Sink, TableReader, read_document};

/// Reads a file, which is `name` in messages and stands in `folder`: what could be read, and every mistake.
pub(super) fn file(name: &str, source: &str, folder: &Path) -> (Config, Vec<Diagnostic>) {
    let mut sink = Sink::new(name, source, 0);
    let document = read_document(source, &mut sink);
    let file = File {
        name: name.into(),
        source,
        folder,
    };
    let mut root = TableReader::root(&document);
    let tables = root.tables("override", &mut sink);
    let mut origin = FileOrigin::new(root, &mut sink, &file);
    let mut config = config(&mut origin);
    origin.finish();
    for table in tables {
        config.overrides.extend(one_override(table, &mut sink, &file));
    }
    let mut found = sink.into_found();
    for diagnostic in &mut found {
        explain_misplaced(diagnostic);
    }
    (config, found)
}

/// Reads every key that `origin` has.
pub(super) fn config(origin: &mut dyn Origin) -> Config {
    let config = Config {
        answers: patterns(origin, "answers"),
        exclude: patterns(origin, "exclude"),
        bank: text(origin, "bank", |t, folder| values::path_or(BUILT_IN, t, folder)),
        model: text(origin, "model", values::model),
        engine: text(origin, "engine", |t, _| values::one_of(t, &Vectors::ALL, Vectors::name)),
        calibration: text(origin, "calibration", |t, folder| values::path_or(BUILT_IN, t, folder)),
        bars: bars(origin),
        min_pass_rate: number(origin, "min_pass_rate", values::share),
        min_mean: number(origin, "min_mean", values::points),
        baseline: text(origin, "baseline", |t, folder| values::path_or(NONE, t, folder)),
        cache: text(origin, "cache", |t, folder| values::path_or(NONE, t, folder)),
        overrides: Vec::new(),
    };
    some_answers(&config, origin);
    one_model(&config, origin);
    config
}

fn bars(origin: &mut dyn Origin) -> Bars {
    let severity = |t: &str, _: &Path| values::one_of(t, &Severity::ALL, Severity::name);
    Bars {
        threshold: number(origin, "threshold", values::points),
        fail_on: text(origin, "fail_on", |t, _| values::one_of(t, &FailOn::ALL, FailOn::name)),
        required: text(origin, "signals.required", severity),
        weighted: text(origin, "signals.weighted", severity),
    }
}

fn some_answers(config: &Config, origin: &mut dyn Origin) {
    if let Some(answers) = &config.answers
        && answers.value.is_empty()
    {
        let fault = Fault::bad("names no files, so that there is nothing to grade", "write patterns such as `answers/**/*.md`");
        origin.report(&answers.source, "answers", fault);
    }
}

/// A model of one's own and the table of the built-in one, said in one breath.
fn one_model(config: &Config, origin: &mut dyn Origin) {
    if let (Some(model), Some(engine)) = (&config.model, &config.engine)
        && model.value != Model::BuiltIn
        && engine.value == Vectors::Static
    {
        let fault = Fault::bad("is `static`, which only the built-in model can be", "leave out `engine` or `model`");
        origin.report(&engine.source, "engine", fault);
    }
}

fn one_override(table: TableReader<'_, '_>, sink: &mut Sink<'_>, file: &File<'_>) -> Option<Override> {
    let before = table.span();
    let mut origin = FileOrigin::new(table, sink, file);
    let source = origin.source(before);
    let paths = patterns(&mut origin, "paths");
    let bars = bars(&mut origin);
    let question = text(&mut origin, "question", |t, _| Ok(t.to_owned()));
    let skip = origin.boolean("skip");
    match &paths {
        None if origin.table.span_of("paths").is_none() => {
            let fault = Fault {
                code: Code::MissingField,
                message: "is missing".to_owned(),
                help: Some("write `paths = [\"answers/some/*.md\"]`, or move its keys above the first table".to_owned()),
            };
            origin.report(&source, "paths", fault);
        }
        Some(paths) if paths.value.is_empty() => {
            origin.report(&paths.source, "paths", Fault::bad("names no files", "write patterns, or remove the override"));
        }
        _ => {}
    }
    let says = bars != Bars::default() || question.is_some() || skip.is_some();
    if !says
        && OVERRIDE_KEYS[1..]
            .iter()
            .all(|k| origin.table.span_of(k.split('.').next().unwrap_or(k)).is_none())
    {
        let fault = Fault::bad("changes nothing", "write `threshold`, `fail_on`, `question`, `skip` or `signals`, or remove it");
        origin.report(&source, "paths", fault);
    }
    origin.finish();
    Some(Override {
        source,
        paths: paths?.value,
        bars,
        question,
        skip,
    })
}

/// A key behind a `[table]` belongs to that table, which surprises everyone once.
fn explain_misplaced(found: &mut Diagnostic) {
    let Some((table, key)) = found.field.rsplit_once('.') else { return };
    if found.code == Code::UnknownField && KEYS.iter().any(|k| k.name == key) {
        let table = table.split('[').next().unwrap_or(table);
        found.help = Some(format!(
            "it holds for all answers: move it above the first table, since a key below `{table}` belongs to that"
        ));
    }
}

fn number(origin: &mut dyn Origin, key: &'static str, checked: fn(f64) -> Result<f64, Fault>) -> Option<Sourced<f64>> {
    let found = origin.number(key)?;
    let source = found.source;
    kept(origin, key, &source, checked(found.value)).map(|value| Sourced { value, source })
}

fn text<T>(origin: &mut dyn Origin, key: &'static str, checked: impl Fn(&str, &Path) -> Result<T, Fault>) -> Option<Sourced<T>> {
    let found = origin.text(key)?;
    let result = checked(&found.value, origin.folder());
    kept(origin, key, &found.source, result).map(|value| Sourced { value, source: found.source })
}

fn patterns(origin: &mut dyn Origin, key: &'static str) -> Option<Sourced<Vec<Pattern>>> {
    let found = origin.texts(key)?;
    let count = found.value.len();
    let read = found.value.into_iter().enumerate().filter_map(|(i, text)| {
        let result = Pattern::new(&text.value, origin.folder());
        kept(origin, &format!("{key}[{i}]"), &text.source, result)
    });
    let value: Vec<Pattern> = read.collect();
    // Where all are mistakes, those have been told: an empty list would be told as another.
    (count == 0 || !value.is_empty()).then_some(Sourced { value, source: found.source })
}

fn kept<T>(origin: &mut dyn Origin, field: &str, source: &Source, result: Result<T, Fault>) -> Option<T> {
    result.map_err(|fault| origin.report(source, field, fault)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(source: &str) -> Vec<String> {
        file("gradus.toml", source, Path::new("/repo")).1.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_mistakes_are_told_at_once_with_their_places() {
        let source = "treshold = 70\nthreshold = 0\nfail_on = \"eror\"\nanswers = [\"a[\"]\n[signals]\nrequierd = \"warn\"\nweighted = 3\n\
                      [[override]]\npaths = \"x\"\nskip = 1\n[[override]]\nthreshold = 101\n";
        let said = said(source);
        let starts = [
            "gradus.toml:1:1: `treshold`: no such field [unknown-field]; did you mean `threshold`?",
            "gradus.toml:2:13: `threshold`: every answer reaches 0",
            "gradus.toml:3:11: `fail_on`: is `eror`, which it cannot be [bad-value]; did you mean `error`?",
            "gradus.toml:4:12: `answers[0]`: is no pattern",
            "gradus.toml:6:1: `signals.requierd`: no such field [unknown-field]; did you mean `required`?",
            "gradus.toml:7:12: `signals.weighted`: must be a text, not an integer",
            "gradus.toml:9:9: `override[0].paths`: must be a list of texts",
            "gradus.toml:10:8: `override[0].skip`: must be `true` or `false`",
            "gradus.toml:11:1: `override[1].paths`: is missing",
            "gradus.toml:12:13: `override[1].threshold`: no answer reaches more than 100",
        ];
        assert_eq!(said.len(), starts.len(), "{said:#?}");
        for (said, start) in said.iter().zip(starts) {
            assert!(said.starts_with(start), "{said}\n{start}");
        }
    }

    #[test]
    fn a_key_below_a_table_is_sent_above_it() {
        let said = said("[[override]]\npaths = [\"a\"]\nskip = true\nmodel = \"none\"\n");
        assert!(
            said[0].ends_with("move it above the first table, since a key below `override` belongs to that"),
            "{said:?}"
        );
    }

    #[test]
    fn an_override_without_effect_and_answers_without_files_are_mistakes() {
        assert!(said("[[override]]\npaths = [\"a\"]\n")[0].contains("changes nothing"));
        assert!(said("[[override]]\npaths = []\nskip = true\n")[0].contains("names no files"));
        assert!(said("answers = []\n")[0].contains("nothing to grade"));
        assert_eq!(said("exclude = []\n"), Vec::<String>::new());
    }

    #[test]
    fn the_table_of_the_built_in_model_goes_with_no_other() {
        assert!(said("model = \"m\"\nengine = \"static\"\n")[0].starts_with("gradus.toml:2:10: `engine`: is `static`"));
        assert_eq!(said("model = \"m\"\nengine = \"full\"\n"), Vec::<String>::new());
    }

    #[test]
    fn what_stands_in_the_file_is_read_with_its_line() {
        let (config, found) = file(
            "gradus.toml",
            "bank = \"b\"\n\nanswers = [\n  \"x/*.md\",\n]\nsignals.weighted = \"off\"\n",
            Path::new("/repo"),
        );
        assert_eq!(found, []);
        let bank = config.bank.unwrap();
        assert_eq!(
            (bank.value.unwrap().as_path(), bank.source.to_string().as_str()),
            (Path::new("/repo/b"), "gradus.toml:1")
        );
        assert_eq!(config.answers.unwrap().source.to_string(), "gradus.toml:3");
        assert_eq!(config.bars.weighted.unwrap().value, Severity::Off);
    }

    proptest::proptest! {
        #[test]
        fn no_text_ends_the_program(text in "(\\[\\[override\\]\\]|\\[signals\\]|threshold|paths|skip|=|\\[|\\]|\"|\n| |9|\\*|nan|true|\\{|\\}|.){0,40}") {
            file("gradus.toml", &text, Path::new("/repo"));
        }
    }
}
