//! Which field of a row is found under which name.

use crate::text::nearest;

/// What a row may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The question, may be blank.
    Question,
    /// A reference answer.
    Reference,
    /// Several reference answers.
    References,
    /// The answer to grade, may be blank.
    Answer,
    /// What a person gave.
    Score,
    /// Statements, or whole signals, to grade by instead of the reference answers.
    Signals,
    /// What a person called the answer: `correct`, `contradictory` or anything else.
    Label,
    /// The question's name; a question of the bank where there is neither reference nor signals.
    QuestionId,
    /// The row's own name.
    Id,
    /// The data set it belongs to.
    Dataset,
}

impl Field {
    /// Every field, in the order of the documentation.
    pub const ALL: [Self; 10] = [
        Self::Question,
        Self::Reference,
        Self::References,
        Self::Answer,
        Self::Score,
        Self::Signals,
        Self::Label,
        Self::QuestionId,
        Self::Id,
        Self::Dataset,
    ];

    /// The name in data, unless it is mapped.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Reference => "reference",
            Self::References => "references",
            Self::Answer => "answer",
            Self::Score => "score",
            Self::Signals => "signals",
            Self::Label => "label",
            Self::QuestionId => "question_id",
            Self::Id => "id",
            Self::Dataset => "dataset",
        }
    }
}

/// The names of the fields in the data at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    mapped: Vec<(Field, String)>,
}

impl Columns {
    /// The usual names, but for what `maps` says: pairs such as `("answer", "Response")`.
    ///
    /// # Errors
    ///
    /// A message when a pair names a field that there is not, or one twice.
    pub fn mapped<'a>(maps: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, String> {
        let mut mapped: Vec<(Field, String)> = Vec::new();
        for (name, column) in maps {
            let field = Field::ALL.into_iter().find(|f| f.name() == name).ok_or_else(|| unknown(name))?;
            if mapped.iter().any(|(f, _)| *f == field) {
                return Err(format!("`{name}` is mapped twice"));
            }
            mapped.push((field, column.to_owned()));
        }
        Ok(Self { mapped })
    }

    /// The name under which `field` is found.
    #[must_use]
    pub fn name(&self, field: Field) -> &str {
        self.mapped.iter().find(|(f, _)| *f == field).map_or(field.name(), |(_, column)| column)
    }
}

fn unknown(name: &str) -> String {
    let names = Field::ALL.map(Field::name);
    match nearest(name, names).first() {
        Some(near) => format!("no field is called `{name}`; did you mean `{near}`?"),
        None => format!("no field is called `{name}`; there are {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_have_another_name() {
        let columns = Columns::mapped([("answer", "Response")]).unwrap();
        assert_eq!((columns.name(Field::Answer), columns.name(Field::Score)), ("Response", "score"));
    }

    #[test]
    fn a_field_that_there_is_not_is_refused() {
        assert!(Columns::mapped([("anser", "x")]).unwrap_err().contains("did you mean `answer`?"));
        assert!(Columns::mapped([("id", "x"), ("id", "y")]).unwrap_err().contains("mapped twice"));
    }
}
