//! What a bank holds, counted.

use serde::Serialize;

use super::entry::{Difficulty, Entry, Kind};
use super::load::Bank;
use crate::text::Document;

/// So many questions of a kind, difficulty or tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What they share.
    pub name: String,
    /// How many there are.
    pub questions: usize,
}

/// Signals, and how many of them have what a signal may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct SignalCounts {
    /// All of them.
    pub signals: usize,
    /// Those that an answer cannot be good without.
    pub required: usize,
    /// Those with keywords.
    pub with_keywords: usize,
    /// Those with examples.
    pub with_examples: usize,
    /// Those with red flags.
    pub with_red_flags: usize,
    /// Keyword groups together.
    pub keyword_groups: usize,
    /// Terms together.
    pub terms: usize,
    /// Examples together.
    pub examples: usize,
    /// Red flags together.
    pub red_flags: usize,
    /// Rubrics with contrasts.
    pub rubrics_with_contrasts: usize,
    /// Contrasts together.
    pub contrasts: usize,
}

/// Words of the reference answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ReferenceCounts {
    /// How many reference answers there are.
    pub references: usize,
    /// Words of the shortest.
    pub least_words: usize,
    /// Words of the middle one by length, the longer of two.
    pub median_words: usize,
    /// Words of the longest.
    pub most_words: usize,
}

/// What a bank holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Version of this structure.
    pub schema_version: u32,
    /// How many questions there are.
    pub questions: usize,
    /// By kind, in the order of lists.
    pub kinds: Vec<Count>,
    /// By difficulty, in order.
    pub difficulties: Vec<Count>,
    /// By tag, the most frequent first.
    pub tags: Vec<Count>,
    /// The signals of all rubrics.
    pub signals: SignalCounts,
    /// The reference answers of all questions.
    pub references: ReferenceCounts,
}

/// Counts what `bank` holds.
#[must_use]
pub fn stats(bank: &Bank) -> Stats {
    let entries = bank.entries();
    let count = |name: &str, holds: &dyn Fn(&Entry) -> bool| Count {
        name: name.to_owned(),
        questions: entries.iter().filter(|e| holds(e)).count(),
    };
    let mut names: Vec<&str> = entries.iter().flat_map(|e| &e.tags).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    let mut tags: Vec<Count> = names.into_iter().map(|tag| count(tag, &|e| e.tags.iter().any(|t| t == tag))).collect();
    tags.sort_by_key(|c| std::cmp::Reverse(c.questions));
    Stats {
        schema_version: 1,
        questions: entries.len(),
        kinds: Kind::ALL.map(|k| count(k.name(), &|e| e.kind == k)).into(),
        difficulties: Difficulty::ALL.map(|d| count(d.name(), &|e| e.difficulty == d)).into(),
        tags,
        signals: signals(entries),
        references: references(entries),
    }
}

fn signals(entries: &[Entry]) -> SignalCounts {
    let mut out = SignalCounts::default();
    for entry in entries {
        out.rubrics_with_contrasts += usize::from(!entry.rubric.contrasts.is_empty());
        out.contrasts += entry.rubric.contrasts.len();
        for signal in &entry.rubric.signals {
            out.signals += 1;
            out.required += usize::from(signal.required);
            out.with_keywords += usize::from(!signal.keywords.is_empty());
            out.with_examples += usize::from(!signal.examples.is_empty());
            out.with_red_flags += usize::from(!signal.red_flags.is_empty());
            out.keyword_groups += signal.keywords.len();
            out.terms += signal.keywords.iter().map(|g| g.terms.len()).sum::<usize>();
            out.examples += signal.examples.len();
            out.red_flags += signal.red_flags.len();
        }
    }
    out
}

fn references(entries: &[Entry]) -> ReferenceCounts {
    let words = |text: &String| Document::markdown(text).words().len();
    let mut lengths: Vec<usize> = entries.iter().flat_map(|e| &e.references).map(words).collect();
    lengths.sort_unstable();
    ReferenceCounts {
        references: lengths.len(),
        least_words: lengths.first().copied().unwrap_or_default(),
        median_words: lengths.get(lengths.len() / 2).copied().unwrap_or_default(),
        most_words: lengths.last().copied().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up() {
        let bank = crate::bank::embedded();
        let found = stats(&bank);
        let sum = |counts: &[Count]| counts.iter().map(|c| c.questions).sum::<usize>();
        assert_eq!((sum(&found.kinds), sum(&found.difficulties)), (found.questions, found.questions));
        assert_eq!(found.questions, bank.entries().len());
        assert!(found.tags.is_sorted_by(|a, b| a.questions >= b.questions));
        assert!(found.signals.required < found.signals.signals && found.signals.with_keywords <= found.signals.signals);
        assert!(found.references.least_words > 50 && found.references.median_words <= found.references.most_words);
    }
}
