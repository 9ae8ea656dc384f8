//! Grading against reference answers alone, without a rubric that somebody wrote.

use super::grader::Grader;
use super::result::Grade;
use crate::bank::{Difficulty, Entry, Kind};
use crate::embed::{EncodeError, Encoder};
use crate::rubric::{Rubric, Signal, Weight};
use crate::text::{Decoded, Document};

/// The id of the question in a grade that comes from reference answers alone.
const ID: &str = "by-reference";
/// Most sentences of a reference answer that are asked for: as many as a rubric may have signals.
const MOST_PARTS: usize = 100;

/// Compares answers with reference answers: each sentence of a reference is a signal, and the reference that an answer is nearest to decides.
pub struct ReferenceGrader<'e> {
    /// One for each reference; never empty.
    graders: Vec<Grader<'e>>,
}

impl<'e> ReferenceGrader<'e> {
    /// A grader for `question`, which may be blank, with one `references` or more. `encoder` and `calibrated` are those of [`Grader::new`].
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a sentence of a reference.
    ///
    /// # Panics
    ///
    /// Without a reference.
    pub fn new(question: &str, references: &[String], encoder: Option<&'e dyn Encoder>, calibrated: bool) -> Result<Self, EncodeError> {
        assert!(!references.is_empty(), "there is nothing to compare an answer with");
        let graders = references.iter().map(|r| Grader::new(&entry(question, r), encoder, calibrated));
        Ok(Self {
            graders: graders.collect::<Result<_, _>>()?,
        })
    }

    /// Grades one answer: the grade by the reference that gives it most points, the first of equals.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a sentence of it.
    pub fn grade(&self, answer: &Decoded) -> Result<Grade, EncodeError> {
        let mut best: Option<Grade> = None;
        for grader in &self.graders {
            let grade = grader.grade(answer)?;
            if best.as_ref().is_none_or(|b| grade.score > b.score) {
                best = Some(grade);
            }
        }
        Ok(best.expect("`new` asks for a reference"))
    }
}

/// The question with one signal for each sentence of `reference`.
fn entry(question: &str, reference: &str) -> Entry {
    let document = Document::markdown(reference);
    let sentences = document.sentences().iter().take(MOST_PARTS);
    let mut parts: Vec<String> = sentences
        .map(|s| document.original()[document.original_words(s.words.clone())].to_owned())
        .collect();
    if parts.is_empty() {
        parts.push(reference.trim().to_owned());
    }
    let signal = |(i, statement): (usize, String)| Signal {
        id: format!("part-{}", i + 1),
        statement,
        weight: Weight::new(1.0).expect("one is finite and not negative"),
        required: false,
        keywords: Vec::new(),
        examples: Vec::new(),
        red_flags: Vec::new(),
    };
    Entry {
        id: ID.into(),
        title: ID.into(),
        kind: Kind::Technical,
        difficulty: Difficulty::Medium,
        tags: Vec::new(),
        covers: Vec::new(),
        correction: None,
        question: question.to_owned(),
        references: vec![reference.to_owned()],
        rubric: Rubric {
            id: ID.into(),
            contrasts: Vec::new(),
            signals: parts.into_iter().enumerate().map(signal).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::decode;

    #[test]
    fn the_nearest_reference_decides() {
        let references = [
            "Copper conducts electricity well.".to_owned(),
            "Metals let current pass. They shine.".to_owned(),
        ];
        let grader = ReferenceGrader::new("", &references, None, true).unwrap();
        let first = grader.grade(&decode(b"Copper conducts electricity well.")).unwrap();
        let second = grader.grade(&decode(b"Metals let current pass. They shine.")).unwrap();
        assert_eq!((first.signals.len(), second.signals.len()), (1, 2));
        assert_eq!(grader.grade(&decode(b"")).unwrap().score, 0.0);
    }

    #[test]
    fn a_reference_without_a_word_is_a_signal_as_it_stands() {
        let grader = ReferenceGrader::new("", &["?".to_owned()], None, true).unwrap();
        assert_eq!(grader.grade(&decode(b"yes")).unwrap().signals[0].statement, "?");
    }
}
