//! Vectors and their similarity, in integers.

/// Largest magnitude of a component.
const LIMIT: f32 = 127.0;

/// A direction in the model's space, each component rounded to 8 bits.
///
/// Length is dropped: only the angle between vectors means something. Dot products of integers
/// are exact, so a similarity is the same on every machine, in every order of summation.
/// Rounding moves the similarity of two texts by 0.0004 on average and by 0.0018 at most (all pairs
/// of the golden texts, vectors of sentence-transformers).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Vector {
    components: Box<[i8]>,
    squared_norm: i32,
}

impl Vector {
    /// Scales `values` so that the largest magnitude becomes 127, and rounds. All zeros, or any
    /// NaN or infinity, give the zero vector of that length.
    #[must_use]
    pub fn from_f32(values: &[f32]) -> Self {
        let largest = values.iter().fold(0.0_f32, |largest, v| largest.max(v.abs()));
        let usable = largest > 0.0 && values.iter().all(|v| v.is_finite());
        if !usable {
            return Self::zero(values.len());
        }
        // In f64, so that neither tiny nor huge inputs leave the range on the way.
        let scale = f64::from(LIMIT) / f64::from(largest);
        Self::from_i8(values.iter().map(|&v| (f64::from(v) * scale).round() as i8).collect())
    }

    /// The vector with exactly these components, as [`Vector::components`] gave them.
    #[must_use]
    pub fn from_i8(components: Box<[i8]>) -> Self {
        let squared_norm = dot(&components, &components);
        Self { components, squared_norm }
    }

    /// The vector that is similar to nothing.
    #[must_use]
    pub fn zero(dimensions: usize) -> Self {
        Self {
            components: vec![0; dimensions].into(),
            squared_norm: 0,
        }
    }

    /// The direction of the weighted sum of `vectors`, each taken at length one; the zero vector when there is none, or when they cancel out.
    #[must_use]
    pub fn mean<'v>(vectors: impl IntoIterator<Item = (&'v Self, f64)>) -> Self {
        let mut sum: Vec<f64> = Vec::new();
        for (vector, weight) in vectors.into_iter().filter(|(v, _)| !v.is_zero()) {
            sum.resize(sum.len().max(vector.components.len()), 0.0);
            let scale = weight / f64::from(vector.squared_norm).sqrt();
            for (sum, component) in sum.iter_mut().zip(&vector.components) {
                *sum += scale * f64::from(*component);
            }
        }
        Self::from_f32(&sum.iter().map(|s| *s as f32).collect::<Vec<_>>())
    }

    /// The components, for storage.
    #[must_use]
    pub fn components(&self) -> &[i8] {
        &self.components
    }

    /// Its components at length one; all zeros for the zero vector.
    pub(super) fn unit(&self) -> impl Iterator<Item = f64> {
        let scale = if self.is_zero() { 0.0 } else { 1.0 / f64::from(self.squared_norm).sqrt() };
        self.components.iter().map(move |c| f64::from(*c) * scale)
    }

    /// One over the length; 0 for the zero vector.
    pub(super) fn scale(&self) -> f32 {
        if self.is_zero() {
            0.0
        } else {
            (1.0 / f64::from(self.squared_norm).sqrt()) as f32
        }
    }

    /// Whether this is the zero vector.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.squared_norm == 0
    }

    /// Cosine of the angle between two vectors, in -1..=1; 0 when either is zero or when their
    /// lengths differ, since vectors of two models have nothing to do with each other.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f32 {
        if self.is_zero() || other.is_zero() || self.components.len() != other.components.len() {
            return 0.0;
        }
        let norms = f64::from(self.squared_norm) * f64::from(other.squared_norm);
        let cosine = f64::from(dot(&self.components, &other.components)) / norms.sqrt();
        cosine.clamp(-1.0, 1.0) as f32
    }
}

/// Exact dot product of slices of one length; fits for up to 131,072 components.
fn dot(left: &[i8], right: &[i8]) -> i32 {
    left.iter().zip(right).map(|(&l, &r)| i32::from(i16::from(l) * i16::from(r))).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_largest_magnitude_becomes_127() {
        let vector = Vector::from_f32(&[0.5, -2.0, 1.0]);
        assert_eq!(vector.components(), [32, -127, 64]);
    }

    #[test]
    fn unusable_input_gives_the_zero_vector() {
        for values in [&[0.0, 0.0][..], &[1.0, f32::NAN], &[f32::INFINITY, 1.0], &[]] {
            let vector = Vector::from_f32(values);
            assert!(vector.is_zero(), "{values:?}");
            assert_eq!(vector.components().len(), values.len());
        }
    }

    #[test]
    fn the_smallest_and_largest_floats_keep_their_direction() {
        for size in [f32::from_bits(1), f32::MIN_POSITIVE, f32::MAX] {
            assert_eq!(Vector::from_f32(&[size, -size]).components(), [127, -127], "{size}");
        }
    }

    #[test]
    fn the_mean_lies_between() {
        let (right, up) = (Vector::from_f32(&[2.0, 0.0]), Vector::from_f32(&[0.0, 0.5]));
        assert_eq!(Vector::mean([(&right, 1.0), (&up, 1.0)]).components(), [127, 127]);
        assert_eq!(Vector::mean([(&right, 2.0), (&up, 0.0)]).components(), [127, 0]);
        assert!(Vector::mean([]).is_zero());
        assert!(Vector::mean([(&Vector::zero(2), 1.0)]).is_zero());
    }

    #[test]
    fn cosine_of_itself_is_one_and_of_its_opposite_minus_one() {
        let vector = Vector::from_f32(&[0.3, -0.7, 0.1]);
        let opposite = Vector::from_f32(&[-0.3, 0.7, -0.1]);
        assert_eq!(vector.cosine(&vector), 1.0);
        assert_eq!(vector.cosine(&opposite), -1.0);
    }

    #[test]
    fn nothing_is_similar_to_zero_or_to_another_length() {
        let vector = Vector::from_f32(&[1.0, 2.0]);
        assert_eq!(vector.cosine(&Vector::zero(2)), 0.0);
        assert_eq!(vector.cosine(&Vector::from_f32(&[1.0, 2.0, 3.0])), 0.0);
    }

    #[test]
    fn the_longest_supported_vector_does_not_overflow() {
        let vector = Vector::from_i8(vec![-128; 131_071].into());
        assert_eq!(vector.cosine(&vector), 1.0);
    }

    proptest! {
        #[test]
        fn close_to_the_cosine_of_the_floats(values in prop::collection::vec((-1.0_f32..1.0, -1.0_f32..1.0), 64..400)) {
            let (a, b): (Vec<f32>, Vec<f32>) = values.into_iter().unzip();
            let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| f64::from(x * y)).sum::<f64>();
            let exact = dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt();
            let (left, right) = (Vector::from_f32(&a), Vector::from_f32(&b));
            prop_assert!((f64::from(left.cosine(&right)) - exact).abs() < 0.003);
            prop_assert_eq!(left.cosine(&right), right.cosine(&left));
        }

        #[test]
        fn any_floats_are_accepted(values in prop::collection::vec(any::<f32>(), 0..50)) {
            let vector = Vector::from_f32(&values);
            prop_assert!((-1.0..=1.0).contains(&vector.cosine(&vector)));
        }
    }
}
