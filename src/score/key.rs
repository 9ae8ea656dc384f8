//! The key: a question with its rubric, read once and ready to compare answers with.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::bare::{bare_overall, bare_shares};
use super::runs::Runs;
use crate::bank::Entry;
use crate::coverage::{CompiledGroup, GroupHits, compile_group};
use crate::embed::{EncodeError, Encoder, KeyPhrase, Vector, Vectors};
use crate::polarity::{Claim, CompiledContrast, compile_contrast};
use crate::rubric::{Contrast, Glossary, RedFlag, Signal, asked_for, automatic_contrasts, automatic_keywords};
use crate::text::{Document, Word};

/// What a word of the question is worth in a statement: repeating the question shows little.
pub(super) const FROM_QUESTION: f64 = 0.3;

/// A statement, example or red flag, read once.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// What it says.
    pub claim: Claim,
    /// Where the signal's keyword groups stand in it.
    pub hits: Vec<GroupHits>,
    /// For each of its content tokens the place of its vector in [`AnswerKey::vectors`]; empty without a model.
    pub vectors: Vec<usize>,
    /// How telling each of them is.
    pub weights: Vec<f64>,
    /// Their mean by weight.
    pub gist: Vector,
    /// The weight of its content words together.
    pub mass: f64,
}

/// A signal, read once.
#[derive(Debug, Clone)]
pub struct CompiledSignal {
    /// As the author wrote it.
    pub signal: Signal,
    /// Its keyword groups.
    pub groups: Vec<CompiledGroup>,
    /// The statement, the examples, and the place of each reference answer that shows the signal.
    pub positives: Vec<Phrase>,
    /// How many of the positives, the last ones, come from reference answers.
    pub from_references: usize,
    /// Wrong statements, each with its correction.
    pub red_flags: Vec<(RedFlag, Phrase)>,
}

impl CompiledSignal {
    /// The statement, the examples, the places of reference answers, and the red flags.
    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.positives.iter().chain(self.red_flags.iter().map(|(_, p)| p))
    }

    fn phrases_mut(&mut self) -> impl Iterator<Item = &mut Phrase> {
        self.positives.iter_mut().chain(self.red_flags.iter_mut().map(|(_, p)| p))
    }

    /// Whether its author gave no keywords, so that the words of its statement stand for them.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.signal.keywords.is_empty()
    }
}

/// A question with its rubric, read once.
#[derive(Debug, Clone)]
pub struct AnswerKey {
    /// The question.
    pub question: Document,
    /// Stems of the question's content words.
    pub question_stems: HashSet<String>,
    /// Reference answers.
    pub references: Vec<Document>,
    /// The greatest share of a reference answer's words that stand in bare lists, in 0..=1.
    pub bare: f64,
    /// What the rubric tells apart.
    pub contrasts: Vec<CompiledContrast>,
    /// What a strong answer shows.
    pub signals: Vec<CompiledSignal>,
    /// The vectors of the phrases' tokens, each once.
    pub vectors: Vectors,
    /// What an answer might be copied from: reference answers and statements.
    pub runs: Runs,
    /// The rubric's hash.
    pub rubric_hash: String,
    /// Stems of all keywords and statements with their weight: what makes a sentence worth encoding in a text of unusual length.
    pub vocabulary: HashMap<String, f64>,
}

