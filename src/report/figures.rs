//! The tables of an evaluation, which people read in a terminal and in Markdown alike.

use super::table::Table;
use crate::eval::{Agreement, Bands, Confidence, Estimate, Evaluation, Labels};

/// What stands for a figure that is not defined.
const NONE: &str = "–";
/// The row of the mean over data sets.
const MEAN: &str = "mean over data sets";

/// A figure from -1 to 1.
fn figure(value: f64) -> String {
    format!("{value:.3}")
}

fn optional(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), figure)
}

/// A figure with its interval.
fn estimate(found: Option<Estimate>) -> String {
    match found {
        None => NONE.to_owned(),
        Some(Estimate {
            value,
            low: Some(low),
            high: Some(high),
        }) => format!("{} [{}, {}]", figure(value), figure(low), figure(high)),
        Some(found) => figure(found.value),
    }
}

/// How well scores put answers in order: over all rows, and over each data set where there are several. `name` makes the name of a data set fit to print.
pub(super) fn correlations(found: &Evaluation, name: impl Fn(&str) -> String) -> Table {
    let mut out = Table::new(["", "rows", "questions", "Pearson", "Spearman", "within question"]);
    for (title, a) in sets(found, name) {
        out.row([
            title,
            a.rows.to_string(),
            a.questions.to_string(),
            estimate(a.pearson),
            estimate(a.spearman),
            optional(a.within_question.map(|w| w.mean)),
        ]);
    }
    if let Some(mean) = &found.mean_over_datasets {
        let figures = [mean.pearson, mean.spearman, mean.within_question].map(optional);
        let [pearson, spearman, within] = figures;
        out.row([MEAN.into(), String::new(), String::new(), pearson, spearman, within]);
    }
    out
}

/// How far scores lie from those of people, over the same.
pub(super) fn errors(found: &Evaluation, name: impl Fn(&str) -> String) -> Table {
    let mut out = Table::new(["", "mean", "mean of gradus", "RMSE", "RMSE of the mean", "MAE", "kappa"]);
    for (title, a) in sets(found, name) {
        let [human, gradus, rmse, majority, mae] = [a.mean_human, a.mean_gradus, a.rmse, a.majority_rmse, a.mae].map(figure);
        out.row([title, human, gradus, rmse, majority, mae, optional(a.kappa)]);
    }
    if let Some(mean) = &found.mean_over_datasets {
        let [rmse, majority, mae, kappa] = [mean.rmse, mean.majority_rmse, mean.mae, mean.kappa].map(optional);
        out.row([MEAN.into(), String::new(), String::new(), rmse, majority, mae, kappa]);
    }
    out
}

/// All rows and each data set, with what they are called.
fn sets(found: &Evaluation, name: impl Fn(&str) -> String) -> impl Iterator<Item = (String, &Agreement)> {
    let datasets = found.datasets.iter().map(move |d| (name(&d.name), &d.agreement));
    std::iter::once(("all rows".to_owned(), &found.overall)).chain(datasets)
}

/// Low, middle and high.
pub(super) fn bands(bands: &Bands) -> Table {
    let mut out = Table::new(["people gave", "rows", "mean", "mean of gradus", "MAE", "RMSE"]);
    for band in &bands.bands {
        out.row([
            band.name.to_owned(),
            band.rows.to_string(),
            optional(band.mean_human),
            optional(band.mean_gradus),
            optional(band.mae),
            optional(band.rmse),
        ]);
    }
    let none = String::new;
    out.row([
        "mean of bands".into(),
        none(),
        none(),
        none(),
        figure(bands.macro_mae),
        figure(bands.macro_rmse),
    ]);
    out
}

/// Correct answers against others.
pub(super) fn labels(labels: &Labels, threshold: f64) -> Table {
    let mut out = Table::new(["", "figure"]);
    out.row(["AUC, correct against all others".into(), optional(labels.auc)]);
    out.row(["AUC, correct against contradictory".into(), optional(labels.auc_contradictory)]);
    out.row([format!("macro F1, passing from {threshold} points"), optional(labels.macro_f1)]);
    out
}

/// The counts behind [`labels`], as a sentence.
pub(super) fn labelled(labels: &Labels) -> String {
    format!("{} labelled, {} correct, {} contradictory", labels.rows, labels.correct, labels.contradictory)
}

/// The risk-coverage curve.
pub(super) fn confidence(confidence: &Confidence) -> Table {
    let mut out = Table::new(["surest", "rows", "confidence from", "RMSE"]);
    for part in &confidence.curve {
        out.row([
            format!("{:.0} %", 100.0 * part.share),
            part.rows.to_string(),
            format!("{:.2}", part.least_confidence),
            figure(part.rmse),
        ]);
    }
    out.row(["area".into(), String::new(), String::new(), figure(confidence.area)]);
    out
}

/// The kinds of rows that could not be graded: `3 syntax, 1 missing-field`.
pub(super) fn kinds(found: &Evaluation) -> String {
    let kinds: Vec<String> = found.not_graded.kinds.iter().map(|(kind, rows)| format!("{rows} {kind}")).collect();
    kinds.join(", ")
}
