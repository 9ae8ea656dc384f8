//! Which answers are the same on both sides.

use super::scored::Scored;

/// Two sides paired by id.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Pairing {
    /// Indices of `a` and `b`, in the order of `a`.
    pub pairs: Vec<(usize, usize)>,
    /// Indices of what is in `a` only, in its order.
    pub only_a: Vec<usize>,
    /// Indices of what is in `b` only, in its order.
    pub only_b: Vec<usize>,
    /// How many ids stand more than once on a side.
    pub repeated: usize,
}

/// Pairs answers that have the same id. Where an id stands more than once, the first is paired with the first, the second with the second, and what is left
/// over on one side is unmatched.
pub(super) fn pair(a: &[Scored], b: &[Scored]) -> Pairing {
    let (left, right) = (by_id(a), by_id(b));
    let mut left = left.chunk_by(|i, j| a[*i].id == a[*j].id).peekable();
    let mut right = right.chunk_by(|i, j| b[*i].id == b[*j].id).peekable();
    let mut out = Pairing::default();
    loop {
        let ids = (left.peek().map(|g| &a[g[0]].id), right.peek().map(|g| &b[g[0]].id));
        // The smaller id goes first; a side that has no more waits for the other.
        let (here, there) = match ids {
            (None, None) => break,
            (Some(x), Some(y)) => (x <= y, y <= x),
            (x, y) => (x.is_some(), y.is_some()),
        };
        let here = left.next_if(|_| here).unwrap_or_default();
        let there = right.next_if(|_| there).unwrap_or_default();
        let both = here.len().min(there.len());
        out.repeated += usize::from(here.len().max(there.len()) > 1);
        out.pairs.extend(here.iter().copied().zip(there.iter().copied()));
        out.only_a.extend(&here[both..]);
        out.only_b.extend(&there[both..]);
    }
    out.pairs.sort_unstable();
    out.only_a.sort_unstable();
    out.only_b.sort_unstable();
    out
}

/// Indices by id, equals in their order.
fn by_id(side: &[Scored]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..side.len()).collect();
    order.sort_by(|i, j| side[*i].id.cmp(&side[*j].id));
    order
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn side(ids: &[String]) -> Vec<Scored> {
        let one = |id: &String| Scored {
            id: id.clone(),
            question: "q".into(),
            score: 0.0,
            verdicts: vec![],
        };
        ids.iter().map(one).collect()
    }

    fn of(a: &str, b: &str) -> Pairing {
        let ids = |s: &str| s.chars().map(String::from).collect::<Vec<_>>();
        pair(&side(&ids(a)), &side(&ids(b)))
    }

    #[test]
    fn pairs_are_by_id_in_the_order_of_the_first_side() {
        let expected = Pairing {
            pairs: vec![(0, 1), (2, 0)],
            only_a: vec![1],
            only_b: vec![2, 3],
            repeated: 0,
        };
        assert_eq!(of("cxa", "aczy"), expected);
    }

    #[test]
    fn an_id_that_stands_more_than_once_is_paired_in_order_and_counted() {
        let expected = Pairing {
            pairs: vec![(0, 0), (1, 1), (2, 3)],
            only_a: vec![],
            only_b: vec![2, 4],
            repeated: 2,
        };
        assert_eq!(of("abb", "ababa"), expected);
        assert_eq!(of("", "aa").repeated, 1);
        assert_eq!(of("", ""), Pairing::default());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_paired_twice(a in prop::collection::vec("[a-e]", 0..12), b in prop::collection::vec("[a-e]", 0..12)) {
            let (x, y) = (side(&a), side(&b));
            let found = pair(&x, &y);
            prop_assert!(found.pairs.iter().all(|(i, j)| a[*i] == b[*j]));
            let mut left: Vec<usize> = found.pairs.iter().map(|p| p.0).chain(found.only_a.iter().copied()).collect();
            let mut right: Vec<usize> = found.pairs.iter().map(|p| p.1).chain(found.only_b.iter().copied()).collect();
            left.sort_unstable();
            right.sort_unstable();
            prop_assert_eq!(left, (0..a.len()).collect::<Vec<_>>());
            prop_assert_eq!(right, (0..b.len()).collect::<Vec<_>>());
            let count = |side: &[String]| {
                let mut out: BTreeMap<String, usize> = BTreeMap::new();
                side.iter().for_each(|id| *out.entry(id.clone()).or_default() += 1);
                out
            };
            let (m, n) = (count(&a), count(&b));
            let both: usize = m.iter().map(|(id, k)| *k.min(n.get(id).unwrap_or(&0))).sum();
            prop_assert_eq!(found.pairs.len(), both);
        }
    }
}
