//! A22: the same text in Markdown, and text that Markdown hides.

use super::attack::{Case, Comparison, RESTATED, RETYPED};
use super::seed::Rng;
use super::subject::Subject;

/// A22: lists, tables and headings count, comments and struck-out text do not.
pub(super) fn markup(subject: &Subject<'_>, _: &mut Rng) -> Vec<Case> {
    let (prose, sentences) = (subject.prose(), &subject.sentences);
    let list: Vec<String> = sentences.iter().map(|s| format!("- {s}")).collect();
    let rows: Vec<String> = sentences
        .iter()
        .enumerate()
        .map(|(i, s)| format!("| {} | {} |", i + 1, s.replace('|', "\\|")))
        .collect();
    let paragraphs: Vec<String> = sentences.iter().map(|s| format!("**{}**", s.replace('*', "\\*"))).collect();
    let mut cases: Vec<Case> = [
        ("a list", list.join("\n"), RETYPED),
        ("a table", format!("| no. | claim |\n|---|---|\n{}", rows.join("\n")), RESTATED),
        ("bold paragraphs under a heading", format!("# Answer\n\n{}", paragraphs.join("\n\n")), RESTATED),
    ]
    .map(|(variant, text, tolerance)| Case::new(variant, text).compared(&prose, Comparison::Within(tolerance)))
    .into();
    if let Some((first, rest)) = sentences.split_first() {
        // What ends a comment or a struck-out run may not stand inside.
        let rest = rest.join(" ").replace("--", "-").replace('~', "");
        for (variant, hidden) in [("hidden in a comment", format!("<!-- {rest} -->")), ("struck out", format!("~~{rest}~~"))] {
            let case = Case::new(variant, format!("{first}\n\n{hidden}"));
            cases.push(case.compared(first, Comparison::Within(RETYPED)));
        }
    }
    cases
}
