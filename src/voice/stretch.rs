//! Which statements of a voice can be true together, where few of its increments overlap.
//!
//! The moments are halved again and again. Of each stretch of them, the tightest differences
//! that what is said within it implies are kept, for those moments alone that something reaches
//! from outside, and for the beginning, where the toll is 0: together they are as good as the
//! stretch. A new difference is then carried from its own stretch up through the stretches
//! around it, and no further than it tells anything new. (Nested dissection: George, *Nested
//! dissection of a regular finite element mesh*, SIAM J. Numer. Anal. 10, 1973.) Where increments
//! follow one another a stretch is reached at its two ends, so a statement costs a logarithm
//! of their number, be it admitted or not.

use std::collections::BTreeMap;

use super::toll::Constraint;

/// Of how many moments a stretch may be reached from outside. Beyond it, a table of differences
/// costs more than the search of shortest paths it saves.
const WIDEST: usize = 20;

/// So many increments that begin or end at one moment make it a hub, which every stretch keeps as
/// it keeps the beginning ("since the offensive began").
const HUB: usize = 24;

/// How many hubs there are at most.
const HUBS: usize = 3;

/// "Before everything", where the toll is 0: the first of every stretch's places.
const ORIGIN: usize = 0;

/// Nothing bounds a difference.
const FREE: i128 = i128::MAX;

/// Statements that can be true together, and what they imply of one another's moments.
#[derive(Debug)]
pub(super) struct Stretches {
    /// Every moment and where it stands; the first is `ORIGIN`.
    nodes: BTreeMap<i64, usize>,
    /// As a heap: the halves of the nth stretch are the 2nth and the one after it.
    heap: Vec<Stretch>,
    /// How many moments the whole has room for: a power of two.
    room: usize,
    /// `ORIGIN` and the moments that many increments share, in order.
    hubs: Vec<usize>,
    /// What was overwritten, to undo what cannot be met: stretch, place in its table, what stood there.
    log: Vec<(usize, usize, i128)>,
}

#[derive(Clone, Debug, Default)]
struct Stretch {
    /// The hubs and, in order, the moments that its halves are reached at.
    places: Vec<usize>,
    /// Whether each of them is also reached from outside this stretch.
    outward: Vec<bool>,
    /// Row by row: the most by which the toll at the second is above that at the first.
    most: Vec<i128>,
}

impl Stretches {
    /// Made ready for these statements; none if too many of them overlap.
    pub(super) fn of(statements: impl Iterator<Item = Constraint> + Clone) -> Option<Stretches> {
        let moments = statements.clone().flat_map(|s| [Some(s.moment), s.since].into_iter().flatten());
        let mut nodes: BTreeMap<i64, usize> = moments.map(|moment| (moment, ORIGIN)).collect();
        for (at, node) in nodes.values_mut().enumerate() {
            *node = at + 1;
        }
        let room = nodes.len().next_power_of_two();
        // Each is reached from the next one along: a toll does not fall.
        let steps = (1..nodes.len()).map(|node| (node, node + 1));
        let windows = statements.filter_map(|s| Some((*nodes.get(&s.since?)?, *nodes.get(&s.moment)?)));
        let reached: Vec<(usize, usize)> = steps.chain(windows).collect();
        let hubs = hubs(nodes.len(), &reached);
        let heap = lay_out(room, nodes.len(), &hubs, &reached)?;
        let mut all = Stretches { nodes, heap, room, hubs, log: Vec::new() };
        for node in 1..=all.nodes.len() {
            all.bound(node, node - 1, 0);
        }
        all.log.clear();
        Some(all)
    }

    /// Takes the statement in if it can be true together with all those taken in before.
    pub(super) fn admit(&mut self, statement: Constraint) -> bool {
        let since = statement.since.map_or(Some(ORIGIN), |since| self.nodes.get(&since).copied());
        let (Some(since), Some(&moment)) = (since, self.nodes.get(&statement.moment)) else { return false };
        self.log.clear();
        let admitted = statement.high.is_none_or(|high| self.bound(since, moment, i128::from(high)))
            && self.bound(moment, since, -i128::from(statement.low.unwrap_or(0)));
        if !admitted {
            for (stretch, at, before) in self.log.drain(..).rev() {
                self.heap[stretch].most[at] = before;
            }
        }
        admitted
    }

