//! The architecture, checked: who may use whom, where each dependency comes in, and that `ARCHITECTURE.md` speaks of what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::support::root;

/// What each module of the library may use. `cli` is part of the program and uses the library from outside.
const USES: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("rubric", &["text"]),
    ("embed", &[]),
    ("coverage", &["text", "rubric"]),
    ("polarity", &["text", "rubric", "coverage"]),
    ("bank", &["text", "rubric"]),
    ("import", &["bank", "rubric"]),
    ("score", &["text", "rubric", "coverage", "polarity", "bank", "embed"]),
    ("grade", &["text", "rubric", "coverage", "polarity", "bank", "embed", "score"]),
    ("rows", &["text", "rubric"]),
    ("series", &["text", "rubric", "rows", "bank", "embed", "grade"]),
    ("eval", &["text", "rubric", "rows", "bank", "embed", "grade", "series"]),
    ("insight", &["grade", "eval"]),
    ("compare", &["grade", "eval"]),
    ("batch", &["text", "rubric", "polarity", "rows", "bank", "embed", "grade", "series", "insight"]),
    ("check", &["text", "rubric", "bank", "batch", "embed", "grade", "score"]),
    ("edit", &["text"]),
    ("calibrate", &["text", "rows", "bank", "edit", "embed", "eval", "grade", "score"]),
    ("audit", &["text", "rubric", "bank", "edit", "embed", "grade"]),
    ("lint", &["text", "rubric", "coverage", "bank", "embed", "grade"]),
    ("marking", &["text", "rubric", "rows", "bank", "embed", "grade", "eval", "calibrate"]),
    (
        "report",
        &[
            "bank",
            "import",
            "grade",
            "eval",
            "audit",
            "batch",
            "calibrate",
            "check",
            "compare",
            "insight",
            "lint",
            "marking",
        ],
    ),
    ("error", &["rows", "rubric", "bank", "embed", "calibrate", "check"]),
];

/// Where each dependency may be used: files, or folders ending in `/`. What has no doorway is named with `""`.
const DOORWAYS: &[(&str, &[&str])] = &[
    ("anstream", &["cli/"]),
    ("anstyle", &["report/"]),
    ("base64", &["report/class/policy.rs"]),
    (
        "blake3",
        &[
            "audit/seed.rs",
            "check/cache/",
            "check/watch/sight.rs",
            "embed/",
            "rubric/glossary.rs",
            "rubric/model.rs",
            "score/calibration.rs",
            "report/check/fingerprint.rs",
            "series/key.rs",
        ],
    ),
    ("bytes", &["rows/parquet_file.rs"]),
    ("candle-core", &["embed/bert.rs", "embed/bert_tests.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/generate.rs"]),
    ("csv", &["rows/csv_out.rs", "rows/table.rs", "import/export.rs", "import/rows.rs"]),
    ("fastrand", &["audit/seed.rs", "compare/bootstrap.rs", "eval/bootstrap.rs"]),
    ("ctrlc", &["cli/check.rs"]),
    ("glob", &["cli/batch_input.rs"]),
    ("globset", &["check/config/pattern.rs"]),
    ("ignore", &["check/find.rs", "check/find_tests.rs"]),
    ("notify", &["check/watch/events.rs"]),
    ("quick-junit", &["report/check/junit.rs"]),
    ("foldhash", &["text/"]),
    ("gemm", &["embed/bert.rs", "embed/bert_tests.rs"]),
    ("indicatif", &["cli/"]),
    ("kodama", &["insight/mistakes.rs"]),
    ("minijinja", &["report/class/page.rs", "report/class/template.rs"]),
    (
        "parquet",
        &["rows/parquet_file.rs", "rows/parquet_in.rs", "rows/parquet_out.rs", "rows/parquet_value.rs"],
    ),
    ("pulp", &["embed/cosines.rs"]),
    (
        "pulldown-cmark",
        &[
            "text/markdown.rs",
            "bank/entry.rs",
            "check/answer.rs",
            "import/lines.rs",
            "import/write.rs",
            "report/markdown.rs",
        ],
    ),
    (
        "rayon",
        &[
            "audit/run.rs",
            "bank/load.rs",
            "calibrate/scored.rs",
            "check/checker.rs",
            "cli/batch.rs",
            "compare/bootstrap.rs",
            "embed/pool.rs",
            "eval/bootstrap.rs",
            "lint/run.rs",
            "marking/compare.rs",
            "series/chunks.rs",
        ],
    ),
    ("rust-stemmers", &["text/stem.rs"]),
    ("safetensors", &["embed/"]),
    ("serde", &[""]),
    ("serde_json", &[""]),
    ("sha2", &["report/class/policy.rs"]),
    ("statrs", &["eval/statistics.rs", "insight/figures.rs"]),
    ("strsim", &["text/fuzzy.rs"]),
    (
        "tempfile",
        &[
            "check/cache/folder.rs",
            "cli/files.rs",
            "cli/journal.rs",
            "rows/formats_tests.rs",
            "rows/records.rs",
        ],
    ),
    ("terminal_size", &["cli/"]),
    ("textwrap", &["report/"]),
    ("thiserror", &[""]),
    ("tokenizers", &["embed/tokenize.rs"]),
    (
        "toml",
        &[
            "calibrate/marked.rs",
            "check/config/show.rs",
            "import/write.rs",
            "rubric/places.rs",
            "rubric/reader.rs",
        ],
    ),
    ("toml_edit", &["rubric/edit.rs", "rubric/format.rs"]),
    ("unicode-normalization", &["text/fold.rs"]),
    ("unicode-segmentation", &["text/"]),
    ("whatlang", &["grade/flags.rs"]),
];

