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
use std::collections::{BTreeMap, BinaryHeap, HashMap};

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

#[derive(Clone, Debug)]
pub(super) struct Constraints {
    /// The moment of each node.
    times: Vec<i64>,
    nodes: BTreeMap<i64, usize>,
    /// A toll that satisfies all admitted statements.
    met: Vec<i128>,
    /// For each node `u`, the bounds N(v) − N(u) ≤ w as (v, w).
    bounds: Vec<Vec<(usize, i128)>>,
}

impl Constraints {
    pub(crate) fn new() -> Constraints {
        Constraints {
            times: vec![i64::MIN],
            nodes: BTreeMap::from([(i64::MIN, ORIGIN)]),
            met: vec![0],
            bounds: vec![Vec::new()],
        }
    }

    /// Admits the statement if it can be true together with all statements admitted before.
    pub(crate) fn admit(&mut self, statement: Constraint) -> bool {
        let low = signed(statement.low.unwrap_or(0));
        let known = statement.since.map_or(Some(ORIGIN), |since| self.nodes.get(&since).copied());
        // For a window with a new start, the toll is as high as the next node allows, so that the
        // next node need not rise.
        let moment = self.node(statement.moment, |toll, before, after| match (known, after) {
            (Some(since), _) => toll[since] + low,
            (None, Some(after)) => toll[after],
            (None, None) => toll[before] + low,
        });
        let since = match statement.since {
            None => ORIGIN,
            Some(since) => self.node(since, |toll, _, _| toll[moment] - low),
        };
        if let Some(high) = statement.high {
            if !self.bound(since, moment, signed(high)) {
                return false;
            }
            self.bounds[since].push((moment, signed(high)));
        }
        if !self.bound(moment, since, -low) {
            if statement.high.is_some() {
                self.bounds[since].pop();
            }
            return false;
        }
        self.bounds[moment].push((since, -low));
        true
    }

    /// The node of a moment. A new node gets the toll nearest to `wish` that its neighbours allow.
    fn node(&mut self, time: i64, wish: impl FnOnce(&[i128], usize, Option<usize>) -> i128) -> usize {
        if let Some(&node) = self.nodes.get(&time) {
            return node;
        }
        let before = self.nodes.range(..time).next_back().map_or(ORIGIN, |(_, &node)| node);
        let after = self.nodes.range(time..).next().map(|(_, &node)| node);
        let wished = wish(&self.met, before, after).max(self.met[before]);
        let toll = after.map_or(wished, |after| wished.min(self.met[after]));
        let node = self.times.len();
        self.times.push(time);
        self.nodes.insert(time, node);
        self.met.push(toll);
        self.bounds.push(Vec::new());
        node
    }

    /// Repairs the toll so that N(v) − N(u) ≤ w holds too. If that is impossible, nothing changes.
    fn bound(&mut self, u: usize, v: usize, w: i128) -> bool {
        let short = self.met[u] + w - self.met[v];
        if short >= 0 {
            return true;
        }
        let mut before: HashMap<usize, i128> = HashMap::new();
        let mut wanted = HashMap::from([(v, short)]);
        let mut queue = BinaryHeap::from([Reverse((short, v))]);
        while let Some(Reverse((by, at))) = queue.pop() {
            if before.contains_key(&at) || wanted.get(&at) != Some(&by) {
                continue;
            }
            if at == u {
                for (node, toll) in before {
                    self.met[node] = toll;
                }
                return false;
            }
            before.insert(at, self.met[at]);
            self.met[at] += by;
            for (to, w) in self.bounds_from(at) {
                let short = self.met[at] + w - self.met[to];
                if short < 0 && !before.contains_key(&to) && wanted.get(&to).is_none_or(|&known| short < known) {
                    wanted.insert(to, short);
                    queue.push(Reverse((short, to)));
                }
            }
        }
        true
    }

    /// The admitted bounds from a node, and the bound that the toll of the node before it is not
    /// higher.
    fn bounds_from(&self, at: usize) -> impl Iterator<Item = (usize, i128)> + '_ {
        let earlier = self.nodes.range(..self.times[at]).next_back().map(|(_, &node)| (node, 0));
        self.bounds[at].iter().copied().chain(earlier)
    }

    /// The tightest bounds at each moment that follow from these statements and from the toll never
    /// falling. Each statement must be an admitted one, or a looser version of one.
    pub(super) fn bounds(&self, statements: &[Constraint]) -> Bounds {
        let mut forward = Graph::new(self.times.len());
        for (node, &time) in self.times.iter().enumerate() {
            if let Some((_, &earlier)) = self.nodes.range(..time).next_back() {
                forward.add(node, earlier, 0, None);
            }
        }
        for (at, statement) in statements.iter().enumerate() {
            let since = statement.since.map_or(Some(ORIGIN), |since| self.nodes.get(&since).copied());
            let (Some(since), Some(&moment)) = (since, self.nodes.get(&statement.moment)) else { continue };
            if let Some(high) = statement.high {
                forward.add(since, moment, signed(high), Some(at));
            }
            if let Some(low) = statement.low {
                forward.add(moment, since, -signed(low), Some(at));
            }
        }
        let ceilings = forward.shortest(&self.met);
        let backward = forward.reversed();
        let mirrored: Vec<i128> = self.met.iter().map(|toll| -toll).collect();
        let floors = backward.shortest(&mirrored);
        let steps = self.nodes.iter().filter(|&(_, &node)| node != ORIGIN).map(|(&time, &node)| Step {
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

struct Edge {
    to: usize,
    weight: i128,
    /// Its statement; `None` for the rule that the toll never falls.
    statement: Option<usize>,
}

struct Graph {
    edges: Vec<Vec<Edge>>,
}

/// The length of the shortest path to a node, and its last edge (from node, statement).
type Reached = Option<(i128, Option<(usize, Option<usize>)>)>;

impl Graph {
    fn new(nodes: usize) -> Graph {
        Graph { edges: std::iter::repeat_with(Vec::new).take(nodes).collect() }
    }

    fn add(&mut self, from: usize, to: usize, weight: i128, statement: Option<usize>) {
        self.edges[from].push(Edge { to, weight, statement });
    }

    fn reversed(&self) -> Graph {
        let mut reversed = Graph::new(self.edges.len());
        for (from, edges) in self.edges.iter().enumerate() {
            for edge in edges {
                reversed.add(edge.to, from, edge.weight, edge.statement);
            }
        }
        reversed
    }

    /// Dijkstra's algorithm from the origin. The potential satisfies every edge, so reduced lengths
    /// are not negative.
    fn shortest(&self, potential: &[i128]) -> Vec<Reached> {
        let mut best: Vec<Reached> = vec![None; self.edges.len()];
        let mut done = vec![false; self.edges.len()];
        let mut queue = BinaryHeap::from([Reverse((0, ORIGIN))]);
        best[ORIGIN] = Some((0, None));
        while let Some(Reverse((_, at))) = queue.pop() {
            if std::mem::replace(&mut done[at], true) {
                continue;
            }
            let Some((length, _)) = best[at] else { continue };
            for edge in &self.edges[at] {
                let reached = length + edge.weight;
                if best[edge.to].is_none_or(|(known, _)| reached < known) {
                    best[edge.to] = Some((reached, Some((at, edge.statement))));
                    queue.push(Reverse((reached - potential[edge.to] + potential[ORIGIN], edge.to)));
                }
            }
        }
        best
    }
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
