//! A toll that never falls, under statements about its totals and its increments: a system of
//! difference constraints.
//!
//! Let N(t) be the toll by t. A statement says low ≤ N(moment) − N(since) ≤ high, and N is 0 before
//! everything. Such a system has a solution exactly if its graph has no cycle of negative length,
//! and the tightest bounds on one N are lengths of shortest paths (Cormen, Leiserson, Rivest and
//! Stein, *Introduction to Algorithms*, "Difference constraints and shortest paths"). Statements
//! are admitted one by one; a solution is kept and repaired after each (Cotton and Maler, *Fast and
//! Flexible Difference Constraint Propagation*, SAT 2006).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Bound::{Excluded, Unbounded};

/// "Before everything": the only node whose toll is known. It is 0.
const ORIGIN: usize = 0;

/// One statement as a constraint: low ≤ N(moment) − N(since) ≤ high.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Constraint {
    /// `None` for a total, which counts since before everything.
    pub(crate) since: Option<i64>,
    pub(crate) moment: i64,
    pub(crate) low: Option<u64>,
    pub(crate) high: Option<u64>,
}

/// The admitted statements, and a toll that satisfies them all.
#[derive(Clone, Debug)]
pub(super) struct Constraints {
    nodes: Vec<Node>,
    by_time: BTreeMap<i64, usize>,
}

/// A moment of an admitted statement.
#[derive(Clone, Debug)]
struct Node {
    time: i64,
    toll: i128,
    /// The bounds N(v) − N(this) ≤ w as (v, w). The first says that the toll of the node before it
    /// is not higher.
    bounds: Vec<(usize, i128)>,
    /// During a repair: how far its toll is too high, as a negative number, and whether it has been
    /// lowered by that.
    excess: i128,
    is_lowered: bool,
}

impl Constraints {
    pub(crate) fn new() -> Constraints {
        let origin = Node { time: i64::MIN, toll: 0, bounds: vec![(ORIGIN, 0)], excess: 0, is_lowered: false };
        Constraints { by_time: BTreeMap::from([(origin.time, ORIGIN)]), nodes: vec![origin] }
    }

    /// Admits the statement if it can be true together with all statements admitted before.
    pub(crate) fn admit(&mut self, statement: Constraint) -> bool {
        let known = self.nodes.len();
        let low = signed(statement.low.unwrap_or(0));
        let since = statement.since.map_or(Some(ORIGIN), |since| self.by_time.get(&since).copied());
        // For a window with a new start, the toll is as high as the next node allows, so that the
        // next node need not rise.
        let moment = self.node(statement.moment, |nodes, before, after| match (since, after) {
            (Some(since), _) => nodes[since].toll + low,
            (None, Some(after)) => nodes[after].toll,
            (None, None) => nodes[before].toll + low,
        });
        let since = match statement.since {
            None => ORIGIN,
            Some(since) => self.node(since, |nodes, _, _| nodes[moment].toll - low),
        };
        let highest = statement.high.map(|high| (since, moment, signed(high)));
        for (from, to, most) in highest.into_iter().chain([(moment, since, -low)]) {
            if !self.repair(from, to, most) {
                if to == since && highest.is_some() {
                    self.nodes[since].bounds.pop();
                }
                self.forget(known);
                return false;
            }
            self.nodes[from].bounds.push((to, most));
        }
        true
    }

    /// The node of a moment. A new node gets the toll nearest to `wish` that its neighbours allow.
    fn node(&mut self, time: i64, wish: impl FnOnce(&[Node], usize, Option<usize>) -> i128) -> usize {
        if let Some(&node) = self.by_time.get(&time) {
            return node;
        }
        let before = self.by_time.range(..time).next_back().map_or(ORIGIN, |(_, &node)| node);
        let after = self.after(time);
        let wished = wish(&self.nodes, before, after).max(self.nodes[before].toll);
        let toll = after.map_or(wished, |after| wished.min(self.nodes[after].toll));
        let node = self.nodes.len();
        self.nodes.push(Node { time, toll, bounds: vec![(before, 0)], excess: 0, is_lowered: false });
        self.by_time.insert(time, node);
        if let Some(after) = after {
            self.nodes[after].bounds[0] = (node, 0);
        }
        node
    }

    fn after(&self, time: i64) -> Option<usize> {
        self.by_time.range((Excluded(time), Unbounded)).next().map(|(_, &node)| node)
    }

    /// Removes the nodes that were made after the first so many, so that later repairs do not pass
    /// through them.
    fn forget(&mut self, known: usize) {
        while self.nodes.len() > known
            && let Some(node) = self.nodes.pop()
        {
            self.by_time.remove(&node.time);
            if let Some(after) = self.after(node.time) {
                self.nodes[after].bounds[0] = node.bounds[0];
            }
        }
    }

