//! How much the mean change could differ with other answers of the same kind: an interval by resampling.

use rayon::prelude::*;

/// How often the pairs are drawn anew.
pub const RESAMPLES: usize = 2_000;
/// What the draws start from: the same on every run.
pub const SEED: u64 = 20_260_102;
/// The part of the draws that lies past each end of the interval: 95 in 100 lie within.
const PAST_EACH_END: f64 = 0.025;
/// Steps of a point in which changes are summed: sums of whole numbers are the same in every order.
const STEPS: f64 = 1e4;

/// The 95 % interval of the mean of `changes`, in points; `None` for fewer than two.
///
/// The paired bootstrap with percentiles (Efron and Tibshirani, 1993, *An introduction to the bootstrap*, chapter 13): what is drawn, with replacement, is the
/// pair, so that how hard its question is and how well it was answered cancel out.
pub(super) fn interval(changes: &[f64]) -> Option<(f64, f64)> {
    if changes.len() < 2 {
        return None;
    }
    // Changes of scores lie in -100..=100, so that they fit.
    let steps: Vec<i32> = changes.iter().map(|c| (c * STEPS).round() as i32).collect();
    // Half as wide, the draws are faster: there are 2,000 for each pair.
    let pairs = u32::try_from(steps.len()).expect("rows are counted in 32 bits");
    let draw = |i: usize| -> i64 {
        let mut chance = fastrand::Rng::with_seed(SEED + i as u64);
        (0..pairs).map(|_| i64::from(steps[chance.u32(0..pairs) as usize])).sum()
    };
    let mut sums: Vec<i64> = (0..RESAMPLES).into_par_iter().map(draw).collect();
    sums.sort_unstable();
    let past = (PAST_EACH_END * RESAMPLES as f64) as usize;
    let mean = |sum: i64| sum as f64 / STEPS / changes.len() as f64;
    Some((mean(sums[past]), mean(sums[RESAMPLES - 1 - past])))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGES: [f64; 12] = [5.0, -2.5, 0.0, 12.0, 3.3, -8.1, 7.7, 1.2, 0.4, -0.6, 15.0, 2.9];

    #[test]
    fn the_interval_is_that_of_scipy_but_for_chance() {
        // scipy 1.17.1: bootstrap((CHANGES,), np.mean, n_resamples=200_000, method='percentile', rng=1).confidence_interval
        let (low, high) = interval(&CHANGES).unwrap();
        assert!((low - -0.2833).abs() < 0.25, "{low}");
        assert!((high - 6.525).abs() < 0.25, "{high}");
    }

    #[test]
    fn it_is_the_same_every_time() {
        assert_eq!(interval(&CHANGES), interval(&CHANGES));
    }

    #[test]
    fn a_change_that_all_share_is_certain() {
        assert_eq!(interval(&[2.5; 9]), Some((2.5, 2.5)));
    }

    #[test]
    fn one_pair_has_no_interval() {
        assert_eq!(interval(&[3.0]), None);
        assert_eq!(interval(&[]), None);
    }
}
