//! The two files of a question that somebody is about to write.

use super::entry::{Difficulty, Kind};
use crate::rubric::is_kebab;
use crate::text::Document;

/// The schema that editors check rubrics with.
pub const SCHEMA: &str = include_str!("../../schemas/rubric.schema.json");

/// The first line of a rubric: where editors find that schema.
pub const SCHEMA_LINE: &str = "#:schema ../schemas/rubric.schema.json\n";

/// Most words of the question that make its id, and most letters of it.
const ID_WORDS: usize = 5;
const ID_LETTERS: usize = 60;
/// Most characters of a title.
const TITLE: usize = 60;

/// A question to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<'d> {
    /// Its id, which is the name of both files.
    pub id: &'d str,
    /// What is asked.
    pub question: &'d str,
    /// What it asks for.
    pub kind: Kind,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Its topics.
    pub tags: &'d [String],
}

/// An id made of the words of a question that say what it is about; `None` where it has none in the letters of an id.
#[must_use]
pub fn id_of(question: &str) -> Option<String> {
    let document = Document::plain(question);
    let kebab = |text: &str| {
        let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).collect();
        parts.join("-")
    };
    let words = document.words();
    let mut told: Vec<String> = words
        .iter()
        .filter(|w| w.is_content())
        .map(|w| kebab(&document.folded()[w.span.clone()]))
        .collect();
    if told.iter().all(String::is_empty) {
        told = words.iter().map(|w| kebab(&document.folded()[w.span.clone()])).collect();
    }
    let mut id = String::new();
    for word in told.iter().filter(|w| !w.is_empty()).take(ID_WORDS) {
        if id.len() + word.len() >= ID_LETTERS {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    (!id.is_empty()).then_some(id)
}

/// Whether `id` can name a question.
#[must_use]
pub fn is_id(id: &str) -> bool {
    is_kebab(id)
}

impl Draft<'_> {
    /// `content/<id>.md`.
    #[must_use]
    pub fn content(&self) -> String {
        let tags: Vec<String> = self.tags.iter().map(|t| literal(t)).collect();
        format!(
            "+++\nid = {}\ntitle = {}\nkind = {}\ndifficulty = {}\ntags = [{}]\n+++\n\n## Question\n\n{}\n\n## Reference answer\n\n{}\n",
            literal(self.id),
            literal(&title(self.question)),
            literal(self.kind.name()),
            literal(self.difficulty.name()),
            tags.join(", "),
            self.question.trim(),
            "TODO: an answer of 120 to 260 words that would earn full marks. It shows every signal of the rubric in words that make a claim."
        )
    }

    /// `rubrics/<id>.toml`.
    #[must_use]
    pub fn rubric(&self) -> String {
        format!("{SCHEMA_LINE}{}", RUBRIC.replace("<id>", self.id))
    }
}

/// The first characters of the question.
fn title(question: &str) -> String {
    let line = question.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = line.trim_end_matches(['?', '.', '!']);
    let mut title = String::new();
    for word in whole.split(' ') {
        if title.chars().count() + word.chars().count() >= TITLE {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    if title.is_empty() { whole.chars().take(TITLE).collect() } else { title }
}

/// A text on one line in double quotes.
fn literal(text: &str) -> String {
    // JSON's escapes are TOML's, but for one character that JSON leaves alone.
    serde_json::to_string(text).unwrap_or_default().replace('\u{7f}', "\\u007F")
}

const RUBRIC: &str = r#"id = "<id>"

# Things that must not be swapped, each side a list of its names. Delete it where the question compares nothing.
# [[contrasts]]
# sides = [["precision"], ["recall", "sensitivity"]]

# 4 to 8 signals: what a strong answer shows and a weaker one lacks, each independently of the others.
[[signals]]
id = "first-signal"
# The claim itself, one short sentence with a verb; it is shown to a candidate who misses it.
statement = "TODO: what a strong answer says"
# 1; 2 or 3 where it matters more, 0.5 for a bonus.
weight = 1
# true for the one or two without which an answer cannot be good.
required = true
# 1 to 4 groups. A group is one idea; any one of its terms says it. Case, inflection and spelling are matched for you.
keywords = []
# About five sentences that meet the signal, in words unlike the statement, the keywords and each other.
examples = []

# 1 to 3 wrong beliefs that really occur, each with what to tell who holds it.
# [[signals.red_flags]]
# statement = "The wrong claim, as a candidate would write it"
# feedback = "What is right, in one or two sentences."
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_what_the_question_is_about() {
        assert_eq!(
            id_of("What is the difference between dropout and weight decay?").as_deref(),
            Some("difference-dropout-weight-decay")
        );
        assert_eq!(id_of("Why?").as_deref(), Some("why"));
        assert_eq!(id_of("Où est-ce?").as_deref(), Some("ou-est-ce"));
        assert_eq!(id_of("為什麼"), None);
        assert_eq!(id_of(" … "), None);
        let long = id_of(&"internationalisation ".repeat(20)).unwrap();
        assert!(is_id(&long) && long.len() <= ID_LETTERS, "{long}");
    }

    #[test]
    fn a_draft_is_a_question_in_the_one_layout() {
        let tags = vec!["a \"b\"".to_owned()];
        let draft = Draft {
            id: "x",
            question: "Why\nis \"this\" so, and what would happen if it were quite otherwise than it is?",
            kind: Kind::Coding,
            difficulty: Difficulty::Hard,
            tags: &tags,
        };
        let (content, rubric) = (draft.content(), draft.rubric());
        assert_eq!(crate::bank::format_content(&content).unwrap(), content);
        assert_eq!(crate::rubric::format_rubric(&rubric).unwrap(), rubric);
        let read = crate::bank::entry::parse("x.md", &content, "x").ok().unwrap();
        let entry = read.with_rubric(crate::rubric::parse("x.toml", &rubric, "x").unwrap(), None);
        assert_eq!(entry.tags, tags);
        assert!(
            entry.title.starts_with("Why is \"this\" so") && entry.title.chars().count() <= TITLE,
            "{}",
            entry.title
        );
    }
}
