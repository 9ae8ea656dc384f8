//! The grader: a key, a calibration and an encoder, ready for any number of answers.

use super::combine::{Outcome, combine, round, verdict};
use super::engine::Engine;
use super::feedback::feedback;
use super::flags::{Flag, flags};
use super::result::{Evidence, Grade, Keyword, Level, ModelSignature, SCHEMA_VERSION, SignalGrade, Signature, Verdict, Warning};
use super::review::reviews;
use crate::bank::Entry;
use crate::embed::EncodeError;
use crate::polarity::Claim;
use crate::score::{AnswerKey, CompiledSignal, Reading, SignalEvidence, Window, WindowEvidence, evidence};
use crate::text::{Decoded, Document, Sentence};

/// Grades answers to one question.
pub struct Grader<'e> {
    question: String,
    key: AnswerKey,
    engine: Engine<'e>,
}

/// What an answer says about every signal.
pub(super) struct Findings {
    /// For each signal.
    pub evidence: Vec<SignalEvidence>,
    pub signals: Vec<SignalGrade>,
    pub flags: Vec<Flag>,
}

impl<'e> Grader<'e> {
    /// A grader for `entry`.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a statement of the rubric.
    pub fn new(entry: &Entry, engine: &Engine<'e>) -> Result<Self, EncodeError> {
        Ok(Self {
            question: entry.id.clone(),
            key: AnswerKey::new(entry, engine.encoder)?,
            engine: engine.clone(),
        })
    }

    /// Grades one answer.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a sentence of it.
    pub fn grade(&self, answer: &Decoded) -> Result<Grade, EncodeError> {
        let reading = self.read(&answer.text)?;
        let found = self.findings(&reading);
        let outcome = combine(&found.signals, &found.flags);
        Ok(self.conclude(answer, &reading, found, outcome))
    }

    /// Reads an answer.
    pub(super) fn read(&self, answer: &str) -> Result<Reading, EncodeError> {
        let relevance = |claim: &Claim, sentence: &Sentence| self.relevance(claim, sentence);
        Reading::new(Document::markdown(answer), &self.key.contrasts, self.engine.encoder, relevance)
    }

    /// What an answer says about every signal.
    pub(super) fn findings(&self, reading: &Reading) -> Findings {
        let windows = reading.windows();
        let evidence = evidence(&self.key, reading, &windows, &self.engine.calibration);
        let signals = self.key.signals.iter().zip(&evidence).map(|(s, found)| signal(s, found, reading, &windows));
        Findings {
            signals: signals.collect(),
            flags: flags(&self.key, reading),
            evidence,
        }
    }

    /// The grade for an answer that earned the points of `outcome`.
    pub(super) fn conclude(&self, answer: &Decoded, reading: &Reading, found: Findings, outcome: Outcome) -> Grade {
        let Findings { signals, flags, .. } = found;
        let expected: Vec<usize> = self.key.references.iter().map(|r| r.words().len()).collect();
        let known = |stem: &str| self.key.vocabulary.contains_key(stem) || self.key.question_stems.contains(stem);
        Grade {
            schema_version: SCHEMA_VERSION,
            question: self.question.clone(),
            score: outcome.score,
            level: Level::of(outcome.score),
            confidence: outcome.confidence,
            needs_review: reviews(&signals, &flags, reading, &expected, known),
            feedback: feedback(&signals),
            warnings: self.warnings(answer, reading),
            signature: self.signature(),
            flags,
            signals,
            explanation: outcome.explanation,
        }
    }

    /// What is asked for.
    pub(super) fn key(&self) -> &AnswerKey {
        &self.key
    }

    /// How much of a sentence's words the key has: which sentences of an overlong text are worth encoding.
    fn relevance(&self, claim: &Claim, sentence: &Sentence) -> f64 {
        let words = claim.document.sentence_words(sentence);
        words.iter().filter_map(|w| self.key.vocabulary.get(&w.stem)).sum()
    }

    fn warnings(&self, answer: &Decoded, reading: &Reading) -> Vec<Warning> {
        let mut out = Vec::new();
        if answer.replaced > 0 {
            out.push(Warning::InvalidUtf8 { replaced: answer.replaced });
        }
        if answer.nuls > 0 {
            out.push(Warning::Nuls { count: answer.nuls });
        }
        match self.engine.encoder {
            None => out.push(Warning::KeywordsOnly),
            Some(encoder) if !self.engine.calibrated => out.push(Warning::UncalibratedModel {
                model: encoder.identity().name.clone(),
            }),
            Some(_) => {}
        }
        if reading.not_encoded > 0 {
            out.push(Warning::LongText { left_out: reading.not_encoded });
        }
        out
    }

    fn signature(&self) -> Signature {
        let model = self.engine.encoder.map_or_else(
            || ModelSignature {
                name: "none".into(),
                hash: String::new(),
            },
            |e| ModelSignature {
                name: e.identity().name.clone(),
                hash: e.identity().hash.clone(),
            },
        );
        Signature {
            tool: concat!("gradus ", env!("CARGO_PKG_VERSION")).into(),
            model,
            rubric: self.key.rubric_hash.clone(),
            calibration: self.engine.calibration.hash(),
        }
    }
}

fn signal(signal: &CompiledSignal, found: &SignalEvidence, reading: &Reading, windows: &[Window]) -> SignalGrade {
    let deciding = found.topical();
    let met = deciding.map_or(0.0, WindowEvidence::met);
    let contradiction = deciding.map_or(0.0, WindowEvidence::contradicted);
    let verdict = verdict(met, contradiction);
    let contradicted = verdict == Verdict::Contradicted;
    let flag = deciding
        .filter(|w| contradicted && w.features.against.red_flag_alignment + w.features.against.red_flag_words > 0.0)
        .and_then(|w| w.red_flag);
    SignalGrade {
        id: signal.signal.id.clone(),
        statement: signal.signal.statement.clone(),
        weight: signal.signal.weight.get(),
        required: signal.signal.required,
        verdict,
        probability: round(met, 4),
        support: round(deciding.map_or(0.0, |w| w.support), 4),
        contradiction: round(contradiction, 4),
        evidence: deciding.map(|w| shown(w, found, reading, windows)),
        missing_keywords: missing_keywords(signal, found),
        reasons: deciding.filter(|_| contradicted).map_or_else(Vec::new, |w| w.reasons.clone()),
        correction: flag.map(|i| signal.red_flags[i].0.feedback.clone()),
        features: deciding.map(|w| w.features).unwrap_or_default(),
    }
}

fn shown(deciding: &WindowEvidence, found: &SignalEvidence, reading: &Reading, windows: &[Window]) -> Evidence {
    let document = reading.document();
    let words = &windows[deciding.window].words;
    let span = document.original_words(words.clone());
    let keyword = |k: crate::score::FoundKeyword| Keyword {
        term: k.term,
        span: document.original_words(k.words).into(),
        how: k.how,
    };
    Evidence {
        text: document.original()[span.clone()].to_owned(),
        span: span.into(),
        keywords: found.keywords_within(words).into_iter().map(keyword).collect(),
    }
}

fn missing_keywords(signal: &CompiledSignal, found: &SignalEvidence) -> Vec<String> {
    let groups = signal.signal.keywords.iter().zip(&found.hits);
    groups
        .filter(|(_, hits)| hits.hits.is_empty())
        .filter_map(|(group, _)| group.terms.first().cloned())
        .collect()
}
