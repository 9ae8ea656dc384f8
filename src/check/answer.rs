//! Which question a file answers.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::config::{ForAnswer, Source};
use super::find::AnswerFile;
use super::front;
use crate::rubric::{Code, Diagnostic, line_and_column};

/// What names the question, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedBy {
    /// The front matter of the file.
    FrontMatter,
    /// An override, which stands there.
    Override(Source),
    /// The name of the file.
    FileName,
    /// The first heading.
    Heading,
}

/// An answer and the question that it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The file.
    pub file: AnswerFile,
    /// What the answer is called: what its front matter says, or else the name of the file.
    pub id: String,
    /// The id of the question.
    pub question: String,
    /// What says so.
    pub named_by: NamedBy,
    /// Who wrote it, where it says so.
    pub candidate: Option<String>,
    /// The bytes of the text that are the answer: without front matter, and without a heading in front that is the question.
    pub body: Range<usize>,
}

/// A file that names no question, or none that there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unidentified {
    /// What is wrong; never empty.
    pub mistakes: Vec<Diagnostic>,
    /// What it names, where it names something.
    pub named: Option<String>,
}

/// Finds out which question the file with `text` answers: by front matter, by an override, by the name of the file, by the first heading.
///
/// `resolve` gives the id of the question that a text names. Who names a question in so many words means it: where front matter or an override name one that
/// there is not, nothing else is tried.
///
/// # Errors
///
/// Where nothing names a question that there is, or the front matter has mistakes.
pub fn identify(file: &AnswerFile, text: &str, rules: &ForAnswer, resolve: &dyn Fn(&str) -> Option<String>) -> Result<Answer, Unidentified> {
    let front = front::read(&file.name, text).map_err(|mistakes| Unidentified { mistakes, named: None })?;
    let heading = first_heading(&text[front.body..]);
    let (question, named_by) = if let Some((name, at)) = &front.question {
        let unknown = || {
            at_byte(
                Diagnostic::of_file(Code::BadValue, &file.name, format!("no question is called `{name}`")),
                text,
                *at,
            )
        };
        (resolve(name).ok_or_else(|| only(unknown(), name))?, NamedBy::FrontMatter)
    } else if let Some(over) = &rules.question {
        let unknown = || Diagnostic::of_file(Code::BadValue, &over.source.to_string(), format!("no question is called `{}`", over.value));
        (
            resolve(&over.value).ok_or_else(|| only(unknown(), &over.value))?,
            NamedBy::Override(over.source.clone()),
        )
    } else if let Some(id) = stem(&file.path).and_then(resolve) {
        (id, NamedBy::FileName)
    } else if let Some(id) = heading.as_ref().and_then(|h| resolve(&h.text)) {
        (id, NamedBy::Heading)
    } else {
        return Err(nothing(file, heading.map(|h| h.text)));
    };
    let repeated = heading.filter(|h| h.leads && resolve(&h.text).as_ref() == Some(&question));
    Ok(Answer {
        id: front.id.unwrap_or_else(|| file.name.clone()),
        candidate: front.candidate,
        body: front.body + repeated.map_or(0, |h| h.end)..text.len(),
        file: file.clone(),
        question,
        named_by,
    })
}

fn only(mistake: Diagnostic, named: &str) -> Unidentified {
    Unidentified {
        mistakes: vec![mistake],
        named: Some(named.to_owned()),
    }
}

fn at_byte(mut mistake: Diagnostic, text: &str, at: usize) -> Diagnostic {
    (mistake.line, mistake.column) = line_and_column(text, at);
    "question".clone_into(&mut mistake.field);
    mistake
}

fn nothing(file: &AnswerFile, heading: Option<String>) -> Unidentified {
    let tried = match &heading {
        Some(heading) => format!("neither the name of the file nor the heading `{}` is one", shortened(heading)),
        None => "the name of the file is none, and there is no heading".to_owned(),
    };
    let mistake = Diagnostic::of_file(Code::MissingField, &file.name, format!("names no question: {tried}"));
    let help = "begin the file with lines `---`, `question: ID` and `---`, or list it under `exclude`";
    Unidentified {
        mistakes: vec![mistake.with_help(help)],
        named: heading.or_else(|| stem(&file.path).map(str::to_owned)),
    }
}

/// The first words of a long heading.
fn shortened(heading: &str) -> String {
    const MOST: usize = 60;
    if heading.chars().count() <= MOST {
        return heading.to_owned();
    }
    heading.chars().take(MOST).chain(['…']).collect()
}

fn stem(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()
}

struct Heading {
    text: String,
    /// The byte behind it.
    end: usize,
    /// Whether nothing stands before it.
    leads: bool,
}

/// The first heading of a Markdown text that stands in nothing else.
fn first_heading(text: &str) -> Option<Heading> {
    let (mut depth, mut inside, mut name) = (0_usize, None, String::new());
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => {
                inside = Some(range);
                depth += 1;
            }
            Event::End(TagEnd::Heading(_)) if depth == 1 && inside.is_some() => break,
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(part) | Event::Code(part) if inside.is_some() => name.push_str(&part),
            Event::SoftBreak | Event::HardBreak if inside.is_some() => name.push(' '),
            _ => {}
        }
    }
    let range = inside?;
    Some(Heading {
        leads: text[..range.start].trim().is_empty(),
        end: range.end,
        text: name.trim().to_owned(),
    })
}

