//! The sides of a contrast change places.

use super::replace::replace_terms;

/// `sentence` with every name of a side, of the `sides` of a contrast, replaced by the name in the same place of the next side, or its first one.
#[must_use]
pub fn sides_exchanged(sentence: &str, sides: &[Vec<String>]) -> String {
    let mut terms = Vec::new();
    for (i, side) in sides.iter().enumerate() {
        let other = &sides[(i + 1) % sides.len()];
        for (j, name) in side.iter().enumerate() {
            if let Some(to) = other.get(j).or_else(|| other.first()) {
                terms.push((name.clone(), to.clone()));
            }
        }
    }
    replace_terms(sentence, &terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_goes_to_the_other_side() {
        let side = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let sides = [side(&["L1", "lasso"]), side(&["L2", "ridge", "weight decay"])];
        let exchanged = sides_exchanged("Lasso is L1, ridge is L2 or weight decay.", &sides);
        assert_eq!(exchanged, "Ridge is L2, lasso is L1 or L1.");
    }
}
