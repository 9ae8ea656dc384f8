//! The glossary of a bank: what means the same in its field, and what must not be taken for each other.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use super::diagnostic::{Code, Diagnostic};
use super::model::Contrast;
use super::parse::{contrasts, values};
use super::reader::{Sink, TableReader, read_document};
use crate::text::{Document, Word};

/// For the stem of a term's first word: the stems of all its words, and its list.
type Index = HashMap<String, Vec<(Vec<String>, usize)>>;

/// Terms that say the same, and things that must not be swapped, for signals whose author gave neither keywords nor contrasts.
#[derive(Debug, Default)]
pub struct Glossary {
    /// Lists of two terms or more, each of which may stand for any other of its list.
    pub synonyms: Vec<Vec<String>>,
    /// Things that must not be swapped; their names are looked up among the synonyms too.
    pub contrasts: Vec<Contrast>,
    /// Where to look a term up. Built when first asked for.
    index: OnceLock<Index>,
    /// Its hash, likewise: every key that is read asks for it.
    hash: OnceLock<String>,
}

impl PartialEq for Glossary {
    fn eq(&self, other: &Self) -> bool {
        self.synonyms == other.synonyms && self.contrasts == other.contrasts
    }
}

impl Glossary {
    /// Reads the glossary `source` of the file `file`.
    ///
    /// # Errors
    ///
    /// Every mistake in the file, in its order.
    pub fn parse(file: &str, source: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut sink = Sink::new(file, source, 0);
        let document = read_document(source, &mut sink);
        let mut root = TableReader::root(&document);
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut synonyms = Vec::new();
        for mut table in root.tables("synonyms", &mut sink) {
            let field = table.field("terms");
            let terms = table.texts("terms", &mut sink);
            if terms.len() < 2 {
                sink.report(Code::BadValue, table.span(), &field, "needs two terms or more", None);
            }
            for (span, term) in &terms {
                if let Some(other) = seen.insert(term.to_lowercase(), field.clone()) {
                    let help = Some("make one list of the two, or take it out of one".to_owned());
                    sink.report(Code::Duplicate, span.clone(), &field, format!("`{term}` stands in `{other}` too"), help);
                }
            }
            table.finish(&mut sink);
            synonyms.push(values(terms));
        }
        let contrasts = contrasts(&mut root, &mut sink);
        root.finish(&mut sink);
        let found = sink.into_found();
        if found.is_empty() {
            Ok(Self {
                synonyms,
                contrasts,
                index: OnceLock::new(),
                hash: OnceLock::new(),
            })
        } else {
            Err(found)
        }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.synonyms.is_empty() && self.contrasts.is_empty()
    }

    /// The first 16 hex digits of a hash of it.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| {
            let text = serde_json::to_vec(&(&self.synonyms, &self.contrasts)).expect("a glossary holds only strings");
            blake3::hash(&text).to_hex()[..16].to_owned()
        })
    }

    /// The terms of this glossary that stand in `document`, the longest first of those that begin at one word, none within another: the words each takes, and the
    /// list that it stands in.
    #[must_use]
    pub fn find(&self, document: &Document) -> Vec<(Range<usize>, usize)> {
        let index = self.index.get_or_init(|| self.build());
        let words = document.words();
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let sentence = document.sentence_of(at).map_or(at..at + 1, |s| s.words.clone());
            let candidates = index.get(&words[at].stem).into_iter().flatten();
            let found = candidates.filter_map(|(stems, list)| spelled(words, at..sentence.end, stems).map(|end| (end, *list)));
            match found.max_by_key(|(end, list)| (*end, std::cmp::Reverse(*list))) {
                Some((end, list)) => {
                    out.push((at..end, list));
                    at = end;
                }
                None => at += 1,
            }
        }
        out
    }

    fn build(&self) -> Index {
        let mut index: Index = HashMap::new();
        for (list, terms) in self.synonyms.iter().enumerate() {
            for term in terms {
                let document = Document::plain(term);
                let stems: Vec<String> = document.words().iter().map(|w| w.stem.clone()).collect();
                if let Some(first) = stems.first() {
                    index.entry(first.clone()).or_default().push((stems, list));
                }
            }
        }
        index
    }
}

/// Where `stems` end if they stand one behind the other from the start of `within`.
fn spelled(words: &[Word], within: Range<usize>, stems: &[String]) -> Option<usize> {
    let end = within.start + stems.len();
    (end <= within.end && words[within.start..end].iter().zip(stems).all(|(w, s)| w.stem == *s)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "[[synonyms]]\nterms = ['SGD', 'stochastic gradient descent']\n[[synonyms]]\nterms = ['gradient', 'derivative']\n\
                         [[contrasts]]\nsides = [['L1'], ['L2']]\n";

    #[test]
    fn the_longest_term_is_found() {
        let glossary = Glossary::parse("g.toml", SMALL).unwrap();
        let find = |text: &str| glossary.find(&Document::plain(text));
        assert_eq!(find("Stochastic gradient descent follows gradients"), [(0..3, 0), (4..5, 1)]);
        assert_eq!(find("Nothing of it"), []);
        assert_eq!(glossary.contrasts.len(), 1);
    }

    #[test]
    fn mistakes_are_named() {
        let source = "[[synonyms]]\nterms = ['a']\n[[synonyms]]\nterms = ['b', 'A']\n[[sinonyms]]\nterms = []\n";
        let found = Glossary::parse("g.toml", source).unwrap_err();
        let all: Vec<String> = found.iter().map(ToString::to_string).collect();
        for expected in ["needs two terms", "`A` stands in `synonyms[0].terms` too", "did you mean `synonyms`?"] {
            assert!(all.iter().any(|m| m.contains(expected)), "{expected}\n{all:#?}");
        }
    }
}
