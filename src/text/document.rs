//! A text, read once: folded, cut into sentences and words, with a way back to the original bytes.

use std::ops::Range;

use super::fold::Folded;
use super::markdown::{Piece, pieces};
use super::sentence;
use super::word::{Word, words};

/// A sentence, list item, heading, table cell or line of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes in the folded text.
    pub span: Range<usize>,
    /// Indices into [`Document::words`].
    pub words: Range<usize>,
    /// Clauses, as ranges of indices into [`Document::words`]; they cover `words`.
    pub clauses: Vec<Range<usize>>,
    /// Whether most of it is code.
    pub code: bool,
}

/// A text with its sentences and words.
#[derive(Debug, Clone)]
pub struct Document {
    original: String,
    folded: Folded,
    words: Vec<Word>,
    sentences: Vec<Sentence>,
}

impl Document {
    /// Reads `text` as Markdown, of which plain prose is a case.
    #[must_use]
    pub fn markdown(text: &str) -> Self {
        let mut folded = Folded::default();
        let mut code = Vec::new();
        for piece in pieces(text) {
            match piece {
                Piece::Prose(span) => folded.push(&text[span.clone()], span.start),
                Piece::Code(span) => {
                    let start = folded.text.len();
                    folded.push(&text[span.clone()], span.start);
                    code.push(start..folded.text.len());
                }
                Piece::Space(at) => folded.push(" ", at),
                Piece::Break(at) => folded.push_break(at),
            }
        }
        Self::assemble(text.to_owned(), folded, &code)
    }

    /// Reads `text` as it stands: a term, a statement, a question.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        let mut folded = Folded::default();
        folded.push(text, 0);
        Self::assemble(text.to_owned(), folded, &[])
    }

    fn assemble(original: String, folded: Folded, code: &[Range<usize>]) -> Self {
        let mut all = Vec::new();
        let mut sentences = Vec::new();
        let mut code = code.iter().peekable();
        for span in sentence::sentences(&folded.text) {
            while code.next_if(|c| c.end <= span.start).is_some() {}
            let in_code: usize = code
                .clone()
                .take_while(|c| c.start < span.end)
                .map(|c| c.end.min(span.end).saturating_sub(c.start.max(span.start)))
                .sum();
            let found = words(&folded.text[span.clone()], span.start, &folded.humps);
            if found.is_empty() {
                continue;
            }
            let base = all.len();
            let spans: Vec<_> = found.iter().map(|w| (w.span.clone(), w.norm.as_str())).collect();
            let clauses = sentence::clauses(&folded.text, &spans)
                .into_iter()
                .map(|c| base + c.start..base + c.end)
                .collect();
            sentences.push(Sentence {
                words: base..base + found.len(),
                clauses,
                code: 2 * in_code > span.len(),
                span,
            });
            all.extend(found);
        }
        Self {
            original,
            folded,
            words: all,
            sentences,
        }
    }

    /// The text as it was given.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The folded text that all comparison happens on.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded.text
    }

    /// All words, in order.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// All sentences, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentence that word `at` stands in.
    #[must_use]
    pub fn sentence_of(&self, at: usize) -> Option<&Sentence> {
        let next = self.sentences.partition_point(|s| s.words.start <= at);
        self.sentences[..next].last().filter(|s| s.words.contains(&at))
    }

    /// The folded text of a sentence.
    #[must_use]
    pub fn sentence_text(&self, sentence: &Sentence) -> &str {
        &self.folded.text[sentence.span.clone()]
    }

    /// The words of a sentence.
    #[must_use]
    pub fn sentence_words(&self, sentence: &Sentence) -> &[Word] {
        &self.words[sentence.words.clone()]
    }

    /// Bytes of the original text that a span of the folded text came from.
    #[must_use]
    pub fn original_span(&self, folded: Range<usize>) -> Range<usize> {
        self.folded.original(folded)
    }

    /// Bytes of the original text that a run of words covers.
    #[must_use]
    pub fn original_words(&self, words: Range<usize>) -> Range<usize> {
        match (self.words.get(words.start), words.end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if first.span.start < last.span.end => self.original_span(first.span.start..last.span.end),
            _ => 0..0,
        }
    }

    /// The stems of all content words, in order.
    pub fn content_stems(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter(|w| w.is_content()).map(|w| w.stem.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_through_markup() {
        let text = "# Title\n\n- The **bias**² is naïve.\n- Use `zero_grad()` – always";
        let doc = Document::markdown(text);
        let sentences: Vec<_> = doc.sentences().iter().map(|s| &text[doc.original_span(s.span.clone())]).collect();
        assert_eq!(sentences, ["Title", "The **bias**² is naïve.", "Use `zero_grad()` – always"]);
        let naive = doc.words().iter().position(|w| w.norm == "naive").unwrap();
        assert_eq!(&text[doc.original_words(naive..naive + 1)], "naïve");
    }

    #[test]
    fn clauses_cover_the_sentence() {
        let doc = Document::plain("L1 drives weights to zero, but L2 only shrinks them; both penalise size.");
        let sentence = &doc.sentences()[0];
        let clauses: Vec<_> = sentence.clauses.iter().map(|c| &doc.original()[doc.original_words(c.clone())]).collect();
        assert_eq!(clauses, ["L1 drives weights to zero", "but L2 only shrinks them", "both penalise size"]);
    }

    #[test]
    fn lines_of_code_are_units() {
        let doc = Document::markdown("Do this:\n\n```\nloss.backward()\noptimizer.step()\n```\n");
        let code: Vec<_> = doc.sentences().iter().map(|s| s.code).collect();
        assert_eq!(code, [false, true, true]);
    }
}
