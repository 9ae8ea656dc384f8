//! Names of findings that stay from run to run.

use std::collections::BTreeMap;

/// Gives out fingerprints, no two alike.
#[derive(Default)]
pub(super) struct Fingerprints {
    given: BTreeMap<String, u64>,
}

impl Fingerprints {
    /// The fingerprint of what `parts` name: 32 hexadecimal digits. What is named a second time gets another one by its number, since services show only one
    /// finding of each fingerprint.
    pub(super) fn next(&mut self, parts: &[&str]) -> String {
        let times = self.given.entry(hash(parts, 0)).or_insert(0);
        let number = *times;
        *times += 1;
        hash(parts, number)
    }
}

/// Lengths are part of what is hashed: they keep `a`, `bc` and `ab`, `c` apart.
fn hash(parts: &[&str], number: u64) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"gradus check v1");
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&number.to_le_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_get_fingerprints_of_their_own() {
        let mut prints = Fingerprints::default();
        let (first, second) = (prints.next(&["a", "bc"]), prints.next(&["a", "bc"]));
        assert_ne!(first, second);
        assert_ne!(first, prints.next(&["ab", "c"]));
        assert_eq!(first, Fingerprints::default().next(&["a", "bc"]));
        assert_eq!(first.len(), 32);
    }
}
