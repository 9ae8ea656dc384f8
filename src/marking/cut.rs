//! Where two sorts of numbers are told apart best.

use super::result::Cut;
use crate::eval::rounded;

/// The cut between `above` and `below` with the greatest mean of both shares told rightly, the nearest to `now` among equals; `None` where either is empty.
pub(super) fn cut(above: &[f64], below: &[f64], now: f64, decimals: i32) -> Option<Cut> {
    if above.is_empty() || below.is_empty() {
        return None;
    }
    let share = |values: &[f64], holds: &dyn Fn(f64) -> bool| values.iter().filter(|v| holds(**v)).count() as f64 / values.len() as f64;
    let agreement = |at: f64| f64::midpoint(share(above, &|v| v >= at), share(below, &|v| v < at));
    let mut values: Vec<f64> = above.iter().chain(below).copied().collect();
    values.sort_by(f64::total_cmp);
    let scale = 10f64.powi(decimals);
    let between = values.windows(2).map(|pair| (f64::midpoint(pair[0], pair[1]) * scale).round() / scale);
    let best = between.fold((agreement(now), now), |best, at| {
        let found = agreement(at);
        let nearer = (at - now).abs() < (best.1 - now).abs();
        if found > best.0 + 1e-9 || (found > best.0 - 1e-9 && nearer) {
            (found, at)
        } else {
            best
        }
    });
    Some(Cut {
        now,
        agreement_now: rounded(agreement(now)),
        best: best.1,
        agreement_best: rounded(best.0),
        above: above.len(),
        below: below.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_lies_between_the_two_sorts() {
        let found = cut(&[0.3, 0.4, 0.9], &[0.1, 0.2], 0.5, 2).unwrap();
        assert_eq!((found.best, found.agreement_best), (0.25, 1.0));
        assert_eq!(found.agreement_now, 0.6667);
        // What is best already stays.
        assert_eq!(cut(&[0.9], &[0.1], 0.5, 2).unwrap().best, 0.5);
        assert_eq!(cut(&[], &[0.1], 0.5, 2), None);
    }
}
