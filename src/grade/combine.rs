//! From the signals' probabilities to points: the expected value of the rubric, gated by what is required and capped by flags.

use super::explanation::Explanation;
use super::flags::Flag;
use super::result::{SignalGrade, Verdict};
use crate::score::{Likeness, Line, Trait};

/// Points that remain possible when a required signal is certainly not met, which is below the pass mark; and the part in a hundred of the points earned elsewhere
/// that is kept when none of the required ones is: an answer that misses what the question is about has not answered it.
const WITHOUT_REQUIRED: f64 = 55.0;
/// Probability from which a signal counts as met, and as partly met.
const MET: f64 = 0.5;
const PARTLY: f64 = 0.25;
/// Probability from which a signal that is not met counts as contradicted.
const CONTRADICTED: f64 = 0.5;
/// Share of what an answer says that must stand against the signals before the rest is doubted, and from which it is doubted most. Of the marked answers
/// (tests/claims) with the field's own words, three quarters of the right ones lie below 0.33 and three quarters of the wrong ones above 0.47; reference
/// answers lie below 0.1.
const DOUBT_FROM: f64 = 0.30;
const DOUBT_FULLY: f64 = 0.55;
/// The part of the points that the greatest doubt takes.
const MOST_DOUBT: f64 = 0.7;
/// What weighs against doubt where an answer says little: a signal's worth of agreement.
const BENEFIT: f64 = 1.0;

/// The verdict on a signal.
pub(super) fn verdict(met: f64, contradicted: f64) -> Verdict {
    if contradicted >= CONTRADICTED && met < MET && contradicted > met {
        Verdict::Contradicted
    } else if met >= MET {
        Verdict::Met
    } else if met >= PARTLY {
        Verdict::PartlyMet
    } else {
        Verdict::NotAddressed
    }
}

/// Points, how sure they are, and the tree behind them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    pub score: f64,
    pub confidence: f64,
    pub explanation: Explanation,
}

/// The outcome by a rubric.
pub(super) fn combine(signals: &[SignalGrade], flags: &[Flag]) -> Outcome {
    let total: f64 = signals.iter().map(|s| s.weight).sum();
    let earned: f64 = signals.iter().map(|s| s.weight * s.probability).sum();
    // The rubric's own check makes sure of it; a division by zero would be worse than a zero.
    let expected = if total > 0.0 { 100.0 * earned / total } else { 0.0 };
    let required: Vec<f64> = signals.iter().filter(|s| s.required).map(|s| (s.probability / MET).min(1.0)).collect();
    let least = required.iter().copied().fold(1.0, f64::min);
    let mean = if required.is_empty() {
        1.0
    } else {
        required.iter().sum::<f64>() / required.len() as f64
    };
    let gate = WITHOUT_REQUIRED + (100.0 - WITHOUT_REQUIRED) * least;
    let kept = (WITHOUT_REQUIRED + (100.0 - WITHOUT_REQUIRED) * mean) / 100.0;
    let cap = flags.iter().filter_map(|f| f.cap).fold(100.0, f64::min);
    let doubt = doubt(signals);
    let score = (expected * kept * (1.0 - doubt.value)).min(gate).min(cap).clamp(0.0, 100.0);
    let mut children = vec![Explanation::node(
        "expected",
        expected,
        "100 × Σ weight × probability ÷ Σ weight",
        signals.iter().map(explain).collect(),
    )];
    children.push(doubt);
    let rest = 100.0 - WITHOUT_REQUIRED;
    children.push(Explanation::node(
        "kept",
        kept,
        format!("({WITHOUT_REQUIRED} + {rest} × mean) ÷ 100, mean of min(1, probability ÷ {MET}) over the required signals"),
        vec![Explanation::leaf("mean_required", mean)],
    ));
    children.push(Explanation::node(
        "gate",
        gate,
        format!("{WITHOUT_REQUIRED} + {rest} × least, least of min(1, probability ÷ {MET}) over the required signals"),
        vec![Explanation::leaf("least_required", least)],
    ));
    let capped = flags
        .iter()
        .filter_map(|f| f.cap.map(|cap| Explanation::leaf(f.message.clone(), cap)))
        .collect();
    children.push(Explanation::node("cap", cap, "the least cap of a flag, else 100", capped));
    Outcome {
        score: round(score, 1),
        confidence: confidence(signals, flags),
        explanation: Explanation::node("score", score, "min(expected × kept × (1 − doubt), gate, cap)", children),
    }
}