/// A file of `src`.
struct Source {
    /// Its path below `src`, with `/`.
    path: String,
    /// Its code without comments, and without what only tests see.
    code: String,
    /// Its code without comments.
    with_tests: String,
}

impl Source {
    /// The top-level module it belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Whether only tests see it: its parent declares it so.
    fn is_test(&self) -> bool {
        self.code.is_empty()
    }
}

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let mut paths = Vec::new();
    collect(&root().join("src"), "", &mut paths);
    paths.sort();
    let texts: BTreeMap<String, String> = paths.into_iter().map(|p| (p.clone(), without_comments(&read(&format!("src/{p}"))))).collect();
    let tests: BTreeSet<String> = texts.iter().flat_map(|(path, text)| test_files(path, text)).collect();
    let source = |(path, with_tests): (String, String)| Source {
        code: if tests.contains(&path) { String::new() } else { without_tests(&with_tests) },
        path,
        with_tests,
    };
    texts.into_iter().map(source).collect()
});

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn collect(folder: &Path, prefix: &str, out: &mut Vec<String>) {
    for item in fs::read_dir(folder).expect("it can be listed") {
        let item = item.expect("it can be listed");
        let name = format!("{prefix}{}", item.file_name().to_string_lossy());
        if item.path().is_dir() {
            collect(&item.path(), &format!("{name}/"), out);
        } else if name.ends_with(".rs") {
            out.push(name);
        }
    }
}

/// Blanks out comments and the insides of strings and characters: what is left is code, with its braces.
fn without_comments(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut i = 0;
    while i < chars.len() {
        let at = |k: usize| chars.get(i + k).copied().unwrap_or(' ');
        let word_before = i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_');
        match chars[i] {
            '/' if at(1) == '/' => i = end_of(&chars, i, |c| c[0] == '\n'),
            'r' if !word_before && (at(1) == '"' || at(1) == '#' && (at(2) == '"' || at(2) == '#')) => {
                let hashes = (1..).take_while(|k| at(*k) == '#').count();
                out.push_str("\"\"");
                let closing = |c: &[char]| c[0] == '"' && c.iter().skip(1).take(hashes).filter(|c| **c == '#').count() == hashes;
                i = end_of(&chars, i + hashes + 2, closing) + hashes + 1;
            }
            '"' => {
                out.push_str("\"\"");
                i += 1;
                while i < chars.len() && chars[i] != '"' {
                    i += if chars[i] == '\\' { 2 } else { 1 };
                }
                i += 1;
            }
            '\'' if at(1) == '\\' => {
                out.push_str("' '");
                i = end_of(&chars, i + 3, |c| c[0] == '\'') + 1;
            }
            '\'' if at(2) == '\'' => {
                out.push_str("' '");
                i += 3;
            }
            c => {
                out.push(c);
                i += 1;
            }
        }
    }
    out
}

/// The first place from `from` on where `ends` holds.
fn end_of(chars: &[char], from: usize, ends: impl Fn(&[char]) -> bool) -> usize {
    (from..chars.len()).find(|i| ends(&chars[*i..])).unwrap_or(chars.len())
}

/// Removes every item under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..at]);
        let item = &rest[at..];
        let (mut depth, mut end) = (0_i32, item.len());
        for (i, c) in item.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && (c == '}' || c == ';') {
                end = i + 1;
                break;
            }
        }
        rest = &item[end..];
    }
    out + rest
}

/// The files that `code` declares as `#[cfg(test)] mod name;`.
fn test_files(path: &str, code: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut out = Vec::new();
    for piece in code.split("#[cfg(test)]").skip(1) {
        if let Some((name, _)) = piece.trim_start().strip_prefix("mod ").and_then(|p| p.split_once([';', ' ', '{']))
            && piece.trim_start()[4 + name.len()..].starts_with(';')
        {
            out.push(format!("{folder}{name}.rs"));
        }
    }
    out
}

