//! What the verdict on a run is.

use super::fixture::{answer, empty, fault, held, run, signal};
use super::{AnswerBars, AnswerOutcome, Bars, BaselineState, CheckRun, CheckedAnswer, FailOn, Outcome, Severity, verdict};
use crate::grade::Verdict as SignalVerdict;

fn of(answers: Vec<CheckedAnswer>) -> CheckRun {
    CheckRun { answers, ..empty() }
}

fn with(answers: Vec<CheckedAnswer>, change: impl FnOnce(&mut Bars)) -> CheckRun {
    let mut run = of(answers);
    change(&mut run.bars);
    run
}

/// Outcome, exit code and reasons in a line.
fn said(run: &CheckRun) -> String {
    let found = verdict(run);
    format!("{:?} {}: {}", found.outcome, found.exit_code, found.reasons.join("; "))
}

fn missing(required: bool, state: SignalVerdict) -> CheckedAnswer {
    let mut out = answer("a", 90.0);
    out.grade.signals.push(super::CheckedSignal {
        required,
        ..signal("parents", "A commit knows its parents", state, "", "")
    });
    out
}

#[test]
fn a_score_at_the_bar_passes_and_one_below_it_does_not() {
    assert_eq!(said(&of(vec![answer("a", 60.0)])), "Pass 0: 1 of 1 answer passes");
    assert_eq!(
        said(&of(vec![answer("a", 59.9), answer("b", 60.0)])),
        "Below 1: 1 of 2 answers is below the bar"
    );
    let found = verdict(&of(vec![answer("a", 59.9)]));
    assert_eq!(found.answers[0].reasons, ["the score of 59.9 is below the bar of 60"]);
}

#[test]
fn a_score_that_is_no_number_fails() {
    for bad in [f64::NAN, f64::INFINITY] {
        let found = verdict(&of(vec![answer("a", bad), answer("b", 90.0)]));
        assert_eq!((found.exit_code, found.by_harm[0]), (1, 0));
        assert!(found.answers[0].reasons[0].contains("no number"));
    }
    let mean = with(vec![answer("a", f64::NAN)], |b| b.min_mean = Some(50.0));
    assert!(said(&mean).contains("min_mean"), "{}", said(&mean));
}

#[test]
fn a_bar_of_the_path_stands_in_place_of_the_general_one() {
    let mut strict = answer("a", 70.0);
    strict.bars = AnswerBars {
        threshold: 80.0,
        ..AnswerBars::default()
    };
    let found = verdict(&of(vec![strict, answer("b", 70.0)]));
    assert_eq!(found.answers[0].reasons, ["the score of 70.0 is below the bar of 80"]);
    assert_eq!(found.answers[1].outcome, AnswerOutcome::Passed);
}

#[test]
fn a_required_signal_that_is_missing_fails_and_a_weighted_one_warns() {
    let found = verdict(&of(vec![missing(true, SignalVerdict::NotAddressed)]));
    assert_eq!(
        found.answers[0].reasons,
        ["required signal `parents` is not addressed: A commit knows its parents"]
    );
    assert_eq!(found.exit_code, 1);
    let found = verdict(&of(vec![missing(false, SignalVerdict::Contradicted)]));
    assert_eq!((found.exit_code, found.counts.warned), (0, 1));
    let mut strict = missing(false, SignalVerdict::NotAddressed);
    strict.bars.fail_on = FailOn::Warn;
    assert_eq!(verdict(&of(vec![strict])).exit_code, 1);
}

#[test]
fn what_is_partly_met_is_one_step_less_severe() {
    let of_state = |required| verdict(&of(vec![missing(required, SignalVerdict::PartlyMet)])).answers[0].unmet[0].severity;
    assert_eq!((of_state(true), of_state(false)), (Severity::Warn, Severity::Info));
}

#[test]
fn what_is_off_is_not_reported_and_info_never_fails() {
    let of_severity = |required| {
        let mut answer = missing(true, SignalVerdict::NotAddressed);
        answer.bars.required = required;
        verdict(&of(vec![answer]))
    };
    assert!(of_severity(Severity::Off).answers[0].unmet.is_empty());
    let info = of_severity(Severity::Info);
    assert_eq!((info.exit_code, info.counts.warned, info.answers[0].unmet.len()), (0, 0, 1));
}

#[test]
fn a_baseline_that_is_out_of_date_fails_only_where_that_is_asked_for() {
    let mut run = of(vec![answer("a", 90.0)]);
    run.baseline = super::fixture::run().baseline;
    assert_eq!(verdict(&run).exit_code, 0);
    run.bars.strict_baseline = true;
    assert_eq!(said(&run), "Below 1: `gradus-baseline.json` is out of date");
}

#[test]
fn a_signal_without_weight_counts_only_where_it_is_required() {
    let mut idle = missing(false, SignalVerdict::NotAddressed);
    idle.grade.signals[1].weight = 0.0;
    assert!(verdict(&of(vec![idle.clone()])).answers[0].unmet.is_empty());
    idle.grade.signals[1].required = true;
    assert_eq!(verdict(&of(vec![idle])).exit_code, 1);
}