/// The outcome by the likeness to a reference answer. The surest are those near none and near all of the points with nothing that stands against the reference.
pub(super) fn by_likeness(likeness: &Likeness, own: &Likeness, line: &Line, flags: &[Flag]) -> Outcome {
    let share = line.at(likeness, own);
    let cap = flags.iter().filter_map(|f| f.cap).fold(100.0, f64::min);
    let score = (100.0 * share).min(cap);
    let leaf = |(name, weight): &(Trait, f64)| Explanation::leaf(name.name(), weight * name.of(likeness));
    let mut parts = vec![Explanation::leaf("intercept", line.intercept)];
    parts.extend(line.weights.iter().map(leaf));
    let capped = flags
        .iter()
        .filter_map(|f| f.cap.map(|cap| Explanation::leaf(f.message.clone(), cap)))
        .collect();
    let children = vec![
        Explanation::node(
            "likeness",
            share,
            "the sum of weight × measurement; above 0.6 as a part of the way to the reference's own sum; within 0 and 1",
            parts,
        ),
        Explanation::node("cap", cap, "the least cap of a flag, else 100", capped),
    ];
    let confidence = (2.0 * share - 1.0).abs() * (1.0 - likeness.opposition);
    Outcome {
        score: round(score, 1),
        confidence: round(confidence, 2),
        explanation: Explanation::node("score", score, "min(100 × likeness, cap)", children),
    }
}

/// How much the rest of an answer is to be doubted that stands against several signals: contradictions that can be seen mean that there are others which cannot.
fn doubt(signals: &[SignalGrade]) -> Explanation {
    let against: f64 = signals.iter().map(|s| s.weight * s.contradiction).sum();
    let said: f64 = signals.iter().map(|s| s.weight * s.support).sum();
    let share = against / (said + BENEFIT);
    let value = MOST_DOUBT * ((share - DOUBT_FROM) / (DOUBT_FULLY - DOUBT_FROM)).clamp(0.0, 1.0);
    Explanation::node(
        "doubt",
        value,
        format!(
            "{MOST_DOUBT} × how far the share lies from {DOUBT_FROM} to {DOUBT_FULLY}; share = Σ weight × contradiction ÷ (Σ weight × support + {BENEFIT})"
        ),
        vec![Explanation::leaf("share_against", share)],
    )
}

fn explain(signal: &SignalGrade) -> Explanation {
    let f = &signal.features;
    let leaf = Explanation::leaf;
    Explanation::node(
        signal.id.clone(),
        signal.probability,
        "support × (1 − contradiction) × (1 − hedged ÷ 2), in the window that is most about it",
        vec![
            leaf("weight", signal.weight),
            leaf("support_where_most_topical", signal.support),
            leaf("contradiction_where_most_topical", signal.contradiction),
            leaf("coverage", f.coverage),
            leaf("coverage_anywhere", f.coverage_anywhere),
            leaf("alignment", f.alignment),
            leaf("fit", f.fit),
            leaf("gist", f.gist),
            leaf("statement_alignment", f.statement_alignment),
            leaf("bare", f.bare),
            leaf("bare_overall", f.bare_overall),
            leaf("denied", f.against.denied),
            leaf("opposite", f.against.opposite),
            leaf("other_side", f.against.other_side),
            leaf("nearest_denied", f.against.nearest_denied),
            leaf("nearest_opposite", f.against.nearest_opposite),
            leaf("nearest_other_side", f.against.nearest_other_side),
            leaf("retold", f.against.retold),
            leaf("red_flag_alignment", f.against.red_flag_alignment),
            leaf("red_flag_gist", f.against.red_flag_gist),
            leaf("red_flag_words", f.against.red_flag_words),
            leaf("hedged", f.hedged),
        ],
    )
}

