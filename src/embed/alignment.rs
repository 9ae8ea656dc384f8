//! The directions in which single tokens are compared: fewer than the model has, and better ones.

use safetensors::tensor::SafeTensors;

use super::{ModelError, Vector};

/// An orthonormal projection of token vectors; made and measured by `training/projection.py`.
pub(super) struct Projection {
    /// Directions × dimensions.
    directions: Vec<f32>,
    dimensions: usize,
}

impl Projection {
    /// Reads `alignment.safetensors`: `count` directions of `dimensions` numbers in f32.
    pub fn read(bytes: &[u8], count: usize, dimensions: usize) -> Result<Self, ModelError> {
        let wrong = |problem: String| ModelError::Weight {
            name: "directions".to_owned(),
            problem,
        };
        let tensors = SafeTensors::deserialize(bytes).map_err(|e| wrong(e.to_string()))?;
        let tensor = tensors.tensor("directions").map_err(|e| wrong(e.to_string()))?;
        if tensor.shape() != [count, dimensions] || tensor.data().len() != 4 * count * dimensions {
            return Err(wrong(format!("has the shape {:?} instead of {count} x {dimensions}", tensor.shape())));
        }
        let directions = tensor.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        Ok(Self { directions, dimensions })
    }

    /// The part of `vector` along the directions.
    pub fn apply(&self, vector: &Vector) -> Vector {
        let components: Vec<f32> = vector.components().iter().map(|c| f32::from(*c)).collect();
        let along = |direction: &[f32]| direction.iter().zip(&components).map(|(d, c)| d * c).sum();
        let projected: Vec<f32> = self.directions.chunks_exact(self.dimensions).map(along).collect();
        Vector::from_f32(&projected)
    }
}
