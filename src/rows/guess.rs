//! Which column of a spreadsheet is the answer, the question, the candidate.

use std::fmt;

use super::columns::{Columns, Field};
use super::names::fold;
use super::source::Place;
use crate::rubric::{Code, Diagnostic};
use crate::text::nearest;

/// The columns that hold what is needed, and how they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    found: Vec<Guess>,
}

/// A column that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// What it holds.
    pub role: Field,
    /// Its name in the data.
    pub column: String,
    /// Whether it has to be announced: nobody mapped it, and it has another name than the role, or other columns could have been it.
    pub guessed: bool,
    /// Other columns that could have been it.
    pub passed_over: Vec<String>,
}

impl fmt::Display for Guess {
    /// What to announce.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.role.name();
        write!(f, "column `{}` is read as `{name}`", self.column)?;
        if let Some(other) = self.passed_over.first() {
            write!(f, ", and not {}; the other way is `--map '{name}={other}'`", listed(&self.passed_over))?;
        }
        Ok(())
    }
}

impl Roles {
    /// The columns of the file `file`: where `maps` says so, where a column is called just as the role is, and where one has a usual name for it in any case and with any
    /// marks between the words, such as `Response` or `Answer text` for the answer. Of several usual names for the candidate or the row's id the most telling is taken, and the guess
    /// tells the others; of several for anything else none is. A column that `maps` names is not guessed to be anything else.
    ///
    /// `fixed` says whether `header` holds every column there is; where it is taken from the first record of JSONL, further records may have more.
    ///
    /// # Errors
    ///
    /// When a mapped column is not there, or two columns could be the same thing.
    pub fn of(file: &str, header: &[String], fixed: bool, maps: &Columns) -> Result<Self, Diagnostic> {
        let mut found = Vec::new();
        let free: Vec<&str> = header.iter().map(String::as_str).filter(|h| !maps.has(h)).collect();
        for role in Field::BATCH {
            if let Some(column) = maps.mapped_to(role) {
                if fixed && !header.iter().any(|h| h == column) {
                    return Err(absent(file, role, column, header));
                }
                found.push(Guess {
                    role,
                    column: column.to_owned(),
                    guessed: false,
                    passed_over: Vec::new(),
                });
            } else if let Some(guess) = guess(file, role, &free)? {
                found.push(guess);
            }
        }
        Ok(Self { found })
    }

    /// The column that holds `role`.
    #[must_use]
    pub fn column(&self, role: Field) -> Option<&str> {
        self.found.iter().find(|g| g.role == role).map(|g| g.column.as_str())
    }

    /// Everything found, in the order of the documentation.
    #[must_use]
    pub fn found(&self) -> &[Guess] {
        &self.found
    }

    /// The names under which the fields are found.
    #[must_use]
    pub fn columns(&self) -> Columns {
        self.found.iter().map(|g| (g.role, g.column.clone())).collect()
    }

    /// What has to be announced, since nobody said it.
    pub fn guesses(&self) -> impl Iterator<Item = &Guess> {
        self.found.iter().filter(|g| g.guessed)
    }
}

fn guess(file: &str, role: Field, free: &[&str]) -> Result<Option<Guess>, Diagnostic> {
    let known = |column: &str, guessed: bool, passed_over: &[&str]| Guess {
        role,
        column: column.to_owned(),
        guessed,
        passed_over: passed_over.iter().map(|&c| c.to_owned()).collect(),
    };
    let mut likely: Vec<(usize, &str)> = free.iter().filter_map(|h| Some((role.rank(&fold(h))?, *h))).collect();
    // The name itself first. Stable: of equals the first column comes first.
    likely.sort_by_key(|(rank, column)| (*column != role.name(), *rank));
    let columns: Vec<&str> = likely.iter().map(|(_, column)| *column).collect();
    match columns.as_slice() {
        [] => Ok(None),
        [exact, rest @ ..] if *exact == role.name() => Ok(Some(known(exact, !rest.is_empty(), rest))),
        [one] => Ok(Some(known(one, true, &[]))),
        [best, rest @ ..] if role.ranked() && likely[0].0 < likely[1].0 => Ok(Some(known(best, true, rest))),
        several => Err(ambiguous(file, role, several)),
    }
}

fn ambiguous(file: &str, role: Field, columns: &[&str]) -> Diagnostic {
    let message = format!("{} could each be it", listed(columns));
    let help = format!("choose one with `--map '{}={}'`", role.name(), columns[0]);
    Place { file, line: 1 }.fault(Code::Duplicate, role.name(), message).with_help(help)
}

fn absent(file: &str, role: Field, column: &str, header: &[String]) -> Diagnostic {
    let folded = fold(column);
    let same = header.iter().map(String::as_str).find(|h| fold(h) == folded);
    let near = same.or_else(|| nearest(column, header.iter().map(String::as_str)).first().copied());
    let help = match near {
        Some(near) => format!("did you mean `--map '{}={near}'`? the file has {}", role.name(), listed(header)),
        None => format!("the file has {}", listed(header)),
    };
    let found = Place { file, line: 1 }.fault(Code::MissingField, column, "no column is called that");
    found.with_help(help)
}

