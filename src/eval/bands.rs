//! Agreement on low, middle and high answers apart: a grader that gives everybody the mean is good on none but the middle.

use serde::Serialize;

use super::sample::Point;
use super::statistics::{mean, rms, rounded};

/// What people gave, in thirds.
const NAMES: [&str; 3] = ["low", "middle", "high"];

/// The rows that people gave a low, middle or high score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Band {
    /// `low` (below 1/3), `middle` or `high` (above 2/3).
    pub name: &'static str,
    /// Rows in it. Without any, the figures are absent.
    pub rows: usize,
    /// The mean of what people gave.
    pub mean_human: Option<f64>,
    /// The mean of what gradus gave.
    pub mean_gradus: Option<f64>,
    /// Mean absolute error.
    pub mae: Option<f64>,
    /// Root mean square error.
    pub rmse: Option<f64>,
}

/// Agreement by band.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bands {
    /// Low, middle and high.
    pub bands: Vec<Band>,
    /// The mean of the mean absolute errors of the bands that have rows.
    pub macro_mae: f64,
    /// The mean of their root mean square errors.
    pub macro_rmse: f64,
}

impl Bands {
    /// The bands of `points`, of which there is one or more.
    pub(super) fn new(points: &[Point]) -> Self {
        let bands: Vec<(Band, f64, f64)> = (0..NAMES.len()).map(|i| band(i, points)).collect();
        let filled = || bands.iter().filter(|(band, ..)| band.rows > 0);
        Self {
            macro_mae: rounded(mean(&filled().map(|(_, mae, _)| *mae).collect::<Vec<_>>())),
            macro_rmse: rounded(mean(&filled().map(|(.., rmse)| *rmse).collect::<Vec<_>>())),
            bands: bands.into_iter().map(|(band, ..)| band).collect(),
        }
    }
}

/// A band with its errors as they are before rounding.
fn band(i: usize, points: &[Point]) -> (Band, f64, f64) {
    let rows: Vec<&Point> = points.iter().filter(|p| of(p.human) == i).collect();
    let over = |figure: fn(&Point) -> f64| mean(&rows.iter().map(|p| figure(p)).collect::<Vec<_>>());
    let (mae, rmse) = (over(|p| p.error().abs()), rms(rows.iter().map(|p| p.error())));
    let shown = |value: f64| (!rows.is_empty()).then(|| rounded(value));
    let band = Band {
        name: NAMES[i],
        rows: rows.len(),
        mean_human: shown(over(|p| p.human)),
        mean_gradus: shown(over(|p| p.score)),
        mae: shown(mae),
        rmse: shown(rmse),
    };
    (band, mae, rmse)
}

fn of(human: f64) -> usize {
    match human {
        h if h < 1.0 / 3.0 => 0,
        h if h > 2.0 / 3.0 => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_macro_mean_counts_bands_and_not_rows() {
        let point = |human, score| Point {
            human,
            score,
            confidence: 0.5,
            question: 0,
            dataset: 0,
            label: None,
        };
        let bands = Bands::new(&[point(0.0, 0.5), point(1.0, 1.0), point(1.0, 0.8), point(0.9, 0.9)]);
        assert_eq!(bands.bands.iter().map(|b| b.rows).collect::<Vec<_>>(), [1, 0, 3]);
        assert_eq!(bands.bands[1].mae, None);
        assert_eq!(bands.macro_mae, rounded((0.5 + 0.2 / 3.0) / 2.0));
    }

    #[test]
    fn thirds_belong_to_the_middle() {
        assert_eq!([0.0, 1.0 / 3.0, 2.0 / 3.0, 0.7].map(of), [0, 1, 1, 2]);
    }
}
