//! Where the bars and points of the charts stand, in the units of their view boxes.

use serde::Serialize;

use super::words;
use crate::insight::Summary;

/// A line of the grid or an axis, and its label.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Tick {
    pub at: f64,
    pub label: String,
}

/// The scores in ten bars.
#[derive(Serialize)]
pub(super) struct Histogram {
    pub bars: Vec<Bar>,
    pub counts: Vec<Tick>,
    /// Where the pass mark stands.
    pub mark: f64,
    /// Where the mean stands.
    pub mean: f64,
}

/// A bar of the histogram.
#[derive(Serialize)]
pub(super) struct Bar {
    pub from: usize,
    pub to: usize,
    pub count: usize,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub middle: f64,
    /// Whether all answers in it passed.
    pub passed: bool,
}

/// Left, right, top and bottom of the field within the view box.
const LEFT: f64 = 48.0;
const RIGHT: f64 = 704.0;
const TOP: f64 = 28.0;
const FOOT: f64 = 232.0;
/// Blank between two bars.
const GAP: f64 = 6.0;

/// The histogram of `summary`.
pub(super) fn histogram(summary: &Summary) -> Histogram {
    let d = &summary.distribution;
    let step = nice_step(d.bins.iter().copied().max().unwrap_or(0));
    let top = step * d.bins.iter().copied().max().unwrap_or(0).div_ceil(step).max(1);
    let height = |n: usize| (FOOT - TOP) * n as f64 / top as f64;
    let wide = (RIGHT - LEFT) / 10.0;
    let at = |score: f64| LEFT + (RIGHT - LEFT) * (score / 100.0).clamp(0.0, 1.0);
    let bar = |(i, &count): (usize, &usize)| Bar {
        from: 10 * i,
        to: 10 * i + 10,
        count,
        x: LEFT + wide * i as f64 + GAP / 2.0,
        y: FOOT - height(count),
        width: wide - GAP,
        height: height(count),
        middle: LEFT + wide * (i as f64 + 0.5),
        passed: (10 * i) as f64 >= summary.threshold,
    };
    Histogram {
        bars: d.bins.iter().enumerate().map(bar).collect(),
        counts: (0..=top)
            .step_by(step)
            .map(|n| Tick {
                at: FOOT - height(n),
                label: n.to_string(),
            })
            .collect(),
        mark: at(summary.threshold),
        mean: at(d.mean),
    }
}

/// The step of 1, 2 or 5 times a power of ten that makes at most five of `most`.
fn nice_step(most: usize) -> usize {
    let mut unit = 1;
    loop {
        if let Some(step) = [1, 2, 5].map(|s| s * unit).into_iter().find(|s| s * 5 >= most) {
            return step;
        }
        unit *= 10;
    }
}

/// Questions by difficulty and discrimination.
#[derive(Serialize)]
pub(super) struct Scatter {
    pub points: Vec<Point>,
    pub across: Vec<Tick>,
    pub up: Vec<Tick>,
    /// Where a discrimination of 0.2 stands: below it a question hardly tells candidates apart.
    pub poor: f64,
    /// Questions whose discrimination is not known.
    pub left_out: usize,
}

/// A question in the scatter.
#[derive(Serialize)]
pub(super) struct Point {
    pub number: usize,
    pub title: String,
    pub x: f64,
    pub y: f64,
    pub poor: bool,
    pub difficulty: f64,
    pub discrimination: f64,
    pub words: String,
}

/// The scatter stands taller than the histogram.
const SCATTER_FOOT: f64 = 332.0;

/// The scatter of `summary`.
pub(super) fn scatter(summary: &Summary) -> Scatter {
    let known: Vec<_> = summary
        .items
        .iter()
        .enumerate()
        .filter_map(|(i, q)| q.discrimination.filter(|r| r.is_finite()).map(|r| (i, q, r)))
        .collect();
    // Fifths, so that every label has one decimal.
    let low = known.iter().map(|k| (k.2 * 5.0).floor() / 5.0).fold(0.0, f64::min);
    let high = known.iter().map(|k| (k.2 * 5.0).ceil() / 5.0).fold(0.6, f64::max);
    let up = |r: f64| SCATTER_FOOT - (SCATTER_FOOT - TOP) * (r - low) / (high - low);
    let across = |p: f64| LEFT + (RIGHT - LEFT) * p.clamp(0.0, 1.0);
    let points = known.iter().map(|&(i, q, r)| Point {
        number: i + 1,
        title: q.title.clone(),
        x: across(q.difficulty),
        y: up(r),
        poor: r < 0.2,
        difficulty: q.difficulty,
        discrimination: r,
        words: format!("{}, {}", words::difficulty(q.difficulty), words::discrimination(Some(r))),
    });
    let fifths = |from: f64, to: f64| (0..=((to - from) * 5.0).round() as usize).map(move |i| from + i as f64 / 5.0);
    Scatter {
        points: points.collect(),
        across: fifths(0.0, 1.0)
            .map(|p| Tick {
                at: across(p),
                label: format!("{:.0} %", 100.0 * p),
            })
            .collect(),
        up: fifths(low, high)
            .map(|r| Tick {
                at: up(r),
                label: super::figures::fixed(Some(r), 1),
            })
            .collect(),
        poor: up(0.2),
        left_out: summary.items.len() - known.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::{Distribution, ItemSummary};

    #[test]
    fn the_tallest_bar_stays_in_the_field_and_the_axis_counts_whole_answers() {
        for most in [0, 1, 4, 7, 11, 123, 999_999] {
            let distribution = Distribution {
                bins: [most, 0, 0, 0, 0, 0, 0, 0, 0, 1],
                ..Distribution::default()
            };
            let chart = histogram(&Summary {
                distribution,
                threshold: 60.0,
                ..Summary::default()
            });
            assert!(chart.bars.iter().all(|b| b.y >= TOP && (b.y + b.height - FOOT).abs() < 1e-9), "{most}");
            assert!((2..=7).contains(&chart.counts.len()), "{most}: {}", chart.counts.len());
        }
    }

    #[test]
    fn a_bar_counts_as_passed_from_the_pass_mark() {
        let chart = histogram(&Summary {
            threshold: 60.0,
            ..Summary::default()
        });
        assert_eq!(chart.bars.iter().filter(|b| b.passed).map(|b| b.from).collect::<Vec<_>>(), [60, 70, 80, 90]);
    }

    #[test]
    fn a_negative_discrimination_is_within_the_scatter_and_an_unknown_one_is_counted() {
        let item = |discrimination| ItemSummary {
            difficulty: 0.5,
            discrimination,
            ..ItemSummary::default()
        };
        let chart = scatter(&Summary {
            items: vec![item(Some(-0.3)), item(Some(0.7)), item(None)],
            ..Summary::default()
        });
        assert_eq!((chart.points.len(), chart.left_out), (2, 1));
        assert!(chart.points.iter().all(|p| p.y >= TOP && p.y <= SCATTER_FOOT));
        assert_eq!(chart.up.first().map(|t| t.label.as_str()), Some("−0.4"));
    }
}