    /// Repairs the toll so that N(v) − N(u) ≤ w holds too. If that is impossible, nothing changes.
    fn repair(&mut self, u: usize, v: usize, w: i128) -> bool {
        let mut touched = Vec::new();
        let mut queue = BinaryHeap::new();
        self.note_excess(self.nodes[u].toll + w, v, &mut queue, &mut touched);
        let mut possible = true;
        while let Some(Reverse((by, at))) = queue.pop() {
            let node = &mut self.nodes[at];
            if node.is_lowered || node.excess != by {
                continue;
            }
            if at == u {
                possible = false;
                break;
            }
            node.is_lowered = true;
            node.toll += by;
            let toll = node.toll;
            for bound in 0..node.bounds.len() {
                let (to, most) = self.nodes[at].bounds[bound];
                self.note_excess(toll + most, to, &mut queue, &mut touched);
            }
        }
        for at in touched {
            let node = &mut self.nodes[at];
            let (by, lowered) = (std::mem::take(&mut node.excess), std::mem::take(&mut node.is_lowered));
            if lowered && !possible {
                node.toll -= by;
            }
        }
        possible
    }

    /// Queues a node whose toll is higher than `most`.
    fn note_excess(
        &mut self,
        most: i128,
        at: usize,
        queue: &mut BinaryHeap<Reverse<(i128, usize)>>,
        touched: &mut Vec<usize>,
    ) {
        let node = &mut self.nodes[at];
        let excess = most - node.toll;
        if !node.is_lowered && excess < node.excess {
            if node.excess == 0 {
                touched.push(at);
            }
            node.excess = excess;
            queue.push(Reverse((excess, at)));
        }
    }

    /// The tightest bounds at each moment that follow from these statements and from the toll never
    /// falling. Each statement must be an admitted one, or a looser version of one.
    pub(super) fn bounds(&self, statements: &[Constraint]) -> Bounds {
        let none = || vec![Vec::new(); self.nodes.len()];
        let (mut forward, mut backward) = (none(), none());
        let mut add = |from: usize, to: usize, weight: i128, statement: Option<usize>| {
            forward[from].push(Edge { to, weight, statement });
            backward[to].push(Edge { to: from, weight, statement });
        };
        for (node, of) in self.nodes.iter().enumerate().skip(1) {
            add(node, of.bounds[0].0, 0, None);
        }
        for (at, statement) in statements.iter().enumerate() {
            let since = statement.since.map_or(Some(ORIGIN), |since| self.by_time.get(&since).copied());
            let (Some(since), Some(&moment)) = (since, self.by_time.get(&statement.moment)) else { continue };
            if let Some(high) = statement.high {
                add(since, moment, signed(high), Some(at));
            }
            if let Some(low) = statement.low {
                add(moment, since, -signed(low), Some(at));
            }
        }
        let ceilings = shortest(&forward, |node| self.nodes[node].toll);
        let floors = shortest(&backward, |node| -self.nodes[node].toll);
        let steps = self.by_time.iter().filter(|&(_, &node)| node != ORIGIN).map(|(&time, &node)| Step {
            time,
            node,
            floor: floors[node].map_or(0, |(length, _)| count(-length)),
            ceiling: ceilings[node].map(|(length, _)| count(length)),
        });
        Bounds { steps: steps.collect(), floors, ceilings }
    }
}

/// The floor and ceiling of a toll at each moment of a statement.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    steps: Vec<Step>,
    floors: Vec<Reached>,
    ceilings: Vec<Reached>,
}

#[derive(Clone, Debug)]
struct Step {
    time: i64,
    node: usize,
    floor: u64,
    ceiling: Option<u64>,
}

impl Bounds {
    /// The floor at `t`; 0 before the first statement.
    pub(crate) fn floor(&self, t: i64) -> u64 {
        self.last_by(t).map_or(0, |step| step.floor)
    }

    /// The ceiling at `t`, if there is one.
    pub(crate) fn ceiling(&self, t: i64) -> Option<u64> {
        self.first_from(t).and_then(|step| step.ceiling)
    }

    /// The statements, by position, whose bounds add up to the floor at `t`.
    pub(crate) fn floor_path(&self, t: i64) -> Vec<usize> {
        self.last_by(t).map_or_else(Vec::new, |step| path(step.node, &self.floors))
    }

    /// The statements, by position, whose bounds add up to the ceiling at `t`.
    pub(crate) fn ceiling_path(&self, t: i64) -> Vec<usize> {
        self.first_from(t).map_or_else(Vec::new, |step| path(step.node, &self.ceilings))
    }

