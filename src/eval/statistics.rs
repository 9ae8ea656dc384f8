//! Figures over pairs of numbers: the only user of `statrs`.

use statrs::statistics::{Data, OrderStatistics, RankTieBreaker, Statistics};

/// Decimals of every figure: past them lies what nobody can read anything from.
const DECIMALS: f64 = 1e4;

/// `value` as it is reported.
pub(crate) fn rounded(value: f64) -> f64 {
    // Adding zero turns a negative zero into a zero.
    (value * DECIMALS).round() / DECIMALS + 0.0
}

/// The mean; NaN of nothing.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.mean()
}

/// Root of the mean square of `errors`; NaN of nothing.
pub(super) fn rms(errors: impl Iterator<Item = f64> + Clone) -> f64 {
    errors.map(|e| e * e).mean().sqrt()
}

/// The root mean square error of a grader that gives every answer the mean.
pub(super) fn spread(human: &[f64]) -> f64 {
    let mean = mean(human);
    rms(human.iter().map(|h| h - mean))
}

/// Pearson's correlation, in -1..=1; `None` where one side does not vary.
pub(crate) fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() < 2 {
        return None;
    }
    let product = x.std_dev() * y.std_dev();
    (product > 0.0).then(|| (x.covariance(y) / product).clamp(-1.0, 1.0))
}

/// Ranks from 1, the mean rank for equals.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    Data::new(values.to_vec()).ranks(RankTieBreaker::Average)
}

/// Spearman's correlation of ranks, in -1..=1; `None` where one side does not vary.
pub(crate) fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    pearson(&ranks(x), &ranks(y))
}

/// The quadratic weighted kappa of numbers in 0..=1, each taken to the nearest of `levels` steps from 0 to 1; `None` where both sides have one level only.
pub(super) fn kappa(x: &[f64], y: &[f64], levels: usize) -> Option<f64> {
    let steps = (levels - 1) as f64;
    let level = |value: f64| (value * steps).round();
    let errors = x.iter().zip(y).map(|(x, y)| (level(*x) - level(*y)).powi(2));
    let observed: f64 = errors.sum::<f64>() / x.len() as f64;
    // The mean square difference of two independent draws, one from each side.
    let (x, y): (Vec<f64>, Vec<f64>) = (x.iter().map(|v| level(*v)).collect(), y.iter().map(|v| level(*v)).collect());
    let chance = (&x).population_variance() + (&y).population_variance() + (mean(&x) - mean(&y)).powi(2);
    (chance > 0.0).then(|| 1.0 - observed / chance)
}

/// The area under the ROC curve: how often one of `positive` lies above one of `negative`, equals counting half. `None` where either is empty.
pub(crate) fn auc(positive: &[f64], negative: &[f64]) -> Option<f64> {
    if positive.is_empty() || negative.is_empty() {
        return None;
    }
    let ranks = ranks(&[positive, negative].concat());
    let (p, n) = (positive.len() as f64, negative.len() as f64);
    let above = ranks[..positive.len()].iter().sum::<f64>() - p * (p + 1.0) / 2.0;
    Some(above / (p * n))
}

/// The mean of the F1 of two classes: of those that are true in `truth`, and of the others. A class without members on either side counts nothing.
pub(super) fn macro_f1(truth: &[bool], told: &[bool]) -> Option<f64> {
    let f1 = |class: bool| {
        let count = |hit: fn(bool, bool) -> bool| truth.iter().zip(told).filter(|(t, p)| hit(**t == class, **p == class)).count() as f64;
        let (both, either) = (count(|t, p| t && p), count(|t, p| t != p));
        let all = 2.0 * both + either;
        if all > 0.0 { 2.0 * both / all } else { 0.0 }
    };
    (!truth.is_empty()).then(|| (f1(true) + f1(false)) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    // What is expected was computed with scipy 1.17.1 and scikit-learn 1.9.1, in Python, where X, Y and T are the arrays below:
    //   from scipy.stats import pearsonr, spearmanr, rankdata; from sklearn.metrics import cohen_kappa_score, f1_score, roc_auc_score
    //   bins = lambda v, levels: np.floor(v * (levels - 1) + .5).astype(int)
    //   pearsonr(X, Y), spearmanr(X, Y), cohen_kappa_score(bins(X, 5), bins(Y, 5), weights='quadratic'), the same with 3,
    //   roc_auc_score(T, Y), f1_score(T, Y >= .6, average='macro'), np.sqrt(np.mean((X - Y) ** 2)), X.std(), rankdata(Y)
    const X: [f64; 12] = [0.0, 0.1, 0.25, 0.25, 0.4, 0.5, 0.5, 0.75, 0.8, 0.9, 1.0, 1.0];
    const Y: [f64; 12] = [0.05, 0.3, 0.2, 0.0, 0.61, 0.35, 0.9, 0.7, 0.7, 0.45, 0.95, 1.0];
    const T: [bool; 12] = [false, false, false, true, true, false, true, true, false, true, true, true];

    #[track_caller]
    fn near(found: Option<f64>, expected: f64) {
        let found = found.expect("it is defined");
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn the_figures_are_those_of_scipy_and_scikit_learn() {
        near(pearson(&X, &Y), 0.7936450132465246);
        near(spearman(&X, &Y), 0.8345122155500039);
        near(kappa(&X, &Y, 5), 0.773972602739726);
        near(kappa(&X, &Y, 3), 0.46153846153846156);
        let of = |class: bool| T.iter().zip(Y).filter(|(t, _)| **t == class).map(|(_, y)| y).collect::<Vec<_>>();
        near(auc(&of(true), &of(false)), 0.7857142857142857);
        near(macro_f1(&T, &Y.map(|y| y >= 0.6)), 0.7482517482517483);
        near(Some(rms(X.iter().zip(Y).map(|(x, y)| x - y))), 0.21439838307848005);
        near(Some(spread(&X)), 0.33424354892802344);
        assert_eq!(ranks(&Y), [2.0, 4.0, 3.0, 1.0, 7.0, 5.0, 10.0, 8.5, 8.5, 6.0, 11.0, 12.0]);
    }

    #[test]
    fn what_is_not_defined_is_absent() {
        assert_eq!(pearson(&[0.1, 0.1, 0.1], &[0.0, 0.5, 1.0]), None);
        assert_eq!(spearman(&[0.5], &[0.5]), None);
        assert_eq!(kappa(&[0.5, 0.5], &[0.5, 0.5], 5), None);
        assert_eq!(auc(&[], &[0.5]), None);
        assert_eq!(macro_f1(&[], &[]), None);
    }
}
