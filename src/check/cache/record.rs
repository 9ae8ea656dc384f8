//! A value with its name and its checksum: what a file of the cache holds.

use super::key::Key;

/// How a file of the cache begins. Another layout gets another number.
const MAGIC: &[u8; 16] = b"gradus cache 01\n";

/// Bytes before the value: the magic, the key, the length, the checksum.
pub(super) const HEAD: usize = 16 + 32 + 8 + 32;

/// BLAKE3 over everything else in the record, so that a value under another name, with another length or with one changed bit is not believed. It tells damage,
/// not forgery: who may write to the folder can write a record.
fn checksum(key: &Key, value: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(MAGIC).update(&key.0).update(&(value.len() as u64).to_le_bytes()).update(value);
    *hasher.finalize().as_bytes()
}

/// The record of `value` under `key`.
pub(super) fn seal(key: &Key, value: &[u8]) -> Vec<u8> {
    let mut record = Vec::with_capacity(HEAD + value.len());
    record.extend_from_slice(MAGIC);
    record.extend_from_slice(&key.0);
    record.extend_from_slice(&(value.len() as u64).to_le_bytes());
    record.extend_from_slice(&checksum(key, value));
    record.extend_from_slice(value);
    record
}

/// The value in `record`; `None` unless it is, to the last bit, what [`seal`] made for `key`.
pub(super) fn unseal(key: &Key, mut record: Vec<u8>) -> Option<Vec<u8>> {
    let (head, value) = record.split_at_checked(HEAD)?;
    let (named, check) = head.split_at(HEAD - 32);
    let length = (value.len() as u64).to_le_bytes();
    let is_named = named.iter().eq(MAGIC.iter().chain(&key.0).chain(&length));
    if !is_named || check != checksum(key, value) {
        return None;
    }
    record.drain(..HEAD);
    Some(record)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_record_gives_its_value_back(key: [u8; 32], value: Vec<u8>) {
            prop_assert_eq!(unseal(&Key(key), seal(&Key(key), &value)), Some(value));
        }

        #[test]
        fn a_changed_bit_anywhere_is_noticed(key: [u8; 32], value: Vec<u8>, place: prop::sample::Index, bit in 0..8_u32) {
            let mut record = seal(&Key(key), &value);
            let place = place.index(record.len());
            record[place] ^= 1 << bit;
            prop_assert_eq!(unseal(&Key(key), record), None);
        }

        #[test]
        fn a_record_cut_short_or_gone_on_with_is_noticed(key: [u8; 32], value: Vec<u8>, place: prop::sample::Index, more in 1..64_usize) {
            let record = seal(&Key(key), &value);
            let mut longer = record.clone();
            longer.extend(vec![0; more]);
            prop_assert_eq!(unseal(&Key(key), longer), None);
            prop_assert_eq!(unseal(&Key(key), record[..place.index(record.len())].to_vec()), None);
        }

        #[test]
        fn a_record_under_another_name_is_not_believed(key: [u8; 32], other: [u8; 32], value: Vec<u8>) {
            prop_assume!(key != other);
            prop_assert_eq!(unseal(&Key(other), seal(&Key(key), &value)), None);
        }

        #[test]
        fn random_bytes_are_no_record(key: [u8; 32], bytes: Vec<u8>) {
            prop_assert_eq!(unseal(&Key(key), bytes), None);
        }
    }
}
