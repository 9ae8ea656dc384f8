//! What the figures mean, in plain sentences that a course team can act on.

use super::figures::{count, fixed, grouped, percent};
use crate::insight::{Distribution, Reliability, Summary};

/// The mean, the spread and the middle half.
pub(super) fn mean(d: &Distribution) -> String {
    if d.count == 0 {
        return "No answer was graded.".to_owned();
    }
    let [low, middle, high] = d.quartiles.map(|q| fixed(Some(q), 0));
    format!("points of 100 is what an answer earned on average. Half of the answers lie between {low} and {high}, the middle one at {middle}.")
}

/// How many answers reached the pass mark.
pub(super) fn pass_rate(summary: &Summary) -> String {
    let d = &summary.distribution;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count is a count")]
    let passed = (d.pass_rate * d.count as f64).round().max(0.0) as usize;
    let mark = fixed(Some(summary.threshold), 0);
    format!(
        "of the answers reached the pass mark of {mark} points: {} of {}.",
        grouped(passed),
        grouped(d.count)
    )
}

/// What Cronbach's alpha says about a ranking of candidates.
///
/// The bounds are those of Nunnally and Bernstein, "Psychometric Theory" (3rd edition, 1994): 0.7 will do for a first look at groups,
/// 0.8 for research, and what decides about one person should have 0.9.
pub(super) fn reliability(found: Option<&Reliability>) -> String {
    let Some(r) = found else {
        return "There are too few candidates who answered every question to tell how far these questions agree.".to_owned();
    };
    let means = match r.alpha {
        a if a >= 0.9 => "The questions agree so well that a decision about one candidate can rest on the total.",
        a if a >= 0.8 => "The questions agree well: the order of the candidates would hardly change with other questions of this kind.",
        a if a >= 0.7 => "The questions agree well enough for groups; do not decide about one candidate on a few points.",
        a if a >= 0.5 => "The questions agree only in part: small differences between candidates mean little.",
        _ => "The questions do not measure one thing: read the topics, not the total.",
    };
    format!(
        "is Cronbach’s alpha over {} and {}. {means}",
        count(r.items, "question"),
        count(r.candidates, "candidate")
    )
}

/// How many answers a person should read, those with that are not listed.
pub(super) fn to_read(summary: &Summary) -> usize {
    summary.review_total.max(summary.review.len())
}

/// Why they should be read; goes on from their number.
pub(super) fn review(summary: &Summary) -> String {
    let (listed, flagged) = (summary.review.len(), summary.review.iter().filter(|r| r.flagged).count());
    let (is, them) = if to_read(summary) == 1 { ("is", "it") } else { ("are", "them") };
    match listed {
        0 => "answers: none was flagged, and none was too uncertain to stand as it is.".to_owned(),
        _ if to_read(summary) > listed => format!(
            "should be read by a person before the figures are used; the first {} are listed.",
            grouped(listed)
        ),
        _ if flagged == 0 => format!("{is} uncertain: a person should read {them} before the figures are used."),
        all if flagged == all => format!("{is} flagged: a person should read {them} before the figures are used."),
        all => format!(
            "should be read by a person before the figures are used: {} flagged, {} uncertain.",
            grouped(flagged),
            grouped(all - flagged)
        ),
    }
}

/// How hard a question is, by the mean share of points that it earned (the classical p, in 0..=1).
pub(super) fn difficulty(p: f64) -> &'static str {
    match p {
        p if p >= 0.9 => "very easy",
        p if p >= 0.75 => "easy",
        p if p >= 0.4 => "medium",
        p if p >= 0.25 => "hard",
        _ => "very hard",
    }
}

/// How well a question tells strong from weak candidates, by its corrected item-total correlation.
///
/// The bounds are those of Ebel and Frisbie, "Essentials of Educational Measurement" (5th edition, 1991).
pub(super) fn discrimination(found: Option<f64>) -> &'static str {
    match found {
        None => "not known",
        Some(r) if r >= 0.4 => "very good",
        Some(r) if r >= 0.3 => "good",
        Some(r) if r >= 0.2 => "fair",
        Some(r) if r >= 0.0 => "poor",
        Some(_) => "negative",
    }
}

/// What to do about a question that has both figures; nothing where it is sound.
pub(super) fn advice(difficulty: f64, discrimination: Option<f64>) -> Option<String> {
    let share = percent(difficulty);
    match discrimination {
        Some(r) if r < 0.0 => Some("Candidates who are strong elsewhere do worse here: check the rubric and the wording.".to_owned()),
        Some(r) if r < 0.2 && difficulty >= 0.9 => Some(format!("Almost everyone earns its points ({share}), so it tells candidates little apart.")),
        Some(r) if r < 0.2 && difficulty < 0.25 => Some(format!("Hardly anyone earns its points ({share}): it may be too hard, or not taught.")),
        Some(r) if r < 0.2 => Some("It hardly tells strong from weak candidates: look at the signals that all meet or all miss.".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::ReviewItem;

    #[test]
    fn each_bound_of_alpha_has_its_own_sentence() {
        let said = |alpha| {
            reliability(Some(&Reliability {
                alpha,
                candidates: 30,
                items: 20,
                note: String::new(),
            }))
        };
        let all: Vec<String> = [0.95, 0.85, 0.75, 0.6, 0.2].map(said).into();
        for (i, one) in all.iter().enumerate() {
            assert!(one.contains("20 questions and 30 candidates"), "{one}");
            assert!(!all[..i].contains(one), "{one}");
        }
        assert!(reliability(None).contains("too few"));
    }

    #[test]
    fn one_answer_for_review_is_not_many() {
        let one = |flagged| ReviewItem {
            flagged,
            review: true,
            ..ReviewItem::default()
        };
        let said = |review, review_total| {
            super::review(&Summary {
                review,
                review_total,
                ..Summary::default()
            })
        };
        assert!(said(vec![one(true)], 1).starts_with("is flagged: a person should read it"));
        assert!(said(vec![one(false), one(false)], 2).starts_with("are uncertain: a person should read them"));
        assert!(said(vec![one(true), one(false), one(false)], 3).ends_with("1 flagged, 2 uncertain."));
        assert!(said(vec![one(true)], 1234).ends_with("the first 1 are listed."));
        assert!(said(Vec::new(), 0).starts_with("answers: none"));
    }

    #[test]
    fn a_question_that_works_gets_no_advice() {
        assert_eq!(advice(0.6, Some(0.45)), None);
        assert!(advice(0.6, Some(-0.1)).is_some_and(|a| a.contains("rubric")));
        assert!(advice(0.95, Some(0.1)).is_some_and(|a| a.contains("95\u{A0}%")));
    }

    #[test]
    fn an_empty_class_is_said_to_be_empty() {
        assert_eq!(mean(&Distribution::default()), "No answer was graded.");
    }
}
