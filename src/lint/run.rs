//! Running every rule over questions.

use rayon::prelude::*;

use super::finding::{At, Finding, Found, Lint};
use super::rule::{RULES, rule};
use super::subject::{Indexed, Subject};
use super::{allowance, contrasts, graded, mend, terms, weights, wording};
use crate::bank::{Bank, Entry, File, Files};
use crate::embed::EncodeError;
use crate::grade::Engine;
use crate::rubric::Diagnostic;

/// What rules need to know.
#[derive(Clone, Copy)]
pub struct Plan<'p> {
    /// The pass mark, in points.
    pub threshold: f64,
    /// What the rules that grade do it with; without an encoder they are left out.
    pub engine: &'p Engine<'p>,
}

/// Looks at the questions of `files` whose ids are `ids`, or at all of them where there are none. The result does not depend on the number of threads.
///
/// # Errors
///
/// When the encoder cannot process a text.
pub fn lint(files: &Files, ids: &[String], plan: &Plan<'_>) -> Result<Lint, EncodeError> {
    let (bank, mistakes) = files.read();
    let wanted = |id: &str| ids.is_empty() || ids.iter().any(|i| i == id);
    let mut questions: Vec<String> = files
        .contents
        .iter()
        .chain(&files.rubrics)
        .map(|f| f.id.clone())
        .filter(|id| wanted(id))
        .collect();
    questions.sort();
    questions.dedup();
    let others = references(&bank);
    let entries: Vec<&Entry> = bank.entries().iter().filter(|e| wanted(&e.id)).collect();
    let found: Vec<Vec<Finding>> = entries.par_iter().map(|entry| one(entry, files, &others, plan)).collect::<Result<_, _>>()?;
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    let with_mistakes = mistakes
        .into_iter()
        .map(|m| of_mistake(m, files))
        .filter(|f| f.question.is_empty() || wanted(&f.question));
    findings.extend(with_mistakes);
    let left_out = RULES.iter().filter(|r| r.grades && plan.engine.encoder.is_none());
    Ok(Lint::new(questions, findings, left_out.map(|r| r.code).collect()))
}

/// Every first reference answer with the question that it is to.
fn references(bank: &Bank) -> Vec<(&str, Indexed)> {
    let first = |e: &'_ Entry| e.references.first().map(|r| Indexed::markdown(r));
    bank.entries().iter().filter_map(|e| first(e).map(|r| (e.id.as_str(), r))).collect()
}

fn one(entry: &Entry, files: &Files, others: &[(&str, Indexed)], plan: &Plan<'_>) -> Result<Vec<Finding>, EncodeError> {
    let of = |files: &'_ [File]| files.iter().position(|f| f.id == entry.id);
    let (Some(content), Some(rubric)) = (of(&files.contents), of(&files.rubrics)) else {
        return Ok(Vec::new());
    };
    let subject = Subject::new(entry, &files.contents[content], &files.rubrics[rubric]);
    let others: Vec<&Indexed> = others.iter().filter(|(id, _)| *id != entry.id).map(|(_, text)| text).collect();
    let mut found = Vec::new();
    if !mend::has_schema(&subject.rubric.text) {
        let help = format!("begin the file with `{}`", mend::SCHEMA_LINE);
        found.push(
            Found::new("missing-schema", At::Top, "names no schema, so that no editor helps with it")
                .help(help)
                .fixable(),
        );
    }
    wording::check(&subject, &mut found);
    terms::check(&subject, &others, &mut found);
    weights::check(&subject, plan.threshold, &mut found);
    contrasts::check(&subject, &mut found);
    graded::check(&subject, plan.engine, &mut found)?;
    let left_out = |code: &str| plan.engine.encoder.is_none() && rule(code).is_some_and(|r| r.grades);
    let found = allowance::apply(&subject.rubric.text, &subject.places, found, left_out, |at| subject.bytes(at));
    Ok(found.into_iter().map(|f| subject.finding(f)).collect())
}

/// A mistake of a file as a finding.
fn of_mistake(mistake: Diagnostic, files: &Files) -> Finding {
    let file = files.contents.iter().chain(&files.rubrics).find(|f| f.name == mistake.file);
    let no_feedback = mistake.field.contains("red_flags[") && mistake.field.ends_with(".feedback");
    let repeated = mistake.code == crate::rubric::Code::Duplicate && mistake.field.contains(".keywords[");
    let code = match mistake.code.name() {
        "missing-field" | "bad-value" if no_feedback => "red-flag-without-feedback",
        name => name,
    };
    // The name is one of the table: a test compares them.
    let rule = rule(code).unwrap_or(&RULES[0]);
    Finding {
        code: rule.code,
        severity: rule.severity,
        question: file.map_or_else(String::new, |f| f.id.clone()),
        file: mistake.file,
        line: mistake.line,
        column: mistake.column,
        end_line: mistake.line,
        end_column: mistake.column,
        field: mistake.field,
        message: mistake.message,
        help: mistake.help,
        fixable: repeated,
    }
}
