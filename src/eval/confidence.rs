//! What the confidence is worth: the error of the rows that gradus is surest of.

use serde::Serialize;

use super::sample::Point;
use super::statistics::rounded;

/// Parts that the rows are cut into.
const PARTS: usize = 10;

/// The surest part of the rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Covered {
    /// Its share of the rows, in 0..=1.
    pub share: f64,
    /// Its rows.
    pub rows: usize,
    /// The least confidence among them.
    pub least_confidence: f64,
    /// Their root mean square error.
    pub rmse: f64,
}

/// The risk-coverage curve of the confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confidence {
    /// The surest tenth, two tenths, and so on to all rows.
    pub curve: Vec<Covered>,
    /// The mean over every number of rows, from the surest one to all, of the root mean square error of that many.
    pub area: f64,
}

impl Confidence {
    /// The curve over `points`, of which there is one or more. Among equally sure rows the earlier comes first.
    pub(super) fn new(points: &[Point]) -> Self {
        let mut order: Vec<u32> = (0..points.len() as u32).collect();
        order.sort_by(|a, b| points[*b as usize].confidence.total_cmp(&points[*a as usize].confidence));
        let ends: Vec<usize> = (1..=PARTS).map(|part| (part * points.len()).div_ceil(PARTS)).collect();
        let (mut squares, mut area) = (0.0, 0.0);
        let mut curve: Vec<Covered> = Vec::with_capacity(PARTS);
        for (i, at) in order.iter().enumerate() {
            let (point, rows) = (&points[*at as usize], i + 1);
            squares += point.error().powi(2);
            let rmse = (squares / rows as f64).sqrt();
            area += rmse;
            while curve.len() < PARTS && ends[curve.len()] == rows {
                curve.push(Covered {
                    share: (curve.len() + 1) as f64 / PARTS as f64,
                    rows,
                    least_confidence: rounded(point.confidence.into()),
                    rmse: rounded(rmse),
                });
            }
        }
        Self {
            curve,
            area: rounded(area / points.len() as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surest_rows_come_first() {
        let point = |confidence, score| Point {
            human: 0.0,
            score,
            confidence,
            question: 0,
            dataset: 0,
            label: None,
        };
        let found = Confidence::new(&[point(0.2, 1.0), point(0.9, 0.0), point(0.9, 0.6)]);
        let rmse: Vec<f64> = found.curve.iter().map(|c| c.rmse).collect();
        assert_eq!((rmse[0], rmse[2], rmse[3]), (0.0, 0.0, rounded(0.18f64.sqrt())));
        assert_eq!(found.curve.iter().map(|c| c.rows).collect::<Vec<_>>(), [1, 1, 1, 2, 2, 2, 3, 3, 3, 3]);
        assert_eq!(found.area, rounded((0.0 + 0.18f64.sqrt() + (1.36f64 / 3.0).sqrt()) / 3.0));
    }
}
