//! The parts of the forward pass between matrix products, on plain slices.
//!
//! Loops are written so that the compiler vectorises them: sums run in [`LANES`] lanes, no
//! branches, no library calls per element. Multiplication and addition stay separate operations,
//! so results do not depend on the instruction set.

/// Independent partial sums.
const LANES: usize = 16;

/// Adds `bias` to every row of `rows`.
pub(super) fn add_bias(rows: &mut [f32], bias: &[f32]) {
    for row in rows.chunks_exact_mut(bias.len()) {
        for (value, bias) in row.iter_mut().zip(bias) {
            *value += bias;
        }
    }
}

/// Replaces every `x` by `activation(x + bias)`.
pub(super) fn activate(rows: &mut [f32], bias: &[f32], activation: impl Fn(f32) -> f32) {
    for row in rows.chunks_exact_mut(bias.len()) {
        for (value, bias) in row.iter_mut().zip(bias) {
            *value = activation(*value + bias);
        }
    }
}

/// Replaces every row by the layer norm of `row + bias + residual`.
pub(super) fn add_and_norm(rows: &mut [f32], bias: &[f32], residual: &[f32], norm: &Norm) {
    let width = bias.len();
    for (row, residual) in rows.chunks_exact_mut(width).zip(residual.chunks_exact(width)) {
        for ((value, bias), residual) in row.iter_mut().zip(bias).zip(residual) {
            *value += bias + residual;
        }
        norm.apply(row);
    }
}

/// A layer norm.
pub(super) struct Norm {
    /// Factor per column.
    pub weight: Vec<f32>,
    /// Summand per column.
    pub bias: Vec<f32>,
    /// Added to the variance.
    pub epsilon: f32,
}

impl Norm {
    /// Gives `row` mean 0 and variance 1, then scales and shifts each column.
    pub fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = sum(row, |v| v) / count;
        let variance = sum(row, |v| (v - mean) * (v - mean)) / count;
        let scale = 1.0 / (variance + self.epsilon).sqrt();
        for ((value, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *value = (*value - mean) * scale * weight + bias;
        }
    }
}

/// Replaces every row of `width` scores by their softmax.
pub(super) fn softmax(rows: &mut [f32], width: usize) {
    for row in rows.chunks_exact_mut(width) {
        let largest = max(row);
        for value in row.iter_mut() {
            *value = exp(*value - largest);
        }
        let scale = 1.0 / sum(row, |v| v);
        for value in row.iter_mut() {
            *value *= scale;
        }
    }
}

/// Sum of `f` over `values`, in lanes.
fn sum(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += f(value);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&v| f(v)).sum::<f32>()
}

/// Largest of `values`, in lanes.
fn max(values: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if a > b { a } else { b };
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, value);
        }
    }
    lanes.iter().chain(rest).copied().fold(f32::NEG_INFINITY, larger)
}

/// e to the `x` for `x` ≤ 0, to a relative error of 2e-7; below -87 a number of no weight.
///
/// `x` = n·ln 2 + r with |r| ≤ ln 2 / 2; e^r is a polynomial (Cephes `expf`), 2^n is written into
/// the exponent bits. Adding 1.5·2^23 rounds to an integer and leaves it in the low bits.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    // ln 2 in two parts, so that n times the first is exact.
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * LN2_HIGH - n * LN2_LOW;
    let mut p = 1.987_569_1e-4;
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5] {
        p = p * r + coefficient;
    }
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()));
    (p * r * r + r + 1.0) * power
}

/// x·Φ(x) by the error function, to an absolute error of 3e-7 times the larger of 1 and |x|.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// x·Φ(x) by the hyperbolic tangent, as `gelu_new` defines it.
pub(super) fn gelu_tanh(x: f32) -> f32 {
    let inner = 0.797_884_6 * (x + 0.044_715 * x * x * x);
    0.5 * x * (1.0 + inner.tanh())
}

/// The error function by the rational approximation that XLA and Eigen use: odd polynomial over
/// even polynomial, exact to f32 up to |x| = 4, where it is 1.
#[inline(always)]
fn erf(x: f32) -> f32 {
    let x = if x > 4.0 { 4.0 } else { x };
    let x = if x < -4.0 { -4.0 } else { x };
    let square = x * x;
    let mut above = -2.726_142e-10;
    for c in [2.770_681_4e-8, -2.101_024e-6, -5.692_506_5e-5, -7.349_906e-4, -2.954_6e-3, -1.609_603_3e-2] {
        above = above * square + c;
    }
    let mut below = -1.456_607_2e-5;
    for c in [-2.133_740_6e-4, -1.682_827e-3, -7.373_329e-3, -1.426_473_9e-2] {
        below = below * square + c;
    }
    x * above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error function by its Taylor series, summed in f64.
    fn exact_erf(x: f64) -> f64 {
        let mut term = x;
        let mut total = x;
        for n in 1..200 {
            term *= -x * x / f64::from(n);
            total += term / f64::from(2 * n + 1);
        }
        total * 2.0 / std::f64::consts::PI.sqrt()
    }

    #[test]
    fn gelu_is_exact_to_float_precision() {
        for step in -800..=800 {
            let x = step as f32 / 160.0;
            let exact = 0.5 * f64::from(x) * (1.0 + exact_erf(f64::from(x) / std::f64::consts::SQRT_2));
            let error = (f64::from(gelu(x)) - exact).abs();
            assert!(error < 3e-7 * f64::from(x.abs().max(1.0)), "{x}: {error:e}");
        }
        for x in [6.0, 50.0] {
            assert!((gelu(x) - x).abs() < 3e-7 * x && gelu(-x).abs() < 3e-7 * x, "{x}");
        }
    }

    #[test]
    fn exp_is_exact_to_float_precision() {
        for step in 0..8700 {
            let x = -step as f32 / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) - exact).abs() <= 2e-7 * exact, "{x}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e9) < 2e-38);
    }

    #[test]
    fn softmax_sums_to_one_and_keeps_order() {
        let mut rows: Vec<f32> = (0..40).map(|n| (n * 7 % 20) as f32 - 300.0).collect();
        softmax(&mut rows, 20);
        for row in rows.chunks(20) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        }
        assert!(rows[0] < rows[1]);
    }

    #[test]
    fn norm_gives_mean_zero_and_variance_one() {
        let norm = Norm {
            weight: vec![1.0; 37],
            bias: vec![0.5; 37],
            epsilon: 0.0,
        };
        let mut rows: Vec<f32> = (0..37).map(|n| n as f32).collect();
        add_and_norm(&mut rows, &[1.0; 37], &[2.0; 37], &norm);
        let mean = rows.iter().sum::<f32>() / 37.0;
        let variance = rows.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / 37.0;
        assert!((mean - 0.5).abs() < 1e-6 && (variance - 1.0).abs() < 1e-5, "{mean} {variance}");
    }

    #[test]
    fn bias_and_activation_run_over_every_row() {
        let mut rows = [1.0, -2.0, 3.0, -4.0];
        activate(&mut rows, &[0.5, 0.5], |x| x.max(0.0));
        assert_eq!(rows, [1.5, 0.0, 3.5, 0.0]);
        add_bias(&mut rows, &[1.0, 2.0]);
        assert_eq!(rows, [2.5, 2.0, 4.5, 2.0]);
    }

    #[test]
    fn the_tanh_form_is_close_to_the_exact_one() {
        for x in [-3.0, -0.5, 0.0, 1.0, 4.0] {
            assert!((gelu_tanh(x) - gelu(x)).abs() < 1e-3);
        }
    }
}