/// The names that follow `prefix` in `code`, where `prefix` starts a path.
fn names_after<'c>(code: &'c str, prefix: &str) -> Vec<&'c str> {
    let mut out = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let inside = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        if inside {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let end = |r: &str| r.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(r.len());
        match rest.strip_prefix('{') {
            // `use crate::{a::x, b}`.
            Some(list) => {
                let list = &list[..list.find("};").unwrap_or(list.len())];
                out.extend(list.split(',').map(|item| item.trim()).map(|item| &item[..end(item)]));
            }
            None => out.push(&rest[..end(rest)]),
        }
    }
    out
}

#[test]
fn no_module_uses_one_above_it() {
    let allowed: BTreeMap<&str, &[&str]> = USES.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in SOURCES
        .iter()
        .filter(|s| !s.is_test() && s.path != "lib.rs" && s.path != "main.rs" && s.module() != "cli")
    {
        let module = source.module();
        let Some(uses) = allowed.get(module) else {
            wrong.push(format!("src/{}: `{module}` has no row in `USES`", source.path));
            continue;
        };
        let mut names = names_after(&source.code, "crate::");
        names.extend(names_after(&source.code, "super::super::").into_iter().filter(|n| allowed.contains_key(n)));
        names.extend(names_after(&source.code, "gradus::"));
        for name in names {
            // An item that the root re-exports, such as `crate::Error`, would be upward too.
            if name != module && !uses.contains(&name) {
                wrong.push(format!("src/{}: `{module}` uses `{name}`", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_order_of_modules_has_no_circle() {
    let mut below: BTreeSet<&str> = BTreeSet::new();
    for _ in USES {
        for (module, uses) in USES {
            if uses.iter().all(|u| below.contains(u)) {
                below.insert(module);
            }
        }
    }
    assert_eq!(below.len(), USES.len(), "{USES:?}");
    let order = ["text", "coverage", "polarity", "score", "grade", "report"];
    for (i, lower) in order.iter().enumerate() {
        let (_, uses) = USES.iter().find(|(m, _)| m == lower).expect("it has a row");
        assert!(order[i..].iter().all(|upper| !uses.contains(upper)), "{lower} uses what is above it");
    }
}

#[test]
fn every_dependency_comes_in_by_its_own_door() {
    let mut wrong = Vec::new();
    for (name, doors) in DOORWAYS {
        let krate = name.replace('-', "_");
        let mut used = false;
        for source in SOURCES.iter() {
            let path = !names_after(&source.code, &format!("{krate}::")).is_empty();
            if !path && !source.code.contains(&format!("use {krate};")) {
                continue;
            }
            used = true;
            if !doors
                .iter()
                .any(|d| source.path == *d || d.is_empty() || d.ends_with('/') && source.path.starts_with(d))
            {
                wrong.push(format!("src/{} uses `{name}`, whose doorway is {doors:?}", source.path));
            }
        }
        if !used && !doors.contains(&"") {
            wrong.push(format!("nothing uses `{name}`"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dependency_has_a_door_and_says_what_it_is_for() {
    let text = read("Cargo.toml");
    let section = text
        .split("[dependencies]\n")
        .nth(1)
        .and_then(|t| t.split("\n\n").next())
        .expect("there are dependencies");
    let known: Vec<&str> = DOORWAYS.iter().map(|(name, _)| *name).collect();
    for line in section.lines() {
        let name = line.split(['=', ' ', '.']).next().unwrap_or_default();
        assert!(known.contains(&name), "`{name}` has no row in `DOORWAYS`");
        assert!(line.contains(" # "), "`{name}` does not say what it is for");
    }
    assert_eq!(section.lines().count(), known.len());
}

#[test]
fn threads_start_in_one_place() {
    // `embed/encoder.rs` reads two files at a time; what it reads does not depend on which ends first. `cli/batch.rs` says how many threads there are, before any starts.
    let starts = |s: &&Source| s.code.contains("thread::spawn") || s.code.contains("thread::scope") || s.code.contains("ThreadPool");
    let files: Vec<&str> = SOURCES.iter().filter(starts).map(|s| s.path.as_str()).collect();
    assert_eq!(files, ["cli/batch.rs", "embed/encoder.rs"]);
}

#[test]
fn grading_knows_no_clock_no_chance_and_no_surroundings() {
    let mut wrong = Vec::new();
    for source in SOURCES
        .iter()
        .filter(|s| ["text", "coverage", "polarity", "score", "grade", "rubric", "eval"].contains(&s.module()))
    {
        for name in [
            "std::time",
            "SystemTime",
            "Instant",
            "std::env",
            "env::var",
            "std::fs",
            "std::net",
            "std::process",
            "RandomState",
            "current_num_threads",
        ] {
            if source.code.contains(name) {
                wrong.push(format!("src/{}: {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    let mut wrong = Vec::new();
    let left_over = ["todo", "unimplemented", "dbg"].map(|name| format!("{name}!("));
    let names: Vec<&str> = left_over.iter().map(String::as_str).chain([".unwrap()"]).collect();
    for source in SOURCES.iter() {
        for name in &names {
            wrong.extend(source.code.match_indices(name).map(|_| format!("src/{}: {name}", source.path)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let in_tests = SOURCES.iter().any(|s| s.with_tests.contains(".unwrap()"));
    assert!(in_tests, "the search finds nothing even where there is something");
}

#[test]
fn the_checks_here_see_what_they_look_for() {
    let code =
        without_comments("use crate::text; // crate::grade\nlet s = \"crate::score \\\" {\"; let c = '{'; r#\"crate::report \"}\"#; fn f<'a>(x: &'a str) {}\n");
    assert_eq!(names_after(&code, "crate::"), ["text"]);
    assert_eq!(code.matches('{').count(), 1);
    let code = "fn a() { b.unwrap() }\n#[cfg(test)]\nfn t() { { c } }\nfn d() {}\n#[cfg(test)]\nmod e;\n#[cfg(test)]\nmod tests { f }\n";
    assert_eq!(without_tests(code), "fn a() { b.unwrap() }\n\nfn d() {}\n\n\n");
    assert_eq!(test_files("x/mod.rs", code), ["x/e.rs"]);
    assert_eq!(
        names_after("use crate::{text::Word, bank};\nother_crate::x; a::crate::y", "crate::"),
        ["text", "bank"]
    );
}

/// The names in back-ticks in the first cell of each row of the table under `heading` in `ARCHITECTURE.md`, with the rest of the row.
fn table(heading: &str) -> Vec<(String, String)> {
    let text = read("ARCHITECTURE.md");
    let section = text
        .split(&format!("## {heading}\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("no section `{heading}`"));
    let section = section.split("\n## ").next().unwrap_or_default();
    let row = |line: &str| {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        let name = cells.next()?.strip_prefix('`')?.strip_suffix('`')?.to_owned();
        Some((name, cells.collect::<Vec<_>>().join("|")))
    };
    section.lines().filter_map(row).collect()
}

/// Everything in back-ticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_architecture_page_names_every_module_with_what_it_may_use() {
    let rows = table("Modules");
    let documented: BTreeMap<&str, Vec<&str>> = rows
        .iter()
        .map(|(name, rest)| (name.as_str(), quoted(rest.split('|').next().unwrap_or_default())))
        .collect();
    for (module, uses) in USES {
        let row = documented.get(module).unwrap_or_else(|| panic!("`{module}` has no row under `## Modules`"));
        assert_eq!(
            row.iter().collect::<BTreeSet<_>>(),
            uses.iter().collect::<BTreeSet<_>>(),
            "what `{module}` may use"
        );
    }
    let modules: BTreeSet<&str> = SOURCES.iter().map(Source::module).filter(|m| !["lib", "main"].contains(m)).collect();
    assert_eq!(documented.keys().copied().collect::<BTreeSet<_>>(), modules);
}

#[test]
fn the_architecture_page_names_every_door() {
    let documented: BTreeMap<String, String> = table("Doorways").into_iter().collect();
    for (name, doors) in DOORWAYS
        .iter()
        .filter(|(_, doors)| !doors.contains(&"") && doors.iter().all(|d| d.ends_with(".rs")))
    {
        let row = documented.get(*name).unwrap_or_else(|| panic!("`{name}` has no row under `## Doorways`"));
        for door in doors.iter().filter(|d| !d.ends_with("_tests.rs")) {
            assert!(quoted(row).contains(&format!("src/{door}").as_str()), "`{name}`: {door} is not in {row}");
        }
    }
}

#[test]
fn every_path_that_the_pages_name_exists() {
    for page in [
        "ARCHITECTURE.md",
        "docs/json.md",
        "docs/authoring.md",
        "docs/eval.md",
        "docs/audit.md",
        "docs/lint.md",
        "docs/import.md",
        "CONTRIBUTING.md",
    ] {
        let text = read(page);
        let prose: String = text.split("```").step_by(2).collect();
        for name in quoted(&prose) {
            let folder = [
                "src/",
                "tests/",
                "docs/",
                "data/",
                "model/",
                "schemas/",
                "training/",
                "examples/",
                "benches/",
                "content/",
                "rubrics/",
            ];
            let is_path = folder.iter().any(|f| name.starts_with(f)) && !name.contains(['<', '*', ' ', '{', ':']);
            let linked = page == "docs/authoring.md" && name.starts_with("../");
            assert!(!is_path || linked || root().join(name).exists(), "{page} speaks of `{name}`");
        }
    }
}