#[test]
fn a_pass_rate_says_how_many_may_fail() {
    let four = || vec![answer("a", 90.0), answer("b", 90.0), answer("c", 90.0), answer("d", 10.0)];
    let enough = with(four(), |b| b.min_pass_rate = 0.75);
    assert_eq!(said(&enough), "Pass 0: 3 of 4 answers pass, as many as `min_pass_rate` asks for");
    let short = with(four(), |b| b.min_pass_rate = 0.76);
    assert_eq!(said(&short), "Below 1: 3 of 4 answers passed, a share of 0.75; `min_pass_rate` is 0.76");
}

#[test]
fn a_mean_below_its_bar_fails_and_rounding_does_not() {
    let means = |scores: &[f64], bar| {
        let answers = scores.iter().map(|s| {
            let mut answer = answer("a", *s);
            answer.bars.threshold = 1.5;
            answer
        });
        with(answers.collect(), |b| b.min_mean = Some(bar))
    };
    assert_eq!(verdict(&means(&[59.9, 60.1, 60.0], 60.0)).outcome, Outcome::Pass);
    assert_eq!(
        said(&means(&[60.0, 59.9, 60.0], 60.0)),
        "Below 1: the mean score of 59.97 is below `min_mean`, which is 60",
        "as many digits as it takes"
    );
}

#[test]
fn what_could_not_be_graded_outweighs_what_is_below() {
    let mut run = of(vec![answer("a", 10.0)]);
    run.not_graded = vec![fault("b.md", 1)];
    run.bars.exit_zero = true;
    assert_eq!(said(&run), "CouldNotGrade 2: could not grade 1 answer; 1 of 1 answer is below the bar");
}

#[test]
fn an_empty_run_is_no_pass_unless_that_is_allowed() {
    assert_eq!(said(&empty()), "NothingToGrade 4: no answer was found");
    let mut run = empty();
    run.bars.exit_zero = true;
    assert_eq!(verdict(&run).exit_code, 4, "`--exit-zero` reports, and there is nothing to report");
    run.bars.allow_empty = true;
    assert_eq!(
        said(&run),
        "NothingToGrade 0: no answer was found; `--allow-empty`: that is no mistake, the exit code is 0"
    );
    run = empty();
    run.untouched = 3;
    assert_eq!(said(&run), "Pass 0: none of 3 answers changed");
}

#[test]
fn a_run_that_only_reports_says_so() {
    let run = with(vec![answer("a", 10.0)], |b| b.exit_zero = true);
    assert_eq!(
        said(&run),
        "Below 0: 1 of 1 answer is below the bar; `--exit-zero`: this is only reported, the exit code is 0"
    );
}

#[test]
fn only_what_is_new_or_worse_fails_against_a_baseline() {
    let outcome = |state, score| verdict(&of(vec![held(answer("a", score), state, Some(50.0))])).answers[0].outcome;
    assert_eq!(outcome(BaselineState::New, 50.0), AnswerOutcome::Failed);
    assert_eq!(outcome(BaselineState::Unchanged, 50.0), AnswerOutcome::Known);
    assert_eq!(outcome(BaselineState::Improved, 55.0), AnswerOutcome::Known);
    assert_eq!(outcome(BaselineState::Worse, 45.0), AnswerOutcome::Failed);
    assert_eq!(outcome(BaselineState::Worse, 70.0), AnswerOutcome::Failed);
    assert_eq!(outcome(BaselineState::Improved, 70.0), AnswerOutcome::Passed);
}

#[test]
fn known_debt_lowers_neither_rate_nor_mean() {
    let answers = vec![
        held(answer("a", 10.0), BaselineState::Unchanged, Some(10.0)),
        held(answer("b", 90.0), BaselineState::New, None),
    ];
    let run = with(answers, |b| b.min_mean = Some(80.0));
    assert_eq!(said(&run), "Pass 0: 1 of 2 answers passes, 1 below the bar as in the baseline");
    let found = verdict(&run);
    assert_eq!((found.mean, found.pass_rate), (Some(90.0), Some(1.0)));
    let all = of(vec![held(answer("a", 10.0), BaselineState::Unchanged, Some(10.0))]);
    assert_eq!(verdict(&all).exit_code, 0);
}

#[test]
fn the_worst_come_first_and_the_order_of_the_run_does_not_matter() {
    let run = run();
    let found = verdict(&run);
    let ids = |run: &CheckRun, order: &[usize]| order.iter().map(|i| run.answers[*i].id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&run, &found.by_harm), ["worse", "branch", "debt", "better", "warned", "passing"]);
    assert_eq!(ids(&run, &found.by_place), ["better", "branch", "debt", "passing", "warned", "worse"]);
    let mut turned = run.clone();
    turned.answers.reverse();
    let again = verdict(&turned);
    assert_eq!(ids(&turned, &again.by_harm), ids(&run, &found.by_harm));
    assert_eq!((again.mean, again.reasons), (found.mean, found.reasons));
}
