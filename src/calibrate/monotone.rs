//! Regression with signs held: a weight that may only raise is never below zero, one that may only lower never above.

/// Rounds of coordinate descent; both problems are convex and small, and settle in far fewer.
const ROUNDS: usize = 2000;
/// The change of a weight below which a round counts as settled.
const SETTLED: f64 = 1e-9;
/// The least curvature that a step is divided by.
const FLATTEST: f64 = 1e-9;

/// The sign that a weight must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Not below zero.
    Raises,
    /// Not above zero.
    Lowers,
}

impl Sign {
    fn hold(self, weight: f64) -> f64 {
        match self {
            Self::Raises => weight.max(0.0),
            Self::Lowers => weight.min(0.0),
        }
    }
}

/// Rows of measurements, each with a target and how much it counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub rows: Vec<Vec<f64>>,
    pub targets: Vec<f64>,
    pub counts: Vec<f64>,
}

impl Table {
    pub fn push(&mut self, row: Vec<f64>, target: f64, count: f64) {
        self.rows.push(row);
        self.targets.push(target);
        self.counts.push(count);
    }

    /// The weighted mean and standard deviation of each column.
    pub fn spread(&self) -> Vec<(f64, f64)> {
        let total: f64 = self.counts.iter().sum();
        let columns = self.rows.first().map_or(0, Vec::len);
        let mean = |value: &dyn Fn(&[f64]) -> f64| self.rows.iter().zip(&self.counts).map(|(row, count)| count * value(row)).sum::<f64>() / total;
        let of = |column: usize| {
            let middle = mean(&|row| row[column]);
            (middle, mean(&|row| (row[column] - middle).powi(2)).sqrt())
        };
        (0..columns).map(of).collect()
    }
}

/// Ridge regression through the origin by coordinate descent on the normal equations: the weights that make least the sum of count × squared error + `ridge` × squared
/// weights.
pub(super) fn ridge(table: &Table, signs: &[Sign], ridge: f64) -> Vec<f64> {
    let columns = signs.len();
    let mut products = vec![vec![0.0; columns]; columns];
    let mut pulls = vec![0.0; columns];
    for ((row, target), count) in table.rows.iter().zip(&table.targets).zip(&table.counts) {
        for (i, value) in row.iter().enumerate() {
            pulls[i] += count * value * target;
            for (product, other) in products[i].iter_mut().zip(row) {
                *product += count * value * other;
            }
        }
    }
    let mut weights = vec![0.0; columns];
    for _ in 0..ROUNDS {
        let mut moved = 0.0_f64;
        for (i, sign) in signs.iter().enumerate() {
            let others: f64 = (0..columns).filter(|j| *j != i).map(|j| products[i][j] * weights[j]).sum();
            let wanted = sign.hold((pulls[i] - others) / (products[i][i] + ridge).max(FLATTEST));
            moved = moved.max((wanted - weights[i]).abs());
            weights[i] = wanted;
        }
        if moved < SETTLED {
            break;
        }
    }
    weights
}

/// Logistic regression by coordinate-wise Newton steps on the bound of its curvature (Böhning and Lindsay 1988): intercept and weights. Targets are in 0..=1.
pub(super) fn logistic(table: &Table, signs: &[Sign], ridge: f64) -> (f64, Vec<f64>) {
    let mut weights = vec![0.0; signs.len()];
    let mut intercept = 0.0;
    let mut sums = vec![0.0; table.rows.len()];
    let curvature = |column: usize| {
        0.25 * table
            .rows
            .iter()
            .zip(&table.counts)
            .map(|(row, count)| count * row[column] * row[column])
            .sum::<f64>()
            + ridge
    };
    let curvatures: Vec<f64> = (0..signs.len()).map(curvature).collect();
    let total = 0.25 * table.counts.iter().sum::<f64>();
    for _ in 0..ROUNDS {
        let errors = |sums: &[f64]| -> Vec<f64> {
            let each = sums.iter().zip(&table.targets).zip(&table.counts);
            each.map(|((sum, target), count)| count * (target - 1.0 / (1.0 + (-sum).exp()))).collect()
        };
        let step = errors(&sums).iter().sum::<f64>() / total.max(FLATTEST);
        intercept += step;
        sums.iter_mut().for_each(|s| *s += step);
        let mut moved = step.abs();
        for (column, sign) in signs.iter().enumerate() {
            let pull: f64 = errors(&sums).iter().zip(&table.rows).map(|(error, row)| error * row[column]).sum();
            let wanted = sign.hold(weights[column] + (pull - ridge * weights[column]) / curvatures[column].max(FLATTEST));
            let step = wanted - weights[column];
            if step != 0.0 {
                for (sum, row) in sums.iter_mut().zip(&table.rows) {
                    *sum += step * row[column];
                }
                weights[column] = wanted;
                moved = moved.max(step.abs());
            }
        }
        if moved < SETTLED {
            break;
        }
    }
    (intercept, weights)
}

/// The chance that a value of `high` exceeds one of `low`, ties halved: the area under the receiver operating characteristic. One half where either is empty.
pub(super) fn auc(high: &[f64], low: &[f64]) -> f64 {
    if high.is_empty() || low.is_empty() {
        return 0.5;
    }
    let mut all: Vec<(f64, bool)> = high.iter().map(|v| (*v, true)).chain(low.iter().map(|v| (*v, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for ties in all.chunk_by(|a, b| a.0 == b.0) {
        let highs = ties.iter().filter(|t| t.1).count() as f64;
        let lows = ties.len() as f64 - highs;
        wins += highs * (below + lows / 2.0);
        below += lows;
    }
    wins / (high.len() as f64 * low.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(target: impl Fn(f64, f64) -> f64) -> Table {
        let mut out = Table::default();
        for i in 0..20 {
            let (a, b) = (f64::from(i % 5) / 4.0, f64::from(i / 5) / 3.0);
            out.push(vec![a, b], target(a, b), 1.0);
        }
        out
    }

    #[test]
    fn ridge_finds_the_plane_and_holds_signs() {
        let free = ridge(&table(|a, b| 2.0 * a - 3.0 * b), &[Sign::Raises, Sign::Lowers], 0.0);
        assert!((free[0] - 2.0).abs() < 1e-6 && (free[1] + 3.0).abs() < 1e-6, "{free:?}");
        let held = ridge(&table(|a, b| 2.0 * a - 3.0 * b), &[Sign::Raises, Sign::Raises], 0.0);
        assert_eq!(held[1], 0.0);
    }

    #[test]
    fn logistic_finds_the_curve() {
        let (intercept, weights) = logistic(&table(|a, b| 1.0 / (1.0 + (1.0 - 2.0 * a + b).exp())), &[Sign::Raises, Sign::Lowers], 0.0);
        assert!(
            (intercept + 1.0).abs() < 0.05 && (weights[0] - 2.0).abs() < 0.05 && (weights[1] + 1.0).abs() < 0.05,
            "{intercept} {weights:?}"
        );
    }

    #[test]
    fn auc_halves_ties() {
        assert_eq!(auc(&[2.0, 3.0], &[1.0]), 1.0);
        assert_eq!(auc(&[1.0], &[1.0]), 0.5);
        assert_eq!(auc(&[0.0, 2.0], &[1.0]), 0.5);
        assert_eq!(auc(&[], &[1.0]), 0.5);
    }
}
