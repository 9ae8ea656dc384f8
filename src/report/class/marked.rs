//! The evidence in an answer: spans that may overlap, cut into pieces that do not.

use serde::Serialize;

use super::answer::ReportSignal;
use crate::grade::Verdict;

/// A piece of an answer, and the signals it is evidence for.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece<'a> {
    /// The text as the candidate wrote it.
    pub text: &'a str,
    /// The verdict that the piece is coloured by, as a class; empty where it is evidence of nothing.
    pub class: &'static str,
    /// What is written behind the piece where evidence ends: for each signal the sign of its verdict and its number from 1.
    pub ends: String,
}

/// Cuts `text` into pieces, each covered by the same signals from end to end, so that marks never overlap.
///
/// Spans are byte offsets; one that lands inside a character is widened to hold the whole of it, one past the end is cut.
/// The span of a signal that is not addressed is the closest the candidate came: it shows nothing and is not marked.
/// Where verdicts meet, the gravest colours the piece: what is wrong must not hide below what is right.
pub(super) fn pieces<'a>(text: &'a str, signals: &[ReportSignal]) -> Vec<Piece<'a>> {
    let spans: Vec<(usize, usize, usize)> = signals
        .iter()
        .enumerate()
        .filter_map(|(i, s)| span(text, s).map(|(from, to)| (from, to, i)))
        .collect();
    let mut cuts: Vec<usize> = spans.iter().flat_map(|&(from, to, _)| [from, to]).chain([0, text.len()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| {
            let (from, to) = (cut[0], cut[1]);
            let here = spans.iter().filter(|s| s.0 <= from && to <= s.1);
            let gravest = here.map(|s| signals[s.2].verdict).max_by_key(|v| gravity(*v));
            let ends = spans.iter().filter(|s| s.1 == to).map(|s| format!("{}{}", sign(signals[s.2].verdict), s.2 + 1));
            Piece {
                text: &text[from..to],
                class: gravest.map_or("", class),
                ends: ends.collect::<Vec<_>>().join(" "),
            }
        })
        .collect()
}

fn span(text: &str, signal: &ReportSignal) -> Option<(usize, usize)> {
    let (from, to) = signal.evidence.filter(|_| signal.verdict != Verdict::NotAddressed)?;
    let (from, to) = (text.floor_char_boundary(from), text.ceil_char_boundary(to.min(text.len())));
    (from < to).then_some((from, to))
}

fn gravity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotAddressed => 0,
        Verdict::Met => 1,
        Verdict::PartlyMet => 2,
        Verdict::Contradicted => 3,
    }
}

/// The class of a verdict in the style sheet.
pub(super) fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::PartlyMet => "partly",
        Verdict::NotAddressed => "missed",
        Verdict::Contradicted => "contradicted",
    }
}

/// The verdict in words.
pub(super) fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::PartlyMet => "partly met",
        Verdict::NotAddressed => "not addressed",
        Verdict::Contradicted => "contradicted",
    }
}

/// The sign that goes with the colour of a verdict: no reader has to tell colours apart.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "✓",
        Verdict::PartlyMet => "≈",
        Verdict::NotAddressed => "○",
        Verdict::Contradicted => "✗",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(verdict: Verdict, from: usize, to: usize) -> ReportSignal {
        ReportSignal {
            id: "s".into(),
            statement: "it says so".into(),
            verdict,
            probability: 0.5,
            evidence: Some((from, to)),
            correction: None,
        }
    }

    fn shown(text: &str, signals: &[ReportSignal]) -> Vec<(String, &'static str, String)> {
        pieces(text, signals).into_iter().map(|p| (p.text.to_owned(), p.class, p.ends)).collect()
    }

    #[test]
    fn spans_that_overlap_become_pieces_that_do_not() {
        let found = shown("abcdefgh", &[signal(Verdict::Met, 1, 5), signal(Verdict::Contradicted, 3, 7)]);
        let expected = [
            ("a", "", ""),
            ("bc", "met", ""),
            ("de", "contradicted", "✓1"),
            ("fg", "contradicted", "✗2"),
            ("h", "", ""),
        ];
        assert_eq!(found, expected.map(|(t, c, e)| (t.to_owned(), c, e.to_owned())));
    }

    #[test]
    fn a_span_within_another_and_one_twice_are_told_by_their_numbers() {
        let found = shown(
            "abcd",
            &[signal(Verdict::Met, 0, 4), signal(Verdict::PartlyMet, 1, 2), signal(Verdict::Met, 1, 2)],
        );
        let expected = [("a", "met", ""), ("b", "partly", "≈2 ✓3"), ("cd", "met", "✓1")];
        assert_eq!(found, expected.map(|(t, c, e)| (t.to_owned(), c, e.to_owned())));
    }

    #[test]
    fn a_span_inside_a_character_holds_the_whole_of_it() {
        let found = shown("aé👍z", &[signal(Verdict::Met, 2, 4)]);
        assert_eq!(found[1], ("é👍".to_owned(), "met", "✓1".to_owned()));
    }

    #[test]
    fn spans_past_the_end_empty_or_backwards_do_no_harm() {
        let text = "héé";
        let odd = [
            signal(Verdict::Met, 3, 900),
            signal(Verdict::Met, 700, 900),
            signal(Verdict::Met, 4, 1),
            signal(Verdict::Met, 1, 1),
        ];
        assert_eq!(pieces(text, &odd).iter().map(|p| p.text).collect::<String>(), text);
        assert_eq!(shown(text, &odd)[1], ("é".to_owned(), "met", "✓1".to_owned()));
        assert!(pieces("", &odd).is_empty());
    }

    #[test]
    fn what_is_not_addressed_is_not_marked() {
        assert_eq!(shown("abc", &[signal(Verdict::NotAddressed, 0, 3)]), [("abc".to_owned(), "", String::new())]);
    }
}
