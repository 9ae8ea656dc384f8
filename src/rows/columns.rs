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
    /// Who answered.
    Candidate,
}

impl Field {
    /// The fields of a row of `gradus eval`, in the order of the documentation.
    pub const SCORED: [Self; 10] = [
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

    /// The fields of a row of `gradus batch`, in the order of the documentation.
    pub const BATCH: [Self; 8] = [
        Self::Answer,
        Self::Question,
        Self::QuestionId,
        Self::Candidate,
        Self::Id,
        Self::Reference,
        Self::References,
        Self::Signals,
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
            Self::Candidate => "candidate",
        }
    }

    /// The one of `fields` that `--map` calls `name`.
    ///
    /// # Errors
    ///
    /// A message when there is none.
    pub fn named(name: &str, fields: &[Self]) -> Result<Self, String> {
        fields.iter().copied().find(|f| f.name() == name).ok_or_else(|| {
            let names: Vec<&str> = fields.iter().map(|f| f.name()).collect();
            match nearest(name, names.iter().copied()).first() {
                Some(near) => format!("no field is called `{name}`; did you mean `{near}`?"),
                None => format!("no field is called `{name}`; there are {}", names.join(", ")),
            }
        })
    }
}

/// The names of the fields in the data at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    mapped: Vec<(Field, String)>,
}

impl Columns {
    /// The usual names, but for what `maps` says: pairs such as `("answer", "Response")`, of which the first is one of `fields`.
    ///
    /// # Errors
    ///
    /// A message when a pair names a field that there is not, or one twice.
    pub fn mapped<'a>(maps: impl IntoIterator<Item = (&'a str, &'a str)>, fields: &[Field]) -> Result<Self, String> {
        let mut mapped: Vec<(Field, String)> = Vec::new();
        for (name, column) in maps {
            let field = Field::named(name, fields)?;
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
        self.mapped_to(field).unwrap_or(field.name())
    }

    /// The column that was mapped to `field`.
    #[must_use]
    pub fn mapped_to(&self, field: Field) -> Option<&str> {
        self.mapped.iter().find(|(f, _)| *f == field).map(|(_, column)| column.as_str())
    }

    /// Whether a column was mapped to anything.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.mapped.iter().any(|(_, c)| c == column)
    }
}

impl FromIterator<(Field, String)> for Columns {
    fn from_iter<I: IntoIterator<Item = (Field, String)>>(mapped: I) -> Self {
        Self {
            mapped: mapped.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_have_another_name() {
        let columns = Columns::mapped([("answer", "Response")], &Field::SCORED).unwrap();
        assert_eq!((columns.name(Field::Answer), columns.name(Field::Score)), ("Response", "score"));
    }

    #[test]
    fn a_field_that_there_is_not_is_refused() {
        assert!(
            Columns::mapped([("anser", "x")], &Field::SCORED)
                .unwrap_err()
                .contains("did you mean `answer`?")
        );
        assert!(Columns::mapped([("id", "x"), ("id", "y")], &Field::BATCH).unwrap_err().contains("mapped twice"));
    }
}
