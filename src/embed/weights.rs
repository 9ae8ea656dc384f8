//! `model.safetensors`: named weights of known shape, checked and turned into f32.

use std::borrow::Cow;

use safetensors::tensor::{Dtype, Metadata, SafeTensors, TensorInfo};

use super::ModelError;
use super::files::Bytes;

/// Added to the name of a packed matrix for the name of its scales.
const SCALE: &str = ".scale";

/// Rows transposed together: one cache line of the result.
const TILE: usize = 16;

/// The weights of one file.
pub(super) struct Weights {
    bytes: Bytes,
    /// Where the data begins, after the header.
    start: usize,
    metadata: Metadata,
    prefix: &'static str,
}

impl Weights {
    /// Reads the header of `file`'s bytes. The parser checks every size against the file's length
    /// before anything is allocated.
    pub fn open(bytes: Bytes, file: &str) -> Result<Self, ModelError> {
        let (header, metadata) = SafeTensors::read_metadata(&bytes).map_err(|error| ModelError::Weights {
            file: file.to_owned(),
            problem: error.to_string(),
        })?;
        let bare = metadata.info("embeddings.word_embeddings.weight").is_some();
        let prefix = if bare { "" } else { "bert." };
        Ok(Self {
            bytes,
            start: size_of::<u64>() + header,
            metadata,
            prefix,
        })
    }

    /// A vector of `length` numbers.
    pub fn vector(&self, name: &str, length: usize) -> Result<Vec<f32>, ModelError> {
        let tensor = self.tensor(name, &[length])?;
        tensor.floats()
    }

    /// A matrix kept as it is stored, for reading row by row.
    pub fn table(&self, name: &str, rows: usize, columns: usize) -> Result<Table, ModelError> {
        let tensor = self.tensor(name, &[rows, columns])?;
        if tensor.info.dtype == Dtype::I8 {
            let scales = self.scales(name, rows)?;
            return Ok(Table::Packed {
                rows: tensor.bytes,
                scales,
                columns,
            });
        }
        Ok(Table::Floats {
            rows: tensor.floats()?,
            columns,
        })
    }

    /// Whether `name` is there in this shape.
    pub fn check(&self, name: &str, shape: &[usize]) -> Result<(), ModelError> {
        self.info(name, shape).map(|_| ())
    }

    /// The weight of a linear layer, stored as outputs × inputs, written transposed: element
    /// (input `i`, output `o`) goes to `into[i * stride + offset + o]`.
    pub fn transposed(&self, name: &str, shape: (usize, usize), into: &mut [f32], stride: usize, offset: usize) -> Result<(), ModelError> {
        let (outputs, inputs) = shape;
        let tensor = self.tensor(name, &[outputs, inputs])?;
        let place = Place { into, stride, offset };
        if tensor.info.dtype == Dtype::I8 {
            let scales = self.scales(name, outputs)?;
            transpose(&tensor.bytes, inputs, |q, output| f32::from(q as i8) * scales[output], place);
        } else {
            transpose(&tensor.floats()?, inputs, |value, _| value, place);
        }
        Ok(())
    }

    fn scales(&self, name: &str, rows: usize) -> Result<Vec<f32>, ModelError> {
        self.vector(&format!("{name}{SCALE}"), rows)
    }

    /// The tensor called `name`, which must have this shape.
    fn tensor(&self, name: &str, shape: &[usize]) -> Result<Tensor<'_>, ModelError> {
        let info = self.info(name, shape)?;
        let (from, to) = info.data_offsets;
        let range = self.start + from..self.start + to;
        let bytes = match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
            Cow::Owned(bytes) => Cow::Owned(bytes[range].to_vec()),
        };
        Ok(Tensor {
            name: name.to_owned(),
            info,
            bytes,
        })
    }

    /// The header's entry for `name`, which must have this shape.
    fn info(&self, name: &str, shape: &[usize]) -> Result<&TensorInfo, ModelError> {
        let wrong = |problem: String| ModelError::Weight {
            name: name.to_owned(),
            problem,
        };
        let info = self.metadata.info(&format!("{}{name}", self.prefix));
        let info = info.ok_or_else(|| wrong("is missing".to_owned()))?;
        if info.shape != shape {
            return Err(wrong(format!("has shape {:?}, not {shape:?} as `config.json` says", info.shape)));
        }
        Ok(info)
    }
}

/// One stored tensor.
struct Tensor<'a> {
    name: String,
    info: &'a TensorInfo,
    bytes: Bytes,
}

