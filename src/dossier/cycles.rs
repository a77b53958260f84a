//! Cycles in a directed graph.

use std::collections::VecDeque;

/// For each strongly connected component, one shortest cycle through its first node, starting
/// there. It takes linear time and does not recurse.
pub(crate) fn cycles(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let component = components(next);
    let mut seen = vec![false; next.len()];
    let mut found = Vec::new();
    for first in 0..next.len() {
        if std::mem::replace(&mut seen[component[first]], true) {
            continue;
        }
        found.extend(shortest_cycle(first, next, &component));
    }
    found
}

fn shortest_cycle(first: usize, next: &[Vec<usize>], component: &[usize]) -> Option<Vec<usize>> {
    let mut from = std::collections::HashMap::new();
    let mut queue = VecDeque::from([first]);
    while let Some(at) = queue.pop_front() {
        for &to in next[at].iter().filter(|&&to| component[to] == component[first]) {
            if to == first {
                let mut cycle: Vec<usize> = std::iter::successors(Some(at), |at| from.get(at).copied()).collect();
                cycle.reverse();
                return Some(cycle);
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = from.entry(to) {
                entry.insert(at);
                queue.push_back(to);
            }
        }
    }
    None
}

/// Kosaraju's strongly connected components: for each node, the number of a node of its component.
fn components(next: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let mut back = vec![Vec::new(); next.len()];
    for (at, leads_to) in next.iter().enumerate() {
        for &to in leads_to {
            back[to].push(at);
        }
    }
    let mut component = vec![NEW; next.len()];
    for root in left(next).into_iter().rev() {
        let mut open = vec![root];
        while let Some(at) = open.pop() {
            if component[at] == NEW {
                component[at] = root;
                open.extend(&back[at]);
            }
        }
    }
    component
}

/// The nodes in the order in which a walk leaves them that goes as deep as it can.
fn left(next: &[Vec<usize>]) -> Vec<usize> {
    let (mut entered, mut left) = (vec![false; next.len()], Vec::new());
    for root in 0..next.len() {
        let mut visits = vec![(root, 0)];
        while let Some((at, edge)) = visits.pop() {
            if edge == 0 && std::mem::replace(&mut entered[at], true) {
                continue;
            }
            match next[at].get(edge) {
                Some(&to) => visits.extend([(at, edge + 1), (to, 0)]),
                None => left.push(at),
            }
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_a_ring_and_a_tail() {
        assert_eq!(cycles(&[vec![0]]), [vec![0]]);
        assert_eq!(cycles(&[vec![1], vec![2], vec![0], vec![0]]), [vec![0, 1, 2]]);
        assert_eq!(cycles(&[vec![1], vec![2], vec![], vec![0]]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn the_shortest_cycle_of_each_component() {
        // The edges are 0 -> 1 -> 2 -> 0, 2 -> 1, 0 -> 3 and 3 <-> 4.
        let next = [vec![1, 3], vec![2], vec![0, 1], vec![4], vec![3]];
        assert_eq!(cycles(&next), [vec![0, 1, 2], vec![3, 4]]);
    }

    #[test]
    fn a_long_chain_does_not_overflow() {
        let n = 100_000;
        let mut next: Vec<Vec<usize>> = (1..=n).map(|to| vec![to]).collect();
        next.push(Vec::new());
        assert!(cycles(&next).is_empty());
        next[n].push(0);
        assert_eq!(cycles(&next).len(), 1);
    }
}
