//! Grading against reference answers alone, without a rubric that somebody wrote.

use std::collections::HashSet;

use super::combine::by_likeness;
use super::engine::Engine;
use super::flags::FlagKind;
use super::grader::{Findings, Grader};
use super::result::Grade;
use crate::bank::Entry;
use crate::embed::EncodeError;
use crate::rubric::{Signal, Weight};
use crate::score::{Likeness, Line, Profile, Reading};
use crate::text::{Decoded, Document};

/// The id of the question in a grade that comes from reference answers alone.
const ID: &str = "by-reference";
/// Cosine with the question from which an answer is the question and nothing else. Below it the words of the question may well be the answer: of people's scored answers that
/// have few others, as many are right as of the rest.
const PASTED: f64 = 0.9;
/// Words below which a list is taken for an answer: a question that is asked without a rubric often wants one.
const LIST_WORDS: usize = 30;
/// Most sentences of a reference answer that are asked for: as many as a rubric may have signals.
const MOST_PARTS: usize = 100;

/// Compares answers with reference answers: each sentence of a reference is a signal, the points come from the likeness of the whole, and the reference that
/// an answer is nearest to decides.
pub struct ReferenceGrader<'e> {
    question: Profile,
    /// Never empty.
    references: Vec<Reference<'e>>,
}

/// A reference answer, read once.
struct Reference<'e> {
    grader: Grader<'e>,
    profile: Profile,
    /// The likeness of the reference to itself.
    own: Likeness,
    line: Line,
}

impl<'e> ReferenceGrader<'e> {
    /// A grader for `question`, which may be blank, with one `references` or more.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a sentence of a reference.
    ///
    /// # Panics
    ///
    /// Without a reference.
    pub fn new(question: &str, references: &[String], engine: &Engine<'e>) -> Result<Self, EncodeError> {
        assert!(!references.is_empty(), "there is nothing to compare an answer with");
        let asked = Reading::new(Document::markdown(question), &[], engine.encoder, |_, _| 0.0)?;
        // Nothing is demoted: it is the question's own words that are looked for.
        let asked = Profile::new(&asked, &HashSet::new());
        let references = references.iter().map(|r| Reference::new(question, r, &asked, engine));
        Ok(Self {
            references: references.collect::<Result<_, _>>()?,
            question: asked,
        })
    }

    /// Grades one answer: the grade by the reference that gives it most points, the first of equals.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a sentence of it.
    pub fn grade(&self, answer: &Decoded) -> Result<Grade, EncodeError> {
        let first = &self.references[0].grader;
        let reading = first.read(&answer.text)?;
        let profile = Profile::new(&reading, &first.key().question_stems);
        let grades = self.references.iter().map(|r| r.grade(answer, &reading, &profile, &self.question));
        let best = grades.reduce(|best, this| if this.score > best.score { this } else { best });
        Ok(best.expect("`new` asks for a reference"))
    }

    /// The likeness of an answer to each reference, and that of the reference to itself: what a calibration is fitted on.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a sentence of it.
    pub fn likeness(&self, answer: &str) -> Result<Vec<(Likeness, Likeness)>, EncodeError> {
        let first = &self.references[0].grader;
        let reading = first.read(answer)?;
        let profile = Profile::new(&reading, &first.key().question_stems);
        let likeness = |r: &Reference| (r.likeness(&r.grader.findings(&reading), &profile, &self.question), r.own);
        Ok(self.references.iter().map(likeness).collect())
    }
}

impl<'e> Reference<'e> {
    fn new(question: &str, reference: &str, asked: &Profile, engine: &Engine<'e>) -> Result<Self, EncodeError> {
        let grader = Grader::new(&entry(question, reference), engine)?;
        let reading = grader.read(reference)?;
        let profile = Profile::new(&reading, &grader.key().question_stems);
        Ok(Self {
            own: Likeness::new(&profile, &profile, asked, &[], &[]),
            profile,
            line: engine.calibration.likeness.clone(),
            grader,
        })
    }

    fn likeness(&self, found: &Findings, answer: &Profile, question: &Profile) -> Likeness {
        let weights: Vec<f64> = self.grader.key().signals.iter().map(|s| s.positives[0].mass).collect();
        Likeness::new(answer, &self.profile, question, &weights, &found.evidence)
    }

    fn grade(&self, answer: &Decoded, reading: &Reading, profile: &Profile, question: &Profile) -> Grade {
        let mut found = self.grader.findings(reading);
        let likeness = self.likeness(&found, profile, question);
        for flag in &mut found.flags {
            let harmless = match flag.kind {
                FlagKind::QuestionRepeated => likeness.question < PASTED,
                FlagKind::KeywordList => reading.document().words().len() < LIST_WORDS,
                _ => false,
            };
            if harmless {
                flag.cap = None;
            }
        }
        let outcome = by_likeness(&likeness, &self.own, &self.line, &found.flags);
        self.grader.conclude(answer, reading, found, outcome)
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
    let signals = parts.into_iter().enumerate().map(signal).collect();
    Entry::outside(ID, question, &[reference.to_owned()], signals)
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
        let grader = ReferenceGrader::new("", &references, &Engine::new(None, true)).unwrap();
        let first = grader.grade(&decode(b"Copper conducts electricity well.")).unwrap();
        let second = grader.grade(&decode(b"Metals let current pass. They shine.")).unwrap();
        assert_eq!((first.signals.len(), second.signals.len()), (1, 2));
        assert_eq!(grader.grade(&decode(b"")).unwrap().score, 0.0);
    }

    #[test]
    fn a_reference_without_a_word_is_a_signal_as_it_stands() {
        let grader = ReferenceGrader::new("", &["?".to_owned()], &Engine::new(None, true)).unwrap();
        assert_eq!(grader.grade(&decode(b"yes")).unwrap().signals[0].statement, "?");
    }
}