impl Tensor<'_> {
    /// Its numbers as f32, all of them finite.
    fn floats(&self) -> Result<Vec<f32>, ModelError> {
        let wrong = |problem: String| ModelError::Weight {
            name: self.name.clone(),
            problem,
        };
        let floats: Vec<f32> = match self.info.dtype {
            Dtype::F32 => self.bytes.as_chunks().0.iter().map(|&b| f32::from_le_bytes(b)).collect(),
            Dtype::F16 => self.bytes.as_chunks().0.iter().map(|&b| half_to_f32(u16::from_le_bytes(b))).collect(),
            Dtype::BF16 => {
                let widen = |&b: &[u8; 2]| f32::from_bits(u32::from(u16::from_le_bytes(b)) << 16);
                self.bytes.as_chunks().0.iter().map(widen).collect()
            }
            other => return Err(wrong(format!("is of type {other:?}, not F32, F16, BF16, or I8 with scales"))),
        };
        match floats.iter().position(|v| !v.is_finite()) {
            None => Ok(floats),
            Some(at) => Err(wrong(format!("holds {} at position {at}", floats[at]))),
        }
    }
}

/// An IEEE half-precision number as f32, exactly.
fn half_to_f32(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = u32::from(bits & 0x7fff);
    let value = match magnitude {
        0x7c00.. => f32::from_bits((magnitude << 13) | 0x7f80_0000),
        // Normal: only the exponent's bias changes. Subnormal: a multiple of 2^-24.
        0x0400.. => f32::from_bits((magnitude << 13) + ((127 - 15) << 23)),
        _ => magnitude as f32 / 16_777_216.0,
    };
    f32::from_bits(value.to_bits() | sign)
}

/// Where a transposed matrix goes: element (input `i`, output `o`) to
/// `into[i * stride + offset + o]`.
struct Place<'a> {
    into: &'a mut [f32],
    stride: usize,
    offset: usize,
}

/// Writes `convert(element, output)` for every element of a matrix of outputs × `inputs`, a tile
/// of outputs at a time so that every cache line of the result is written once.
fn transpose<T: Copy>(matrix: &[T], inputs: usize, convert: impl Fn(T, usize) -> f32, place: Place<'_>) {
    for (tile, rows) in matrix.chunks(TILE * inputs).enumerate() {
        let first = tile * TILE;
        let rows: Vec<&[T]> = rows.chunks_exact(inputs).collect();
        for input in 0..inputs {
            let line = &mut place.into[input * place.stride + place.offset + first..];
            for (at, (slot, row)) in line.iter_mut().zip(&rows).enumerate() {
                *slot = convert(row[input], first + at);
            }
        }
    }
}

/// A matrix read by rows.
pub(super) enum Table {
    /// int8 rows, one scale each.
    Packed {
        /// The integers, row after row.
        rows: Bytes,
        /// What each row is multiplied by.
        scales: Vec<f32>,
        /// Length of a row.
        columns: usize,
    },
    /// f32 rows.
    Floats {
        /// The numbers, row after row.
        rows: Vec<f32>,
        /// Length of a row.
        columns: usize,
    },
}

impl Table {
    /// Adds row `row` to `into`, which has the length of a row; the row exists.
    pub fn add_row(&self, row: usize, into: &mut [f32]) {
        match self {
            Self::Packed { rows, scales, columns } => {
                let packed = &rows[row * columns..][..*columns];
                for (slot, &q) in into.iter_mut().zip(packed) {
                    *slot += f32::from(q as i8) * scales[row];
                }
            }
            Self::Floats { rows, columns } => {
                for (slot, value) in into.iter_mut().zip(&rows[row * columns..][..*columns]) {
                    *slot += value;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_become_the_same_number() {
        for (bits, value) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_5e-8),
            (0x0400, 6.103_515_6e-5),
        ] {
            assert_eq!(half_to_f32(bits), value, "{bits:#x}");
        }
        assert_eq!(half_to_f32(0xfc00), f32::NEG_INFINITY);
        assert!(half_to_f32(0x7e01).is_nan());
    }

    #[test]
    fn transposing_moves_every_element() {
        let mut into = vec![0.0; 3 * 40];
        let matrix: Vec<usize> = (0..35 * 3).collect();
        transpose(
            &matrix,
            3,
            |value, _| value as f32,
            Place {
                into: &mut into,
                stride: 40,
                offset: 5,
            },
        );
        for (output, input) in [(0, 0), (34, 2), (16, 1)] {
            assert_eq!(into[input * 40 + 5 + output], (output * 3 + input) as f32);
        }
    }
}