/// How sure the grader is: the mean distance of the signals' probabilities from a coin toss, by weight, less what flags and doubtful polarity take away.
fn confidence(signals: &[SignalGrade], flags: &[Flag]) -> f64 {
    let total: f64 = signals.iter().map(|s| s.weight).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let sure = |s: &SignalGrade| (2.0 * s.probability - 1.0).abs() * (1.0 - s.contradiction.min(1.0 - s.contradiction));
    let mean: f64 = signals.iter().map(|s| s.weight * sure(s)).sum::<f64>() / total;
    let doubt = if flags.iter().any(|f| f.cap.is_none_or(|cap| cap > 0.0)) { 0.8 } else { 1.0 };
    round((mean * doubt).clamp(0.0, 1.0), 2)
}

/// `value` to so many decimals: what is shown is what is compared.
pub(super) fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Features;

    fn signal(weight: f64, probability: f64, required: bool) -> SignalGrade {
        SignalGrade {
            id: "a".into(),
            statement: "A".into(),
            weight,
            required,
            verdict: verdict(probability, 0.0),
            probability,
            support: probability,
            contradiction: 0.0,
            evidence: None,
            missing_keywords: Vec::new(),
            reasons: Vec::new(),
            correction: None,
            features: Features::default(),
        }
    }

    #[test]
    fn the_score_is_the_expected_value() {
        let score = combine(&[signal(3.0, 1.0, false), signal(1.0, 0.2, false)], &[]).score;
        assert_eq!(score, 80.0);
    }

    #[test]
    fn a_missed_required_signal_keeps_an_answer_below_the_pass_mark() {
        let outcome = combine(&[signal(9.0, 1.0, false), signal(1.0, 0.0, true), signal(1.0, 1.0, true)], &[]);
        let (score, tree) = (outcome.score, outcome.explanation);
        assert_eq!(score, WITHOUT_REQUIRED);
        assert!(score < crate::grade::PASS_MARK);
        assert!(tree.children[0].value > 90.0);
        let none = combine(&[signal(1.0, 0.4, false), signal(1.0, 0.0, true)], &[]).score;
        assert_eq!(none, 11.0);
    }

    #[test]
    fn an_answer_that_contradicts_most_is_doubted() {
        let mut wrong = signal(1.0, 0.1, false);
        (wrong.support, wrong.contradiction) = (0.9, 0.8);
        let right = signal(1.0, 0.9, false);
        let alone = combine(&[right.clone(), right.clone()], &[]).score;
        let mixed = combine(&[right.clone(), right.clone(), right.clone(), wrong.clone()], &[]).score;
        let mostly_wrong = combine(&[right, wrong.clone(), wrong.clone(), wrong], &[]).score;
        assert_eq!(alone, 90.0);
        assert_eq!(mixed, 70.0);
        assert!(mostly_wrong < 15.0, "{mostly_wrong}");
    }

    #[test]
    fn no_weight_is_no_score() {
        assert_eq!(combine(&[signal(0.0, 1.0, false)], &[]).score, 0.0);
    }

    #[test]
    fn verdicts() {
        assert_eq!(verdict(0.8, 0.1), Verdict::Met);
        assert_eq!(verdict(0.3, 0.1), Verdict::PartlyMet);
        assert_eq!(verdict(0.1, 0.1), Verdict::NotAddressed);
        assert_eq!(verdict(0.3, 0.6), Verdict::Contradicted);
    }
}
