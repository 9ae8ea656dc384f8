//! From the signals' probabilities to points: the expected value of the rubric, gated by what is required and capped by flags.

use super::explanation::Explanation;
use super::flags::Flag;
use super::result::{SignalGrade, Verdict};

/// Points that remain possible when a required signal is certainly not met: below the pass mark.
const WITHOUT_REQUIRED: f64 = 55.0;
/// Probability from which a signal counts as met, and as partly met.
const MET: f64 = 0.5;
const PARTLY: f64 = 0.25;
/// Probability from which a signal counts as contradicted, if that is likelier than met.
const CONTRADICTED: f64 = 0.35;

/// The verdict on a signal.
pub(super) fn verdict(met: f64, contradicted: f64) -> Verdict {
    if contradicted >= CONTRADICTED && contradicted > met {
        Verdict::Contradicted
    } else if met >= MET {
        Verdict::Met
    } else if met >= PARTLY {
        Verdict::PartlyMet
    } else {
        Verdict::NotAddressed
    }
}

/// Points and the tree behind them.
pub(super) fn combine(signals: &[SignalGrade], flags: &[Flag]) -> (f64, Explanation) {
    let total: f64 = signals.iter().map(|s| s.weight).sum();
    let earned: f64 = signals.iter().map(|s| s.weight * s.probability).sum();
    // The rubric's own check makes sure of it; a division by zero would be worse than a zero.
    let expected = if total > 0.0 { 100.0 * earned / total } else { 0.0 };
    let required = signals.iter().filter(|s| s.required).map(|s| s.probability).fold(1.0, f64::min);
    let gate = WITHOUT_REQUIRED + (100.0 - WITHOUT_REQUIRED) * (required / MET).min(1.0);
    let cap = flags.iter().filter_map(|f| f.cap).fold(100.0, f64::min);
    let score = expected.min(gate).min(cap).clamp(0.0, 100.0);
    let mut children = vec![Explanation::node(
        "expected",
        expected,
        "100 × Σ weight × probability ÷ Σ weight",
        signals.iter().map(explain).collect(),
    )];
    children.push(Explanation::node(
        "gate",
        gate,
        format!(
            "{WITHOUT_REQUIRED} + {} × min(1, least probability of a required signal ÷ {MET})",
            100.0 - WITHOUT_REQUIRED
        ),
        vec![Explanation::leaf("least_required_probability", required)],
    ));
    let capped = flags
        .iter()
        .filter_map(|f| f.cap.map(|cap| Explanation::leaf(f.message.clone(), cap)))
        .collect();
    children.push(Explanation::node("cap", cap, "the least cap of a flag, else 100", capped));
    (round(score, 1), Explanation::node("score", score, "min(expected, gate, cap)", children))
}

fn explain(signal: &SignalGrade) -> Explanation {
    let f = &signal.features;
    let leaf = Explanation::leaf;
    Explanation::node(
        signal.id.clone(),
        signal.probability,
        "support × (1 − contradiction), in the window that makes it greatest",
        vec![
            leaf("weight", signal.weight),
            leaf("contradiction_elsewhere", signal.contradiction),
            leaf("coverage", f.coverage),
            leaf("coverage_anywhere", f.coverage_anywhere),
            leaf("alignment", f.alignment),
            leaf("fit", f.fit),
            leaf("statement_alignment", f.statement_alignment),
            leaf("bare", f.bare),
            leaf("bare_overall", f.bare_overall),
            leaf("opposition", f.opposition),
            leaf("red_flag_alignment", f.red_flag_alignment),
            leaf("red_flag_words", f.red_flag_words),
            leaf("hedged", f.hedged),
        ],
    )
}

/// How sure the grader is: the mean distance of the signals' probabilities from a coin toss, by weight, less what flags and doubtful polarity take away.
pub(super) fn confidence(signals: &[SignalGrade], flags: &[Flag]) -> f64 {
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
        let (score, _) = combine(&[signal(3.0, 1.0, false), signal(1.0, 0.2, false)], &[]);
        assert_eq!(score, 80.0);
    }

    #[test]
    fn a_missed_required_signal_keeps_an_answer_below_the_pass_mark() {
        let (score, tree) = combine(&[signal(9.0, 1.0, false), signal(1.0, 0.0, true)], &[]);
        assert_eq!(score, WITHOUT_REQUIRED);
        assert!(score < crate::grade::PASS_MARK);
        assert_eq!(tree.children[0].value, 90.0);
    }

    #[test]
    fn no_weight_is_no_score() {
        assert_eq!(combine(&[signal(0.0, 1.0, false)], &[]).0, 0.0);
    }

    #[test]
    fn verdicts() {
        assert_eq!(verdict(0.8, 0.1), Verdict::Met);
        assert_eq!(verdict(0.3, 0.1), Verdict::PartlyMet);
        assert_eq!(verdict(0.1, 0.1), Verdict::NotAddressed);
        assert_eq!(verdict(0.3, 0.6), Verdict::Contradicted);
    }
}
