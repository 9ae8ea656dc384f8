//! Figures over lists of points: the only user of `statrs` in this module.

use statrs::statistics::{Data, OrderStatistics, Statistics};

use crate::eval::rounded;

/// The points of a score, as they were before 32 bits took them: scores have one decimal, and 60.1 must pass a mark of 60.1.
pub(super) fn points(score: f32) -> f64 {
    rounded(f64::from(score))
}

/// The sample variance, by n - 1; 0 of fewer than two values.
pub(super) fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 { 0.0 } else { values.variance() }
}

/// The sample standard deviation, by n - 1; 0 of fewer than two values.
pub(super) fn deviation(values: &[f64]) -> f64 {
    variance(values).sqrt()
}

/// The quartiles, by the median-unbiased estimate: definition 8 of Hyndman and Fan (1996), *Sample Quantiles in Statistical Packages*, which they recommend.
/// NaN of nothing.
pub(super) fn quartiles(values: &[f64]) -> [f64; 3] {
    let mut data = Data::new(values.to_vec());
    [data.lower_quartile(), data.median(), data.upper_quartile()]
}

/// The part of `values` that reaches `threshold`, 0..=1; 0 of nothing.
pub(super) fn reaching(values: &[f64], threshold: f64) -> f64 {
    values.iter().filter(|v| **v >= threshold).count() as f64 / values.len().max(1) as f64
}

/// `1 signal`, `2 signals`.
pub(super) fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Computed with numpy 2.4.6: X = [0, 12.5, 33.3, 33.3, 48, 60.1, 71, 88.8, 100]; np.std(X, ddof=1), np.var(X, ddof=1),
    // np.quantile(X, [.25, .5, .75], method='median_unbiased')
    const X: [f64; 9] = [100.0, 12.5, 33.3, 71.0, 48.0, 60.1, 33.3, 88.8, 0.0];

    #[test]
    fn spread_and_quartiles_are_those_of_numpy() {
        assert!((deviation(&X) - 33.569852546593054).abs() < 1e-10, "{}", deviation(&X));
        assert!((variance(&X) - 1126.935).abs() < 1e-9, "{}", variance(&X));
        for (found, expected) in quartiles(&X).iter().zip([26.36666666666666, 48.0, 76.93333333333332]) {
            assert!((found - expected).abs() < 1e-10, "{found} is not {expected}");
        }
    }

    #[test]
    fn one_value_has_no_spread() {
        assert_eq!((deviation(&[42.0]), variance(&[])), (0.0, 0.0));
        assert_eq!(quartiles(&[42.0]), [42.0; 3]);
    }

    #[test]
    fn a_score_at_the_pass_mark_reaches_it_whatever_its_decimal() {
        for tenths in 0..=1000 {
            let mark = f64::from(tenths) / 10.0;
            assert_eq!(reaching(&[points(mark as f32)], mark), 1.0, "{mark}");
        }
        assert_eq!(reaching(&[59.9, 60.0, 60.1], 60.0), 2.0 / 3.0);
        assert_eq!(reaching(&[], 60.0), 0.0);
    }

    #[test]
    fn one_is_singular() {
        assert_eq!((counted(1, "signal"), counted(0, "signal")), ("1 signal".into(), "0 signals".into()));
    }
}