impl AnswerKey {
    /// Reads `entry`. Without an encoder, similarity plays no part.
    ///
    /// # Errors
    ///
    /// When the encoder cannot process a statement.
    pub fn new(entry: &Entry, encoder: Option<&dyn Encoder>) -> Result<Self, EncodeError> {
        let question = Document::markdown(&entry.question);
        let question_stems: HashSet<String> = question.content_stems().map(str::to_owned).collect();
        let given_contrasts = &entry.rubric.contrasts;
        let has_plain = entry.rubric.signals.iter().any(|s| s.keywords.is_empty());
        let found_contrasts = if has_plain && given_contrasts.is_empty() {
            contrasts_of(entry, &question)
        } else {
            Vec::new()
        };
        let contrasts: Vec<_> = given_contrasts.iter().chain(&found_contrasts).map(compile_contrast).collect();
        let references: Vec<Claim> = entry.references.iter().map(|r| Claim::new(Document::markdown(r), &contrasts)).collect();
        // Which of two things is spoken of is part of the claim, also where the question names both.
        let names: HashSet<&str> = contrasts.iter().flat_map(CompiledContrast::stems).collect();
        let given = question_stems.iter().filter(|s| !names.contains(s.as_str())).cloned().collect();
        let mut builder = Builder {
            question: &question_stems,
            given,
            contrasts: &contrasts,
            references: &references,
            glossary: has_plain.then(|| entry.glossary()),
            vocabulary: HashMap::new(),
            vectors: Vec::new(),
            known: HashMap::new(),
        };
        let mut signals: Vec<CompiledSignal> = entry.rubric.signals.iter().map(|s| builder.signal(s)).collect();
        if let Some(encoder) = encoder {
            builder.embed(&mut signals, encoder)?;
        }
        let vectors = Vectors::new(&builder.vectors);
        let vocabulary = builder.vocabulary;
        let references: Vec<Document> = references.into_iter().map(|c| c.document).collect();
        let statements = signals.iter().filter_map(|s| s.positives.first()).map(|p| &p.claim.document);
        let runs = Runs::new(references.iter().chain(statements));
        let bare = references.iter().map(|d| bare_overall(d, &bare_shares(d))).fold(0.0, f64::max);
        Ok(Self {
            references,
            bare,
            signals,
            rubric_hash: if has_plain {
                format!("{}+{}", entry.rubric.hash(), entry.glossary().hash())
            } else {
                entry.rubric.hash()
            },
            vocabulary,
            vectors,
            runs,
            contrasts,
            question_stems,
            question,
        })
    }
}

/// The phrases of `entry` whose tokens are compared with those of answers.
///
/// # Errors
///
/// None: nothing is encoded.
pub fn phrases_of(entry: &Entry) -> Result<Vec<KeyPhrase>, EncodeError> {
    Ok(texts_of(&AnswerKey::new(entry, None)?.signals))
}

fn texts_of(signals: &[CompiledSignal]) -> Vec<KeyPhrase> {
    let text_of = |document: &Document| KeyPhrase {
        text: document.folded().to_owned(),
        content: document.words().iter().filter(|w| w.is_content()).map(|w| w.span.clone()).collect(),
    };
    signals.iter().flat_map(CompiledSignal::phrases).map(|p| text_of(&p.claim.document)).collect()
}

struct Builder<'a> {
    question: &'a HashSet<String>,
    /// Stems that the question supplies and that a keyword is worth little for.
    given: HashSet<String>,
    contrasts: &'a [CompiledContrast],
    references: &'a [Claim],
    /// Where signals without keywords get them from; there where there are any.
    glossary: Option<&'a Glossary>,
    vocabulary: HashMap<String, f64>,
    /// The vectors of tokens so far, each once, and where each stands.
    vectors: Vec<Vector>,
    known: HashMap<Vector, usize>,
}