    /// Takes in that N(to) − N(from) ≤ most; false if that cannot be.
    fn bound(&mut self, from: usize, to: usize, most: i128) -> bool {
        let mut stretch = self.around(from, to);
        let mut news = vec![(from, to, most)];
        while stretch > 0 && !news.is_empty() {
            match self.heap[stretch].take_in(&news, stretch, &mut self.log) {
                Some(outward) => news = outward,
                None => return false,
            }
            stretch /= 2;
        }
        true
    }

    /// The smallest stretch that holds both; hubs are held by all.
    fn around(&self, one: usize, other: usize) -> usize {
        let leaf = |node: usize| (!self.hubs.contains(&node)).then(|| self.room + node - 1);
        match (leaf(one), leaf(other)) {
            (None, None) => 1,
            (Some(leaf), None) | (None, Some(leaf)) => leaf,
            (Some(mut one), Some(mut other)) => {
                while one != other {
                    (one, other) = (one / 2, other / 2);
                }
                one
            }
        }
    }

    /// Every moment with the least toll that meets all that was taken in.
    pub(super) fn least_toll(&self) -> impl Iterator<Item = (i64, i128)> + '_ {
        // What leads back to the beginning from each moment: known of the widest stretch, and of
        // each half through the moments that it is reached at.
        let mut back = vec![FREE; self.nodes.len() + 1];
        back[ORIGIN] = 0;
        for stretch in &self.heap {
            let known: Vec<i128> = stretch.places.iter().map(|&node| back[node]).collect();
            for (row, &node) in stretch.most.chunks(stretch.places.len().max(1)).zip(&stretch.places) {
                let through = row.iter().zip(&known).map(|(&most, &back)| sum(most, back));
                back[node] = through.fold(back[node], i128::min);
            }
        }
        self.nodes.iter().map(move |(&moment, &node)| (moment, if back[node] == FREE { 0 } else { -back[node] }))
    }
}

impl Stretch {
    /// Takes in differences between its places: those it tells the stretch around it; none if
    /// they cannot be met.
    fn take_in(
        &mut self,
        news: &[(usize, usize, i128)],
        own: usize,
        log: &mut Vec<(usize, usize, i128)>,
    ) -> Option<Vec<(usize, usize, i128)>> {
        let width = self.places.len();
        let mut changed = Vec::new();
        for &(from, to, most) in news {
            let (Ok(from), Ok(to)) = (self.places.binary_search(&from), self.places.binary_search(&to)) else {
                continue;
            };
            if self.most[from * width + to] <= most {
                continue;
            }
            if sum(self.most[to * width + from], most) < 0 {
                return None;
            }
            let onward: Vec<(usize, i128)> = (0..width)
                .map(|end| (end, sum(most, self.most[to * width + end])))
                .filter(|&(_, w)| w < FREE)
                .collect();
            for start in 0..width {
                let before = self.most[start * width + from];
                for &(end, after) in &onward {
                    let (at, through) = (start * width + end, sum(before, after));
                    if through < self.most[at] {
                        log.push((own, at, self.most[at]));
                        self.most[at] = through;
                        if self.outward[start] && self.outward[end] {
                            changed.push(at);
                        }
                    }
                }
            }
        }
        changed.sort_unstable();
        changed.dedup();
        Some(changed.into_iter().map(|at| (self.places[at / width], self.places[at % width], self.most[at])).collect())
    }
}

/// `ORIGIN` and the moments that the most increments begin or end at, in order.
fn hubs(moments: usize, reached: &[(usize, usize)]) -> Vec<usize> {
    let mut shared = vec![0_usize; moments + 1];
    for &(one, other) in reached {
        shared[one] += 1;
        shared[other] += 1;
    }
    let mut hubs: Vec<usize> = (1..=moments).filter(|&node| shared[node] >= HUB).collect();
    hubs.sort_by_key(|&node| std::cmp::Reverse(shared[node]));
    hubs.truncate(HUBS);
    hubs.push(ORIGIN);
    hubs.sort_unstable();
    hubs
}

