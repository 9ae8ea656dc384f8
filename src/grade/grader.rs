//! The grader: a key, a calibration and an encoder, ready for any number of answers.

use super::combine::{combine, confidence, round, verdict};
use super::feedback::feedback;
use super::flags::flags;
use super::result::{Evidence, Grade, Keyword, Level, ModelSignature, SCHEMA_VERSION, SignalGrade, Signature, Verdict, Warning};
use crate::bank::Entry;
use crate::embed::{EncodeError, Encoder};
use crate::polarity::Claim;
use crate::score::{AnswerKey, Calibration, CompiledSignal, Reading, SignalEvidence, Window, WindowEvidence, evidence};
use crate::text::{Decoded, Document, Sentence};

/// Grades answers to one question.
pub struct Grader<'e> {
    question: String,
    key: AnswerKey,
    calibration: Calibration,
    encoder: Option<&'e dyn Encoder>,
    uncalibrated: bool,
}

impl<'e> Grader<'e> {
    /// A grader for `entry`. `encoder` is absent for grading by keywords alone; `calibrated` says whether the calibration was made for it.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a statement of the rubric.
    pub fn new(entry: &Entry, encoder: Option<&'e dyn Encoder>, calibrated: bool) -> Result<Self, EncodeError> {
        let calibration = if encoder.is_some() {
            Calibration::with_similarity()
        } else {
            Calibration::by_keywords()
        };
        let key = AnswerKey::new(entry, encoder)?;
        Ok(Self {
            question: entry.id.clone(),
            key,
            calibration,
            encoder,
            uncalibrated: encoder.is_some() && !calibrated,
        })
    }

    /// Grades one answer.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a sentence of it.
    pub fn grade(&self, answer: &Decoded) -> Result<Grade, EncodeError> {
        let document = Document::markdown(&answer.text);
        let reading = Reading::new(document, &self.key.contrasts, self.encoder, |claim, sentence| self.relevance(claim, sentence))?;
        let windows = reading.windows();
        let flags = flags(&self.key, &reading);
        let signals: Vec<SignalGrade> = self.key.signals.iter().map(|s| self.signal(s, &reading, &windows)).collect();
        let (score, explanation) = combine(&signals, &flags);
        Ok(Grade {
            schema_version: SCHEMA_VERSION,
            question: self.question.clone(),
            score,
            level: Level::of(score),
            confidence: confidence(&signals, &flags),
            feedback: feedback(&signals),
            warnings: self.warnings(answer, &reading),
            signature: self.signature(),
            flags,
            signals,
            explanation,
        })
    }

    /// How much of a sentence's words the key has: which sentences of an overlong text are worth encoding.
    fn relevance(&self, claim: &Claim, sentence: &Sentence) -> f64 {
        let words = claim.document.sentence_words(sentence);
        words.iter().filter_map(|w| self.key.vocabulary.get(&w.stem)).sum()
    }

    fn signal(&self, signal: &CompiledSignal, reading: &Reading, windows: &[Window]) -> SignalGrade {
        let found = evidence(signal, &self.key, reading, windows, &self.calibration);
        let (best, topical) = (found.best(), found.topical());
        let met = best.map_or(0.0, WindowEvidence::met);
        // What is met in one place is not contradicted by standing beside something else in another.
        let contradiction = topical.map_or(0.0, WindowEvidence::contradicted).min(1.0 - met);
        let verdict = verdict(met, contradiction);
        let contradicted = verdict == Verdict::Contradicted;
        let deciding = if contradicted { topical } else { best };
        let flag = deciding
            .filter(|w| contradicted && w.features.red_flag_alignment + w.features.red_flag_words > 0.0)
            .and_then(|w| w.red_flag);
        SignalGrade {
            id: signal.signal.id.clone(),
            statement: signal.signal.statement.clone(),
            weight: signal.signal.weight.get(),
            required: signal.signal.required,
            verdict,
            probability: round(met, 4),
            support: round(topical.map_or(0.0, |w| w.support), 4),
            contradiction: round(contradiction, 4),
            evidence: deciding.map(|w| shown(w, &found, reading, windows)),
            missing_keywords: missing_keywords(signal, &found),
            reasons: deciding.filter(|_| contradicted).map_or_else(Vec::new, |w| w.reasons.clone()),
            correction: flag.map(|i| signal.red_flags[i].0.feedback.clone()),
            features: deciding.map(|w| w.features).unwrap_or_default(),
        }
    }

    fn warnings(&self, answer: &Decoded, reading: &Reading) -> Vec<Warning> {
        let mut out = Vec::new();
        if answer.replaced > 0 {
            out.push(Warning::InvalidUtf8 { replaced: answer.replaced });
        }
        if answer.nuls > 0 {
            out.push(Warning::Nuls { count: answer.nuls });
        }
        match self.encoder {
            None => out.push(Warning::KeywordsOnly),
            Some(encoder) if self.uncalibrated => out.push(Warning::UncalibratedModel {
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
        let model = self.encoder.map_or_else(
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
            calibration: self.calibration.hash(),
        }
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
