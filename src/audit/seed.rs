//! Chance that is the same in every run.

/// A generator of numbers with a known seed.
pub(super) use fastrand::Rng;

/// The generator for an attack on a question. It depends on nothing else, so that auditing one question or all of them makes the same texts.
pub(super) fn rng(seed: u64, question: &str, attack: &str) -> Rng {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    // The lengths keep apart what would run together.
    for part in [question, attack] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut first = [0; 8];
    hasher.finalize_xof().fill(&mut first);
    Rng::with_seed(u64::from_le_bytes(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_depends_on_each_of_its_parts() {
        let first = |seed, question, attack| rng(seed, question, attack).u64(..);
        assert_eq!(first(1, "a", "A1"), first(1, "a", "A1"));
        for other in [first(2, "a", "A1"), first(1, "b", "A1"), first(1, "a", "A2"), first(1, "aA", "1")] {
            assert_ne!(first(1, "a", "A1"), other);
        }
    }
}