impl Builder<'_> {
    fn signal(&mut self, signal: &Signal) -> CompiledSignal {
        let statement = if signal.keywords.is_empty() {
            asked_for(&signal.statement)
        } else {
            signal.statement.clone()
        };
        let keywords = match self.glossary {
            Some(glossary) if signal.keywords.is_empty() => {
                let references: Vec<&Document> = self.references.iter().map(|r| &r.document).collect();
                &automatic_keywords(&statement, &references, glossary)
            }
            _ => &signal.keywords,
        };
        let groups: Vec<CompiledGroup> = keywords.iter().map(|g| compile_group(g, &self.given)).collect();
        for word in groups.iter().flat_map(CompiledGroup::words) {
            self.vocabulary.insert(word.stem.clone(), self.weight(word));
        }
        let shown: Vec<String> = self.references.iter().filter_map(|r| evidence_in(r, &groups)).collect();
        let examples = signal.examples.iter().chain(&shown).map(String::as_str);
        let texts = std::iter::once(statement.as_str()).chain(examples);
        let positives = texts.map(|text| self.phrase(text, &groups)).collect();
        let red_flags = signal.red_flags.iter().map(|f| (f.clone(), self.phrase(&f.statement, &groups))).collect();
        CompiledSignal {
            signal: signal.clone(),
            groups,
            positives,
            from_references: shown.len(),
            red_flags,
        }
    }

    /// A phrase without vectors.
    fn phrase(&mut self, text: &str, groups: &[CompiledGroup]) -> Phrase {
        let claim = Claim::new(Document::plain(text), self.contrasts);
        let hits = groups.iter().map(|g| g.find(&claim.document, &claim.index)).collect();
        let content: Vec<&Word> = claim.document.words().iter().filter(|w| w.is_content()).collect();
        let mass = content.iter().map(|w| self.weight(w)).sum();
        for word in &content {
            self.vocabulary.insert(word.stem.clone(), self.weight(word));
        }
        Phrase {
            claim,
            hits,
            vectors: Vec::new(),
            weights: Vec::new(),
            gist: Vector::mean([]),
            mass,
        }
    }

    /// Gives every phrase its vectors; all are encoded together.
    fn embed(&mut self, signals: &mut [CompiledSignal], encoder: &dyn Encoder) -> Result<(), EncodeError> {
        let all = encoder.phrase_vectors(&texts_of(signals))?;
        for (phrase, tokens) in signals.iter_mut().flat_map(CompiledSignal::phrases_mut).zip(all) {
            for word in phrase.claim.document.words().iter().filter(|w| w.is_content()) {
                let pieces = tokens.iter().filter(|t| t.span.start < word.span.end && word.span.start < t.span.end);
                let before = phrase.vectors.len();
                phrase.vectors.extend(pieces.map(|t| self.vector(&t.vector)));
                let pieces = phrase.vectors.len() - before;
                phrase.weights.extend(std::iter::repeat_n(self.weight(word) / pieces.max(1) as f64, pieces));
            }
            phrase.gist = Vector::mean(phrase.vectors.iter().map(|at| &self.vectors[*at]).zip(phrase.weights.iter().copied()));
        }
        Ok(())
    }

    /// The place of a vector among those of the key. An encoder that gives a word one vector wherever it stands gives many phrases the same ones.
    fn vector(&mut self, vector: &Vector) -> usize {
        if let Some(at) = self.known.get(vector) {
            return *at;
        }
        self.vectors.push(vector.clone());
        self.known.insert(vector.clone(), self.vectors.len() - 1);
        self.vectors.len() - 1
    }

    fn weight(&self, word: &Word) -> f64 {
        let demoted = if self.question.contains(&word.stem) { FROM_QUESTION } else { 1.0 };
        demoted * crate::coverage::word_tellingness(word).max(word.telling.min(0.2))
    }
}

/// What must not be taken for each other in a rubric whose author did not say so.
fn contrasts_of(entry: &Entry, question: &Document) -> Vec<Contrast> {
    let statements = entry.rubric.signals.iter().map(|s| Document::plain(&s.statement));
    let texts: Vec<Document> = entry.references.iter().map(|r| Document::markdown(r)).chain(statements).collect();
    automatic_contrasts(question, &texts.iter().collect::<Vec<_>>(), entry.glossary())
}

/// The sentence of a reference answer, or the two neighbours, that has most of the keyword groups: what an author thinks a good answer says about the signal. The
/// first and shortest of equals; `None` when there is none with any.
fn evidence_in(reference: &Claim, groups: &[CompiledGroup]) -> Option<String> {
    let document = &reference.document;
    let hits: Vec<GroupHits> = groups.iter().map(|g| g.find(document, &reference.index)).collect();
    let sentences = document.sentences();
    let mut best: Option<(f64, Range<usize>)> = None;
    for length in 1..=2 {
        for run in sentences.windows(length) {
            let words = run[0].words.start..run[length - 1].words.end;
            let covered: f64 = hits
                .iter()
                .filter_map(|g| g.best_within(&words).map(|(hit, _)| g.weight * hit.how.strength()))
                .sum();
            if covered > best.as_ref().map_or(0.0, |(most, _)| *most) + 1e-9 {
                best = Some((covered, run[0].span.start..run[length - 1].span.end));
            }
        }
    }
    best.map(|(_, span)| document.folded()[span].to_owned())
}