/// Answers to one question that are called the same, which no baseline could tell apart.
#[must_use]
pub fn shared_ids(answers: &[Answer]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&str, &str), &Answer> = BTreeMap::new();
    let mut found = Vec::new();
    for answer in answers {
        let before = *first.entry((&answer.question, &answer.id)).or_insert(answer);
        if !std::ptr::eq(before, answer) {
            let message = format!("is called `{}` like `{}`, which answers the same question", answer.id, before.file.name);
            found.push(Diagnostic::of_file(Code::Duplicate, &answer.file.name, message).with_help("give each an `id` of its own in its front matter"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::config::{Config, Settings, Sourced};

    fn resolve(name: &str) -> Option<String> {
        let id = name.to_lowercase().replace(' ', "-");
        ["roc-auc", "dropout"].contains(&id.as_str()).then_some(id)
    }

    fn file(name: &str) -> AnswerFile {
        AnswerFile {
            name: name.to_owned(),
            path: Path::new("/repo").join(name),
        }
    }

    fn rules(question: Option<&str>) -> ForAnswer {
        let settings = Settings::of(Config::default(), Path::new("/repo"), None);
        ForAnswer {
            question: question.map(|q| Sourced::default_of(q.to_owned())),
            ..settings.for_answer(Path::new("/repo/a.md"))
        }
    }

    fn identified(name: &str, text: &str, over: Option<&str>) -> (String, NamedBy, String) {
        let answer = identify(&file(name), text, &rules(over), &resolve).unwrap();
        (answer.question, answer.named_by, text[answer.body].to_owned())
    }

    #[test]
    fn the_nearer_name_wins() {
        let text = "# Dropout\n\nIt drops.\n";
        let front = format!("---\nquestion: ROC AUC\n---\n{text}");
        let default = NamedBy::Override(Source::Default);
        assert_eq!(
            identified("dropout.md", &front, Some("dropout")),
            ("roc-auc".into(), NamedBy::FrontMatter, text.into())
        );
        assert_eq!(identified("dropout.md", text, Some("roc-auc")), ("roc-auc".into(), default, text.into()));
        assert_eq!(identified("x/roc-auc.md", text, None), ("roc-auc".into(), NamedBy::FileName, text.into()));
        assert_eq!(identified("x.md", text, None), ("dropout".into(), NamedBy::Heading, "\nIt drops.\n".into()));
    }

    #[test]
    fn a_heading_that_repeats_the_question_is_no_part_of_the_answer() {
        assert_eq!(identified("dropout.md", "\n# `Dropout`\nIt drops.", None).2, "It drops.");
        assert_eq!(identified("dropout.md", "Dropout\n=======\nIt drops.", None).2, "It drops.");
        let later = "It drops.\n# Dropout\nmore";
        assert_eq!(identified("x.md", later, None).2, later);
        let code = "```\n# Dropout\n```\n> # Dropout\n\n## roc auc\n";
        assert_eq!(identified("x.md", code, None).0, "roc-auc");
    }

    #[test]
    fn a_question_that_there_is_not_is_told_and_nothing_else_is_tried() {
        let text = "---\ntitle: x\nquestion: droput\n---\n# Dropout\n";
        let wrong = identify(&file("dropout.md"), text, &rules(None), &resolve).unwrap_err();
        assert_eq!(wrong.named.as_deref(), Some("droput"));
        assert_eq!(
            wrong.mistakes[0].to_string(),
            "dropout.md:3:11: `question`: no question is called `droput` [bad-value]"
        );
        let wrong = identify(&file("dropout.md"), "", &rules(Some("none")), &resolve).unwrap_err();
        assert_eq!(wrong.mistakes[0].to_string(), "default: no question is called `none` [bad-value]");
    }

    #[test]
    fn a_file_that_names_nothing_is_told_with_what_was_tried() {
        let said = |text: &str| identify(&file("x.md"), text, &rules(None), &resolve).unwrap_err().mistakes[0].to_string();
        assert!(said("text").contains("there is no heading"));
        assert!(said("# What else").contains("nor the heading `What else` is one [missing-field]; begin the file with"));
        assert!(said(&format!("# {}", "é".repeat(99))).contains("é…"));
    }

    #[test]
    fn front_matter_names_the_candidate_and_the_answer() {
        let answer = identify(&file("dropout.md"), "---\ncandidate: Ann\nid: 7\n---\nx", &rules(None), &resolve).unwrap();
        assert_eq!((answer.candidate.as_deref(), answer.id.as_str()), (Some("Ann"), "7"));
        let plain = identify(&file("dropout.md"), "x", &rules(None), &resolve).unwrap();
        assert_eq!((plain.candidate, plain.id.as_str()), (None, "dropout.md"));
    }

    #[test]
    fn two_answers_to_a_question_are_not_called_the_same() {
        let answer = |name: &str, id: &str, question: &str| Answer {
            file: file(name),
            id: id.to_owned(),
            question: question.to_owned(),
            named_by: NamedBy::FileName,
            candidate: None,
            body: 0..0,
        };
        let found = shared_ids(&[answer("a.md", "1", "q"), answer("b.md", "1", "r"), answer("c.md", "1", "q")]);
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("c.md: is called `1` like `a.md`"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_ends_the_program(text in "(---\n|# |dropout|\n|`|>|=|é|.){0,20}") {
            if let Ok(answer) = identify(&file("dropout.md"), &text, &rules(None), &resolve) {
                proptest::prop_assert!(text.get(answer.body).is_some());
            }
        }
    }
}
