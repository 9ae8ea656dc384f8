//! Many similarities at once.

use pulp::Arch;

use super::Vector;

/// Components of a vector that are multiplied in one go.
const TOGETHER: usize = 4;

/// Vectors laid out to be compared with others all at once.
///
/// Components are integers of 8 bits, so that a product of two vectors is an integer which `f32` holds exactly, in whatever order it is summed: the similarities are the same on every
/// machine, with whatever instructions it has.
#[derive(Debug, Clone, Default)]
pub struct Vectors {
    /// Vector after vector.
    rows: Vec<f32>,
    /// Component after component: the first one of every vector, then the second one of every vector.
    columns: Vec<f32>,
    /// One over the length of each vector; 0 for the zero vector, which is similar to nothing.
    scales: Vec<f32>,
}

impl Vectors {
    /// `vectors`, which have one length.
    #[must_use]
    pub fn new<'v>(vectors: impl IntoIterator<Item = &'v Vector>) -> Self {
        let (mut rows, mut scales): (Vec<f32>, Vec<f32>) = Default::default();
        for vector in vectors {
            rows.extend(vector.components().iter().map(|c| f32::from(*c)));
            scales.push(vector.scale());
        }
        let dimensions = rows.len() / scales.len().max(1);
        let column = |d: usize| rows.iter().skip(d).step_by(dimensions.max(1)).copied();
        Self {
            columns: (0..dimensions).flat_map(column).collect(),
            rows,
            scales,
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// The cosines of the angles between each of `others` and each of these, in -1..=1: a row of [`Vectors::len`] for each of `others`. 0 between vectors of two models.
    #[must_use]
    pub fn cosines(&self, others: &Self) -> Vec<f32> {
        let (count, dimensions) = (self.len(), self.rows.len() / self.len().max(1));
        let mut cosines = vec![0.0; count * others.len()];
        if dimensions == 0 || others.rows.len() != dimensions * others.len() {
            return cosines;
        }
        Arch::new().dispatch(|| {
            for (i, out) in cosines.chunks_exact_mut(count).enumerate() {
                products(&others.rows[i * dimensions..][..dimensions], &self.columns, out);
                for (cosine, scale) in out.iter_mut().zip(&self.scales) {
                    *cosine = (*cosine * (others.scales[i] * scale)).clamp(-1.0, 1.0);
                }
            }
        });
        cosines
    }
}

/// Adds to `out` the product of `row` with each vector of `columns`.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it must be compiled with the instructions that the caller found")]
fn products(row: &[f32], columns: &[f32], out: &mut [f32]) {
    let count = out.len();
    for (row, columns) in row.chunks(TOGETHER).zip(columns.chunks(TOGETHER * count)) {
        if let ([a, b, c, d], [p, q, r, s]) = (row, [0, 1, 2, 3].map(|k| columns.get(k * count..(k + 1) * count).unwrap_or_default())) {
            for ((((out, p), q), r), s) in out.iter_mut().zip(p).zip(q).zip(r).zip(s) {
                *out += (a * p + b * q) + (c * r + d * s);
            }
        } else {
            for (a, p) in row.iter().zip(columns.chunks_exact(count)) {
                out.iter_mut().zip(p).for_each(|(out, p)| *out += a * p);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vectors(count: usize) -> impl Strategy<Value = Vec<Vector>> {
        let vector = prop::collection::vec(-127_i8..=127, 63).prop_map(|c| Vector::from_i8(c.into()));
        prop::collection::vec(vector, 0..count)
    }

    proptest! {
        #[test]
        fn all_at_once_is_one_by_one(mine in vectors(40), theirs in vectors(40)) {
            let found = Vectors::new(&mine).cosines(&Vectors::new(&theirs));
            prop_assert_eq!(found.len(), mine.len() * theirs.len());
            for (i, their) in theirs.iter().enumerate() {
                for (j, my) in mine.iter().enumerate() {
                    prop_assert!((found[i * mine.len() + j] - my.cosine(their)).abs() < 1e-6);
                }
            }
        }

        #[test]
        fn company_changes_no_digit(mine in vectors(40), theirs in vectors(40)) {
            let together = Vectors::new(&mine).cosines(&Vectors::new(&theirs));
            for (i, their) in theirs.iter().enumerate() {
                for (j, my) in mine.iter().enumerate() {
                    let alone = Vectors::new([my]).cosines(&Vectors::new([their]));
                    prop_assert_eq!(alone[0].to_bits(), together[i * mine.len() + j].to_bits());
                }
            }
        }
    }

    #[test]
    fn nothing_is_similar_to_zero() {
        let (zero, one) = (Vector::zero(3), Vector::from_f32(&[1.0, 0.0, 0.0]));
        assert_eq!(Vectors::new([&zero, &one]).cosines(&Vectors::new([&one])), [0.0, 1.0]);
        assert!(Vectors::new([]).is_empty());
    }
}