/// Stretches over so many moments, of which those are reached from one another; none if one is
/// reached at too many.
fn lay_out(room: usize, moments: usize, hubs: &[usize], reached: &[(usize, usize)]) -> Option<Vec<Stretch>> {
    let is_hub = |node: &usize| hubs.contains(node);
    let mut stretches: Vec<Stretch> = vec![Stretch::default(); 2 * room];
    for node in (1..=moments).filter(|node| !is_hub(node)) {
        stretches[room + node - 1].places.push(node);
    }
    // Of each stretch, the moments that others outside it reach, each noted once.
    let mut outward: Vec<Vec<usize>> = vec![Vec::new(); 2 * room];
    for &(one, other) in reached.iter().filter(|(one, other)| !is_hub(one) && !is_hub(other)) {
        let (mut left, mut right) = (room + one - 1, room + other - 1);
        while left != right {
            for (stretch, node) in [(left, one), (right, other)] {
                let known = &mut outward[stretch];
                if !known.contains(&node) {
                    if known.len() == WIDEST {
                        return None;
                    }
                    known.push(node);
                }
            }
            (left, right) = (left / 2, right / 2);
        }
    }
    for stretch in (1..2 * room).rev() {
        let ends = std::mem::take(&mut outward[stretch]);
        let Stretch { places, outward, most } = &mut stretches[stretch];
        places.extend(hubs);
        places.sort_unstable();
        *outward = places.iter().map(|node| is_hub(node) || ends.contains(node)).collect();
        *most = vec![FREE; places.len() * places.len()];
        for at in 0..places.len() {
            most[at * places.len() + at] = 0;
        }
        if stretch > 1 {
            stretches[stretch / 2].places.extend(ends);
        }
    }
    Some(stretches)
}

/// Two differences one after the other.
fn sum(one: i128, other: i128) -> i128 {
    if one == FREE || other == FREE { FREE } else { one + other }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::toll::Toll;
    use proptest::prelude::*;

    fn statement(moments: i64, hub: u32) -> impl Strategy<Value = Constraint> {
        let window = (0..moments, 1..moments.min(5)).prop_map(|(since, days)| (Some(since), since + days));
        let from_a_hub = (0..moments).prop_map(|days| (Some(3), 4 + days));
        let when = prop_oneof![1 => (0..moments).prop_map(|moment| (None, moment)), 2 => window, hub => from_a_hub];
        (when, 0..12_u64, prop::option::of(0..12_u64)).prop_map(|((since, moment), low, more)| {
            // Totals are of the size of what windows add up to.
            let low = low + since.map_or(3, |since| if since == 3 { 2 } else { 0 }) * moment.unsigned_abs();
            Constraint { since, moment, low: Some(low), high: more.map(|more| low + more) }
        })
    }

    proptest! {
        #![proptest_config(crate::seed::per_cent(100))]

        /// Stretches admit what the search of shortest paths admits, and their least toll meets it.
        #[test]
        fn stretches_admit_what_shortest_paths_admit(
            said in prop_oneof![
                prop::collection::vec(statement(8, 0), 1..24),
                prop::collection::vec(statement(40, 0), 1..60),
                prop::collection::vec(statement(60, 3), 40..100),
            ]
        ) {
            let mut toll = Toll::new();
            let Some(mut stretches) = Stretches::of(said.iter().copied()) else { return Ok(()) };
            let mut kept = Vec::new();
            for &s in &said {
                let admitted = stretches.admit(s);
                prop_assert_eq!(admitted, toll.admit(s), "{:?} after {:?}", s, kept);
                kept.extend(admitted.then_some(s));
            }
            let least: BTreeMap<i64, i128> = stretches.least_toll().collect();
            prop_assert!(least.values().is_sorted());
            for s in &kept {
                let more = least[&s.moment] - s.since.map_or(0, |since| least[&since]);
                prop_assert!(more >= i128::from(s.low.unwrap_or(0)) && s.high.is_none_or(|high| more <= i128::from(high)));
            }
            let solved = Toll::meeting(stretches.least_toll());
            let (by_stretches, by_paths) = (solved.course(&kept), toll.course(&kept));
            for t in -1..50 {
                prop_assert_eq!(by_stretches.floor(t), by_paths.floor(t));
                prop_assert_eq!(by_stretches.ceiling(t), by_paths.ceiling(t));
                prop_assert_eq!(u128::from(by_stretches.floor(t)), least.range(..=t).next_back().map_or(0, |(_, n)| n.unsigned_abs()));
            }
        }
    }

    #[test]
    fn increments_that_overlap_too_much_are_left_to_the_search() {
        let over = |moments: i64| {
            let all =
                (1..=moments).map(move |day| Constraint { since: Some(-day), moment: day, low: Some(1), high: None });
            Stretches::of(all).is_some()
        };
        assert!(over(5));
        assert!(!over(50));
    }
}
