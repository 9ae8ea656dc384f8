//! Many similarities at once, as one matrix product.

use candle_core::{Device, Tensor};

use super::Vector;
use super::bert::one_thread;

/// Vectors laid out to be compared with others all at once.
///
/// Components are integers of 8 bits, so that a product of two vectors is an integer which `f32` holds exactly, in whatever order it is summed: the similarities are the same on every
/// machine.
#[derive(Debug, Clone)]
pub struct Vectors {
    /// A row for each vector; absent where there is none.
    rows: Option<Tensor>,
    /// One over the length of each vector; 0 for the zero vector, which is similar to nothing.
    scales: Vec<f32>,
}

impl Vectors {
    /// `vectors`, which have one length.
    #[must_use]
    pub fn new<'v>(vectors: impl IntoIterator<Item = &'v Vector>) -> Self {
        one_thread();
        let (mut components, mut scales, mut dimensions): (Vec<f32>, Vec<f32>, usize) = Default::default();
        for vector in vectors {
            dimensions = vector.components().len();
            components.extend(vector.components().iter().map(|c| f32::from(*c)));
            scales.push(vector.scale());
        }
        let shape = (scales.len(), dimensions);
        let rows = (!components.is_empty()).then(|| Tensor::from_vec(components, shape, &Device::Cpu).expect("vectors have one length"));
        Self { rows, scales }
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

    /// The cosines of the angles between each of `others` and each of these, in -1..=1: a row of [`Vectors::len`] for each of `others`.
    #[must_use]
    pub fn cosines(&self, others: &Self) -> Vec<f32> {
        let (Some(mine), Some(theirs)) = (&self.rows, &others.rows) else {
            return vec![0.0; self.len() * others.len()];
        };
        let product = mine
            .t()
            .and_then(|mine| theirs.matmul(&mine))
            .and_then(|p| p.flatten_all())
            .and_then(|p| p.to_vec1());
        let mut cosines: Vec<f32> = product.expect("both are vectors of one model");
        for (row, theirs) in cosines.chunks_exact_mut(self.len()).zip(&others.scales) {
            for (cosine, mine) in row.iter_mut().zip(&self.scales) {
                *cosine = (*cosine * (theirs * mine)).clamp(-1.0, 1.0);
            }
        }
        cosines
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vectors(count: usize) -> impl Strategy<Value = Vec<Vector>> {
        let vector = prop::collection::vec(-127_i8..=127, 64).prop_map(|c| Vector::from_i8(c.into()));
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