/// Names in a sentence: `a`, `b` and `c`; of very many the first.
fn listed<S: AsRef<str>>(names: &[S]) -> String {
    const MOST: usize = 30;
    let quoted: Vec<String> = names.iter().take(MOST).map(|n| format!("`{}`", n.as_ref())).collect();
    match quoted.as_slice() {
        [] => "no column".to_owned(),
        _ if names.len() > MOST => format!("{} and {} more", quoted.join(", "), names.len() - MOST),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|&n| n.to_owned()).collect()
    }

    fn roles(names: &[&str], pairs: &[(&str, &str)]) -> Result<Roles, String> {
        let maps = Columns::mapped(pairs.iter().copied(), &Field::BATCH).unwrap();
        Roles::of("a.csv", &header(names), true, &maps).map_err(|d| d.to_string())
    }

    #[test]
    fn usual_names_are_told_in_any_case_and_with_any_marks() {
        for (name, role) in [
            ("Response", Field::Answer),
            ("Answer text", Field::Answer),
            ("student_answer", Field::Answer),
            ("STUDENT ANSWER:", Field::Answer),
            ("prompt", Field::Question),
            ("Question ID", Field::QuestionId),
            ("QuestionId", Field::QuestionId),
            ("student", Field::Candidate),
            ("Name", Field::Candidate),
            ("E-mail", Field::Candidate),
            ("Candidate ID", Field::Candidate),
            ("Row ID", Field::Id),
            ("Model answer", Field::Reference),
            ("Reference Answers", Field::References),
            ("Key points", Field::Signals),
        ] {
            let found = roles(&["Points", name], &[]).unwrap();
            assert_eq!(found.column(role), Some(name));
            assert_eq!(found.guesses().count(), 1, "{name}");
        }
        assert_eq!(
            roles(&["Notes", "Points", "Answered at", "Question count", "id2"], &[]).unwrap(),
            Roles::default()
        );
    }

    #[test]
    fn a_column_that_is_called_as_its_role_is_no_guess() {
        let found = roles(&["answer", "id", "question_id"], &[]).unwrap();
        assert_eq!(
            (found.column(Field::Answer), found.column(Field::QuestionId)),
            (Some("answer"), Some("question_id"))
        );
        assert_eq!(found.guesses().count(), 0);
        let beside = roles(&["Response", "answer"], &[]).unwrap();
        let said = beside.guesses().next().unwrap().to_string();
        assert_eq!(
            said,
            "column `answer` is read as `answer`, and not `Response`; the other way is `--map 'answer=Response'`"
        );
    }

    #[test]
    fn two_columns_that_could_be_the_answer_are_named() {
        let message = roles(&["Response", "Answer text"], &[]).unwrap_err();
        for part in [
            "a.csv:1:1: `answer`",
            "`Answer text` and `Response` could each be it",
            "--map 'answer=Answer text'",
        ] {
            assert!(message.contains(part), "{message}");
        }
        let mapped = roles(&["Response", "Answer text"], &[("answer", "Response")]).unwrap();
        assert_eq!(mapped.column(Field::Answer), Some("Response"));
    }

    #[test]
    fn of_several_names_of_a_candidate_the_most_telling_is_taken_and_the_others_are_told() {
        let found = roles(&["Name", "Email", "Candidate ID"], &[]).unwrap();
        let said = found.guesses().next().unwrap().to_string();
        assert_eq!(
            said,
            "column `Candidate ID` is read as `candidate`, and not `Email` and `Name`; the other way is `--map 'candidate=Email'`"
        );
        assert!(roles(&["name", "Name"], &[]).unwrap_err().contains("could each be it"));
    }

    #[test]
    fn a_mapped_column_is_nothing_else() {
        let found = roles(&["Response", "Name"], &[("id", "Name"), ("answer", "Response")]).unwrap();
        assert_eq!((found.column(Field::Candidate), found.column(Field::Id)), (None, Some("Name")));
        assert_eq!(found.guesses().count(), 0);
        let both = roles(&["Email", "answer"], &[("id", "Email"), ("candidate", "Email")]).unwrap();
        assert_eq!((both.column(Field::Candidate), both.column(Field::Id)), (Some("Email"), Some("Email")));
    }

    #[test]
    fn a_mapped_column_that_is_not_there_is_named_with_the_near_one() {
        for wrong in ["Respnse", "response", "RESPONSE "] {
            let message = roles(&["Response", "Name"], &[("answer", wrong)]).unwrap_err();
            for part in ["no column is called that", "did you mean `--map 'answer=Response'`?", "`Response` and `Name`"] {
                assert!(message.contains(part), "{message}");
            }
        }
        assert!(!roles(&["Response"], &[("answer", "zzzzzzz")]).unwrap_err().contains("did you mean"));
        let maps = Columns::mapped([("answer", "Response")], &Field::BATCH).unwrap();
        let later = Roles::of("a.jsonl", &header(&["x"]), false, &maps).unwrap();
        assert_eq!(later.column(Field::Answer), Some("Response"));
    }
}