    fn last_by(&self, t: i64) -> Option<&Step> {
        self.steps[..self.steps.partition_point(|step| step.time <= t)].last()
    }

    fn first_from(&self, t: i64) -> Option<&Step> {
        self.steps.get(self.steps.partition_point(|step| step.time < t))
    }
}

fn path(to: usize, reached: &[Reached]) -> Vec<usize> {
    let mut path = Vec::new();
    let mut at = to;
    while let Some((_, Some((from, statement)))) = reached[at] {
        path.extend(statement);
        at = from;
    }
    path
}

#[derive(Clone)]
struct Edge {
    to: usize,
    weight: i128,
    /// Its statement; `None` for the rule that the toll never falls.
    statement: Option<usize>,
}

/// The length of the shortest path to a node, and its last edge (from node, statement).
type Reached = Option<(i128, Option<(usize, Option<usize>)>)>;

/// Dijkstra's algorithm from the origin. The potential satisfies every edge, so reduced lengths are
/// not negative.
fn shortest(edges: &[Vec<Edge>], potential: impl Fn(usize) -> i128) -> Vec<Reached> {
    let mut best: Vec<Reached> = vec![None; edges.len()];
    let mut done = vec![false; edges.len()];
    let mut queue = BinaryHeap::from([Reverse((0, ORIGIN))]);
    best[ORIGIN] = Some((0, None));
    while let Some(Reverse((_, at))) = queue.pop() {
        if std::mem::replace(&mut done[at], true) {
            continue;
        }
        let Some((length, _)) = best[at] else { continue };
        for edge in &edges[at] {
            let reached = length + edge.weight;
            if best[edge.to].is_none_or(|(known, _)| reached < known) {
                best[edge.to] = Some((reached, Some((at, edge.statement))));
                queue.push(Reverse((reached - potential(edge.to) + potential(ORIGIN), edge.to)));
            }
        }
    }
    best
}

/// Any count fits, and so does any sum of counts that fit in memory.
fn signed(count: u64) -> i128 {
    i128::from(count)
}

fn count(length: i128) -> u64 {
    u64::try_from(length.max(0)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(moment: i64, low: u64, high: Option<u64>) -> Constraint {
        Constraint { since: None, moment, low: Some(low), high }
    }

    fn window(since: i64, moment: i64, low: u64, high: Option<u64>) -> Constraint {
        Constraint { since: Some(since), moment, low: Some(low), high }
    }

    fn bounds(constraints: &Constraints, statements: &[Constraint], t: i64) -> (u64, Option<u64>) {
        let bounds = constraints.bounds(statements);
        (bounds.floor(t), bounds.ceiling(t))
    }

    #[test]
    fn totals_bound_what_comes_after_and_before() {
        let said = [total(21, 20, Some(20)), total(23, 35, Some(35))];
        let mut toll = Constraints::new();
        assert!(said.iter().all(|&s| toll.admit(s)));
        assert_eq!(bounds(&toll, &said, 20), (0, Some(20)));
        assert_eq!(bounds(&toll, &said, 21), (20, Some(20)));
        assert_eq!(bounds(&toll, &said, 22), (20, Some(35)));
        assert_eq!(bounds(&toll, &said, 24), (35, None));
    }

    #[test]
    fn increments_add_up_and_count_backwards() {
        let said = [total(21, 20, Some(20)), window(22, 23, 5, Some(5)), window(24, 25, 3, None)];
        let mut toll = Constraints::new();
        assert!(said.iter().all(|&s| toll.admit(s)));
        assert_eq!(bounds(&toll, &said, 25), (28, None));
        let said = [total(25, 60, Some(60)), window(23, 25, 12, Some(12))];
        let mut toll = Constraints::new();
        assert!(said.iter().all(|&s| toll.admit(s)));
        assert_eq!(bounds(&toll, &said, 23), (48, Some(48)));
        let implied = toll.bounds(&said);
        assert_eq!(implied.floor_path(23).len(), 2, "the floor comes from both");
    }

    #[test]
    fn what_contradicts_is_not_admitted_and_leaves_no_trace() {
        let mut toll = Constraints::new();
        assert!(toll.admit(total(25, 60, Some(60))));
        assert!(!toll.admit(total(24, 61, Some(70))), "a toll does not fall");
        assert!(toll.admit(window(23, 25, 12, Some(12))));
        assert!(!toll.admit(total(23, 49, None)));
        assert!(!toll.admit(total(22, 50, Some(50))));
        assert!(toll.admit(total(23, 48, Some(48))));
        assert!(!toll.admit(window(21, 23, 49, None)));
        assert!(toll.admit(window(21, 23, 48, None)));
    }
}
